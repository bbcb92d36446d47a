"""Where a patrol goes: heat by what was reported and how lately, a draw anybody makes again, and some grids where nothing was reported."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.dispatch.core.patrol import UNIT, Sighting, Spot, draw, pool_digest, spots

ON = date(2026, 3, 2)
codes = st.text("ABCDEFG0123456789", min_size=1, max_size=6)
pools = st.dictionaries(codes, st.integers(0, 20_000), min_size=1, max_size=30)
seeds = st.text("0123456789abcdef", min_size=32, max_size=32)


def ago(days: int, grid: str = "A", kind: str = "K1") -> Sighting:
    return Sighting(grid, kind, ON - timedelta(days=days))


def test_an_event_of_today_counts_whole_of_a_week_ago_half_and_of_a_month_ago_nothing() -> None:
    weights = [spots(["A"], [ago(days)], on=ON)[0].weight for days in (0, 7, 14, 29, 30)]

    assert weights == [UNIT, UNIT // 2, UNIT // 4, 57, 0]


def test_what_lies_in_the_future_or_in_no_grid_does_not_count() -> None:
    assert spots(["A"], [ago(-1), ago(0, grid="Z")], on=ON) == [Spot("A")]


def test_a_spot_tells_how_many_when_last_and_of_which_classes_most() -> None:
    seen = [ago(1), ago(2), ago(0, kind="K2"), ago(3, kind="K3"), ago(3, kind="K4"), ago(5, kind="")]

    (found,) = spots(["A"], seen, on=ON)

    assert (found.count, found.last_on, found.kinds) == (6, ON, ("K1", "K2", "K3"))


@given(seeds, pools, st.integers(1, 40))
def test_the_same_seed_draws_the_same_whatever_the_order(seed: str, pool: dict[str, int], count: int) -> None:
    turned = dict(reversed(list(pool.items())))

    assert draw(seed, pool, count) == draw(seed, turned, count)
    assert pool_digest(pool) == pool_digest(turned)


@given(seeds, pools, st.integers(1, 40))
def test_as_many_as_asked_are_drawn_none_twice_and_a_third_of_them_cold(seed: str, pool: dict[str, int], count: int) -> None:
    found = draw(seed, pool, count)

    cold, hot = [code for code in pool if not pool[code]], [code for code in pool if pool[code]]
    drawn_cold = sum(not pool[code] for code in found)
    assert (len(found), len(set(found)), list(found)) == (min(count, len(pool)), len(found), sorted(found))
    assert drawn_cold == max(min(len(cold), count // 3), min(len(cold), count - len(hot)))


def test_a_grid_of_ten_times_the_heat_is_drawn_ten_times_as_often() -> None:
    drawn = Counter(draw(f"{number:032x}", {"hot": 10_000, "warm": 1_000}, 1)[0] for number in range(2_000))

    # one in eleven of 2000, within four deviations
    assert abs(drawn["warm"] - 2_000 / 11) < 4 * (2_000 * 10 / 121) ** 0.5


@pytest.mark.parametrize(("weights", "count"), [({}, 1), ({"A": 1}, 0), ({"A": -1}, 1)])
def test_from_nothing_nothing_is_drawn(weights: dict[str, int], count: int) -> None:
    with pytest.raises(ValueError, match="something to draw from"):
        draw("0" * 32, weights, count)


def test_a_weight_changed_is_another_list() -> None:
    assert pool_digest({"A": 1, "B": 2}) != pool_digest({"A": 2, "B": 1})
