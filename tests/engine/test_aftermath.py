"""After the decision: no penalty, publication, reconsideration and lawsuits; and the hearing's place in the term of the decision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.engine.test_course import _clock, _refused
from tests.engine.test_paths import Story, _asked, _called, _decided, _served_decision
from yifa.casework import facts
from yifa.docket.core.act import View


def _view(story: Story) -> View:
    view = story.record.view
    assert view is not None
    return view


def _today(story: Story) -> date:
    return story.now.date()


def test_hearing_stands_outside_the_term_of_the_decision_where_the_department_counts_it_out() -> None:
    story = _asked()
    asked_on = _today(story)
    assert _clock(story, "decision").paused is not None

    day = (story.now + timedelta(days=15)).date()
    assert story.act("notify_hearing", hearing_on=day.isoformat()) == []
    assert story.act("hold_hearing", days=14) == []

    term = _clock(story, "decision").term
    assert [(span.first, span.last, span.why) for span in term.aside] == [(asked_on + timedelta(days=1), day, "听证")]
    assert (term.nominal - term.start).days == 90 + 15


def test_agriculture_counts_hearings_out_as_well() -> None:
    story = Story().until("hear_statement", propose_filing={"item": "NY-1"}, give_notice={"hearing_offered": True})
    assert story.act("request_hearing") == []

    assert _clock(story, "decision").paused is not None


def test_party_that_stays_away_without_reason_is_asked_about() -> None:
    story = _called()

    assert _refused(story, "hold_hearing", days=14, ended_for_absence=True) == {
        "notice.hearing_absence": "当事人未出席或者中途退出，是否没有正当理由？"
    }


@pytest.mark.parametrize("ground", ["违法行为轻微并及时改正，没有造成危害后果", "当事人有证据足以证明没有主观过错"])
def test_who_is_not_penalised_is_educated_and_the_case_closes_without_a_fine(ground: str) -> None:
    story = Story().until("review_legality")
    assert _refused(story, "decide_no_penalty", ground=ground, education="") == {
        "substance.education": "对当事人不予处罚，但没有教育当事人的记录。"
    }

    assert story.act("decide_no_penalty", days=0, ground=ground) == []

    assert _clock(story, "decision").stopped_on == _today(story)
    assert _clock(story, "closing").starts_on == _today(story)
    assert story.act("close_case", outcome="不予处罚", execution="不予处罚决定已送达。") == []


def test_a_case_without_facts_needs_no_education() -> None:
    story = Story().until("report_investigation")

    assert story.act("decide_no_penalty", ground="违法事实不能成立", education="") == []


def test_no_penalty_that_never_reached_the_party_is_not_closed() -> None:
    story = Story().until("review_legality")
    assert story.act("decide_no_penalty", delivered=False) == []

    assert "steps.decision_served" in _refused(story, "close_case", outcome="不予处罚", execution="尚未送达。")


def test_decision_of_social_impact_is_published_in_time_and_withdrawn_when_it_falls() -> None:
    story = Story().until("decide", decide={"social_impact": True})
    clock = _clock(story, "publication")
    assert clock.starts_on == _today(story) and clock.term.term.n == 7

    assert story.act("publish_decision", impact=False) == []
    assert _clock(story, "publication").stopped_on == _today(story)
    assert _refused(story, "publish_decision") == {"publication.in_turn": "处罚决定已经公示。"}

    assert story.act("serve", paper="penalty_decision") == [] == story.act("receive_remedy", applied_on=_today(story).isoformat())
    assert story.act("end_remedy", outcome="撤销", served_on=_today(story).isoformat()) == []
    assert _clock(story, "withdrawal").term.term.n == 3
    assert _refused(story, "withdraw_publication", receivers_told=False) == {
        "publication.withdrawn": "处罚决定信息曾推送其他系统，尚未告知接收单位撤回。"
    }
    assert story.act("withdraw_publication", days=0) == []
    assert _clock(story, "withdrawal").stopped_on == _today(story)


def test_decision_of_no_social_impact_starts_no_clock_and_is_not_published() -> None:
    story = _decided()

    with pytest.raises(StopIteration):
        _clock(story, "publication")
    assert "publication.social_impact" in _refused(story, "publish_decision", impact=False)
    assert "publication.social_impact" in _refused(story, "publish_decision", hidden=False)


def test_decision_that_was_upheld_stays_published() -> None:
    story = Story().until("decide", decide={"social_impact": True})
    assert story.act("publish_decision") == [] == story.act("serve", paper="penalty_decision")
    assert story.act("receive_remedy", applied_on=_today(story).isoformat()) == []

    assert story.act("end_remedy", outcome="维持", served_on=_today(story).isoformat()) == []

    with pytest.raises(StopIteration):
        _clock(story, "withdrawal")


@pytest.mark.parametrize(
    ("received", "clock", "days"),
    [
        ({"way": "行政复议"}, "reconsideration_answer", 10),
        ({"way": "行政复议", "simple": True}, "reconsideration_answer", 5),
        ({"way": "行政诉讼", "organ": "示例县人民法院"}, "lawsuit_answer", 15),
    ],
)
def test_what_is_received_is_answered_in_time(received: dict[str, Any], clock: str, days: int) -> None:
    story = _served_decision()
    assert story.act("receive_remedy", applied_on=_today(story).isoformat(), **received) == []

    running = _clock(story, clock)
    assert (running.starts_on, running.term.term.n, running.stopped_on) == (_today(story), days, None)

    assert story.act("answer_remedy", way=received["way"]) == []
    assert _clock(story, clock).stopped_on == _today(story)


def test_reconsideration_stops_both_terms_of_the_party_and_its_end_starts_the_fifteen_days_to_sue() -> None:
    story = _served_decision()
    assert story.act("receive_remedy", applied_on=_today(story).isoformat()) == []
    assert _clock(story, "reconsideration").stopped_on == _clock(story, "lawsuit").stopped_on == _today(story)

    assert story.act("end_remedy", days=30, outcome="维持", served_on=_today(story).isoformat()) == []

    after = _clock(story, "lawsuit")
    assert (after.term.term.n, after.stopped_on) == (15, None)


def test_spans_of_remedies_are_told_for_the_surcharge() -> None:
    story = _served_decision()
    first = _today(story)
    assert story.act("receive_remedy", applied_on=first.isoformat()) == []
    assert facts.remedy_spans(_view(story)) == [(first, None)]
    assert story.act("receive_remedy", way="行政诉讼", organ="示例县人民法院", applied_on=first.isoformat()) == []

    assert story.act("end_remedy", served_on=first.isoformat()) == []

    assert facts.remedy_spans(_view(story)) == [(first, first), (first, None)]
    assert "remedies.running" in _refused(story, "answer_remedy", way="行政复议")
    assert story.act("answer_remedy", days=0, way="行政诉讼") == []
