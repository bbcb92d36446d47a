"""What one file says, as plain values: a law's title, its events, its headings and its articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from yifa.kernel.citation import fingerprint
from yifa.kernel.refusal import Refusal
from yifa.library.core.wording import why


class FileUnread(Refusal):
    """法规文件无法识别 — this file is not read at all; the others are."""

    kind = "invalid"
    code = "library.file_unread"

    def __init__(self, reason: str, *, file: str, line: int = 0, **facts: object) -> None:
        sentence, remedy = why(reason, line=line, **facts)
        super().__init__(sentence, remedy=remedy, file=file, line=line, reason=reason)
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Unread:
    """未能识别 — one line that was not understood, and why. ``line`` counts from 1."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file; ``level`` is the number of # before a heading, 0 for a line of text."""

    number: int
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One file as its reader gives it: lines, and how many of them stand before the text of the law (None: not said)."""

    file: str
    lines: tuple[Line, ...]
    head: int | None = None
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """事件 — what happened to the law on a day; ``on`` None where the file gives no day (公布之日施行)."""

    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """条文 — one article, or a piece without a number: 序言, 附件, or 全文 of a decision that has no articles.

    ``number`` is digits ("44", "17-1" for 第十七条之一), empty for such a piece; ``label`` is as printed; ``path`` the headings above.
    ``text`` is without the label, one line per paragraph, item or point.
    """

    number: str
    label: str
    text: str
    line: int
    path: tuple[str, ...] = ()

    @property
    def print(self) -> str:
        return fingerprint(self.label + self.text)


@dataclass(frozen=True, slots=True)
class LawText:
    """一个文本 — one version of one law, or one part (编) of it, as a file gives it.

    ``enacted_on`` is the day this version was adopted or published, ``in_force_on`` the day it took effect; None is unknown.
    """

    title: str
    part: str
    kind: str
    events: tuple[Event, ...]
    enacted_on: date | None
    in_force_on: date | None
    repealed_on: date | None
    repeals: tuple[str, ...]
    articles: tuple[Article, ...]
    unread: tuple[Unread, ...] = field(default=())

    @property
    def name(self) -> str:
        return short_title(self.title)


def short_title(title: str) -> str:
    """行政处罚法 for 中华人民共和国行政处罚法: as rules and papers cite it."""
    return title.removeprefix("中华人民共和国") or title
