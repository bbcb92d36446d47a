"""Every page for everybody: who is let in, who is led to the log-in, who finds nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.desk.conftest import Signed, lead
from yifa.registry.models import Body

DOCKET = ("shouli", "zhifa1", "shenhe", "fuzeren", "ducha")
ADMINS = ("xitong", "anquan", "shenji")
KEEPERS = ("bianban", "sifa")
READERS = (*DOCKET, *KEEPERS)
EVERYBODY = (*READERS, *ADMINS)

#: address -> who gets a page; everybody else signed in finds nothing
PAGES: dict[str, tuple[str, ...]] = {
    "/password": EVERYBODY,
    "/changes/new": ("bianban",),
    "/changes/new/propose_plate": ("bianban",),
    "/leads/new": ("shouli", "zhifa1"),
    "/leads/places": ("shouli", "zhifa1"),
    "/search?q=古城": DOCKET,
    "/powers": DOCKET,
    "/discretion": DOCKET,
    "/discretion?table=CG-ROAD-27": DOCKET,
    "/powers/choose?body=fucheng.gucheng": DOCKET,
    "/duty": DOCKET,
    "/duty?view=week": DOCKET,
    "/duty/tracks": DOCKET,
    "/people": DOCKET,
    "/people/capacity": READERS,
    "/health": READERS,
    "/rows/registry_body/{body}": READERS,
    "/lists": READERS,
    "/lists/compare": READERS,
    "/timeline": EVERYBODY,
    "/figures": EVERYBODY,
    "/laws/items": EVERYBODY,
    "/laws": EVERYBODY,
    "/laws/drift": EVERYBODY,
    "/command/map.json": DOCKET,
    "/loop": DOCKET,
    "/loop/rows?figure=met": DOCKET,
    "/loop/table.csv": DOCKET,
    "/loop/replay": DOCKET,
    "/loop/replay/acts": DOCKET,
    "/loop/{docket}": DOCKET,
    "/admin-duty/accounts": ("anquan",),
    "/admin-duty/audit": ("shenji",),
    "/admin-duty/system": ("xitong",),
    "/dockets/{docket}": DOCKET,
    "/dockets/{docket}/record/1": DOCKET,
    "/dockets/{docket}/acts/add_note": DOCKET,
}
HOME = {"xitong": "/admin-duty/system", "anquan": "/admin-duty/accounts", "shenji": "/admin-duty/audit"}


#: what anybody may read without signing in
OPEN = ("/who", "/who/matters?matter=道路", "/who/places?where=镇", "/map")


def a_body() -> int:
    """A row of a body."""
    return Body.objects.values_list("pk", flat=True).earliest("pk")


def test_open_pages_need_no_log_in() -> None:
    assert {Client().get(address).status_code for address in OPEN} == {200}


@pytest.mark.parametrize("username", EVERYBODY)
def test_open_pages_are_for_those_signed_in_too(signed: Signed, username: str) -> None:
    client = signed(username)

    assert {client.get(address).status_code for address in OPEN} == {200}


@pytest.mark.parametrize("username", EVERYBODY)
def test_pages_for(signed: Signed, username: str) -> None:
    docket = lead()
    client = signed(username)

    found = {address: client.get(address.format(docket=docket, body=a_body())).status_code for address in PAGES}

    assert found == {address: 200 if username in allowed else 404 for address, allowed in PAGES.items()}


@pytest.mark.parametrize("username", EVERYBODY)
def test_home_of(signed: Signed, username: str) -> None:
    response = signed(username).get("/")

    assert (response.status_code, response.headers.get("Location", "")) == ((302, HOME[username]) if username in HOME else (200, ""))


def test_nobody_is_led_to_the_log_in() -> None:
    docket = lead()
    client = Client()

    found = {
        client.get(address.format(docket=docket, body=a_body())).headers.get("Location", "").split("?")[0] for address in ("/", *PAGES)
    }

    assert found == {"/login/"}


def test_expired_fragment_is_led_to_the_log_in_with_the_way_back() -> None:
    response = Client().get("/powers/choose", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/leads/new"})

    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/login/?next=%2Fleads%2Fnew"


@pytest.mark.parametrize("username", EVERYBODY)
def test_absent_address_is_told_in_chinese(signed: Signed, username: str) -> None:
    response = signed(username).get("/no/such/page")

    assert response.status_code == 404
    assert "未找到该内容，或您无权查看。" in response.content.decode()


def test_wrong_method_is_told_in_chinese(signed: Signed) -> None:
    response = signed("zhifa1").post("/powers")

    assert response.status_code == 405
    assert "不支持该操作。" in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/powers", "/people", "/password", "/leads/new"])
def test_large_type_is_remembered(signed: Signed, address: str) -> None:
    client = signed("zhifa1")
    client.cookies["yifa_large"] = "1"

    assert '<html lang="zh-CN" class="large">' in client.get(address).content.decode()
