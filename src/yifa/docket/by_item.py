"""Dockets and papers by the item they are about: what a change of a list touches, and how often an item is used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.db.models.functions import ExtractYear

from yifa.docket.models import Standing
from yifa.kernel.actor import Actor
from yifa.platform.reach import of_bodies


@dataclass(frozen=True, slots=True)
class ItemDocket:
    """A docket with the item it is about."""

    id: UUID
    number: str
    item: str
    procedure: str
    stage: str
    body: str
    place: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class ItemPaper:
    """A paper that an act of such a docket made; ``number`` is its own, empty where it has none."""

    docket: UUID
    docket_number: str
    item: str
    open: bool
    seq: int
    kind: str
    number: str


def open_dockets(items: Collection[str], *, actor: Actor | None) -> list[ItemDocket]:
    """未结案件 — of these items, oldest first; ``actor`` sees his own, None is whoever runs the machine."""
    columns = ("docket_id", "number", "item", "procedure", "stage", "body", "place", "opened_on")
    rows = Standing.objects.filter(closed_on=None, item__in=list(items)).order_by("opened_on", "docket_id").values_list(*columns)
    return [found for row in rows if _may_read(actor, body=(found := ItemDocket(*row)).body, place=found.place)]


def papers(items: Collection[str], *, actor: Actor | None) -> list[ItemPaper]:
    """文书 — those made in the dockets of these items, closed ones too; by docket and act."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT s.body, s.place, s.docket_id, s.number, s.item, s.closed_on IS NULL, a.seq, p ->> 'kind', coalesce(p ->> 'number', '')
            FROM docket_standing s JOIN docket_act a ON a.docket_id = s.docket_id
            CROSS JOIN LATERAL jsonb_array_elements(a.body::jsonb -> 'papers') p
            WHERE s.item = ANY(%s) ORDER BY s.docket_id, a.seq""",
            [list(items)],
        )
        return [ItemPaper(*rest) for body, place, *rest in cursor.fetchall() if _may_read(actor, body=body, place=place)]


def opened_by_year(item: str, *, procedures: Sequence[str]) -> dict[int, int] | None:
    """每年件数 — dockets of the item in these procedures, by the year they were opened; None where no docket of any kind is on record."""
    if not Standing.objects.exists():
        return None
    rows = Standing.objects.filter(item=item, procedure__in=procedures).annotate(year=ExtractYear("opened_on")).order_by("year")
    return dict(rows.values_list("year").annotate(count=Count("docket_id")))


def _may_read(actor: Actor | None, *, body: str, place: str) -> bool:
    return actor is None or actor.may_read(body=body, place=place)


def open_dockets_of(bodies: Collection[str]) -> list[ItemDocket]:
    """未结卷宗 — of these bodies and those below them, of whatever item, oldest first; for the machine itself."""
    columns = ("docket_id", "number", "item", "procedure", "stage", "body", "place", "opened_on")
    rows = Standing.objects.filter(of_bodies(bodies), closed_on=None).order_by("opened_on", "docket_id").values_list(*columns)
    return [ItemDocket(*row) for row in rows]
