"""Where an MP4 or MOV says more than pictures and sounds: place, maker, number of the device, in boxes of their own. Pure over a file."""

from __future__ import annotations

from collections.abc import Iterator
from struct import error, unpack
from typing import BinaryIO

#: boxes with nothing a player needs; ``free`` and ``skip`` are such by name, whatever a phone left in them
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip"})
_SHOWN = frozenset({b"vide", b"soun"})


class FilmBroken(ValueError):
    """Boxes that do not lie in each other as they say."""


def telling_boxes(file: BinaryIO, size: int) -> list[tuple[int, int, int]]:
    """Begin of the box, begin of what it holds, and its end: of everything that is no picture, no sound and no index of these.

    A track of another kind (of positions, of faces) is among them, so that nothing leads to its samples any more. Raises FilmBroken.
    """
    try:
        return list(_telling(file, 0, size))
    except error as fault:
        raise FilmBroken from fault


def _telling(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for kind, at, inner, after in _boxes(file, start, end):
        if kind in _TELLING or (kind == b"trak" and _handler(file, inner, after) not in _SHOWN):
            yield at, inner, after
        elif kind in (b"moov", b"trak"):
            yield from _telling(file, inner, after)


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    at = start
    while at + 8 <= end:
        file.seek(at)
        size, kind = unpack(">I4s", file.read(8))
        inner = at + 8
        if size == 1:
            (size,), inner = unpack(">Q", file.read(8)), at + 16
        after = at + size if size else end
        if not inner <= after <= end:
            raise FilmBroken
        yield kind, at, inner, after
        at = after


def _handler(file: BinaryIO, start: int, end: int) -> bytes:
    for kind, _at, inner, after in _boxes(file, start, end):
        if kind == b"mdia":
            return _handler(file, inner, after)
        if kind == b"hdlr":
            file.seek(inner + 8)
            return file.read(4)
    return b""
