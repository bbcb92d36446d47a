"""The command desk and the wall before a browser: what comes in is seen without a reload, keys open it, and a screen left open goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.server.test_live import Pushing, note
from tests.web.desk.conftest import lead
from yifa.platform.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
#: the size of every text that is shown, in pixels
SIZES = """[...document.querySelectorAll("body *")]
    .filter((one) => [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
    .filter((one) => one.offsetParent && !one.closest("script, .live-map"))
    .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
FRESH = re.compile("更新$")
PASSWORD = "chun-jiang-hua-yue-20261"


@pytest.fixture
def pushing(fresh_town: None, settings: Any) -> Iterator[Pushing]:
    """The process of live pushes beside the server of the test."""
    named = connections["default"].get_connection_params()
    made = Pushing({key: named[key] for key in ("host", "port", "dbname", "user", "password") if named.get(key)})
    settings.LIVE_PORT = made.port
    yield made
    made.stop()


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
