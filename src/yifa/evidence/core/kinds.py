"""What may be evidence, told by its bytes and never by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from filetype.types import archive, audio, image, video

MEBIBYTE = 1024 * 1024


class Medium(StrEnum):
    """照片 · 视频 · 录音 · PDF."""

    PICTURE = "picture"
    VIDEO = "video"
    SOUND = "sound"
    PAPER = "paper"


#: The most of one file. An hour of officer's recorder video in 1080p is some 4 GB and comes in parts.
LIMITS = {
    Medium.PICTURE: 64 * MEBIBYTE,
    Medium.VIDEO: 2048 * MEBIBYTE,
    Medium.SOUND: 512 * MEBIBYTE,
    Medium.PAPER: 128 * MEBIBYTE,
}
LARGEST = max(LIMITS.values())


class _TransportStream:
    """MPEG-TS as media servers cut it: packets of 188 bytes, each beginning with the byte 0x47."""

    def match(self, start: bytearray) -> bool:
        return len(start) >= 188 * 4 and all(start[at] == 0x47 for at in range(0, 188 * 4, 188))


_MATCHERS = (
    (image.Jpeg(), "image/jpeg", Medium.PICTURE),
    (image.Png(), "image/png", Medium.PICTURE),
    (image.Webp(), "image/webp", Medium.PICTURE),
    (image.Heic(), "image/heic", Medium.PICTURE),
    (audio.M4a(), "audio/mp4", Medium.SOUND),
    (video.Mov(), "video/quicktime", Medium.VIDEO),
    (video.Mp4(), "video/mp4", Medium.VIDEO),
    (_TransportStream(), "video/mp2t", Medium.VIDEO),
    (audio.Wav(), "audio/wav", Medium.SOUND),
    (audio.Mp3(), "audio/mpeg", Medium.SOUND),
    (archive.Pdf(), "application/pdf", Medium.PAPER),
)

_FOREIGN = (
    ("program", re.compile(rb"MZ|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|#!")),
    ("archive", re.compile(rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ")),
    ("office", re.compile(rb"\xd0\xcf\x11\xe0")),
    ("gif", re.compile(rb"GIF8")),
    ("svg", re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*<(?:\w+:)?svg\b", re.I | re.S)),
    ("html", re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|iframe|meta|\?xml|\?php|[a-z]+[\s>])", re.I | re.S)),
)
#: Long enough that chance in compressed bytes does not write them.
_MARKUP = re.compile(rb"<(?:html|script|iframe|body|!doctype\s+html|\?php)[\s>/]|<svg\s[^<>]{0,400}xmlns", re.I)
_ARCHIVE_START = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_ZIP_END = b"PK\x05\x06"

_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia)(?![A-Za-z0-9])")
_PDF_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
#: A pattern cut in two by a piece's end is found when that many bytes are looked at again.
OVERLAP = 32


@dataclass(frozen=True, slots=True)
class Told:
    """The kind of a file as its bytes tell."""

    mime: str
    medium: Medium


def kind_of(head: bytes) -> Told | None:
    """The allowed kind these first bytes begin, or None."""
    start = bytearray(head[:8192])
    for matcher, mime, medium in _MATCHERS:
        if matcher.match(start):
            return Told(mime, medium)
    return None


def medium_of(mime: str) -> Medium:
    """What a kept file is, by the type its bytes told."""
    return next(medium for _, known, medium in _MATCHERS if known == mime)


def foreign(head: bytes) -> str:
    """What else it seems to be, for the refusal: program, archive, office, gif, svg, html, text or unknown."""
    start = head[:4096].removeprefix(b"\xef\xbb\xbf")
    for name, pattern in _FOREIGN:
        if pattern.match(start):
            return name
    return "unknown" if b"\x00" in start or not start.isascii() else "text"


def hidden_in_tail(tail: bytes) -> str:
    """Markup or an archive in what follows the picture's own end; a phone's second picture or film there is fine."""
    if _MARKUP.search(tail):
        return "markup"
    return "archive" if tail.startswith(_ARCHIVE_START) or tail[-22:].startswith(_ZIP_END) else ""


def pdf_fault(piece: bytes) -> str:
    """``active`` or ``encrypted`` where a piece of a PDF says so in plain; compressed objects are not looked into."""
    if _PDF_ENCRYPTED.search(piece):
        return "encrypted"
    return "active" if _PDF_ACTIVE.search(piece) else ""
