"""Working days as published year by year, and the reckoning of terms in days, working days and months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from yifa.kernel.dates import Days, Months, WorkingDays, add_months, chinese_date, weekday_name

_DAY = timedelta(days=1)


class BadCalendar(ValueError):
    """A calendar of a year that cannot be: the message says which day and why."""


@dataclass(frozen=True, slots=True)
class Year:
    """放假安排 — the days off and the weekend days of work of one year, as one document orders them.

    ``region`` is the place code of whoever ordered it, empty for the whole country. Days of the neighbouring
    years may stand in ``off`` and ``makeup``: a break over New Year is ordered by one document.
    """

    year: int
    region: str
    off: frozenset[date]
    makeup: frozenset[date]
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise BadCalendar(f"{self.year}: no source, and no calendar without the document that orders it")
        if both := self.off & self.makeup:
            raise BadCalendar(f"{self.year}: both off and worked: {min(both)}")
        for day in self.off | self.makeup:
            if not date(self.year - 1, 12, 1) <= day <= date(self.year + 1, 1, 31):
                raise BadCalendar(f"{self.year}: {day} is of another year")
        for day in self.makeup:
            if day.weekday() < 5:
                raise BadCalendar(f"{self.year}: {day} is no weekend day and needs no order to be worked")


def parse(mapping: Mapping[str, Any]) -> Year:
    """One calendar file as read by ``tomllib``: ``year``, ``region``, ``source``, ``off`` and ``makeup`` as days or [first, last]."""
    unknown = set(mapping) - {"year", "region", "source", "off", "makeup"}
    if unknown:
        raise BadCalendar(f"unknown members: {', '.join(sorted(unknown))}")
    year = mapping.get("year")
    if type(year) is not int:
        raise BadCalendar(f"year must be a number, not {year!r}")
    return Year(
        year=year,
        region=str(mapping.get("region", "")),
        off=frozenset(_days(year, mapping.get("off", ()))),
        makeup=frozenset(_days(year, mapping.get("makeup", ()))),
        source=str(mapping.get("source", "")),
    )


def _days(year: int, entries: Iterable[object]) -> Iterable[date]:
    for entry in entries:
        match entry:
            case date():
                yield entry
            case [date() as first, date() as last] if first <= last:
                yield from _span(first, last)
            case _:
                raise BadCalendar(f"{year}: neither a day nor [first, last]: {entry!r}")


def _span(first: date, last: date) -> Iterable[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Calendar:
    """工作日历 — the published years put together; one region, one calendar.

    A day of a year that is not published is *not known*: its weekend rests, its other days work, and whoever
    reckons with it must say so (``Due.provisional``).
    Leaves out: that the next year's document may still order the last days of a year that is published.
    """

    years: tuple[Year, ...]
    _published: frozenset[int] = field(init=False, repr=False, compare=False)
    _off: frozenset[date] = field(init=False, repr=False, compare=False)
    _makeup: frozenset[date] = field(init=False, repr=False, compare=False)

    def __init__(self, years: Iterable[Year] = ()) -> None:
        ordered = tuple(sorted(years, key=lambda year: year.year))
        for one, other in pairwise(ordered):
            if one.year == other.year:
                raise BadCalendar(f"{one.year} is given twice")
        off = frozenset[date]().union(*(year.off for year in ordered))
        makeup = frozenset[date]().union(*(year.makeup for year in ordered))
        if both := off & makeup:
            raise BadCalendar(f"two years disagree about {min(both)}")
        object.__setattr__(self, "years", ordered)
        object.__setattr__(self, "_published", frozenset(year.year for year in ordered))
        object.__setattr__(self, "_off", off)
        object.__setattr__(self, "_makeup", makeup)

    def __str__(self) -> str:
        """Which years it knows, as it stands among the facts of an answer."""
        return "、".join(f"{year.year}年" for year in self.years) + "放假安排" if self.years else "未载入放假安排"

    def known(self, day: date) -> bool:
        """Is the calendar of that day's year published and loaded?"""
        return day.year in self._published

    def is_working(self, day: date) -> bool:
        """Is it a day of work? For a year not known: every day but Saturday and Sunday."""
        if day in self._off:
            return False
        return day in self._makeup or day.weekday() < 5

    def is_makeup(self, day: date) -> bool:
        """Is it a weekend day ordered to be worked?"""
        return day in self._makeup

    def is_ordered_off(self, day: date) -> bool:
        """Does it rest by the yearly order (a holiday or a day in lieu), and not merely as a weekend?"""
        return day in self._off

    def next_working(self, day: date) -> date:
        """``day`` itself, or the first day of work after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def last_working(self, day: date) -> date:
        """``day`` itself, or the last day of work before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Whole days of work strictly between two days."""
        return sum(self.is_working(day) for day in _span(first + _DAY, last - _DAY))


@dataclass(frozen=True, slots=True)
class Due:
    """期限 — the last day by count, the last day after rolling, the day to have acted by, and how it was reckoned.

    ``provisional``: a year was touched whose calendar is not published; the days may still move.
    ``reckoning`` explains in whole Chinese sentences.
    """

    nominal: date
    due: date
    warn_by: date
    provisional: bool
    reckoning: tuple[str, ...]


def reckon(start: date, term: Days | WorkingDays | Months, *, calendar: Calendar, rolls: bool = False) -> Due:
    """期限计算 — count ``term`` from the day after ``start`` (民法典 201–203, 民事诉讼法 85).

    ``rolls``: a last day that rests moves to the next day of work. A term in working days ends on one, so it never rolls.
    ``warn_by`` is the last day of work on or before the nominal day, but never before ``start``.
    """
    if isinstance(term, WorkingDays):
        return _reckon_working(start, term, calendar)
    sentences = [_not_counted(start, term)]
    if isinstance(term, Months):
        nominal = add_months(start, term.n)
        if nominal.day == start.day:
            sentences.append(f"期限为{term}，到期月的对应日为{chinese_date(nominal)}。")
        else:
            sentences.append(f"期限为{term}，到期月没有对应日，以月末日{chinese_date(nominal)}为最后一日。")
    else:
        nominal = start + timedelta(days=term.n)
        sentences.append(f"期限为{term}，按自然日计算，其间的休息日和节假日不扣除，最后一日为{chinese_date(nominal)}。")
    due = calendar.next_working(nominal) if rolls else nominal
    warn_by = max(start, calendar.last_working(nominal))
    sentences += _about_last_day(nominal, due, warn_by, calendar, rolls=rolls)
    unknown = sorted({day.year for day in (nominal, due, warn_by) if not calendar.known(day)})
    sentences += [_provisional(year) for year in unknown]
    return Due(nominal, due, warn_by, bool(unknown), tuple(sentences))


def _reckon_working(start: date, term: WorkingDays, calendar: Calendar) -> Due:
    day, left = start, term.n
    while left:
        day += _DAY
        left -= calendar.is_working(day)
    counted = list(_span(start + _DAY, day))
    sentences = [_not_counted(start, term), f"期限为{term}，最后一日为{chinese_date(day)}。"]
    for first, last in _runs([day for day in counted if calendar.is_ordered_off(day)]):
        sentences.append(f"{_from_to(first, last)}为节假日放假，不计入。")
    for first, last in _runs([day for day in counted if not calendar.is_working(day) and not calendar.is_ordered_off(day)]):
        sentences.append(f"{_from_to(first, last)}为周末，不计入。")
    for made_up in [day for day in counted if calendar.is_makeup(day)]:
        sentences.append(f"{chinese_date(made_up)}（{weekday_name(made_up)}）调休上班，计入。")
    unknown = sorted({day.year for day in counted or [start] if not calendar.known(day)})
    sentences += [_provisional(year) for year in unknown]
    return Due(day, day, day, bool(unknown), tuple(sentences))


def _not_counted(start: date, term: Days | WorkingDays | Months) -> str:
    if not term.n:
        return f"期限为零，当日{chinese_date(start)}即为最后一日。"
    return f"开始的当日{chinese_date(start)}不计入，自{chinese_date(start + _DAY)}起算。"


def _about_last_day(nominal: date, due: date, warn_by: date, calendar: Calendar, *, rolls: bool) -> list[str]:
    name = weekday_name(nominal)
    if calendar.is_makeup(nominal):
        return [f"最后一日虽为{name}，但调休上班，不顺延。"] if rolls else []
    if calendar.is_working(nominal):
        return []
    why = "节假日放假" if calendar.is_ordered_off(nominal) else f"{name}休息"
    if rolls:
        return [f"最后一日{why}，顺延至{chinese_date(due)}。"]
    return [f"最后一日{why}，本期限不顺延，宜在{chinese_date(warn_by)}前办结。"]


def _provisional(year: int) -> str:
    return f"{year}年放假安排尚未载入，该年暂只按周末休息推算，公布后须重新计算。"


def _runs(days: Sequence[date]) -> Iterable[tuple[date, date]]:
    """Days in order, as stretches without a gap."""
    first: date | None = None
    for index, day in enumerate(days):
        first = first or day
        if index + 1 == len(days) or days[index + 1] != day + _DAY:
            yield first, day
            first = None


def _from_to(first: date, last: date) -> str:
    if first == last:
        return chinese_date(first)
    end = f"{last.month}月{last.day}日" if first.year == last.year else chinese_date(last)
    return f"{chinese_date(first)}至{end}"
