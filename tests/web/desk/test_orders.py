"""立案与派遣 on the page: the class with its limit and why, the pair proposed with its reason, another with a word, whistles by body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from tests.web.desk.conftest import Signed, do, lead, person
from yifa.dispatch import actions
from yifa.dispatch.models import Booking, Event
from yifa.docket.append import NotLawful, Request, append
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.dates import SHANGHAI
from yifa.platform import clock
from yifa.registry.models import Body

pytestmark = pytest.mark.django_db
#: a Wednesday morning, crews are on the street
AT = datetime(2026, 3, 11, 9, 30, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.told(AT):
        yield


def _reported() -> UUID:
    return lead(at=AT, source="热线电话")


def _filed(event_kind: str = "J-0101") -> UUID:
    docket = _reported()
    actions.file(actor=person("shouli"), docket=docket, event_kind=event_kind, now=AT)
    return docket


def _fields(page: str) -> dict[str, Any]:
    """What the form would send as it stands."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (('type="hidden"' in tag) or " checked" in tag or ('type="radio"' not in tag and 'type="checkbox"' not in tag)):
            found[unescape(name[1])] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', page, re.S):
        found[name] = unescape(text)
    return found


def test_filing_shows_the_limit_of_the_class_and_why(signed: Signed) -> None:
    docket = _reported()
    desk = signed("shouli")

    form = desk.get(f"/dockets/{docket}/acts/file_event").content.decode()
    limit = desk.get(f"/command/order/{docket}/limit?event_kind=J-0101").content.decode()

    assert "暴露垃圾（4工作时）" in form and '<optgroup label="事件 · 市容环境">' in form
    assert "应当在3月11日15:00前办结" in limit or "15:00" in limit
    assert "只计算工作日的08:30—12:00、13:30—17:30。" in limit


def test_two_forms_send_a_pair(signed: Signed) -> None:
    docket = _reported()
    desk = signed("shouli")

    filing = desk.get(f"/command/order/{docket}").content.decode()
    desk.post(f"/command/order/{docket}", {**_fields(filing), "kind": "file_event", "event_kind": "J-0401"})
    sending = desk.get(f"/command/order/{docket}").content.decode()
    sent = desk.post(f"/command/order/{docket}", {**_fields(sending), "kind": "give_order"})

    assert sent.status_code == 302
    event = Event.objects.get(docket_id=docket)
    assert (event.state, event.team, len(event.officers), event.kind_name) == ("已派遣", "fucheng.gucheng", 2, "占道经营")
    assert list(Booking.objects.filter(docket=docket).values_list("kind", flat=True)) == ["执法记录仪"]
    assert "两人都有办理资格" in sending and "推荐" in sending


def test_an_alternative_needs_a_word(signed: Signed) -> None:
    docket = _filed()
    desk = signed("shouli")
    form = desk.get(f"/dockets/{docket}/acts/give_order").content.decode()
    other = [value for value in re.findall(r'type="radio" name="choice" value="([^"]*)"', form) if value != "other"][1]

    refused = desk.post(f"/dockets/{docket}/acts/give_order", {**_fields(form), "choice": other})
    sent = desk.post(f"/dockets/{docket}/acts/give_order", {**_fields(form), "choice": other, "reason": "他们熟悉这个路段。"})

    assert refused.status_code == 422
    assert "没有采用推荐的人员，又没有写明理由。" in refused.content.decode()
    assert sent.status_code == 302
    assert Event.objects.get(docket_id=docket).officers == other.partition("|")[2].split("+")


def test_others_are_named_and_judged_by_the_same_gates(signed: Signed) -> None:
    docket = _filed()
    desk = signed("shouli")
    form = _fields(desk.get(f"/dockets/{docket}/acts/give_order").content.decode())
    said = {**form, "choice": "other", "team": "fucheng.gucheng", "officers": ["GC-003"], "reason": "只有他在。"}

    refused = desk.post(f"/dockets/{docket}/acts/give_order", said)

    assert refused.status_code == 422
    assert "执法人员不得少于两人，本次只列明1人。" in refused.content.decode()
    assert Event.objects.get(docket_id=docket).state == "待派遣"


def test_what_is_left_to_a_person_is_asked_and_kept(signed: Signed) -> None:
    docket = _filed("J-0302")
    desk = signed("shouli")
    form = _fields(desk.get(f"/dockets/{docket}/acts/give_order").content.decode())
    said = {**form, "choice": "other", "team": "fucheng.chengguan", "officers": ["CG-004", "CG-005"], "reason": "就近。"}

    asked = desk.post(f"/dockets/{docket}/acts/give_order", said)
    sent = desk.post(f"/dockets/{docket}/acts/give_order", said | {"_judged.dispatch.with_power": "先去现场劝离，不作处罚。"})

    assert asked.status_code == 422 and 'name="_judged.dispatch.with_power"' in asked.content.decode()
    assert sent.status_code == 302


def test_who_may_not_send_is_told_who_does(signed: Signed) -> None:
    docket = _filed()

    page = signed("zhifa1").get(f"/dockets/{docket}/acts/give_order").content.decode()

    assert "这项由受理人员、负责人办理。" in page
    assert signed("chengguan1").get(f"/dockets/{docket}/acts/give_order").status_code == 404


def test_all_that_wait_are_sent_at_once(signed: Signed) -> None:
    dockets = [_filed() for _ in range(2)]

    page = signed("shouli").post("/command/orders/all").content.decode()

    assert "已派遣2件。" in page
    assert set(Event.objects.filter(docket_id__in=dockets).values_list("state", flat=True)) == {"已派遣"}


def test_record_of_an_order_names_people_and_things(signed: Signed) -> None:
    docket = _filed("J-0401")
    actions.send(actor=person("shouli"), docket=docket, team="fucheng.gucheng", officers=["GC-001", "GC-002"], task="到现场处理", now=AT)

    page = signed("shouli").get(f"/dockets/{docket}/record/3").content.decode()

    assert "赵建国、钱文斌" in page and "执法记录仪1号" in page


def test_whom_to_call_is_asked_by_name_also_where_a_matter_was_named(signed: Signed) -> None:
    docket = lead(at=AT, item="GC-ZJ-001")

    form = signed("shouli").get(f"/dockets/{docket}/acts/blow_whistle").content.decode()

    values = re.findall(r'name="bodies" value="([^"]*)"', form)
    assert "fucheng.jiaotong" in values
    assert [value for value in values if not value.startswith("fucheng.")] == []
    assert "审计部门执法股室（未登记联络员）" in form
    assert f"{Body.objects.get(code='fucheng.jiaotong').name}（未登记联络员）" not in form


def test_whistle_from_the_town_to_the_score(signed: Signed) -> None:
    docket = _filed()
    desk = signed("shouli")
    form = desk.get(f"/dockets/{docket}/acts/blow_whistle").content.decode()
    assert 'name="bodies" value="fucheng.jiaotong"' in form
    do(docket, "blow_whistle", by="shouli", at=AT, bodies=["fucheng.jiaotong"], by_at=AT.replace(hour=10).isoformat())

    with clock.told(AT.replace(hour=11)):
        late = signed("shouli").get("/whistles").content.decode()
    official = _liaison_of_jiaotong()
    for kind in ("answer_whistle", "arrive_whistle", "finish_whistle"):
        append(actor=official, docket=docket, request=Request(kind, _said(kind)), now=AT)
    do(docket, "score_whistle", by="shouli", at=AT, body="fucheng.jiaotong", score=4)
    page = desk.get("/whistles").content.decode()

    assert "未应哨" in late and "未办结1项，其中逾期1项。" in late
    assert "已评价" in page and "4分" in page and "联络员" in page


def _said(kind: str) -> dict[str, Any]:
    return {"answer_whistle": {"who": "值班员", "arrives_at": AT.isoformat()}, "finish_whistle": {"result": "已认定"}}.get(kind, {})


def _liaison_of_jiaotong() -> Any:
    return Actor("", "联络员", "JT-002", (Post(Role.OFFICER, "fucheng.jiaotong", "131128"),))


def test_another_than_the_liaison_says_why() -> None:
    docket = _filed()
    do(docket, "blow_whistle", by="shouli", at=AT, bodies=["fucheng.jiaotong"], by_at=AT.replace(hour=10).isoformat())
    other = replace(_liaison_of_jiaotong(), officer="JT-001")

    with pytest.raises(NotLawful) as refused:
        append(actor=other, docket=docket, request=Request("answer_whistle", _said("answer_whistle")), now=AT)

    assert refused.value.answers[-1].sentence.startswith("本单位在这个地方的联络员是")
