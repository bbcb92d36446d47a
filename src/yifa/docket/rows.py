"""The engine's rows: the few statements by which acts and their projection are read and written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from yifa.docket.core.act import Act, View, act_from
from yifa.docket.core.fold import RunningClock, Standing
from yifa.docket.core.procedure import PROCEDURES
from yifa.docket.standstill import HOLDS, newest, seen
from yifa.kernel.calendar import Calendars


def locked_view(docket: UUID) -> tuple[View, Calendars] | None:
    """The docket with its acts, its standing locked until the transaction ends, and the calendars in force; None when it is not there."""
    return _view(docket, lock=True)


def view_of(docket: UUID) -> View | None:
    """The docket with its acts, for the machine itself; people come through ``queries.view_for``."""
    found = _view(docket)
    return found and found[0]


def _view(docket: UUID, *, lock: bool = False) -> tuple[View, Calendars] | None:
    holds, update = (f", {HOLDS}", "FOR UPDATE") if lock else ("", "")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, body, place{holds} FROM docket_standing WHERE docket_id = %s {update}", [docket])
        row = cursor.fetchone()
        if row is None:
            return None
        # asked after the locks: whoever brings in a calendar later finds what is written now, and reckons it anew
        cursor.execute(f"SELECT body, {newest()} FROM docket_act WHERE docket_id = %s ORDER BY seq", [docket])
        acts = cursor.fetchall()
        number, body, place = row[:3]
        view = View(docket, number, body, place, tuple(act_from(act[0]) for act in acts))
    return view, seen(*acts[0][1:])


def act_with_id(act: UUID) -> tuple[Act, str, str, str] | None:
    """The act of that id with its digest, the print of the request that made it and the number of its docket."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.body, a.digest, a.request, d.number FROM docket_act a JOIN docket_docket d ON d.id = a.docket_id WHERE a.id = %s",
            [act],
        )
        row = cursor.fetchone()
    return None if row is None else (act_from(row[0]), row[1], row[2], row[3])


def next_number(series: str) -> int:
    """The next number of a series; the row stays locked until the act is committed or undone, so there are no gaps."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO docket_series (name, last) VALUES (%s, 1) "
            "ON CONFLICT (name) DO UPDATE SET last = docket_series.last + 1 RETURNING last",
            [series],
        )
        return int(cursor.fetchone()[0])


_OPEN = """d AS (INSERT INTO docket_docket (id, number, body, place, opened_at)
    VALUES (%(docket)s, %(number)s, %(of)s, %(place)s, %(recorded)s)),"""


def insert_act(view: View, act: Act, body: str, digest: str, print_: str, *, opening: bool) -> None:
    """Insert the act with its news and its place in the queue for the log (and the docket, when it opens) in one statement."""
    docket = _OPEN if opening else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH {docket}
            n AS (INSERT INTO docket_news (act, docket, kind, at) VALUES (%(act)s, %(docket)s, %(kind)s, %(recorded)s)),
            u AS (INSERT INTO docket_unsealed (act, docket, seq, recorded_at) VALUES (%(act)s, %(docket)s, %(seq)s, %(recorded)s))
            INSERT INTO docket_act (id, docket_id, seq, kind, happened_at, recorded_at, body, digest, request)
            VALUES (%(act)s, %(docket)s, %(seq)s, %(kind)s, %(happened)s, %(recorded)s, %(text)s, %(digest)s, %(print)s)""",
            {
                "docket": view.id,
                "number": view.number,
                "of": view.body,
                "place": view.place,
                "act": act.id,
                "seq": act.seq,
                "kind": act.kind,
                "happened": act.happened_at,
                "recorded": act.recorded_at,
                "text": body,
                "digest": digest,
                "print": print_,
            },
        )


_WRITE_STANDING = """
INSERT INTO docket_standing (docket_id, number, body, place, procedure, stage, cause, party, "where", item, holders, called, awaits, seq,
    opened_on, closed_on, due_on, sort_on, due_name, warn_by, touched_at, words)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s))
ON CONFLICT (docket_id) DO UPDATE SET procedure = EXCLUDED.procedure, stage = EXCLUDED.stage, cause = EXCLUDED.cause,
    party = EXCLUDED.party, "where" = EXCLUDED."where", item = EXCLUDED.item, holders = EXCLUDED.holders, called = EXCLUDED.called,
    awaits = EXCLUDED.awaits,
    seq = EXCLUDED.seq, opened_on = EXCLUDED.opened_on, closed_on = EXCLUDED.closed_on, due_on = EXCLUDED.due_on,
    sort_on = EXCLUDED.sort_on, due_name = EXCLUDED.due_name, warn_by = EXCLUDED.warn_by, touched_at = EXCLUDED.touched_at,
    words = EXCLUDED.words"""

_CLOCK_COLUMNS = (
    "docket_id, name, started_by, starts_on, nominal, due, warn_by, provisional, stopped_on, reckoning, cites, "
    "paused_on, paused_why, days_left"
)
_WRITE_CLOCK = f"""
INSERT INTO docket_clock ({_CLOCK_COLUMNS})
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (docket_id, name, started_by) DO UPDATE SET starts_on = EXCLUDED.starts_on, nominal = EXCLUDED.nominal,
    due = EXCLUDED.due, warn_by = EXCLUDED.warn_by, provisional = EXCLUDED.provisional, stopped_on = EXCLUDED.stopped_on,
    reckoning = EXCLUDED.reckoning, cites = EXCLUDED.cites, paused_on = EXCLUDED.paused_on, paused_why = EXCLUDED.paused_why,
    days_left = EXCLUDED.days_left"""


def write_standing(view: View, standing: Standing, *, before: Sequence[RunningClock]) -> None:
    """Write the projection: the standing, and of the clocks what differs from those ``before`` the act.

    Any act may change any clock: it may name the item anew, and the terms are those of its department; it may interrupt or extend.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE_STANDING,
            [
                view.id,
                view.number,
                view.body,
                view.place,
                standing.procedure,
                standing.stage,
                standing.cause,
                standing.party,
                standing.where,
                standing.item,
                list(standing.holders),
                list(standing.called),
                standing.awaits,
                standing.seq,
                standing.opened_on,
                standing.closed_on,
                standing.due_on,
                standing.due_on or date.max,
                standing.due_name,
                standing.warn_by,
                standing.touched_at,
                standing.words.split(),
            ],
        )
        was = {(clock.name, clock.started_by): clock for clock in before}
        now = {(clock.name, clock.started_by): clock for clock in standing.clocks}
        for name, started_by in was.keys() - now.keys():
            cursor.execute("DELETE FROM docket_clock WHERE docket_id = %s AND name = %s AND started_by = %s", [view.id, name, started_by])
        changed = [clock for key, clock in now.items() if was.get(key) != clock]
        if changed:
            cursor.executemany(_WRITE_CLOCK, [[view.id, *clock_row(clock)] for clock in changed])


def write_projections(view: View) -> None:
    """Write what rooms keep of this docket, and tell those who listen once the act is committed. One statement each."""
    for projection in PROCEDURES[view.acts[0].procedure].projections:
        values = projection.row(view)
        given: list[Any]
        if values is None:
            change, given = f"DELETE FROM {projection.table} WHERE docket_id = %s", [view.id]
        else:
            columns = ", ".join(("docket_id", *projection.columns))
            marks = ", ".join(["%s"] * (len(projection.columns) + 1))
            changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in projection.columns)
            change = f"INSERT INTO {projection.table} ({columns}) VALUES ({marks}) ON CONFLICT (docket_id) DO UPDATE SET {changes}"
            given = [view.id, *values]
        if projection.channel:
            change, given = (
                f"WITH changed AS ({change}) SELECT pg_notify(%s, %s)",
                [*given, projection.channel, f"{view.id} {len(view.acts)}"],
            )
        with connection.cursor() as cursor:
            cursor.execute(change, given)


def clock_row(clock: RunningClock) -> list[Any]:
    """A clock as its row holds it."""
    paused = clock.paused
    return [
        clock.name,
        clock.started_by,
        clock.starts_on,
        clock.nominal,
        clock.due,
        clock.warn_by,
        clock.provisional,
        clock.stopped_on,
        json.dumps(list(clock.reckoning), ensure_ascii=False),
        json.dumps(list(clock.cites), ensure_ascii=False),
        paused.first if paused else None,
        paused.why if paused else "",
        clock.term.left.n if paused else None,
    ]
