"""落点 — which grid a point lies in and who answers for it, one by one and many at once, over the grids of a profile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from random import Random
from statistics import median

from yifa.profile import read
from yifa.registry.core.grids import Grid, Map, Owner, area_of
from yifa.server.readying import PROFILES

_ON = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Whose:
    """Points a second of processor time in each round; how many grids there are and how many points had an owner."""

    grids: int
    points: int
    one_by_one: tuple[int, ...]
    in_bulk: tuple[int, ...]
    owned: float

    @property
    def single(self) -> int:
        return round(median(self.one_by_one))

    @property
    def bulk(self) -> int:
        return round(median(self.in_bulk))

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def map_of(profile: str) -> Map:
    """The grids and places of a shipped profile, as the registry makes its map of them."""
    known = read(PROFILES / profile, shelf=PROFILES)
    owners: dict[str, list[Owner]] = {}
    for row in known.grid_owners:
        owners.setdefault(row.grid, []).append(Owner(row.body, row.officer, row.role, row.cover))
    grids = [
        Grid(
            code=row.code,
            name=row.name,
            place=row.place,
            tier=row.tier,
            parent=row.parent,
            outline=row.outline,
            owners=tuple(owners.get(row.code, ())),
        )
        for row in known.grids
    ]
    return Map(grids, [(row.place, row.outline) for row in known.shapes])


def measure(profile: str, *, points: int, rounds: int, seed: int) -> Whose:
    """New points each round, within the bounds of the drawn 责任网格 and a little beyond."""
    known, rng = map_of(profile), Random(seed)
    areas = [area for grid in known.grids if grid.outline and (area := area_of(grid.outline)) is not None]
    bounds = [area.bounds for area in areas]

    def drawn() -> list[tuple[float, float]]:
        found = []
        for _ in range(points):
            west, south, east, north = rng.choice(bounds)
            found.append((rng.uniform(west, east), rng.uniform(south, north)))
        return found

    def one_by_one(where: list[tuple[float, float]]) -> None:
        for longitude, latitude in where:
            known.owned_at(longitude, latitude, _ON)

    def in_bulk(where: list[tuple[float, float]]) -> None:
        known.owned_at_all(where, _ON)

    singles = tuple(_pace(one_by_one, drawn()) for _ in range(rounds))
    bulks = tuple(_pace(in_bulk, drawn()) for _ in range(rounds))
    sample = known.owned_at_all(drawn(), _ON)
    owned = sum(any(owner for _, owner in found) for found in sample) / len(sample)
    return Whose(len(known.grids), points, singles, bulks, round(owned, 3))


def _pace(work: Callable[[list[tuple[float, float]]], None], where: list[tuple[float, float]]) -> int:
    """Points a second of processor time, for others share the cores."""
    began = time.process_time()
    work(where)
    return round(len(where) / max(time.process_time() - began, 1e-9))
