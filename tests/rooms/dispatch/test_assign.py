"""派遣推荐 — solved over all orders at once, with reasons; who is asked first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.dispatch.core.assign import BUSY, LAWLESS, NO_RECORDER, OTHER_TEAM, Order, Pair, assign
from yifa.dispatch.core.owners import ask_in_order

NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)


def _order(key: str, x: float | None = 0.0, *, minutes: int = 60, matter: str = "城管", **more: object) -> Order:
    """``x`` kilometres or so to the east."""
    place = (116.0 + x / 100, 37.0) if x is not None else (None, None)
    return Order(key, matter, *place, due_at=NOON + timedelta(minutes=minutes), **more)  # type: ignore[arg-type]  # members by name


def _pair(key: str, x: float | None = 0.0, **more: object) -> Pair:
    place = (116.0 + x / 100, 37.0) if x is not None else (None, None)
    known: dict[str, object] = {"body": "xian.zhen", **more}
    return Pair(key, (f"{key}1", f"{key}2"), (f"{key}一", f"{key}二"), longitude=place[0], latitude=place[1], **known)  # type: ignore[arg-type]  # members by name


def _all(*pairs: Pair) -> dict[str, frozenset[str]]:
    return {"城管": frozenset(pair.key for pair in pairs)}


def _sent(*, orders: list[Order], pairs: list[Pair], lawful: dict[str, frozenset[str]] | None = None, recorders: int = 9) -> dict[str, str]:
    found = assign(orders, pairs, lawful=_all(*pairs) if lawful is None else lawful, recorders={"xian.zhen": recorders})
    return {one.order.key: one.choice.pair.key for one in found if one.choice}


def test_the_whole_is_solved_and_not_each_order_by_itself() -> None:
    """One by one the first order takes the near pair, and the second is left a way of nine."""
    orders, pairs = [_order("甲", 5), _order("乙", 1)], [_pair("近", 4), _pair("远", 10)]

    assert _sent(orders=orders, pairs=pairs) == {"甲": "远", "乙": "近"}


def test_more_orders_than_pairs_serves_what_is_due_first_however_far() -> None:
    orders = [_order("晚", 0, minutes=300), _order("早", 30, minutes=10)]

    found = assign(orders, [pair := _pair("唯一", 0)], lawful=_all(pair), recorders={})

    assert {one.order.key: one.choice is not None for one in found} == {"晚": False, "早": True}
    assert found[0].why == "能去的人员都已推荐到更急的事件，请等待或者另派。"
    assert [(other.pair.key, other.taken) for other in found[0].others] == [("唯一", True)]


def test_own_grid_goes_before_a_little_nearer() -> None:
    pairs = [_pair("近", 0.5), _pair("本网格", 1.5, grids=frozenset({"WG-01"}))]

    assert _sent(orders=[_order("甲", 0, grid="WG-01")], pairs=pairs) == {"甲": "本网格"}


def test_team_that_is_asked_first_goes_first() -> None:
    pairs = [_pair("属地", 0), _pair("属主", 3, body="xian.zhujian")]

    assert _sent(orders=[_order("甲", 0, teams=("xian.zhujian", "xian.zhen"))], pairs=pairs) == {"甲": "属主"}
    assert _sent(orders=[_order("甲", 0, teams=("xian.zhen", "xian.zhujian"))], pairs=pairs) == {"甲": "属地"}
    assert _sent(orders=[_order("甲", 0, teams=("xian.zhujian",))], pairs=pairs) == {"甲": "属主"}


def test_reason_says_who_how_far_and_with_what() -> None:
    pair = _pair("甲", 3, grids=frozenset({"WG-01"}))

    found = assign([_order("事", 0, grid="WG-01", recorded=True)], [pair], lawful=_all(pair), recorders={"xian.zhen": 1})

    assert found[0].choice is not None
    assert found[0].choice.reason == "两人都有办理资格，正在值守，现在空闲，是本网格责任人，路程约3.5公里、10分钟，有执法记录仪可带。"


def test_who_cannot_go_is_counted_with_the_reason() -> None:
    pairs = [_pair("无证"), _pair("在办", busy="1号"), _pair("无仪"), _pair("外单位", body="xian.bie")]
    lawful = {"城管": frozenset({"在办", "无仪", "外单位"})}

    found = assign([_order("甲", recorded=True, teams=("xian.zhen",))], pairs, lawful=lawful, recorders={"xian.zhen": 0})

    assert found[0].choice is None
    assert found[0].left_out == {OTHER_TEAM: 1, LAWLESS: 1, BUSY: 1, NO_RECORDER: 1}
    assert found[0].why == "现在没有可以派遣的人员：1组不是应当派遣的单位、1组没有执法资格、1组正在处置、1组没有空闲的执法记录仪。"


def test_recorders_are_given_to_what_is_due_first_and_the_rest_go_without_anybody() -> None:
    orders = [_order("晚", minutes=90, recorded=True), _order("早", minutes=30, recorded=True), _order("不录", minutes=120)]
    pairs = [_pair(name) for name in "甲乙丙"]

    sent = _sent(orders=orders, pairs=pairs, recorders=1)

    assert sorted(sent) == ["不录", "早"]


def test_a_squad_takes_the_recorders_of_its_body() -> None:
    assert sorted(_sent(orders=[_order("甲", recorded=True)], pairs=[_pair("队", body="xian.zhen.dui1")], recorders=1)) == ["甲"]


def test_unknown_places_are_told_and_do_not_win_over_near_ones() -> None:
    pairs = [_pair("不明", None), _pair("近", 1)]

    found = assign([_order("甲", 0), _order("无址", None)], pairs, lawful=_all(*pairs), recorders={})

    assert [one.choice.pair.key for one in found if one.choice] == ["近", "不明"]
    assert found[1].choice is not None and "位置不明，路程无法估算" in found[1].choice.reason


@pytest.mark.parametrize("pairs", [[], [_pair("无证")]])
def test_nobody_at_all_says_so(pairs: list[Pair]) -> None:
    found = assign([_order("甲")], pairs, lawful={}, recorders={})

    assert found[0].choice is None
    assert found[0].why == ("现在没有可以派遣的人员：1组没有执法资格。" if pairs else "现在没有两人以上值守的执法人员。")


def test_nothing_to_do_is_nothing() -> None:
    assert assign([], [_pair("甲")], lawful={}, recorders={}) == []


@given(st.integers(0, 10_000))
def test_no_other_assignment_costs_less(seed: int) -> None:
    rng = Random(seed)
    orders = [_order(str(n), rng.uniform(0, 20)) for n in range(rng.randrange(1, 5))]
    pairs = [_pair(str(n), rng.uniform(0, 20)) for n in range(len(orders), 5)] or [_pair("0", 3)]
    pairs += [_pair(f"更多{n}", rng.uniform(0, 20)) for n in range(max(0, len(orders) - len(pairs)))]

    found = assign(orders, pairs, lawful=_all(*pairs), recorders={})

    total = sum(one.choice.cost for one in found if one.choice)
    way = [[abs((a.longitude or 0) - (b.longitude or 0)) for b in pairs] for a in orders]
    unit = found[0].choice.cost / way[0][pairs.index(found[0].choice.pair)] if found[0].choice else 0
    least = min(sum(way[n][which] for n, which in enumerate(chosen)) for chosen in permutations(range(len(pairs)), len(orders)))
    assert len([one for one in found if one.choice]) == len(orders)
    assert total == pytest.approx(least * unit, rel=1e-6)


def test_parts_ask_their_owner_first_and_events_the_place() -> None:
    known = {"owner": "xian.zhujian", "local": "xian.zhen", "holder": "xian.chengguan", "team": "xian.zhen"}

    assert [one.body for one in ask_in_order(kind="部件", **known)] == ["xian.zhujian", "xian.zhen", "xian.chengguan"]
    assert [one.body for one in ask_in_order(kind="事件", **known)] == ["xian.zhen", "xian.zhujian", "xian.chengguan"]
    area = [one.body for one in ask_in_order(kind="事件", **known, teams=("xian.pianqu", "xian.zhen"))]
    assert area == ["xian.zhen", "xian.pianqu", "xian.zhujian", "xian.chengguan"]
    assert ask_in_order(kind="部件", owner="", local="xian.zhen")[0].reason == "属主不能处置的，由属地处置"
    assert ask_in_order(kind="事件", owner="", local="") == ()
