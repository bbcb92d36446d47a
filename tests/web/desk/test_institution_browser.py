"""Somebody who never read the manual, with what the page says alone: who has power here, before and after the reform."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
ADDRESSES = ("/who", "/who?item=GC-ZJ-001&place=131128101", "/map", "/map?place=131128101")


def test_a_stranger_finds_the_answer_and_both_sides_of_the_reform(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/who")

    page.get_by_label("什么事").press_sequentially("挖掘城市道路")
    page.get_by_role("link", name="擅自占用或者挖掘城市道路").first.click()
    page.get_by_label("在哪里").press_sequentially("古城")
    page.get_by_role("link", name="古城镇", exact=False).first.click()
    expect(page.locator(".answer-name")).to_have_text("由古城镇综合行政执法管理局管")

    page.get_by_role("link", name="改革前").click()
    expect(page.locator(".day-switch [aria-current]")).to_contain_text("改革前")
    page.get_by_role("link", name="改革后").click()
    expect(page.locator(".day-switch [aria-current]")).to_contain_text("改革后")
    page.get_by_role("link", name="回到今天").click()
    expect(page.locator(".answer-name")).to_have_text("由古城镇综合行政执法管理局管")
    page.get_by_text("为什么").click()
    expect(page.locator(".chain-steps li").first).to_be_visible()


def test_the_map_is_walked_with_keys(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/map?item=GC-ZJ-001")

    page.locator(".map a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".answer-name")).to_be_visible()


def test_nothing_open_to_everybody_is_wider_than_the_screen(page: Page, live_server: LiveServer) -> None:
    wide = []
    for large in ("0", "1"):
        page.context.add_cookies([{"name": "yifa_large", "value": large, "url": live_server.url}])
        for address in ADDRESSES:
            page.goto(f"{live_server.url}{address}")
            for width in (390, 820, 1366, 1920):
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    wide.append((address, width, large))

    assert wide == []
