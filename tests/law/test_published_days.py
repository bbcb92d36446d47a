"""The calendars as shipped: the days of work on both sides of every break, and the weekends that are worked."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.law.cases import published_calendar

#: the last day of work before a break, the first after it
BREAKS = [
    (date(2024, 12, 31), date(2025, 1, 2)),
    (date(2025, 1, 27), date(2025, 2, 5)),
    (date(2025, 4, 3), date(2025, 4, 7)),
    (date(2025, 4, 30), date(2025, 5, 6)),
    (date(2025, 5, 30), date(2025, 6, 3)),
    (date(2025, 9, 30), date(2025, 10, 9)),
    (date(2025, 12, 31), date(2026, 1, 4)),
    (date(2026, 2, 14), date(2026, 2, 24)),
    (date(2026, 4, 3), date(2026, 4, 7)),
    (date(2026, 4, 30), date(2026, 5, 6)),
    (date(2026, 6, 18), date(2026, 6, 22)),
    (date(2026, 9, 24), date(2026, 9, 28)),
    (date(2026, 9, 30), date(2026, 10, 8)),
]
WORKED_WEEKENDS = [
    *(date(2025, month, day) for month, day in ((1, 26), (2, 8), (4, 27), (9, 28), (10, 11))),
    *(date(2026, month, day) for month, day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))),
]


@pytest.mark.parametrize(("before", "after"), BREAKS)
def test_break_lies_between_two_days_of_work(before: date, after: date) -> None:
    calendar = published_calendar()

    assert calendar.is_working(before)
    assert calendar.working_after(before, 1) == after
    assert calendar.known(after)


def test_all_other_days_are_those_of_the_week() -> None:
    calendar = published_calendar()
    first = date(2025, 1, 1)
    in_breaks = {before + timedelta(n) for before, after in BREAKS for n in range(1, (after - before).days)}

    days = [first + timedelta(n) for n in range(730)]

    assert [day for day in days if day.weekday() >= 5 and calendar.is_working(day)] == WORKED_WEEKENDS
    assert [day for day in days if day.weekday() < 5 and not calendar.is_working(day) and day not in in_breaks] == []
    assert all(one[1] <= other[0] for one, other in pairwise(BREAKS))
