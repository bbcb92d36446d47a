"""Bodies that are called in: an order over the border of a body, assistance, coordination meetings whose decisions become tasks."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from tests.factories.acts import decide_task, hold_meeting
from tests.factories.browser import photo
from tests.factories.events import BODY, DONE, NINE, worked
from tests.factories.people import actor
from yifa.dispatch import actions
from yifa.dispatch.core.coordination import tasks_of
from yifa.dispatch.models import Event
from yifa.dispatch.queries import meetings
from yifa.docket import queries
from yifa.docket.append import DocketUnknown, NotLawful, NotYourAct, Request, append, open_docket
from yifa.evidence.actions import NotUploader, accept_upload, open_for
from yifa.evidence.queries import EvidenceUnknown, evidence_in, evidence_of
from yifa.kernel.actor import Actor, Post, Role
from yifa.platform.accounts import gate
from yifa.registry.models import Body, Liaison
from yifa.registry.snapshot import move_on
from yifa.staffing.models import Officer, Posting

pytestmark = pytest.mark.django_db
COUNTY, PLACE = "fucheng.chengguan", "131128101"
SCENE = photo("现场", (40, 90, 60))
AFTER, DAY = NINE + timedelta(minutes=10), timedelta(days=1)
#: the county's desk commands the town's team
DISPATCHER = Actor("", "城管指挥中心", "", (Post(Role.INTAKE, COUNTY, "131128"),))
TRAFFIC = Actor("", "交通员", "JT-002", (Post(Role.OFFICER, "fucheng.jiaotong", "131128"),))


def _do(docket: UUID, kind: str, payload: dict[str, Any], who: Actor, *, at: Any = AFTER, **more: Any) -> Any:
    return append(actor=who, docket=docket, request=Request(kind, payload, **more), now=at)


def _of_the_county() -> UUID:
    said = {"source": "热线电话", "reported_at": NINE.isoformat(), "summary": "人行道上堆放建材", "place_text": "东大街"}
    docket = open_docket(actor=DISPATCHER, body=COUNTY, place=PLACE, request=Request("register_lead", said), now=NINE).act.docket
    actions.file(actor=DISPATCHER, docket=docket, event_kind="J-0101", now=NINE)
    return docket


def test_the_county_sends_the_towns_team_which_works_in_its_own_name() -> None:
    docket = _of_the_county()
    officer = actor("zhifa1")
    with pytest.raises(DocketUnknown):
        queries.view_for(actor=officer, docket=docket)

    actions.send(
        actor=DISPATCHER,
        docket=docket,
        team=BODY,
        officers=["GC-001", "GC-002"],
        assisting=["fucheng.jiaotong"],
        task="就近处置",
        now=AFTER,
    )
    _do(docket, "take_order", {}, officer)
    _do(docket, "handle_event", DONE, officer)

    view = queries.view_for(actor=officer, docket=docket)
    assert [(act.kind, act.in_name_of) for act in view.acts[-3:]] == [("give_order", COUNTY), ("take_order", BODY), ("handle_event", BODY)]
    assert [row.id for row in queries.called(actor=officer).rows] == [docket]
    assert Event.objects.get(docket_id=docket).state == "待核查"


def test_who_is_posted_to_a_team_takes_its_orders_with_the_account_of_home() -> None:
    docket, desk = worked(), actor("shouli")
    actions.file(actor=desk, docket=docket, event_kind="J-0101", now=AFTER)
    with pytest.raises(DocketUnknown):
        queries.view_for(actor=actor("chengguan1"), docket=docket)
    officer = Officer.objects.get(code="CG-002")
    Posting.objects.filter(officer=officer).delete()
    Posting.objects.create(officer=officer, body=BODY, title="派驻执法员", valid_from=AFTER.date(), valid_until=AFTER.date() + DAY)
    move_on()
    gate.forget()

    word = {"dispatch.insured": "保险单另存纸质。"}
    actions.send(actor=desk, docket=docket, team=BODY, officers=["CG-002", "GC-001"], task="就近处置", judged=word, now=AFTER)
    taken = _do(docket, "take_order", {}, actor("chengguan1"))

    assert taken.act.in_name_of == BODY
    assert [post.body for post in actor("chengguan1", on=AFTER.date() + DAY).posts] == ["fucheng.chengguan"]


def test_a_body_called_in_sees_the_files_and_brings_its_own() -> None:
    docket, desk = _of_the_county(), DISPATCHER
    officer = actor("zhifa1")
    with pytest.raises(NotUploader):
        accept_upload(actor=officer, stream=BytesIO(SCENE), name="现场.jpg", body=COUNTY, place=PLACE, now=AFTER)
    actions.send(actor=desk, docket=docket, team=BODY, officers=["GC-001", "GC-002"], task="就近处置", now=AFTER)

    view = queries.view_for(actor=officer, docket=docket)
    brought = accept_upload(actor=officer, stream=BytesIO(SCENE), name="现场.jpg", body=view.body, place=view.place, now=AFTER, docket=view)
    _do(docket, "take_order", {}, officer)
    _do(docket, "handle_event", DONE, officer, evidence=(brought.digest,))

    view = queries.view_for(actor=actor("zhifa2"), docket=docket)
    assert [row.digest for row in evidence_of(view)] == [brought.digest]
    with open_for(actor("zhifa2"), evidence_in(view, brought.digest), now=AFTER).stream as file:
        assert file.read() == SCENE
    with pytest.raises(EvidenceUnknown):
        evidence_in(queries.view_for(actor=desk, docket=_of_the_county()), brought.digest)


def test_who_assists_tells_what_it_did_and_who_does_not_is_refused() -> None:
    docket = _of_the_county()
    actions.send(
        actor=DISPATCHER,
        docket=docket,
        team=BODY,
        officers=["GC-001", "GC-002"],
        assisting=["fucheng.jiaotong"],
        task="就近处置",
        now=AFTER,
    )

    done = _do(docket, "report_assistance", {"done": "已疏导交通。"}, TRAFFIC)

    assert done.act.in_name_of == "fucheng.jiaotong"
    with pytest.raises(NotYourAct):
        _do(docket, "report_assistance", {"done": "没有被请来。"}, DISPATCHER)


def test_who_has_no_liaison_is_whistled_for_by_a_word_alone() -> None:
    docket, desk = worked(), actor("shouli")
    Liaison.objects.filter(body="fucheng.jiaotong").delete()
    move_on()
    name = Body.objects.get(code="fucheng.jiaotong").name
    said = {"bodies": ["fucheng.jiaotong"], "matter": "请认定", "by_at": (AFTER + timedelta(hours=1)).isoformat()}

    with pytest.raises(NotLawful) as refused:
        _do(docket, "blow_whistle", said, desk)
    done = _do(docket, "blow_whistle", said, desk, judged={"dispatch.whistle_heard": "已电话通知该局值班室李某。"})

    assert f"名录中没有{name}在这个地方的联络员，吹哨由谁应？" in refused.value.sentence
    assert done.act.payload["bodies"] == ["fucheng.jiaotong"]


def _meeting() -> UUID:
    payload = hold_meeting(bodies=["fucheng.jiaotong"])
    desk = actor("shouli")
    return open_docket(actor=desk, body=BODY, place=PLACE, request=Request("hold_meeting", payload), now=NINE).act.docket


def test_decisions_of_a_meeting_become_tasks_of_their_bodies() -> None:
    docket, desk = _meeting(), actor("shouli")
    for body in ("fucheng.jiaotong", "fucheng.chengguan"):
        _do(docket, "decide_task", decide_task(body=body, due_on="2026-03-12"), desk)

    later = AFTER + timedelta(days=2)
    _do(docket, "finish_task", {"task": 1, "result": "已处理。"}, TRAFFIC, at=later)

    tasks = tasks_of(queries.view_for(actor=TRAFFIC, docket=docket))
    assert [(task.number, task.body, task.finished_on is not None, task.late(later.date())) for task in tasks] == [
        (1, "fucheng.jiaotong", True, True),
        (2, "fucheng.chengguan", False, True),
    ]
    assert [view.id for view in meetings(actor=TRAFFIC)] == [docket]


@pytest.mark.parametrize(("task", "told"), [(2, "这项任务由别的单位承办。"), (3, "协调会没有给本单位议定这项任务。")])
def test_task_of_another_or_of_nobody_is_refused(task: int, told: str) -> None:
    docket, desk = _meeting(), actor("shouli")
    for body in ("fucheng.jiaotong", "fucheng.chengguan"):
        _do(docket, "decide_task", decide_task(body=body), desk)

    with pytest.raises(NotLawful) as refused:
        _do(docket, "finish_task", {"task": task, "result": "已处理。"}, TRAFFIC)

    assert [answer.sentence for answer in refused.value.answers] == [told]


def test_meeting_with_an_open_task_is_closed_with_a_word() -> None:
    docket, desk = _meeting(), actor("shouli")
    _do(docket, "decide_task", decide_task(body="fucheng.jiaotong"), desk)

    with pytest.raises(NotLawful):
        _do(docket, "close_meeting", {"result": "已协调。"}, desk)
    closed = _do(docket, "close_meeting", {"result": "已协调。"}, desk, judged={"dispatch.tasks_done": "任务并入年度计划。"})

    assert closed.number.startswith("古综执协〔2026〕")


def test_a_guests_desk_is_told_that_the_act_belongs_to_the_body_of_the_docket() -> None:
    docket = _of_the_county()
    actions.send(actor=DISPATCHER, docket=docket, team=BODY, officers=["GC-001", "GC-002"], task="就近处置", now=AFTER)

    with pytest.raises(NotYourAct) as refused:
        _do(docket, "verify_event", {"settled": True, "view": "已清走"}, actor("shouli"))

    assert refused.value.sentence == "「核查」由立卷机关的受理人员办理，被派遣、被请来的单位不能办理。"
    assert refused.value.remedy == "请转请立卷机关的受理人员办理。"


def test_a_task_has_a_term_until_its_body_reports_on_it() -> None:
    docket, desk = _meeting(), actor("shouli")
    for body, due_on in (("fucheng.jiaotong", "2026-03-22"), (BODY, "2026-03-16")):
        _do(docket, "decide_task", decide_task(body=body, due_on=due_on), desk)

    def clocks() -> list[tuple[str, str, str | None]]:
        rows = queries.clocks_for(queries.view_for(actor=desk, docket=docket))
        found = sorted(rows, key=lambda row: row.started_by)
        return [(str(row.due), str(row.warn_by), row.stopped_on and str(row.stopped_on)) for row in found]

    def standing(who: Actor) -> list[tuple[str, str | None]]:
        page = queries.called(actor=who) if who is TRAFFIC else queries.dockets(actor=who)
        return [(row.due_name, row.due_on and str(row.due_on)) for row in page.rows if row.id == docket]

    # a Sunday is the last day all the same, and one is warned on the last day of work before it
    assert clocks() == [("2026-03-22", "2026-03-20", None), ("2026-03-16", "2026-03-16", None)]
    assert standing(TRAFFIC) == standing(desk) == [("完成议定任务", "2026-03-16")]

    _do(docket, "finish_task", {"task": 2, "result": "已处理。"}, actor("zhifa1"), at=AFTER + timedelta(days=1))
    assert standing(TRAFFIC) == [("完成议定任务", "2026-03-22")]
    _do(docket, "finish_task", {"task": 1, "result": "已处理。"}, TRAFFIC, at=AFTER + timedelta(days=2))

    assert [stopped for _, _, stopped in clocks()] == ["2026-03-13", "2026-03-12"]
    assert standing(desk) == [("", None)]


def test_with_the_meeting_every_task_is_over() -> None:
    docket, desk = _meeting(), actor("shouli")
    _do(docket, "decide_task", decide_task(body="fucheng.jiaotong"), desk)

    _do(docket, "close_meeting", {"result": "已协调。"}, desk, judged={"dispatch.tasks_done": "任务并入年度计划。"})

    (clock,) = queries.clocks_for(queries.view_for(actor=desk, docket=docket))
    assert clock.stopped_on == AFTER.date()
