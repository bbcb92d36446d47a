"""重建 — the projection made anew from the acts, and compared with what stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from yifa.docket import standstill
from yifa.docket.core.act import View, act_from
from yifa.docket.core.fold import RunningClock, Standing, fold
from yifa.docket.core.procedure import PROCEDURES
from yifa.docket.joints import joints
from yifa.docket.rows import clock_row, write_projections, write_standing


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the projection differs from the fold of the acts."""

    docket: UUID
    field: str
    stands: str
    folded: str


def views(*, sample: int = 0, batch: int = 500) -> Iterator[View]:
    """Every docket with its acts, in batches by id; with ``sample``, only every so many-th."""
    last: UUID | None = None
    count = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT d.id, d.number, d.body, d.place, CASE WHEN (%s + row_number() OVER (ORDER BY d.id)) %% %s = 0
                    THEN array(SELECT a.body FROM docket_act a WHERE a.docket_id = d.id ORDER BY a.seq) END
                FROM docket_docket d WHERE %s::uuid IS NULL OR d.id > %s ORDER BY d.id LIMIT %s""",
                [count, sample or 1, last, last, batch],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for id_, number, body, place, acts in rows:
            count += 1
            if not sample or count % sample == 0:
                yield View(id_, number, body, place, tuple(act_from(text) for text in acts))
        last = rows[-1][0]


def rebuild() -> int:
    """Fold every docket again and write it over the projection; the number of dockets."""
    count = 0
    calendars = standstill.ask()
    for view in views():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM docket_standing WHERE docket_id = %s FOR UPDATE", [view.id])
            cursor.execute("DELETE FROM docket_clock WHERE docket_id = %s", [view.id])
            write_standing(view, fold(view, institution=joints.institution, calendars=calendars), before=())
            write_projections(view)
        count += 1
    return count


def differences(*, sample: int = 0) -> Iterator[Difference]:
    """Compare the projection with the fold of the acts, docket by docket, clock by clock."""
    calendars = standstill.ask()
    for view in views(sample=sample):
        standing = fold(view, institution=joints.institution, calendars=calendars)
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT procedure, stage, cause, party, "where", item, holders, called, awaits, seq, opened_on, closed_on, due_on,
                    due_name, warn_by, touched_at, array_to_string(tsvector_to_array(words), ' ')
                FROM docket_standing WHERE docket_id = %s""",
                [view.id],
            )
            row = cursor.fetchone()
            cursor.execute(
                """SELECT name, started_by, starts_on, nominal, due, warn_by, provisional, stopped_on, reckoning, cites, paused_on,
                    paused_why, days_left
                FROM docket_clock WHERE docket_id = %s ORDER BY started_by, name""",
                [view.id],
            )
            clocks = [list(clock) for clock in cursor.fetchall()]
        if row is None:
            yield Difference(view.id, "standing", "没有", "应有")
            continue
        yield from _compare(view, standing, row, clocks)
        yield from _compare_projections(view)


_FIELDS = (
    "procedure",
    "stage",
    "cause",
    "party",
    "where",
    "item",
    "holders",
    "called",
    "awaits",
    "seq",
    "opened_on",
    "closed_on",
    "due_on",
    "due_name",
    "warn_by",
    "touched_at",
)


def _compare(view: View, standing: Standing, row: tuple[Any, ...], clocks: list[list[Any]]) -> Iterator[Difference]:
    for field, stands in zip(_FIELDS, row, strict=False):
        folded = getattr(standing, field)
        if (tuple(stands) if field in ("holders", "called") else stands) != folded:
            yield Difference(view.id, field, str(stands), str(folded))
    if sorted(row[-1].split()) != sorted(standing.words.split()):
        yield Difference(view.id, "words", row[-1], standing.words)
    folded_clocks = [_comparable(clock) for clock in sorted(standing.clocks, key=lambda clock: (clock.started_by, clock.name))]
    stored_clocks = [[*clock[:8], *map(json.loads, clock[8:10]), *clock[10:]] for clock in clocks]
    if folded_clocks != stored_clocks:
        yield Difference(view.id, "clocks", str(stored_clocks), str(folded_clocks))


def _compare_projections(view: View) -> Iterator[Difference]:
    """What rooms keep of the docket, column by column."""
    for projection in PROCEDURES[view.acts[0].procedure].projections:
        folded = projection.row(view)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(projection.columns)} FROM {projection.table} WHERE docket_id = %s", [view.id])
            row = cursor.fetchone()
        if row is None or folded is None:
            if (row is None) is not (folded is None):
                yield Difference(view.id, projection.table, "没有" if row is None else "有", "应有" if row is None else "应没有")
            continue
        for name, stands, should in zip(projection.columns, row, folded, strict=True):
            if (tuple(stands) if isinstance(stands, list) else stands) != (tuple(should) if isinstance(should, list) else should):
                yield Difference(view.id, f"{projection.table}.{name}", str(stands), str(should))


def _comparable(clock: RunningClock) -> list[object]:
    row = clock_row(clock)
    return [*row[:8], *(json.loads(str(text)) for text in row[8:10]), *row[10:]]
