"""Working days as published year by year, for the nation and for regions, and the reckoning of terms in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from yifa.kernel.dates import DayOutOfReach, Days, Months, WorkingDays, add_months, chinese_date, weekday_name
from yifa.kernel.refusal import Kind, Refusal

_DAY = timedelta(days=1)
#: no order gives a longer break; a longer span is a slip of the pen
_LONGEST_BREAK = timedelta(days=61)


class BadCalendar(Refusal, ValueError):
    """放假安排有误 — a calendar of a year that cannot be: the sentence says which day and why. Also a ValueError, as a reader's fault."""

    kind: ClassVar[Kind] = "invalid"
    code: ClassVar[str] = "kernel.bad_calendar"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, remedy="请对照放假安排的原文更正后重新载入。")


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
        if self.region and not (self.region.isascii() and self.region.isdigit() and len(self.region) <= 12):
            raise BadCalendar(f"地区应当是行政区划代码，不是“{self.region[:20]}”。")
        if not 1900 <= self.year <= 9000:
            raise BadCalendar(f"{self.year}不是可以载入的年份。")
        if not self.source.strip():
            raise BadCalendar(f"{self.year}年放假安排没有写明来源文件。")
        if both := self.off & self.makeup:
            raise BadCalendar(f"{self.year}年放假安排把{chinese_date(min(both))}既列为放假又列为上班。")
        for day in self.off | self.makeup:
            if not date(self.year - 1, 12, 1) <= day <= date(self.year + 1, 1, 31):
                raise BadCalendar(f"{chinese_date(day)}不属于{self.year}年放假安排的范围。")
        for day in self.makeup:
            if day.weekday() < 5:
                raise BadCalendar(f"{chinese_date(day)}是{weekday_name(day)}，本来就上班，不能列为调休上班日。")


def parse(mapping: Mapping[str, Any]) -> Year:
    """One calendar file as read by ``tomllib``: ``year``, ``region``, ``source``, ``off`` and ``makeup`` as days or [first, last]."""
    unknown = set(mapping) - {"year", "region", "source", "off", "makeup"}
    if unknown:
        raise BadCalendar(f"放假安排中有不认识的项目：{'、'.join(sorted(unknown))}。")
    year = mapping.get("year")
    if type(year) is not int:
        raise BadCalendar("放假安排没有用数字写明年份（year）。")
    return Year(
        year=year,
        region=_text(mapping, "region"),
        off=frozenset(_days(year, mapping.get("off", []))),
        makeup=frozenset(_days(year, mapping.get("makeup", []))),
        source=_text(mapping, "source"),
    )


def _text(mapping: Mapping[str, Any], name: str) -> str:
    value = mapping.get(name, "")
    if not isinstance(value, str):
        raise BadCalendar(f"放假安排的{name}应当是文字。")
    return value


def _days(year: int, entries: object) -> Iterable[date]:
    if not isinstance(entries, list):
        raise BadCalendar(f"{year}年放假安排的日期应当写成列表。")
    for entry in entries:
        match entry:
            case date() if type(entry) is date:
                yield entry
            case [date() as first, date() as last] if type(first) is type(last) is date and first <= last <= first + _LONGEST_BREAK:
                yield from _span(first, last)
            case _:
                shown = "至".join(map(str, entry)) if isinstance(entry, list) else str(entry)
                raise BadCalendar(f"{year}年放假安排中有既不是日期也不是起止日期的内容：{shown[:40]}。")


def _span(first: date, last: date) -> Iterable[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class _YearTable:
    """One year laid out: the ordinals of its days of work, and how many of them lie before each day of the year."""

    first: int
    work: tuple[int, ...]
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """工作日历 — the published years put together, as they hold at one place.

    What a region orders replaces the nation's order for the days it names, and what a smaller region orders replaces the larger's;
    all other days stay as the larger ordered them. A day of a year that the nation has not published is *not known*, whatever a region
    ordered: its weekend rests, its other days work, and whoever reckons with it must say so (``Due.provisional``).
    Leaves out: that the next year's document may still order the last days of a year that is published.
    """

    years: tuple[Year, ...]
    _published: frozenset[int] = field(init=False, repr=False, compare=False)
    _off: frozenset[date] = field(init=False, repr=False, compare=False)
    _makeup: frozenset[date] = field(init=False, repr=False, compare=False)
    _tables: dict[int, _YearTable] = field(init=False, repr=False, compare=False)

    def __init__(self, years: Iterable[Year] = ()) -> None:
        ordered = tuple(sorted(years, key=lambda year: (len(year.region), year.region, year.year)))
        off, makeup = frozenset[date](), frozenset[date]()
        for region in dict.fromkeys(year.region for year in ordered):
            own = [year for year in ordered if year.region == region]
            off_here, makeup_here = _together(own)
            off, makeup = (off - makeup_here) | off_here, (makeup - off_here) | makeup_here
        object.__setattr__(self, "years", ordered)
        object.__setattr__(self, "_published", frozenset(year.year for year in ordered if not year.region))
        object.__setattr__(self, "_off", off)
        object.__setattr__(self, "_makeup", makeup)
        object.__setattr__(self, "_tables", {})

    def __str__(self) -> str:
        """Which years it knows, as it stands among the facts of an answer."""
        nation = "、".join(f"{year.year}年" for year in self.years if not year.region)
        regions = "".join(f"，{year.year}年地方安排（{year.region}）" for year in self.years if year.region)
        return (f"{nation}放假安排" if nation else "未载入放假安排") + regions

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

    def working_after(self, day: date, n: int) -> date:
        """The ``n``-th day of work after ``day``; ``n`` counts from 1."""
        year = day.year
        table = self._table(year)
        index = table.before[day.toordinal() - table.first + 1] + n
        while index > len(table.work):
            index -= len(table.work)
            year += 1
            table = self._table(year)
        return date.fromordinal(table.work[index - 1])

    def working_days_between(self, first: date, last: date) -> int:
        """Whole days of work strictly between two days."""
        return self.working_days_in(first + _DAY, last - _DAY)

    def working_days_in(self, first: date, last: date) -> int:
        """Days of work from ``first`` to ``last``, both included; none where the last is before the first."""
        if last < first:
            return 0
        count = 0
        for year in range(first.year, last.year):
            count += len(self._table(year).work)
        start, end = self._table(first.year), self._table(last.year)
        return count + end.before[last.toordinal() - end.first + 1] - start.before[first.toordinal() - start.first]

    def _table(self, year: int) -> _YearTable:
        table = self._tables.get(year)
        if table is None:
            table = self._tables[year] = self._lay_out(year)
        return table

    def _lay_out(self, year: int) -> _YearTable:
        first, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        work: list[int] = []
        before = [0]
        for ordinal in range(first, end + 1):
            if self.is_working(date.fromordinal(ordinal)):
                work.append(ordinal)
            before.append(len(work))
        return _YearTable(first, tuple(work), tuple(before))


def _together(years: Sequence[Year]) -> tuple[frozenset[date], frozenset[date]]:
    """The days off and the days worked that the years of one region order; refused where they contradict each other."""
    seen: set[int] = set()
    for year in years:
        if year.year in seen:
            raise BadCalendar(f"{year.year}年放假安排重复。")
        seen.add(year.year)
    off = frozenset[date]().union(*(year.off for year in years))
    makeup = frozenset[date]().union(*(year.makeup for year in years))
    if both := off & makeup:
        raise BadCalendar(f"两个年度的放假安排对{chinese_date(min(both))}的规定相反。")
    return off, makeup


@dataclass(frozen=True, slots=True)
class Brought:
    """载入 — a year and from when it is in force, in the place of what was brought in before for the same year and region."""

    at: datetime
    year: Year


@dataclass(frozen=True, slots=True)
class Calendars:
    """历年放假安排 — every year that was ever brought in, in order, for the nation and for regions.

    Nothing is forgotten, so what was reckoned with on a past day can be reckoned again (``on``).
    """

    brought: tuple[Brought, ...]
    _cache: dict[tuple[str, int], Calendar] = field(init=False, repr=False, compare=False)

    def __init__(self, brought: Iterable[Brought] = ()) -> None:
        object.__setattr__(self, "brought", tuple(sorted(brought, key=lambda one: one.at)))
        object.__setattr__(self, "_cache", {})

    def at_place(self, place: str, *, at: datetime | None = None) -> Calendar:
        """The calendar that holds at a place by its code, as it was in force at an instant; without one, the newest."""
        count = len(self.brought) if at is None else sum(one.at <= at for one in self.brought)
        regions = {one.year.region for one in self.brought[:count]}
        mine = max((region for region in regions if place.startswith(region)), key=len, default="")
        known = self._cache.get((mine, count))
        if known is None:
            # every region that covers the place is a prefix of the longest one that does
            newest = {(one.year.region, one.year.year): one.year for one in self.brought[:count] if mine.startswith(one.year.region)}
            known = self._cache[mine, count] = Calendar(newest.values())
        return known


@dataclass(frozen=True, slots=True)
class Aside:
    """不计入的期间 — days that a term does not count, both ends included, and why: 检测, 听证, 中止.

    ``last`` is left out while it has not ended: the term then stands still from ``first`` on.
    """

    first: date
    last: date = date.max
    why: str = "中止"

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"it ends before it begins: {self.first} to {self.last}")

    @property
    def open(self) -> bool:
        """Has it not ended yet?"""
        return self.last == date.max

    def __str__(self) -> str:
        days = f"自{chinese_date(self.first)}起" if self.open else from_to(self.first, self.last)
        return f"{days}{self.why}"


@dataclass(frozen=True, slots=True)
class Due:
    """期限 — the last day by count, the last day after rolling, the day to have acted by, and from what it was reckoned.

    ``provisional``: a year was touched whose calendar is not published; the days may still move.
    ``stopped`` is the interruption that has not ended: the days are then those of a term that goes on at once, and so the earliest
    possible. ``notes`` are sentences that a rule adds to the reckoning.
    """

    nominal: date
    due: date
    warn_by: date
    provisional: bool
    start: date
    term: Days | WorkingDays | Months
    calendar: Calendar = field(repr=False)
    rolls: bool
    #: in order, without overlap, each wholly within the term
    aside: tuple[Aside, ...] = ()
    stopped: Aside | None = None
    notes: tuple[str, ...] = ()

    @property
    def reckoning(self) -> tuple[str, ...]:
        """How it was reckoned, in whole Chinese sentences. Told when asked: most terms are only compared."""
        return (*_told(self), *_told_stopped(self), *self.notes)

    def noting(self, *sentences: str) -> Due:
        """The same term with sentences added to its reckoning."""
        return replace(self, notes=(*self.notes, *sentences)) if sentences else self

    @property
    def used(self) -> Days | WorkingDays:
        """What has passed of a term that stands still, and the whole of any other."""
        return self._unit(self.counted_until(self.stopped.first - _DAY if self.stopped else self.nominal))

    @property
    def left(self) -> Days | WorkingDays:
        """What is left to a term that stands still."""
        return self._unit(self.counted_until(self.nominal) - self.used.n)

    def _unit(self, n: int) -> Days | WorkingDays:
        return WorkingDays(n) if isinstance(self.term, WorkingDays) else Days(n)

    def counted_until(self, day: date) -> int:
        """How many days of the term have passed by the end of ``day``: working days where the term is in them, else days."""
        last = min(day, self.nominal)
        if last <= self.start:
            return 0
        inside = [(max(one.first, self.start + _DAY), min(one.last, last)) for one in self.aside if one.first <= last]
        if isinstance(self.term, WorkingDays):
            count = self.calendar.working_days_in
            return count(self.start + _DAY, last) - sum(count(first, end) for first, end in inside)
        return (last - self.start).days - sum((end - first).days + 1 for first, end in inside)

    def as_json(self) -> dict[str, object]:
        """Plain JSON: the days, and how they were reckoned."""
        days = {"nominal": self.nominal.isoformat(), "due": self.due.isoformat(), "warn_by": self.warn_by.isoformat()}
        return {**days, "provisional": self.provisional, "reckoning": list(self.reckoning)}


def reckon(start: date, term: Days | WorkingDays | Months, *, calendar: Calendar, rolls: bool = False, aside: Sequence[Aside] = ()) -> Due:
    """期限计算 — count ``term`` from the day after ``start`` (民法典 201–203, 民事诉讼法 85).

    ``rolls``: a last day that rests moves to the next day of work. A term in working days ends on one, so it never rolls.
    ``warn_by`` is the last day of work on or before the nominal day, but never before ``start``.
    ``aside``: days that are not counted. A day in two of them is left out once; days on or before ``start`` and after the end do
    nothing. A term in months ends on its corresponding day and is then longer by the days left out; so, unlike a count of days, one that
    begins a day later but after the interruption may end earlier.
    Raises DayOutOfReach where the end lies beyond the last day there is.
    """
    try:
        stops, stopped = _in_order(start, aside) if aside else ((), None)
        if isinstance(term, WorkingDays):
            return _reckon_working(start, term, calendar, rolls, stops, stopped)
        nominal = add_months(start, term.n) if isinstance(term, Months) else date.fromordinal(start.toordinal() + term.n)
        within = []
        for stop in stops:
            if stop.first > nominal:
                break
            within.append(stop)
            nominal += stop.last - stop.first + _DAY
        due = calendar.next_working(nominal) if rolls else nominal
        warn_by = calendar.last_working(nominal)
        if warn_by < start:
            warn_by = start
    except (ValueError, OverflowError) as error:
        raise DayOutOfReach(f"自{chinese_date(start)}起{term}，超出可以计算的日期范围。", remedy="请核对起始日期和期限。") from error
    published = calendar._published
    provisional = not (nominal.year in published and due.year in published and warn_by.year in published)
    if stopped and stopped.first > nominal:
        stopped = None
    return Due(nominal, due, warn_by, provisional, start, term, calendar, rolls, tuple(within), stopped)


def _reckon_working(start: date, term: WorkingDays, calendar: Calendar, rolls: bool, stops: Sequence[Aside], stopped: Aside | None) -> Due:
    if not term.n:
        return Due(start, start, start, not calendar.known(start), start, term, calendar, rolls)
    n = term.n
    day = calendar.working_after(start, n)
    within = []
    for stop in stops:
        if stop.first > day:
            break
        within.append(stop)
        n += calendar.working_days_in(stop.first, stop.last)
        day = calendar.working_after(start, n)
    if stopped and stopped.first > day:
        stopped = None
    provisional = bool(_unknown_years(start + _DAY, day, calendar))
    return Due(day, day, day, provisional, start, term, calendar, rolls, tuple(within), stopped)


def _in_order(start: date, aside: Iterable[Aside]) -> tuple[tuple[Aside, ...], Aside | None]:
    """What lies after ``start``, in order, without overlap: a day in two of them belongs to the earlier. Apart, the one still open."""
    found: list[Aside] = []
    free = start + _DAY
    for one in sorted(aside, key=lambda one: (one.first, one.last, one.why)):
        if one.open:
            return tuple(found), Aside(max(one.first, free), why=one.why)
        if one.last >= free:
            found.append(Aside(max(one.first, free), one.last, one.why))
            free = one.last + _DAY
    return tuple(found), None


def _unknown_years(first: date, last: date, calendar: Calendar) -> list[int]:
    return [year for year in range(first.year, last.year + 1) if year not in calendar._published]


def _told(due: Due) -> list[str]:
    if isinstance(due.term, WorkingDays):
        return _told_working(due, due.term)
    sentences = [_not_counted(due.start, due.term)]
    last = f"最后一日为{chinese_date(due.nominal)}"
    if due.aside:
        last = f"加上不计入的日数，{last}"
    if isinstance(due.term, Months):
        corresponding = add_months(due.start, due.term.n)
        if corresponding.day == due.start.day:
            sentences.append(f"期限为{due.term}，到期月的对应日为{chinese_date(corresponding)}。")
        else:
            sentences.append(f"期限为{due.term}，到期月没有对应日，以月末日{chinese_date(corresponding)}为最后一日。")
    else:
        sentences.append(f"期限为{due.term}，按自然日计算，其间的休息日和节假日不扣除，{last}。")
    sentences += [f"{stop}，共{(stop.last - stop.first).days + 1}日，不计入。" for stop in due.aside]
    if due.aside and isinstance(due.term, Months):
        sentences.append(f"{last}。")
    sentences += _about_last_day(due)
    unknown = sorted({day.year for day in (due.nominal, due.due, due.warn_by) if not due.calendar.known(day)})
    return sentences + [_provisional(year) for year in unknown]


def _told_stopped(due: Due) -> list[str]:
    if due.stopped is None:
        return []
    return [f"{due.stopped}，尚未结束，期限中止：已用{due.used}，还剩{due.left}；所列日期按即日恢复推算。"]


def _told_working(due: Due, term: WorkingDays) -> list[str]:
    calendar, start, day = due.calendar, due.start, due.nominal
    left_out = {one for stop in due.aside for one in _span(stop.first, stop.last)}
    counted = [one for one in _span(start + _DAY, day) if one not in left_out]
    sentences = [_not_counted(start, term), f"期限为{term}，最后一日为{chinese_date(day)}。"]
    for stop in due.aside:
        days = calendar.working_days_in(stop.first, stop.last)
        sentences.append(f"{stop}，其中{WorkingDays(days)}，不计入。")
    for first, last in runs([one for one in counted if calendar.is_ordered_off(one)]):
        sentences.append(f"{from_to(first, last)}为节假日放假，不计入。")
    for first, last in runs([one for one in counted if not calendar.is_working(one) and not calendar.is_ordered_off(one)]):
        sentences.append(f"{from_to(first, last)}为周末，不计入。")
    for made_up in [one for one in counted if calendar.is_makeup(one)]:
        sentences.append(f"{chinese_date(made_up)}（{weekday_name(made_up)}）调休上班，计入。")
    return sentences + [_provisional(year) for year in _unknown_years(start + _DAY if term.n else start, day, calendar)]


def _not_counted(start: date, term: Days | WorkingDays | Months) -> str:
    if not term.n:
        return f"期限为零，当日{chinese_date(start)}即为最后一日。"
    return f"开始的当日{chinese_date(start)}不计入，自{chinese_date(start + _DAY)}起算。"


def _about_last_day(due: Due) -> list[str]:
    nominal, calendar = due.nominal, due.calendar
    name = weekday_name(nominal)
    if calendar.is_makeup(nominal):
        return [f"最后一日虽为{name}，但调休上班，不顺延。"] if due.rolls else []
    if calendar.is_working(nominal):
        return []
    why = "节假日放假" if calendar.is_ordered_off(nominal) else f"{name}休息"
    if due.rolls:
        return [f"最后一日{why}，顺延至{chinese_date(due.due)}。"]
    return [f"最后一日{why}，本期限不顺延，宜在{chinese_date(due.warn_by)}前办结。"]


def _provisional(year: int) -> str:
    return f"{year}年放假安排尚未载入，该年暂只按周末休息推算，公布后须重新计算。"


def runs(days: Sequence[date]) -> Iterable[tuple[date, date]]:
    """Days in order, as stretches without a gap."""
    first: date | None = None
    for index, day in enumerate(days):
        first = first or day
        if index + 1 == len(days) or days[index + 1] != day + _DAY:
            yield first, day
            first = None


def from_to(first: date, last: date) -> str:
    """2026年3月10日至3月24日, and the day alone where it is one."""
    if first == last:
        return chinese_date(first)
    end = f"{last.month}月{last.day}日" if first.year == last.year else chinese_date(last)
    return f"{chinese_date(first)}至{end}"
