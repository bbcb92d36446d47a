"""Measures of command: each figure is what its events come to, and no key names two."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories.events import BODY, DAY, EVENING, row
from yifa.dispatch.figures import day_of
from yifa.reporting.command import measure, measures

pytestmark = pytest.mark.django_db


def test_each_figure_is_the_number_of_events_it_opens() -> None:
    met, missed, running = row(0, 60, 300, 600, grid="G1"), row(0, 60, 300, 601, grid="G1"), row(0, 60)
    row(0, None, None, 30, state="不予立案")

    found = {one.key: one for one in measures(day_of(DAY, now=EVENING, body=BODY))}

    assert (found["met"].part, found["missed"].part, found["late"].part) == ((met,), (missed,), (running,))
    assert {one.value == len(one.part) for one in found.values() if one.unit == "件"} == {True}
    assert (found["loop_rate"].value, set(found["loop_rate"].whole or ())) == (Decimal("33.33"), {met, missed, running})
    assert (found["grid:G1"].value, set(found["grid:G1"].part)) == (60, {met, missed})
    assert (found["median"].value, found["answering_median"].value, found["answering_slowest"].value) == (601, 301, 2)
    assert {one.at for one in found.values()} == {EVENING}


def test_nothing_to_reckon_from_is_unknown_and_not_nought() -> None:
    found = {one.key: one.value for one in measures(day_of(DAY + timedelta(days=1), now=EVENING))}

    assert (found["events"], found["loop_rate"], found["median"], found["closing_rate"]) == (0, None, None, None)


def test_no_two_measures_share_a_key_and_each_says_what_it_counts() -> None:
    day = day_of(DAY, now=EVENING)
    found = measures(day)

    assert len({one.key for one in found}) == len(found)
    assert [one.key for one in found if not one.sentence or not one.title] == []
    assert measure(day, "closing_rate") in found
    assert measure(day, "fines") is None
