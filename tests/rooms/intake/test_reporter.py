"""反映人保护 — opened by an act with a reason, told in no later text, erased without breaking the chain."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.factories.acts import PAYLOADS
from tests.factories.people import actor
from tests.rooms.intake.conftest import NOW, New
from yifa.docket import private
from yifa.docket.append import Request, append, open_docket
from yifa.docket.core.act import FIRST_PREV, Act, View, digest_of
from yifa.docket.core.procedure import PROCEDURES
from yifa.docket.core.refusals import DocketEnded, FormIncomplete, NotYourAct, ReporterInText
from yifa.docket.models import Act as DocketAct
from yifa.docket.models import Standing
from yifa.docket.queries import next_for, view_for
from yifa.docket.rebuild import differences
from yifa.intake.actions import open_next, submit
from yifa.intake.forms import AddNote
from yifa.intake.models import Report
from yifa.intake.reporters import opened_reporters, openings
from yifa.kernel.actor import Role
from yifa.kernel.dates import legal_date

NAME, PHONE = "柳如烟", "13911112222"
ON = legal_date(NOW)


def reported(new: New, **changes: object) -> UUID:
    report = new(**{"name": NAME, "phone": PHONE, **changes})
    submit(report, now=NOW)
    open_next(now=NOW)
    docket = Report.objects.get(id=report.id).docket
    assert docket is not None
    return docket


def seen(docket: UUID, user: str = "shouli") -> View:
    return view_for(actor=actor(user, on=ON), docket=docket)


def do(docket: UUID, kind: str, user: str = "shouli", **changes: object) -> Act:
    request = Request(kind, PAYLOADS[kind](**changes))
    return append(actor=actor(user, on=ON), docket=docket, request=request, now=NOW).act


@pytest.mark.parametrize("user", ["shouli", "fuzeren", "ducha"])
def test_opening_is_an_act_and_shows_everyone_who_told_of_it(new: New, user: str) -> None:
    docket = reported(new)
    reported(new, name="另一人", phone="13700000000")

    found = opened_reporters(actor=actor(user, on=ON), docket=docket, reason="核实现场位置", now=NOW)

    assert [(one.name, one.phone) for one in found] == [(NAME, PHONE), ("另一人", "13700000000")]
    assert [act.payload["reason"] for act in seen(docket).all("open_reporter")] == ["核实现场位置"]
    assert openings(seen(docket)) == 1


@pytest.mark.parametrize("user", ["shouli", "ducha"])
def test_after_the_end_it_is_still_opened_and_noted_and_ends_as_it_ended(new: New, user: str) -> None:
    docket = reported(new)
    do(docket, "decline_filing", "fuzeren")
    row = Standing.objects.filter(docket_id=docket).values("stage", "closed_on", "awaits", "due_on", "holders")
    (before,) = row

    found = opened_reporters(actor=actor(user, on=ON), docket=docket, reason="回访是否满意", now=NOW + timedelta(days=3))
    do(docket, "add_note", user, text="回访：反映人表示满意。")

    assert [(one.name, one.phone) for one in found] == [(NAME, PHONE)]
    assert [act.kind for act in seen(docket).acts] == ["register_lead", "decline_filing", "open_reporter", "add_note"]
    assert list(row) == [before]
    offered = {offer.kind.name for offer in next_for(actor=actor(user, on=ON), view=seen(docket), now=NOW) if offer.yours}
    assert offered == {"add_note", "open_reporter"}
    assert [*differences()] == []
    with pytest.raises(DocketEnded) as refused:
        do(docket, "assist_police")
    assert refused.value.sentence == "本卷宗已经办结，不能再办理「协助公安机关」。"
    with pytest.raises(NotYourAct):
        opened_reporters(actor=actor("zhifa1", on=ON), docket=docket, reason="回访是否满意", now=NOW)


@pytest.mark.parametrize("more", [{"ends": True}, {"stage": "重新办理"}, {"adds": False}])
def test_what_may_be_done_after_the_end_changes_nothing_of_it(more: dict[str, object]) -> None:
    lead = PROCEDURES["lead"]

    with pytest.raises(ValueError, match="would change how a docket ended"):
        lead.act("after_all", "事后", form=AddNote, by=Role.INTAKE, **{"adds": True, "after_end": True} | more)
    assert "after_all" not in lead.kinds


@pytest.mark.parametrize("user", ["zhifa1", "shenhe"])
def test_who_handles_it_has_no_way_to_the_reporter(new: New, user: str) -> None:
    docket = reported(new)

    with pytest.raises(NotYourAct):
        opened_reporters(actor=actor(user, on=ON), docket=docket, reason="核实现场位置", now=NOW)

    assert openings(seen(docket)) == 0


def test_without_a_reason_nothing_is_opened(new: New) -> None:
    docket = reported(new)

    with pytest.raises(FormIncomplete):
        opened_reporters(actor=actor("shouli", on=ON), docket=docket, reason=" ", now=NOW)

    assert openings(seen(docket)) == 0


@pytest.mark.parametrize("text", [f"{NAME}说的摊子还在。", "回访柳 如 烟，称属实。", "已电话139-1111-2222回访。", "联系13911112222。"])
def test_no_later_text_tells_who_reported(new: New, text: str) -> None:
    docket = reported(new)

    with pytest.raises(ReporterInText) as refused:
        do(docket, "add_note", text=text)

    assert refused.value.sentence == "「说明」内容疑似包含举报人信息，请删除。"
    assert len(seen(docket).acts) == 1


def test_words_that_are_nobodys_name_stand(new: New) -> None:
    docket = reported(new, name="群众", phone="")

    assert do(docket, "add_note", text="群众反映的情况属实。").seq == 2


@pytest.mark.parametrize("name", ["赵示例", "赵示"])
def test_a_party_of_the_same_name_or_a_longer_one_is_no_leak(new: New, name: str) -> None:
    docket = reported(new, name=name, phone="")
    two = ("GC-001", "GC-002")
    head = actor("zhifa1", on=ON)
    check = PAYLOADS["check_on_spot"](from_at=NOW.isoformat(), until_at=NOW.isoformat())
    append(actor=head, docket=docket, request=Request("check_on_spot", check, officers=two), now=NOW)
    payload = PAYLOADS["propose_filing"](item="GC-ZJ-001", facts="赵示例在人行道上堆放建材。")

    assert append(actor=head, docket=docket, request=Request("propose_filing", payload, officers=two), now=NOW).act.seq == 3


def test_a_registering_officer_may_not_write_the_name_into_the_matter() -> None:
    payload = PAYLOADS["register_lead"](summary=f"{NAME}反映占道", reporter=NAME, reported_at=NOW.isoformat())

    with pytest.raises(ReporterInText):
        clerk = actor("shouli", on=ON)
        open_docket(actor=clerk, body="fucheng.gucheng", place="131128101", request=Request("register_lead", payload), now=NOW)


def test_erased_the_chain_still_holds(new: New) -> None:
    docket = reported(new)
    before = seen(docket)
    sealed = [before.acts[0].payload[name]["sealed"] for name in ("reporter", "reporter_phone")]

    for digest in sealed:
        private.erase(digest, now=NOW)
    do(docket, "add_note", text=f"{NAME}已撤回反映，线索继续办理。")

    after = seen(docket)
    assert private.reveal(sealed) == {}
    assert after.acts[0].body() == before.acts[0].body()
    assert [act.prev for act in after.acts] == [FIRST_PREV, digest_of(before.acts[0].body())]
    found = opened_reporters(actor=actor("shouli", on=ON), docket=docket, reason="核实现场位置", now=NOW)
    assert [(one.name, one.phone, one.erased) for one in found] == [("", "", True)]


def test_the_print_of_a_request_tells_no_number_to_one_who_tries_them_all(new: New) -> None:
    docket = reported(new)

    stored = DocketAct.objects.get(docket_id=docket).request

    payload = seen(docket).acts[0].payload
    guessed = Request("register_lead", payload | {"reporter": NAME, "reporter_phone": PHONE}, place="集市东口").print()
    assert stored != guessed
    assert private.keyed(guessed) != guessed
