"""The reader on sentences of our own wording (sentences.toml), on articles of several paragraphs, and on any text at all."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.kernel.citation import Cite
from yifa.library.clauses.article import ArticleText, ParagraphText
from yifa.library.clauses.numbers import narrow
from yifa.library.clauses.proposal import Proposal, Tier
from yifa.library.clauses.reader import law_body, propose, read

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))["case"]


def _article(*paragraphs: str | tuple[str, ...], law: str = "甲法") -> ArticleText:
    told = tuple(ParagraphText(one) if isinstance(one, str) else ParagraphText(one[0], one[1:]) for one in paragraphs)
    return ArticleText(law, "7", told)


def _all(case: dict[str, Any]) -> tuple[list[Proposal], Any]:
    reading = read(_article(case["text"]))
    at = case.get("sentence", max((one.sentence for one in reading.proposals), default=0))
    return [one for one in reading.proposals if one.sentence == at], reading


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_ranges_are_those_the_words_set(case: dict[str, Any]) -> None:
    proposals, _ = _all(case)

    assert [fine.text for one in proposals for fine in one.fines] == case["fines"]


_FOUND = {
    "body": lambda found: "|".join(dict.fromkeys(one.body for one in found)),
    "body_from": lambda found: "|".join(dict.fromkeys(one.body_from for one in found)),
    "kinds": lambda found: "|".join("、".join(one.kinds) for one in found),
    "tier": lambda found: "|".join(dict.fromkeys(one.tier for one in found)),
    "when": lambda found: "|".join(dict.fromkeys(one.when for one in found)),
    "party": lambda found: "|".join(one.party for one in found),
    "conduct": lambda found: "|".join(dict.fromkeys(one.conduct for one in found)),
    "conditions": lambda found: [fine.when for one in found for fine in one.fines],
    "may": lambda found: [fine.may for one in found for fine in one.fines],
    "items": lambda found: [item for one in found for item in one.items],
    "violated": lambda found: [cite.text for one in found for cite in one.violated],
    "confiscated": lambda found: [thing for one in found for thing in one.confiscated],
    "orders": lambda found: [order for one in found for order in one.orders],
    "coercion": lambda found: [word for one in found for word in one.coercion],
    "rest": lambda found: [word for one in found for word in one.rest],
}


@pytest.mark.parametrize(
    ("case", "member"),
    [pytest.param(case, member, id=f"{case['name']}: {member}") for case in CASES for member in _FOUND if member in case],
)
def test_the_rest_of_the_proposal_is_read_too(case: dict[str, Any], member: str) -> None:
    proposals, _ = _all(case)

    assert _FOUND[member](proposals) == case[member]


@pytest.mark.parametrize("case", [case for case in CASES if not case["fines"]], ids=lambda case: case["name"])
def test_sentence_that_sets_no_fine_is_noted(case: dict[str, Any]) -> None:
    _, reading = _all(case)

    assert [note.refers for note in reading.notes] == [case.get("refers", False)]


def test_place_of_the_penalty_is_paragraph_and_item() -> None:
    article = _article(
        "甲单位应当登记。",
        ("未登记的，由城管部门按照下列规定处理：", "（一）逾期一月的，处五百元罚款；", "（二）逾期一年的，处五千元罚款。"),
    )

    found = propose(article)

    assert [one.penalty for one in found] == [Cite("甲法", "7", 2, 1), Cite("甲法", "7", 2, 2)]
    assert [one.sentence for one in found] == [3, 4]
    assert [one.body for one in found] == ["城管部门", "城管部门"]
    assert [(one.conduct, one.when) for one in found] == [("未登记", "逾期一月"), ("未登记", "逾期一年")]


def test_lead_with_items_is_one_proposal_with_its_articles() -> None:
    article = _article(
        ("违反本法第五条规定，有下列行为之一的，由城管部门处五百元罚款：", "（一）乱倒垃圾；", "（二）由专人看管的设施被毁。")
    )

    (one,) = propose(article)

    assert (one.item, one.conduct, one.violated, one.tier) == (0, "有下列行为之一", (Cite("甲法", "5"),), Tier.BASE)


def test_body_of_the_paragraph_before_is_written_out() -> None:
    article = _article("未登记的，由城管部门处五百元罚款。", "冒名登记的，由前款规定的部门处一千元罚款。")

    assert [one.body for one in propose(article)] == ["城管部门", "城管部门"]


def test_body_a_law_names_once_is_used_where_an_article_names_none() -> None:
    plain = _article("未登记的，处五百元罚款。")
    told = _article("本法规定的行政处罚，由县级人民政府城管部门决定。")

    body = law_body([plain, told])

    assert body == "县级人民政府城管部门"
    assert [(one.body, one.body_from) for one in propose(plain, law_body=body)] == [("县级人民政府城管部门", "law")]
    assert [(one.body, one.body_from) for one in propose(plain)] == [("", "")]


def test_law_that_names_two_bodies_names_none_for_all() -> None:
    told = _article("本法规定的行政处罚，由城管部门决定。", "本法规定的罚款，由公安机关决定。")

    assert law_body([told]) == ""


@pytest.mark.parametrize(("length", "count"), [(5_000, 1), (5_001, 0)])
def test_text_without_stops_is_no_sentence(length: int, count: int) -> None:
    words = "未登记的，由城管部门处五百元罚款。"
    reading = read(_article("甲" * (length - len(words)) + words))

    assert (len(reading.proposals), len(reading.notes)) == (count, 1 - count)


def test_correction_alone_is_no_penalty() -> None:
    assert propose(_article("未登记的，由城管部门责令限期改正。")) == ()


def test_penalty_without_a_fine_is_proposed() -> None:
    (one,) = propose(_article("未登记的，由城管部门给予警告，暂扣许可证。"))

    assert (tuple(one.kinds), one.fines) == (("警告", "暂扣许可证件"), ())


def test_what_stands_before_the_parties_is_for_each_but_their_staff() -> None:
    found = propose(_article("未登记的，由城管部门给予警告，对单位处五千元罚款，对个人处五百元罚款，对直接负责的主管人员处二百元罚款。"))

    assert [(one.party, "、".join(one.kinds)) for one in found] == [
        ("单位", "警告、罚款"),
        ("个人", "警告、罚款"),
        ("直接负责的主管人员", "罚款"),
    ]


_WORDS = st.sampled_from(
    re.split(
        " ",
        "由 的 ， 。 ； ： 处 并处 罚款 一万元 以上 五万元以下 的罚款 部门 机关 政府 负责 第 条 违反本法 第三十条 、 第四项 至"
        " 对 单位 个人 责令 没收 违法所得"
        " 倍 百分之 五 每 日 （ ） ( （一） 情节严重的， 拒不改正的， 人民法院 可以 不超过 最高 % 决定 依照 零 十 亿"
        " 99999999999 0.12345 元 l倍 会同 吊销 年内 禁止",
    )
)
_TEXT = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map("".join))


@settings(deadline=None, max_examples=300)
@given(_TEXT, st.lists(_TEXT, max_size=3))
def test_no_text_breaks_the_reader_and_low_never_passes_high(lead: str, items: list[str]) -> None:
    found = read(_article((lead, *items)))

    for one in found.proposals:
        assert one.kinds
        for fine in one.fines:
            assert fine.text
            assert fine.low is None or fine.high is None or fine.low <= fine.high
            assert fine.times_low is None or fine.times_high is None or fine.times_low <= fine.times_high


@settings(deadline=None)
@given(st.integers(1, 99_999_999), st.integers(1, 99_999_999), st.sampled_from(["的罚款", "罚款"]))
def test_any_two_amounts_are_read_as_written(one: int, other: int, tail: str) -> None:
    low, high = sorted((one, other))
    (found,) = propose(_article(f"未登记的，由城管部门处{low}元以上{high}元以下{tail}。"))

    assert [(str(fine.low), str(fine.high)) for fine in found.fines] == [(f"{low}.00", f"{high}.00")]


@given(st.text())
def test_made_narrow_every_sign_keeps_its_place(text: str) -> None:
    assert len(narrow(text)) == len(text)
