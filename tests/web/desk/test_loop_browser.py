"""The loop's pages in a real browser: the day is played, the table is one key away, and nothing is wider than the screen."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories.events import DAY, WHOLE, row, worked
from yifa.dispatch.models import Event
from yifa.platform.accounts.models import User
from yifa.registry.core.grids import area_of
from yifa.registry.grids import grid_map

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
ON = f"on={DAY.isoformat()}"


def test_a_duty_officer_looks_back_on_a_day(page: Page, live_server: LiveServer) -> None:
    docket = worked(*WHOLE)
    grid = grid_map(on=DAY).by_code["GC-PQ-2"]
    point = area_of(grid.outline).representative_point()
    Event.objects.filter(docket_id=docket).update(longitude=f"{point.x:.6f}", latitude=f"{point.y:.6f}", grid=grid.code)
    row(0, 60, 300, 601, place_text="西街口", summary="占用道路摆摊经营影响通行" * 4)
    client = Client()
    client.force_login(User.objects.get(username="shouli"))
    signed = client.cookies["yifa_session"].value
    page.context.add_cookies([{"name": "yifa_session", "value": signed, "url": live_server.url}])

    page.goto(f"{live_server.url}/loop?{ON}")
    expect(page.locator(".loop-line:not(.loop-foot)")).to_have_count(2)
    page.keyboard.press("t")
    expect(page.locator(".loop-table").first).to_contain_text("09:10:01")

    page.goto(f"{live_server.url}/loop/replay?{ON}")
    done, waiting, slider = page.locator('[data-count="✓"]'), page.locator('[data-count="◆"]'), page.get_by_label("时间", exact=True)
    expect(done).to_have_text("1")
    expect(page.locator("[data-map-notes]")).to_contain_text("示意图形")
    slider.fill("0")
    expect(waiting).to_have_text("1")
    expect(done).to_have_text("0")
    expect(page.locator(".replay-clock")).to_have_text("09:00:00")
    page.get_by_label("快慢").select_option("1200")
    page.get_by_role("button", name="播放").click()
    expect(done).to_have_text("1")
    expect(page.get_by_role("button", name="播放")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("PageUp")
    expect(waiting).to_have_text("1")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".replay-clock")).to_have_text("09:01:00")
    page.keyboard.press("h")
    expect(page.get_by_role("button", name="热点网格")).to_have_attribute("aria-pressed", "true")
    hot = page.locator(f'[data-grid="{grid.code}"]')
    expect(hot).to_have_text(grid.name)
    hot.click()
    expect(page.locator(".loop-line")).to_contain_text(["井盖"])
    page.goto(f"{live_server.url}/loop/{docket}")
    expect(page.locator("h1")).to_contain_text("井盖")

    wide = []
    for large in ("0", "1"):
        page.context.add_cookies([{"name": "yifa_large", "value": large, "url": live_server.url}])
        for address in (
            f"/loop?{ON}",
            f"/loop?{ON}&view=table",
            f"/loop/rows?{ON}&figure=loop_rate",
            f"/loop/replay?{ON}",
            f"/loop/{docket}",
        ):
            page.goto(f"{live_server.url}{address}")
            for width in (390, 820, 1366, 1920):
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    wide.append((address, width, large))
    assert wide == []


@pytest.mark.parametrize(
    ("address", "wanted"),
    [("/cameras", "#cameras input[type=search]"), (f"/loop?{ON}", ".loop-tallies li:last-child"), ("/grids", "#g-latitude")],
)
def test_the_first_screen_of_a_phone_shows_what_one_came_for_and_folds_the_rest(
    page: Page, browser: Browser, live_server: LiveServer, address: str, wanted: str
) -> None:
    worked(*WHOLE)
    client = Client()
    client.force_login(User.objects.get(username="shouli"))
    cookie = {"name": "yifa_session", "value": client.cookies["yifa_session"].value, "url": live_server.url}
    folds = "details[data-folds]"
    page.context.add_cookies([cookie])
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"{live_server.url}{address}")

    expect(page.locator(f"{folds}:not([open])").first).to_be_visible()
    expect(page.locator(f"{folds}[open]")).to_have_count(0)
    box, bar = page.locator(wanted).bounding_box(), page.locator(".places").bounding_box()
    assert box and bar and box["y"] + box["height"] < bar["y"]
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies([cookie])
    for width, js in ((1366, page), (390, plain.new_page())):
        js.set_viewport_size({"width": width, "height": 844})
        js.goto(f"{live_server.url}{address}")
        expect(js.locator(f"{folds}[open]").first).to_be_visible()
    plain.close()
