"""Working days and the reckoning of terms."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.cases import CALENDARS, published_calendar
from yifa.kernel.calendar import Aside, BadCalendar, Brought, Calendar, Calendars, Year, parse, reckon
from yifa.kernel.dates import DayOutOfReach, Days, Months, WorkingDays, chinese_date

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
        ({"year": "2030"}, "放假安排没有用数字写明年份（year）。"),
        ({"year": True}, "放假安排没有用数字写明年份（year）。"),
        ({"year": 1899}, "1899不是可以载入的年份。"),
        ({"year": 9001}, "9001不是可以载入的年份。"),
        ({"region": 1311}, "放假安排的region应当是文字。"),
        ({"region": "阜城"}, "地区应当是行政区划代码，不是“阜城”。"),
        ({"region": "²"}, "地区应当是行政区划代码，不是“²”。"),
        ({"region": "1311281000000"}, "地区应当是行政区划代码，不是“1311281000000”。"),
        ({"off": "2030-01-01"}, "2030年放假安排的日期应当写成列表。"),
        ({"off": [datetime(2030, 1, 1)]}, "2030年放假安排中有既不是日期也不是起止日期的内容：2030-01-01 00:00:00。"),
        ({"source": " "}, "2030年放假安排没有写明来源文件。"),
        ({"holidays": []}, "放假安排中有不认识的项目：holidays。"),
        ({"off": [date(2030, 1, 5)]}, "2030年放假安排把2030年1月5日既列为放假又列为上班。"),
        ({"off": [date(2031, 2, 1)]}, "2031年2月1日不属于2030年放假安排的范围。"),
        ({"off": [date(2029, 11, 30)]}, "2029年11月30日不属于2030年放假安排的范围。"),
        ({"makeup": [date(2030, 1, 4)]}, "2030年1月4日是星期五，本来就上班，不能列为调休上班日。"),
        (
            {"off": [[date(2030, 1, 3), date(2030, 1, 1)]]},
            "2030年放假安排中有既不是日期也不是起止日期的内容：2030-01-03至2030-01-01。",
        ),
        (
            {"off": [[date(2029, 12, 1), date(2030, 2, 1)]]},
            "2030年放假安排中有既不是日期也不是起止日期的内容：2029-12-01至2030-02-01。",
        ),
        ({"off": ["2030-01-01"]}, "2030年放假安排中有既不是日期也不是起止日期的内容：2030-01-01。"),
    ],
)
def test_bad_calendar_file_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(BadCalendar) as caught:
        parse(GOOD | change)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "change",
    [
        {"year": 1900, "off": [], "makeup": []},
        {"year": 9000, "off": [], "makeup": []},
        {"region": "131128100000"},
        {"off": [[date(2030, 1, 6), date(2030, 1, 31)], [date(2029, 12, 1), date(2029, 12, 31)]]},
    ],
)
def test_the_widest_calendar_file_is_read(change: dict[str, object]) -> None:
    assert parse(GOOD | change).source == "通知"


def test_the_longest_break_is_two_months() -> None:
    assert len(parse(GOOD | {"off": [[date(2029, 12, 1), date(2030, 1, 31)]], "makeup": []}).off) == 62


def test_same_year_twice_is_refused() -> None:
    with pytest.raises(BadCalendar, match="2030年放假安排重复。"):
        Calendar([parse(GOOD), parse(GOOD)])


def test_years_that_disagree_are_refused() -> None:
    other = Year(2031, "", frozenset(), frozenset({date(2030, 12, 28)}), "通知")
    off = Year(2030, "", frozenset({date(2030, 12, 28)}), frozenset(), "通知")

    with pytest.raises(BadCalendar, match="两个年度的放假安排对2030年12月28日的规定相反。"):
        Calendar([off, other])


@pytest.mark.parametrize(
    ("start", "term", "rolls", "told"),
    [
        (
            date(2026, 2, 11),
            WorkingDays(7),
            False,
            (
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
            (
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
            (
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
            (
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
            (
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
            (
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
            (
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
            (
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
            (
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
            (
                date(2026, 12, 26),
                date(2026, 12, 26),
                date(2026, 12, 26),
                False,
                ("期限为零，当日2026年12月26日即为最后一日。", "期限为0个工作日，最后一日为2026年12月26日。"),
            ),
        ),
    ],
)
def test_term_is_reckoned_and_explained(start: date, term: Days | WorkingDays | Months, rolls: bool, told: tuple[object, ...]) -> None:
    due = reckon(start, term, calendar=CALENDAR, rolls=rolls)

    assert (due.nominal, due.due, due.warn_by, due.provisional, due.reckoning) == told


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


# --- days that are not counted

TESTS = Aside(date(2026, 3, 10), date(2026, 3, 24), "检测")


@st.composite
def asides(draw: st.DrawFn) -> list[Aside]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
        found.append(Aside(first, first + timedelta(days=draw(st.integers(0, 40))), draw(st.sampled_from(["检测", "听证", "中止"]))))
    return found


def test_days_set_aside_are_not_counted_and_named() -> None:
    due = reckon(date(2026, 3, 2), Days(30), calendar=CALENDAR, aside=[TESTS])

    assert (due.nominal, due.due, due.warn_by) == (date(2026, 4, 16), date(2026, 4, 16), date(2026, 4, 16))
    assert due.reckoning == (
        "开始的当日2026年3月2日不计入，自2026年3月3日起算。",
        "期限为30日，按自然日计算，其间的休息日和节假日不扣除，加上不计入的日数，最后一日为2026年4月16日。",
        "2026年3月10日至3月24日检测，共15日，不计入。",
    )


def test_working_days_set_aside_are_not_counted_and_named() -> None:
    due = reckon(date(2026, 3, 2), WorkingDays(7), calendar=CALENDAR, aside=[Aside(date(2026, 3, 7), date(2026, 3, 10), "听证")])

    assert due.due == date(2026, 3, 13)
    assert due.reckoning == (
        "开始的当日2026年3月2日不计入，自2026年3月3日起算。",
        "期限为7个工作日，最后一日为2026年3月13日。",
        "2026年3月7日至3月10日听证，其中2个工作日，不计入。",
    )


def test_months_are_longer_by_the_days_set_aside() -> None:
    due = reckon(date(2025, 8, 29), Months(6), calendar=CALENDAR, rolls=True, aside=[Aside(date(2025, 9, 1), date(2025, 9, 1), "中止")])

    assert (due.nominal, due.due) == (date(2026, 3, 1), date(2026, 3, 2))
    assert due.reckoning == (
        "开始的当日2025年8月29日不计入，自2025年8月30日起算。",
        "期限为6个月，到期月没有对应日，以月末日2026年2月28日为最后一日。",
        "2025年9月1日中止，共1日，不计入。",
        "加上不计入的日数，最后一日为2026年3月1日。",
        "最后一日星期日休息，顺延至2026年3月2日。",
    )


def test_a_month_that_begins_after_the_interruption_may_end_earlier() -> None:
    stop = Aside(date(2026, 1, 29), date(2026, 2, 1), "中止")

    before = reckon(date(2026, 1, 28), Months(1), calendar=CALENDAR, aside=[stop])
    after = reckon(date(2026, 2, 1), Months(1), calendar=CALENDAR, aside=[stop])

    assert (before.due, after.due) == (date(2026, 3, 4), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("aside", "due"),
    [
        ([], date(2026, 4, 1)),
        ([Aside(date(2026, 2, 1), date(2026, 3, 2), "检测")], date(2026, 4, 1)),
        ([Aside(date(2026, 2, 1), date(2026, 3, 3), "检测")], date(2026, 4, 2)),
        ([Aside(date(2026, 4, 1), date(2026, 4, 1), "检测")], date(2026, 4, 2)),
        ([Aside(date(2026, 4, 2), date(2026, 4, 9), "检测")], date(2026, 4, 1)),
        ([TESTS, TESTS], date(2026, 4, 16)),
        ([TESTS, Aside(date(2026, 3, 20), date(2026, 3, 26), "听证")], date(2026, 4, 18)),
        ([Aside(date(2026, 3, 25), date(2026, 3, 26), "听证"), TESTS], date(2026, 4, 18)),
        ([TESTS, Aside(date(2026, 4, 10), date(2026, 4, 10), "听证")], date(2026, 4, 17)),
        ([TESTS, Aside(date(2026, 4, 17), date(2026, 4, 17), "听证")], date(2026, 4, 16)),
    ],
)
def test_only_days_within_the_term_are_set_aside_and_each_once(aside: list[Aside], due: date) -> None:
    assert reckon(date(2026, 3, 2), Days(30), calendar=CALENDAR, aside=aside).due == due


def test_a_day_in_two_interruptions_belongs_to_the_earlier() -> None:
    due = reckon(date(2026, 3, 2), Days(30), calendar=CALENDAR, aside=[Aside(date(2026, 3, 20), date(2026, 3, 26), "听证"), TESTS])

    assert [str(stop) for stop in due.aside] == ["2026年3月10日至3月24日检测", "2026年3月25日至3月26日听证"]


def test_a_term_of_nothing_is_not_interrupted() -> None:
    for term in (Days(0), WorkingDays(0)):
        assert reckon(date(2026, 3, 12), term, calendar=CALENDAR, aside=[TESTS]).due == date(2026, 3, 12)


def test_an_interruption_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="it ends before it begins: 2026-03-02 to 2026-03-01"):
        Aside(date(2026, 3, 2), date(2026, 3, 1), "检测")


def test_a_rule_adds_sentences_to_the_reckoning() -> None:
    due = reckon(date(2026, 3, 2), WorkingDays(1), calendar=CALENDAR)

    assert due.noting() is due
    assert due.noting("其中经批准延长30日。").reckoning == (*due.reckoning, "其中经批准延长30日。")
    assert due.noting("甲。").noting("乙。").notes == ("甲。", "乙。")


def test_terms_are_compared_and_hashed_by_what_they_were_reckoned_from() -> None:
    one, same = (reckon(date(2026, 3, 2), Days(30), calendar=CALENDAR, aside=[TESTS]) for _ in range(2))

    assert (one == same, hash(one) == hash(same)) == (True, True)
    assert one != reckon(date(2026, 3, 2), Days(45), calendar=CALENDAR)
    assert one.as_json() == {
        "nominal": "2026-04-16",
        "due": "2026-04-16",
        "warn_by": "2026-04-16",
        "provisional": False,
        "reckoning": list(one.reckoning),
    }


@pytest.mark.parametrize(
    ("start", "term", "sentence"),
    [
        (date.max, Days(1), "自9999年12月31日起1日，超出可以计算的日期范围。"),
        (date.max, WorkingDays(1), "自9999年12月31日起1个工作日，超出可以计算的日期范围。"),
        (date(9999, 12, 1), Months(1), "自9999年12月1日起1个月，超出可以计算的日期范围。"),
    ],
)
def test_a_term_beyond_the_last_day_is_refused(start: date, term: Days | WorkingDays | Months, sentence: str) -> None:
    with pytest.raises(DayOutOfReach) as caught:
        reckon(start, term, calendar=CALENDAR, rolls=True)

    assert (caught.value.sentence, caught.value.remedy) == (sentence, "请核对起始日期和期限。")


@given(ANY_DAY, ANY_DAY, TERMS, asides(), st.booleans())
def test_later_start_is_never_due_earlier_with_interruptions(
    one: date, other: date, term: Days | WorkingDays | Months, aside: list[Aside], rolls: bool
) -> None:
    first, second = sorted((one, other))
    if isinstance(term, Months):
        aside = []

    earlier = reckon(first, term, calendar=CALENDAR, rolls=rolls, aside=aside)
    later = reckon(second, term, calendar=CALENDAR, rolls=rolls, aside=aside)

    assert earlier.nominal <= later.nominal and earlier.due <= later.due and earlier.warn_by <= later.warn_by


@given(ANY_DAY, TERMS, asides(), asides(), st.booleans())
def test_more_interruptions_are_never_due_earlier(
    start: date, term: Days | WorkingDays | Months, some: list[Aside], more: list[Aside], rolls: bool
) -> None:
    few = reckon(start, term, calendar=CALENDAR, rolls=rolls, aside=some)
    many = reckon(start, term, calendar=CALENDAR, rolls=rolls, aside=[*some, *more])

    assert few.nominal <= many.nominal and few.due <= many.due and few.warn_by <= many.warn_by
    assert many == reckon(start, term, calendar=CALENDAR, rolls=rolls, aside=[*more, *some])


@given(ANY_DAY, TERMS, asides(), st.booleans())
def test_the_days_counted_are_the_days_of_the_term(start: date, term: Days | WorkingDays | Months, aside: list[Aside], rolls: bool) -> None:
    due = reckon(start, term, calendar=CALENDAR, rolls=rolls, aside=aside)
    left_out = {one.first + timedelta(days=n) for one in aside for n in range((one.last - one.first).days + 1)}
    days = [start + timedelta(days=n) for n in range(1, (due.nominal - start).days + 1)]
    counted = [day for day in days if day not in left_out and (not isinstance(term, WorkingDays) or CALENDAR.is_working(day))]
    whole = len(counted) if isinstance(term, Months) else term.n

    assert len(counted) == whole == due.counted_until(due.due) == due.counted_until(date.max)
    assert due.counted_until(start) == due.counted_until(date.min) == 0
    for day in days[:40]:
        assert due.counted_until(day) == sum(one <= day for one in counted)
    assert due.due >= due.nominal and due.warn_by <= due.nominal


@given(ANY_DAY, ANY_DAY)
def test_working_days_in_a_span_are_counted_one_by_one(one: date, other: date) -> None:
    assert CALENDAR.working_days_in(one, other) == sum(CALENDAR.is_working(one + timedelta(days=n)) for n in range((other - one).days + 1))


@pytest.mark.parametrize(
    ("term", "first", "days", "told"),
    [
        (Days(30), date(2026, 3, 10), (date(2026, 4, 1), 7, 23), "已用7日，还剩23日"),
        (Days(30), date(2026, 4, 1), (date(2026, 4, 1), 29, 1), "已用29日，还剩1日"),
        (Days(30), date(2026, 3, 2), (date(2026, 4, 1), 0, 30), "已用0日，还剩30日"),
        (WorkingDays(7), date(2026, 3, 10), (date(2026, 3, 11), 5, 2), "已用5个工作日，还剩2个工作日"),
        (Months(1), date(2026, 3, 10), (date(2026, 4, 2), 7, 24), "已用7日，还剩24日"),
    ],
)
def test_a_term_stands_still_while_an_interruption_has_not_ended(
    term: Days | WorkingDays | Months, first: date, days: tuple[date, int, int], told: str
) -> None:
    due = reckon(date(2026, 3, 2), term, calendar=CALENDAR, aside=[Aside(first, why="检测"), Aside(date(2026, 6, 1), date(2026, 6, 9))])

    assert (due.due, due.used.n, due.left.n) == days
    assert due.stopped == Aside(max(first, date(2026, 3, 3)), why="检测")
    assert due.reckoning[-1] == f"自{chinese_date(due.stopped.first)}起检测，尚未结束，期限中止：{told}；所列日期按即日恢复推算。"


@pytest.mark.parametrize("term", [Days(30), WorkingDays(22)])
def test_an_interruption_after_the_end_stops_nothing(term: Days | WorkingDays) -> None:
    due = reckon(date(2026, 3, 2), term, calendar=CALENDAR, aside=[Aside(date(2026, 4, 2))])

    assert (due.due, due.stopped, due.used, due.left.n) == (date(2026, 4, 1), None, term, 0)


def test_an_interruption_that_begins_on_the_last_working_day_moves_or_stops_it() -> None:
    whole, still = (
        reckon(date(2026, 3, 2), WorkingDays(7), calendar=CALENDAR, aside=[one])
        for one in (Aside(date(2026, 3, 11), date(2026, 3, 11)), Aside(date(2026, 3, 11)))
    )

    assert (whole.due, whole.stopped) == (date(2026, 3, 12), None)
    assert (still.due, still.stopped, still.left) == (date(2026, 3, 11), Aside(date(2026, 3, 11)), WorkingDays(1))


def test_a_term_is_provisional_where_only_the_day_to_warn_by_is_not_known() -> None:
    due = reckon(date(2024, 12, 31), Days(1), calendar=CALENDAR, rolls=True)

    assert (due.nominal, due.due, due.warn_by, due.provisional) == (date(2025, 1, 1), date(2025, 1, 2), date(2024, 12, 31), True)
    assert due.reckoning[-1] == "2024年放假安排尚未载入，该年暂只按周末休息推算，公布后须重新计算。"


@pytest.mark.parametrize("start", [date(2024, 12, 31), date(2025, 1, 1)])
def test_the_year_of_a_start_that_is_not_counted_need_not_be_known(start: date) -> None:
    due = reckon(start, WorkingDays(1), calendar=CALENDAR)

    assert (due.due, due.provisional) == (date(2025, 1, 2), False)


def test_what_ended_before_is_left_out_of_a_term_that_stands_still() -> None:
    due = reckon(date(2026, 3, 2), Days(30), calendar=CALENDAR, aside=[Aside(date(2026, 3, 20), why="中止"), TESTS])

    assert (due.due, due.used, due.left) == (date(2026, 4, 16), Days(7), Days(23))
    assert due.stopped == Aside(date(2026, 3, 25), why="中止")


# --- regions

NATION = Year(2030, "", frozenset({date(2030, 1, 1), date(2030, 2, 4)}), frozenset({date(2030, 1, 5), date(2030, 2, 9)}), "通知")
PROVINCE = Year(2030, "63", frozenset({date(2030, 3, 4)}), frozenset({date(2030, 3, 9)}), "省通知")
COUNTY = Year(2030, "632801", frozenset({date(2030, 1, 5), date(2030, 3, 9)}), frozenset(), "县通知")


def at(day: int) -> datetime:
    return datetime(2030, 1, day, tzinfo=UTC)


CALENDARS_OF_ALL = Calendars([Brought(at(1), NATION), Brought(at(1), PROVINCE), Brought(at(1), COUNTY)])


@pytest.mark.parametrize(
    ("day", "nation", "province", "county"),
    [
        (date(2030, 1, 1), False, False, False),
        (date(2030, 1, 5), True, True, False),
        (date(2030, 2, 4), False, False, False),
        (date(2030, 2, 9), True, True, True),
        (date(2030, 3, 4), True, False, False),
        (date(2030, 3, 9), False, True, False),
        (date(2030, 3, 5), True, True, True),
    ],
)
def test_a_region_orders_the_days_it_names_and_leaves_the_others(day: date, nation: bool, province: bool, county: bool) -> None:
    works = [CALENDARS_OF_ALL.at_place(place).is_working(day) for place in ("131128", "630100", "632801100")]

    assert works == [nation, province, county]


def test_a_region_may_order_work_on_a_day_the_nation_rests() -> None:
    calendar = Calendar(
        [
            Year(2030, "", frozenset({date(2030, 2, 9)}), frozenset(), "通知"),
            Year(2030, "63", frozenset(), frozenset({date(2030, 2, 9)}), "省通知"),
        ]
    )

    assert (calendar.is_working(date(2030, 2, 9)), calendar.is_ordered_off(date(2030, 2, 9))) == (True, False)


def test_a_year_is_known_where_the_nation_published_it() -> None:
    only_region = Calendar([PROVINCE])

    assert not only_region.known(date(2030, 3, 4))
    assert str(only_region) == "未载入放假安排，2030年地方安排（63）"
    assert str(CALENDARS_OF_ALL.at_place("632801")) == "2030年放假安排，2030年地方安排（63），2030年地方安排（632801）"


def test_the_same_calendar_serves_every_place_of_a_region() -> None:
    assert CALENDARS_OF_ALL.at_place("632801100") is CALENDARS_OF_ALL.at_place("632801")
    assert CALENDARS_OF_ALL.at_place("110101") is CALENDARS_OF_ALL.at_place("")


def test_what_was_brought_in_later_holds_from_then_on_and_not_before() -> None:
    mended = Year(2030, "", frozenset({date(2030, 1, 2)}), frozenset(), "更正通知")
    calendars = Calendars([Brought(at(9), mended), Brought(at(1), NATION)])

    works = [calendars.at_place("11", at=moment).is_working(date(2030, 1, 2)) for moment in (at(8), at(9), at(10), None)]

    assert works == [True, False, False, False]
    assert calendars.at_place("11", at=at(9)).is_working(date(2030, 1, 1))
    assert not calendars.at_place("11", at=datetime(2029, 12, 31, tzinfo=UTC)).known(date(2030, 1, 1))
