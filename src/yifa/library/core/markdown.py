"""A law text in Markdown: ``# title``, dated events, ``<!-- INFO END -->``, headings, one article a run of lines."""

from __future__ import annotations

import re

from yifa.library.core.texts import FileUnread, Line, Source, Unread
from yifa.library.core.wording import line_words

_INFO_END = re.compile(r"<!--\s*INFO\s+END\s*-->")
_COMMENT = re.compile(r"<!--.*?-->")
#: control characters no text has; tab, line ends and form feed are no sign of a picture
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")
_UNSEEN = re.compile("[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]")
#: as common in a Chinese text as no other signs
_USUAL = re.compile("[的第条法]")


def read_markdown(data: bytes, *, file: str) -> Source:
    """The lines of the file. Raises FileUnread."""
    text = _decoded(data, file)
    lines: list[Line] = []
    unread: list[Unread] = []
    head: int | None = None
    front_matter = text.startswith("---")
    for number, raw in enumerate(text.splitlines(), 1):
        if front_matter:
            front_matter = number == 1 or raw.strip() != "---"
            continue
        ended = bool(_INFO_END.search(raw))
        clean = clean_line(_COMMENT.sub("", raw))
        level = len(clean) - len(clean.lstrip("#"))
        words = clean[level:].strip().replace("**", "")
        if words.startswith("!["):
            unread.append(Unread(number, line_words("picture")))
        elif level and not words:
            unread.append(Unread(number, line_words("heading")))
        elif words and words != "---":
            lines.append(Line(number, words, level))
        if ended and head is None:
            head = len(lines)
    return Source(file, tuple(lines), head, tuple(unread))


def clean_line(raw: str) -> str:
    """Without signs nobody sees and without white space at both ends."""
    return _UNSEEN.sub("", raw).strip()


def _decoded(data: bytes, file: str) -> str:
    if not data.strip():
        raise FileUnread("empty", file=file)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileUnread("utf16", file=file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnread(_encoding(data), file=file) from error
    if found := _BINARY.search(text):
        raise FileUnread("binary", file=file, line=text.count("\n", 0, found.start()) + 1)
    return text


def _encoding(data: bytes) -> str:
    """gbk where the bytes read as Chinese in it, binary where they are no text at all."""
    if _BINARY.search(data[:4096].decode("latin-1")):
        return "binary"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "encoding"
    return "gbk" if _USUAL.search(text) else "encoding"
