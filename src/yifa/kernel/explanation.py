"""Why this day: every day from the start of a term to its end, counted or not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from yifa.kernel.calendar import Aside, Due
from yifa.kernel.dates import WorkingDays, weekday_name


class DayKind(StrEnum):
    """起始日 · 工作日 · 调休上班 · 周末 · 节假日放假 · 不计入的期间 · 顺延."""

    START = "start"
    WORK = "work"
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    ASIDE = "aside"
    ROLLED = "rolled"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day: which number it has in the count (None where it is not counted), what day it is and why it counts or does not.

    ``known`` is False in a year whose calendar is not published; ``last`` marks the day on which the term ends: no day of a term
    that stands still.
    """

    day: date
    weekday: str
    number: int | None
    kind: DayKind
    why: str
    known: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """期限说明 — the days of one term, how many were counted and, for each reason, how many were not."""

    due: Due
    rows: tuple[DayRow, ...]
    counted: int
    skipped: Mapping[str, int]


_WHY: dict[DayKind, str] = {
    DayKind.WORK: "工作日",
    DayKind.MAKEUP: "调休上班",
    DayKind.WEEKEND: "周末",
    DayKind.HOLIDAY: "节假日放假",
}
_RESTS = (DayKind.WEEKEND, DayKind.HOLIDAY)
_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Counter:
    """Walks the days of a term in order."""

    UNCOUNTED: ClassVar[str] = "，不计入"
    due: Due
    number: int = 0

    def row(self, day: date) -> DayRow:
        due = self.due
        kind, why, counts = self._of(day)
        if counts:
            self.number += 1
        known, last = due.calendar.known(day), day == due.due and not due.stopped
        return DayRow(day, weekday_name(day), self.number if counts else None, kind, why, known, last)

    def _of(self, day: date) -> tuple[DayKind, str, bool]:
        due = self.due
        if day == due.start:
            return DayKind.START, "起始日" + self.UNCOUNTED, False
        if day > due.nominal:
            return DayKind.ROLLED, "顺延", False
        if due.stopped and day == due.stopped.first:
            return DayKind.ASIDE, due.stopped.why + "，尚未结束", False
        if stop := self._stop(day):
            return DayKind.ASIDE, stop.why + self.UNCOUNTED, False
        kind = self._kind(day)
        rests = kind in _RESTS
        if isinstance(due.term, WorkingDays):
            return kind, _WHY[kind] + (self.UNCOUNTED if rests else ""), not rests
        return kind, _WHY[kind] + ("，照常计入" if rests else ""), True

    def _stop(self, day: date) -> Aside | None:
        return next((stop for stop in self.due.aside if stop.first <= day <= stop.last), None)

    def _kind(self, day: date) -> DayKind:
        calendar = self.due.calendar
        if calendar.is_makeup(day):
            return DayKind.MAKEUP
        if calendar.is_working(day):
            return DayKind.WORK
        return DayKind.HOLIDAY if calendar.is_ordered_off(day) else DayKind.WEEKEND


def explain(due: Due) -> Explanation:
    """期限说明 — a row for each day from the start to the last day, both included, or to the day from which the term stands still."""
    counter = _Counter(due)
    end = due.stopped.first if due.stopped else due.due
    rows = tuple(counter.row(due.start + n * _DAY) for n in range((end - due.start).days + 1))
    skipped = Counter(row.why.removesuffix(_Counter.UNCOUNTED) for row in rows[1:] if row.why.endswith(_Counter.UNCOUNTED))
    return Explanation(due, rows, counter.number, dict(skipped))
