"""值班 — who is on duty when: the standing roster, what was changed of it, and without those who are away. Spans end exclusively."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from yifa.kernel.dates import SHANGHAI, legal_date

#: 值班 at the desk, 巡查 on the street, 备勤 to be called
DESK, PATROL, STANDBY = "值班", "巡查", "备勤"
KINDS: Final = (DESK, PATROL, STANDBY)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """值班表的一行 — weekdays as digits, 1 is Monday; an end not after the beginning is the next day's."""

    officer: str
    body: str
    kind: str
    crew: str
    days: str
    begins: time
    ends: time
    since: date | None = None
    until: date | None = None

    def covers(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until) and str(on.isoweekday()) in self.days


@dataclass(frozen=True, slots=True)
class Change:
    """变动 — a watch beside the standing roster, or with ``off`` a time at which the standing one of that body does not hold."""

    officer: str
    body: str
    kind: str
    crew: str
    begins_at: datetime
    ends_at: datetime
    off: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """不在岗 — first and last day, both included; None is open. Absent, or not of the force."""

    officer: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """班次 — one officer's time on duty without a break."""

    begins_at: datetime
    ends_at: datetime
    officer: str
    body: str
    kind: str
    crew: str = ""
    #: beside the standing roster
    extra: bool = False

    def at(self, instant: datetime) -> bool:
        return self.begins_at <= instant < self.ends_at

    def meets(self, begins_at: datetime, ends_at: datetime) -> bool:
        return self.begins_at < ends_at and begins_at < self.ends_at


Span = tuple[datetime, datetime]


def clock_time(text: str) -> time:
    """08:30; 24:00 is the midnight at the end of the day. Raises ValueError."""
    return time(0) if text == "24:00" else time.fromisoformat(text)


def shifts(
    standing: Iterable[Standing], changes: Iterable[Change], away: Iterable[Away], *, since: datetime, until: datetime
) -> tuple[Shift, ...]:
    """Every shift that meets the span, whole (not cut at its ends), earliest first.

    What is off is taken out of the standing shifts of that body; who is away is on duty in no shift of any kind.
    """
    changed = tuple(changes)
    gone: dict[str, list[Span]] = {}
    for row in away:
        gone.setdefault(row.officer, []).append((_midnight(row.first), _midnight(row.last + _DAY if row.last else None, late=True)))
    found: list[Shift] = []
    for line in standing:
        off = [(row.begins_at, row.ends_at) for row in changed if row.off and (row.officer, row.body) == (line.officer, line.body)]
        for shift in _of_line(line, since, until):
            found += _without(shift, [*off, *gone.get(line.officer, ())])
    for extra in changed:
        if not extra.off:
            shift = Shift(extra.begins_at, extra.ends_at, extra.officer, extra.body, extra.kind, extra.crew, extra=True)
            found += _without(shift, gone.get(extra.officer, ()))
    return tuple(sorted(shift for shift in found if shift.meets(since, until)))


def on_duty(known: Iterable[Shift], at: datetime) -> tuple[Shift, ...]:
    """Who is on duty at that instant."""
    return tuple(shift for shift in known if shift.at(at))


def gaps(known: Iterable[Shift], *, since: datetime, until: datetime) -> tuple[Span, ...]:
    """无人值守 — the spans in which none of these shifts holds; for a watch day and night there may be none."""
    found: list[Span] = []
    reached = since
    for shift in sorted(known):
        if shift.begins_at > reached:
            found.append((reached, min(shift.begins_at, until)))
        reached = max(reached, shift.ends_at)
        if reached >= until:
            break
    if reached < until:
        found.append((reached, until))
    return tuple(span for span in found if span[0] < span[1])


def doubles(known: Iterable[Shift]) -> tuple[tuple[Shift, Shift], ...]:
    """一人两班 — pairs of shifts of one officer that overlap, each with the one that reaches furthest before it."""
    of: dict[str, list[Shift]] = {}
    for shift in sorted(known):
        of.setdefault(shift.officer, []).append(shift)
    found = []
    for own in of.values():
        furthest = own[0]
        for shift in own[1:]:
            if shift.begins_at < furthest.ends_at:
                found.append((furthest, shift))
            furthest = max(furthest, shift, key=lambda one: one.ends_at)
    return tuple(sorted(found))


def crews(known: Iterable[Shift]) -> dict[tuple[str, str], tuple[Shift, ...]]:
    """组 — by body and crew; who is in no crew named is a crew of one."""
    found: dict[tuple[str, str], tuple[Shift, ...]] = {}
    for shift in known:
        key = (shift.body, shift.crew or shift.officer)
        found[key] = (*found.get(key, ()), shift)
    return found


def _of_line(line: Standing, since: datetime, until: datetime) -> Iterable[Shift]:
    on, last = legal_date(since) - _DAY, legal_date(until)
    while on <= last:
        if line.covers(on):
            begin = datetime.combine(on, line.begins, SHANGHAI)
            end = datetime.combine(on if line.ends > line.begins else on + _DAY, line.ends, SHANGHAI)
            yield Shift(begin, end, line.officer, line.body, line.kind, line.crew)
        on += _DAY


def _without(shift: Shift, taken: Iterable[Span]) -> list[Shift]:
    """What is left of the shift."""
    cuts = sorted((max(begin, shift.begins_at), min(end, shift.ends_at)) for begin, end in taken if shift.meets(begin, end))
    if not cuts:
        return [shift]
    edges = [(shift.begins_at, shift.begins_at), *cuts, (shift.ends_at, shift.ends_at)]
    left, reached = [], shift.begins_at
    for (_, before), (begin, _) in pairwise(edges):
        reached = max(reached, before)
        if reached < begin:
            left.append(replace(shift, begins_at=reached, ends_at=begin))
    return left


def _midnight(on: date | None, *, late: bool = False) -> datetime:
    if on is None:
        return datetime(9999, 1, 1, tzinfo=SHANGHAI) if late else datetime(1, 1, 2, tzinfo=SHANGHAI)
    return datetime.combine(on, time(0), SHANGHAI)
