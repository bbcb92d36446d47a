"""另案 on the page: said beside the act before it is opened, asked in its form, with a way to the other docket."""

from __future__ import annotations

import re

from tests.factories import acts
from tests.factories.callers import caller
from tests.web.desk.conftest import ITEM, Signed, checked, do, filed, person
from yifa.docket.models import Standing
from yifa.docket.queries import view_for
from yifa.kernel.ids import new_id

HX = {"HX-Request": "true"}
TWO = ("GC-001", "GC-002")
RULE = "authority.same_matter"
JUDGED = {"judged": {RULE: "地点和日期都不同，不是同一个违法行为。"}}


def test_program_is_told_the_other_docket_and_goes_on_with_a_reason() -> None:
    first, second = filed(), checked()
    officer = caller("zhifa1")

    stopped = officer.act(str(second), "propose_filing", officers=TWO, item=ITEM)
    (offer,) = stopped.json()["facts"]["answers"]
    went_on = officer.act(str(second), "propose_filing", officers=TWO, members=JUDGED, item=ITEM)

    assert (stopped.status_code, stopped.json()["code"], stopped.json()["facts"]["for_person"]) == (422, "docket.not_lawful", [RULE])
    assert [other["docket"] for other in offer["grounds"][0]["facts"]["others"]] == [str(first)]
    assert went_on.status_code == 201


def test_program_is_not_told_the_number_of_what_it_may_not_read() -> None:
    first, second = filed(), checked()
    number = view_for(actor=person("zhifa1"), docket=first).number
    Standing.objects.filter(docket_id=first).update(body="fucheng.chengguan", place="131128")

    stopped = caller("zhifa1").act(str(second), "propose_filing", officers=TWO, item=ITEM)

    assert stopped.status_code == 422
    assert "阜城县城市管理" in stopped.json()["title"]
    assert str(first) not in stopped.content.decode() and number not in stopped.content.decode()


def test_head_reads_it_on_the_docket_page_and_is_asked_in_the_form(signed: Signed) -> None:
    first = checked()
    do(first, "propose_filing", officers=TWO, item=ITEM)
    second = checked()
    caller("zhifa1").act(str(second), "propose_filing", officers=TWO, members=JUDGED, item=ITEM)
    head, address = signed("fuzeren"), f"/dockets/{second}/acts/approve_filing"
    number = view_for(actor=person("zhifa1"), docket=first).number

    page = head.get(f"/dockets/{second}").content.decode()
    form = head.get(address, headers=HX).content.decode()
    stopped = head.post(address, {"_id": str(new_id()), **acts.approve_filing()}, headers=HX)
    done = head.post(address, {"_id": str(new_id()), **acts.approve_filing(), f"_judged.{RULE}": "不是同一行为。"}, headers=HX)

    step = page[page.index("approve_filing") : page.index('id="act-place"')]
    assert f"提请立案（{number}）。本案与上述案件是否同一个违法行为？" in step
    assert f'<a href="/dockets/{first}"' in step
    assert f'name="_judged.{RULE}"' in form
    assert stopped.status_code == 422
    assert re.search(rf'refusal-sentence">[^<]*同一个违法行为？ <a href="/dockets/{first}"', stopped.content.decode())
    assert (done.status_code, done.headers["HX-Redirect"].split("?")[0]) == (200, f"/dockets/{second}")
