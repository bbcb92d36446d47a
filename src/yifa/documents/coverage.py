"""字符覆盖 — which characters the fonts of the folder can show, read from their own tables (OpenType ``cmap``, formats 4 and 12).

PDF/A refuses a character without a glyph, and a person's name may hold one: it is printed as its code 〔U+20BB7〕, to be seen
and written in by hand, rather than the paper not being made.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

#: seen by no one and shown by no glyph: spaces, line ends, format characters
_SHAPELESS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def printable(text: str, folder: Path) -> str:
    """``text`` with every character no font of ``folder`` can show replaced by its code."""
    missing = {ord(character): f"〔U+{ord(character):04X}〕" for character in set(text) if not _shown(character, folder)}
    return text.translate(missing) if missing else text


@cache
def _shown(character: str, folder: Path) -> bool:
    if unicodedata.category(character) in _SHAPELESS or _is_variation_selector(character):
        return True
    starts, ends = _covered(folder)
    place = bisect_right(starts, ord(character)) - 1
    return place >= 0 and ord(character) <= ends[place]


def _is_variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


@cache
def _covered(folder: Path) -> tuple[list[int], list[int]]:
    """First and last character of every covered run, over all fonts of the folder, in order and without overlap."""
    starts: list[int] = []
    ends: list[int] = []
    spans = [
        span for path in sorted(folder.glob("**/*")) if path.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc") for span in _spans(path)
    ]
    for first, last in sorted(spans):
        if ends and first <= ends[-1] + 1:
            ends[-1] = max(ends[-1], last)
        else:
            starts.append(first)
            ends.append(last)
    return starts, ends


def _spans(path: Path) -> Iterator[tuple[int, int]]:
    data = path.read_bytes()
    for font in _fonts(data):
        (tables,) = struct.unpack_from(">H", data, font + 4)
        for at in range(font + 12, font + 12 + 16 * tables, 16):
            if data[at : at + 4] == b"cmap":
                yield from _cmap(data, struct.unpack_from(">I", data, at + 8)[0])


def _fonts(data: bytes) -> list[int]:
    """Where each font of the file begins: a collection holds several."""
    if data[:4] != b"ttcf":
        return [0]
    (count,) = struct.unpack_from(">I", data, 8)
    return list(struct.unpack_from(f">{count}I", data, 12))


def _cmap(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    (tables,) = struct.unpack_from(">H", data, cmap + 2)
    for number in range(tables):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            table = cmap + offset
            (layout,) = struct.unpack_from(">H", data, table)
            if layout == 12:
                (groups,) = struct.unpack_from(">I", data, table + 12)
                for group in range(groups):
                    first, last, _ = struct.unpack_from(">III", data, table + 16 + 12 * group)
                    yield first, last
            elif layout == 4:
                yield from _segments(data, table)


def _segments(data: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Format 4: segments, in which single characters may still stand for no glyph."""
    (twice,) = struct.unpack_from(">H", data, table + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", data, table + 14)
    starts = struct.unpack_from(f">{count}H", data, table + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", data, table + 16 + 2 * twice)
    ranges = table + 16 + 3 * twice
    for segment, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        (offset,) = struct.unpack_from(">H", data, ranges + 2 * segment)
        for character in range(first, min(last, 0xFFFE) + 1):
            if offset:
                place = ranges + 2 * segment + offset + 2 * (character - first)
                (glyph,) = struct.unpack_from(">H", data, place) if place + 2 <= len(data) else (0,)
            else:
                glyph = (character + delta) & 0xFFFF
            if glyph:
                yield character, character
