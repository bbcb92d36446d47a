"""大屏与指挥台 — what a screen shows of an event, read for many at once. No word of a reporter but the two members named so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from yifa.dispatch.core.event import DONE
from yifa.kernel.dates import SHANGHAI
from yifa.registry import snapshot
from yifa.registry.core.powers import Powers
from yifa.registry.event_kinds import event_kind


@dataclass(frozen=True, slots=True)
class Shown:
    """One event as screens get it. ``summary`` and ``place_text`` are a reporter's words: for the desk, never for a wall."""

    docket: UUID
    seq: int
    number: str
    body: str
    place: str
    #: bodies called in to help
    called: tuple[str, ...]
    state: str
    source: str
    report: str
    summary: str
    place_text: str
    grid: str
    longitude: float | None
    latitude: float | None
    event_kind: str
    kind_name: str
    uploaded_at: datetime
    filed_at: datetime | None
    first_ordered_at: datetime | None
    ordered_at: datetime | None
    taken_at: datetime | None
    arrived_at: datetime | None
    handled_at: datetime | None
    fed_back_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    hung_at: datetime | None
    escalated_at: datetime | None
    team: str
    officers: tuple[str, ...]
    voices: int
    whistles: int
    touched_at: datetime
    place_name: str = ""
    team_name: str = ""

    @property
    def done(self) -> bool:
        """Has nobody anything to do about it any more?"""
        return self.state in DONE


_READ = tuple(member.name for member in fields(Shown) if member.name not in ("docket", "called", "place_name", "team_name"))
_SELECT = f"""SELECT e.docket_id, s.called, {", ".join(f"e.{name}" for name in _READ)}
    FROM dispatch_event e JOIN docket_standing s ON s.docket_id = e.docket_id"""


def shown(dockets: Sequence[UUID], *, on: date) -> list[Shown]:
    """These events as they stand; a docket that is no event is left out. One statement."""
    return _read(f"{_SELECT} WHERE e.docket_id = ANY(%s)", [list(dockets)], on=on) if dockets else []


def shown_today(*, on: date) -> list[Shown]:
    """Every event somebody still has to do something about, and those that came in that day. One statement."""
    return _read(
        f"""{_SELECT} WHERE e.uploaded_at >= %(since)s AND e.uploaded_at < %(until)s
        UNION
        {_SELECT} WHERE e.closed_at IS NULL AND e.state <> ALL(%(done)s)""",
        {"since": (since := datetime.combine(on, time.min, SHANGHAI)), "until": since + timedelta(days=1), "done": sorted(DONE)},
        on=on,
    )


def _read(statement: str, values: Sequence[Any] | Mapping[str, Any], *, on: date) -> list[Shown]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    if not rows:
        return []
    powers = snapshot.powers()
    return [_shown(row, powers, on) for row in rows]


def _shown(row: Sequence[Any], powers: Powers, on: date) -> Shown:
    docket, called, *columns = row
    values = dict(zip(_READ, columns, strict=True))
    for name in ("longitude", "latitude"):
        values[name] = None if values[name] is None else float(values[name])
    values["officers"] = tuple(values["officers"])
    if not values["kind_name"] and (kind := event_kind(values["event_kind"], on=on)):
        values["kind_name"] = kind.name
    place, team = powers.place(values["place"], on=on), powers.body(values["team"], on=on)
    return Shown(
        docket=docket,
        called=tuple(called),
        place_name=place.name if place else values["place"],
        team_name=(team.short or team.name) if team else values["team"],
        **values,
    )
