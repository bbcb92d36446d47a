"""投诉 — what is said about officers reaches those who supervise and nobody of the team; by list, search, page, count and API."""

from __future__ import annotations

import pytest

from tests.factories.acts import PAYLOADS
from tests.factories.people import actor
from tests.rooms.intake.conftest import NOW, SUPERVISOR, TOWN, New
from yifa.docket import queries
from yifa.docket.append import Request, append
from yifa.docket.core.refusals import DocketUnknown, FormIncomplete
from yifa.intake.actions import open_next, submit
from yifa.intake.models import Report
from yifa.intake.refusals import NobodySupervises
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.dates import legal_date
from yifa.registry import snapshot
from yifa.registry.models import Centre

TEAM = ("shouli", "zhifa1", "shenhe", "fuzeren", "ducha")
WATCH = Actor("0" * 8 + "-0000-0000-0000-" + "0" * 12, "监督员", posts=(Post(Role.SUPERVISOR, SUPERVISOR, "131128"),))


def complaint(new: New, **changes: object) -> Report:
    report = new(text="执法人员没有出示证件就扣了我的秤", about_officers=True, about="古城大街执法的两个人", **changes)
    submit(report, now=NOW)
    open_next(now=NOW)
    return Report.objects.get(id=report.id)


def test_a_complaint_is_a_docket_of_those_who_supervise(new: New) -> None:
    row = complaint(new)

    view = queries.view_for(actor=WATCH, docket=row.docket)

    assert (row.body, view.body, view.procedure, view.acts[0].kind) == (SUPERVISOR, SUPERVISOR, "complaint", "register_complaint")
    assert view.acts[0].payload["about"] == "古城大街执法的两个人"
    assert [found.number for found in queries.dockets(actor=WATCH).rows] == [view.number]
    assert [found.number for found in queries.dockets(actor=WATCH, which="mine").rows] == [view.number]
    assert [found.number for found in queries.search(actor=WATCH, words="扣了我的秤").rows] == [view.number]


@pytest.mark.parametrize("user", TEAM)
def test_the_team_sees_nothing_of_it_even_with_posts_over_the_supervising_body(new: New, user: str) -> None:
    row = complaint(new)
    one = actor(user, on=legal_date(NOW))
    everywhere = Actor(one.user, one.name, one.officer, tuple(Post(role, "fucheng", "") for role in (Role.INTAKE, Role.OFFICER, Role.HEAD)))

    for person in (one, everywhere):
        with pytest.raises(DocketUnknown):
            queries.view_for(actor=person, docket=row.docket)
        with pytest.raises(DocketUnknown):
            append(actor=person, docket=row.docket, request=Request("add_note", {"text": "看一看"}), now=NOW)
        for which in ("mine", "open", "closed", "all"):
            assert queries.dockets(actor=person, which=which).rows == ()
        assert queries.search(actor=person, words="扣了我的秤").rows == ()
        assert queries.search(actor=person, words=row.number).rows == ()
        assert queries.called(actor=person).rows == ()


def test_an_office_of_justice_reads_it_too(new: New) -> None:
    row = complaint(new)
    justice = Actor("0" * 8 + "-0000-0000-0000-" + "0" * 11 + "1", "司法", posts=(Post(Role.JUSTICE, SUPERVISOR, "131128"),))

    assert [found.id for found in queries.dockets(actor=justice).rows] == [row.docket]


def test_it_does_not_end_without_an_answer(new: New) -> None:
    row = complaint(new)
    append(actor=WATCH, docket=row.docket, request=Request("examine_complaint", PAYLOADS["examine_complaint"]()), now=NOW)

    with pytest.raises(FormIncomplete):
        append(actor=WATCH, docket=row.docket, request=Request("answer_complaint", PAYLOADS["answer_complaint"](reply="")), now=NOW)
    append(actor=WATCH, docket=row.docket, request=Request("answer_complaint", PAYLOADS["answer_complaint"]()), now=NOW)

    assert [found.stage for found in queries.dockets(actor=WATCH, which="closed").rows] == ["已答复"]


@pytest.mark.parametrize("body", [TOWN, "fucheng.gucheng.ducha"])
def test_who_commands_there_supervises_nobody_there(new: New, body: str) -> None:
    Centre.objects.filter(kind="监督").delete()
    Centre.objects.create(body=body, name="自己监督自己", place="131128", kind="监督", synthetic=True)
    snapshot.clear()

    with pytest.raises(NobodySupervises) as refused:
        submit(new(about_officers=True), now=NOW)

    assert "12388" in refused.value.remedy
    assert Report.objects.count() == 0


def test_where_nobody_supervises_it_is_refused_and_never_given_to_the_team(new: New) -> None:
    Centre.objects.filter(kind="监督").delete()
    snapshot.clear()

    with pytest.raises(NobodySupervises):
        submit(new(about_officers=True), now=NOW)

    assert Report.objects.count() == 0


def test_a_complaint_about_the_supervisors_goes_on_to_the_next(new: New) -> None:
    Centre.objects.create(body="fucheng.xianwei", name="上级监督", place="13", kind="监督", synthetic=True)
    snapshot.clear()
    near, far = new(about_officers=True, about="监督投诉中心的人"), new(about_officers=True, about="中队的人")

    for report in (near, far):
        submit(report, now=NOW)

    bodies = dict(Report.objects.values_list("id", "body"))
    assert bodies == {near.id: "fucheng.xianwei", far.id: SUPERVISOR}
