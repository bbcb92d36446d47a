"""装备够不够 — crews on patrol and bookings against things, half hour by half hour; when one comes free."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yifa.dispatch.core.roster import DESK, PATROL, Shift
from yifa.dispatch.core.shortage import Demand, earliest_free, shortages, slots
from yifa.kernel.dates import SHANGHAI

START = datetime(2026, 3, 11, 8, 0, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)


def patrol(crew: str, *officers: str, begin: float = 0, end: float = 4, kind: str = PATROL) -> list[Shift]:
    return [Shift(START + begin * HOUR, START + end * HOUR, officer, "town", kind, crew) for officer in officers]


def test_a_crew_needs_one_however_many_it_has_and_the_desk_none() -> None:
    known = [*patrol("甲", "A", "B"), *patrol("乙", "C", "D", begin=1), *patrol("", "E", kind=DESK)]

    found = slots(known, [], have=1, since=START, until=START + 2 * HOUR)

    assert [(slot.crews, slot.short) for slot in found] == [(1, 0), (1, 0), (2, 1), (2, 1)]


def test_what_a_crew_has_booked_itself_counts_once() -> None:
    booked = [Demand(START, START + HOUR, officers=frozenset("A")), Demand(START, START + HOUR)]

    found = slots(patrol("甲", "A", "B"), booked, have=4, since=START, until=START + 2 * HOUR)

    assert [(slot.crews, slot.booked) for slot in found] == [(0, 2), (0, 2), (1, 0), (1, 0)]


def test_kinds_a_patrol_can_do_without_count_by_bookings_alone() -> None:
    found = slots(patrol("甲", "A"), [Demand(START, START + HOUR, count=2)], have=1, since=START, until=START + 2 * HOUR, per_crew=0)

    assert [slot.short for slot in found] == [1, 1, 0, 0]


def test_half_hours_that_follow_each_other_are_one_shortage_with_its_worst() -> None:
    known = [*patrol("甲", "A", end=2), *patrol("乙", "B", begin=0.5, end=1), *patrol("丙", "C", begin=3)]

    found = shortages(slots(known, [], have=0, since=START, until=START + 4 * HOUR))

    assert [((one.begins_at - START) / HOUR, (one.ends_at - START) / HOUR, one.need, one.short) for one in found] == [
        (0, 2, 2, 2),
        (3, 4, 1, 1),
    ]


def test_earliest_free_looks_for_the_whole_length() -> None:
    taken = {"1": [(START, START + 2 * HOUR), (START + 3 * HOUR, START + 5 * HOUR)], "2": [(START + HOUR, START + 4 * HOUR)]}

    assert earliest_free(taken, begins_at=START, length=HOUR) == START
    assert earliest_free(taken, begins_at=START, length=2 * HOUR) == START + 4 * HOUR
    assert earliest_free({}, begins_at=START, length=HOUR) is None


bookings = st.dictionaries(
    st.sampled_from("123"),
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda pair: (START + pair[0] * HOUR, START + sum(pair) * HOUR)), max_size=5
    ),
    min_size=1,
)


@given(bookings, st.integers(0, 10), st.integers(1, 5))
def test_earliest_free_is_free_and_nothing_earlier_is(taken: dict[str, list[tuple[datetime, datetime]]], begin: int, length: int) -> None:
    def free(at: datetime) -> bool:
        return any(all(not (b < at + length * HOUR and at < e) for b, e in spans) for spans in taken.values())

    found = earliest_free(taken, begins_at=START + begin * HOUR, length=length * HOUR)

    assert found is not None
    assert free(found)
    hours = int((found - START) / HOUR)
    assert not any(free(START + hour * HOUR) for hour in range(begin, hours))
