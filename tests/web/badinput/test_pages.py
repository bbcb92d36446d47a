"""Strange addresses at the desk: names, versions, article numbers, words and counts that nobody wrote there. No page is a fault."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories.callers import state
from tests.rooms.library.texts import FIRST, SECOND, write
from tests.web.badinput.test_cases import docket_at
from yifa.library import queries
from yifa.library.actions import read_in
from yifa.platform.accounts import gate
from yifa.platform.accounts.models import User

pytestmark = pytest.mark.django_db

LAW = quote("摊位法")
STRANGE = (
    "",
    "%00",
    "a%00b",
    "%ff%fe",
    "%ED%A0%80",
    "..%2f..%2fetc",
    "%27%20OR%201=1--",
    "9" * 400,
    "-1",
    "1e3",
    "%EF%BC%91",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "%E2%80%8B",
    "%0d%0aX:1",
    "x" * 3_000,
    quote("第九千九百九十九条之一"),
    quote("的") * 500,
    "%25",
    "_",
    "%5C",
    "a%26b|c:*",
    "{{7*7}}",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "NULL",
)
ADDRESSES = [
    f"/laws/text/{LAW}?version=@",
    f"/laws/text/{LAW}/articles/@",
    f"/laws/text/{LAW}/articles/4?version=@",
    f"/laws/text/{LAW}/compare?old=@&new=2024-09-10",
    f"/laws/text/{LAW}/compare?old=2015-03-02&new=@",
    f"/laws/text/{LAW}/proposals?version=@",
    f"/laws/text/{LAW}/proposals?state=@",
    f"/laws/text/{LAW}/proposals?from=@",
    f"/laws/text/{LAW}/proposals/@",
    "/laws/text/@",
    "/laws/text/@/articles/1",
    "/laws/text/@/compare?old=2015-03-02&new=2024-09-10",
    "/laws/text/@/proposals",
    "/laws?q=@",
    "/laws?kind=@",
    "/laws?from=@",
    "/laws?q=摊位&from=@&all=@",
    "/laws/items?q=@&from=@",
    "/laws/drift?on=@",
    "/search?q=@",
    "/who?matter=@",
    "/who?where=@",
    "/who?item=@&place=@&on=@&feature=@",
    "/who?item=GC-ZJ-001&place=131128101&on=@",
    "/who?item=GC-ZJ-001&matter=@&place=131128101&where=@",
    "/who/matters?matter=@&item=@",
    "/who/places?where=@&place=@",
    "/map?domain=@&on=@",
    "/map?item=@&place=@",
    "/timeline?which=@&kind=@&place=@&from=@&as=@",
    "/health?on=@",
    "/health?rule=@&from=@",
    "/health?rule=no_basis&from=@",
    "/rows/@/1",
    "/rows/registry_holding/@",
    "/lists/compare?left=@&right=@",
    "/lists/compare?left=gucheng&right=gucheng&left_on=@&right_on=@&whole=@",
    "/people/capacity?where=@&place=@&on=@",
    "/discretion?q=@",
    "/discretion?table=@",
    "/discretion?table=CG-ROAD-27&f0=@&party=@",
    "/discretion?table=CG-ROAD-27&fine=@&base=@&act_on=@",
    "/discretion?docket=@",
    "/dockets/{docket}/terms/@",
    "/dockets/{docket}/terms/decision?act=@",
    "/dockets/{docket}/acts/@",
    "/dockets/{docket}/acts/report_investigation?benchmark=@&circumstances=@&fine_fen=@",
    "/cameras/@",
    "/cameras?q=@&register=@&lacking=@",
    "/loop?day=@&span=@&team=@",
    "/loop/@",
    "/loop/rows?figure=@&day=@",
    "/loop/table.csv?day=@&team=@",
    "/loop/replay?day=@",
    "/duty?on=@&body=@&view=@",
    "/command?team=@",
    "/grids?longitude=@&latitude=@",
    "/report/follow?code=@",
    "/open311/v2/requests.json?service_request_id=@&account_id=@",
    "/open311/v2/requests.json?service_code=@&status=@",
    "/open311/v2/requests/@.json?account_id=@",
    "/open311/v2/services/@.xml",
]


@pytest.fixture
def held(db: None, tmp_path: Path) -> None:
    gate.forget()
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST, "摊位法(2024-09-10)": SECOND})
    read_in(tmp_path, now=timezone.now())
    queries._drifted.clear()


def _asked(username: str, address: str) -> HttpResponse:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=username))
    return client.get(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_value_in_an_address_of_the_desk_is_a_fault_BI_SRC_01_02_03(held: None, address: str) -> None:
    docket = docket_at("filed") if "{docket}" in address else ""
    before = state()

    for value in STRANGE:
        answer = _asked("zhifa1", address.replace("{docket}", docket).replace("@", value))

        page = answer.content.decode()
        assert answer.status_code in (200, 301, 400, 404, 422), (value[:40], page[:300])
        assert "<script>alert(1)" not in page
        assert not any(word in page for word in ("Traceback", "psycopg"))
    assert state() == before


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("username", ["xitong", "fuzeren", "zhifa1"])
def test_nobody_changes_a_law_or_a_table_at_the_desk_BI_DSC_05(held: None, username: str, method: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=username))

    for address in (f"/laws/text/{LAW}", f"/laws/text/{LAW}/articles/4", "/laws/drift"):
        assert getattr(client, method)(address).status_code == 405, address
    assert getattr(client, method)("/discretion?table=CG-ROAD-27").status_code == (404 if username == "xitong" else 405)
    assert getattr(client, method)("/api/benchmarks/CG-ROAD-27").status_code == 404
