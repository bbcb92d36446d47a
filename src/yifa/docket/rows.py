"""The engine's rows: the few statements by which acts and their projection are read and written."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from django.db import connection

from yifa.docket.core.act import Act, View, act_from
from yifa.docket.core.fold import Standing


def locked_view(docket: UUID) -> View | None:
    """The docket with its acts, its standing locked until the transaction ends; None when it is not there."""
    return view_of(docket, lock="FOR UPDATE")


def view_of(docket: UUID, *, lock: str = "") -> View | None:
    """The docket with its acts, for the machine itself; people come through ``queries.view_for``."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, body, place FROM docket_standing WHERE docket_id = %s {lock}", [docket])
        row = cursor.fetchone()
        if row is None:
            return None
        cursor.execute("SELECT body FROM docket_act WHERE docket_id = %s ORDER BY seq", [docket])
        number, body, place = row
        return View(docket, number, body, place, tuple(act_from(text) for (text,) in cursor.fetchall()))


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
INSERT INTO docket_standing (docket_id, number, body, place, procedure, stage, cause, party, "where", item, holders, awaits, seq,
    opened_on, closed_on, due_on, sort_on, due_name, warn_by, touched_at, words)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s))
ON CONFLICT (docket_id) DO UPDATE SET procedure = EXCLUDED.procedure, stage = EXCLUDED.stage, cause = EXCLUDED.cause,
    party = EXCLUDED.party, "where" = EXCLUDED."where", item = EXCLUDED.item, holders = EXCLUDED.holders, awaits = EXCLUDED.awaits,
    seq = EXCLUDED.seq, opened_on = EXCLUDED.opened_on, closed_on = EXCLUDED.closed_on, due_on = EXCLUDED.due_on,
    sort_on = EXCLUDED.sort_on, due_name = EXCLUDED.due_name, warn_by = EXCLUDED.warn_by, touched_at = EXCLUDED.touched_at,
    words = EXCLUDED.words"""

_WRITE_CLOCK = """
INSERT INTO docket_clock (docket_id, name, started_by, starts_on, nominal, due, warn_by, provisional, stopped_on, reckoning, cites)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (docket_id, name, started_by) DO UPDATE SET starts_on = EXCLUDED.starts_on, nominal = EXCLUDED.nominal,
    due = EXCLUDED.due, warn_by = EXCLUDED.warn_by, provisional = EXCLUDED.provisional, stopped_on = EXCLUDED.stopped_on,
    reckoning = EXCLUDED.reckoning, cites = EXCLUDED.cites"""


def write_standing(view: View, standing: Standing, *, before: int) -> None:
    """Write the projection: the standing, and every clock that is new or has stopped since ``before`` acts.

    An act that names the item anew may change every clock of the docket, for the terms are those of the item's department: then all
    are written again, and those that no longer run are gone.
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
        last = view.acts[-1]
        if before and last.payload.get("item"):
            cursor.execute("DELETE FROM docket_clock WHERE docket_id = %s", [view.id])
            before = 0
        fresh = [clock for clock in standing.clocks if clock.started_by > before or clock.stopped_on == last.happened_on]
        if fresh:
            cursor.executemany(
                _WRITE_CLOCK,
                [
                    (
                        view.id,
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
                    )
                    for clock in fresh
                ],
            )
