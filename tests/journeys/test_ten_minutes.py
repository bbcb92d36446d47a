"""From report to reply on the running product: a phone without scripts, the command desk by keys, the officer's phone, the wall."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.factories.browser import PHONE, Desk, Form, People, Town, Watch, fits, photo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

WIDE = {"viewport": {"width": 1366, "height": 768}}
WALL = {"viewport": {"width": 1920, "height": 1080}}
NAME, TELEPHONE = "孙大娘", "13911112222"
SAID = "集市东口三个水果摊占着盲道"
REPLY = "您反映的水果摊已劝离，盲道已恢复畅通。"
#: the classes of buttons, links and fields that nobody could name aloud
NAMELESS = """[...document.querySelectorAll("main button, main a, main input:not([type=hidden]), main select, main textarea")]
    .filter(one => one.getClientRects().length && !one.closest(".live-map"))
    .filter(one => !(one.textContent.trim() || one.ariaLabel || one.title || one.labels?.length || one.querySelector("img[alt]")))
    .map(one => one.outerHTML.slice(0, 120))"""


def citizen(people: People) -> Page:
    """A phone on which no script runs."""
    return people.window(**PHONE, java_script_enabled=False).page


def narrow(page: Page) -> None:
    """What fits cannot be asked with scripts off; then the page is as wide as the phone, or the browser zooms out."""
    assert page.viewport_size is not None
    assert page.locator("body").bounding_box()["width"] <= page.viewport_size["width"]  # type: ignore[index]  # a body is drawn


def reported(page: Page, url: str, *, said: str, telephone: str = "") -> tuple[str, str]:
    """The report as a citizen writes it; its number and code."""
    page.goto(f"{url}/report")
    narrow(page)
    page.get_by_label("看到了什么").fill(said)
    page.get_by_label("乡镇、街道").select_option(label="古城镇")
    page.get_by_label("地点描述").fill("古城镇集市东口")
    page.get_by_label("照片或者视频").set_input_files({"name": "占道.jpg", "mimeType": "image/jpeg", "buffer": photo(said, (160, 90, 60))})
    if telephone:
        page.get_by_label("姓名", exact=True).fill(NAME)
        page.get_by_label("电话", exact=True).fill(telephone)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已受理")).to_be_visible()
    narrow(page)
    number, code = page.get_by_role("definition").all_inner_texts()
    assert re.fullmatch(r"\d{14,}", number) and re.fullmatch(r"(\d{4} ){3}\d{4}", code)
    return number, code


def followed(page: Page, url: str, code: str) -> str:
    page.goto(f"{url}/report/follow")
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()
    narrow(page)
    return page.get_by_role("main").inner_text()


class CommandDesk:
    """指挥台 — the queue that fills by itself, and the panel beside the map."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.page = desk, desk.page
        self.page.goto(f"{desk.town.url}/command")
        expect(self.page.locator("#live-state")).to_contain_text("更新")
        stream = self.page.evaluate("JSON.parse(document.getElementById('live-config').textContent).stream")
        #: the stream comes from a port beside
        desk.watch.beside.add(urlsplit(stream).netloc)
        self.panel = self.page.locator("#panel")

    def row(self, words: str) -> Locator:
        return self.page.locator("#queue .line").filter(has_text=words)

    def form(self, title: str) -> Form:
        """The form of an act in the panel."""
        self.panel.get_by_role("link", name=title, exact=True).click()
        box = self.panel.locator("form.act-form")
        expect(box.get_by_role("heading", name=title, exact=True)).to_be_visible()
        return Form(self.desk, box, f"提交{title}")

    def recorded(self, title: str) -> None:
        expect(self.panel.get_by_role("status").filter(has_text=f"已记录：{title}")).to_be_visible()


def test_a_report_is_answered_within_ten_minutes(people: People, town: Town) -> None:
    shouli = CommandDesk(people.window(**WIDE).log_in("shouli"))
    phone = citizen(people)
    number, code = reported(phone, town.url, said=SAID, telephone=TELEPHONE)

    _filed_by_keys(shouli)
    officer = _sent(shouli, town)
    docket = _settled(people.window(**PHONE).log_in(officer))
    _reporter_opened(shouli)
    _closed_with_a_reply(shouli)

    _looked_back_on(shouli.desk, docket)
    told = followed(phone, town.url, code)
    assert number in told and REPLY in told
    assert "已办结" in told and "被查看过1次" in told
    _nobody_else_sees_who(people.window().log_in(officer), docket)


def _filed_by_keys(shouli: CommandDesk) -> None:
    """It appears in the queue by itself; from there to the filed event no mouse is touched."""
    expect(shouli.row("盲道")).to_be_visible(timeout=20_000)
    keys, focus = shouli.page.keyboard, shouli.page.locator(":focus")
    keys.press("/")
    keys.type("盲道")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(shouli.panel.locator(".event-said")).to_have_text(SAID)
    expect(shouli.panel.get_by_role("img", name="反映人附件1.jpg")).to_be_visible()
    expect(focus).to_have_text("事件立案")
    keys.press("Enter")
    expect(focus).to_have_accessible_name(re.compile("立案结案标准小类"))
    assert shouli.page.evaluate(NAMELESS) == []
    keys.type("占道经营")
    expect(shouli.panel.get_by_role("option", selected=True)).to_have_text("占道经营（2小时）")
    keys.press("Enter")
    expect(focus).to_have_value("占道经营（2小时）")
    expect(shouli.panel.locator("#order-limit")).to_contain_text("应当在")
    form = shouli.panel.locator("form.act-form")
    for _ in range(8):
        keys.press("Tab")
        if focus.evaluate("one => one.matches('.main')"):
            break
    expect(form.get_by_role("button", name="提交事件立案")).to_be_focused()
    keys.press("Enter")
    shouli.recorded("事件立案")
    expect(focus).to_have_text("派遣")


def _sent(shouli: CommandDesk, town: Town) -> str:
    """Three clicks send the pair that is proposed, and it says why; others need a word. The user name of one who was sent."""
    shouli.page.locator("#queue-find").fill("")
    shouli.row("占道经营").first.click()
    form = shouli.form("派遣")
    proposed = form.box.locator(".order-choice.proposed")
    expect(proposed.get_by_role("radio")).to_be_checked()
    expect(proposed).to_contain_text("两人都有办理资格")
    pair = proposed.locator("b").inner_text().split("、")

    form.box.locator(".order-choice").nth(1).click()
    form.submit()
    shouli.desk.refused("没有采用推荐的人员，又没有写明理由。")

    expect(proposed).to_contain_text(pair[0])
    proposed.click()
    form.submit()
    shouli.recorded("派遣")
    return town.usernames[pair[0]]


def _settled(officer: Desk) -> str:
    """On the phone: the order stands first, and is taken, arrived at and settled with a photo; the address of the docket."""
    page = officer.page
    fits(officer)
    section = page.locator("section.due").first
    expect(section.get_by_role("heading")).to_have_text("派给我的")
    expect(section.locator("a.line").first).to_contain_text(re.compile("还剩.*处置时限"))
    section.locator("a.line").first.tap()
    page.wait_for_url("**/dockets/*")
    officer.open(urlsplit(page.url).path)
    expect(page.locator(".state")).to_contain_text("处置时限")
    fits(officer)
    for title in ("接单", "到场"):
        officer.form(title).submit()
        officer.recorded(title)
    form = officer.form("现场处理")
    fits(officer)
    form.fill({"现场情况": "三个水果摊占用盲道约6米。", "处理结果": "已劝离，移至疏导点。"})
    form.attach("处理后.jpg", photo("处理后", (60, 160, 90)), "image/jpeg")
    form.submit()
    officer.recorded("现场处理")
    fits(officer)
    return officer.docket


def _reporter_opened(shouli: CommandDesk) -> None:
    """Who reported is shown once, in the panel, to whom says why."""
    shouli.row("占道经营").first.click()
    expect(shouli.panel.locator(".stage-word")).to_have_text("待核查")
    shouli.panel.get_by_role("link", name="查看反映人信息").click()
    expect(shouli.panel).not_to_contain_text(TELEPHONE)
    shouli.panel.get_by_label("查看事由").fill("回访是否满意")
    shouli.panel.get_by_role("button", name="写明事由并查看").click()
    expect(shouli.panel.locator(".reporter")).to_contain_text(TELEPHONE)
    expect(shouli.panel.locator(".reporter")).to_contain_text(NAME)


def _closed_with_a_reply(shouli: CommandDesk) -> None:
    """Verified; closing is refused until whoever reported is answered, and what was typed stays."""
    shouli.row("占道经营").first.click()
    shouli.form("核查").fill({"符合结案条件": True, "核查意见": "照片显示盲道已清空。"}).submit()
    shouli.recorded("核查")
    form = shouli.form("事件结案")
    form.fill({"结案意见": "已清理。", "对来源的答复": ""})
    form.submit()
    shouli.desk.refused("反映人要求答复，尚未答复，不能结案。", "行政处罚法第五十四条第一款")
    assert form.value("结案意见") == "已清理。"
    form.fill({"对来源的答复": REPLY}).submit()
    shouli.recorded("事件结案")
    expect(shouli.row("占道经营").filter(has_text="集市东口三个")).to_have_count(0)


def _looked_back_on(desk: Desk, docket: str) -> None:
    """Four stamps, and the whole within the limit."""
    desk.page.goto(f"{desk.town.url}/loop/{docket.rpartition('/')[2]}")
    titles = desk.page.locator(".loop-table").first.locator("tbody td:first-child").all_inner_texts()
    assert titles == ["信息上传", "指令下达", "现场处理", "反馈处理完毕"]
    expect(desk.page.locator(".loop-sentence")).to_contain_text(re.compile("按时 ?全程用了.*没有超过10分钟"))
    desk.page.get_by_role("link", name="打开卷宗").click()
    expect(desk.page.get_by_text("本卷宗已结案，已有的内容只能查看。")).to_be_visible()


def _nobody_else_sees_who(officer: Desk, docket: str) -> None:
    """Neither page, record, search nor file tells the officer the name or the telephone."""
    seen = []
    for address in (docket, f"{docket}/record/1", f"/loop/{docket.rpartition('/')[2]}", "/search?q=盲道"):
        officer.page.goto(officer.town.url + address)
        seen.append(officer.page.get_by_role("main").inner_text())
    assert [text for text in seen if TELEPHONE in text or NAME in text] == []
    officer.page.goto(f"{officer.town.url}/search?q={TELEPHONE}")
    officer.refused("不能按举报人信息检索。", status=403)
    officer.page.goto(f"{officer.town.url}{docket}/reporter")
    officer.watch.take(404, f"{docket}/reporter")


def test_a_town_whistles_and_a_department_comes(people: People, town: Town) -> None:
    """吹哨报到 — the liaison finds it in his work on his phone, answers, comes, finishes; the town scores, and the list tells all of it."""
    shouli = CommandDesk(people.window(**WIDE).log_in("shouli"))
    reported(citizen(people), town.url, said="河道边有人倾倒建筑垃圾")
    expect(shouli.row("倾倒建筑垃圾")).to_be_visible(timeout=20_000)
    shouli.row("倾倒建筑垃圾").click()
    form = shouli.form("吹哨")
    form.fill({"报到单位": ["阜城县城市管理综合执法大队"], "事由": "倾倒点跨镇，请到场联合处置。"})
    expect(form.field("何时前报到")).to_have_value(re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d$"))
    form.submit()
    shouli.recorded("吹哨")

    liaison = people.window(**PHONE).log_in("chengguan2")
    section = liaison.page.locator("section.due").filter(has_text="请本单位报到、协办的")
    section.locator("a.line").filter(has_text="古城镇集市东口").first.tap()
    liaison.page.wait_for_url("**/dockets/*")
    liaison.open(urlsplit(liaison.page.url).path)
    fits(liaison)
    liaison.act("应哨", {"谁来": "柏长青、喻春华"})
    liaison.act("报到", {})
    liaison.act("报到办结", {"办理结果": "已认定倾倒人，移交处理。"})
    fits(liaison)

    shouli.row("倾倒建筑垃圾").click()
    shouli.form("评价报到").fill({"评分（1—5）": "5", "评语": "来得快。"}).submit()
    shouli.recorded("评价报到")
    shouli.page.get_by_role("link", name="吹哨报到").click()
    line = shouli.page.locator("table.whistles tr").filter(has_text="倾倒点跨镇")
    expect(line).to_contain_text("柏长青")
    expect(line).to_contain_text("5分")


def test_a_wall_says_that_it_is_old_and_goes_on_by_itself(people: People, town: Town) -> None:
    """The whole place is stopped and started again; nobody touches the wall."""
    wall = People(people.browser, town)
    wall.watch = Watch()
    screen = wall.window(**WALL).log_in("shouli").page
    screen.goto(f"{town.url}/screen")
    state, count = screen.locator("#live-state"), screen.locator("#queue-count")
    expect(state).to_have_text(re.compile("更新$"))
    before = int(count.inner_text())

    town.ended()
    expect(state).to_have_text(re.compile(r"^连接中断，显示的是\d\d:\d\d:\d\d的情况$"), timeout=30_000)
    town.again()
    reported(citizen(people), town.url, said="路口井盖缺失")

    expect(count).to_have_text(str(before + 1), timeout=40_000)
    expect(state).to_have_text(re.compile("更新$"))
    assert [refusal for refusal in wall.watch.refusals if refusal[0] != 503] == []
    for context in wall.contexts:
        context.close()
