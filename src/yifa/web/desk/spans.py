"""The institution on a time line: bodies as bars with their spans, reforms as lines, and what is counted before and after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.registry.core.powers import Body, Powers
from yifa.registry.models import History, Reform
from yifa.web.desk.words import say

#: kinds that are teams of enforcement, counted before and after a reform
TEAMS = ("综合行政执法局", "支队", "大队")
#: where an end that is not stated is drawn open, in per cent of the width
_OPEN = 4.0
_TICKS = 8
_LEVELS = ("province", "state", "city", "county", "town")
SIGNS = {"abolished": "✕", "established": "＋", "plate": "◇", "moved_in": "→", "source": "⇢", "kept": "＝"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One span of a body; ``open_left`` and ``open_right``: that end is not stated."""

    x: str
    width: str
    name: str
    words: str
    open_left: bool
    open_right: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class Event:
    """What became part of a body, or what it put an end to; ``x`` where its day is stated."""

    sign: str
    words: str
    x: str


@dataclass(frozen=True, slots=True)
class Line:
    """One body with all its spans; ``place`` groups the lines."""

    code: str
    name: str
    kind: str
    place: str
    synthetic: bool
    bars: Sequence[Bar]
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    words: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Axis:
    """From which day to which day is drawn."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where the day stands, in per cent."""
        return 100 * (day - self.first).days / (self.last - self.first).days

    def ticks(self) -> list[Tick]:
        years = range(self.first.year + 1, self.last.year + 1)
        step = max(1, -(-len(years) // _TICKS))
        return [Tick(_percent(self.at(date(year, 1, 1))), str(year)) for year in years if year % step == 0]


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of the day before a reform and of its day; ``less`` the share by which it fell, to one decimal."""

    name: str
    before: int
    after: int
    before_width: str
    after_width: str
    less: str


def axis(powers: Powers, *, histories: Iterable[History], reforms: Iterable[Reform], today: date) -> Axis:
    """Every known day with room on both sides."""
    days = {day for rows in powers.bodies.values() for row in rows for day in (row.since, row.until) if day}
    days |= {reform.on for reform in reforms} | {row.on for row in histories if row.on} | {today}
    first, last = min(days), max(days)
    room = timedelta(days=max(200, (last - first).days // 8))
    return Axis(first - room, last + room)


def lines(powers: Powers, *, codes: Iterable[str], along: Axis, histories: Mapping[str, Sequence[History]], on: date) -> list[Line]:
    """The bodies of those codes, by place and begin."""
    found = []
    for code in codes:
        rows = sorted(powers.bodies[code], key=lambda row: row.since or date.min)
        last = rows[-1]
        found.append(
            Line(
                code,
                last.name,
                last.kind,
                place_name(powers, last.place, on),
                last.synthetic,
                [_bar(row, along, on) for row in rows],
                [_event(row, along) for row in histories.get(code, ())],
            )
        )
    return found


def place_name(powers: Powers, code: str, on: date) -> str:
    rows = powers.places.get(code, ())
    place = powers.place(code, on=on) or (rows[-1] if rows else None)
    return place.name if place else ""


def span_words(row: Body) -> str:
    """自2019-03-01，至2024-01-01; an end that is not stated says so."""
    since = row.since.isoformat() if row.since else say("timeline.unstated")
    return say("timeline.span_ended" if row.until else "timeline.span", since=since, until=row.until)


def _bar(row: Body, along: Axis, on: date) -> Bar:
    left = along.at(row.since) if row.since else _OPEN
    right = along.at(row.until) if row.until else 100 - _OPEN
    return Bar(
        _percent(left),
        _percent(max(0.4, right - left)),
        row.name,
        f"{row.name}：{span_words(row)}",
        row.since is None,
        row.until is None,
        row.until is not None and row.until <= on,
    )


def _event(row: History, along: Axis) -> Event:
    words = say(f"timeline.{row.relation}", subject=row.subject)
    if row.of:
        words += say("timeline.of", of=row.of)
    return Event(SIGNS.get(row.relation, "·"), words, _percent(along.at(row.on)) if row.on else "")


def _percent(number: float) -> str:
    return f"{min(100.0, max(0.0, number)):.2f}%"


def teams_around(powers: Powers, reform: Reform) -> list[Counted]:
    """Teams of enforcement by place, the day before and on the day; then the sum of each level that has several places."""
    before, after = (
        Counter((body.level, body.place) for body in _bodies(powers, reform.place, on) if body.kind in TEAMS)
        for on in (reform.on - timedelta(days=1), reform.on)
    )
    keys = sorted(set(before) | set(after), key=lambda key: (_LEVELS.index(key[0]) if key[0] in _LEVELS else -1, key[1]))
    most = max([max(before[key], after[key]) for key in keys] or [1])
    rows = [_counted(place_name(powers, key[1], reform.on), before[key], after[key], most) for key in keys]
    for level in dict.fromkeys(level for level, _ in keys):
        of_level = [key for key in keys if key[0] == level]
        if len(of_level) > 1:
            name = say(f"timeline.sum_{level}") if level in _LEVELS else say("timeline.sum")
            rows.append(_counted(name, sum(before[key] for key in of_level), sum(after[key] for key in of_level), 0))
    return rows


def _counted(name: str, before: int, after: int, most: int) -> Counted:
    """``most`` is what the longest bar stands for; 0 draws none."""
    widths = [_percent(100 * count / most) if most else "0" for count in (before, after)]
    return Counted(name, before, after, widths[0], widths[1], _less(before, after))


def _less(before: int, after: int) -> str:
    """87.5%: by how much fewer, half up to one decimal; empty where it did not fall."""
    if after >= before:
        return ""
    thousandths = (2000 * (before - after) + before) // (2 * before)
    return f"{thousandths // 10}.{thousandths % 10}%"


def kinds_around(powers: Powers, reform: Reform) -> list[tuple[str, int, int]]:
    """Bodies by kind, the day before and on the day."""
    before = Counter(body.kind for body in _bodies(powers, reform.place, reform.on - timedelta(days=1)))
    after = Counter(body.kind for body in _bodies(powers, reform.place, reform.on))
    return [(kind, before[kind], after[kind]) for kind in sorted(set(before) | set(after))]


def _bodies(powers: Powers, under: str, on: date) -> list[Body]:
    rows = (body for spans in powers.bodies.values() for body in spans if body.covers(on))
    return [body for body in rows if not under or under in powers.lineage(body.place, on=on)]
