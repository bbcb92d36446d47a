"""Which characters the fonts of a folder can show: real fonts, and small tables written here."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from django.conf import settings

from yifa.documents.coverage import printable


def font(cmap: bytes) -> bytes:
    """A file with one table, a cmap of one subtable (platform 3)."""
    wide = struct.unpack_from(">H", cmap)[0] == 12
    table = struct.pack(">HHHHI", 0, 1, 3, 10 if wide else 1, 12) + cmap
    return struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + b"cmap" + struct.pack(">III", 0, 28, len(table)) + table


def format_12(*groups: tuple[int, int]) -> bytes:
    body = b"".join(struct.pack(">III", first, last, 1) for first, last in groups)
    return struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(groups)) + body


def format_4(*segments: tuple[int, int]) -> bytes:
    ends = struct.pack(f">{len(segments)}H", *(last for _, last in segments))
    starts = struct.pack(f">{len(segments)}H", *(first for first, _ in segments))
    deltas = struct.pack(f">{len(segments)}H", *((1 - first) & 0xFFFF for first, _ in segments))
    tail = ends + b"\0\0" + starts + deltas + b"\0\0" * len(segments)
    return struct.pack(">HHHHHHH", 4, 14 + len(tail), 0, 2 * len(segments), 0, 0, 0) + tail


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("甲乙丙", "甲乙丙"),
        ("堃䶮龑祎喆", "堃䶮龑祎喆"),
        ("甲😀乙", "甲〔U+1F600〕乙"),
        ("甲\n乙　丙\t丁", "甲\n乙　丙\t丁"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("", ""),
    ],
)
def test_fonts_of_the_place_show_names_but_no_pictures(text: str, printed: str) -> None:
    assert printable(text, Path(settings.YIFA_FONTS)) == printed


@pytest.mark.parametrize("cmap", [format_12((0x4E00, 0x4E02)), format_4((0x4E00, 0x4E02), (0xFFFF, 0xFFFF))], ids=["format 12", "format 4"])
def test_both_ends_of_a_covered_run_are_shown_and_nothing_beside_it(cmap: bytes, tmp_path: Path) -> None:
    (tmp_path / "small.ttf").write_bytes(font(cmap))

    assert printable("\u4dff\u4e00\u4e02\u4e03", tmp_path) == "〔U+4DFF〕\u4e00\u4e02〔U+4E03〕"


def test_fonts_together_show_what_each_shows(tmp_path: Path) -> None:
    (tmp_path / "one.ttf").write_bytes(font(format_12((0x4E00, 0x4E00))))
    (tmp_path / "two.otf").write_bytes(font(format_12((0x4E01, 0x4E01), (0x20BB7, 0x20BB7))))

    assert printable("一丁七𠮷", tmp_path) == "一丁〔U+4E03〕𠮷"
