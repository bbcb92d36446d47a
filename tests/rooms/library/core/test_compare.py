"""Two versions side by side: what stayed, moved, changed, came and went."""

from __future__ import annotations

from tests.rooms.library.texts import FIRST, SECOND
from yifa.library.core.compare import Run, compare, word_changes
from yifa.library.core.markdown import read_markdown
from yifa.library.core.reading import read_text
from yifa.library.core.texts import Article


def articles(text: str) -> tuple[Article, ...]:
    return read_text(read_markdown(text.encode(), file="a.md")).articles


def told(old: tuple[Article, ...], new: tuple[Article, ...]) -> list[tuple[str, str, str]]:
    label = lambda side, at: side[at].label if at is not None else ""  # noqa: E731  one line, used twice
    return [(pair.change, label(old, pair.old), label(new, pair.new)) for pair in compare(old, new)]


def test_articles_are_aligned_by_number_and_where_numbers_moved_by_likeness() -> None:
    assert told(articles(FIRST), articles(SECOND)) == [
        ("changed", "第一条", "第一条"),
        ("added", "", "第二条"),
        ("moved", "第二条", "第三条"),
        ("changed", "第三条", "第四条"),
        ("deleted", "第三条之一", ""),
        ("deleted", "第四条", ""),
        ("changed", "第五条", "第五条"),
    ]


def test_the_same_text_changes_nothing_but_spaces() -> None:
    text = articles(FIRST)

    assert {change for change, _, _ in told(text, text)} == {"same"}
    assert {change for change, _, _ in told(text, articles(FIRST.replace("摆好", "摆  好")))} == {"same"}


def test_everything_added_and_everything_deleted() -> None:
    text = articles(FIRST)

    assert [change for change, _, _ in told((), text)] == ["added"] * 6
    assert [change for change, _, _ in told(text, ())] == ["deleted"] * 6


def test_inserted_and_deleted_words() -> None:
    before, after = word_changes("处五十元以上二百元以下的罚款。", "处一百元以上五百元以下的罚款；可以没收。")

    assert [run.text for run in before if run.kind == "deleted"] == ["五十", "二"]
    assert [run.text for run in after if run.kind == "inserted"] == ["一百", "五", "；可以没收"]
    assert "".join(run.text for run in before if run.kind != "deleted") == "".join(run.text for run in after if run.kind != "inserted")
    assert "".join(run.text for run in after) == "处一百元以上五百元以下的罚款；可以没收。"


def test_crumbs_between_two_changes_are_part_of_them() -> None:
    before, after = word_changes("市政的设施", "绿化的场地")

    assert (before, after) == ((Run("deleted", "市政的设施"),), (Run("inserted", "绿化的场地"),))


def test_a_long_rewritten_law_is_compared_all_the_same() -> None:
    old = tuple(
        Article(str(number), f"第{number}条", f"甲部门应当在第{number}号场地设置标志牌并且公示{number * 7}项内容。", number)
        for number in range(250)
    )
    new = tuple(Article(one.number, one.label, one.text.replace("应当", "必须"), one.line) for one in old)

    assert {pair.change for pair in compare(old, new)} == {"changed"}
    assert all(pair.old == pair.new for pair in compare(old, new))
