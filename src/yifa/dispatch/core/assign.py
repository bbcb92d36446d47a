"""派遣推荐 — which pair of officers goes to which event, solved over all open orders at once, and why in one sentence. Pure.

The cost of a pair for an order is in minutes: the way there, the team's place in the order of who is asked (``owners``), less what the own
grid is worth. What cannot be (no lawful pair for the matter, busy, no recorder) is left out. Where there are more orders than pairs, the
orders due first are served: an order left without anybody costs more than any way. Recorders of a body are given out by what is due first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np

from yifa.dispatch.core.wording import say
from yifa.kernel.earth import RADIUS_METRES
from yifa.staffing.core.staff import inside

#: how fast one comes through a town, kilometres a minute (20 km/h), and how much longer a road is than a straight line
SPEED: Final = 20 / 60
DETOUR: Final = 1.3
#: minutes where nobody knows how far it is
UNKNOWN_WAY: Final = 20.0
#: minutes that one's own grid is worth, and that each place further down in the order of teams costs
OWN_GRID: Final = 6.0
NEXT_TEAM: Final = 15.0
#: an order without anybody costs more than every way there is
_NOBODY: Final = 1e4
_ALTERNATIVES: Final = 2

#: why a pair is left out
LAWLESS, BUSY, NO_RECORDER, OTHER_TEAM = (say(f"assign.{name}") for name in ("lawless", "busy", "no_recorder", "other_team"))


@dataclass(frozen=True, slots=True)
class Order:
    """待派事件 — ``matter`` names domain and place, for which the lawful pairs are told; ``teams`` in the order in which they are asked."""

    key: str
    matter: str
    longitude: float | None = None
    latitude: float | None = None
    grid: str = ""
    due_at: datetime | None = None
    #: must be recorded throughout
    recorded: bool = False
    #: bodies that may be sent, first asked first; none: every body alike
    teams: tuple[str, ...] = ()
    #: the place is the middle of a grid or of the whole place, for nobody gave a point
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """一组执法人员 — two officers of one body on duty; no place: nobody knows where they are. ``busy``: with what."""

    key: str
    officers: tuple[str, str]
    names: tuple[str, str]
    body: str
    longitude: float | None = None
    latitude: float | None = None
    grids: frozenset[str] = frozenset()
    busy: str = ""
    #: has a recorder with it already
    recorder: bool = False
    #: the place is the middle of its grid, for no position was taken
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """人选 — a pair for an order: kilometres (None unknown), minutes on the way, its whole cost, and the reason."""

    pair: Pair
    kilometres: float | None
    minutes: float
    cost: float
    #: sent to another order at the same time
    taken: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """推荐 — the pair, the next best, and how many cannot go and why; ``pair`` None: nobody, and ``why`` says why."""

    order: Order
    choice: Choice | None
    others: tuple[Choice, ...]
    why: str
    left_out: Mapping[str, int]


def assign(
    orders: Sequence[Order], pairs: Sequence[Pair], *, lawful: Mapping[str, frozenset[str]], recorders: Mapping[str, int]
) -> list[Proposal]:
    """Who goes where. ``lawful``: matter → keys of the pairs that may handle it; ``recorders``: body → how many are free."""
    if not orders:
        return []
    matrix = _Matrix(orders, pairs, lawful, recorders)
    chosen = _solve(matrix, orders, pairs, recorders)
    return [matrix.proposal(number, chosen) for number in range(len(orders))]


class _Matrix:
    """The cost of every pair for every order, in minutes; what cannot be is infinite."""

    def __init__(self, orders: Sequence[Order], pairs: Sequence[Pair], lawful: Mapping[str, frozenset[str]], recorders: Mapping[str, int]):
        self.orders, self.pairs = orders, pairs
        self.way = _kilometres(orders, pairs)
        self.minutes = np.where(np.isnan(self.way), UNKNOWN_WAY, self.way / SPEED)
        grids = {
            grid: np.array([grid in pair.grids for pair in pairs], dtype=bool) for grid in {order.grid for order in orders if order.grid}
        }
        nowhere = np.zeros(len(pairs), dtype=bool)
        self.own = np.array([grids.get(order.grid, nowhere) for order in orders]).reshape(len(orders), len(pairs))
        ranks = {teams: np.array([_rank(pair.body, teams) for pair in pairs]) for teams in {order.teams for order in orders}}
        rank = np.array([ranks[order.teams] for order in orders], dtype=float).reshape(len(orders), len(pairs))
        may = {
            matter: np.array([pair.key in lawful.get(matter, ()) for pair in pairs], dtype=bool)
            for matter in {order.matter for order in orders}
        }
        self.lawful = np.array([may[order.matter] for order in orders]).reshape(len(orders), len(pairs))
        self.free = np.array([not pair.busy for pair in pairs], dtype=bool)
        self.team = np.isfinite(rank)
        equipped = np.array([pair.recorder or _recorders_of(pair.body, recorders) > 0 for pair in pairs], dtype=bool)
        must = np.array([order.recorded for order in orders], dtype=bool)
        self.equipped = ~must[:, None] | equipped[None, :]
        self.whole = self.minutes - OWN_GRID * self.own + NEXT_TEAM * np.where(self.team, rank, 0)
        self.possible = self.lawful & self.free[None, :] & self.team & self.equipped
        self.cost = np.where(self.possible, self.whole, np.inf)

    def proposal(self, number: int, chosen: Mapping[int, int]) -> Proposal:
        order, row = self.orders[number], self.cost[number]
        mine = chosen.get(number)
        taken = set(chosen.values())
        best = [int(each) for each in np.argsort(row, kind="stable")[: _ALTERNATIVES + 1] if np.isfinite(row[each])]
        others = [each for each in best if each != mine][:_ALTERNATIVES]
        left_out = self._left_out(number)
        return Proposal(
            order,
            self._choice(number, mine, taken=False) if mine is not None else None,
            tuple(self._choice(number, each, taken=each in taken) for each in others),
            "" if mine is not None else self._why(order, bool(others), left_out),
            left_out,
        )

    def _choice(self, number: int, which: int, *, taken: bool) -> Choice:
        pair, order = self.pairs[which], self.orders[number]
        kilometres = None if np.isnan(self.way[number, which]) else float(self.way[number, which])
        minutes = float(self.minutes[number, which])
        words = [say("assign.able")]
        if self.own[number, which]:
            words.append(say("assign.own_grid"))
        if kilometres is None:
            words.append(say("assign.way_unknown"))
        else:
            roughly = say("assign.roughly") if order.estimated or pair.estimated else ""
            words.append(say("assign.way", kilometres=kilometres, minutes=max(1, round(minutes)), roughly=roughly))
        if order.recorded:
            words.append(say("assign.recorder" if pair.recorder else "assign.recorder_free"))
        if taken:
            words.append(say("assign.taken"))
        return Choice(pair, kilometres, minutes, float(self.whole[number, which]), taken, "，".join(words) + "。")

    def _left_out(self, number: int) -> dict[str, int]:
        """How many pairs cannot go, each counted under the first reason."""
        team, lawful, free = self.team[number], self.lawful[number], self.free
        counts = {
            OTHER_TEAM: int((~team).sum()),
            LAWLESS: int((team & ~lawful).sum()),
            BUSY: int((team & lawful & ~free).sum()),
            NO_RECORDER: int((team & lawful & free & ~self.equipped[number]).sum()),
        }
        return {reason: count for reason, count in counts.items() if count}

    def _why(self, order: Order, others: bool, left_out: Mapping[str, int]) -> str:
        if not self.pairs:
            return say("assign.no_pairs")
        if others:
            return say("assign.all_taken")
        told = "、".join(say("assign.left_out", count=count, reason=reason) for reason, count in left_out.items())
        return say("assign.nobody_for", told=told) if told else say("assign.nobody")


def _solve(matrix: _Matrix, orders: Sequence[Order], pairs: Sequence[Pair], recorders: Mapping[str, int]) -> dict[int, int]:
    """Order → pair. Solved again without the pairs of a body that has no recorder left, until none is promised twice."""
    if not pairs:
        return {}
    urgent = sorted(range(len(orders)), key=lambda number: (orders[number].due_at is None, orders[number].due_at, orders[number].key))
    alone = np.zeros(len(orders))
    alone[urgent] = _NOBODY * np.arange(len(orders), 0, -1)
    left = np.full((len(orders), len(orders)), np.inf)
    np.fill_diagonal(left, alone)
    cost = matrix.cost.copy()
    place = {number: position for position, number in enumerate(urgent)}
    while True:
        # half a second to import, which every start of every process would pay
        from scipy.optimize import linear_sum_assignment

        rows, columns = linear_sum_assignment(np.hstack([cost, left]))
        chosen = {int(row): int(column) for row, column in zip(rows, columns, strict=True) if column < len(pairs)}
        over = _without_recorder(chosen, orders, pairs, recorders, place)
        if not over:
            return chosen
        for number, body in over:
            for which, pair in enumerate(pairs):
                if pair.body == body and not pair.recorder:
                    cost[number, which] = np.inf


def _without_recorder(
    chosen: Mapping[int, int], orders: Sequence[Order], pairs: Sequence[Pair], recorders: Mapping[str, int], place: Mapping[int, int]
) -> list[tuple[int, str]]:
    """The orders for which the recorders of the chosen pair's body do not suffice, least urgent last served."""
    wanted: dict[str, list[int]] = {}
    for number, which in chosen.items():
        if orders[number].recorded and not pairs[which].recorder:
            wanted.setdefault(_owner_of_recorders(pairs[which].body, recorders), []).append(number)
    over = []
    for owner, numbers in wanted.items():
        numbers.sort(key=place.__getitem__)
        over += [(number, pairs[chosen[number]].body) for number in numbers[recorders.get(owner, 0) :]]
    return over


def _owner_of_recorders(body: str, recorders: Mapping[str, int]) -> str:
    """A squad takes the recorders of the body it belongs to, where it has none of its own."""
    parts = body.split(".")
    return next((code for length in range(len(parts), 0, -1) if (code := ".".join(parts[:length])) in recorders), body)


def _recorders_of(body: str, recorders: Mapping[str, int]) -> int:
    return recorders.get(_owner_of_recorders(body, recorders), 0)


def _rank(body: str, teams: Sequence[str]) -> float:
    """Place of the body in the order in which teams are asked; infinite where it is not asked at all."""
    if not teams:
        return 0.0
    return next((float(rank) for rank, team in enumerate(teams) if inside(body, team)), float("inf"))


def _kilometres(orders: Sequence[Order], pairs: Sequence[Pair]) -> Any:
    """Orders × pairs, by the way; not a number where a place is not known."""
    here, there = (np.radians(np.array([_place(one) for one in found], dtype=float).reshape(-1, 2)) for found in (orders, pairs))
    east = (here[:, None, 0] - there[None, :, 0]) * np.cos((here[:, None, 1] + there[None, :, 1]) / 2)
    north = here[:, None, 1] - there[None, :, 1]
    return np.hypot(east, north) * RADIUS_METRES / 1000 * DETOUR


def _place(one: Order | Pair) -> tuple[float, float]:
    if one.longitude is None or one.latitude is None:
        return (float("nan"), float("nan"))
    return (one.longitude, one.latitude)
