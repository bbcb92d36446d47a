"""HLS 播放列表 — the little of RFC 8216 that is needed to keep the newest seconds of a stream. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]*)')
#: a playlist is read line by line; more lines than this is none of a live stream
MOST_LINES: Final = 20_000


class BrokenPlaylist(ValueError):
    """What came is no playlist this room can take a clip from; the text says why, as a key of wording.toml."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece: its address as written, its seconds, the beginning it belongs to, and when it was filmed where the stream says so."""

    address: str
    seconds: float
    init: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Playlist:
    """A media playlist, or with ``variants`` a master playlist: (bandwidth, address)."""

    segments: tuple[Segment, ...] = ()
    variants: tuple[tuple[int, str], ...] = ()
    first: int = 0
    target: float = 0
    ended: bool = False

    @property
    def newest(self) -> int:
        """The number of the newest segment; it grows while the stream lives."""
        return self.first + len(self.segments)

    @property
    def ends_at(self) -> datetime | None:
        """Up to when there are pictures, where the stream says so."""
        last = self.segments[-1] if self.segments else None
        return last.at + timedelta(seconds=last.seconds) if last and last.at else None

    def latest(self, seconds: float) -> tuple[Segment, ...]:
        """The newest segments that make up at least so many seconds and share one beginning."""
        taken: list[Segment] = []
        for segment in reversed(self.segments):
            if taken and (segment.init != taken[0].init or sum(one.seconds for one in taken) >= seconds):
                break
            taken.append(segment)
        return tuple(reversed(taken))


def read(text: str) -> Playlist:
    """Raises BrokenPlaylist."""
    lines = [line.strip() for line in text.splitlines()]
    if not lines or lines[0] != "#EXTM3U" or len(lines) > MOST_LINES:
        raise BrokenPlaylist("no_playlist")
    segments: list[Segment] = []
    variants: list[tuple[int, str]] = []
    init, seconds, at, first, target, bandwidth, ended = "", None, None, 0, 0.0, None, False
    for line in lines[1:]:
        tag, _, value = line.partition(":")
        if tag == "#EXTINF":
            seconds = _number(value.partition(",")[0])
        elif tag == "#EXT-X-TARGETDURATION":
            target = _number(value)
        elif tag == "#EXT-X-MEDIA-SEQUENCE":
            first = int(_number(value))
        elif tag == "#EXT-X-MAP":
            given = _attributes(value)
            if "BYTERANGE" in given:
                raise BrokenPlaylist("byte_ranges")
            init = given.get("URI", "")
        elif tag == "#EXT-X-KEY" and _attributes(value).get("METHOD") != "NONE":
            raise BrokenPlaylist("encrypted")
        elif tag == "#EXT-X-BYTERANGE":
            raise BrokenPlaylist("byte_ranges")
        elif tag == "#EXT-X-PROGRAM-DATE-TIME":
            at = _instant(value)
        elif tag == "#EXT-X-STREAM-INF":
            bandwidth = int(_number(_attributes(value).get("BANDWIDTH", "0")))
        elif tag == "#EXT-X-ENDLIST":
            ended = True
        elif line and not line.startswith("#"):
            if bandwidth is not None:
                variants.append((bandwidth, line))
                bandwidth = None
            elif seconds is not None:
                segments.append(Segment(line, seconds, init, at))
                at = at + timedelta(seconds=seconds) if at else None
                seconds = None
            else:
                raise BrokenPlaylist("no_playlist")
    if not segments and not variants:
        raise BrokenPlaylist("nothing_in_it")
    return Playlist(tuple(segments), tuple(variants), first, target, ended)


def _attributes(text: str) -> dict[str, str]:
    return {name: value.strip('"') for name, value in _ATTRIBUTE.findall(text)}


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError as fault:
        raise BrokenPlaylist("no_playlist") from fault
    if not 0 <= number < 1e12:
        raise BrokenPlaylist("no_playlist")
    return number


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
