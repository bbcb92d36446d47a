"""The command desk and the wall: who finds them, what their tickets cover, what the map draws, and how a wall is opened by a key."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.events import DONE, WHOLE, worked
from tests.web.desk.conftest import TOWN, do, lead
from yifa.platform.accounts import gate
from yifa.platform.accounts.models import RoleGrant, User
from yifa.platform.audit.kinds import Kind
from yifa.platform.audit.models import Entry
from yifa.web import tickets

pytestmark = pytest.mark.django_db
Signed = Callable[[str], Client]
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/command?team="}


def config(page: str) -> dict[str, Any]:
    """What the page's script is given."""
    found = re.search(r'<script id="live-config" type="application/json">(.*?)</script>', page)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for one in policy.split(";") if (words := one.split())}


# --- the command desk


@pytest.mark.parametrize(("username", "status"), [("shouli", 200), ("fuzeren", 200), ("ducha", 200), ("zhifa1", 404), ("xitong", 404)])
def test_the_command_desk_is_for_those_who_dispatch_answer_or_watch(signed: Signed, username: str, status: int) -> None:
    assert signed(username).get("/command").status_code == status


def test_the_page_brings_a_ticket_for_what_its_reader_reads(signed: Signed) -> None:
    told = config(signed("shouli").get("/command").content.decode())

    ticket = tickets.read(told["ticket"])

    assert ticket == tickets.Ticket(((TOWN, "131128101"),), False, "http://testserver")


def test_the_page_may_reach_its_stream_and_nothing_else_outside(signed: Signed, settings: Any) -> None:
    settings.LIVE_PORT = 8501

    answer = signed("shouli").get("/command", headers={"Host": "127.0.0.1:8500"})

    policy = directives(answer.headers["Content-Security-Policy"])
    assert config(answer.content.decode())["stream"] == "http://127.0.0.1:8501/"
    assert policy["connect-src"] == ["'self'", "http://127.0.0.1:8501"]
    assert (policy["default-src"], policy["worker-src"]) == (["'self'"], ["'self'", "blob:"])


def test_behind_a_proxy_the_stream_is_a_path(signed: Signed, settings: Any) -> None:
    settings.LIVE_PORT, settings.LIVE_ADDRESS = 8501, "/live"

    answer = signed("shouli").get("/command")

    assert config(answer.content.decode())["stream"] == "/live"
    assert directives(answer.headers["Content-Security-Policy"])["connect-src"] == ["'self'"]


def test_tiles_of_others_are_let_in_where_the_place_names_them(signed: Signed, settings: Any) -> None:
    settings.TILES = "https://t0.example.cn/vec/{z}/{x}/{y} /static/own.pmtiles"

    policy = directives(signed("shouli").get("/command").headers["Content-Security-Policy"])

    assert policy["img-src"] == ["'self'", "data:", "blob:", "https://t0.example.cn:443"]
    assert "https://t0.example.cn:443" in policy["connect-src"]


def test_a_team_narrows_the_ticket_and_one_that_is_not_ones_own_opens_nothing(signed: Signed) -> None:
    RoleGrant.objects.create(
        user=User.objects.get(username="shouli"),
        role="intake",
        body_code="fucheng.chengguan",
        place_code="131128",
        valid_from=date(2026, 1, 1),
    )
    gate.forget()
    client = signed("shouli")

    for team, place in (("fucheng.chengguan", "131128"), (TOWN, "131128101")):
        assert tickets.read(client.get(f"/command/ticket?team={team}").json()["ticket"]).scope == ((team, place),)
    for strange in ("team=fucheng.weisheng", f"team={TOWN}.any", "teams=1"):
        for path in ("/command", "/command/ticket", "/command/map.json", "/screen", "/screen/ticket", "/screen/map.json"):
            answer = client.get(f"{path}?{strange}")
            assert answer.status_code == 400, path
            assert f"不认识网址里的“{strange.removesuffix('s=1')}" in answer.content.decode()


def test_the_map_draws_neighbours_but_grids_and_cameras_of_ones_own_place_only(signed: Signed) -> None:
    client = signed("shouli")
    answer = client.get("/command/map.json")
    told = answer.json()

    kinds = {one["properties"]["kind"]: one["properties"]["code"] for one in told["outlines"]["features"]}
    assert kinds["place"] == "131128101"
    assert "beside" in kinds
    assert told["illustrative"] is True
    west, south, east, north = told["bounds"]
    assert 116 < west < east < 117 and 37 < south < north < 39
    assert client.get("/command/map.json", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_an_event_beside_the_map_shows_four_stamps_and_what_may_be_done(signed: Signed) -> None:
    docket = lead(summary="占道摆摊")

    page = signed("shouli").get(f"/command/events/{docket}", headers=HTMX).content.decode()

    assert re.findall(r"<li class=\"(?:is-there|is-running|)\"><b>(.+?)</b>", page) == ["信息上传", "指令下达", "现场处理", "反馈处理完毕"]
    assert f'hx-get="/dockets/{docket}/acts/file_event"' in page
    assert "占道摆摊" in page


@pytest.mark.parametrize(
    ("acts", "going"),
    [
        ((), "2026-03-11 周三 09:02派遣，尚未接单"),
        ((("take_order", {}, "zhifa1"),), "2026-03-11 周三 09:03接单，在途"),
        ((("take_order", {}, "zhifa1"), ("arrive", {}, "zhifa1")), "2026-03-11 周三 09:04到场，到场没有定位"),
        ((("handle_event", DONE, "zhifa1"),), "2026-03-11 周三 09:03处理完毕"),
    ],
)
def test_an_event_names_who_is_sent_and_how_far_they_have_come(signed: Signed, acts: tuple[Any, ...], going: str) -> None:
    docket = worked(*WHOLE[:2], *acts)
    client = signed("shouli")

    beside = client.get(f"/command/events/{docket}", headers=HTMX).content.decode()
    whole = client.get(f"/dockets/{docket}").content.decode()

    assert f"<dt>派出人员</dt><dd><b>赵建国、钱文斌</b> {going}</dd>" in beside
    assert f'赵建国、钱文斌 <span class="quiet">{going}</span>' in whole


def test_nobody_is_named_where_the_order_was_given_back(signed: Signed) -> None:
    docket = worked(*WHOLE[:2], ("return_order", {"reason": "不在本辖区"}, "zhifa1"))

    page = signed("shouli").get(f"/command/events/{docket}", headers=HTMX).content.decode()

    assert "尚未派遣" in page and "派出人员" not in page


def test_an_event_one_may_not_read_does_not_exist(signed: Signed) -> None:
    docket = lead()

    assert signed("weishengzhb").get(f"/command/events/{docket}").status_code == 404


def test_what_is_done_beside_the_map_stays_there(signed: Signed) -> None:
    docket = lead()
    client = signed("shouli")

    answer = client.post(f"/dockets/{docket}/acts/add_note", {"text": "已电话联系。"}, headers=HTMX)
    elsewhere = client.post(
        f"/dockets/{docket}/acts/add_note", {"text": "再次联系。"}, headers=HTMX | {"HX-Current-URL": "http://testserver/"}
    )

    assert json.loads(answer.headers["HX-Trigger"]) == {"yifa-done": {"address": f"/dockets/{docket}?done=2"}}
    assert (answer.headers["HX-Reswap"], "HX-Redirect" in answer.headers) == ("none", False)
    assert elsewhere.headers["HX-Redirect"] == f"/dockets/{docket}?done=3"


# --- the wall


def test_the_wall_of_somebody_signed_in_gets_a_ticket_without_words(signed: Signed) -> None:
    told = config(signed("zhifa1").get("/screen").content.decode())

    assert tickets.read(told["ticket"]).wall is True


@pytest.mark.parametrize("address", ["/screen", "/screen/ticket", "/screen/map.json", "/screen/open?key=x", "/screen/open"])
def test_nobody_sees_the_wall_without_signing_in_or_a_key(client: Client, address: str) -> None:
    assert client.get(address, headers={"Accept": "application/json"}).status_code == 401


def test_an_administrator_has_no_wall(signed: Signed) -> None:
    assert signed("xitong").get("/screen/ticket", headers={"Accept": "application/json"}).status_code == 401


def key_of(client: Client, query: str = "") -> str:
    page = client.post(f"/screen/keys{query}", headers=HTMX).content.decode()
    found = re.search(r"<code>(http://testserver/screen/open\?key=.+?)</code>", page)
    assert found is not None
    parts = urlsplit(found[1])
    return f"{parts.path}?{parts.query}"


def test_a_key_opens_the_wall_where_nobody_is_signed_in_and_is_written_into_the_trail(signed: Signed, client: Client) -> None:
    address = key_of(signed("shouli"))

    opened = client.get(address)

    cookie = client.cookies["yifa_screen"]
    assert (opened.status_code, opened.headers["Location"]) == (302, "/screen")
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/screen", True, "Lax")
    assert tickets.read(client.get("/screen/ticket").json()["ticket"]) == tickets.Ticket(((TOWN, "131128101"),), True, "http://testserver")
    assert client.get("/command", headers={"Accept": "application/json"}).status_code == 401
    assert client.get(f"/screen/ticket?team={TOWN}").status_code == 400, "another scope than the key's"
    entry = Entry.objects.get(kind=Kind.SCREEN_OPENED)
    assert (entry.name, entry.subject) == ("曹爱国", "全部范围")


def test_a_key_opens_nothing_when_its_maker_has_no_post_any_more(signed: Signed, client: Client) -> None:
    client.get(key_of(signed("shouli")))
    user = User.objects.get(username="shouli")
    RoleGrant.objects.filter(user=user).update(valid_until=timezone.localdate() - timedelta(days=1))
    gate.forget(user.pk)

    assert client.get("/screen/ticket", headers={"Accept": "application/json"}).status_code == 401


def test_an_officer_gives_out_no_keys(signed: Signed) -> None:
    assert signed("zhifa1").post("/screen/keys").status_code == 404


def test_the_first_sight_of_a_stamp_is_how_long_the_one_before_it_waited(signed: Signed) -> None:
    docket = lead(at=timezone.now() - timedelta(minutes=4, seconds=5))
    do(docket, "add_note", by="shouli")

    page = signed("shouli").get(f"/command/events/{docket}", headers=HTMX).content.decode()

    assert re.search(r'is-running"><b>指令下达</b><span>—</span><small>4分\d+秒</small>', page)
