"""放假安排 — the calendars in force: brought in by a start or an administrator, only ever added to, seen by every process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from django.db import connection, transaction

from yifa.kernel.actor import Actor
from yifa.kernel.calendar import Brought, Calendars, Year
from yifa.kernel.canonical import canonical
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind

#: from when the calendars hold that a place begins with
BEGINNING: Final = datetime(1900, 1, 1, tzinfo=UTC)
#: "cal" as a number: who writes a docket holds it with others until the end of the transaction, who brings in a calendar alone
_LOCK: Final = 0x63616C

Origin = Literal["shipped", "imported"]


class CalendarsInForce:
    """The calendars of this process: those the program ships until the database holds some, then what the database holds.

    Nothing is asked of its own accord: every statement that reads a docket or a list also asks which calendar is the newest and tells
    it to ``seen``; only when it is another is the table read.
    """

    def __init__(self, shipped: Iterable[Year] = ()) -> None:
        self.shipped = tuple(shipped)
        self._known: tuple[int | None, Calendars] = (None, Calendars(Brought(BEGINNING, year) for year in self.shipped))
        self._own = self._known[1]

    def newest(self) -> Calendars:
        """As last seen by this process."""
        return self._known[1]

    def seen(self, newest: int | None) -> Calendars:
        """The calendars, told the id of the newest in the database (``NEWEST``)."""
        if newest != self._known[0]:
            self._known = (newest, _read() if newest else self._own)
        return self._known[1]


#: the id of the newest calendar, as a column of any statement
NEWEST: Final = "(SELECT max(id) FROM docket_calendar)"
#: as a column of the statement that locks a docket: from here to the end no calendar comes in force
HOLDS: Final = f"pg_advisory_xact_lock_shared({_LOCK})"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: which year of which region, from when, by whom, and from which document."""

    id: int
    year: Year
    origin: Origin
    brought_by: str
    at: datetime


def rows() -> list[Row]:
    """Everything that was ever brought in, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, text, origin, brought_by, at FROM docket_calendar ORDER BY id")
        return [Row(id_, _year_of(text), origin, by, at) for id_, text, origin, by, at in cursor.fetchall()]


def rows_in_force(shipped: Iterable[Year]) -> list[Row]:
    """The newest row of each year and region, years first; while the table is empty, what the program ships."""
    known = rows() or [Row(0, year, "shipped", "", BEGINNING) for year in shipped]
    newest = {(row.year.year, row.year.region): row for row in known}
    return [row for _, row in sorted(newest.items())]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the last calendar has come: how many dockets changed, and when it was done."""

    changed: int
    done_at: datetime | None


def progress() -> Progress | None:
    """Of the calendar brought in last; None where none came after the beginning."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT changed, done_at FROM docket_recomputing ORDER BY calendar DESC LIMIT 1")
        row = cursor.fetchone()
    return Progress(*row) if row else None


def _read() -> Calendars:
    return Calendars(Brought(row.at, row.year) for row in rows())


def text_of(year: Year) -> str:
    """The canonical text of a year, as it is stored."""
    days = {name: [day.isoformat() for day in sorted(days)] for name, days in (("off", year.off), ("makeup", year.makeup))}
    return canonical({"year": year.year, "region": year.region, "source": year.source, **days})


def _year_of(text: str) -> Year:
    said = json.loads(text)
    off, makeup = (frozenset(date.fromisoformat(day) for day in said[name]) for name in ("off", "makeup"))
    return Year(said["year"], said["region"], off, makeup, said["source"])


def bring_in(year: Year, *, shipped: Sequence[Year], actor: Actor | None, at: datetime, origin: Origin = "imported") -> bool:
    """载入放假安排 — from now on ``year`` is in force in the place of what was brought in before for the same year and region.

    Writes one row, one entry of the audit trail, and the order to reckon open dockets anew (``recompute``). False when just this is in
    force already: then nothing is written. Raises BadCalendar when it contradicts another year, and then nothing is written either.
    It waits for those who are writing; the moment from which the year holds lies after everything recorded so far, so that no act was
    reckoned without a calendar that by its instant it should have known.
    """
    with transaction.atomic():
        held = _held(shipped)
        newest = next((row for row in reversed(held) if (row.year.region, row.year.year) == (year.region, year.year)), None)
        if newest and newest.year == year:
            return False
        at = max(at, _last(held) + timedelta(microseconds=1))
        calendars = Calendars([*(Brought(row.at, row.year) for row in held), Brought(at, year)])
        for region in {one.year.region for one in calendars.brought}:
            calendars.at_place(region)
        id_ = _insert(year, origin=origin, by=actor.name if actor else "", at=at)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO docket_recomputing (calendar, changed) VALUES (%s, 0)", [id_])
        facts = {"year": year.year, "region": year.region, "source": year.source, "origin": origin}
        record(Kind.CALENDAR_BROUGHT_IN, actor=actor, subject=title_of(year), facts=facts, at=at)
    return True


def bring_in_shipped(shipped: Sequence[Year], *, at: datetime) -> int:
    """At a start: years that came with the program and that this place does not hold yet. What was imported by hand stays as it is."""
    brought = 0
    with transaction.atomic():
        held = {(row.year.region, row.year.year): row.origin for row in _held(shipped)}
        for year in shipped:
            if held.get((year.region, year.year), "shipped") == "shipped":
                brought += bring_in(year, shipped=shipped, actor=None, at=at, origin="shipped")
    return brought


def title_of(year: Year) -> str:
    """2027年放假安排, with the code of the region where it is not the nation's."""
    return f"{year.year}年放假安排" + (f"（{year.region}）" if year.region else "")


def _held(shipped: Sequence[Year]) -> list[Row]:
    """What the place holds; the first time, what the program ships is written down as having held from the beginning."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    held = rows()
    if held:
        return held
    for year in shipped:
        _insert(year, origin="shipped", by="", at=BEGINNING)
    return rows()


def _last(held: Sequence[Row]) -> datetime:
    """The last moment at which anything was recorded or came in force."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(touched_at) FROM docket_standing")
        return max([BEGINNING, *(row.at for row in held), *(moment for moment in cursor.fetchone() if moment)])


def _insert(year: Year, *, origin: Origin, by: str, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO docket_calendar (year, region, origin, brought_by, at, text) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
            [year.year, year.region, origin, by, at, text_of(year)],
        )
        return int(cursor.fetchone()[0])
