"""The map before a browser: tiles of 天地图 and of an own archive are asked for and drawn; without tiles or WebGL one goes on."""

from __future__ import annotations

import io
import re
import struct
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories.browser import chromium
from tests.web.desk.conftest import Signed, lead

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fresh_town")]
#: a colour that nothing of ours has
TILE = (214, 120, 32)


def _tile() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (256, 256), TILE).save(out, "PNG")
    return out.getvalue()


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def archive(tile: bytes) -> bytes:
    """PMTiles version 3 with one picture of the whole world."""
    root = b"".join(_varint(number) for number in (1, 0, 1, len(tile), 1))
    places = [(127, len(root)), (127 + len(root), 2), (129 + len(root), 0), (129 + len(root), len(tile))]
    world = struct.pack("<iiii", -180_0000000, -85_0000000, 180_0000000, 85_0000000) + struct.pack("<Bii", 0, 0, 0)
    head = b"PMTiles\x03" + b"".join(struct.pack("<QQ", *one) for one in places) + struct.pack("<QQQ", 1, 1, 1) + bytes([1, 1, 1, 2, 0, 0])
    return head + world + root + b"{}" + tile


class Tiles(ThreadingHTTPServer):
    """A server of tiles beside the platform; ``asked`` is every address, ``served`` false: it refuses as one whose key has run out."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []
        self.served = True
        self.address = f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Tiles

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        query = parse_qs(urlsplit(self.path).query)
        if not self.server.served or (query and query.get("tk") != ["k-1"]):
            return self._send(403, b"")
        if query:
            return self._send(200, _tile(), "image/png")
        whole = archive(_tile())
        span = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        assert span, "an archive is read in parts"
        first, last = int(span[1]), min(int(span[2]), len(whole) - 1)
        self._send(206, whole[first : last + 1], "application/octet-stream", f"bytes {first}-{last}/{len(whole)}")

    def do_OPTIONS(self) -> None:
        self._send(204, b"")

    def _send(self, status: int, content: bytes, kind: str = "text/plain", span: str = "") -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(content))), ("Content-Range", span)):
            if value:
                self.send_header(name, value)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "Range")
        self.send_header("Access-Control-Expose-Headers", "Content-Range, ETag")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def tiles() -> Iterator[Tiles]:
    server = Tiles()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def signed_page(page: Page, live_server: LiveServer, signed: Signed) -> Page:
    return _signed(page, live_server, signed)


def _signed(page: Page, live_server: LiveServer, signed: Signed) -> Page:
    cookie = signed("shouli").cookies["yifa_session"].value
    page.context.add_cookies([{"name": "yifa_session", "value": cookie, "url": live_server.url}])
    return page


def share(page: Page, color: tuple[int, int, int]) -> float:
    """How much of the map has this colour."""
    picture = Image.open(io.BytesIO(page.locator("#map").screenshot())).convert("RGB").resize((200, 150), Image.Resampling.NEAREST)
    near = sum(all(abs(a - b) < 12 for a, b in zip(one, color, strict=True)) for one in picture.get_flattened_data())
    return near / 30_000


def soon(page: Page, true: Callable[[], bool]) -> bool:
    for _ in range(40):
        if true():
            return True
        page.wait_for_timeout(250)
    return False


WMTS = (
    "/img_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=img&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk="
)


@pytest.mark.parametrize("path", [f"{WMTS}k-1", "/town.pmtiles"], ids=["wmts", "pmtiles"])
def test_tiles_are_asked_for_and_drawn_and_their_server_alone_is_allowed(
    signed_page: Page, live_server: LiveServer, tiles: Tiles, settings: Any, path: str
) -> None:
    tiles.asked.clear()
    settings.TILES = f"{tiles.address}{path}"
    said: list[str] = []
    signed_page.on("console", lambda message: said.append(message.text))

    answer = signed_page.goto(f"{live_server.url}/command")

    assert answer is not None
    assert soon(signed_page, lambda: share(signed_page, TILE) > 0.5)
    assert any(path.partition("{")[0] in one for one in tiles.asked)
    assert signed_page.locator(".no-tiles").count() == 0
    assert not [text for text in said if "Content Security Policy" in text]
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["img-src"].split() == ["'self'", "data:", "blob:", tiles.address]
    assert policy["connect-src"].split() == ["'self'", tiles.address]
    other = f"http://localhost:{tiles.server_port}/town.pmtiles"
    assert signed_page.evaluate("address => fetch(address).then(() => 'let through', () => 'kept out')", other) == "kept out"


@pytest.mark.parametrize("path", [f"{WMTS}over", "/gone.pmtiles"], ids=["wmts", "pmtiles"])
def test_tiles_that_do_not_come_leave_our_own_outlines_and_a_sentence(
    signed_page: Page, live_server: LiveServer, tiles: Tiles, settings: Any, path: str
) -> None:
    settings.TILES = f"{tiles.address}{path}"
    tiles.served = False
    try:
        signed_page.goto(f"{live_server.url}/command")
        expect(signed_page.locator(".no-tiles")).to_have_text("底图没有取到，显示的是本地的边界和网格。")
        assert soon(signed_page, lambda: share(signed_page, (255, 255, 255)) > 0.1)
    finally:
        tiles.served = True


def test_without_webgl_the_queue_and_its_keys_go_on(browser: Browser, live_server: LiveServer, signed: Signed, pushing: Any) -> None:
    lead(summary="集市占道")
    with chromium(browser.browser_type, "--disable-3d-apis") as blind:
        page = _signed(blind.new_page(), live_server, signed)
        page.goto(f"{live_server.url}/command")

        expect(page.locator("#map")).to_contain_text("没有WebGL")
        expect(page.locator("#queue .line")).to_have_count(1)
        expect(page.locator("#crew-count")).to_contain_text("在岗")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#panel .event-said")).to_have_text("集市占道")
        expect(page.locator("#queue .when").first).to_contain_text("已")
        page.goto(f"{live_server.url}/screen")
        expect(page.locator("#map")).to_contain_text("没有WebGL")
        expect(page.locator("#queue li")).to_have_count(1)


def test_a_grid_is_pressed_on_the_map_and_its_table_stands_without_a_script(page: Page, browser: Browser, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/grids?place=131128101")
    expect(page.locator("#map-notes")).to_contain_text("示意图形")
    assert soon(page, lambda: share(page, (236, 226, 198)) > 0.01)
    page.locator("#map canvas").click()
    page.wait_for_url(re.compile(r"grid=GC-PQ-\d"))
    expect(page.locator("#grid .answer-of")).to_contain_text("古城镇第")

    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{live_server.url}/grids?place=131128101")
    expect(plain.locator("#map")).to_be_hidden()
    expect(plain.locator(".map-table tbody tr")).to_have_count(4)
    plain.context.close()
