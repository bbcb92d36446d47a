"""值班表 — who is on duty of whole bodies in few statements, watches added and taken off by the office, what tomorrow lacks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.people import actor
from yifa.dispatch import booking, duty, shortages
from yifa.dispatch.models import Booking, ShortageTold, Watch
from yifa.dispatch.refusals import SpanUnreadable
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.dates import SHANGHAI
from yifa.kernel.refusal import Refusal
from yifa.platform.audit.models import Entry
from yifa.registry.models import Equipment, Roster
from yifa.staffing import institution
from yifa.staffing.models import Absence, Officer

pytestmark = pytest.mark.django_db
#: a Wednesday
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=SHANGHAI)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TOWN = "fucheng.gucheng"


@pytest.fixture(autouse=True)
def rosters() -> None:
    Roster.objects.all().delete()


def roster(
    officer: str, *, kind: str = "巡查", days: str = "3", begins: str = "08:00", ends: str = "18:00", crew: str = "", body: str = TOWN
) -> None:
    Roster.objects.create(body=body, officer=officer, kind=kind, days=days, begins=begins, ends=ends, crew=crew)


def add(officer: str = "GC-003", *, begins: datetime = NOW + HOUR, hours: float = 2, by: str = "shouli", **more: Any) -> Watch:
    values = {"body": TOWN, "kind": "巡查", "reason": "汛期加强巡查", "now": NOW, **more}
    return duty.add_watch(actor=actor(by), officer=officer, begins_at=begins, ends_at=begins + hours * HOUR, **values)


def off(officer: str = "GC-001", *, begins: datetime = NOW, hours: float = 2, by: str = "shouli", **more: Any) -> Watch:
    values = {"body": TOWN, "reason": "临时开会", "now": NOW, **more}
    return duty.take_off(actor=actor(by), officer=officer, begins_at=begins, ends_at=begins + hours * HOUR, **values)


def there(when: datetime = NOW, *bodies: str) -> list[str]:
    return [one.officer for one in duty.on_duty(bodies or (TOWN,), when)]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_everybody_on_duty_is_read_in_three_statements(count: int) -> None:
    for number in range(1, count + 1):
        roster(f"GC-{number:03}")
    duty.on_duty([TOWN], NOW)

    with CaptureQueriesContext(connection) as asked:
        found = duty.on_duty([TOWN], NOW)

    # whether the institution in memory is still the newest is asked anew every few seconds
    statements = [query for query in asked.captured_queries if "registry_revision" not in query["sql"]]
    assert (len(found), len(statements)) == (count, 3)


def test_county_sees_all_teams_a_town_its_own_and_no_body_nobody() -> None:
    roster("GC-001")
    roster("CG-001", body="fucheng.chengguan")

    assert (there(NOW, "fucheng"), there(), there(NOW, "fucheng.chengguan")) == (["CG-001", "GC-001"], ["GC-001"], ["CG-001"])
    assert duty.on_duty([], NOW) == []
    assert [one.officer for one in duty.on_duty(None, NOW)] == ["CG-001", "GC-001"]


def test_extra_watch_counts_at_once_and_is_in_the_trail() -> None:
    before = there(NOW + 2 * HOUR)
    add()

    assert (before, there(NOW + 2 * HOUR), there(NOW + 4 * HOUR)) == ([], ["GC-003"], [])
    entry = Entry.objects.get(kind="watch_added")
    assert (entry.name, entry.subject, entry.facts["reason"], entry.facts["span"]) == (
        *("曹爱国", "孙丽华 GC-003", "汛期加强巡查"),
        "3月11日10:00至12:00",
    )


def test_watch_taken_off_is_off_and_the_rest_stands() -> None:
    roster("GC-001")

    off()

    assert (there(NOW), there(NOW + HOUR), there(NOW + 2 * HOUR), there(NOW + 7 * DAY)) == ([], [], ["GC-001"], ["GC-001"])
    assert Entry.objects.get(kind="watch_taken_off").facts["reason"] == "临时开会"


def test_extra_watch_taken_off_in_its_middle_is_cut_in_two_and_may_be_added_again() -> None:
    add(hours=6)

    off("GC-003", begins=NOW + 3 * HOUR, hours=1)

    left = Watch.objects.filter(off=False).order_by("begins_at").values_list("begins_at", "ends_at")
    assert list(left) == [(NOW + HOUR, NOW + 3 * HOUR), (NOW + 4 * HOUR, NOW + 7 * HOUR)]
    add(begins=NOW + 3 * HOUR, hours=1)
    assert there(NOW + 3.5 * HOUR) == ["GC-003"]


def test_second_watch_at_once_is_refused_by_the_program_and_by_the_database() -> None:
    roster("GC-001")
    row = add()

    with pytest.raises(duty.WatchTwice) as refused:
        add("GC-001")
    with pytest.raises(duty.WatchTwice):
        add(begins=NOW + 2 * HOUR)

    assert refused.value.sentence == "不能排班：赵建国在3月11日08:00至18:00已经有巡查。"
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_who_is_on_leave_or_gone_is_on_no_watch_and_gets_none() -> None:
    for officer in ("GC-001", "GC-002"):
        roster(officer, days="34")
    Absence.objects.create(officer=Officer.objects.get(code="GC-001"), kind="年休假", first=date(2026, 3, 11), last=date(2026, 3, 11))
    Officer.objects.filter(code="GC-002").update(valid_until=date(2026, 3, 12))
    institution.clear()

    assert (there(NOW), there(NOW + DAY)) == (["GC-002"], ["GC-001"])
    with pytest.raises(duty.OnLeave) as refused:
        add("GC-001", begins=NOW + 10 * HOUR)
    assert refused.value.sentence == "不能排班：赵建国2026-03-11年休假。"
    institution.clear()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"by": "zhifa1"}, duty.NotYourRoster),
        ({"by": "ducha"}, duty.NotYourRoster),
        ({"by": "shouli", "body": "fucheng"}, duty.NotYourRoster),
        ({"officer": "CG-001"}, duty.NotInBody),
        ({"officer": "XX-001"}, duty.NotInBody),
        ({"hours": 0}, SpanUnreadable),
        ({"hours": 49}, SpanUnreadable),
        ({"begins": NOW - 3 * HOUR}, SpanUnreadable),
        ({"kind": "放哨"}, duty.WatchKindUnknown),
        ({"reason": "  "}, duty.ReasonMissing),
    ],
)
def test_watch_that_may_not_be_added_leaves_no_row(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        add(**changes)

    assert (Watch.objects.count(), Entry.objects.filter(kind="watch_added").count()) == (0, 0)


def test_nothing_is_taken_off_where_there_is_no_watch() -> None:
    with pytest.raises(duty.NothingToTakeOff):
        off()


def test_desk_that_is_kept_day_and_night_shows_its_gaps() -> None:
    roster("GC-001", kind="值班", days="1234567", begins="08:00", ends="20:00")
    roster("GC-002", kind="值班", days="1234567", begins="20:00", ends="08:00")
    roster("GC-003", days="1234567", begins="00:00", ends="24:00")
    midnight = NOW - 9 * HOUR
    before = duty.gaps(TOWN, since=midnight, until=midnight + DAY)

    off("GC-001", begins=NOW + 3 * HOUR, hours=1)

    assert before == ()
    assert duty.gaps(TOWN, since=midnight, until=midnight + DAY) == ((NOW + 3 * HOUR, NOW + 4 * HOUR),)


def patrols(count: int) -> None:
    for number in range(count):
        for member in (2 * number + 1, 2 * number + 2):
            roster(f"GC-{member:03}", days="4", crew=f"{number}组")


@pytest.mark.parametrize(("crews", "short"), [(4, 0), (5, 1), (7, 3)])
def test_more_crews_than_recorders_are_short_of_them_tomorrow(crews: int, short: int) -> None:
    patrols(crews)

    found = shortages.shortage(date(2026, 3, 12), TOWN)

    assert [(kind, one.begins_at, one.ends_at, one.short) for kind, one in found] == (
        [("执法记录仪", NOW + DAY - HOUR, NOW + DAY + 9 * HOUR, short)] if short else []
    )


def test_fifth_wish_beside_four_crews_is_short_and_a_crews_own_booking_is_not() -> None:
    patrols(4)
    common = {"body": TOWN, "kind": "执法记录仪", "begins_at": NOW + DAY, "ends_at": NOW + DAY + HOUR, "now": NOW}
    booking.book(actor=actor("zhifa1"), officer="GC-001", **common)  # type: ignore[arg-type]  # the keywords of a booking
    before = shortages.shortage(date(2026, 3, 12), TOWN)

    booking.book(actor=actor("shouli"), purpose="联合检查", **common)  # type: ignore[arg-type]  # the same

    assert before == ()
    assert [(one.need, one.have, one.ends_at - one.begins_at) for _, one in shortages.shortage(date(2026, 3, 12), TOWN)] == [(5, 4, HOUR)]


def test_recorders_of_one_body_are_not_counted_for_another() -> None:
    patrols(5)
    for number in range(1, 4):
        roster(f"CG-{number:03}", days="4", body="fucheng.chengguan")
    Equipment.objects.filter(body="fucheng.chengguan").delete()
    Equipment.objects.create(code="GC-E-S1", kind="执法记录仪", name="中队记录仪", body="fucheng.gucheng.squad1")
    day = date(2026, 3, 12)

    assert (shortages.pools("fucheng", on=day), shortages.pools(None, on=day), shortages.pools("fucheng.chengguan", on=day)) == (
        [TOWN],
        [TOWN],
        [],
    )
    assert shortages.shortage(day, TOWN) == ()
    assert shortages.needs("fucheng.chengguan", day) == ()


def test_shortage_is_told_once_the_day_before_and_screens_hear() -> None:
    patrols(5)

    first, again = shortages.tell_shortages(now=NOW), shortages.tell_shortages(now=NOW + HOUR)

    told = [(row.body, row.kind, row.need, row.have, row.told_at) for row in shortages.shortages_told(TOWN, on=date(2026, 3, 12))]
    assert (first, again, told) == (1, 0, [(TOWN, "执法记录仪", 5, 4, NOW)])
    assert ShortageTold.objects.count() == 1


def test_job_of_the_evening_tells_of_tomorrow_and_the_one_of_the_night_forgets_by_the_setting(settings: Any) -> None:
    from yifa.dispatch import jobs
    from yifa.dispatch.models import Position
    from yifa.platform import clock

    patrols(5)
    settings.POSITIONS_DAYS = 3
    for days in (2, 4):
        Position.objects.create(officer="GC-001", at=NOW - timedelta(days=days), longitude="116", latitude="37")

    with clock.told(NOW):
        jobs.tell_shortages_of_tomorrow.func(timestamp=0)
        jobs.forget_old_positions.func(timestamp=0)

    assert (ShortageTold.objects.count(), Position.objects.count()) == (1, 1)


def test_four_recorders_for_twenty_eight_officers_are_four_pairs_of_fourteen() -> None:
    found = shortages.recording(TOWN, on=NOW.date())

    assert (found.recorders, found.officers, found.pairs, found.lacks) == (4, 28, 14, 10)


def test_county_post_books_for_every_team() -> None:
    county = Actor("", "县指挥中心", "", (Post(Role.INTAKE, "fucheng"),))

    row = booking.book(actor=county, body="fucheng", kind="无人机", begins_at=NOW, ends_at=NOW + HOUR, officer="CG-001", now=NOW)

    assert (row.body, Booking.objects.count()) == (TOWN, 1)
