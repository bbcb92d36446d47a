"""Why this day: each day of a term, counted or not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.test_calendar import ANY_DAY, CALENDAR, TERMS, asides
from yifa.kernel.calendar import Aside, reckon
from yifa.kernel.dates import Days, Months, WorkingDays
from yifa.kernel.explanation import DayKind, explain


def test_every_day_across_the_spring_festival_is_told() -> None:
    told = explain(reckon(date(2026, 2, 12), WorkingDays(3), calendar=CALENDAR))

    rows = [(row.day.day, row.weekday, row.number, row.kind, row.why, row.last) for row in told.rows]
    assert rows == [
        (12, "星期四", None, DayKind.START, "起始日，不计入", False),
        (13, "星期五", 1, DayKind.WORK, "工作日", False),
        (14, "星期六", 2, DayKind.MAKEUP, "调休上班", False),
        *[
            (day, f"星期{name}", None, DayKind.HOLIDAY, "节假日放假，不计入", False)
            for day, name in zip(range(15, 24), "日一二三四五六日一", strict=True)
        ],
        (24, "星期二", 3, DayKind.WORK, "工作日", True),
    ]
    assert (told.counted, told.skipped) == (3, {"节假日放假": 9})


def test_rest_days_count_in_a_term_of_days_and_the_last_day_rolls() -> None:
    told = explain(reckon(date(2026, 4, 2), Days(3), calendar=CALENDAR, rolls=True))

    assert [(row.day.day, row.number, row.kind, row.why, row.last) for row in told.rows] == [
        (2, None, DayKind.START, "起始日，不计入", False),
        (3, 1, DayKind.WORK, "工作日", False),
        (4, 2, DayKind.HOLIDAY, "节假日放假，照常计入", False),
        (5, 3, DayKind.HOLIDAY, "节假日放假，照常计入", False),
        (6, None, DayKind.ROLLED, "顺延", False),
        (7, None, DayKind.ROLLED, "顺延", True),
    ]
    assert (told.counted, told.skipped) == (3, {})


def test_interruptions_and_weekends_are_told_apart() -> None:
    told = explain(reckon(date(2026, 3, 5), WorkingDays(3), calendar=CALENDAR, aside=[Aside(date(2026, 3, 9), date(2026, 3, 9), "检测")]))

    assert [(row.day.day, row.number, row.why) for row in told.rows] == [
        (5, None, "起始日，不计入"),
        (6, 1, "工作日"),
        (7, None, "周末，不计入"),
        (8, None, "周末，不计入"),
        (9, None, "检测，不计入"),
        (10, 2, "工作日"),
        (11, 3, "工作日"),
    ]
    assert told.skipped == {"周末": 2, "检测": 1}


def test_weekends_of_an_unpublished_year_are_not_known() -> None:
    told = explain(reckon(date(2026, 12, 31), Days(2), calendar=CALENDAR))

    assert [(row.day.day, row.why, row.known) for row in told.rows] == [
        (31, "起始日，不计入", True),
        (1, "工作日", False),
        (2, "周末，照常计入", False),
    ]


@pytest.mark.parametrize("term", [Days(0), WorkingDays(0), Months(0)])
def test_a_term_of_nothing_is_its_first_day(term: Days | WorkingDays | Months) -> None:
    told = explain(reckon(date(2026, 3, 2), term, calendar=CALENDAR))

    assert [(row.day, row.kind, row.last) for row in told.rows] == [(date(2026, 3, 2), DayKind.START, True)]
    assert (told.counted, told.skipped) == (0, {})


def test_a_term_that_stands_still_is_told_to_that_day() -> None:
    told = explain(reckon(date(2026, 3, 5), Days(30), calendar=CALENDAR, aside=[Aside(date(2026, 3, 8), why="检测")]))

    assert [(row.day.day, row.number, row.why, row.last) for row in told.rows] == [
        (5, None, "起始日，不计入", False),
        (6, 1, "工作日", False),
        (7, 2, "周末，照常计入", False),
        (8, None, "检测，尚未结束", False),
    ]
    assert (told.counted, told.skipped) == (2, {})


def test_a_term_that_stands_still_on_its_last_day_has_no_last_day() -> None:
    told = explain(reckon(date(2026, 3, 5), Days(1), calendar=CALENDAR, aside=[Aside(date(2026, 3, 6))]))

    assert [(row.number, row.why, row.last) for row in told.rows] == [(None, "起始日，不计入", False), (None, "中止，尚未结束", False)]


@given(ANY_DAY, TERMS, asides(), st.booleans())
def test_the_rows_tell_what_was_reckoned(start: date, term: Days | WorkingDays | Months, aside: list[Aside], rolls: bool) -> None:
    due = reckon(start, term, calendar=CALENDAR, rolls=rolls, aside=aside)

    told = explain(due)

    numbers = [row.number for row in told.rows if row.number is not None]
    assert numbers == list(range(1, due.counted_until(due.due) + 1))
    assert told.counted == len(numbers)
    assert [row.day for row in told.rows if row.last] == [due.due] == [told.rows[-1].day]
    uncounted = sum(row.number is None and row.kind not in (DayKind.START, DayKind.ROLLED) for row in told.rows)
    assert sum(told.skipped.values()) == uncounted
