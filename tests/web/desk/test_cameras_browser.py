"""A camera in a real browser: a stream ffmpeg films now plays, two presses make an event of it, a picture that stands still none."""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


class Whep:
    """A WHEP endpoint whose pictures come from another page of the browser: an offer waits until that page has answered it."""

    def __init__(self) -> None:
        self.offers: queue.Queue[str] = queue.Queue()
        self.answers: queue.Queue[str] = queue.Queue()
        self.ended: list[str] = []
        outer = self

        class Answer(BaseHTTPRequestHandler):
            def _headers(self, status: int, **headers: str) -> None:
                self.send_response(status)
                shared = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Location"}
                allowed = {"Access-Control-Allow-Headers": "content-type", "Access-Control-Allow-Methods": "POST, DELETE"}
                for name, value in {**shared, **allowed, **headers}.items():
                    self.send_header(name, value)
                self.end_headers()

            def do_OPTIONS(self) -> None:
                self._headers(204)

            def do_POST(self) -> None:
                outer.offers.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
                sdp = outer.answers.get(timeout=20).encode()
                self._headers(201, Location="/sessions/1", **{"Content-Type": "application/sdp", "Content-Length": str(len(sdp))})
                self.wfile.write(sdp)

            def do_DELETE(self) -> None:
                outer.ended.append(self.path)
                self._headers(200)

            def log_message(self, format: str, *args: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/one/whep"


#: films a moving square and answers one offer
_FILM = """async (offer) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 180];
    const pen = canvas.getContext("2d");
    let at = 0;
    const paint = (colour, ...where) => { pen.fillStyle = colour; pen.fillRect(...where); };
    setInterval(() => { paint("#204080", 0, 0, 320, 180); paint("#f0f0f0", at++ % 300, 60, 20, 20); }, 40);
    const peer = (window.peer = new RTCPeerConnection());
    canvas.captureStream(25).getTracks().forEach((track) => peer.addTrack(track));
    await peer.setRemoteDescription({ type: "offer", sdp: offer });
    await peer.setLocalDescription(await peer.createAnswer());
    const gathered = () => peer.iceGatheringState === "complete";
    await new Promise((done) => {
        peer.onicegatheringstatechange = () => gathered() && done();
        if (gathered()) done();
        setTimeout(done, 2000);
    });
    return peer.localDescription.sdp;
}"""


@pytest.fixture
def whep() -> Iterator[Whep]:
    endpoint = Whep()
    yield endpoint
    endpoint.server.shutdown()
    endpoint.server.server_close()


def test_webrtc_of_a_media_server_plays_and_is_an_event_after_one_press(desk: Page, live_server: LiveServer, whep: Whep) -> None:
    Camera.objects.create(code="WHEP-1", stream=whep.address, register="试验台账", owner="古城镇", place=PLACE, name="云台")
    filming = desk.context.new_page()

    desk.goto(f"{live_server.url}/cameras/WHEP-1")
    for _ in range(100):
        if not whep.offers.empty():
            break
        desk.wait_for_timeout(100)
    whep.answers.put(filming.evaluate(_FILM, whep.offers.get(timeout=1)))
    desk.bring_to_front()
    snapshot = desk.get_by_role("button", name="截图成事件")
    expect(snapshot).to_be_enabled(timeout=15_000)
    snapshot.click()

    expect(desk.locator(".camera-told")).to_have_text(re.compile(r"已生成事件"))
    assert Clip.objects.get().camera == "WHEP-1"
    desk.goto(f"{live_server.url}/cameras")
    for _ in range(50):
        if whep.ended:
            break
        desk.wait_for_timeout(100)
    assert whep.ended == ["/sessions/1"]
    filming.close()
