"""网格 — which grid of each tier a point lies in, by outlines in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from shapely import Point, STRtree, points, union_all
from shapely.geometry.base import BaseGeometry

from yifa.kernel.outlines import area_of, overlapping, square_metres, tolerance
from yifa.registry.core.powers import Span

#: the tier whose grids answer for people; the grids within them are 单元网格
DUTY_TIER, UNIT_TIER = "责任网格", "单元网格"
RESPONSIBLE = "责任人"


@dataclass(frozen=True, slots=True)
class Owner(Span):
    """责任人 — an officer of a body, or the body alone; ``cover`` stands in for the officer."""

    body: str
    officer: str = ""
    role: str = RESPONSIBLE
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Grid(Span):
    """网格 — one grid with its owners over time; no geometry where no source gives an outline."""

    code: str
    name: str
    place: str
    tier: str
    parent: str = ""
    outline: str = ""
    illustrative: bool = True
    owners: tuple[Owner, ...] = ()

    def owner(self, on: date) -> Owner | None:
        """The one 责任人 of that day; the database refuses a second."""
        return next((one for one in self.owners if one.role == RESPONSIBLE and one.covers(on)), None)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Does the point lie in it, its edge included? Where it is not drawn nothing speaks against it."""
        area = area_of(self.outline) if self.outline else None
        return area is None or bool(area.intersects(Point(longitude, latitude)))


class Map:
    """网格图 — the grids and places of one day that have an outline, found by point. Built once, asked often."""

    def __init__(self, grids: Iterable[Grid], places: Iterable[tuple[str, str]]) -> None:
        """``places``: code and outline."""
        self.grids = tuple(grids)
        self.by_code = {grid.code: grid for grid in self.grids}
        drawn = sorted(
            ((grid, area) for grid in self.grids if grid.outline and (area := area_of(grid.outline)) is not None),
            key=lambda one: (one[0].tier != DUTY_TIER, len(self.within(one[0])), one[0].tier, one[0].code),
        )
        self._drawn = [grid for grid, _ in drawn]
        self._tree = STRtree([area for _, area in drawn])
        known = [(code, area) for code, outline in places if (area := area_of(outline)) is not None]
        self._places = [code for code, _ in known]
        self._place_tree = STRtree([area for _, area in known])
        self.has_places = bool(known)

    def grids_at(self, longitude: float, latitude: float) -> tuple[Grid, ...]:
        """The grid of each tier the point lies in: 责任网格 first, then the outermost.

        On a shared edge, and where two overlap, that of the lower code.
        """
        if not self._drawn:
            return ()
        return self._one_each(self._tree.query(points(longitude, latitude), predicate="intersects").tolist())

    def grids_at_all(self, where: Sequence[tuple[float, float]]) -> list[tuple[Grid, ...]]:
        """The same for many points at once."""
        found: list[list[int]] = [[] for _ in where]
        if self._drawn and where:
            which, grid = self._tree.query(points(np.asarray(where, dtype=float)), predicate="intersects")
            for point, number in zip(which.tolist(), grid.tolist(), strict=True):
                found[point].append(number)
        return [self._one_each(numbers) for numbers in found]

    def answering(self, grid: Grid, on: date) -> tuple[Grid, Owner] | None:
        """Who answers for a grid: its own 责任人, else that of the grid it lies in; with the grid whose he is."""
        return next(((one, owner) for one in (grid, *self.within(grid)) if (owner := one.owner(on))), None)

    def within(self, grid: Grid) -> tuple[Grid, ...]:
        """The grids it belongs to, innermost first."""
        found: dict[str, Grid] = {}
        outer = self.by_code.get(grid.parent)
        while outer is not None and outer.code not in found and outer.code != grid.code:
            found[outer.code] = outer
            outer = self.by_code.get(outer.parent)
        return tuple(found.values())

    def owned_at(self, longitude: float, latitude: float, on: date) -> list[tuple[Grid, Owner | None]]:
        """谁负责这一点 — which grid of each tier, and who answers for it."""
        return [(grid, found[1] if (found := self.answering(grid, on)) else None) for grid in self.grids_at(longitude, latitude)]

    def owned_at_all(self, where: Sequence[tuple[float, float]], on: date) -> list[list[tuple[Grid, Owner | None]]]:
        """The same for many points at once."""
        known: dict[str, Owner | None] = {}
        for grid in self.grids:
            found = self.answering(grid, on)
            known[grid.code] = found[1] if found else None
        return [[(grid, known[grid.code]) for grid in grids] for grids in self.grids_at_all(where)]

    def places_at(self, longitude: float, latitude: float) -> tuple[str, ...]:
        """The codes of the places the point lies in, the longest (innermost) first; none: outside all that is drawn."""
        if not self._places:
            return ()
        found = self._place_tree.query(points(longitude, latitude), predicate="intersects")
        return tuple(sorted((self._places[number] for number in found.tolist()), key=lambda code: (-len(code), code)))

    def _one_each(self, numbers: Iterable[int]) -> tuple[Grid, ...]:
        found: dict[str, Grid] = {}
        for number in sorted(numbers):
            grid = self._drawn[number]
            found.setdefault(grid.tier, grid)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Overlap:
    """重叠 — two grids of one tier, and the area both have."""

    one: Grid
    other: Grid
    square_metres: float


def overlaps(grids: Iterable[Grid]) -> list[Overlap]:
    """Every two grids of one tier that share more than a strip along their edge."""
    by_tier: dict[str, list[tuple[Grid, BaseGeometry]]] = {}
    for grid, area in _with_area(grids):
        by_tier.setdefault(grid.tier, []).append((grid, area))
    found = [
        Overlap(drawn[one][0], drawn[other][0], size)
        for drawn in by_tier.values()
        for one, other, size in overlapping([area for _, area in drawn])
    ]
    return sorted(found, key=lambda one: (one.one.code, one.other.code))


def uncovered(outline: str, grids: Iterable[Grid]) -> float:
    """空白 — square metres of a place that none of these grids covers; 0 within the tolerance, and where the place has no outline."""
    place = area_of(outline)
    if place is None:
        return 0.0
    left = square_metres(place.difference(union_all([area for _, area in _with_area(grids)])))
    return left if left > tolerance(square_metres(place)) else 0.0


def beyond(inner: Grid, outer: Grid) -> float:
    """出界 — square metres of a grid that lie outside the one it belongs to; 0 within the tolerance or where one is not drawn."""
    areas = [area for _, area in _with_area((inner, outer))]
    if len(areas) < 2:
        return 0.0
    out = square_metres(areas[0].difference(areas[1]))
    return out if out > tolerance(square_metres(areas[0])) else 0.0


def _with_area(grids: Iterable[Grid]) -> list[tuple[Grid, BaseGeometry]]:
    return [(grid, area) for grid in grids if grid.outline and (area := area_of(grid.outline)) is not None]
