"""A point lies in one grid of each tier, wherever it falls; overlaps, gaps and what reaches out are found by their size."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.outlines import area_of, square_metres
from yifa.registry.core.grids import Grid, Map, Owner, beyond, overlaps, uncovered

ON = date(2026, 3, 2)
#: lines of a county cut into 16 by 16 grids, written as the tables write them
XS = [round(107.0 + number * 0.0061, 6) for number in range(17)]
YS = [round(30.0 + number * 0.0047, 6) for number in range(17)]


def box(west: float, south: float, east: float, north: float) -> str:
    return f"{west} {south} {east} {south} {east} {north} {west} {north}"


def grid(code: str, outline: str, **more: object) -> Grid:
    return Grid(**{"code": code, "name": code, "place": "500121", "tier": "责任网格", "outline": outline, **more})  # type: ignore[arg-type]


COUNTY = [
    grid(f"G-{column:02d}-{row:02d}", box(left, low, right, high), owners=(Owner("team", f"o{column}"),))
    for column, (left, right) in enumerate(pairwise(XS))
    for row, (low, high) in enumerate(pairwise(YS))
]
#: four to a grid, so that an edge of theirs is often one of the outer grid too
UNITS = [
    grid(f"{outer.code}-{part}", outline, tier="单元网格", parent=outer.code)
    for outer in COUNTY
    for part, outline in enumerate(
        box(west, south, east, north)
        for numbers in [[float(word) for word in outer.outline.split()]]
        for xs in [(numbers[0], round((numbers[0] + numbers[2]) / 2, 6), numbers[2])]
        for ys in [(numbers[1], round((numbers[1] + numbers[5]) / 2, 6), numbers[5])]
        for west, east in pairwise(xs)
        for south, north in pairwise(ys)
    )
]
MAP = Map([*UNITS, *COUNTY], [("500121", box(XS[0], YS[0], XS[-1], YS[-1])), ("5001", box(106, 29, 109, 32))])

on_a_line = st.tuples(st.sampled_from(XS), st.sampled_from(YS))
near_a_line = st.tuples(st.sampled_from(XS), st.floats(YS[0], YS[-1]))
anywhere = st.tuples(st.floats(XS[0], XS[-1]), st.floats(YS[0], YS[-1]))
points = st.one_of(on_a_line, near_a_line, anywhere)


@given(points)
def test_every_point_of_the_county_lies_in_exactly_one_grid_of_each_tier(point: tuple[float, float]) -> None:
    assert [one.tier for one in MAP.grids_at(*point)] == ["责任网格", "单元网格"]


@given(on_a_line)
def test_on_a_shared_edge_the_lower_code_has_it(point: tuple[float, float]) -> None:
    column, row = XS.index(point[0]), YS.index(point[1])

    assert MAP.grids_at(*point)[0].code == f"G-{max(0, column - 1):02d}-{max(0, row - 1):02d}"


@given(st.permutations(range(len(COUNTY))), on_a_line)
def test_the_order_of_the_rows_makes_no_difference(order: list[int], point: tuple[float, float]) -> None:
    shuffled = Map([COUNTY[number] for number in order], [])

    assert shuffled.grids_at(*point) == MAP.grids_at(*point)[:1]


@given(st.lists(points, max_size=40))
def test_many_at_once_are_answered_as_one_by_one(many: list[tuple[float, float]]) -> None:
    assert MAP.owned_at_all(many, ON) == [MAP.owned_at(*point, ON) for point in many]


@given(st.tuples(st.floats(106.0, 106.999), st.floats(29, 32)))
def test_outside_there_is_no_grid(point: tuple[float, float]) -> None:
    assert (MAP.grids_at(*point), MAP.places_at(*point)) == ((), ("5001",))


def test_a_unit_grid_without_an_owner_is_answered_for_by_the_grid_it_lies_in() -> None:
    unit, outer = UNITS[0], COUNTY[0]

    assert MAP.answering(unit, ON) == (outer, outer.owners[0])
    own = replace(unit, owners=(Owner("team", "x", since=date(2026, 3, 3)),))
    known = Map([own, outer], [])
    assert known.answering(own, ON) == (outer, outer.owners[0])
    assert known.answering(own, date(2026, 3, 3)) == (own, own.owners[0])


def test_grids_that_belong_to_each_other_in_a_circle_have_no_owner() -> None:
    one, other = grid("A", "", parent="B"), grid("B", "", parent="A")

    assert Map([one, other], []).answering(one, ON) is None


def test_nothing_drawn_answers_nothing() -> None:
    empty = Map([grid("A", "")], [])

    assert (empty.grids_at(107, 30), empty.grids_at_all([(107, 30)]), empty.places_at(107, 30)) == ((), [()], ())


@pytest.mark.parametrize("outline", ["", "107 30", "107 30 107 31", "107 30 107 31 108", "107 30 107 31 108 nan", "a b c d e f"])
def test_what_is_no_outline_is_no_area(outline: str) -> None:
    assert area_of(outline) is None


def test_an_outline_that_crosses_itself_is_mended() -> None:
    bow_tie = area_of("107 30 107.1 30.1 107.1 30 107 30.1")

    assert bow_tie is not None
    assert bow_tie.is_valid


def test_a_square_of_a_hundred_metres_is_a_hundred_by_a_hundred() -> None:
    side = 100 / 111_195
    area = area_of(box(107, 0, 107 + side, side))

    assert area is not None
    assert square_metres(area) == pytest.approx(10_000, rel=1e-6)


def test_a_tiling_has_neither_overlap_nor_gap() -> None:
    whole = box(XS[0], YS[0], XS[-1], YS[-1])

    assert (overlaps([*COUNTY, *UNITS]), uncovered(whole, COUNTY), uncovered(whole, UNITS)) == ([], 0.0, 0.0)
    assert {beyond(unit, MAP.by_code[unit.parent]) for unit in UNITS} == {0.0}


@given(st.integers(0, len(COUNTY) - 1))
def test_a_grid_taken_out_is_a_gap_of_its_size(number: int) -> None:
    whole = box(XS[0], YS[0], XS[-1], YS[-1])
    left = [one for one in COUNTY if one is not COUNTY[number]]
    area = area_of(COUNTY[number].outline)

    assert area is not None
    assert uncovered(whole, left) == pytest.approx(square_metres(area), rel=1e-3)


def test_the_same_grid_twice_overlaps_whole_and_a_grid_of_another_tier_does_not() -> None:
    twice = replace(COUNTY[0], code="Z")

    (found,) = overlaps([COUNTY[0], twice, UNITS[0]])
    area = area_of(twice.outline)

    assert area is not None
    assert (found.one.code, found.other.code, found.square_metres) == ("G-00-00", "Z", pytest.approx(square_metres(area)))
