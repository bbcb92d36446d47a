"""视频流 — the newest seconds of an HLS stream, fetched with bounds: its registered server only, so many bytes, so long."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import ClassVar, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from yifa.devices.core.playlist import BrokenPlaylist, Playlist, Segment, read
from yifa.devices.wording import say
from yifa.kernel.dates import SHANGHAI
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.platform.wording import Worded

#: one answer of the media server, and all of them together
ANSWER_WITHIN: Final = 4.0
DONE_WITHIN: Final = 30.0
MOST_PLAYLIST: Final = 1024 * 1024
MOST_CLIP: Final = 64 * 1024 * 1024
MOST_SECONDS: Final = 60
_HOPS: Final = 3
_PIECE: Final = 64 * 1024
_PORTS: Final = {"http": 80, "https": 443}


class DeviceRefusal(Worded, say=say):
    kind: ClassVar[RefusalKind] = "conflict"
    code: ClassVar[str] = "devices.refused"


class StreamAddressNotAllowed(DeviceRefusal):
    """播放地址不允许 — no address of a media server: another scheme, this machine itself, a name nobody knows."""

    kind = "invalid"
    code = "devices.stream_address_not_allowed"


class StreamSilent(DeviceRefusal):
    """媒体服务器没有应答."""

    code = "devices.stream_silent"


class StreamStalled(DeviceRefusal):
    """没有新画面 — the server answers, and shows what it showed before."""

    code = "devices.stream_stalled"


class StreamElsewhere(DeviceRefusal):
    """指向别处 — the stream leads to another server than the registered one."""

    code = "devices.stream_elsewhere"


class StreamBroken(DeviceRefusal):
    """视频流不能读取."""

    code = "devices.stream_broken"


class StreamTooLarge(DeviceRefusal):
    """视频过大 — more bytes than one clip may have."""

    code = "devices.stream_too_large"


def origin_of(address: str) -> str:
    """http://10.1.2.3:8888 — the server of an address, for the policy of a page and to compare."""
    parts = _parts(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{parts.port or _PORTS[parts.scheme]}"


def check_address(address: str) -> None:
    """Refuses: StreamAddressNotAllowed. The name must lead somewhere a media server may stand; asked again at each fetch."""
    _resolve(_parts(address))


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as fault:
        raise StreamAddressNotAllowed from fault
    plain = address.isascii() and address.isprintable() and not any(sign in address for sign in " '\";,\\")
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or port == 0 or not plain or ".." in parts.path:
        raise StreamAddressNotAllowed
    return parts


def _resolve(parts: SplitResult) -> tuple[str, int]:
    """The address that is then really spoken to: a name is asked once. Servers the place names itself may stand on this machine."""
    assert parts.hostname
    port = parts.port or _PORTS[parts.scheme]
    try:
        found = str(socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError) as fault:
        raise StreamAddressNotAllowed from fault
    address = ip_address(found.partition("%")[0])
    ours = f"{parts.scheme}://{parts.hostname}:{port}" in settings.MEDIA_SERVERS
    if not ours and (address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved):
        raise StreamAddressNotAllowed
    return found, port


@dataclass(slots=True)
class Server:
    """One media server for the length of one clip; whatever it does, it is left after ``DONE_WITHIN`` seconds."""

    address: str
    until: float = field(default_factory=lambda: time.monotonic() + DONE_WITHIN)

    def get(self, address: str) -> HTTPResponse:
        """Refuses: StreamElsewhere, StreamSilent, StreamBroken."""
        for _ in range(_HOPS):
            if origin_of(address) != origin_of(self.address):
                raise StreamElsewhere(host=urlsplit(address).hostname)
            response = self._ask(_parts(address))
            if response.status in (301, 302, 303, 307, 308):
                address = urljoin(address, response.headers.get("Location", ""))
                response.close()
                continue
            if response.status != 200:
                response.close()
                raise StreamBroken(why=say("broken.status", status=response.status))
            return response
        raise StreamBroken(why=say("broken.redirects"))

    def _ask(self, parts: SplitResult) -> HTTPResponse:
        try:
            connection = self._connection(parts)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", target, headers={"Accept": "*/*", "Connection": "close", "User-Agent": "yifa"})
            return connection.getresponse()
        except (OSError, HTTPException) as fault:
            raise StreamSilent(seconds=round(ANSWER_WITHIN)) from fault

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        """To the very address that was looked at, whatever the name leads to a moment later."""
        host, port = _resolve(parts)
        made = socket.create_connection((host, port), timeout=self._left())
        assert parts.hostname
        if parts.scheme == "http":
            connection = HTTPConnection(parts.hostname, port, timeout=ANSWER_WITHIN)
        else:
            connection = HTTPSConnection(parts.hostname, port, timeout=ANSWER_WITHIN)
            made = ssl.create_default_context().wrap_socket(made, server_hostname=parts.hostname)
        connection.sock = made
        return connection

    def _left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise StreamSilent(seconds=round(DONE_WITHIN))
        return min(left, ANSWER_WITHIN)

    def pieces(self, address: str) -> Iterator[bytes]:
        """The bytes of one file, as they come."""
        response = self.get(address)
        try:
            while True:
                self._left()
                piece = response.read1(_PIECE)
                if not piece:
                    if response.length:
                        raise StreamBroken(why=say("broken.cut_off"))
                    return
                yield piece
        except (OSError, HTTPException) as fault:
            raise StreamSilent(seconds=round(ANSWER_WITHIN)) from fault
        finally:
            response.close()

    def playlist(self, address: str) -> tuple[Playlist, datetime | None]:
        """The playlist, and when the server says it last changed."""
        response = self.get(address)
        try:
            self._left()
            text = response.read(MOST_PLAYLIST + 1)
        except (OSError, HTTPException) as fault:
            raise StreamSilent(seconds=round(ANSWER_WITHIN)) from fault
        finally:
            response.close()
        if len(text) > MOST_PLAYLIST:
            raise StreamBroken(why=say("broken.no_playlist"))
        try:
            return read(text.decode("utf-8", "replace")), _changed(response)
        except BrokenPlaylist as fault:
            raise StreamBroken(why=say(f"broken.{fault}")) from fault

    def media(self, address: str) -> tuple[str, Playlist, datetime | None]:
        """The media playlist: of several variants the one with most to see."""
        found, changed = self.playlist(address)
        if found.variants:
            address = urljoin(address, max(found.variants)[1])
            found, changed = self.playlist(address)
        if not found.segments:
            raise StreamBroken(why=say("broken.nothing_in_it"))
        return address, found, changed


def _changed(response: HTTPResponse) -> datetime | None:
    try:
        return parsedate_to_datetime(response.headers.get("Last-Modified", ""))
    except ValueError:
        return None


@dataclass(slots=True)
class Newest:
    """The newest seconds of a stream, read once: ``read`` gives the bytes as the server gave them, one file after the other."""

    server: Server
    address: str
    segments: tuple[Segment, ...]
    pictured_from: datetime
    pictured_until: datetime
    drift: int | None
    _waiting: Iterator[bytes] = field(init=False)
    _taken: int = field(default=0, init=False)
    _rest: bytes = field(default=b"", init=False)

    def __post_init__(self) -> None:
        self._waiting = self._all()

    @property
    def suffix(self) -> str:
        return "mp4" if self.segments[0].init else "ts"

    def read(self, size: int, /) -> bytes:
        """Refuses: StreamTooLarge and what the server's fault is."""
        if not self._rest:
            self._rest = next(self._waiting, b"")
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def _all(self) -> Iterator[bytes]:
        init = self.segments[0].init
        for written in (*([init] if init else []), *(segment.address for segment in self.segments)):
            for piece in self.server.pieces(urljoin(self.address, written)):
                self._taken += len(piece)
                if self._taken > MOST_CLIP:
                    raise StreamTooLarge(limit=MOST_CLIP // 1024 // 1024)
                yield piece


def newest(address: str, *, seconds: int, now: datetime) -> Newest:
    """The newest seconds of the stream at a registered address; what is not live any more is refused within seconds.

    Refuses: StreamAddressNotAllowed, StreamSilent, StreamStalled, StreamElsewhere, StreamBroken.
    """
    server = Server(address)
    address, found, changed = server.media(address)
    late = timedelta(seconds=3 * found.target + 5)
    behind = now - found.ends_at if found.ends_at else None
    if found.ended:
        raise _stalled(found, changed, now)
    drift: int | None = None if behind is None else 0
    if behind is None or not timedelta(seconds=-5) <= behind <= late:
        # either nothing new comes, or the device's clock is wrong: only waiting tells
        found = _grown(server, address, found, changed, now)
        drift = None if found.ends_at is None else round((found.ends_at - now).total_seconds())
    taken = found.latest(min(seconds, MOST_SECONDS))
    until = found.ends_at if found.ends_at and not drift else now
    until = min(until, now)
    return Newest(server, address, taken, until - timedelta(seconds=sum(one.seconds for one in taken)), until, drift)


def _grown(server: Server, address: str, before: Playlist, changed: datetime | None, now: datetime) -> Playlist:
    """The playlist once it has a segment more. Refuses: StreamStalled."""
    give_up = time.monotonic() + min(2 * before.target + 1, 8)
    while time.monotonic() < give_up:
        time.sleep(0.4)
        found, _ = server.playlist(address)
        if found.newest > before.newest and found.segments:
            return found
    raise _stalled(before, changed, now)


def _stalled(found: Playlist, changed: datetime | None, now: datetime) -> StreamStalled:
    since = found.ends_at or changed
    told = since.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S") if since and since <= now else ""
    return StreamStalled(since=say("stalled.since", since=told) if told else say("stalled.unknown"))
