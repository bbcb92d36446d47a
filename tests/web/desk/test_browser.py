"""The desk in a real browser: nothing typed is lost, keys walk the list, nothing breaks the policy of content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.web.desk.conftest import ITEM, do, held, lead, person
from tests.web.desk.test_lead import PNG
from yifa.docket.core.act import Act
from yifa.docket.queries import view_for
from yifa.platform.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
PASSWORD = "chun-jiang-hua-yue-20261"


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """赵建国 signed in; a word on the console about the policy of content fails the test."""
    user = User.objects.get(username="zhifa1")
    user.set_password(PASSWORD)
    user.save()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(f"{live_server.url}/login")
    sign_in(page)
    page.wait_for_url(f"{live_server.url}/")
    yield page
    assert said == []


def acts_of(docket: UUID) -> tuple[Act, ...]:
    return view_for(actor=person("zhifa1"), docket=docket).acts


def sign_in(page: Page) -> None:
    page.fill("#username", "zhifa1")
    page.fill("#password", PASSWORD)
    page.click("button.main")


def test_refused_form_keeps_what_was_typed_and_the_first_fault_is_focused(desk: Page, live_server: LiveServer) -> None:
    docket = lead(item=ITEM)
    desk.goto(f"{live_server.url}/dockets/{docket}")
    desk.click(".step:has-text('现场检查')")
    desk.fill("[name=party_view]", "当事人说马上清理。")

    desk.click(".act-form button.main")

    expect(desk.locator(".refusal")).to_be_visible()
    expect(desk.locator("[name=party_view]")).to_have_value("当事人说马上清理。")
    expect(desk.locator("[name=from_at]")).to_be_focused()


def test_a_ticked_file_of_the_docket_stays_ticked_and_the_same_file_chosen_again_is_ticked(desk: Page, live_server: LiveServer) -> None:
    docket = lead(item=ITEM)
    picture = {"name": "现场.png", "mimeType": "image/png", "buffer": PNG}
    address = f"{live_server.url}/dockets/{docket}"
    desk.goto(f"{address}/acts/add_note")
    desk.fill("[name=text]", "照片一张。")
    desk.set_input_files("[name=_files]", picture)
    expect(desk.locator("[data-chips] li")).to_have_count(1)
    desk.click(".act-form button.main")
    desk.wait_for_url(re.compile(r"\?done="))

    desk.goto(f"{address}/acts/add_note")
    desk.set_input_files("[name=_files]", picture)
    expect(desk.locator(".held [name=_evidence]")).to_be_checked()
    desk.reload()

    expect(desk.locator(".held [name=_evidence]")).to_be_checked()
    expect(desk.locator("[data-chips] li")).to_have_count(0)


def test_an_act_waits_for_its_files_and_goes_once(desk: Page, live_server: LiveServer) -> None:
    """Submitted (twice) while a file is on its way: one act with the file, as soon as it is there."""
    docket = lead(item=ITEM)
    desk.goto(f"{live_server.url}/dockets/{docket}/acts/add_note")
    desk.fill("[name=text]", "照片还在路上。")
    with held(desk, "**/evidence"):
        with desk.expect_request("**/evidence"):
            desk.set_input_files("[name=_files]", {"name": "现场.png", "mimeType": "image/png", "buffer": PNG})
        desk.click(".act-form button.main")
        expect(desk.get_by_text("全部传完后自动提交")).to_be_visible()
        desk.evaluate("document.querySelector('.act-form').requestSubmit()")

    desk.wait_for_url(re.compile(r"\?done="))
    noted = acts_of(docket)[1:]
    assert [(act.kind, len(act.evidence)) for act in noted] == [("add_note", 1)]


def test_a_file_that_did_not_come_holds_the_act_back_and_is_tried_again(desk: Page, live_server: LiveServer) -> None:
    docket = lead(item=ITEM)
    picture = {"name": "现场.png", "mimeType": "image/png", "buffer": PNG}
    waiting: list[Route] = []
    desk.goto(f"{live_server.url}/dockets/{docket}/acts/add_note")
    desk.fill("[name=text]", "照片断在半路。")
    desk.route("**/evidence", lambda route: waiting.append(route))
    with desk.expect_request("**/evidence"):
        desk.set_input_files("[name=_files]", picture)
    desk.click(".act-form button.main")
    waiting.pop().abort()

    expect(desk.get_by_text("所以还没有提交")).to_be_visible()
    expect(desk.get_by_text("这个文件没有传上去")).to_be_visible()
    assert len(acts_of(docket)) == 1
    desk.unroute("**/evidence")
    desk.set_input_files("[name=_files]", picture)
    expect(desk.locator("[data-chips] li")).to_have_count(1)
    desk.click(".act-form button.main")
    desk.wait_for_url(re.compile(r"\?done="))
    assert [len(act.evidence) for act in acts_of(docket)] == [0, 1]


def test_expired_log_in_loses_nothing_typed(desk: Page, live_server: LiveServer) -> None:
    docket = lead(item=ITEM)
    address = f"{live_server.url}/dockets/{docket}"
    desk.goto(address)
    desk.click(".step:has-text('现场检查')")
    desk.fill("[name=findings]", "人行道上堆放水泥、砂石。")
    desk.locator("[name=_officers]").nth(1).select_option("GC-002")
    desk.context.clear_cookies(name="yifa_session")

    desk.click(".act-form button.main")
    desk.wait_for_url(re.compile(r"/login/\?next="))
    sign_in(desk)
    desk.wait_for_url(address)
    desk.click(".step:has-text('现场检查')")

    expect(desk.locator("[name=findings]")).to_have_value("人行道上堆放水泥、砂石。")
    expect(desk.locator("[name=_officers]").nth(1)).to_have_value("GC-002")
    expect(desk.locator(".act-form .note")).to_contain_text("已找回上次没有提交的内容。")


def test_answer_that_is_no_form_takes_nothing_away(desk: Page, live_server: LiveServer) -> None:
    docket = lead(item=ITEM)
    desk.goto(f"{live_server.url}/dockets/{docket}")
    desk.click("a:has-text('补充说明')")
    desk.fill("[name=text]", "写了很久的说明。")
    desk.context.clear_cookies(name="yifa_csrf")

    desk.click(".act-form button.main")

    expect(desk.locator(".complaint .refusal")).to_contain_text("页面已过期")
    expect(desk.locator("[name=text]")).to_have_value("写了很久的说明。")


def test_recorded_act_leaves_no_draft(desk: Page, live_server: LiveServer) -> None:
    docket = lead(item=ITEM)
    desk.goto(f"{live_server.url}/dockets/{docket}")
    desk.click("a:has-text('补充说明')")
    desk.fill("[name=text]", "已电话联系反映人。")

    desk.click(".act-form button.main")
    desk.wait_for_url(re.compile(r"done=2$"))

    expect(desk.locator(".events")).to_contain_text("已电话联系反映人。")
    assert desk.evaluate("Object.keys(localStorage)") == []


def test_log_out_keeps_the_draft_but_no_personal_data(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/leads/new")
    desk.fill("[name=summary]", "占道摆摊")
    desk.fill("[name=reporter]", "孙反映")
    desk.click(".me summary")
    desk.click(".me-menu button:has-text('退出')")
    desk.wait_for_url(f"{live_server.url}/login")
    sign_in(desk)
    desk.wait_for_url(f"{live_server.url}/")

    desk.goto(f"{live_server.url}/leads/new")

    expect(desk.locator("[name=summary]")).to_have_value("占道摆摊")
    expect(desk.locator("[name=reporter]")).to_have_value("")


def test_keys_walk_the_list_and_reach_the_field(desk: Page, live_server: LiveServer) -> None:
    first, second = lead(item=ITEM, summary="第一条线索"), lead(item=ITEM, summary="第二条线索")
    do(first, "add_note")
    desk.goto(f"{live_server.url}/")

    desk.keyboard.press("/")
    expect(desk.locator(".find input")).to_be_focused()
    desk.keyboard.press("Escape")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")

    desk.wait_for_url(f"{live_server.url}/dockets/{second}")


def test_the_time_line_and_its_table_are_one_key_apart(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/timeline")

    desk.keyboard.press("t")
    desk.wait_for_url(re.compile("as=table"))
    desk.keyboard.press("t")

    expect(desk.locator(".span-row").first).to_be_visible()


def test_a_late_answer_takes_no_choice_away(desk: Page, live_server: LiveServer) -> None:
    """On a slow net the search one typed is answered after an item of the list before was chosen."""
    desk.goto(f"{live_server.url}/leads/new")
    first = desk.locator(".item-choices input[type=radio]").first
    expect(first).to_be_visible()
    with held(desk, "**/powers/choose?*"):
        with desk.expect_request("**/powers/choose?*"):
            desk.locator(".item-choice input[type=search]").press_sequentially("占用")
        first.check()

    expect(first).to_be_checked()
    chosen = first.get_attribute("value")
    with desk.expect_response("**/powers/choose?*"):
        desk.locator(".item-choice input[type=search]").press_sequentially("道路")
    expect(desk.locator(f".item-choices input[value='{chosen}']")).to_be_checked()


def test_a_form_that_did_not_come_has_no_other_in_its_place(desk: Page, live_server: LiveServer) -> None:
    docket = lead(item=ITEM)
    desk.goto(f"{live_server.url}/dockets/{docket}")
    desk.get_by_role("link", name="补充说明").click()
    desk.locator("#act-place [name=text]").fill("写到一半。")
    desk.route("**/acts/*", lambda route: route.abort())
    desk.click(".step:has-text('现场检查')")

    expect(desk.locator("#act-place")).to_have_text(re.compile("没有连上服务器，没有打开"))
    desk.unroute("**/acts/*")
    desk.get_by_role("link", name="补充说明").click()
    expect(desk.locator("#act-place [name=text]")).to_have_value("写到一半。")


def test_an_act_whose_answer_was_lost_is_not_recorded_twice(desk: Page, live_server: LiveServer) -> None:
    """Sent again as it was it is the same act; changed before, it is refused once and then an act of its own, also after a reload."""
    docket = lead(item=ITEM)
    address = f"{live_server.url}/dockets/{docket}/acts/add_note"

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    for again in ("第一句。", "改过的话。"):
        desk.goto(address)
        desk.fill("[name=text]", "第一句。")
        desk.route("**/acts/add_note", lose)
        desk.click(".act-form button.main")
        expect(desk.get_by_text("没有连上服务器，填写的内容仍在本页")).to_be_visible()
        desk.unroute("**/acts/add_note")
        desk.fill("[name=text]", again)
        desk.click(".act-form button.main")
        if again == "第一句。":
            desk.wait_for_url(re.compile(r"\?done="))
            assert len(acts_of(docket)) == 2
    expect(desk.locator(".refusal")).to_contain_text("没有再次记录")
    desk.goto(address)
    expect(desk.locator("[name=text]")).to_have_value("改过的话。")
    desk.click(".act-form button.main")
    desk.wait_for_url(re.compile(r"\?done="))
    assert len(acts_of(docket)) == 4


def test_nothing_is_wider_than_the_screen(desk: Page, live_server: LiveServer) -> None:
    docket = lead(item=ITEM, summary="长" * 150, place_text="很长的地名" * 20)
    pages = (
        "/",
        f"/dockets/{docket}",
        f"/dockets/{docket}/acts/check_on_spot",
        "/leads/new",
        "/powers",
        "/discretion",
        "/discretion?table=CG-ROAD-27&f0=不足10平方米&f1=未影响通行&f2=逾期不改正&fine=123456789",
        "/people",
        "/people/capacity",
        "/health",
        "/lists",
        "/lists/compare?left=wenlv&right=chengguan",
        "/timeline",
        "/timeline?as=table",
        "/search?q=长长",
        "/password",
    )

    wide = []
    for large in ("0", "1"):
        desk.context.add_cookies([{"name": "yifa_large", "value": large, "url": live_server.url}])
        for address in pages:
            desk.goto(f"{live_server.url}{address}")
            for width in (390, 820, 1366):
                desk.set_viewport_size({"width": width, "height": 800})
                if desk.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    wide.append((address, width, large))

    assert wide == []
