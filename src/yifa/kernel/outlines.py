"""Outlines as tables write them, and the areas they go round: longitude and latitude by turns, rings parted by a slash.

Planar geometry on degrees; no projection is needed for what a county spans.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from shapely import STRtree, intersection
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import make_valid

from yifa.kernel.earth import METRES_OF_A_DEGREE

#: that are compared, for each area of a map
_MOST_PAIRS = 40


def area_of(outline: str) -> BaseGeometry | None:
    """The area of an outline; None where it is none."""
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


def overlapping(areas: Sequence[BaseGeometry]) -> list[tuple[int, int, float]]:
    """Every two that share more than a strip along their edge: their positions, the lower first, and the square metres."""
    drawn = np.array(areas, dtype=object)
    first, second = STRtree(drawn).query(drawn, predicate="intersects")
    pairs = first < second
    # neighbours of a true net are few; where thousands lie on one spot, the first tell enough
    first, second = first[pairs][: _MOST_PAIRS * len(drawn)], second[pairs][: _MOST_PAIRS * len(drawn)]
    found = []
    for one, other, shared in zip(first.tolist(), second.tolist(), intersection(drawn[first], drawn[second]), strict=True):
        size = square_metres(shared)
        if size > tolerance(min(square_metres(areas[one]), square_metres(areas[other]))):
            found.append((one, other, size))
    return found


def square_metres(area: BaseGeometry) -> float:
    """The size of an area on degrees, as large as it is at its own latitude; good to a few in a thousand for what a county spans."""
    if area.is_empty:
        return 0.0
    middle = (area.bounds[1] + area.bounds[3]) / 2
    return float(area.area) * METRES_OF_A_DEGREE**2 * math.cos(math.radians(middle))


def tolerance(size: float) -> float:
    """Less than this is the rounding of drawn edges: a ten-thousandth of the area, at least 100 m²."""
    return max(100.0, size / 10_000)
