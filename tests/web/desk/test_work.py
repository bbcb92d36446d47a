from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.desk.conftest import ITEM, TOWN, Signed, checked, do, lead, person
from yifa.dispatch import actions
from yifa.docket.rebuild import differences

#: whatever the hour at which the tests run
CALLED = {"dispatch.on_duty": "已经电话召回。"}


def _numbers(page: str) -> list[str]:
    return re.findall(r'class="line" href="/dockets/([0-9a-f-]{36})"', page)


def test_lead_stands_under_what_is_due_later(signed: Signed) -> None:
    docket = lead(summary="人行道堆放水泥", item=ITEM)

    page = signed("zhifa1").get("/").content.decode()

    assert _numbers(page) == [str(docket)]
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["以后"]
    assert "人行道堆放水泥" in page


def test_overdue_comes_first_with_its_days(signed: Signed) -> None:
    late = lead(at=timezone.now() - timedelta(days=60), summary="很久以前的线索", item=ITEM)
    new = lead(summary="今天的线索", item=ITEM)

    page = signed("zhifa1").get("/").content.decode()

    assert _numbers(page) == [str(late), str(new)]
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["已超期", "以后"]
    assert re.search(r"已超期\d+日", page)


def test_count_in_the_frame_is_what_is_due_by_today(signed: Signed) -> None:
    for _ in range(3):
        lead(at=timezone.now() - timedelta(days=60), item=ITEM)
    lead()

    client = signed("zhifa1")

    assert '待办<span class="count">3</span>' in client.get("/").content.decode()
    assert '待办<span class="count">3</span>' in client.get("/powers").content.decode()


def test_what_waits_for_another_role_is_not_mine(signed: Signed) -> None:
    lead()

    page = signed("shenhe").get("/").content.decode()

    assert _numbers(page) == []
    assert "现在没有等您办理的卷宗。" in page


def test_twenty_a_page_and_the_rest_on_demand(signed: Signed) -> None:
    made = {str(lead()) for _ in range(23)}
    client = signed("zhifa1")

    page = client.get("/?which=open").content.decode()
    more = re.search(r'hx-get="(/\?which=open&amp;after=[^"]+)"', page)
    assert more is not None
    rest = client.get(more[1].replace("&amp;", "&"), headers={"HX-Request": "true"}).content.decode()

    assert (len(_numbers(page)), len(_numbers(rest))) == (20, 3)
    assert {*_numbers(page), *_numbers(rest)} == made
    assert "<html" not in rest


@pytest.mark.parametrize("which", ["mine", "open", "all"])
def test_three_rows_and_thirty_cost_the_same_statements(signed: Signed, which: str) -> None:
    client = signed("zhifa1")
    for _ in range(3):
        checked()
    client.get(f"/?which={which}")  # what the institution answers is kept from here on
    with CaptureQueriesContext(connection) as three:
        client.get(f"/?which={which}")
    for _ in range(27):
        checked()

    with CaptureQueriesContext(connection) as thirty:
        client.get(f"/?which={which}")

    assert len(thirty) == len(three)
    assert len(thirty) <= 6


def test_markup_in_a_lead_is_shown_as_it_was_typed(signed: Signed) -> None:
    lead(summary="<script>alert(1)</script>\"'><img src=x onerror=alert(2)>")

    page = signed("zhifa1").get("/").content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_looking_changes_nothing(signed: Signed) -> None:
    docket = checked()
    client = signed("zhifa1")

    for address in ("/", "/?which=all", f"/dockets/{docket}", "/search?q=水泥"):
        client.get(address)

    assert list(differences()) == []


def test_cursor_nobody_gave_out_is_refused_in_words(signed: Signed) -> None:
    response = signed("zhifa1").get("/?which=all&after=%27;drop")

    assert response.status_code == 400
    assert "这个翻页位置无效。" in response.content.decode()


def test_an_order_stands_above_everything_with_its_moment_and_leaves_when_it_is_handled(signed: Signed) -> None:
    lead(at=timezone.now() - timedelta(days=60), summary="很久以前的线索", item=ITEM)
    docket = lead(summary="占道摆摊", source="热线电话")
    now = timezone.now()
    actions.file(actor=person("shouli"), docket=docket, event_kind="J-0101", now=now)
    actions.send(actor=person("shouli"), docket=docket, team=TOWN, officers=["GC-001", "GC-002"], task="到场处理", judged=CALLED, now=now)

    sent, other = (signed(user).get("/").content.decode() for user in ("zhifa1", "zhifa3"))
    whole = signed("zhifa1").get(f"/dockets/{docket}").content.decode()
    do(docket, "handle_event", by="zhifa1")
    handled = signed("zhifa1").get("/").content.decode()

    assert re.findall(r"<h2>(.*?)</h2>", sent)[0] == "派给我的"
    assert _numbers(sent)[0] == str(docket) and _numbers(sent).count(str(docket)) == 1
    assert re.search(r"还剩[^<]+<small>[^<]+处置时限", sent)
    assert "派给我的" not in other and "派给我的" not in handled
    assert "处置时限 还剩" in whole and f'href="/loop/{docket}"' in whole and "赵建国、钱文斌" in whole


def test_a_body_that_is_called_in_finds_it_in_its_work(signed: Signed) -> None:
    docket = lead(summary="占道摆摊", source="热线电话")
    do(docket, "blow_whistle", by="shouli", bodies=["fucheng.jiaotong"])

    called, other = (signed(user).get("/").content.decode() for user in ("jiaotong1", "huanjing1"))

    assert re.findall(r"<h2>(.*?)</h2>", called) == ["请本单位报到、协办的"]
    assert _numbers(called) == [str(docket)] and _numbers(other) == []
