"""The command desk and the wall before a browser: what comes in is seen without a reload, keys open it, and a screen left open goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.server.test_live import Pushing, note
from tests.web.desk.conftest import do, held, lead, person
from yifa.docket.queries import view_for
from yifa.platform.accounts import gate
from yifa.platform.accounts.models import RoleGrant, User
from yifa.registry.models import Roster

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
#: the size of every text that is shown, in pixels
SIZES = """[...document.querySelectorAll("body *")]
    .filter((one) => [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
    .filter((one) => one.offsetParent && !one.closest("script, .live-map"))
    .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
FRESH = re.compile("更新$")
PASSWORD = "chun-jiang-hua-yue-20261"


@pytest.fixture
def desk(page: Page, live_server: LiveServer, pushing: Pushing) -> Iterator[Page]:
    """曹爱国 of the intake signed in; a word on the console about the policy of content fails the test."""
    user = User.objects.get(username="shouli")
    user.set_password(PASSWORD)
    user.save()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(f"{live_server.url}/login")
    page.fill("#username", "shouli")
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.wait_for_url(f"{live_server.url}/")
    yield page
    assert said == []


def test_what_comes_in_is_seen_without_a_reload_and_keys_open_it(desk: Page, live_server: LiveServer) -> None:
    lead(summary="第一条：集市占道")
    desk.goto(f"{live_server.url}/command")
    rows = desk.locator("#queue .line")
    expect(rows).to_have_count(1)

    lead(summary="第二条：夜间施工")
    expect(rows).to_have_count(2)
    desk.keyboard.press("/")
    expect(desk.locator("#queue-find")).to_be_focused()
    desk.keyboard.type("夜间")
    expect(rows).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    expect(rows.first).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk.locator("#panel .event-said")).to_have_text("第二条：夜间施工")
    expect(desk.locator("#panel .stamps li.is-there")).to_have_count(1)

    desk.click("#panel .additions a:has-text('补充说明')")
    desk.fill("#panel [name=text]", "已电话联系反映人。")
    desk.click("#panel .act-form button.main")
    expect(desk.locator("#panel .short-events")).to_contain_text("补充说明")
    assert desk.url == f"{live_server.url}/command"

    desk.keyboard.press("Escape")
    expect(desk.locator("#panel")).to_be_hidden()
    desk.keyboard.press("Escape")
    desk.locator("#queue-find").fill("")
    desk.locator("body").click(position={"x": 5, "y": 700})
    desk.keyboard.press("f")
    expect(desk.locator("[data-filter=send]")).to_have_attribute("aria-pressed", "true")
    expect(rows).to_have_count(2)
    desk.keyboard.press("f")
    expect(rows).to_have_count(0)
    expect(desk.locator("#queue-empty")).to_have_text("没有符合条件的事件。")


def test_the_panel_shows_what_was_opened_last_and_stays_closed(desk: Page, live_server: LiveServer) -> None:
    """On a slow net three events are opened one after the other, then one more, and closed before it is there."""
    words = ("东口占道", "夜间施工", "乱倒垃圾", "污水外溢")
    for word in words:
        lead(summary=word)
    desk.goto(f"{live_server.url}/command")
    rows, panel, body = desk.locator("#queue .line"), desk.locator("#panel"), desk.locator("#panel-body")
    expect(rows).to_have_count(4)

    with held(desk, "**/command/events/*"):
        for word in words[:3]:
            rows.filter(has_text=word).click()
    expect(panel.get_by_role("heading", name=words[2])).to_be_visible()
    expect(body).not_to_have_attribute("inert", "")

    with held(desk, "**/command/events/*"):
        rows.filter(has_text=words[3]).click()
        expect(body).to_have_attribute("inert", "")
        desk.keyboard.press("Escape")
    rows.filter(has_text=words[0]).click()
    expect(panel.get_by_role("heading", name=words[0])).to_be_visible()
    expect(body).not_to_contain_text(words[3])


def test_an_open_event_follows_what_others_do_and_takes_nothing_typed_away(desk: Page, live_server: LiveServer) -> None:
    docket = lead(summary="东口占道")
    desk.goto(f"{live_server.url}/command")
    panel, note = desk.locator("#panel"), desk.get_by_role("button", name="看最新情况")
    desk.locator("#queue .line").click()
    expect(panel.get_by_role("heading", name="待立案")).to_be_visible()

    do(docket, "add_note", by="fuzeren", text="值班领导知道了。")
    expect(panel.get_by_text("值班领导知道了。")).to_be_visible()
    expect(note).to_be_hidden()
    panel.get_by_role("link", name="补充说明").click()
    panel.locator("[name=text]").fill("正在写的话。")
    do(docket, "add_note", by="fuzeren", text="又来一句。")

    expect(note).to_be_visible()
    expect(panel.locator("[name=text]")).to_have_value("正在写的话。")
    note.click()
    expect(panel.get_by_text("又来一句。")).to_be_visible()
    panel.get_by_role("link", name="补充说明").click()
    expect(panel.locator("[name=text]")).to_have_value("正在写的话。")
    panel.locator(".act-form button.main").click()
    expect(panel.get_by_text("已记录：补充说明")).to_be_visible()
    desk.wait_for_timeout(1500)
    expect(panel.get_by_text("已记录：补充说明")).to_be_visible()
    expect(note).to_be_hidden()


def test_what_could_not_be_opened_leaves_no_other_event_in_its_place(desk: Page, live_server: LiveServer) -> None:
    for word in ("东口占道", "夜间施工"):
        lead(summary=word)
    desk.goto(f"{live_server.url}/command")
    rows, body = desk.locator("#queue .line"), desk.locator("#panel-body")
    rows.filter(has_text="东口占道").click()
    expect(body.locator(".event-said")).to_have_text("东口占道")

    desk.route("**/command/events/*", lambda route: route.abort())
    rows.filter(has_text="夜间施工").click()
    expect(body).to_have_text(re.compile("这一件没有打开"))
    desk.unroute("**/command/events/*")
    rows.filter(has_text="夜间施工").click()
    expect(body.locator(".event-said")).to_have_text("夜间施工")


def note_on(desk: Page, words: str, text: str = "") -> None:
    """补充说明 on the event of these words, not sent yet."""
    desk.locator("#queue .line").filter(has_text=words).click()
    expect(desk.locator("#panel .event-said")).to_have_text(words)
    desk.locator("#panel").get_by_role("link", name="补充说明").click()
    desk.locator("#panel [name=text]").fill(text)


def test_who_went_on_before_the_answer_stays_there_and_hears_a_no(desk: Page, live_server: LiveServer) -> None:
    """On a slow net an act is sent and the next event opened: recorded or refused, the answer comes to a form that has left."""
    for words in ("东口占道", "夜间施工"):
        lead(summary=words)
    desk.goto(f"{live_server.url}/command")
    said, late = desk.locator("#panel .event-said"), desk.locator(".late-word")

    for text in ("已电话联系。", ""):
        note_on(desk, "东口占道", text)
        with desk.expect_response("**/acts/add_note"), held(desk, "**/acts/add_note"):
            desk.click("#panel .act-form button.main")
            desk.locator("#queue .line").filter(has_text="夜间施工").click()
            expect(said).to_have_text("夜间施工")
        if text:
            desk.wait_for_timeout(1500)
            expect(late).to_have_count(0)
            assert desk.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('yifa.draft'))") == []
        else:
            expect(late).to_contain_text("刚才提交的“补充说明”没有记录")
        expect(said).to_have_text("夜间施工")
    late.get_by_role("button", name="收起").click()
    expect(late).to_have_count(0)


def test_what_was_sent_cannot_be_changed_before_the_answer_and_leaves_no_draft(desk: Page, live_server: LiveServer) -> None:
    docket = lead(summary="东口占道")
    desk.goto(f"{live_server.url}/command")
    note_on(desk, "东口占道", "第一句。")
    with held(desk, "**/acts/add_note"), desk.expect_request("**/acts/add_note"):
        desk.locator("#panel [name=text]").focus()
        desk.click("#panel .act-form button.main")
        expect(desk.locator("#panel .field:has([name=text])")).to_have_attribute("inert", "")
        desk.keyboard.type("第二句。")
    expect(desk.locator("#panel .short-events")).to_contain_text("第一句。")
    assert view_for(actor=person("fuzeren"), docket=docket).acts[-1].payload["text"] == "第一句。"

    desk.locator("#panel").get_by_role("link", name="补充说明").click()
    expect(desk.locator("#panel [name=text]")).to_have_value("")


def test_a_machine_that_slept_says_so_at_once(desk: Page, live_server: LiveServer) -> None:
    desk.clock.install()
    desk.goto(f"{live_server.url}/command")
    state = desk.locator("#live-state")
    expect(state).to_have_text(FRESH)

    # the clock of what runs stood still, that of the day did not
    desk.evaluate("{ const day = Date.now; Date.now = () => day() + 3_600_000; }")
    desk.clock.fast_forward(1_500)
    expect(state).to_have_text(re.compile("^连接中断"))
    desk.clock.fast_forward(3_000)
    expect(state).to_have_text(FRESH)


def test_without_its_scripts_an_event_has_its_page_and_the_map_says_it_is_not_there(desk: Page, live_server: LiveServer) -> None:
    docket = lead(summary="东口占道")
    for address in ("**/htmx*.js", "**/maplibre-gl*.mjs"):
        desk.route(address, lambda route: route.abort())
    desk.goto(f"{live_server.url}/command")
    expect(desk.locator("#map")).to_contain_text("地图没有载入")
    desk.locator("#queue .line").click()
    desk.wait_for_url(f"{live_server.url}/command/events/{docket}")
    expect(desk.locator(".event-said")).to_have_text("东口占道")


def test_a_wall_left_open_says_how_old_it_is_and_goes_on_when_the_server_is_back(
    desk: Page, live_server: LiveServer, pushing: Pushing
) -> None:
    docket = lead(summary="集市占道", reporter="孙反映")
    desk.set_viewport_size({"width": 1920, "height": 1080})
    desk.clock.install()
    desk.goto(f"{live_server.url}/screen")
    expect(desk.locator("#queue li")).to_have_count(1)
    expect(desk.locator("#live-state")).to_have_text(FRESH)
    assert "集市占道" not in desk.locator("body").inner_text()
    assert min(desk.evaluate(SIZES)) >= 32
    assert desk.evaluate("document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth")

    pushing.stop()
    note(docket)
    lead(summary="夜间施工")
    desk.clock.fast_forward(20_000)
    expect(desk.locator("#live-state.is-lost")).to_have_text(re.compile(r"^连接中断，显示的是\d\d:\d\d:\d\d的情况$"))
    expect(desk.locator("#queue li")).to_have_count(1)
    pushing.start()
    desk.clock.fast_forward(20_000)

    expect(desk.locator("#queue li")).to_have_count(2, timeout=20_000)
    expect(desk.locator("#live-state")).to_have_text(FRESH)


#: texts of the queue that are cut off
CUT = """[...document.querySelectorAll("#queue span, h1, h2")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.textContent)"""


def test_a_wall_holds_a_full_queue_and_counts_what_does_not_fit(desk: Page, live_server: LiveServer) -> None:
    for number in range(11):
        lead(summary=f"第{number}条：集市占道")
    for width, height, least in ((1920, 1080, 32), (3840, 2160, 64)):
        desk.set_viewport_size({"width": width, "height": height})
        desk.goto(f"{live_server.url}/screen")
        expect(desk.locator("#queue-count")).to_have_text("11")
        expect(desk.locator("#queue li")).to_have_count(7)
        expect(desk.locator("#queue-page")).to_have_text("另有4件 1/2")
        assert min(desk.evaluate(SIZES)) >= least
        assert desk.evaluate(CUT) == []
        assert desk.evaluate("document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth")


def test_who_has_several_centres_looks_at_one_and_the_stream_follows(desk: Page, live_server: LiveServer) -> None:
    since = date(2026, 1, 1)
    for body in ("fucheng.chengguan", "fucheng.weisheng"):
        RoleGrant.objects.create(
            user=User.objects.get(username="shouli"), role="intake", body_code=body, place_code="131128", valid_from=since
        )
    gate.forget()
    lead(summary="集市占道")
    desk.goto(f"{live_server.url}/command?team=fucheng.nonglin")
    expect(desk.get_by_role("alert")).to_contain_text("不认识网址里的“team=fucheng.nonglin”")
    desk.goto(f"{live_server.url}/command")
    rows = desk.locator("#queue .line")
    expect(rows).to_have_count(1)

    centres = desk.get_by_label("指挥范围")
    expect(centres.locator("option")).to_have_text(
        ["全部", "古城镇综合指挥中心", "城市管理综合执法信息化指挥管理中心", "公共卫生综合执法信息化指挥管理中心"]
    )
    centres.select_option("fucheng.chengguan")
    desk.wait_for_url(f"{live_server.url}/command?team=fucheng.chengguan")
    expect(desk.locator("#live-state")).to_have_text(FRESH)
    expect(desk.locator("#queue-empty")).to_be_visible()
    lead(summary="夜间施工")
    desk.wait_for_timeout(1000)
    expect(rows).to_have_count(0)

    desk.reload()
    expect(centres).to_have_value("fucheng.chengguan")
    expect(desk.get_by_role("link", name="大屏")).to_have_attribute("href", "/screen?team=fucheng.chengguan")
    centres.select_option("fucheng.gucheng")
    expect(rows).to_have_count(2)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
def test_everybody_on_duty_is_in_sight_and_those_who_go_together_stand_together(
    desk: Page, live_server: LiveServer, width: int, height: int
) -> None:
    Roster.objects.all().delete()
    for number in range(1, 19):
        crew, kind = f"{(number + 1) // 2}组", "巡查" if number < 13 else "备勤"
        Roster.objects.create(
            body="fucheng.gucheng", officer=f"GC-{number:03}", kind=kind, days="1234567", begins="00:00", ends="24:00", crew=crew
        )
    lead(summary="集市占道")
    desk.set_viewport_size({"width": width, "height": height})

    desk.goto(f"{live_server.url}/command")

    expect(desk.locator("#crew-count")).to_have_text("在岗18人")
    expect(desk.locator("#crew li")).to_have_count(9)
    expect(desk.locator("#crew li").first).to_have_text("巡查 1组赵建国钱文斌")
    cut = """() => { const box = document.querySelector(".crew").getBoundingClientRect();
        return [...document.querySelectorAll("#crew span")].filter((one) => one.getBoundingClientRect().bottom > box.bottom).length }"""
    assert desk.evaluate(cut) == 0
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if width > 900:
        desk.locator("#queue .line").click()
        expect(desk.locator("#panel .event-said")).to_have_text("集市占道")
        box, panel = desk.locator("#crew").bounding_box(), desk.locator("#panel").bounding_box()
        assert box and panel and box["x"] + box["width"] <= panel["x"]
        assert desk.evaluate(cut) == 0


def test_a_class_is_found_by_typing_and_taken_by_keys(desk: Page, live_server: LiveServer) -> None:
    docket = lead(summary="路边有垃圾")
    desk.goto(f"{live_server.url}/command/order/{docket}")
    field = desk.get_by_role("combobox", name="小类")
    field.click()
    expect(desk.get_by_role("option").first).to_be_visible()
    field.fill("垃圾")
    expect(desk.get_by_role("option")).to_have_text([re.compile("垃圾箱"), re.compile("暴露垃圾"), re.compile("生活垃圾")])
    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value(re.compile("^暴露垃圾"))
    expect(desk.locator("#order-limit")).to_contain_text("办结")
    assert desk.locator("select[name=event_kind]").input_value() == "J-0101"
    field.fill("乌有的类别")
    expect(desk.locator(".picker [role=listbox]")).to_contain_text("没有符合的选项")
    field.press("Escape")
    expect(field).to_have_value(re.compile("^暴露垃圾"))
    field.fill("圾暴")
    expect(desk.get_by_role("option")).to_have_text([re.compile("暴露垃圾")])
    field.fill("")
    field.press("Tab")
    assert desk.locator("select[name=event_kind]").input_value() == ""
