"""Write profiles/*/shapes.csv: illustrative outlines (示意), the cells of points that lie to each other roughly as the places do.

Every point of the land belongs to the nearest seat, twice evened out, within an oval; so a map can be pressed and read, and nobody
takes it for a border. Places of one name under two codes (a code that changed) share an outline.

    python tools/illustrative_shapes.py [PROFILE …]
"""

from __future__ import annotations

import csv
import math
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "示意图形：按相对位置生成，不是行政区域界线"
Point = tuple[float, float]


def half(polygon: list[Point], site: Point, other: Point) -> list[Point]:
    """The part of a polygon that is nearer to ``site`` than to ``other``."""
    middle = ((site[0] + other[0]) / 2, (site[1] + other[1]) / 2)
    normal = (other[0] - site[0], other[1] - site[1])
    sides = [(x - middle[0]) * normal[0] + (y - middle[1]) * normal[1] for x, y in polygon]
    kept: list[Point] = []
    for number, (point, side) in enumerate(zip(polygon, sides, strict=True)):
        before, before_side = polygon[number - 1], sides[number - 1]
        if (side <= 0) != (before_side <= 0):
            share = before_side / (before_side - side)
            kept.append((before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share))
        if side <= 0:
            kept.append(point)
    return kept


def centre(polygon: list[Point]) -> Point:
    """Centre of the area."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return x / (3 * area), y / (3 * area)


def oval(sites: list[Point]) -> list[Point]:
    """A rounded frame around all sites."""
    xs, ys = [x for x, _ in sites], [y for _, y in sites]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    reach = ((max(xs) - min(xs)) * 0.66 + 0.02, (max(ys) - min(ys)) * 0.66 + 0.02)
    frame = []
    for step in range(48):
        turn = 2 * math.pi * step / 48
        cos, sin = math.cos(turn), math.sin(turn)
        frame.append(
            (
                middle[0] + reach[0] * math.copysign(abs(cos) ** 0.7, cos),
                middle[1] + reach[1] * math.copysign(abs(sin) ** 0.7, sin),
            )
        )
    return frame


def cells(sites: list[Point], *, evened: int = 2) -> list[list[Point]]:
    frame = oval(sites)
    for turn in range(evened + 1):
        found = []
        for site in sites:
            cell = frame
            for other in sites:
                if other != site:
                    cell = half(cell, site, other)
            found.append(cell)
        if turn < evened:
            sites = [centre(cell) for cell in found]
    return found


def write(profile: str, points: dict[str, Point]) -> int:
    folder = ROOT / "profiles" / profile
    if not (folder / "places.csv").exists():
        print(f"{profile}: no places.csv")
        return 0
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        places = [(row["code"], row["name"]) for row in csv.DictReader(file)]
    known = {name for _, name in places} & set(points)
    sites = sorted({points[name] for name in known})
    outlines = dict(zip(sites, cells(sites), strict=True))
    codes: dict[str, str] = {}
    for code, name in places:
        if name in known:
            codes[code] = " ".join(f"{x:.3f} {y:.3f}" for x, y in outlines[points[name]])
    with (folder / "shapes.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["place", "outline", "illustrative", "source"])
        out.writerows([code, outline, "是", SOURCE] for code, outline in codes.items())
    print(f"{profile}: {len(codes)}")
    return len(codes)


if __name__ == "__main__":
    wanted = tomllib.loads((ROOT / "tools" / "synthetic" / "shapes.toml").read_text(encoding="utf-8"))
    for name, points in wanted.items():
        if len(sys.argv) == 1 or name in sys.argv[1:]:
            write(name, {place: (x, y) for place, (x, y) in points.items()})
