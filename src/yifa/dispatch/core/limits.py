"""处置时限 — the moment until which an event is to be settled: hours of work, days of work, hours or days from the moment of filing.

Hours of work run only within the working hours of days of work; a limit of n days of work ends with the working hours of the n-th day of
work after the day of filing; hours and days run through nights and holidays. Nothing is guessed: where a limit counts days of work and
reaches a year whose days off are not published, there is no moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from yifa.dispatch.core.wording import say
from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import SHANGHAI, DayOutOfReach, chinese_date, chinese_moment, weekday_name
from yifa.law.dispatch.limits import USUAL_HOURS

WORKING_HOURS, WORKING_DAYS, HOURS, DAYS = "工作时", "工作日", "小时", "天"
UNITS: Final = (WORKING_HOURS, WORKING_DAYS, HOURS, DAYS)
#: of the whole limit; in the last fifth somebody is told
_WARN: Final = 5
_DAY = timedelta(days=1)
#: so many days at most are told one by one
_TOLD = 4
_FAR = 40_000


@dataclass(frozen=True, slots=True)
class Limit:
    """时限 — ``due_at`` and ``warn_at`` None: a year is touched whose days off are not published. ``reckoning`` tells why this moment."""

    start: datetime
    n: int
    unit: str
    due_at: datetime | None
    warn_at: datetime | None
    reckoning: tuple[str, ...]

    @property
    def provisional(self) -> bool:
        return self.due_at is None


@dataclass(frozen=True, slots=True)
class Hours:
    """工作时间 — the spans of a day of work, in order, without overlap."""

    spans: tuple[tuple[time, time], ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Hours:
        """From 08:30-12:00, 13:30-17:30. Raises ValueError where that is no order of a day."""
        spans = tuple((time.fromisoformat(first), time.fromisoformat(last)) for first, _, last in (text.partition("-") for text in texts))
        flat = [moment for span in spans for moment in span]
        if not spans or any(later <= earlier for earlier, later in pairwise(flat)):
            raise ValueError(f"no hours of work: {list(texts)!r}")
        return cls(spans)

    def on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The spans on that day, whether it is a day of work or not."""
        return tuple((datetime.combine(day, first, SHANGHAI), datetime.combine(day, last, SHANGHAI)) for first, last in self.spans)

    @property
    def words(self) -> str:
        return "、".join(f"{first:%H:%M}—{last:%H:%M}" for first, last in self.spans)


USUAL: Final = Hours.of(USUAL_HOURS)


def limit_of(start: datetime, n: int, unit: str, *, calendar: Calendar, hours: Hours = USUAL) -> Limit:
    """处置时限 — see the module. ``start`` needs a time zone. Raises ValueError for a unit there is not or a limit under one."""
    if unit not in UNITS or n < 1:
        raise ValueError(f"no limit: {n} {unit}")
    begin = start.astimezone(SHANGHAI)
    try:
        if unit in (HOURS, DAYS):
            whole = timedelta(hours=n) if unit == HOURS else timedelta(days=n)
            told = (
                say("limit.straight", begin=chinese_moment(begin), n=n, unit=unit),
                say("limit.ends", due=chinese_moment(begin + whole)),
            )
            return Limit(start, n, unit, begin + whole, begin + whole - whole / _WARN, told)
        return _of_days(start, n, calendar, hours) if unit == WORKING_DAYS else _of_hours(start, n, calendar, hours)
    except OverflowError as error:
        sentence = say("limit.out_of_reach", begin=chinese_date(begin.date()), n=n, unit=unit)
        raise DayOutOfReach(sentence, remedy=say("limit.out_of_reach_remedy")) from error


def _of_days(start: datetime, n: int, calendar: Calendar, hours: Hours) -> Limit:
    begin = start.astimezone(SHANGHAI)
    try:
        last = calendar.working_after(begin.date(), n)
    except ValueError as error:
        raise OverflowError from error
    first = say("limit.days", begin=chinese_date(begin.date()), n=n)
    if unknown := _unknown(begin.date() + _DAY, last, calendar):
        return _not_known(start, n, WORKING_DAYS, first, unknown)
    due = hours.on(last)[-1][1]
    end = say("limit.ends_on", n=n, last=_day(last), due=chinese_moment(due))
    told = [first, *_exceptions(begin.date() + _DAY, last, calendar), end]
    return Limit(start, n, WORKING_DAYS, due, due - (due - begin) / _WARN, tuple(told))


def _of_hours(start: datetime, n: int, calendar: Calendar, hours: Hours) -> Limit:
    begin = start.astimezone(SHANGHAI)
    first = say("limit.hours", begin=chinese_moment(begin), n=n, hours=hours.words)
    due = _worked(begin, timedelta(hours=n), calendar, hours)
    if due is None:
        return _not_known(start, n, WORKING_HOURS, first, _unknown(begin.date(), date(begin.year + 1, 12, 31), calendar))
    warn = _worked(begin, timedelta(hours=n) * (_WARN - 1) / _WARN, calendar, hours)
    told = [first]
    if not calendar.is_working(begin.date()):
        told.append(say("limit.begins_later", day=_day(begin.date())))
    told += _exceptions(begin.date(), due.date(), calendar)
    parts = _parts(begin, due, calendar, hours)
    if len(parts) <= _TOLD:
        told.append("；".join(say("limit.part", day=_day(day), length=_length(time_)) for day, time_ in parts) + "。")
    else:
        told.append(say("limit.parts", count=len(parts)))
    return Limit(start, n, WORKING_HOURS, due, warn, (*told, say("limit.ends", due=chinese_moment(due))))


def _worked(begin: datetime, left: timedelta, calendar: Calendar, hours: Hours) -> datetime | None:
    """The moment at which ``left`` of working time has passed; None where a year is touched that is not published."""
    day = begin.date()
    for _ in range(_FAR):
        if not calendar.known(day):
            return None
        if calendar.is_working(day):
            for first, last in hours.on(day):
                span = last - max(first, begin)
                if span > timedelta(0):
                    if span >= left:
                        return max(first, begin) + left
                    left -= span
        day += _DAY
    raise OverflowError


def _parts(begin: datetime, due: datetime, calendar: Calendar, hours: Hours) -> list[tuple[date, timedelta]]:
    """How much of each day of work counts."""
    found = []
    day = begin.date()
    while day <= due.date():
        if calendar.is_working(day):
            spans = (min(last, due) - max(first, begin) for first, last in hours.on(day))
            if counted := sum((span for span in spans if span > timedelta(0)), timedelta(0)):
                found.append((day, counted))
        day += _DAY
    return found


def _exceptions(first: date, last: date, calendar: Calendar) -> list[str]:
    """Holidays and days made up for between, each a sentence; weekends together."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    off = [day for day in days if calendar.is_ordered_off(day)]
    weekend = [day for day in days if not calendar.is_working(day) and not calendar.is_ordered_off(day)]
    told = [say("limit.off", days=_listed(off))] if off else []
    told += [say("limit.weekend", days=_listed(weekend))] if weekend else []
    return told + [say("limit.makeup", day=_day(day)) for day in days if calendar.is_makeup(day)]


def _listed(days: Sequence[date]) -> str:
    if len(days) > _TOLD:
        return say("limit.span", first=_day(days[0]), last=_day(days[-1]), count=len(days))
    return "、".join(_day(day) for day in days)


def _unknown(first: date, last: date, calendar: Calendar) -> list[int]:
    return [year for year in range(first.year, last.year + 1) if not calendar.known(date(year, 1, 1))]


def _not_known(start: datetime, n: int, unit: str, first: str, years: Sequence[int]) -> Limit:
    return Limit(start, n, unit, None, None, (first, say("limit.not_published", year=years[0])))


def _day(day: date) -> str:
    return say("limit.day", month=day.month, day=day.day, weekday=weekday_name(day))


def _length(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    whole, rest = divmod(minutes, 60)
    parts = [say("limit.length_hours", hours=whole)] if whole else []
    parts += [say("limit.length_minutes", minutes=rest)] if rest or not (whole or seconds) else []
    parts += [say("limit.length_seconds", seconds=seconds)] if seconds else []
    return "".join(parts)
