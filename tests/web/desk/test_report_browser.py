"""上报 on a poor net: nothing typed or chosen is lost, and what is sent again is the same report."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.web.desk.conftest import PLACE
from yifa.intake import throttle
from yifa.intake.models import Report, Throttle
from yifa.intake.refusals import TooManyRequests

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
TEXT = "集市东口占道摆摊，堵住消防通道"


@pytest.fixture
def phone(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """The form as a citizen filled it in; a word on the console about the policy of content fails the test."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(f"{live_server.url}/report")
    fill(page)
    page.set_input_files("#photos", {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    yield page
    assert said == []


def fill(page: Page, text: str = TEXT) -> None:
    page.fill("#text", text)
    page.select_option("#place", PLACE)
    page.fill("#place_text", "集市东口")


def picture() -> bytes:
    kept = io.BytesIO()
    Image.frombytes("RGB", (300, 300), os.urandom(270_000)).save(kept, "JPEG", quality=95)
    return kept.getvalue()


def test_without_a_net_nothing_is_lost_and_it_goes_when_the_net_is_back(phone: Page) -> None:
    phone.context.set_offline(True)
    phone.click("button.main")

    expect(phone.get_by_text("没有收到回执")).to_be_visible()
    expect(phone.locator("#text")).to_have_value(TEXT)
    phone.context.set_offline(False)
    phone.click("button.main")
    expect(phone.get_by_role("heading", name="已受理")).to_be_focused()
    assert len(Report.objects.get().photos) == 1


def test_pressed_twice_and_without_an_answer_it_is_one_report_whose_code_stays(phone: Page) -> None:
    """The server took it, the answer was lost on the way back; who asks again gets the code, and keeps it when the page is loaded again."""
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(route.request.method)
        route.fetch()
        route.abort()

    phone.route("**/report?sent", lose)
    phone.evaluate("const button = document.querySelector('button.main'); button.click(); button.form.requestSubmit(button);")
    expect(phone.get_by_text("没有收到回执")).to_be_visible()
    phone.unroute("**/report?sent", lose)
    assert sent == ["POST"]
    number = Report.objects.get().number

    phone.click("button.main")

    expect(phone.locator("dd").first).to_have_text(number)
    code = phone.locator(".code").inner_text()
    phone.reload()
    expect(phone.locator(".code")).to_have_text(code)
    phone.get_by_role("link", name="再报一件").click()
    expect(phone.locator("#text")).to_have_value("")
    assert Report.objects.count() == 1


def test_what_is_refused_keeps_the_photo_and_says_why_first(phone: Page) -> None:
    phone.fill("#text", " ")
    phone.click("button.main")

    expect(phone.locator(".refusal")).to_be_focused()
    fill(phone)
    phone.click("button.main")
    expect(phone.get_by_role("heading", name="已受理")).to_be_visible()
    assert len(Report.objects.get().photos) == 1


def test_who_went_too_often_keeps_the_form_as_it_is(phone: Page) -> None:
    for _ in range(throttle.REPORTS.an_hour):
        with suppress(TooManyRequests):
            throttle.count(throttle.REPORTS, "127.0.0.1", now=timezone.now())
    phone.click("button.main")

    expect(phone.locator(".refusal")).to_be_focused()
    expect(phone.locator("#text")).to_have_value(TEXT)
    assert phone.evaluate("document.querySelector('#photos').files.length") == 1
    Throttle.objects.all().delete()
    phone.click("button.main")
    expect(phone.get_by_role("heading", name="已受理")).to_be_visible()
    assert len(Report.objects.get().photos) == 1


def test_without_scripts_the_way_back_leads_to_the_same_report(browser: Browser, live_server: LiveServer) -> None:
    """Back and sent again: one report; changed before: said, and sent once more it is another."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/report")
    fill(page)
    page.click("button.main")
    number = page.locator("dd").first.inner_text()

    page.go_back()
    expect(page.locator("#text")).to_have_value(TEXT)
    page.click("button.main")
    expect(page.locator("dd").first).to_have_text(number)
    page.go_back()
    page.fill("#text", "集市东口又来了一家")
    page.click("button.main")
    expect(page.locator(".refusal")).to_be_visible()
    page.click("button.main")
    expect(page.get_by_role("heading", name="已受理")).to_be_visible()
    assert Report.objects.count() == 2
    page.context.close()
