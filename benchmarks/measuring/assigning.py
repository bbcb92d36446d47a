"""派遣求解 — orders over pairs, from plain values to the proposals with their reasons, matrix and all."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random
from statistics import median

from yifa.dispatch.core.assign import Order, Pair, assign
from yifa.kernel.dates import SHANGHAI

_NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
_BODIES = tuple(f"county.team{number}" for number in range(7))
_MATTERS = ("城市管理|131128", "生态环境|131128", "市场监管|131128", "交通运输|131128")
_GRIDS = tuple(f"G{number:02d}" for number in range(31))


@dataclass(frozen=True, slots=True)
class Assigned:
    """Seconds of every round, and how many orders got a pair."""

    orders: int
    pairs: int
    rounds: tuple[float, ...]
    served: int

    @property
    def middle(self) -> float:
        return round(median(self.rounds), 3)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def measure(*, orders: int, pairs: int, rounds: int, seed: int) -> Assigned:
    """New orders and pairs each round: a tenth of the pairs busy, a third of the orders to be recorded, few recorders."""
    rng = Random(seed)
    spent, served = [], 0
    for _ in range(rounds):
        wanted, known = _orders(orders, rng), _pairs(pairs, rng)
        lawful = {matter: frozenset(pair.key for pair in known if rng.random() < 0.6) for matter in _MATTERS}
        recorders = dict.fromkeys(_BODIES, 12)
        began = time.perf_counter()
        found = assign(wanted, known, lawful=lawful, recorders=recorders)
        spent.append(round(time.perf_counter() - began, 4))
        served = sum(one.choice is not None for one in found)
    return Assigned(orders, pairs, tuple(spent), served)


def _orders(count: int, rng: Random) -> list[Order]:
    return [
        Order(
            key=f"o{number}",
            matter=rng.choice(_MATTERS),
            longitude=rng.uniform(116.0, 116.4),
            latitude=rng.uniform(37.7, 38.0),
            grid=rng.choice(_GRIDS),
            due_at=_NOW + timedelta(minutes=rng.randrange(600)),
            recorded=rng.random() < 0.3,
            teams=tuple(rng.sample(_BODIES, 5)),
        )
        for number in range(count)
    ]


def _pairs(count: int, rng: Random) -> list[Pair]:
    return [
        Pair(
            key=f"p{number}",
            officers=(f"A-{number}", f"B-{number}"),
            names=("甲", "乙"),
            body=rng.choice(_BODIES),
            longitude=rng.uniform(116.0, 116.4),
            latitude=rng.uniform(37.7, 38.0),
            grids=frozenset(rng.sample(_GRIDS, 2)),
            busy="1号" if rng.random() < 0.1 else "",
            recorder=rng.random() < 0.2,
        )
        for number in range(count)
    ]
