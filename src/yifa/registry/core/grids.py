"""网格 — which grid of each tier a point lies in, by outlines in memory. Planar geometry on degrees; no projection is needed for it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from shapely import STRtree, points
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import make_valid

#: the tier whose grids answer for people; the grids within them are 单元网格
DUTY_TIER, UNIT_TIER = "责任网格", "单元网格"
RESPONSIBLE = "责任人"


@dataclass(frozen=True, slots=True)
class Owner:
    """责任人 — an officer of a body, or the body alone; ``cover`` stands in for the officer."""

    body: str
    officer: str = ""
    role: str = RESPONSIBLE
    cover: str = ""
    since: date | None = None
    until: date | None = None

    def covers(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Grid:
    """网格 — one grid with its owners over time; no geometry where no source gives an outline."""

    code: str
    name: str
    place: str
    tier: str
    parent: str = ""
    outline: str = ""
    illustrative: bool = True
    since: date | None = None
    until: date | None = None
    owners: tuple[Owner, ...] = ()

    def covers(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def owner(self, on: date) -> Owner | None:
        """The one 责任人 of that day; the database refuses a second."""
        return next((one for one in self.owners if one.role == RESPONSIBLE and one.covers(on)), None)


def area_of(outline: str) -> BaseGeometry | None:
    """The area of an outline (longitude and latitude by turns, rings parted by a slash); None where it is none."""
    rings = []
    for part in outline.split("/"):
        try:
            numbers = [float(word) for word in part.split()]
        except ValueError:
            return None
        if len(numbers) < 6 or len(numbers) % 2 or not all(math.isfinite(number) for number in numbers):
            return None
        rings.append(Polygon(list(zip(numbers[::2], numbers[1::2], strict=True))))
    found = make_valid(rings[0] if len(rings) == 1 else MultiPolygon(rings))
    return None if found.is_empty else found


class Map:
    """网格图 — the grids and places of one day that have an outline, found by point. Built once, asked often."""

    def __init__(self, grids: Iterable[Grid], places: Iterable[tuple[str, str]]) -> None:
        """``places``: code and outline."""
        self.grids = tuple(grids)
        drawn = [(grid, area) for grid in self.grids if grid.outline and (area := area_of(grid.outline)) is not None]
        self._drawn = [grid for grid, _ in drawn]
        self._tree = STRtree([area for _, area in drawn])
        known = [(code, area) for code, outline in places if (area := area_of(outline)) is not None]
        self._places = [code for code, _ in known]
        self._place_tree = STRtree([area for _, area in known])
        self.has_places = bool(known)

    def grids_at(self, longitude: float, latitude: float) -> tuple[Grid, ...]:
        """Every grid the point lies in, tiers mixed; more than one of a tier is an overlap."""
        return self.grids_at_all([(longitude, latitude)])[0]

    def grids_at_all(self, where: Sequence[tuple[float, float]]) -> list[tuple[Grid, ...]]:
        """The same for many points at once."""
        found: list[list[int]] = [[] for _ in where]
        if self._drawn and where:
            which, grid = self._tree.query(points(np.asarray(where, dtype=float)), predicate="intersects")
            for point, number in zip(which.tolist(), grid.tolist(), strict=True):
                found[point].append(number)
        return [tuple(self._drawn[number] for number in sorted(numbers)) for numbers in found]

    def places_at(self, longitude: float, latitude: float) -> tuple[str, ...]:
        """The codes of the places the point lies in, the longest (innermost) first; none: outside all that is drawn."""
        if not self._places:
            return ()
        found = self._place_tree.query(points(longitude, latitude), predicate="intersects")
        return tuple(sorted((self._places[number] for number in found.tolist()), key=lambda code: (-len(code), code)))
