"""网格 — the grids as they stand, in memory until the institution moves on; which of them a point lies in, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yifa.registry import snapshot
from yifa.registry.core.grids import DUTY_TIER, UNIT_TIER, Grid, Map, Owner
from yifa.registry.models import Grid as GridTable
from yifa.registry.models import GridOwner, Shape
from yifa.registry.queries import on_day


@dataclass(frozen=True, slots=True)
class Located:
    """定位 — the innermost place and the grids of a point; ``outside``: it lies in none of the places that are drawn.

    ``duty`` is the 责任网格; where a place has tiers of other names, the innermost grid that is no 单元网格.
    """

    place: str
    duty: Grid | None
    unit: Grid | None
    grids: tuple[Grid, ...]
    outside: bool


def grid_map(*, on: date) -> Map:
    """The map of that day."""
    return _map(on)


def locate(longitude: float, latitude: float, *, on: date) -> Located:
    """In which place and grids this point lies."""
    known = grid_map(on=on)
    grids = known.grids_at(longitude, latitude)
    places = known.places_at(longitude, latitude)
    duty = next((grid for grid in grids if grid.tier == DUTY_TIER), None)
    duty = duty or next((grid for grid in reversed(grids) if grid.tier != UNIT_TIER), None)
    unit = next((grid for grid in grids if grid.tier == UNIT_TIER), None)
    return Located(places[0] if places else "", duty, unit, grids, known.has_places and not places)


def grids(*, on: date) -> list[Grid]:
    """Every grid of that day as the database has it now, with its owners of all days."""
    owners: dict[str, list[Owner]] = {}
    for row in GridOwner.objects.order_by("pk"):
        owner = Owner(row.body, row.officer, row.role, row.cover, since=row.valid_from, until=row.valid_until, row=row.pk)
        owners.setdefault(row.grid, []).append(owner)
    return [
        Grid(
            code=row.code,
            name=row.name,
            place=row.place,
            tier=row.tier,
            parent=row.parent,
            outline=row.outline,
            illustrative=row.illustrative,
            since=row.valid_from,
            until=row.valid_until,
            owners=tuple(owners.get(row.code, ())),
            row=row.pk,
        )
        for row in GridTable.objects.filter(on_day(on)).order_by("pk")
    ]


@snapshot.OfDay
def _map(on: date) -> Map:
    return Map(grids(on=on), Shape.objects.order_by("pk").values_list("place", "outline"))
