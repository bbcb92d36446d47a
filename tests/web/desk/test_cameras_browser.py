"""A camera in a real browser: a stream ffmpeg films now plays, two presses make an event of it, a picture that stands still none."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories.streams import live_hls, media_server
from tests.web.desk.conftest import PLACE
from yifa.devices.models import Clip
from yifa.docket.models import Act
from yifa.evidence import store
from yifa.intake.models import Report
from yifa.kernel.canonical import sm3
from yifa.platform.accounts.models import User
from yifa.registry.models import Camera

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
PASSWORD = "chun-jiang-hua-yue-20261"


@pytest.fixture
def filming(tmp_path: Path, settings: Any) -> Iterator[Popen[bytes]]:
    """A camera of 古城镇 that films now."""
    settings.EVIDENCE = tmp_path / "evidence"
    folder = tmp_path / "media"
    with live_hls(folder / "one") as process, media_server(folder) as address:
        settings.MEDIA_SERVERS = (address,)
        said = {"register": "试验台账", "owner": "古城镇", "place": PLACE, "name": "示例路口", "place_type": "交通路口"}
        Camera.objects.create(code="LIVE-1", stream=f"{address}/one/live.m3u8", **said)
        for _ in range(100):
            if (folder / "one" / "live.m3u8").is_file():
                break
            time.sleep(0.1)
        yield process


@pytest.fixture
def desk(page: Page, live_server: LiveServer, filming: Popen[bytes]) -> Iterator[Page]:
    """曹爱国 at the cameras; a word on the console about the policy of content fails the test."""
    user = User.objects.get(username="shouli")
    user.set_password(PASSWORD)
    user.save()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(f"{live_server.url}/login?next=/cameras/LIVE-1")
    page.fill("#username", "shouli")
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.get_by_role("button", name="值班巡查").click()
    page.wait_for_url(f"{live_server.url}/cameras/LIVE-1")
    yield page
    assert said == []


def test_live_picture_is_an_event_after_two_presses_and_a_still_one_is_none(
    desk: Page, live_server: LiveServer, filming: Popen[bytes]
) -> None:
    desk.goto(f"{live_server.url}/cameras?register=试验台账")
    desk.get_by_role("link", name="示例路口").click()
    snapshot = desk.get_by_role("button", name="截图成事件")
    expect(snapshot).to_be_enabled(timeout=15_000)
    expect(desk.locator(".camera-state")).to_have_text(re.compile("● 实时"))
    before = desk.evaluate("document.querySelector('video').currentTime")

    snapshot.click()

    told = desk.locator(".camera-told")
    expect(told).to_have_text(re.compile(r"已生成事件：.+〔\d{4}〕\d+号，受理号\d+。"))
    assert desk.evaluate("document.querySelector('video').currentTime") >= before
    report, clip = Report.objects.get(), Clip.objects.get(kind="截图")
    digest = desk.locator("[data-snapshot]").get_attribute("data-digest")
    with store.open_bytes(clip.digest) as file:
        picture = file.read()
    assert digest == clip.digest == sm3(picture)
    assert picture[:3] == b"\xff\xd8\xff"
    assert (report.source, report.photos) == ("视频发现", [clip.digest])
    assert f'"evidence":["{clip.digest}"]' in Act.objects.get(docket_id=report.docket, seq=1).body

    desk.get_by_role("button", name="取片段").click()

    expect(desk.locator(".camera-clips li")).to_have_count(2)
    assert Clip.objects.get(kind="片段").drift == 0
    expect(desk.get_by_role("button", name="截图成事件")).to_be_enabled(timeout=15_000)

    filming.kill()

    expect(desk.locator(".camera-state")).to_have_text(re.compile(r"■ 自\d\d:\d\d:\d\d起没有新画面。"), timeout=25_000)
    expect(desk.get_by_role("button", name="截图成事件")).to_be_disabled()
