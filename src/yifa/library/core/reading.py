"""From the lines of one file to one text of a law. What is not understood is reported, line by line; nothing is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from yifa.library.core.grammar import (
    APPENDIX,
    ARTICLE,
    ARTICLE_WITHIN,
    DAY,
    FROM_PUBLICATION,
    HEADING,
    PLAIN_HEADING,
    RANKS,
    UNIT,
    article_number,
    day_of_effect,
    read_day,
    read_number,
    repealed_titles,
    squeezed,
    without_titles,
)
from yifa.library.core.texts import Article, Event, FileUnread, LawText, Line, Source, Unread
from yifa.library.core.wording import line_words

_TITLE_LIMIT = 120
#: what the library holds of an article's number, and of its label or a heading above it
_NUMBER_LIMIT, _HEADING_LIMIT = 12, 400
_NAMED = re.compile(r"(.+?)\s*[（(](\d{4})-(\d{2})-(\d{2})\s*(施行)?[)）]$|(.+?)_(\d{4})(\d{2})(\d{2})$")
_PREAMBLE = "序言"
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_DONE = re.compile("通过|公布|发布|颁布|批准|修订|修正|修改|施行|实施|备案|决定|生效|废止|失效")
_IN_FORCE = re.compile("(?:起|^)?[^，。]{0,6}(?:施行|实施|生效)")
_REPEALED = re.compile("^[^《]{0,12}(?:废止|失效)$")
_AMENDED = re.compile("修改|修正|修订|决定")
_CONTENTS_TAIL = re.compile(r"[\s.…·]*\d*$")
_KINDS = (
    ("法律", re.compile("全国人民代表大会|中央人民政府委员会")),
    ("行政法规", re.compile("国务院|政务院|中央军事委员会")),
    ("部门规章", re.compile("部令|局令|总局|委员会令|委令|署令|总署|银行令|部发布|部公布|劳社部")),
)


def read_text(source: Source, *, kind: str = "") -> LawText:
    """Read one file. ``kind`` is what the folder says the text is; where it says nothing, who adopted it decides. Raises FileUnread."""
    return _Reader(source).text(kind)


@dataclass
class _Reader:
    source: Source
    titles: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    #: headings above the present line: rank and words
    path: list[tuple[int, str]] = field(default_factory=list)
    #: label, number, line, lines of text of what is being read
    open: tuple[str, str, int, list[str]] | None = None
    appendix: bool = False
    last: int = 0
    has_articles: bool = False

    def text(self, kind: str) -> LawText:
        head, body = self._divided()
        named, named_day, named_in_force = self._named()
        self._read_head(head)
        self.has_articles = any(_article_start(line.text, None) for line in body)
        for line in self._without_contents(body):
            for piece in self._pieces(line):
                self._read(piece)
        self._close()
        title, part = self._title(named)
        self._check(title, dated=bool(named_day or named_in_force))
        enacted = named_day or max((event.on for event in self.events if event.on and not _takes_effect(event)), default=None)
        in_force = named_in_force or self._in_force(enacted)
        return LawText(
            title=title,
            part=part,
            kind=kind or self._kind(),
            events=tuple(self.events),
            enacted_on=enacted,
            in_force_on=in_force,
            repealed_on=next((event.on for event in reversed(self.events) if _REPEALED.search(event.text)), None),
            repeals=tuple(title for title in dict.fromkeys(self._repeals())),
            articles=tuple(self.articles),
            unread=tuple(sorted((*self.source.unread, *self.unread), key=lambda one: one.line)),
        )

    def _divided(self) -> tuple[Sequence[Line], Sequence[Line]]:
        """Title and events, and the text: where the file does not say, the text begins at its contents, first heading or first article."""
        lines = self.source.lines
        head = self.source.head
        if head is None:
            head = next((at for at, line in enumerate(lines) if (at and _begins_text(line)) or _is_structure(line.text)), len(lines))
            head = head if head < len(lines) else next((at for at, line in enumerate(lines) if at and not _is_head(line)), len(lines))
        return lines[:head], lines[head:]

    def _named(self) -> tuple[str, date | None, date | None]:
        """What the name of the file says: 统计法(2024-09-13), 治安管理处罚法(2026-01-01施行), 中华人民共和国统计法_20240913."""
        stem = self.source.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        found = _NAMED.match(stem)
        if not found:
            return stem, None, None
        name, *day, effect, other, year, month, rest = found.groups()
        on = read_day(*(day if name else (year, month, rest)))
        return name or other, None if effect else on, on if effect else None

    def _read_head(self, head: Sequence[Line]) -> None:
        title: list[str] = []
        for line in head:
            if line.level:
                self.titles.append(line.text)
            elif self._read_events(line):
                continue
            elif not self.events and not self.titles:
                title.append(line.text)
            elif any(squeezed(line.text) in squeezed(each) for each in self.titles):
                continue
            elif self.events and _goes_on(self.events[-1].text, line.text):
                last = self.events.pop()
                self.events.append(Event(last.on, last.text + line.text))
            else:
                self.unread.append(Unread(line.number, line_words("event", text=line.text)))
        if title:
            self.titles.insert(0, "".join(title))

    def _read_events(self, line: Line) -> bool:
        """The dated events of a line; False where it has none."""
        text = line.text.strip("（）()　 ")
        days = list(DAY.finditer(without_titles(text)))
        starts = [found for found in days if _opens_event(text[: found.start()])]
        if not starts:
            if FROM_PUBLICATION.search(text) and len(text) < 20:
                self.events.append(Event(None, text))
                return True
            if re.match(r"\d{4}年", text) and not days:
                self.unread.append(Unread(line.number, line_words("date", text=text)))
                return True
            return False
        for at, found in enumerate(starts):
            end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
            words = re.sub(r"(?:根据|自|依据)$", "", text[found.end() : end].strip("　 ，,；;。")).strip("　 ")
            on = read_day(*found.groups())
            if on is None:
                self.unread.append(Unread(line.number, line_words("date", text=text[found.start() : end])))
            else:
                self.events.append(Event(on, words))
        return True

    def _without_contents(self, body: Sequence[Line]) -> list[Line]:
        """The lines after 目录 until its first entry stands there again are the contents, which the headings repeat."""
        start = next((at for at, line in enumerate(body) if squeezed(line.text) in ("目录", "目次")), None)
        if start is None:
            return list(body)
        seen: set[str] = set()
        for at in range(start + 1, len(body)):
            entry = squeezed(_CONTENTS_TAIL.sub("", body[at].text))
            if entry in seen or _article_start(body[at].text, None):
                return [*body[:start], *body[at:]]
            seen.add(entry)
        return list(body)

    def _pieces(self, line: Line) -> list[Line]:
        """A line that holds several articles one behind the other, cut before each that is the next in number."""
        if line.level or not self.has_articles:
            return [line]
        first = _article_start(line.text, None)
        expected = read_number(first.group(1)) if first else self.last
        cuts = [0]
        for found in ARTICLE_WITHIN.finditer(line.text):
            if found.start() and read_number(found.group(1)) == expected + 1:
                expected += 1
                cuts.append(found.start())
        ends = [*cuts[1:], len(line.text)]
        return [Line(line.number, line.text[cut:end].strip()) for cut, end in zip(cuts, ends, strict=True)]

    def _read(self, line: Line) -> None:
        text = line.text
        if APPENDIX.match(text) and (self.articles or self.open) and len(text) <= _TITLE_LIMIT:
            self._begin_appendix(line)
        elif self.appendix and not line.level:
            self._add(line)
        elif found := (not line.level and self.has_articles and _article_start(text, self.last)):
            self._begin_article(line, found)
        elif (found := HEADING.match(text)) and (line.level or len(text) <= 40):
            self._begin_heading(RANKS[found.group(2)], f"第{found.group(1)}{found.group(2)} {squeezed(found.group(3) or '')}".strip())
        elif line.level and PLAIN_HEADING.match(text):
            self._begin_heading(min(RANKS.values()) if self._has_rank(1) else RANKS["章"], squeezed(text))
        elif not self.has_articles and (found := UNIT.match(text)) and (line.level or found.group().endswith("、")):
            self._begin_unit(line, read_number(found.group(1)), found.group(), text[found.end() :])
        elif line.level == 1 and not self.titles:
            self._close()
            self.titles.append(text)
        elif line.level:
            self._begin_appendix(line) if self.articles or self.open else self._begin_heading(RANKS["章"], text)
        elif self.open is None and (self._belongs_to_head(line) or self._ends_heading(text)):
            return
        else:
            self._add(line)

    def _belongs_to_head(self, line: Line) -> bool:
        """Before or behind the articles: the title said again, an event, the end of one."""
        squeezed_line = squeezed(line.text)
        if any(squeezed_line in squeezed(title) for title in self.titles):
            return True
        if len(line.text) <= 20 and self.events and not _DONE.search(self.events[-1].text):
            last = self.events.pop()
            self.events.append(Event(last.on, last.text + line.text.strip("（）()")))
            return True
        return bool(DAY.match(line.text)) and self._read_events(line)

    def _ends_heading(self, text: str) -> bool:
        """A heading broken in two: a short line without the end of a sentence, right behind it."""
        if not self.path or not self.has_articles or self.appendix or len(text) > 40 or re.search("[。；：]", text):
            return False
        rank, words = self.path[-1]
        self.path[-1] = (rank, words + squeezed(text))
        return True

    def _has_rank(self, rank: int) -> bool:
        return any(article.path and article.path[0].split(" ")[0].endswith("编") for article in self.articles) and rank == 1

    def _begin_heading(self, rank: int, words: str) -> None:
        self._close()
        self.appendix = False
        self.path = [(above, title) for above, title in self.path if above < rank] + [(rank, words)]

    def _begin_article(self, line: Line, found: re.Match[str]) -> None:
        self._close()
        head, tail = found.group(1), found.group(2)
        number = read_number(head)
        if self.last and number > self.last + 1:
            self.unread.append(Unread(line.number, line_words("gap", before=self.last, after=number)))
        elif number < self.last:
            self.unread.append(Unread(line.number, line_words("order", before=self.last, after=number)))
        self.last = number
        label = f"第{head}条" + (f"之{tail}" if tail else "")
        rest = line.text[found.end() :].strip()
        self.open = (label, article_number(head, tail), line.number, [rest] if rest else [])

    def _begin_unit(self, line: Line, number: int, label: str, rest: str) -> None:
        """一、 in a decision without articles; a list that begins again within a unit is its text."""
        if number != self.last + 1:
            if number > self.last + 1:
                self.unread.append(Unread(line.number, line_words("count", text=line.text)))
            self._add(line)
            return
        self._close()
        self.last = number
        self.open = (label.strip(), str(number), line.number, [rest.strip()] if rest.strip() else [])

    def _begin_appendix(self, line: Line) -> None:
        self._close()
        self.path = []
        self.appendix = True
        self.open = (line.text, "", line.number, [])

    def _add(self, line: Line) -> None:
        if self.open is None:
            self.open = ("", "", line.number, [])
        self.open[3].append(line.text)

    def _close(self) -> None:
        if self.open is None:
            return
        label, number, line, lines = self.open
        self.open = None
        text = "\n".join(lines)
        if number and not _CHINESE.search(text):
            self.unread.append(Unread(line, line_words("no_chinese", article=label)))
            return
        self.articles.append(Article(number, label, text, line, tuple(title for _, title in self.path)))

    def _title(self, named: str) -> tuple[str, str]:
        """Title and part: a second title is the part of a law that lies in several files (人格权编)."""
        titles = [squeezed(title) for title in self.titles]
        if not titles:
            return squeezed(named), ""
        title = titles[0]
        part = titles[1] if len(titles) > 1 and titles[1] not in title else ""
        return title, part

    def _check(self, title: str, *, dated: bool) -> None:
        if not _CHINESE.search(title):
            raise FileUnread("no_title", file=self.source.file)
        if len(title) > _TITLE_LIMIT:
            raise FileUnread("unnamed", file=self.source.file, length=len(title))
        seen: dict[str, Article] = {}
        for article in self.articles:
            longest = max(len(words) for words in (article.label, *article.path))
            if len(article.number) > _NUMBER_LIMIT or longest > _HEADING_LIMIT:
                raise FileUnread("long_heading", file=self.source.file, line=article.line)
            if article.number and article.number in seen:
                first = seen[article.number]
                raise FileUnread("twice", file=self.source.file, line=article.line, article=article.label.rstrip("、"), first=first.line)
            seen[article.number] = article
        numbered = any(article.number for article in self.articles)
        for at, article in enumerate(self.articles):
            if not article.label:
                label = _PREAMBLE if article.path[-1:] == (_PREAMBLE,) else "引言" if numbered else "全文"
                self.articles[at] = replace(article, label=label)
        if not self.articles or not (numbered or dated or any(event.on for event in self.events)):
            raise FileUnread("no_law", file=self.source.file)

    def _in_force(self, enacted: date | None) -> date | None:
        """The day this version took effect: by its events, else by its last articles; None where neither says.

        The last article of an amended law still gives the day of its first version, which is no day of this one.
        """
        days = [event.on for event in self.events if event.on and _takes_effect(event)]
        later = [day for day in days if enacted is None or day >= enacted]
        if later:
            return min(later)
        if any(event.on is None and FROM_PUBLICATION.search(event.text) for event in self.events):
            return enacted
        amended = any(_AMENDED.search(event.text) for event in self.events)
        for article in reversed([one for one in self.articles if one.number][-4:]):
            day = day_of_effect(article.text)
            if day and enacted and day >= enacted:
                return day
            if not amended and FROM_PUBLICATION.search(without_titles(article.text)) and enacted:
                return enacted
        return None

    def _repeals(self) -> list[str]:
        return [title for article in [one for one in self.articles if one.number][-4:] for title in repealed_titles(article.text)]

    def _kind(self) -> str:
        told = " ".join(event.text for event in self.events)
        return next((kind for kind, pattern in _KINDS if pattern.search(told)), "")


def _article_start(text: str, last: int | None) -> re.Match[str] | None:
    """第四十四条 and a space; without the space only where it is the very next number, for a text may open with a reference."""
    found = ARTICLE.match(text)
    if not found:
        return None
    if found.group(3) is not None:
        return found
    follows = last is not None and read_number(found.group(1)) == last + (0 if found.group(2) else 1)
    return found if follows and not text[found.end() :].startswith(("规定", "第", "、", "和", "至", "的", "所", "之")) else None


def _begins_text(line: Line) -> bool:
    return squeezed(line.text) in ("目录", "目次") or bool(line.level and PLAIN_HEADING.match(line.text))


def _is_structure(text: str) -> bool:
    return bool(HEADING.match(text) or _article_start(text, None))


def _is_head(line: Line) -> bool:
    return bool(line.level or DAY.match(line.text.strip("（）()　 ")) or FROM_PUBLICATION.search(line.text))


def _opens_event(before: str) -> bool:
    """A day opens an event at the start of the line, behind a space, or behind 根据 or 自; not within a phrase."""
    return not before or before[-1] in " 　（(，,；;。" or before.endswith(("根据", "自", "依据"))


def _goes_on(event: str, line: str) -> bool:
    """An event broken in two: a title is still open, nothing was done yet, or the next line opens with a title."""
    still_open = max(event.count(left) - event.count(right) for left, right in ("《》", "〈〉", "<>", "（）")) > 0
    return still_open or not _DONE.search(event) or line.startswith(("〈", "《", "<"))


def _takes_effect(event: Event) -> bool:
    words = event.text
    return bool(re.match(r"[起正式开始]*\s*(?:施行|实施|生效|执行)", words))
