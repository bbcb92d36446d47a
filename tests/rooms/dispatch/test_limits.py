"""处置时限 — vectors by hand over nights, weekends and holiday swaps of 2026, and what holds for every limit."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.dispatch.core.limits import DAYS, HOURS, UNITS, WORKING_DAYS, WORKING_HOURS, Hours, limit_of
from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import SHANGHAI
from yifa.server.published import published_calendar

CALENDAR = published_calendar()


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "n", "unit", "due", "warn"),
    [
        # within a morning, over the lunch break, into the next morning
        ("2026-03-03T09:00", 2, WORKING_HOURS, "2026-03-03T11:00", "2026-03-03T10:36"),
        ("2026-03-03T11:00", 2, WORKING_HOURS, "2026-03-03T14:30", "2026-03-03T14:06"),
        ("2026-03-03T16:30", 4, WORKING_HOURS, "2026-03-04T11:30", "2026-03-04T10:42"),
        # to the last minute of a day, and one more
        ("2026-03-03T08:30", 7, WORKING_HOURS, "2026-03-03T17:00", "2026-03-03T15:36"),
        ("2026-03-03T09:00", 7, WORKING_HOURS, "2026-03-03T17:30", "2026-03-03T16:06"),
        ("2026-03-03T09:01", 7, WORKING_HOURS, "2026-03-04T08:31", "2026-03-03T16:07"),
        # before work, in the lunch break, after work
        ("2026-03-03T06:00", 1, WORKING_HOURS, "2026-03-03T09:30", "2026-03-03T09:18"),
        ("2026-03-03T12:40", 1, WORKING_HOURS, "2026-03-03T14:30", "2026-03-03T14:18"),
        ("2026-03-03T20:00", 1, WORKING_HOURS, "2026-03-04T09:30", "2026-03-04T09:18"),
        # Friday afternoon over a weekend; Saturday
        ("2026-03-06T16:30", 4, WORKING_HOURS, "2026-03-09T11:30", "2026-03-09T10:42"),
        ("2026-03-07T10:00", 4, WORKING_HOURS, "2026-03-09T14:00", "2026-03-09T11:42"),
        # 30 April (Thursday) over the May holiday; Saturday 9 May is worked
        ("2026-04-30T16:30", 4, WORKING_HOURS, "2026-05-06T11:30", "2026-05-06T10:42"),
        ("2026-05-08T16:30", 4, WORKING_HOURS, "2026-05-09T11:30", "2026-05-09T10:42"),
        # days of work: the day of filing is not counted
        ("2026-03-03T09:00", 1, WORKING_DAYS, "2026-03-04T17:30", None),
        ("2026-03-06T16:30", 1, WORKING_DAYS, "2026-03-09T17:30", None),
        ("2026-04-30T09:00", 3, WORKING_DAYS, "2026-05-08T17:30", None),
        ("2026-04-30T09:00", 4, WORKING_DAYS, "2026-05-09T17:30", None),
        ("2026-09-18T09:00", 1, WORKING_DAYS, "2026-09-20T17:30", None),
        # hours and days run on
        ("2026-03-06T23:00", 2, HOURS, "2026-03-07T01:00", "2026-03-07T00:36"),
        ("2026-04-30T10:15", 5, DAYS, "2026-05-05T10:15", "2026-05-04T10:15"),
    ],
)
def test_limit_ends_at_the_moment_reckoned_by_hand(start: str, n: int, unit: str, due: str, warn: str | None) -> None:
    found = limit_of(_at(start), n, unit, calendar=CALENDAR)

    assert found.due_at == _at(due)
    assert warn is None or found.warn_at == _at(warn)
    assert all(sentence.endswith("。") for sentence in found.reckoning)


def test_reckoning_tells_what_was_left_out_and_what_was_worked() -> None:
    found = limit_of(_at("2026-04-30T16:30"), 4, WORKING_HOURS, calendar=CALENDAR)

    assert found.reckoning == (
        "自2026年4月30日16时30分起算，期限为4个工作时，只计算工作日的08:30—12:00、13:30—17:30。",
        "5月1日（星期五）至5月5日（星期二）之间的5日按放假安排休息，不计入。",
        "4月30日（星期四）计入1小时；5月6日（星期三）计入3小时。",
        "至2026年5月6日11时30分届满。",
    )


def test_filed_on_a_day_of_rest_it_says_so() -> None:
    found = limit_of(_at("2026-03-07T10:00"), 9, WORKING_HOURS, calendar=CALENDAR)

    assert found.reckoning[1] == "3月7日（星期六）休息，自下一个工作日上班时起算。"
    assert found.reckoning[2] == "3月7日（星期六）、3月8日（星期日）为周末，不计入。"
    assert found.reckoning[3] == "3月9日（星期一）计入7小时30分；3月10日（星期二）计入1小时30分。"


def test_beyond_the_published_calendar_there_is_no_moment() -> None:
    found = limit_of(_at("2026-12-31T16:30"), 2, WORKING_HOURS, calendar=CALENDAR)

    assert (found.due_at, found.warn_at, found.provisional) == (None, None, True)
    assert found.reckoning[-1] == "2027年放假安排尚未载入，届满的时间现在无法确定，载入后再计算。"
    assert limit_of(_at("2026-12-31T16:30"), 1, WORKING_HOURS, calendar=CALENDAR).due_at == _at("2026-12-31T17:30")
    assert limit_of(_at("2026-12-31T16:30"), 1, WORKING_DAYS, calendar=CALENDAR).provisional
    assert limit_of(_at("2026-12-31T16:30"), 2, HOURS, calendar=Calendar()).due_at == _at("2026-12-31T18:30")


def test_a_town_may_have_other_hours() -> None:
    summer = Hours.of(["08:00-12:00", "14:30-18:00"])

    assert limit_of(_at("2026-07-01T11:00"), 2, WORKING_HOURS, calendar=CALENDAR, hours=summer).due_at == _at("2026-07-01T15:30")


@pytest.mark.parametrize("texts", [[], ["08:30"], ["12:00-08:30"], ["08:30-12:00", "11:00-13:00"], ["25:00-26:00"]])
def test_hours_that_are_no_order_of_a_day_are_refused(texts: list[str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Hours.of(texts)


@pytest.mark.parametrize(("n", "unit"), [(0, HOURS), (1, "周"), (-1, WORKING_DAYS)])
def test_what_is_no_limit_is_refused(n: int, unit: str) -> None:
    with pytest.raises(ValueError, match="no limit"):
        limit_of(_at("2026-03-03T09:00"), n, unit, calendar=CALENDAR)


_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 9, 1)).map(lambda moment: moment.replace(tzinfo=SHANGHAI))


@given(first=_MOMENTS, second=_MOMENTS, n=st.integers(1, 60), unit=st.sampled_from(UNITS))
def test_filed_later_is_never_due_earlier(first: datetime, second: datetime, n: int, unit: str) -> None:
    early, late = sorted((first, second))

    one, other = limit_of(early, n, unit, calendar=CALENDAR), limit_of(late, n, unit, calendar=CALENDAR)

    assert one.due_at is not None and other.due_at is not None
    assert one.due_at <= other.due_at


@given(start=_MOMENTS, n=st.integers(1, 60), unit=st.sampled_from(UNITS))
def test_a_longer_limit_is_due_later_and_warns_between(start: datetime, n: int, unit: str) -> None:
    one, more = limit_of(start, n, unit, calendar=CALENDAR), limit_of(start, n + 1, unit, calendar=CALENDAR)

    assert one.due_at is not None and one.warn_at is not None and more.due_at is not None
    assert start < one.warn_at < one.due_at < more.due_at


@given(start=_MOMENTS, n=st.integers(1, 60))
def test_hours_of_work_end_within_hours_of_work(start: datetime, n: int) -> None:
    due = limit_of(start, n, WORKING_HOURS, calendar=CALENDAR).due_at

    assert due is not None and CALENDAR.is_working(due.astimezone(SHANGHAI).date())
    assert any(first < due <= last for first, last in Hours.of(["08:30-12:00", "13:30-17:30"]).on(due.astimezone(SHANGHAI).date()))
    assert due - start >= timedelta(hours=n)
