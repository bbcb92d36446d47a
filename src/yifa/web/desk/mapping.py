"""The map as plain lines: outlines of places brought to a drawing, whom each answers to by colour and pattern. No tiles, no script."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yifa.registry.core.powers import Body, Holding, Powers
from yifa.registry.core.who import who
from yifa.registry.models import Shape

Point = tuple[float, float]

WIDTH = 1000.0
#: bodies told apart by a look of their own; the others share the last
LOOKS = 9
#: how wide a sign of a label is, in the units of the drawing, where it is shown at some 800 pixels
_SIGN = 17.0
_SIGN_ON_PHONE = 37.0


@dataclass(frozen=True, slots=True)
class Outline:
    """A place on the drawing: its path, where its label stands (per cent), and whether the name has room there, else its number."""

    place: str
    path: str
    x: str
    y: str
    #: on a wide page, and on a phone
    words: bool
    words_on_phone: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """All outlines; ``height`` belongs to WIDTH. ``illustrative``: at least one is no true border."""

    outlines: Sequence[Outline]
    height: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers at a place for a domain: bodies and teams with how many items each, most first."""

    body: Body
    items: int


def rings_of(outline: str) -> list[list[Point]]:
    """Longitude and latitude by turns, rings parted by a slash; what is no outline is none."""
    rings = []
    for part in outline.split("/"):
        try:
            numbers = [float(word) for word in part.split()]
        except ValueError:
            return []
        if len(numbers) < 6 or len(numbers) % 2 or not all(math.isfinite(number) for number in numbers):
            return []
        rings.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return rings


def drawing(shapes: Iterable[Shape], names: Mapping[str, str]) -> Drawing:
    """The outlines of the named places; north is up, a degree of longitude as wide as it is there."""
    found = [(shape, rings) for shape in shapes if shape.place in names and (rings := rings_of(shape.outline))]
    points = [point for _, rings in found for ring in rings for point in ring]
    if not points:
        return Drawing((), 0, False)
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = max(0.05, math.cos(math.radians(max(-89.0, min(89.0, (south + north) / 2)))))
    wide, high = max((east - west) * narrow, 1e-6), max(north - south, 1e-6)
    # very long lands are drawn less so, else a label has no room
    scale_x = (WIDTH - 8) / wide
    height = max(360.0, min(760.0, high * scale_x + 8))
    scale_y = min(scale_x, (height - 8) / high) if high * scale_x + 8 >= 360.0 else (height - 8) / high
    scale_x = min(scale_x, scale_y * 1.6) if scale_y < scale_x else scale_x
    left = (WIDTH - wide * scale_x) / 2

    def place(point: Point) -> Point:
        return left + (point[0] - west) * narrow * scale_x, 4 + (north - point[1]) * scale_y

    outlines = []
    for shape, rings in found:
        drawn = [[place(point) for point in ring] for ring in rings]
        main = max(drawn, key=lambda ring: abs(_area(ring)))
        x, y = _centre(main)
        room = min(_room(main, y), 2.2 * (max(b for _, b in main) - min(b for _, b in main)))
        outlines.append(
            Outline(
                shape.place,
                " ".join("M" + " L".join(f"{a:.1f} {b:.1f}" for a, b in ring) + " Z" for ring in drawn),
                f"{x / WIDTH * 100:.2f}%",
                f"{y / height * 100:.2f}%",
                room > _SIGN * (len(names[shape.place]) + 0.5),
                room > _SIGN_ON_PHONE * len(names[shape.place]),
            )
        )
    return Drawing(outlines, round(height), any(shape.illustrative for shape, _ in found))


def _area(ring: Sequence[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in _edges(ring)) / 2


def _edges(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _centre(ring: Sequence[Point]) -> Point:
    area = _area(ring)
    if abs(area) < 1e-9:
        return ring[0]
    x = sum((ax + bx) * (ax * by - bx * ay) for (ax, ay), (bx, by) in _edges(ring)) / (6 * area)
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in _edges(ring)) / (6 * area)
    return x, y


def _room(ring: Sequence[Point], y: float) -> float:
    """How wide the place is at the height of its label."""
    cuts = sorted(ax + (y - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in _edges(ring) if (ay <= y) != (by <= y))
    return max((right - left for left, right in zip(cuts[::2], cuts[1::2], strict=False)), default=0.0)


def kinds_of_items(powers: Powers, items: Iterable[str]) -> list[tuple[str, int]]:
    """Items held alike everywhere answer alike: one of each kind, with how many there are."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for item in items:
        held = tuple(sorted((_face(row) for row in powers.holdings.get(item, ())), key=str))
        text = powers.items[item]
        alike.setdefault((held, tuple((one.since, one.until, one.domain, one.list, bool(one.coercion)) for one in text)), []).append(item)
    return [(codes[0], len(codes)) for codes in alike.values()]


def _face(row: Holding) -> tuple[object, ...]:
    return (row.body, row.place, row.title, row.since, row.until, row.transition_until, row.transition_body, row.exception)


def holders(powers: Powers, *, kinds: Sequence[tuple[str, int]], place: str, on: date) -> list[Holder]:
    """Who answers there that day, most items first; empty where nobody does."""
    counted: Counter[str] = Counter()
    bodies: dict[str, Body] = {}
    for item, count in kinds:
        subject = who(powers, item=item, place=place, on=on).subject
        if subject is not None:
            counted[subject.code] += count
            bodies[subject.code] = subject
    return [Holder(bodies[code], count) for code, count in sorted(counted.items(), key=lambda line: (-line[1], line[0]))]
