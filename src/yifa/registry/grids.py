"""网格 — the grids as they stand, in memory until the institution moves on; which of them a point lies in, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yifa.platform.schema import current
from yifa.registry import snapshot
from yifa.registry.core.grids import DUTY_TIER, UNIT_TIER, Grid, Map, Owner
from yifa.registry.models import Grid as GridTable
from yifa.registry.models import GridOwner, Shape

#: schema -> revision and day it was built for
_kept: dict[str, tuple[int, date, Map]] = {}


@dataclass(frozen=True, slots=True)
class Located:
    """定位 — the innermost place and the grids of a point; ``outside``: it lies in none of the places that are drawn."""

    place: str
    duty: Grid | None
    unit: Grid | None
    grids: tuple[Grid, ...]
    outside: bool


def grid_map(*, on: date) -> Map:
    """The map of that day."""
    schema, number = current(), snapshot.revision()
    kept = _kept.get(schema)
    if kept is None or kept[:2] != (number, on):
        kept = _kept[schema] = (number, on, _build(on))
    return kept[2]


def locate(longitude: float, latitude: float, *, on: date) -> Located:
    """In which place and grids this point lies."""
    known = grid_map(on=on)
    grids = known.grids_at(longitude, latitude)
    places = known.places_at(longitude, latitude)
    duty = next((grid for grid in grids if grid.tier == DUTY_TIER), None)
    unit = next((grid for grid in grids if grid.tier == UNIT_TIER), None)
    return Located(places[0] if places else "", duty, unit, grids, known.has_places and not places)


def _build(on: date) -> Map:
    owners: dict[str, list[Owner]] = {}
    for row in GridOwner.objects.order_by("pk"):
        owners.setdefault(row.grid, []).append(Owner(row.body, row.officer, row.role, row.cover, row.valid_from, row.valid_until))
    grids = [
        Grid(
            *(row.code, row.name, row.place, row.tier, row.parent, row.outline, row.illustrative, row.valid_from, row.valid_until),
            tuple(owners.get(row.code, ())),
        )
        for row in GridTable.objects.order_by("pk")
    ]
    return Map([grid for grid in grids if grid.covers(on)], Shape.objects.order_by("pk").values_list("place", "outline"))
