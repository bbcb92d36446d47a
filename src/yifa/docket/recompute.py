"""期限重算 — after a calendar came in force: every open docket whose running clocks it moves gets an act that says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from yifa.docket.append import add
from yifa.docket.core.act import Act, View, digest_of
from yifa.docket.core.fold import RunningClock, clocks_of
from yifa.docket.core.form import payload_of, read_form
from yifa.docket.core.next import is_ended
from yifa.docket.core.procedure import COMMON
from yifa.docket.core.recomputing import MACHINE, RECOMPUTE
from yifa.docket.joints import joints
from yifa.docket.rows import clock_row, locked_view
from yifa.kernel.calendar import Calendars, Year
from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.ids import new_id
from yifa.law.answer import Verdict

#: of a year's document: from December before to January after
_EDGES: Final = ((-1, 12, 1), (1, 1, 31))


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch: for which year, how many dockets were looked at, how many changed, and whether that was the last."""

    year: int
    looked_at: int
    changed: int
    done: bool


def recompute_batch(*, now: datetime, most: int = 50) -> Batch | None:
    """The next dockets of the oldest calendar that is not done; None when nothing waits.

    Every docket is its own transaction. Broken off, it goes on where it was; a docket looked at twice gets no second act.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.id, c.year, c.region, r.after FROM docket_recomputing r JOIN docket_calendar c ON c.id = r.calendar
            WHERE r.done_at IS NULL ORDER BY c.id LIMIT 1"""
        )
        row = cursor.fetchone()
    if row is None:
        return None
    id_, year, region, after = row
    dockets = _touched(year, region, after, most)
    changed = sum(recompute(docket, now=now) is not None for docket in dockets)
    done = len(dockets) < most
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE docket_recomputing SET after = %s, changed = changed + %s, done_at = %s WHERE calendar = %s",
            [dockets[-1] if dockets else after, changed, now if done else None, id_],
        )
    return Batch(year, len(dockets), changed, done)


def _touched(year: int, region: str, after: UUID | None, most: int) -> list[UUID]:
    """Open dockets of the region with a clock that runs through days the year's document may name."""
    first, last = (date(year + offset, month, day) for offset, month, day in _EDGES)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT s.docket_id FROM docket_standing s
            WHERE s.closed_on IS NULL AND starts_with(s.place, %s) AND (%s::uuid IS NULL OR s.docket_id > %s)
              AND EXISTS (SELECT 1 FROM docket_clock c WHERE c.docket_id = s.docket_id AND c.stopped_on IS NULL
                AND c.starts_on <= %s AND c.due >= %s)
            ORDER BY s.docket_id LIMIT %s""",
            [region, after, after, last, first, most],
        )
        return [row[0] for row in cursor.fetchall()]


def recompute(docket: UUID, *, now: datetime) -> Act | None:
    """Reckon the running clocks of one docket by the calendars in force; the act, or None where nothing moves or the docket has ended."""
    with transaction.atomic():
        found = locked_view(docket)
        if found is None or is_ended(found[0].procedure, found[0]):
            return None
        view, calendars = found
        now = max([now, view.acts[-1].recorded_at, *(one.at for one in calendars.brought[-1:])])
        stored = _stored(view)
        anew = clocks_of(view, institution=joints.institution, calendars=calendars, anew=now)
        moved = [clock for clock in anew if clock.stopped_on is None and _moves(clock, stored)]
        if not moved:
            return None
        payload = _payload(moved, stored, _brought_since(view, calendars, moved, now))
        act = Act(
            id=new_id(),
            docket=view.id,
            seq=len(view.acts) + 1,
            kind=RECOMPUTE,
            procedure=view.procedure,
            actor=MACHINE,
            officers=(),
            in_name_of=view.body,
            happened_at=now,
            recorded_at=now,
            place="",
            payload=payload,
            evidence=(),
            papers=(),
            grounds=tuple(_ground(clock) for clock in moved),
            prev=digest_of(view.acts[-1].body()),
        )
        add(view, act, print_=sm3(canonical(payload).encode()))
        return act


def _stored(view: View) -> dict[tuple[str, int], Sequence[Any]]:
    """The running clocks as they stand: nominal, due, warn-by, provisional, reckoning."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT name, started_by, nominal, due, warn_by, provisional, reckoning FROM docket_clock
            WHERE docket_id = %s AND stopped_on IS NULL""",
            [view.id],
        )
        return {(row[0], row[1]): (*row[2:6], json.loads(row[6])) for row in cursor.fetchall()}


def _moves(clock: RunningClock, stored: dict[tuple[str, int], Sequence[Any]]) -> bool:
    return stored.get((clock.name, clock.started_by)) != (*clock_row(clock)[3:7], list(clock.reckoning))


def _brought_since(view: View, calendars: Calendars, moved: Iterable[RunningClock], now: datetime) -> list[Year]:
    """The years that came in force since the oldest of these clocks was last reckoned, each in its newest form."""
    before = {(clock.name, clock.started_by): clock for clock in clocks_of(view, institution=joints.institution, calendars=calendars)}
    since = min(before[clock.name, clock.started_by].reckoned_at for clock in moved)
    newest = {
        (one.year.region, one.year.year): one.year
        for one in calendars.brought
        if since < one.at <= now and view.place.startswith(one.year.region)
    }
    return list(newest.values())


def _payload(moved: Iterable[RunningClock], stored: dict[tuple[str, int], Sequence[Any]], years: Iterable[Year]) -> dict[str, Any]:
    said = {
        "calendars": [{"year": year.year, "region": year.region, "source": year.source} for year in years],
        "changes": [
            {
                "clock": clock.name,
                "title": clock.title,
                "started_by": clock.started_by,
                "old": stored[clock.name, clock.started_by][1].isoformat(),
                "new": clock.due.isoformat(),
                "was_provisional": stored[clock.name, clock.started_by][3],
                "provisional": clock.provisional,
            }
            for clock in moved
        ],
    }
    return payload_of(read_form(COMMON[RECOMPUTE].form, said), {})


def _ground(clock: RunningClock) -> dict[str, Any]:
    ground = clock.ground
    return {
        "rule": ground.rule,
        "title": ground.title,
        "layer": ground.layer,
        "verdict": Verdict.LAWFUL.value,
        "cites": [cite.text for cite in ground.cites],
    }
