"""Clocks that stand still and go on: a procedure of its own that suspends, has things tested and resumes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID

import pytest
from pydantic import Field

from tests.doubles.institution import OURS, Town
from tests.factories.people import actor
from yifa.docket.append import append, open_docket
from yifa.docket.core.act import FIRST_PREV, Act, View
from yifa.docket.core.fold import fold
from yifa.docket.core.form import Form, Line
from yifa.docket.core.procedure import PROCEDURES, ClockStart, Procedure
from yifa.docket.core.recomputing import MACHINE
from yifa.docket.core.request import Request
from yifa.docket.queries import ClockRow, clocks_for, view_for
from yifa.docket.rebuild import differences
from yifa.kernel.actor import Role
from yifa.kernel.calendar import Aside, Calendars
from yifa.kernel.ids import new_id
from yifa.law.layers import Layer

TOWN, PLACE = "fucheng.gucheng", "131128101"
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
LEAD = {
    "source": "群众举报",
    "reported_at": "2026-03-02T09:50:00+08:00",
    "summary": "占道经营",
    "place_text": "集市东口",
    "item": "GC-ZJ-001",
}


class Nothing(Form):
    """没有内容 — an act that says nothing."""


class Interrupts(Form):
    """中止 — from when and why."""

    first: Annotated[date, Field(title="自")]
    why: Annotated[Line, Field(title="事由")] = "中止"


class Resumes(Form):
    """恢复 — the last day not counted."""

    last: Annotated[date, Field(title="至")]


def spans(view: View, act: Act, layers: Sequence[Layer]) -> Sequence[Aside]:
    found: list[Aside] = []
    for later in view.all("interrupt", "resume"):
        if later.kind == "interrupt":
            found.append(Aside(date.fromisoformat(later.payload["first"]), why=later.payload["why"]))
        else:
            found[-1] = Aside(found[-1].first, date.fromisoformat(later.payload["last"]), found[-1].why)
    return found


@pytest.fixture(autouse=True)
def procedure() -> Iterator[Procedure]:
    trial = Procedure("trial", "中止试验", after="lead")
    clocks = [
        ClockStart(
            "decision", "作出决定", "deadlines.decision", lambda view, act, layers: {"filed_on": act.happened_on}, ("finish",), asides=spans
        ),
        ClockStart("review", "审核", "deadlines.legal_review", lambda view, act, layers: {"sent_on": act.happened_on}, ("check",)),
    ]
    trial.act("start", "开始", form=Nothing, by=Role.HEAD, enters=True, starts=clocks, stage="办理")
    trial.act("interrupt", "中止", form=Interrupts, by=Role.HEAD, once=False)
    trial.act("resume", "恢复", form=Resumes, by=Role.HEAD, once=False)
    trial.act("check", "审核", form=Nothing, by=Role.HEAD)
    trial.act("finish", "完成", form=Nothing, by=Role.HEAD)
    yield trial
    del PROCEDURES["trial"]


def start() -> UUID:
    request = Request("register_lead", LEAD)
    docket = open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=request, now=NOW).act.docket
    do(docket, "start", day=2)
    return docket


def do(docket: UUID, kind: str, *, day: int, **payload: str) -> None:
    append(actor=actor("fuzeren"), docket=docket, request=Request(kind, payload), now=NOW + timedelta(days=day - 2))


def act(kind: str, seq: int, **payload: str) -> Act:
    return Act(new_id(), new_id(), seq, kind, "trial", MACHINE, (), OURS, NOW, NOW, "", payload, (), (), (), FIRST_PREV)


def decision(docket: UUID) -> ClockRow:
    assert list(differences()) == []
    return next(row for row in clocks_for(view_for(actor=actor("fuzeren"), docket=docket)) if row.name == "decision")


@pytest.mark.django_db
def test_a_suspended_clock_stands_still_and_goes_on_where_it_was() -> None:
    docket = start()
    assert (decision(docket).due, decision(docket).paused_on) == (date(2026, 6, 1), None)

    do(docket, "interrupt", day=10, first="2026-03-10", why="检测检验鉴定")

    still = decision(docket)
    assert (still.paused_on, still.paused_why, still.days_left) == (date(2026, 3, 10), "检测检验鉴定", 83)
    assert still.reckoning[-1] == "自2026年3月10日起检测检验鉴定，尚未结束，期限中止：已用7日，还剩83日；所列日期按即日恢复推算。"

    do(docket, "resume", day=26, last="2026-03-24")

    on = decision(docket)
    assert (on.due, on.paused_on, on.paused_why, on.days_left) == (date(2026, 6, 15), None, "", None)
    assert "2026年3月10日至3月24日检测检验鉴定，共15日，不计入。" in on.reckoning


def test_a_clock_that_stands_still_is_not_the_nearest_of_its_docket() -> None:
    begun = View(new_id(), "卷1号", OURS, PLACE, (act("start", 1, item="CG-1"), act("check", 2)))
    interrupted = begun.with_act(act("interrupt", 3, first="2026-03-04", why="中止"))

    before, after = (fold(view, institution=Town(), calendars=Calendars()) for view in (begun, interrupted))

    assert (before.due_name, before.due_on) == ("作出决定", date(2026, 6, 1))
    assert (after.due_name, after.due_on, after.warn_by) == ("作出决定", None, None)
    assert [clock.paused for clock in after.clocks] == [Aside(date(2026, 3, 4)), None]


@pytest.mark.django_db
def test_what_the_department_counts_stops_nothing() -> None:
    docket = start()

    do(docket, "interrupt", day=10, first="2026-03-10", why="公告")

    row = decision(docket)
    assert (row.due, row.paused_on, row.reckoning[-1]) == (date(2026, 6, 1), None, "没有规定可以延长或者扣除的日数，不计算在内。")


@pytest.mark.django_db
def test_a_clock_that_has_stopped_no_longer_stands_still() -> None:
    docket = start()
    do(docket, "interrupt", day=10, first="2026-03-10")

    do(docket, "finish", day=12)

    row = decision(docket)
    assert (row.stopped_on, row.paused_on, row.days_left) == (date(2026, 3, 12), None, None)


@pytest.mark.django_db
def test_several_interruptions_are_each_left_out() -> None:
    docket = start()
    do(docket, "interrupt", day=10, first="2026-03-10")
    do(docket, "resume", day=12, last="2026-03-11")
    do(docket, "interrupt", day=20, first="2026-03-20", why="听证")
    do(docket, "resume", day=22, last="2026-03-22")

    row = decision(docket)

    assert row.nominal == date(2026, 6, 5)
    assert row.reckoning[2:4] == ("2026年3月10日至3月11日中止，共2日，不计入。", "2026年3月20日至3月22日听证，共3日，不计入。")
