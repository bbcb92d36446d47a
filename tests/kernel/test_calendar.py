"""Working days and the reckoning of terms."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.cases import CALENDARS, published_calendar
from yifa.kernel.calendar import BadCalendar, Calendar, Due, Year, parse, reckon
from yifa.kernel.dates import Days, Months, WorkingDays

CALENDAR = published_calendar()
PUBLISHED = st.dates(date(2025, 1, 1), date(2026, 6, 30))
ANY_DAY = st.dates(date(2024, 1, 1), date(2028, 12, 31))
TERMS = st.one_of(st.builds(Days, st.integers(0, 120)), st.builds(WorkingDays, st.integers(0, 40)), st.builds(Months, st.integers(0, 12)))
ONE_DAY = timedelta(days=1)


def test_published_years_have_the_days_of_their_documents() -> None:
    counts = {year.year: (len(year.off), len(year.makeup), bool(year.source)) for year in CALENDAR.years}

    assert counts == {2025: (28, 5, True), 2026: (33, 6, True)}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 2), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 15), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 3, 6), True),
        (date(2026, 3, 7), False),
        (date(2026, 10, 6), False),
        (date(2026, 10, 10), True),
        (date(2025, 9, 28), True),
        (date(2027, 1, 1), True),
        (date(2027, 1, 2), False),
    ],
)
def test_day_works_as_ordered(day: date, works: bool) -> None:
    assert CALENDAR.is_working(day) is works


def test_year_not_published_is_not_known() -> None:
    assert CALENDAR.known(date(2026, 12, 31))
    assert not CALENDAR.known(date(2027, 1, 1))
    assert not CALENDAR.known(date(2024, 12, 31))


def test_order_of_a_year_may_reach_into_its_neighbours() -> None:
    document = Year(2023, "", frozenset({date(2022, 12, 31), date(2023, 1, 2)}), frozenset(), "通知")

    calendar = Calendar([document])

    assert not calendar.is_working(date(2023, 1, 2))
    assert calendar.is_ordered_off(date(2022, 12, 31))
    assert not calendar.known(date(2022, 12, 31))


def test_calendar_says_what_it_knows() -> None:
    assert str(CALENDAR) == "2025年、2026年放假安排"
    assert str(Calendar()) == "未载入放假安排"


def test_whole_working_days_lie_strictly_between() -> None:
    assert CALENDAR.working_days_between(date(2026, 9, 28), date(2026, 10, 15)) == 8
    assert CALENDAR.working_days_between(date(2026, 10, 8), date(2026, 10, 15)) == 5
    assert CALENDAR.working_days_between(date(2026, 10, 8), date(2026, 10, 9)) == 0


def test_every_calendar_of_the_profile_is_read() -> None:
    read = [parse(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(CALENDARS.glob("*.toml"))]

    assert [f"{year.year}.toml" for year in read] == [path.name for path in sorted(CALENDARS.glob("*.toml"))]
    assert {year.region for year in read} == {""}


GOOD: dict[str, Any] = {"year": 2030, "region": "", "source": "通知", "off": [date(2030, 1, 1)], "makeup": [date(2030, 1, 5)]}


def test_calendar_file_is_parsed() -> None:
    year = parse(GOOD | {"off": [date(2030, 1, 1), [date(2030, 2, 2), date(2030, 2, 4)]]})

    off = frozenset({date(2030, 1, 1), date(2030, 2, 2), date(2030, 2, 3), date(2030, 2, 4)})
    assert year == Year(2030, "", off, frozenset({date(2030, 1, 5)}), "通知")


def test_document_may_order_days_from_december_before_to_january_after() -> None:
    edges = [[date(2029, 12, 1), date(2029, 12, 1)], date(2031, 1, 31)]

    assert parse(GOOD | {"off": edges}).off == frozenset({date(2029, 12, 1), date(2031, 1, 31)})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"year": "2030"}, "year must be a number, not '2030'"),
        ({"source": " "}, "2030: no source, and no calendar without the document that orders it"),
        ({"holidays": []}, "unknown members: holidays"),
        ({"off": [date(2030, 1, 5)]}, "2030: both off and worked: 2030-01-05"),
        ({"off": [date(2031, 2, 1)]}, "2030: 2031-02-01 is of another year"),
        ({"off": [date(2029, 11, 30)]}, "2030: 2029-11-30 is of another year"),
        ({"makeup": [date(2030, 1, 4)]}, "2030: 2030-01-04 is no weekend day and needs no order to be worked"),
        (
            {"off": [[date(2030, 1, 3), date(2030, 1, 1)]]},
            "2030: neither a day nor [first, last]: [datetime.date(2030, 1, 3), datetime.date(2030, 1, 1)]",
        ),
        ({"off": ["2030-01-01"]}, "2030: neither a day nor [first, last]: '2030-01-01'"),
    ],
)
def test_bad_calendar_file_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(BadCalendar) as caught:
        parse(GOOD | change)

    assert str(caught.value) == message


def test_same_year_twice_is_refused() -> None:
    with pytest.raises(BadCalendar, match="2030 is given twice"):
        Calendar([parse(GOOD), parse(GOOD)])


def test_years_that_disagree_are_refused() -> None:
    other = Year(2031, "", frozenset(), frozenset({date(2030, 12, 28)}), "通知")
    off = Year(2030, "", frozenset({date(2030, 12, 28)}), frozenset(), "通知")

    with pytest.raises(BadCalendar, match="two years disagree about 2030-12-28"):
        Calendar([off, other])


@pytest.mark.parametrize(
    ("start", "term", "rolls", "due"),
    [
        (
            date(2026, 2, 11),
            WorkingDays(7),
            False,
            Due(
                date(2026, 2, 27),
                date(2026, 2, 27),
                date(2026, 2, 27),
                False,
                (
                    "开始的当日2026年2月11日不计入，自2026年2月12日起算。",
                    "期限为7个工作日，最后一日为2026年2月27日。",
                    "2026年2月15日至2月23日为节假日放假，不计入。",
                    "2026年2月14日（星期六）调休上班，计入。",
                ),
            ),
        ),
        (
            date(2026, 3, 2),
            WorkingDays(5),
            True,
            Due(
                date(2026, 3, 9),
                date(2026, 3, 9),
                date(2026, 3, 9),
                False,
                (
                    "开始的当日2026年3月2日不计入，自2026年3月3日起算。",
                    "期限为5个工作日，最后一日为2026年3月9日。",
                    "2026年3月7日至3月8日为周末，不计入。",
                ),
            ),
        ),
        (
            date(2026, 9, 10),
            Days(15),
            True,
            Due(
                date(2026, 9, 25),
                date(2026, 9, 28),
                date(2026, 9, 24),
                False,
                (
                    "开始的当日2026年9月10日不计入，自2026年9月11日起算。",
                    "期限为15日，按自然日计算，其间的休息日和节假日不扣除，最后一日为2026年9月25日。",
                    "最后一日节假日放假，顺延至2026年9月28日。",
                ),
            ),
        ),
        (
            date(2026, 3, 2),
            Days(90),
            False,
            Due(
                date(2026, 5, 31),
                date(2026, 5, 31),
                date(2026, 5, 29),
                False,
                (
                    "开始的当日2026年3月2日不计入，自2026年3月3日起算。",
                    "期限为90日，按自然日计算，其间的休息日和节假日不扣除，最后一日为2026年5月31日。",
                    "最后一日星期日休息，本期限不顺延，宜在2026年5月29日前办结。",
                ),
            ),
        ),
        (
            date(2025, 8, 29),
            Months(6),
            True,
            Due(
                date(2026, 2, 28),
                date(2026, 2, 28),
                date(2026, 2, 28),
                False,
                (
                    "开始的当日2025年8月29日不计入，自2025年8月30日起算。",
                    "期限为6个月，到期月没有对应日，以月末日2026年2月28日为最后一日。",
                    "最后一日虽为星期六，但调休上班，不顺延。",
                ),
            ),
        ),
        (
            date(2026, 2, 13),
            Days(15),
            False,
            Due(
                date(2026, 2, 28),
                date(2026, 2, 28),
                date(2026, 2, 28),
                False,
                (
                    "开始的当日2026年2月13日不计入，自2026年2月14日起算。",
                    "期限为15日，按自然日计算，其间的休息日和节假日不扣除，最后一日为2026年2月28日。",
                ),
            ),
        ),
        (
            date(2025, 12, 30),
            WorkingDays(1),
            True,
            Due(
                date(2025, 12, 31),
                date(2025, 12, 31),
                date(2025, 12, 31),
                False,
                ("开始的当日2025年12月30日不计入，自2025年12月31日起算。", "期限为1个工作日，最后一日为2025年12月31日。"),
            ),
        ),
        (
            date(2026, 12, 30),
            WorkingDays(2),
            True,
            Due(
                date(2027, 1, 1),
                date(2027, 1, 1),
                date(2027, 1, 1),
                True,
                (
                    "开始的当日2026年12月30日不计入，自2026年12月31日起算。",
                    "期限为2个工作日，最后一日为2027年1月1日。",
                    "2027年放假安排尚未载入，该年暂只按周末休息推算，公布后须重新计算。",
                ),
            ),
        ),
        (
            date(2026, 3, 2),
            Days(0),
            True,
            Due(
                date(2026, 3, 2),
                date(2026, 3, 2),
                date(2026, 3, 2),
                False,
                (
                    "期限为零，当日2026年3月2日即为最后一日。",
                    "期限为0日，按自然日计算，其间的休息日和节假日不扣除，最后一日为2026年3月2日。",
                ),
            ),
        ),
        (
            date(2026, 12, 26),
            WorkingDays(0),
            True,
            Due(
                date(2026, 12, 26),
                date(2026, 12, 26),
                date(2026, 12, 26),
                False,
                ("期限为零，当日2026年12月26日即为最后一日。", "期限为0个工作日，最后一日为2026年12月26日。"),
            ),
        ),
    ],
)
def test_term_is_reckoned_and_explained(start: date, term: Days | WorkingDays | Months, rolls: bool, due: Due) -> None:
    assert reckon(start, term, calendar=CALENDAR, rolls=rolls) == due


def test_breaks_over_new_year_name_both_years() -> None:
    calendar = Calendar(
        [
            Year(2030, "", frozenset(), frozenset(), "通知"),
            Year(2031, "", frozenset({date(2030, 12, 31), date(2031, 1, 1)}), frozenset(), "通知"),
        ]
    )

    due = reckon(date(2030, 12, 30), WorkingDays(1), calendar=calendar, rolls=True)

    assert due.reckoning[2] == "2030年12月31日至2031年1月1日为节假日放假，不计入。"


def test_single_day_off_stands_alone() -> None:
    due = reckon(date(2024, 12, 31), WorkingDays(1), calendar=CALENDAR, rolls=True)

    assert due.reckoning[2] == "2025年1月1日为节假日放假，不计入。"


def test_one_warns_on_the_first_day_where_the_whole_term_rests() -> None:
    due = reckon(date(2026, 5, 2), Days(3), calendar=CALENDAR, rolls=False)

    assert (due.due, due.warn_by) == (date(2026, 5, 5), date(2026, 5, 2))


@given(PUBLISHED, st.integers(1, 40))
def test_working_days_agree_with_a_naive_count(start: date, n: int) -> None:
    """Counted another way: all days of the year in a list, those off struck out, those ordered put in."""
    off = {day for year in CALENDAR.years for day in year.off}
    makeup = {day for year in CALENDAR.years for day in year.makeup}
    days = [date(2025, 1, 1) + timedelta(days=i) for i in range(730)]
    workdays = sorted(({day for day in days if day.isoweekday() < 6} - off) | makeup)

    due = reckon(start, WorkingDays(n), calendar=CALENDAR, rolls=True)

    assert due.due == [day for day in workdays if day > start][n - 1]


@given(ANY_DAY, ANY_DAY, TERMS, st.booleans())
def test_later_start_is_never_due_earlier(one: date, other: date, term: Days | WorkingDays | Months, rolls: bool) -> None:
    first, second = sorted((one, other))

    earlier = reckon(first, term, calendar=CALENDAR, rolls=rolls)
    later = reckon(second, term, calendar=CALENDAR, rolls=rolls)

    assert earlier.nominal <= later.nominal
    assert earlier.due <= later.due
    assert earlier.warn_by <= later.warn_by


@given(ANY_DAY, TERMS, st.booleans())
def test_days_of_a_term_stand_in_order(start: date, term: Days | WorkingDays | Months, rolls: bool) -> None:
    due = reckon(start, term, calendar=CALENDAR, rolls=rolls)

    assert start <= due.warn_by <= due.nominal <= due.due
    assert due.due == due.nominal or (rolls and CALENDAR.is_working(due.due) and not CALENDAR.is_working(due.nominal))
    assert CALENDAR.is_working(due.warn_by) or due.warn_by == start
    assert all(sentence.endswith("。") for sentence in due.reckoning)


@given(ANY_DAY, TERMS, st.booleans())
def test_term_is_provisional_exactly_where_an_unpublished_year_matters(start: date, term: Days | WorkingDays | Months, rolls: bool) -> None:
    due = reckon(start, term, calendar=CALENDAR, rolls=rolls)

    if isinstance(term, WorkingDays) and term.n:
        touched = {(start + timedelta(days=i)).year for i in range(1, (due.due - start).days + 1)}
    else:
        touched = {due.nominal.year, due.due.year, due.warn_by.year}
    assert due.provisional is bool(touched - {2025, 2026})
    assert due.provisional is any("尚未载入" in sentence for sentence in due.reckoning)


@given(ANY_DAY)
def test_next_and_last_working_day_are_the_nearest(day: date) -> None:
    following, before = CALENDAR.next_working(day), CALENDAR.last_working(day)

    assert CALENDAR.is_working(following) and CALENDAR.is_working(before)
    assert not any(CALENDAR.is_working(day + i * ONE_DAY) for i in range((following - day).days))
    assert not any(CALENDAR.is_working(day - i * ONE_DAY) for i in range((day - before).days))
