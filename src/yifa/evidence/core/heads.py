"""Pixels as the header of a picture says them, without decoding it. None where the bytes do not say."""

from __future__ import annotations

from mmap import mmap
from struct import error, unpack_from

Bytes = bytes | mmap

#: How much of a file is needed to know type and size; phones put some hundred kilobytes of EXIF before the size of a JPEG.
HEAD_BYTES = 256 * 1024

_JPEG_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def pixels(head: bytes, mime: str) -> tuple[int, int] | None:
    """Width and height of a JPEG, PNG, WebP or HEIC from its first bytes."""
    reader = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp, "image/heic": _heic}.get(mime)
    if reader is None:
        return None
    try:
        size = reader(head)
    except (IndexError, error):
        return None
    return size if size and min(size) > 0 else None


def _png(head: bytes) -> tuple[int, int] | None:
    if head[12:16] != b"IHDR":
        return None
    width, height = unpack_from(">II", head, 16)
    return width, height


def _jpeg(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _JPEG_SIZES:
            height, width = unpack_from(">HH", head, at + 5)
            return width, height
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        elif marker in (0xD9, 0xDA):
            return None
        else:
            at += 2 + max(unpack_from(">H", head, at + 2)[0], 2)
    return None


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if kind == b"VP8L" and head[20] == 0x2F:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _heic(head: bytes) -> tuple[int, int] | None:
    """The largest of the image spatial extents: the others are tiles and thumbnails."""
    best, at = None, head.find(b"ispe")
    while at != -1 and at + 16 <= len(head):
        width, height = unpack_from(">II", head, at + 8)
        if best is None or width * height > best[0] * best[1]:
            best = (width, height)
        at = head.find(b"ispe", at + 4)
    return best


def picture_end(data: Bytes, mime: str) -> int | None:
    """Where the picture itself ends in its file; None where it is cut off before its end."""
    if mime == "image/png":
        end = data.find(b"IEND\xae\x42\x60\x82")
        return end + 8 if end != -1 else None
    if mime == "image/webp":
        end = 8 + int.from_bytes(data[4:8], "little")
        return end if end <= len(data) else None
    if mime == "image/jpeg":
        scan = _jpeg_scan(data)
        end = data.find(b"\xff\xd9", scan) if scan is not None else -1
        return end + 2 if end != -1 else None
    return len(data)


def _jpeg_scan(data: Bytes) -> int | None:
    """Where the first scan begins: thumbnails inside the segments before it have ends of their own."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            return at
        at += 1 if marker == 0xFF else 2 if marker == 0x01 or 0xD0 <= marker <= 0xD8 else 2 + max(unpack_from(">H", data, at + 2)[0], 2)
    return None
