"""巡查 — where to walk: spots are hot by what was reported there and how lately, some are drawn cold; anybody can draw again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Final

from yifa.kernel.canonical import canonical, sm3

#: so many days are looked back on; what is so many days old counts half
WINDOW: Final = 30
HALF_LIFE: Final = 7
#: one event of today weighs so much
UNIT: Final = 1000
#: of so many drawn one is from where nothing was reported
COLD_OF: Final = 3
_ALL = 2**256


@dataclass(frozen=True, slots=True)
class Sighting:
    """一件 — an event in a grid: its class and its day."""

    grid: str
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Spot:
    """热点 — a grid with what was reported there in the window; a weight of 0: nothing."""

    grid: str
    weight: int = 0
    count: int = 0
    last_on: date | None = None
    #: the classes reported most, at most three
    kinds: tuple[str, ...] = ()


def spots(grids: Iterable[str], sightings: Iterable[Sighting], *, on: date, window: int = WINDOW, half_life: int = HALF_LIFE) -> list[Spot]:
    """Every grid with its weight: each event counts half after ``half_life`` days, nothing after ``window`` and nothing of the future."""
    by_grid: dict[str, list[Sighting]] = {code: [] for code in grids}
    for one in sightings:
        if one.grid in by_grid and 0 <= (on - one.on).days < window:
            by_grid[one.grid].append(one)
    return [
        Spot(
            code,
            sum(max(1, round(UNIT * 0.5 ** ((on - one.on).days / half_life))) for one in found),
            len(found),
            max((one.on for one in found), default=None),
            tuple(
                kind for kind, _ in sorted(Counter(one.kind for one in found if one.kind).items(), key=lambda line: (-line[1], line[0]))[:3]
            ),
        )
        for code, found in by_grid.items()
    ]


def draw(seed: str, weights: Mapping[str, int], count: int) -> tuple[str, ...]:
    """The grids to walk, sorted: hot ones with a chance by their weight, and one of three from the cold, each as likely as the other.

    Without replacement; the order in which grids are given has no part in it. Raises ValueError: nothing to draw from.
    """
    if not weights or count < 1 or any(weight < 0 for weight in weights.values()):
        raise ValueError("there is something to draw from, and weights are not negative")
    hot = _ordered(seed, {code: weight for code, weight in weights.items() if weight})
    cold = _ordered(seed, {code: 1 for code, weight in weights.items() if not weight})
    chilly = min(len(cold), count // COLD_OF)
    warm = min(len(hot), count - chilly)
    return tuple(sorted([*hot[:warm], *cold[: count - warm]]))


def pool_digest(weights: Mapping[str, int]) -> str:
    """SM3 of the list with its weights, sorted; whoever holds the list can compare."""
    return sm3(canonical([[code, weights[code]] for code in sorted(weights)]).encode())


def _ordered(seed: str, weights: Mapping[str, int]) -> list[str]:
    """By the chance of each (Efraimidis and Spirakis): the logarithm of a number from seed and code, over its weight."""
    with localcontext(prec=40):
        keys = {
            code: -((Decimal(int(sm3(f"{seed}\n{code}".encode()), 16)) + 1) / (_ALL + 1)).ln() / weight for code, weight in weights.items()
        }
    return sorted(keys, key=lambda code: (keys[code], code))


def pairs_of(pool: Sequence[str], weights: Sequence[int]) -> dict[str, int]:
    """The list as a form holds it: codes and, in the same order, their weights."""
    return dict(zip(pool, weights, strict=True))
