"""机构与权力变动 in the desk: chosen, drafted, reviewed, approved by three people; hidden from everybody else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.factories.changes import JUDGED, OFFICE, PLACE, payload
from tests.web.desk.conftest import Signed
from yifa.docket.models import Standing
from yifa.reform.core.forms import Merge
from yifa.registry.models import Body
from yifa.registry.queries import on_day
from yifa.web.desk.forms import fields_of, payload_of_typed, typed_of

CASE_WORKERS = ("shouli", "zhifa1", "shenhe", "fuzeren", "ducha", "sifa", "bianwei", "xitong")


def test_staffing_office_drafts_and_two_others_finish(signed: Signed) -> None:
    office = signed("bianban")
    chosen = office.get("/changes/new").content.decode()
    assert len(re.findall(r'href="/changes/new/propose_\w+"', chosen)) == 12
    form = office.get("/changes/new/propose_plate").content.decode()
    assert "牌子名称" in form
    typed = {"_body": OFFICE, "_place": PLACE, **payload("propose_plate", effective_on="2027-04-01")}

    sent = office.post("/changes/new/propose_plate", typed)

    assert sent.status_code == 302
    docket = sent.headers["Location"].split("?")[0]
    reviewed = signed("sifa").post(f"{docket}/acts/review_change", {"passed": "on", "opinion": "内容合法。"})
    approved = signed("bianwei").post(f"{docket}/acts/approve_change", {"opinion": "同意施行。"})
    assert (reviewed.status_code, approved.status_code) == (302, 302)
    assert Standing.objects.get(docket_id=docket.rpartition("/")[2]).stage == "已施行"
    assert "疾病预防控制监督所" in Body.objects.filter(on_day(date(2027, 4, 1))).get(code="fucheng.weisheng").plate
    page = office.get(docket).content.decode()
    assert "批准施行" in page
    assert "牌子名称" in office.get(f"{docket}/record/1").content.decode()


def test_refusal_keeps_what_was_typed_and_says_what_is_missing(signed: Signed) -> None:
    office = signed("bianban")
    said = payload("propose_handover", none_reason="", effective_on="2027-04-01", items="WS-S0001\n WS-S0002 \n")
    typed = {"_body": OFFICE, "_place": PLACE, **said, **{f"_judged.{rule}": words for rule, words in JUDGED.items()}}

    answer = office.post("/changes/new/propose_handover", typed)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "划转事项2项，没有同步划转编制、人员。" in text
    assert "WS-S0001\n WS-S0002" in text


@pytest.mark.parametrize("username", CASE_WORKERS)
def test_nobody_else_finds_the_door(signed: Signed, username: str) -> None:
    client = signed(username)

    assert [client.get(address).status_code for address in ("/changes/new", "/changes/new/propose_plate")] == [404, 404]


def test_a_case_is_not_opened_through_this_door(signed: Signed) -> None:
    assert signed("bianban").get("/changes/new/register_lead").status_code == 404


def test_lines_of_a_form_come_back_as_they_were_typed() -> None:
    said = payload("propose_merger")
    typed = typed_of(Merge, said)

    read, faults = payload_of_typed(Merge, typed)

    assert (typed["bodies"], faults) == (["fucheng.weisheng\nfucheng.wenlv"], {})
    assert (read["bodies"], read["posts"]) == (["fucheng.weisheng", "fucheng.wenlv"], ["全部"])
    assert next(field for field in fields_of(Merge, typed) if field.name == "bodies").widget == "lines"
