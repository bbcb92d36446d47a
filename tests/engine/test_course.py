"""The course of a case: recusal, suspension, tests, a longer term; and the inspection of an enterprise from plan to publication."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.doubles.institution import OURS, PLACE, Town
from tests.doubles.record import MemoryRecord
from tests.engine.people import TWO_HATS
from tests.engine.test_paths import CALENDAR, Story
from yifa.docket.append import NotLawful
from yifa.docket.core.fold import RunningClock, clocks_of
from yifa.docket.core.next import offers
from yifa.docket.core.procedure import Situation
from yifa.kernel.calendar import Aside, Brought, Calendars
from yifa.kernel.dates import legal_date
from yifa.server.published import published_overlays, published_years

PUBLISHED = Calendars(Brought(datetime(1900, 1, 1, tzinfo=UTC), year) for year in published_years())


def _filed(**changes: Any) -> Story:
    """Filed on 2026-03-13."""
    return Story().until("approve_filing", **changes)


def _clock(story: Story, name: str) -> RunningClock:
    view = story.record.view
    assert view is not None
    found = clocks_of(view, institution=story.record.institution, calendars=PUBLISHED)
    return next(clock for clock in reversed(found) if clock.name == name)


def _refused(story: Story, act: str, **how: Any) -> dict[str, str]:
    """Rule -> sentence of every gate that stopped it; each has articles and says what to do."""
    stood = story.record.acts
    with pytest.raises(NotLawful) as refused:
        story.act(act, **how)
    assert story.record.acts == stood
    for answer in refused.value.answers:
        assert answer.remedy.endswith("。")
        assert answer.grounds[0].cites
    return {answer.grounds[0].rule: answer.sentence for answer in refused.value.answers}


def test_officer_who_withdraws_does_nothing_more_in_the_case() -> None:
    story = _filed()
    assert story.act("request_recusal", whose="A2") == []
    assert story.act("take_evidence") == [], "a request of the party alone does not stop the inquiry"

    assert story.act("decide_recusal", whose="A2") == []

    assert _refused(story, "take_evidence")["people.recusal"].endswith("应当回避。")
    assert story.act("take_evidence", officers=("A1", "A4")) == []


def test_officer_who_declares_an_interest_waits_for_the_head() -> None:
    story = _filed()
    assert story.act("request_recusal", whose="A2", requested_by="执法人员本人") == []
    assert "people.recusal" in _refused(story, "inquire")

    assert story.act("decide_recusal", whose="A2", decision="驳回申请") == []

    assert story.act("inquire") == []


def test_recusal_holds_for_who_is_named_by_name_and_for_who_asks() -> None:
    story = _filed()
    name = story.record.institution.officer("A1", on=date(2026, 3, 13)).name

    assert story.act("request_recusal", whose=name, requested_by="执法人员本人", officers=()) == []

    assert "people.recusal" in _refused(story, "take_evidence", officers=("A1", "A2"))


def test_head_decides_only_on_what_was_asked_and_not_alone_on_himself() -> None:
    story = _filed()
    assert _refused(story, "decide_recusal", whose="A4") == {
        "people.recusal_asked": "该人员没有待决定的回避申请。",
    }

    assert story.act("request_recusal", whose="A1") == []

    assert _refused(story, "decide_recusal", whose="A1", by=TWO_HATS) == {"people.recusal_decider": "负责人本人的回避应当由谁决定？"}
    assert story.act("decide_recusal", whose="A1", by=TWO_HATS, collective=True) == []


def test_suspension_needs_a_provision_and_a_ground_of_it() -> None:
    farm = Story().until("approve_filing", propose_filing={"item": "NY-1"})
    assert _refused(farm, "suspend_inquiry") == {"filing.suspension": "没有可适用的法律、法规、规章规定可以中止调查。"}

    town = _filed()
    assert _refused(town, "suspend_inquiry", ground="其他情形") == {"filing.suspension": "“其他情形”不属于可以中止调查的情形。"}
    assert _refused(town, "resume_inquiry") == {"filing.resumption": "本案没有处于中止状态，不需要恢复。"}


def test_suspended_case_is_not_reported_noticed_or_decided_until_resumed() -> None:
    story = Story().until("take_evidence")
    assert story.act("suspend_inquiry") == []

    assert _refused(story, "report_investigation") == {"filing.not_suspended": "本案已经中止调查，尚未恢复。"}
    assert _refused(story, "suspend_inquiry") == {"filing.not_suspended": "本案已经中止调查，尚未恢复。"}

    assert story.act("resume_inquiry") == [] == story.act("report_investigation")


def test_term_stands_still_while_suspended_and_goes_on_after() -> None:
    story = _filed()
    assert _clock(story, "decision").nominal == date(2026, 6, 11)

    assert story.act("suspend_inquiry", days=3) == []
    assert _clock(story, "decision").paused == Aside(date(2026, 3, 17), why="中止")

    assert story.act("resume_inquiry", days=10) == []
    clock = _clock(story, "decision")
    assert (clock.paused, clock.nominal) == (None, date(2026, 6, 21))
    assert clock.term.aside == (Aside(date(2026, 3, 17), date(2026, 3, 26), "中止"),)


def test_resumed_on_the_same_day_nothing_is_set_aside() -> None:
    story = _filed()

    assert story.act("suspend_inquiry") == [] == story.act("resume_inquiry", days=0)

    assert _clock(story, "decision").nominal == date(2026, 6, 11)


@pytest.mark.parametrize(("told", "due"), [(True, date(2026, 6, 26)), (False, date(2026, 6, 11))])
def test_test_is_set_aside_only_where_the_party_was_told_its_period(told: bool, due: date) -> None:
    story = _filed()

    assert story.act("commission_test", told_in_writing=told) == [] == story.act("record_test", days=15)

    assert _clock(story, "decision").nominal == due


def test_test_under_way_stops_the_term_and_overlapping_spans_count_once() -> None:
    story = _filed()
    assert story.act("commission_test") == [] == story.act("commission_test", days=5, subject="砂石样品")
    assert _clock(story, "decision").paused == Aside(date(2026, 3, 15), why="检测检验鉴定")

    assert story.act("record_test", days=5) == [] == story.act("record_test", days=5, subject="砂石样品")

    assert _clock(story, "decision").nominal == date(2026, 6, 26)


def test_result_answers_a_commission() -> None:
    story = _filed()
    assert _refused(story, "record_test") == {"evidence.test_open": "没有委托过该项检测检验鉴定，或者结果已经登记。"}
    assert story.act("commission_test") == [] == story.act("record_test")

    assert "evidence.test_open" in _refused(story, "record_test")


def test_term_is_extended_by_the_head_then_together() -> None:
    story = _filed()
    assert _refused(story, "extend_term", extended_by=31) == {"deadlines.extension": "第一次延长不得超过30日，本次为31日。"}
    assert story.act("extend_term", extended_by=30) == []
    assert _clock(story, "decision").nominal == date(2026, 7, 11)

    assert _refused(story, "extend_term", extended_by=60) == {"deadlines.extension": "再次延长办案期限应当由负责人集体讨论决定。"}
    assert _refused(story, "extend_term", extended_by=61, collective=True) == {"deadlines.extension": "再次延长不得超过60日，本次为61日。"}
    assert story.act("extend_term", extended_by=60, collective=True) == []
    assert _clock(story, "decision").nominal == date(2026, 9, 9)


@pytest.mark.parametrize(("days", "lawful"), [(90, True), (91, False)])
def test_term_is_extended_before_it_is_over(days: int, lawful: bool) -> None:
    story = _filed()

    if lawful:
        assert story.act("extend_term", days=days) == []
    else:
        assert _refused(story, "extend_term", days=days) == {"deadlines.extension": "办案期限已于2026年6月11日届满，不能再批准延长。"}


def test_days_set_aside_count_for_the_extension_too() -> None:
    story = _filed()
    assert story.act("commission_test", days=1) == [] == story.act("record_test", days=10)

    assert story.act("extend_term", days=85) == [], "ninety-six days after filing, ten of them not counted"


def test_assistant_is_no_officer_beside_two_who_are() -> None:
    story = _filed()

    assert _refused(story, "take_evidence", officers=("A1", "A2", "HELPER")) == {
        "people.two_officers": "所列执法人员不具备办理条件：协管员是执法辅助人员。",
        "people.not_assistant": "协管员是执法辅助人员，不具有行政执法资格，不能作为执法人员。",
    }
    assert "people.not_assistant" in _refused(story, "take_evidence", officers=("A1", "HELPER"))


def test_repealed_law_is_no_basis_of_a_report_and_of_an_earlier_deed_a_person_decides() -> None:
    late = datetime(2026, 8, 20, 2, tzinfo=UTC)
    since = Story(now=datetime(2026, 7, 20, 2, tzinfo=UTC)).until("take_evidence", propose_filing={"item": "AIR"})
    since.now = late
    assert _refused(since, "report_investigation") == {
        "authority.basis_not_repealed": "《大气污染防治法》已于2026年8月15日废止，不能作为处罚依据。"
    }

    before = Story(now=datetime(2026, 7, 20, 2, tzinfo=UTC)).until(
        "take_evidence", propose_filing={"item": "AIR", "act_ended_on": "2026-07-01"}
    )
    before.now = late
    assert _refused(before, "report_investigation")["authority.basis_not_repealed"].endswith("？")


CAMERA = ("camera_legal_review", "camera_technical_review", "camera_published", "camera_record_reviewed", "camera_record_good")


@pytest.mark.parametrize("missing", CAMERA)
def test_record_of_a_camera_is_evidence_only_when_device_place_and_record_were_reviewed(missing: str) -> None:
    story, reviewed = _filed(), dict.fromkeys(CAMERA, True)

    found = _refused(story, "take_evidence", by_camera=True, **{**reviewed, missing: False})

    assert list(found) == ["evidence.camera_record" if "record" in missing else "evidence.camera_reviewed"]
    assert story.act("take_evidence", by_camera=True, **reviewed) == []


# --- the inspection of an enterprise


def _lead() -> Story:
    story = Story()
    assert story.act("register_lead") == []
    return story


@pytest.mark.parametrize(
    ("payload", "rule"),
    [
        ({"basis_level": "没有依据"}, "inspection.basis"),
        ({"listed": False}, "inspection.published"),
        ({"own_area": False}, "inspection.place"),
        ({"done_this_year": 2}, "inspection.cap"),
        ({"cap": None}, "inspection.cap"),
        ({"why_on_site": ""}, "inspection.on_site_needed"),
        ({"other_means_suffice": True}, "inspection.on_site_needed"),
        ({"others": "消防检查"}, "inspection.merged"),
        ({"market": True, "objects_drawn": True}, "inspection.random"),
        ({"check_kind": "专项", "campaign_approved": True, "campaign_filed": True}, "inspection.campaign"),
    ],
)
def test_plan_that_the_law_does_not_allow_is_refused(payload: dict[str, Any], rule: str) -> None:
    assert list(_refused(_lead(), "plan_inspection", **payload)) == [rule]


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"done_this_year": 1},
        {"done_this_year": 2, "check_kind": "个案", "trigger": "投诉举报"},
        {"own_area": False, "assisted": True},
        {"others": "消防检查", "merged": True},
        {"others": "消防检查", "merge_reason": "须停产时进行。"},
        {"market": True, "objects_drawn": True, "officers_drawn": True},
        {"market": True, "special_sector": True},
        {"check_kind": "专项", "campaign_approved": True, "campaign_filed": True, "campaign_published": True},
    ],
)
def test_plan_that_the_law_allows_is_recorded(payload: dict[str, Any]) -> None:
    assert _lead().act("plan_inspection", **payload) == []


def test_enterprise_is_inspected_once_for_each_approval() -> None:
    story = _lead()
    assert "inspection.approved" in _refused(story, "inspect_enterprise")
    assert story.act("plan_inspection") == []
    assert "inspection.approved" in _refused(story, "inspect_enterprise")
    assert "inspection.to_approve" in _refused(story, "approve_inspection", enterprise="另一企业")

    assert story.act("approve_inspection") == [] == story.act("inspect_enterprise")

    assert "inspection.approved" in _refused(story, "inspect_enterprise")
    assert "inspection.to_approve" in _refused(story, "approve_inspection")


def test_who_planned_it_does_not_approve_it() -> None:
    story = _lead()
    assert story.act("plan_inspection") == []

    assert list(_refused(story, "approve_inspection", by=TWO_HATS)) == ["people.head_apart"]


@pytest.mark.parametrize(
    ("payload", "rule"),
    [
        ({"certificate_shown": False}, "people.certificate_shown"),
        ({"code_scanned": False}, "inspection.code_shown"),
        ({"code_scanned": False, "no_code_reason": "网络故障"}, "inspection.code_shown"),
        ({"signature": "拒绝签名"}, "evidence.record_signed"),
    ],
)
def test_inspection_without_what_it_needs_is_refused(payload: dict[str, Any], rule: str) -> None:
    story = _lead()
    assert story.act("plan_inspection") == [] == story.act("approve_inspection")

    assert list(_refused(story, "inspect_enterprise", **payload)) == [rule]
    assert story.act("inspect_enterprise", signature="拒绝签名", witness="王见证") == []


def test_urgent_inspection_is_approved_afterwards() -> None:
    story = _lead()
    assert story.act("inspect_enterprise", urgent=True) == []

    assert story.act("approve_inspection", opinion="情况属实，同意补办。") == []

    assert "inspection.to_approve" in _refused(story, "approve_inspection")


def test_result_of_a_drawn_inspection_is_published_in_twenty_working_days() -> None:
    story = _lead()
    assert "inspection.inspected" in _refused(story, "publish_inspection")
    assert story.act("plan_inspection", market=True, objects_drawn=True, officers_drawn=True) == [] == story.act("approve_inspection")
    assert story.act("inspect_enterprise") == []
    clock = _clock(story, "inspection_results")
    assert (clock.starts_on, clock.due, clock.stopped_on) == (date(2026, 3, 14), date(2026, 4, 13), None)

    assert story.act("publish_inspection") == []

    assert _clock(story, "inspection_results").stopped_on == date(2026, 3, 15)


def test_urgent_inspection_is_reported_within_the_term_of_the_province() -> None:
    class Zhejiang(Town):
        def layers(self, **asked: Any) -> Any:
            return published_overlays().chain(place="33")

    story = Story(MemoryRecord(Zhejiang(), CALENDAR, OURS, PLACE))
    assert story.act("register_lead") == [] == story.act("inspect_enterprise", urgent=True)
    clock = _clock(story, "urgent_report")
    assert (clock.starts_on, clock.due) == (date(2026, 3, 11), date(2026, 3, 13))

    assert story.act("approve_inspection") == []

    assert _clock(story, "urgent_report").stopped_on == date(2026, 3, 12)


def test_recusal_is_decided_within_the_term_of_the_province() -> None:
    class Zhejiang(Town):
        def layers(self, **asked: Any) -> Any:
            return published_overlays().chain(place="33")

    story = Story(MemoryRecord(Zhejiang(), CALENDAR, OURS, PLACE)).until("approve_filing")
    assert story.act("request_recusal", whose="A2") == [] == story.act("request_recusal", whose="A4", days=0)
    clock = _clock(story, "recusal")
    assert (clock.starts_on, clock.due) == (date(2026, 3, 14), date(2026, 3, 18))

    assert story.act("decide_recusal", whose="A2") == []
    assert _clock(story, "recusal").stopped_on is None, "one request is still open"

    assert story.act("decide_recusal", whose="A4", decision="驳回申请", days=0) == []
    assert _clock(story, "recusal").stopped_on == date(2026, 3, 15)


@pytest.mark.parametrize("kind", ["decide_recusal", "record_test", "answer_remedy", "end_remedy"])
def test_what_nothing_waits_for_is_not_offered(kind: str) -> None:
    story = Story().until("take_evidence")

    view = story.record.view
    assert view is not None
    offered = {offer.kind.name: offer.verdict.value for offer in offers(Situation(view, legal_date(story.now), CALENDAR, Town()))}

    assert offered[kind] == "refused"
