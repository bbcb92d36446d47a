"""The desk in the hand and under the fingers: a phone, large type, keys, search, and nothing typed is ever lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.factories.browser import PHONE, Item, People, fits, photo
from yifa.platform.accounts.gate import KEPT_FOR

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

CHECK = {
    "在场的当事人或者负责人": "摊主",
    "已告知申请回避的权利": True,
    "现场情况": "集市东口摆放水果摊一处，占用消防通道约2米。",
    "当场责令改正的内容": "立即让出通道。",
    "签名情况": ["已签名"],
}


def test_a_lead_and_a_check_on_a_phone(people: People) -> None:
    desk = people.window(**PHONE)
    desk.page.goto(f"{people.town.url}/login")
    fits(desk)
    desk.log_in("zhifa3")
    fits(desk)

    desk.page.get_by_role("navigation", name="功能").get_by_role("link", name="登记线索").tap()
    form = desk.lead()
    fits(desk)
    form.fill(
        {
            "线索来源": "巡查发现",
            "反映的情况": "水果摊堵住消防通道",
            "发生地点": "古城镇集市东口",
            "可能涉及的事项": Item("占用 城市道路", "擅自占用或者挖掘城市道路"),
        }
    )
    form.attach("手机.jpg", photo("手机", (60, 90, 160)), "image/jpeg")
    fits(desk)
    form.submit()
    desk.recorded("登记线索")
    fits(desk)

    form = desk.form("现场检查")
    form.fill({"检查开始时间": form.value("检查结束时间"), **CHECK}, officers=("周海燕", "吴国平"))
    fits(desk)
    form.submit()
    desk.refused("执法人员没有主动出示执法证件，当事人有权拒绝接受调查或者检查。", "行政处罚法第五十五条第一款")
    fits(desk)
    form.fill({"已出示执法证件": True}).submit()
    desk.recorded("现场检查")
    fits(desk)


def test_large_type_stays_and_still_fits(people: People) -> None:
    desk = people.window(**PHONE).log_in("zhifa3")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    before = desk.page.evaluate(size)

    desk.page.get_by_text("周海燕").tap()
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="大字", exact=True).tap()
    desk.page.goto(f"{people.town.url}/leads/new")

    assert desk.page.evaluate(size) >= before * 1.25
    fits(desk)
    desk.page.goto(f"{people.town.url}/powers")
    fits(desk)
    desk.page.get_by_text("周海燕").tap()
    expect(desk.page.get_by_role("button", name="标准字", exact=True)).to_be_visible()


def test_keys_lead_to_the_case(people: People) -> None:
    desk = people.at_desk("zhifa1")
    page = desk.page

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator("a.line").first
    expect(first).to_be_focused()
    address = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="查找")).to_be_focused()
    page.keyboard.type("光明小区 烧烤")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name=re.compile("“光明小区 烧烤”"))).to_be_visible()
    found = page.get_by_role("main").get_by_role("link", name=re.compile("露天烧烤.*罗志刚"))
    expect(found).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="在禁止区域露天烧烤", level=1)).to_be_visible()


def test_nothing_typed_is_lost(people: People) -> None:
    """A refused form holds every sign; when the session has ended meanwhile, the form is as it was after signing in again."""
    desk = people.at_desk("zhifa3")
    desk.page.get_by_role("navigation", name="功能").get_by_role("link", name="登记线索").click()
    typed = {"反映的情况": "夜间施工噪声扰民。\n反映人称已持续三晚。", "反映人姓名": "夜归人", "反映人电话": "13800138099"}
    form = desk.lead().fill(typed)
    form.submit()
    desk.refused("请填写「")
    assert {label: form.value(label) for label in typed} == typed

    _end_every_session(people, "zhifa3")
    form.fill({"发生地点": "古城镇新民路工地", "线索来源": "热线电话"}).submit()
    expect(desk.page.get_by_text("登录已失效，请重新登录；没有提交的内容已保存在本机。")).to_be_visible()
    people.watch.take(401, "/leads/new")
    desk.sign_in("zhifa3")

    form = desk.lead()
    expect(form.box).to_contain_text("已找回上次没有提交的内容。")
    wanted = {**typed, "发生地点": "古城镇新民路工地"}
    assert {label: form.value(label) for label in wanted} == wanted
    form.submit()
    desk.recorded("登记线索")
    expect(desk.page.get_by_role("main")).to_contain_text("热线电话：夜间施工噪声扰民。")


def _end_every_session(people: People, username: str) -> None:
    """The same person changes the password at another machine, which ends every other session."""
    other = people.at_desk(username)
    new = f"{people.town.passwords[username]}-2"
    other.page.goto(f"{people.town.url}/password")
    other.page.get_by_label("现在的口令", exact=True).fill(people.town.passwords[username])
    other.page.get_by_label("新口令", exact=True).fill(new)
    other.page.get_by_label("再输入一次新口令", exact=True).fill(new)
    other.page.get_by_role("button", name="修改口令").click()
    expect(other.page.get_by_text("口令已修改，其他设备上的登录已全部失效。")).to_be_visible()
    people.town.passwords[username] = new
    # The web serves from two processes; the one that did not change the password is promised to follow within this time.
    other.page.wait_for_timeout(1_000 * KEPT_FOR)
