"""值守 on a phone: an officer on duty books a recorder and tells where he is; taken off duty, the page stops by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from yifa.dispatch.models import Booking, Position
from yifa.platform.accounts.models import User
from yifa.registry.models import Roster

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
PASSWORD = "chun-jiang-hua-yue-20261"


def test_officer_with_a_phone_books_a_recorder_and_tells_where_he_is(browser: Browser, live_server: LiveServer) -> None:
    Roster.objects.all().delete()
    roster = Roster.objects.create(
        body="fucheng.gucheng", officer="GC-001", kind="巡查", days="1234567", begins="00:00", ends="24:00", crew="甲组"
    )
    user = User.objects.get(username="zhifa1")
    user.set_password(PASSWORD)
    user.save()
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 390, "height": 844},
        geolocation={"longitude": 116.15, "latitude": 37.87, "accuracy": 8},
        permissions=["geolocation"],
    )
    try:
        page = context.new_page()
        page.clock.install()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
        page.goto(f"{live_server.url}/login/?next=/duty")
        page.fill("#username", "zhifa1")
        page.fill("#password", PASSWORD)
        page.click("button.main")

        page.get_by_role("heading", name="预约装备").click()
        page.get_by_label("用途").fill("夜间检查")
        page.get_by_role("button", name="预约装备").click()
        expect(page.get_by_role("status").filter(has_text="已预约。")).to_be_visible()
        expect(page.locator(".own .booked-line")).to_contain_text("执法记录仪 GC-E-02")

        page.get_by_role("button", name="开始上报我的位置").click()
        expect(page.locator(".tell-place [role=status]")).to_contain_text("正在上报，最近一次")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        roster.delete()
        Position.objects.all().delete()
        context.set_geolocation({"longitude": 116.16, "latitude": 37.87, "accuracy": 8})
        page.clock.run_for(11_000)
        expect(page.locator(".tell-place [role=status]")).to_have_text("该人员未在岗，不提供位置。")
        expect(page.get_by_role("button", name="开始上报我的位置")).to_be_visible()
    finally:
        context.close()

    booked = Booking.objects.get()
    assert (booked.officer, booked.purpose, Position.objects.count(), said) == ("GC-001", "夜间检查", 0, [])
