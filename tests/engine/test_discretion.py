"""The published benchmark in a docket: applied, its tier kept, or left with the right person's approval."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.doubles.benchmarks import RULED
from tests.doubles.institution import OURS, PLACE, Town
from tests.doubles.record import MemoryRecord
from tests.engine.test_paths import CALENDAR, Story
from yifa.docket.append import NotLawful
from yifa.docket.core.form import FormIncomplete
from yifa.law.discretion.benchmark import Benchmarks
from yifa.law.discretion.reading import parse

#: the town's table, without an end
TABLE: dict[str, Any] = {name: value for name, value in RULED.items() if name != "until"}
#: half of the large factor: 30 %, the lighter tier from 50 to 1535 yuan
LIGHT = "面积：中\n后果：无"
APPLIED = {"benchmark": "CG-T1", "circumstances": LIGHT}
OUTSIDE = {"fine_fen": 153_501}
REASON = {"departure_reason": "情节恶劣，适用基准明显不当。"}


def story(*tables: dict[str, Any]) -> Story:
    """A docket at a place where these tables hold; the plain one where none is named."""
    benchmarks = Benchmarks(parse(table) for table in tables or (TABLE,))
    return Story(MemoryRecord(Town(), CALENDAR, OURS, PLACE, benchmarks=benchmarks))


def report(told: Story, **payload: Any) -> None:
    told.until("take_evidence", propose_filing={"item": "RULED"})
    told.act("report_investigation", **payload)


def decided(told: Story, *, discussed: bool = False, report: dict[str, Any], **payload: Any) -> None:
    """Every act up to the decision, with the same fine all along."""
    fine = {name: value for name, value in report.items() if name == "fine_fen"}
    told.until("hear_statement", propose_filing={"item": "RULED"}, report_investigation=report, give_notice=fine)
    if discussed:
        told.act("discuss_collectively")
    told.act("decide", days=8, **fine, **payload)


def refusal(refused: pytest.ExceptionInfo[NotLawful]) -> list[tuple[str, str]]:
    return [(answer.grounds[0].rule, answer.sentence) for answer in refused.value.answers]


def test_published_table_that_is_not_applied_stops_the_report() -> None:
    with pytest.raises(NotLawful) as refused:
        report(story())

    assert refusal(refused) == [("discretion.applied", "本事项有已公布的裁量基准（CG-T1），尚未适用。")]


def test_no_table_of_the_item_none_to_apply() -> None:
    report(story(TABLE | {"items": ["SC-1"]}))


def test_table_published_later_is_not_yet_to_be_applied() -> None:
    report(story(TABLE | {"published_on": date(2026, 3, 20)}))


def test_a_warning_asks_for_no_table() -> None:
    report(story(), kinds=["警告"], fine_fen=None)


def test_fine_in_the_tier_of_the_circumstances_is_reported_and_decided() -> None:
    told = story()

    decided(told, report=APPLIED | {"fine_fen": 153_500})

    assert told.record.view is not None
    assert told.record.view.has("decide")


def test_table_of_another_item_is_not_known_here() -> None:
    with pytest.raises(NotLawful) as refused:
        report(story(TABLE | {"items": ["SC-1"]}), **APPLIED)

    assert refusal(refused) == [("discretion.applied", "平台没有载入编号为“CG-T1”的裁量基准，或者它不适用于本事项。")]


def test_circumstances_that_are_missing_stop_the_report() -> None:
    with pytest.raises(NotLawful) as refused:
        report(story(), benchmark="CG-T1", circumstances="面积：中")

    assert refusal(refused) == [("discretion.calculate", "尚未选择“后果”的情形。")]


def test_fine_outside_the_tier_needs_its_reason_in_the_report() -> None:
    with pytest.raises(NotLawful) as refused:
        report(story(), **APPLIED, **OUTSIDE)

    assert refusal(refused) == [("discretion.within_tier", "罚款1,535.01元超出“较轻”裁量区间（50.00元至1,535.00元）。")]


def test_with_its_reason_a_departure_may_be_proposed() -> None:
    report(story(), **APPLIED, **OUTSIDE, **REASON)


def test_departure_is_not_decided_without_approval() -> None:
    with pytest.raises(NotLawful) as refused:
        decided(story(), report=APPLIED | OUTSIDE | REASON)

    assert refusal(refused) == [("discretion.departure", "偏离裁量基准，应当经本机关主要负责人批准或者集体讨论通过。")]


def test_departure_approved_by_the_main_head_is_decided() -> None:
    decided(story(), report=APPLIED | OUTSIDE | REASON, departure_approval="本机关主要负责人批准")


def test_collective_approval_counts_only_with_its_minutes() -> None:
    with pytest.raises(NotLawful) as refused:
        decided(story(), report=APPLIED | OUTSIDE | REASON, departure_approval="本机关集体讨论通过")

    assert [rule for rule, _ in refusal(refused)] == ["discretion.departure"]


def test_collective_approval_with_its_minutes_is_decided() -> None:
    decided(story(), discussed=True, report=APPLIED | OUTSIDE | REASON, departure_approval="本机关集体讨论通过")


def told_heavy() -> Story:
    """The party was told a fine of the heaviest tier."""
    heavy = {"benchmark": "CG-T1", "circumstances": "面积：大\n后果：有", "fine_fen": 500_000}
    fine = {"fine_fen": 500_000, "hearing_offered": True}
    return story().until("hear_statement", propose_filing={"item": "RULED"}, report_investigation=heavy, give_notice=fine)


@pytest.mark.parametrize(("fine_fen", "tier"), [(351_500, "一般"), (153_500, "较轻"), (5_000, "较轻")])
def test_after_the_notice_the_same_circumstances_keep_their_tier_whatever_the_reason(fine_fen: int, tier: str) -> None:
    same = {"benchmark": "CG-T1", "circumstances": "后果：有\n\n 面积：大", "fine_fen": fine_fen}

    with pytest.raises(NotLawful) as refused:
        told_heavy().act("report_investigation", **same, **REASON)

    assert refusal(refused) == [("discretion.tier_kept", f"裁量情节未变化，不能从告知的“较重”档次调整为“{tier}”。")]


@pytest.mark.parametrize(
    "changed",
    [
        {"circumstances": "面积：大\n后果：有", "fine_fen": 351_501},
        {"circumstances": "面积：中\n后果：无", "fine_fen": 153_500},
        {"circumstances": "面积：大\n后果：有", "fine_fen": 153_500, "lenient": "应当从轻或者减轻"},
    ],
    ids=["in the same tier", "other circumstances", "a ground to be lighter"],
)
def test_after_the_notice_the_tier_changes_with_the_circumstances(changed: dict[str, Any]) -> None:
    assert told_heavy().act("report_investigation", benchmark="CG-T1", **changed) == []


def test_table_of_a_superior_is_left_by_its_maker_only() -> None:
    with pytest.raises(NotLawful) as refused:
        decided(story(TABLE | {"made_by": "superior"}), report=APPLIED | OUTSIDE | REASON, departure_approval="本机关主要负责人批准")

    assert refusal(refused) == [("discretion.departure", "偏离裁量基准，应当经该基准的制定机关批准。")]


def test_must_be_lighter_keeps_the_fine_in_the_lighter_tier() -> None:
    heavy = {"benchmark": "CG-T1", "circumstances": "面积：大\n后果：有", "fine_fen": 500_000}
    report(story(), **heavy)

    with pytest.raises(NotLawful) as refused:
        report(story(), **heavy, lenient="应当从轻或者减轻")

    assert refusal(refused) == [("discretion.within_tier", "罚款5,000.00元超出“较轻”裁量区间（50.00元至1,535.00元）。")]


def test_an_example_is_left_to_a_person() -> None:
    example = {name: value for name, value in TABLE.items() if name != "published_on"} | {"synthetic": True}

    with pytest.raises(NotLawful) as asked:
        report(story(example), **APPLIED)
    assert refusal(asked) == [("discretion.applied", "裁量基准“CG-T1”是示例，没有机关制定公布，本案能否参照？")]

    report(story(example))


def test_of_two_versions_the_lighter_newer_one_applies() -> None:
    old = TABLE | {"until": date(2026, 3, 1)}
    milder = [{"low": "50", "high": "3000"}]
    new = TABLE | {"since": date(2026, 3, 1), "range": milder}
    told = story(old, new)
    told.until("check_on_spot")
    told.act("propose_filing", item="RULED", act_ended_on="2026-02-20")
    told.act("approve_filing")
    told.act("take_evidence")

    with pytest.raises(NotLawful) as refused:
        told.act("report_investigation", **APPLIED, fine_fen=93_501)
    told.act("report_investigation", **APPLIED, fine_fen=93_500)

    assert refusal(refused) == [("discretion.within_tier", "罚款935.01元超出“较轻”裁量区间（50.00元至935.00元）。")]


def test_of_two_versions_the_older_applies_where_the_newer_is_heavier() -> None:
    old = TABLE | {"until": date(2026, 3, 1), "range": [{"low": "50", "high": "3000"}]}
    new = TABLE | {"since": date(2026, 3, 1)}
    told = story(old, new)
    told.until("check_on_spot")
    told.act("propose_filing", item="RULED", act_ended_on="2026-02-20")
    told.act("approve_filing")
    told.act("take_evidence")

    with pytest.raises(NotLawful) as refused:
        told.act("report_investigation", **APPLIED, fine_fen=93_501)

    assert refusal(refused) == [("discretion.within_tier", "罚款935.01元超出“较轻”裁量区间（50.00元至935.00元）。")]


def test_range_that_is_a_multiple_takes_its_base_from_the_form() -> None:
    product = TABLE | {"range": [{"base": "货值金额", "low": "1倍", "high": "5倍"}]}

    with pytest.raises(NotLawful) as refused:
        report(story(product), **APPLIED)
    report(story(product), **APPLIED, fine_base="1000", fine_fen=220_000)

    assert refusal(refused) == [("discretion.calculate", "罚款按货值金额计算，尚未填写货值金额。")]


def test_base_that_is_no_number_is_told_at_its_field() -> None:
    with pytest.raises(FormIncomplete) as refused:
        report(story(), **APPLIED, fine_base="一千元")

    assert refused.value.facts["fields"] == {"fine_base": "「罚款的计算基数」应当用阿拉伯数字填写，小数最多两位。"}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"born_on": "2012-03-10"}, "substance.punishable"),
        ({"born_on": "2009-03-10"}, "substance.punishable"),
        ({"mind": "不能辨认或者不能控制"}, "substance.punishable"),
    ],
)
def test_child_minor_or_incapable_is_not_reported_for_a_full_penalty(said: dict[str, Any], rule: str) -> None:
    story = Story().until("take_evidence")

    with pytest.raises(NotLawful) as refused:
        story.act("report_investigation", **said)

    assert [answer.grounds[0].rule for answer in refused.value.answers] == [rule]


def test_minor_is_reported_where_it_must_be_lighter() -> None:
    story = Story().until("take_evidence")

    assert story.act("report_investigation", born_on="2009-03-10", lenient="应当从轻或者减轻") == []
