"""Terms and legal days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.dates import (
    SHANGHAI,
    DayOutOfReach,
    Days,
    Hours,
    Months,
    WorkingDays,
    add_months,
    chinese_date,
    chinese_moment,
    hours_after,
    legal_date,
    weekday_name,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_legal_date_is_the_day_in_shanghai() -> None:
    assert legal_date(datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 2)
    assert legal_date(datetime(2026, 3, 2, 16, 0, 0, tzinfo=UTC)) == date(2026, 3, 3)
    assert legal_date(datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)) == date(2026, 3, 2)


@pytest.mark.parametrize("ask", [legal_date, lambda instant: hours_after(instant, Hours(1))])
def test_instant_without_time_zone_is_refused(ask) -> None:  # type: ignore[no-untyped-def]  # two functions of different result
    with pytest.raises(ValueError, match="without time zone"):
        ask(datetime(2026, 3, 2, 8, 0))


def test_hours_count_from_the_moment_itself() -> None:
    start = datetime(2026, 3, 6, 16, 0, tzinfo=timezone(timedelta(hours=8)))

    assert hours_after(start, Hours(24)) == datetime(2026, 3, 7, 16, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("ask", [legal_date, chinese_moment])
@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_whose_day_there_is_not_is_told_in_a_sentence(ask: Callable[[datetime], object], text: str) -> None:
    with pytest.raises(DayOutOfReach) as caught:
        ask(datetime.fromisoformat(text))

    assert caught.value.sentence.endswith("超出可以计算的日期范围。")


def test_hours_beyond_the_last_day_are_refused() -> None:
    start = datetime(9999, 12, 30, 23, 59, tzinfo=SHANGHAI)
    assert hours_after(start, Hours(24)) == datetime(9999, 12, 31, 23, 59, tzinfo=SHANGHAI)

    with pytest.raises(DayOutOfReach) as caught:
        hours_after(start, Hours(33))

    assert (caught.value.sentence, caught.value.remedy) == ("自9999年12月30日起33小时，超出可以计算的日期范围。", "请核对起始日期和期限。")


def test_hours_are_clock_hours_where_summer_time_jumps() -> None:
    start = datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))

    assert hours_after(start, Hours(1)) == datetime(2026, 3, 29, 3, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2025, 8, 29), 6, date(2026, 2, 28)),
        (date(2023, 8, 29), 6, date(2024, 2, 29)),
        (date(2025, 8, 28), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 1, 15), 11, date(2025, 12, 15)),
        (date(2025, 5, 31), 0, date(2025, 5, 31)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(DAYS, st.integers(0, 120))
def test_months_never_leave_their_month(day: date, months: int) -> None:
    then = add_months(day, months)

    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then + timedelta(days=1)).day == 1


def test_terms_are_written_with_their_unit() -> None:
    assert [str(term) for term in (Days(90), WorkingDays(5), Months(6), Hours(24))] == ["90日", "5个工作日", "6个月", "24小时"]


def test_terms_of_one_unit_add_and_compare() -> None:
    assert Days(90) + Days(25) == Days(115)
    assert WorkingDays(3) < WorkingDays(5)


def test_terms_of_two_units_never_mix() -> None:
    with pytest.raises(TypeError, match="different units"):
        Days(7) + WorkingDays(7)  # type: ignore[operator]  # what is tested
    with pytest.raises(TypeError):
        Days(7) < WorkingDays(7)  # type: ignore[operator]  # noqa: B015  what is tested
    assert Days(7) != WorkingDays(7)


@pytest.mark.parametrize("n", [-1, 1.0, "1", True, None])
def test_term_that_is_no_whole_number_is_refused(n: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        Days(n)  # type: ignore[arg-type]  # what is tested


def test_moments_are_written_in_chinese_in_shanghai() -> None:
    assert chinese_moment(datetime(2026, 3, 6, 16, 5, tzinfo=UTC)) == "2026年3月7日0时05分"
    with pytest.raises(ValueError, match="without time zone"):
        chinese_moment(datetime(2026, 3, 6, 16, 5))


def test_days_are_written_in_chinese() -> None:
    assert chinese_date(date(2026, 3, 7)) == "2026年3月7日"
    assert [weekday_name(date(2026, 3, day)) for day in (2, 7, 8)] == ["星期一", "星期六", "星期日"]


class _Nowhere(tzinfo):
    """A time zone that does not say how far it is from any other."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return None


def test_a_time_zone_that_says_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="an instant without time zone has no legal day"):
        legal_date(datetime(2026, 3, 2, tzinfo=_Nowhere()))
