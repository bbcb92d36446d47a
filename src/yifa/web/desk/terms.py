"""期限 in words: 还剩3个工作日, 今天到期, 已超期2日; state is a word first and a shape second."""

from __future__ import annotations

import calendar as calendar_of
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from yifa.docket.core.fold import RunningClock
from yifa.kernel.calendar import Calendar, Due
from yifa.kernel.dates import WorkingDays, legal_date
from yifa.kernel.explanation import DayKind, DayRow, Explanation
from yifa.web.desk.words import day_words, duration_words, say, time_words

#: so near that days of work say more than days
_COUNT_WORK = 14
#: 近五日
SOON = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One term as shown: what, until when, how long still, and its state (late, today, soon, later, paused)."""

    name: str
    due: date
    day: str
    left: str
    state: str


def term(name: str, due: date, *, today: date, calendar: Calendar, starts_on: date | None = None, party: bool = False) -> Term:
    """With ``starts_on`` a term is *soon* in its last fifth, without it in its last five days.

    A term of the party's that is over is no fault of the office: it is told without red.
    """
    if party and due < today:
        return Term(name, due, day_words(due), say("term.over"), "later")
    return Term(name, due, day_words(due), left_words(due, today=today, calendar=calendar), _state(due, today, starts_on))


def term_of(clock: RunningClock, *, today: date, calendar: Calendar) -> Term:
    """A clock of a docket as shown: one that stands still tells what is left to it, not how long until a day."""
    if clock.paused:
        return Term(
            clock.title,
            clock.due,
            say("term.paused_on", day=day_words(clock.paused.first)),
            say("term.paused", left=clock.term.left),
            "paused",
        )
    return term(clock.title, clock.due, today=today, calendar=calendar, starts_on=clock.starts_on, party=clock.party)


def limit_term(due_at: datetime, *, now: datetime, begun_at: datetime | None = None) -> Term:
    """处置时限 — the limit of an event, which ends at a moment; *soon* in its last fifth, in its last hour where its begin is not told."""
    left = int((due_at - now).total_seconds())
    soon = (due_at - begun_at).total_seconds() / 5 if begun_at else 3600
    length = duration_words(abs(left) // 60 * 60 or abs(left))
    words = say("term.limit_over", over=length) if left < 0 else say("term.limit_left", left=length)
    state = "late" if left < 0 else "soon" if left <= soon else "today" if legal_date(due_at) == legal_date(now) else "later"
    return Term(say("orders.limit"), legal_date(due_at), time_words(due_at), words, state)


def left_words(due: date, *, today: date, calendar: Calendar) -> str:
    """还剩3个工作日 when it is near, 还剩62日 when it is far, 今天到期, 已超期2日."""
    left = (due - today).days
    if left < 0:
        return say("term.late", days=-left)
    if left == 0:
        return say("term.today")
    work = calendar.working_days_in(today + timedelta(days=1), due) if left <= _COUNT_WORK else 0
    return say("term.work_left", days=work) if work else say("term.left", days=left)


def _state(due: date, today: date, starts_on: date | None) -> str:
    left = (due - today).days
    if left < 0:
        return "late"
    if left == 0:
        return "today"
    if starts_on is None:
        return "soon" if left <= SOON else "later"
    return "soon" if left * 5 <= (due - starts_on).days else "later"


# --- day by day


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month: its number, what it is in one sign, and all of it in words; ``kind`` is "" outside the term."""

    number: int
    kind: str
    mark: str
    count: int | None
    words: str
    today: bool
    unknown: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a calendar, Monday first; None before the first day and after the last."""

    title: str
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row of the same kind, in words: which, what they are, how they count."""

    days: str
    why: str
    count: str
    kind: str


_MARKED = ("start", "weekend", "holiday", "makeup", "rolled")


def months_of(told: Explanation, *, today: date) -> list[Month]:
    """The months that the term runs through."""
    rows = {row.day: row for row in told.rows}
    months = []
    year, month = told.rows[0].day.year, told.rows[0].day.month
    while date(year, month, 1) <= told.rows[-1].day:
        weeks = tuple(
            tuple(_cell(date(year, month, day), rows.get(date(year, month, day)), today) if day else None for day in week)
            for week in calendar_of.monthcalendar(year, month)
        )
        months.append(Month(say("why.month", year=year, month=month), weeks))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def _cell(day: date, row: DayRow | None, today: date) -> Cell:
    if row is None:
        return Cell(day.day, "", "", None, "", day == today, unknown=False)
    kind = "last" if row.last else row.kind.value
    if row.last:
        mark = say("why.mark_last")
    elif row.kind is DayKind.ASIDE:
        mark = row.why[:2]
    else:
        mark = say(f"why.mark_{row.kind.value}") if row.kind.value in _MARKED else ""
    counts = "counts" if row.number is not None else "uncounted"
    words = f"{day_words(day)} {row.why}"
    return Cell(day.day, f"{kind} {counts}", mark, row.number, words, day == today, unknown=not row.known)


def stretches_of(told: Explanation) -> list[Stretch]:
    """The rows put together where nothing changes from one day to the next."""
    work = isinstance(told.due.term, WorkingDays)
    found = []
    for _, group in groupby(told.rows, key=lambda row: _alike(row, work)):
        rows = list(group)
        first, last = rows[0], rows[-1]
        days = day_words(first.day) if first is last else say("why.span", first=day_words(first.day), last=day_words(last.day))
        if told.due.stopped and last.day == told.due.stopped.first:
            days = say("why.since", day=day_words(last.day))
        found.append(Stretch(days, _why_words(last, work), _count_words(first, last, work), _kind_of(last)))
    return found


def _alike(row: DayRow, work: bool) -> tuple[object, ...]:
    """Counted days go together whatever day they are, unless work was ordered on a weekend and only working days count."""
    if row.number is None:
        return (row.kind, row.why, row.last)
    return (work and row.kind is DayKind.MAKEUP, row.last)


def _why_words(row: DayRow, work: bool) -> str:
    if row.last:
        return say("why.rolled_to") if row.kind is DayKind.ROLLED else say("why.last_day")
    if row.number is None:
        return say("why.rests") if row.kind is DayKind.ROLLED else row.why.partition("，")[0]
    return row.why if work and row.kind is DayKind.MAKEUP else ""


def _kind_of(row: DayRow) -> str:
    if row.last:
        return "last"
    return "uncounted" if row.number is None else "counts"


def _count_words(first: DayRow, last: DayRow, work: bool) -> str:
    unit = "_work" if work else ""
    if first.number is None:
        if first.last:
            return say("why.last_day")
        return say("why.rolling") if first.kind is DayKind.ROLLED else say("why.uncounted")
    if first.number == last.number:
        return say(f"why.nth{unit}", n=first.number)
    return say(f"why.nth_span{unit}", first=first.number, last=last.number)


def whole_words(due: Due) -> str:
    """7个工作日, 90日, 6个月; of a term that stands still what was used."""
    return say("why.used", term=due.used) if due.stopped else str(due.term)


def skipped_words(told: Explanation) -> str:
    """跳过9日：节假日放假9日 — what was not counted and why; for a term of days that rest days count."""
    parts = [say("why.skipped_why", why=why, days=days) for why, days in told.skipped.items()]
    rolled = sum(row.kind is DayKind.ROLLED for row in told.rows)
    words = [say("why.skipped", days=sum(told.skipped.values())) + "（" + "、".join(parts) + "）"] if parts else []
    words += [say("why.rolled", days=rolled)] if rolled else []
    if not words and not isinstance(told.due.term, WorkingDays):
        return say("why.no_skip")
    return "，".join(words)
