"""Events, meetings and patrols: each gate stops its wrong, and the second opinion sees the wrong once the gate is taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.doubles.institution import CLASSES, OURS, THEIRS
from tests.engine.people import FOREIGN_OFFICER
from tests.engine.test_paths import CALENDAR, Story
from tests.factories.acts import PAYLOADS
from yifa.devices.procedure import ticket_for
from yifa.dispatch.core.limits import limit_of
from yifa.docket.append import NotLawful

ELSEWHERE = UUID(int=7)
#: where the payload of an arrival is
THERE = {"longitude": "116.1644", "latitude": "37.8686"}
#: minutes, as a part of a day
SOON = 0.01


def _event(*kinds: str, filed: str = "JM-01", **payloads: dict[str, Any]) -> Story:
    """A report filed as an event on a morning, and what was done since."""
    story = Story()
    assert story.act("register_lead", days=0, **payloads.get("register_lead", {})) == []
    known = CLASSES[filed]
    due_at = limit_of(story.now, known.limit, known.unit, calendar=CALENDAR).due_at
    assert due_at is not None
    said = {"event_kind": filed, "kind_name": known.name, "limit": known.limit, "unit": known.unit, "recorded": known.recorded}
    assert story.act("file_event", days=0, due_at=due_at.isoformat(), **said) == []
    for kind in kinds:
        assert story.act(kind, days=SOON, **payloads.get(kind, {})) == []
    return story


def _out_elsewhere() -> Story:
    story = _event()
    story.record.errands = {"A2": ELSEWHERE}
    return story


def _meeting(*kinds: str) -> Story:
    story = Story()
    assert story.act("hold_meeting") == []
    for kind in kinds:
        assert story.act(kind, by=FOREIGN_OFFICER if kind == "finish_task" else None) == []
    return story


def _patrol() -> Story:
    story = Story()
    assert story.act("plan_patrol", ticket=_ticket(story)) == []
    return story


def _ticket(story: Story) -> str:
    said = PAYLOADS["plan_patrol"]()
    return ticket_for(story.record.id, said["seed"], said["pool_digest"])


WRONGS: list[tuple[str, str, Callable[[], Story], dict[str, Any]]] = [
    ("file_event", "dispatch.not_sent", lambda: _event("give_order"), {"due_at": "2026-03-09T16:30:00+08:00"}),
    ("file_event", "dispatch.grid_there", lambda: _event(), {"due_at": "2026-03-09T16:30:00+08:00", "grid": "网格9"}),
    ("give_order", "dispatch.not_hung", lambda: _event("hang_event"), {}),
    ("give_order", "dispatch.not_working", lambda: _event("give_order"), {"officers": ["A2", "A4"]}),
    ("give_order", "dispatch.not_working", lambda: _event("give_order", "arrive"), {"officers": ["A2", "A4"]}),
    ("give_order", "dispatch.not_elsewhere", _out_elsewhere, {}),
    ("give_order", "dispatch.with_power", lambda: _event(filed="YS-01"), {}),
    ("give_order", "dispatch.recorder", lambda: _event(filed="WF-01"), {}),
    ("give_order", "dispatch.overruled_with_word", lambda: _event(), {"overruled": True}),
    ("take_order", "dispatch.ordered", lambda: _event(), {}),
    ("merge_event", "dispatch.nobody_out", lambda: _event("give_order"), {}),
    ("arrive", "dispatch.arrived_there", lambda: _event("give_order", register_lead=THERE), {"longitude": "116.1704"}),
    ("verify_event", "dispatch.handled", lambda: _event("give_order"), {}),
    ("close_event", "dispatch.verified", lambda: _event("give_order", "handle_event"), {}),
    ("close_event", "closing.reply_given", lambda: _settled(register_lead={"source": "群众举报"}), {"reply": ""}),
    ("resume_event", "dispatch.hung", lambda: _event(), {}),
    ("finish_task", "dispatch.task_finished", lambda: _meeting("decide_task"), {"by": FOREIGN_OFFICER, "task": 2}),
    ("finish_task", "dispatch.task_finished", lambda: _meeting("decide_task", "finish_task"), {"by": FOREIGN_OFFICER}),
    ("close_meeting", "dispatch.tasks_done", lambda: _meeting(), {}),
    ("close_meeting", "dispatch.tasks_done", lambda: _meeting("decide_task"), {}),
    ("walk_patrol", "dispatch.patrol_as_drawn", _patrol, {"grid": "网格9"}),
]


def _settled(**payloads: dict[str, Any]) -> Story:
    """An answer given before the work on the spot is none."""
    return _event("reply_source", "give_order", "handle_event", "verify_event", **payloads)


@pytest.mark.parametrize(
    ("act", "rule", "prepare", "how"), WRONGS, ids=[f"{number}-{one[0]}-{one[1]}" for number, one in enumerate(WRONGS)]
)
def test_a_gate_stops_its_wrong_and_without_it_the_second_opinion_sees_it(
    act: str, rule: str, prepare: Callable[[], Story], how: dict[str, Any], without: Callable[[str, str], None]
) -> None:
    story = prepare()
    stood = story.record.acts

    with pytest.raises(NotLawful) as refused:
        story.act(act, **{"days": SOON, **how})

    assert [answer.grounds[0].rule for answer in refused.value.answers] == [rule]
    assert story.record.acts == stood
    without(act, rule)
    assert story.act(act, **{**how, "days": 0}) != []


@pytest.mark.parametrize("rule", ["dispatch.not_working", "dispatch.not_elsewhere"])
def test_a_word_of_a_person_settles_who_goes_where(rule: str) -> None:
    story = _out_elsewhere() if rule == "dispatch.not_elsewhere" else _event("give_order")

    assert story.act("give_order", days=SOON, judged={rule: "两处相邻，先到这里。"}) == []


def test_a_seed_of_ones_own_is_none(without: Callable[[str, str], None]) -> None:
    story = Story()

    with pytest.raises(NotLawful):
        story.act("plan_patrol", ticket="凭据")
    without("plan_patrol", "inspection.draw_kept")

    assert story.act("plan_patrol", ticket="凭据") == ["a draw with a list or a seed of one's own"]


def test_the_body_that_holds_a_meeting_reports_on_its_own_task_and_no_other_does() -> None:
    story = _meeting()
    assert story.act("decide_task", body=OURS) == [] == story.act("decide_task", body=THEIRS)

    with pytest.raises(NotLawful):
        story.act("finish_task", task=2)
    with pytest.raises(NotLawful):
        story.act("finish_task", task=1, by=FOREIGN_OFFICER)

    assert story.act("finish_task", task=1) == [] == story.act("finish_task", task=2, by=FOREIGN_OFFICER)
    assert story.act("close_meeting") == []
