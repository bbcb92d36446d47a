"""Proposals in a real browser: keys go from one to the next, a row is added, the first fault is focused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories.laws import NAME, read_law
from yifa.platform.accounts.models import User
from yifa.registry.models import ItemVersion, ProposalDecision

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
PASSWORD = "chun-jiang-hua-yue-20261"


@pytest.fixture
def listing(page: Page, live_server: LiveServer, tmp_path: Path) -> Iterator[Page]:
    """The reviewer at the proposals of the made-up law; a word on the console about the policy of content fails the test."""
    read_law(tmp_path)
    user = User.objects.get(username="shenhe")
    user.set_password(PASSWORD)
    user.save()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(f"{live_server.url}/login?next=/laws/text/{NAME}/proposals")
    page.fill("#username", "shenhe")
    page.fill("#password", PASSWORD)
    page.click("button.main")
    expect(page.locator("a.line")).to_have_count(4)
    page.wait_for_load_state()
    yield page
    assert said == []


def test_keys_open_a_proposal_and_go_to_the_next(listing: Page) -> None:
    listing.keyboard.press("ArrowDown")
    expect(listing.locator("a.line").first).to_be_focused()
    listing.keyboard.press("Enter")
    expect(listing.locator("h1")).to_have_text(f"{NAME} 第三条")

    listing.keyboard.press("ArrowRight")

    expect(listing.locator("h1")).to_have_text(f"{NAME} 第四条第(一)项")


def test_arrow_inside_a_field_stays_in_it(listing: Page) -> None:
    listing.locator("a.line").first.click()
    listing.focus("[name=code]")

    listing.keyboard.press("ArrowRight")

    expect(listing.locator("h1")).to_have_text(f"{NAME} 第三条")


def test_added_row_is_kept_and_the_first_fault_is_focused(listing: Page) -> None:
    listing.locator("a.line").first.click()
    listing.select_option("[name=domain]", "城市管理")
    listing.click("[data-add]")
    listing.select_option('[name="fines.2.party"]', "person")
    listing.fill('[name="fines.2.condition"]', "再次违法")
    listing.fill('[name="fines.2.low_fen"]', "3000")
    listing.fill('[name="fines.2.high_fen"]', "2000")
    listing.click(".proposal-form button.main")
    expect(listing.locator('[name="fines.2.high_fen"]')).to_be_focused()

    listing.fill('[name="fines.2.high_fen"]', "4000")
    listing.click(".proposal-form button.main")

    expect(listing.locator(".note")).to_have_text(re.compile("^已更正并确认：攀折花木"))
    assert ProposalDecision.objects.get().outcome == "corrected"
    assert ItemVersion.objects.get(source__law=NAME).fines[-1] == {
        "party": "person",
        "condition": "再次违法",
        "low_fen": 300_000,
        "high_fen": 400_000,
        "note": "",
    }


def test_nothing_is_wider_than_a_phone(listing: Page) -> None:
    listing.set_viewport_size({"width": 390, "height": 844})
    widths = [listing.evaluate("document.documentElement.scrollWidth")]
    listing.locator("a.line").nth(1).click()
    expect(listing.locator(".proposal-form")).to_be_visible()
    widths.append(listing.evaluate("document.documentElement.scrollWidth"))

    assert widths == [390, 390]
    touched = "[...document.querySelectorAll('main a, main button')].filter((one) => one.offsetParent)"
    small = listing.evaluate(f"{touched}.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.textContent)")
    assert small == []
