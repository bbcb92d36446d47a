from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.factories.laws import ARTICLES, HEAD, NAME, read_law
from yifa.kernel.citation import Cite
from yifa.library.core.proposals import ItemProposal, fine_json
from yifa.library.proposals import ProposalGone, marked_text, names_alike, proposal_with, proposals_of

pytestmark = pytest.mark.django_db


def places(found: tuple[ItemProposal, ...]) -> list[tuple[str, int, int]]:
    return [(one.article, one.paragraph, one.item) for one in found]


def fines(one: ItemProposal) -> list[dict[str, object]]:
    return [fine_json(fine) for clause in one.own_clauses for fine in clause.fines]


def test_tiers_of_one_conduct_are_one_proposal_and_each_item_of_a_list_its_own(tmp_path: Path) -> None:
    found = proposals_of(read_law(tmp_path))

    assert places(found) == [("3", 1, 0), ("4", 1, 1), ("4", 1, 2), ("5", 1, 0)]
    assert [one.conduct for one in found] == ["攀折花木", "擅自占用绿地", "在绿地上倾倒垃圾", "擅自砍伐树木"]
    assert {one.body for one in found} == {"绿化主管部门"}
    assert found[0].violated == (Cite(NAME, "2"),)
    assert found[1].penalty == Cite(NAME, "4", None, 1)


def test_ranges_are_told_as_the_labels_write_them(tmp_path: Path) -> None:
    found = proposals_of(read_law(tmp_path))

    assert fines(found[0]) == [{"low": "200", "high": "1000", "may": True}, {"low": "1000", "high": "5000"}]
    assert fines(found[1]) == [
        {"times_low": "1", "times_high": "3", "base": "违法所得"},
        {"low": "50", "high": "50", "per": "平方米", "cap": "10000"},
    ]
    assert fines(found[3]) == [{"high": "500", "party": "个人"}, {"low": "3000", "high": "20000", "party": "单位"}]
    assert found[3].clauses[-1].coercion == ("查封砍伐的工具",)


def test_keys_are_the_same_each_time_and_another_for_each(tmp_path: Path) -> None:
    version = read_law(tmp_path)
    first, again = proposals_of(version), proposals_of(version)

    assert [one.key for one in first] == [one.key for one in again]
    assert len({one.key for one in first}) == 4


def test_changed_words_open_their_own_proposal_only(tmp_path: Path) -> None:
    before = proposals_of(read_law(tmp_path))
    after = proposals_of(read_law(tmp_path, articles=ARTICLES.replace("处一千元以上五千元以下", "处一千元以上六千元以下")))

    assert [one.key == other.key for one, other in zip(before, after, strict=True)] == [False, True, True, True]


def test_changed_item_of_a_list_opens_that_item_only(tmp_path: Path) -> None:
    before = proposals_of(read_law(tmp_path))
    after = proposals_of(read_law(tmp_path, articles=ARTICLES.replace("倾倒垃圾的", "堆放垃圾的")))

    assert [one.key == other.key for one, other in zip(before, after, strict=True)] == [True, True, False, True]


def test_another_version_has_proposals_of_its_own(tmp_path: Path) -> None:
    before = proposals_of(read_law(tmp_path))
    head = HEAD.replace("2020年5月8日", "2024年5月8日").replace("2020年7月1日", "2024年7月1日")
    after = proposals_of(read_law(tmp_path, head=head, articles=ARTICLES.replace("2020年7月1日", "2024年7月1日"), name="二.md"))

    assert [one.version for one in (before[0], after[0])] == [date(2020, 5, 8), date(2024, 5, 8)]
    assert {one.key for one in before} & {one.key for one in after} == set()
    assert [one.print for one in before] == [one.print for one in after]


def test_two_conducts_in_the_same_words_are_told_apart(tmp_path: Path) -> None:
    same = "拒不改正的，由绿化主管部门处五百元以下的罚款。"
    found = proposals_of(
        read_law(tmp_path, articles=f"第三条 攀折花木的，由绿化主管部门责令改正；{same}采摘果实的，由绿化主管部门责令改正；{same}\n")
    )

    assert [one.conduct for one in found] == ["攀折花木", "采摘果实"]
    assert len({one.key for one in found}) == 2


def test_first_of_two_alternatives_is_a_conduct_too(tmp_path: Path) -> None:
    articles = "第三条 违反本条例第二条规定，或者有下列行为之一的，由绿化主管部门处五百元以下的罚款：\n\n（一）采摘果实的；\n"
    found = proposals_of(read_law(tmp_path, articles=articles))

    assert [(one.item, one.conduct) for one in found] == [(0, f"违反《{NAME}》第二条规定"), (1, "采摘果实")]
    assert [one.violated for one in found] == [(Cite(NAME, "2"),), ()]


def test_law_without_penalties_has_none(tmp_path: Path) -> None:
    assert proposals_of(read_law(tmp_path, articles="第三条 单位应当种植花木。\n")) == ()


def test_what_another_body_imposes_is_no_power_of_the_first(tmp_path: Path) -> None:
    articles = "第三条 攀折花木的，由绿化主管部门处五百元以下的罚款；情节严重的，由发证机关吊销许可证。\n"
    found = proposals_of(read_law(tmp_path, articles=articles))

    assert [(one.body, [str(kind) for kind in one.kinds], len(one.clauses)) for one in found] == [("绿化主管部门", ["罚款"], 2)]


def test_text_is_marked_where_it_was_read(tmp_path: Path) -> None:
    version = read_law(tmp_path)
    lines = marked_text(version, proposals_of(version)[2])

    assert [(line.label, [piece.hit for piece in line.pieces]) for line in lines] == [
        ("", [True, True]),
        ("（一）", [False]),
        ("（二）", [True]),
    ]
    assert lines[2].pieces[0].text == "在绿地上倾倒垃圾的。"


def test_unknown_key_is_refused(tmp_path: Path) -> None:
    version = read_law(tmp_path)

    with pytest.raises(ProposalGone) as refusal:
        proposal_with(version, "0" * 32)

    assert refusal.value.sentence == "没有这一事项建议：条文或者对条文的识别已经变化。"
    assert proposal_with(version, proposals_of(version)[0].key).conduct == "攀折花木"


def test_names_alike_are_offered(tmp_path: Path) -> None:
    read_law(tmp_path)

    assert [names_alike(word) for word in ("绿地管理", "演示绿地管理办法", "税收征收")] == [[NAME], [NAME], []]


def test_markup_in_a_text_is_words(tmp_path: Path) -> None:
    found = proposals_of(read_law(tmp_path, articles="第三条 张贴<script>alert(1)</script>的，由绿化主管部门处五百元以下的罚款。\n"))

    assert found[0].conduct == "张贴<script>alert(1)</script>"


def test_key_needs_no_day(tmp_path: Path) -> None:
    one = proposals_of(read_law(tmp_path))[0]

    assert replace(one, version=None).key != one.key
