"""值班 — a roster expanded, changed, without those who are away; and the properties that hold of every roster."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.dispatch.core.roster import DESK, PATROL, Away, Change, Shift, Standing, clock_time, crews, doubles, gaps, on_duty, shifts
from yifa.kernel.dates import SHANGHAI

#: a Monday
MONDAY = date(2026, 3, 9)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START = datetime.combine(MONDAY, time(0), SHANGHAI)


def at(day: int, hour: float) -> datetime:
    """That hour of that day of the week, 0 is Monday."""
    return START + day * DAY + hour * HOUR


def line(officer: str = "A", days: str = "1234567", begins: str = "08:00", ends: str = "18:00", **more: object) -> Standing:
    values = {"body": "town", "kind": DESK, "crew": "", **more}
    return Standing(officer=officer, days=days, begins=clock_time(begins), ends=clock_time(ends), **values)  # type: ignore[arg-type]


def change(officer: str, begins_at: datetime, ends_at: datetime, *, off: bool = False, body: str = "town") -> Change:
    return Change(officer, body, DESK, "", begins_at, ends_at, off)


def spans(*of: Standing, changes: tuple[Change, ...] = (), away: tuple[Away, ...] = (), days: int = 7) -> list[tuple[float, float]]:
    """Begin and end of each shift of the week, in hours since its start."""
    found = shifts(of, changes, away, since=START, until=START + days * DAY)
    return [((one.begins_at - START) / HOUR, (one.ends_at - START) / HOUR) for one in found]


def test_watch_is_on_its_weekdays_and_through_midnight() -> None:
    assert spans(line(days="15")) == [(8, 18), (104, 114)]
    # Sunday's night reaches into the week, Monday's out of the day
    assert spans(line(days="17", begins="20:00", ends="08:00"), days=1) == [(-4, 8), (20, 32)]


@pytest.mark.parametrize(("begins", "ends", "hours"), [("08:00", "08:00", 24), ("00:00", "24:00", 24), ("16:00", "24:00", 8)])
def test_end_not_after_the_beginning_is_the_next_days(begins: str, ends: str, hours: int) -> None:
    ((begin, end),) = spans(line(days="3", begins=begins, ends=ends))

    assert end - begin == hours


def test_line_holds_within_its_dates_alone() -> None:
    assert spans(line(since=MONDAY + DAY, until=MONDAY + 3 * DAY)) == [(32, 42), (56, 66)]


def test_night_that_began_before_the_line_ended_goes_on() -> None:
    assert spans(line(begins="20:00", ends="08:00", until=MONDAY), days=1) == [(-4, 8)]


def test_what_is_off_is_cut_out_of_that_bodys_watch_and_an_extra_one_stands_beside() -> None:
    noon = change("A", at(0, 12), at(0, 14), off=True)
    elsewhere = change("A", at(0, 8), at(0, 9), off=True, body="other")
    extra = change("B", at(0, 12), at(0, 14))

    assert spans(line(days="1"), changes=(noon, elsewhere, extra)) == [(8, 12), (12, 14), (14, 18)]


def test_overlapping_cuts_leave_what_none_of_them_takes() -> None:
    cuts = ((7, 9), (8.5, 10), (12, 13), (12, 12.5), (17, 30))
    changes = tuple(change("A", at(0, begin), at(0, end), off=True) for begin, end in cuts)

    assert spans(line(days="1"), changes=changes) == [(10, 12), (13, 17)]


def test_who_is_away_is_on_no_watch_of_those_days_not_even_an_extra_one() -> None:
    leave = Away("A", MONDAY + DAY, MONDAY + 2 * DAY)
    extra = change("A", at(1, 20), at(1, 22))

    assert spans(line(days="123"), line("B", days="2"), changes=(extra,), away=(leave,)) == [(8, 18), (32, 42)]
    assert spans(line(), away=(Away("A", None, MONDAY), Away("A", MONDAY + 2 * DAY, None))) == [(32, 42)]
    assert spans(line(), away=(Away("A", None, None),)) == []


def test_gaps_are_when_nobody_has_the_watch() -> None:
    known = shifts([line(days="1"), line("B", days="1", begins="16:00", ends="24:00")], (), (), since=START, until=START + 2 * DAY)

    found = gaps(known, since=START, until=START + DAY)

    assert found == ((at(0, 0), at(0, 8)),)
    assert gaps((), since=START, until=START + DAY) == ((START, START + DAY),)
    assert gaps(known, since=at(0, 9), until=at(0, 23)) == ()


def test_officer_in_two_watches_at_once_is_found() -> None:
    first, second, third = line(days="1"), line(days="1", begins="17:00", ends="20:00", kind=PATROL), line("B", days="1")
    known = shifts([first, second, third], (), (), since=START, until=START + DAY)

    assert [(one.kind, other.kind, other.officer) for one, other in doubles(known)] == [(DESK, PATROL, "A")]
    assert doubles(shifts([first, third], (), (), since=START, until=START + DAY)) == ()


def test_long_watch_meets_each_short_one_within_it() -> None:
    known = [Shift(at(0, begin), at(0, end), "A", "town", DESK) for begin, end in ((8, 18), (9, 10), (11, 12))]

    assert len(doubles(known)) == 2


def test_crews_are_of_a_body_and_who_is_in_none_is_one() -> None:
    known = shifts(
        [line("A", crew="甲"), line("B", crew="甲"), line("C"), line("D", crew="甲", body="other")],
        (),
        (),
        since=START,
        until=START + HOUR * 9,
    )

    found = {key: [one.officer for one in members] for key, members in crews(known).items()}

    assert found == {("town", "甲"): ["A", "B"], ("town", "C"): ["C"], ("other", "甲"): ["D"]}


# --- of every roster

hours = st.integers(0, 7 * 24).map(lambda hour: START + hour * HOUR)
lines = st.builds(
    line,
    officer=st.sampled_from("ABC"),
    days=st.sets(st.sampled_from("1234567"), min_size=1).map(lambda days: "".join(sorted(days))),
    begins=st.sampled_from(["00:00", "06:30", "08:00", "20:00"]),
    ends=st.sampled_from(["24:00", "08:00", "18:00", "23:30"]),
)
changes = st.builds(
    lambda officer, begin, length, off: change(officer, begin, begin + length * HOUR, off=off),
    st.sampled_from("ABC"),
    hours,
    st.integers(1, 30),
    st.booleans(),
)
aways = st.builds(
    lambda officer, first, length: Away(officer, MONDAY + first * DAY, MONDAY + (first + length) * DAY),
    st.sampled_from("ABC"),
    st.integers(0, 6),
    st.integers(0, 3),
)
WEEK = {"since": START, "until": START + 7 * DAY}


@given(st.lists(lines, max_size=4), st.lists(changes, max_size=4), st.lists(aways, max_size=2), hours)
def test_on_duty_at_an_instant_is_what_the_rows_say(of: list[Standing], moved: list[Change], away: list[Away], instant: datetime) -> None:
    found = {one.officer for one in on_duty(shifts(of, moved, away, **WEEK), instant)}

    def stands(row: Standing) -> bool:
        days = (instant.date(), instant.date() - DAY)
        begun = [datetime.combine(day, row.begins, SHANGHAI) for day in days if row.covers(day)]
        length = (datetime.combine(MONDAY, row.ends) - datetime.combine(MONDAY, row.begins)) % DAY or DAY
        within = any(begin <= instant < begin + length for begin in begun)
        off = any(one.off and one.officer == row.officer and one.begins_at <= instant < one.ends_at for one in moved)
        return within and not off

    gone = {row.officer for row in away if row.first and row.last and row.first <= instant.date() <= row.last}
    there = {row.officer for row in of if stands(row)}
    there |= {one.officer for one in moved if not one.off and one.begins_at <= instant < one.ends_at}
    assert found == (there - gone if instant < START + 7 * DAY else found)


@given(st.lists(lines, max_size=4), st.lists(changes, max_size=4), hours)
def test_an_instant_is_in_a_gap_or_somebody_has_the_watch(of: list[Standing], moved: list[Change], instant: datetime) -> None:
    known = shifts(of, moved, (), **WEEK)
    empty = any(begin <= instant < end for begin, end in gaps(known, **WEEK))

    assert empty != bool(on_duty(known, instant)) or instant >= START + 7 * DAY


@given(st.lists(lines, max_size=4), st.lists(changes, max_size=5))
def test_shifts_meet_the_span_and_go_forward_and_what_is_off_is_in_none(of: list[Standing], moved: list[Change]) -> None:
    known = shifts(of, moved, (), **WEEK)

    assert all(one.begins_at < one.ends_at and one.meets(START, START + 7 * DAY) for one in known)
    assert list(known) == sorted(known)
    offs = [one for one in moved if one.off]
    assert not [
        one for one in known if not one.extra for off in offs if off.officer == one.officer and one.meets(off.begins_at, off.ends_at)
    ]


@given(st.lists(lines, max_size=3), st.lists(changes, max_size=3), changes)
def test_one_more_watch_never_makes_a_gap_longer(of: list[Standing], moved: list[Change], more: Change) -> None:
    def empty(all_: list[Change]) -> timedelta:
        return sum((end - begin for begin, end in gaps(shifts(of, all_, (), **WEEK), **WEEK)), timedelta(0))

    assert (empty([*moved, more]) >= empty(moved)) if more.off else (empty([*moved, more]) <= empty(moved))
