"""A wall left open while the place is killed and started again, and a desk on which what was registered elsewhere appears."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.browser import Desk, People, Town, Watch
from yifa.server.supervisor import answers

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]
FRESH = re.compile("更新$")


def children(town: Town) -> dict[int, str]:
    """The processes the supervisor looks after, with their command lines."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "stat").read_text().rpartition(")")[2].split()[1] == str(town.process.pid):
                found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def kill(town: Town, words: str) -> int:
    [number] = [pid for pid, line in children(town).items() if words in line]
    os.kill(number, signal.SIGKILL)
    return number


def registered(desk: Desk, told: str) -> None:
    desk.page.goto(f"{desk.town.url}/leads/new")
    desk.lead().fill({"线索来源": "热线电话", "反映的情况": told, "发生地点": "古城镇集市东口"}).submit()
    # the first pages after a start are slow
    desk.page.wait_for_url(re.compile(r"done=1$"), wait_until="commit", timeout=60_000)


def opened(browser: Browser, town: Town) -> Page:
    """A window of the duty officer; what a killed server does to its console is no fault."""
    page = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1920, "height": 1080}).new_page()
    Desk(page, town, Watch()).log_in("shouli")
    return page


def test_a_wall_left_open_goes_on_when_web_and_pushes_were_killed(browser: Browser, town: Town, people: People) -> None:
    page = opened(browser, town)
    page.goto(f"{town.url}/screen")
    count = page.locator("#queue-count")
    expect(page.locator("#live-state")).to_have_text(FRESH)
    expect(page.locator("#map canvas, #map.no-webgl")).to_have_count(1)
    before = int(count.inner_text())

    killed = {kill(town, "yifa.server live"), kill(town, "gunicorn")}
    deadline = time.monotonic() + 100
    while killed & children(town).keys() or len(children(town)) < 4 or not answers(town.port):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    registered(people.window().log_in("shouli"), "集市东口有人占道摆摊")

    expect(count).to_have_text(str(before + 1), timeout=30_000)
    expect(page.locator("#live-state")).to_have_text(FRESH)
    page.context.close()
