"""市级跨区 — 成都: the city's desk orders a district's team, another district helps, and each district gets a task of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.factories.events import DONE
from yifa.dispatch import actions
from yifa.dispatch.models import Event
from yifa.dispatch.queries import asked_for, meetings, orders_of, recommended
from yifa.docket import queries
from yifa.docket.append import DocketUnknown, NotLawful, NotYourAct, Request, append, open_docket
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.dates import SHANGHAI
from yifa.profile import read
from yifa.server.beside import scratch
from yifa.server.wiring import join

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[3] / "profiles" / "chengdu"
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=SHANGHAI)
CITY, JINJIANG, QINGYANG = "chengdu.cg", "chengdu.jinjiang.zonghe", "chengdu.qingyang.zonghe"
#: in 锦江, at the border of 青羊
PLACE = "510104"
DESK = Actor("", "市指挥中心", "CD-0037", (Post(Role.INTAKE, CITY, "5101"),))
OFFICER = Actor("", "锦江执法员", "CD-0065", (Post(Role.OFFICER, JINJIANG, "510104"),))
NEIGHBOUR = Actor("", "青羊执法员", "CD-0077", (Post(Role.OFFICER, QINGYANG, "510105"),))
STRANGER = Actor("", "武侯值班员", "", (Post(Role.INTAKE, "chengdu.wuhou.zonghe", "510107"),))


@pytest.fixture(autouse=True)
def city() -> Iterator[None]:
    """The profile in a schema made for this test."""
    join()
    with scratch(read(FOLDER), folder=FOLDER, now=NOW):
        yield


def _do(docket: UUID, kind: str, payload: dict[str, Any], who: Actor, *, minutes: int = 10, **more: Any) -> Any:
    return append(actor=who, docket=docket, request=Request(kind, payload, **more), now=NOW + timedelta(minutes=minutes))


def _filed(place: str = PLACE, event_kind: str = "J-05") -> UUID:
    said = {"source": "12345热线", "reported_at": NOW.isoformat(), "summary": "两区交界处成堆垃圾", "place_text": "一环路九眼桥"}
    docket = open_docket(actor=DESK, body=CITY, place=place, request=Request("register_lead", said), now=NOW).act.docket
    actions.file(actor=DESK, docket=docket, event_kind=event_kind, now=NOW)
    return docket


def _send(docket: UUID, team: str = JINJIANG, officers: tuple[str, ...] = ("CD-0065", "CD-0066"), **more: Any) -> Any:
    at = NOW + timedelta(minutes=5)
    return actions.send(actor=DESK, docket=docket, team=team, officers=officers, task="清运并查明来源", now=at, **more)


def test_the_city_orders_a_districts_team_and_another_district_helps() -> None:
    docket = _filed()
    with pytest.raises(DocketUnknown):
        queries.view_for(actor=OFFICER, docket=docket)

    _send(docket, assisting=[QINGYANG])

    assert [event.docket_id for event in orders_of("CD-0065")] == [docket]
    assert [[row.id for row in queries.called(actor=who).rows] for who in (OFFICER, NEIGHBOUR, STRANGER)] == [[docket], [docket], []]
    for kind, said in (("take_order", {}), ("arrive", {}), ("handle_event", DONE)):
        _do(docket, kind, said, OFFICER)
    _do(docket, "report_assistance", {"done": "青羊一侧已清运。"}, NEIGHBOUR)
    _do(docket, "verify_event", {"settled": True, "view": "两侧均已清运。"}, DESK)
    _do(docket, "close_event", {"result": "已清运。", "reply": "已清运，谢谢。"}, DESK)

    view = queries.view_for(actor=OFFICER, docket=docket)
    assert [(act.kind, act.in_name_of) for act in view.acts[2:]] == [
        ("give_order", CITY),
        ("take_order", JINJIANG),
        ("arrive", JINJIANG),
        ("handle_event", JINJIANG),
        ("report_assistance", QINGYANG),
        ("verify_event", CITY),
        ("close_event", CITY),
    ]
    assert Event.objects.get(docket_id=docket).state == "已结案"


def test_who_was_not_called_in_sees_nothing_and_who_helps_takes_no_order() -> None:
    docket = _filed()
    _send(docket, assisting=[QINGYANG])

    with pytest.raises(DocketUnknown):
        _do(docket, "report_assistance", {"done": "没有被请来。"}, STRANGER)
    with pytest.raises(NotYourAct):
        _do(docket, "verify_event", {"settled": True, "view": "已清运。"}, NEIGHBOUR)
    with pytest.raises(NotLawful) as refused:
        _do(docket, "take_order", {}, NEIGHBOUR)

    assert [answer.grounds[0].rule for answer in refused.value.answers] == ["dispatch.as_sent"]


def test_officers_of_one_district_are_not_sent_into_another() -> None:
    with pytest.raises(NotLawful) as refused:
        _send(_filed(), team=QINGYANG, officers=("CD-0077", "CD-0078"))

    (answer,) = [one for one in refused.value.answers if one.grounds[0].rule == "people.two_officers"]
    assert answer.verdict.value == "refused"


def test_the_city_is_proposed_who_is_on_the_spot() -> None:
    docket = _filed()

    (one,) = recommended(actor=DESK, now=NOW, docket=docket)

    assert one.proposal.choice is not None, (one.proposal.why, one.proposal.left_out, asked_for(one.event, on=NOW.date()))
    assert one.team == JINJIANG


def test_each_district_has_a_task_with_a_term_of_the_citys_meeting() -> None:
    said = {
        "summary": "两区交界处反复倾倒，由谁管。",
        "place_text": "市指挥中心",
        "bodies": [JINJIANG, QINGYANG],
        "meets_at": (NOW + timedelta(hours=2)).isoformat(),
    }
    docket = open_docket(actor=DESK, body=CITY, place="510100", request=Request("hold_meeting", said), now=NOW).act.docket
    for body, due_on in ((JINJIANG, "2026-03-20"), (QINGYANG, "2026-03-16")):
        _do(docket, "decide_task", {"body": body, "what": "清运并设置围挡。", "due_on": due_on}, DESK)

    assert [[view.id for view in meetings(actor=who)] for who in (OFFICER, NEIGHBOUR, STRANGER)] == [[docket], [docket], []]
    assert [(row.due_name, str(row.due_on)) for row in queries.called(actor=NEIGHBOUR).rows] == [("完成议定任务", "2026-03-16")]
    _do(docket, "finish_task", {"task": 2, "result": "已设围挡。"}, NEIGHBOUR)
    with pytest.raises(NotLawful):
        _do(docket, "finish_task", {"task": 1, "result": "不是本单位的。"}, NEIGHBOUR)
    _do(docket, "finish_task", {"task": 1, "result": "已清运。"}, OFFICER)
    assert _do(docket, "close_meeting", {"result": "均已完成。"}, DESK).act.grounds[0]["verdict"] == "lawful"
