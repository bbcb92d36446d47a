"""A calendar comes in force: running clocks move by an act, stopped ones never, and the projection always folds from the acts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from tests.factories.acts import PAYLOADS
from tests.factories.people import actor
from yifa.docket import standstill
from yifa.docket.append import append, open_docket
from yifa.docket.calendars import bring_in, bring_in_shipped, rows
from yifa.docket.core.act import Act
from yifa.docket.core.procedure import title_of
from yifa.docket.core.refusals import NoSuchAct
from yifa.docket.core.request import Request
from yifa.docket.joints import joints
from yifa.docket.queries import clocks_for, dockets, view_for
from yifa.docket.rebuild import differences, rebuild
from yifa.docket.recompute import recompute, recompute_batch
from yifa.kernel.calendar import BadCalendar, Year
from yifa.platform.audit.models import Entry
from yifa.web.desk.history import says_of

TOWN, PLACE = "fucheng.gucheng", "131128101"
NOW = datetime(2026, 12, 21, 2, tzinfo=UTC)
LEAD = {
    "source": "群众举报",
    "reported_at": "2026-12-21T09:50:00+08:00",
    "summary": "集市东口占道经营",
    "place_text": "古城镇集市东口",
    "item": "GC-ZJ-001",
}
NOTICE = "关于2027年部分节假日安排的通知"


def days(*texts: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)


NATION = Year(2027, "", days("2027-01-01", "2027-01-04"), days("2027-01-09"), NOTICE)
COUNTY = Year(2027, "131128", days("2027-01-05"), frozenset(), "县政府通知")
ELSEWHERE = Year(2027, "63", days("2027-01-05"), frozenset(), "外省通知")


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """What is rolled back after a test must not stay known to the process."""
    yield
    joints.calendars.seen(None)


def lead(now: datetime = NOW) -> UUID:
    request = Request("register_lead", {**LEAD, "reported_at": now.isoformat()})
    return open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=request, now=now).act.docket


def bring(year: Year, *, at: datetime) -> bool:
    return bring_in(year, shipped=joints.calendars.shipped, actor=None, at=at)


def clock(docket: UUID) -> tuple[date, bool]:
    found = clocks_for(view_for(actor=actor("shouli"), docket=docket))[0]
    return found.due, found.provisional


def last(docket: UUID) -> Act:
    return view_for(actor=actor("shouli"), docket=docket).acts[-1]


def decline(**how: Any) -> Request:
    return Request("decline_filing", PAYLOADS["decline_filing"](), **how)


def work_off(now: datetime, most: int = 50) -> list[tuple[int, int]]:
    found = []
    while batch := recompute_batch(now=now, most=most):
        found.append((batch.looked_at, batch.changed))
    return found


@pytest.mark.django_db
def test_a_year_that_came_in_force_moves_the_running_clocks_by_an_act() -> None:
    docket = lead()
    assert clock(docket) == (date(2027, 1, 11), True)

    bring(NATION, at=NOW + timedelta(days=1))
    assert (clock(docket), list(differences())) == ((date(2027, 1, 11), True), [])
    assert work_off(NOW + timedelta(days=1, minutes=1)) == [(1, 1)]

    act = last(docket)
    assert clock(docket) == (date(2027, 1, 12), False)
    assert (act.kind, title_of("lead", act.kind), act.procedure, act.actor["name"]) == (
        "recompute_terms",
        "期限重算",
        "lead",
        "系统",
    )
    assert act.payload == {
        "calendars": [{"year": 2027, "region": "", "source": NOTICE}],
        "changes": [
            {
                "clock": "lead_check",
                "title": "线索核查",
                "started_by": 1,
                "old": "2027-01-11",
                "new": "2027-01-12",
                "was_provisional": True,
                "provisional": False,
            }
        ],
    }
    assert [(ground["rule"], ground["verdict"], ground["layer"]) for ground in act.grounds] == [("deadlines.lead_check", "lawful", "住建")]
    assert act.grounds[0]["cites"]
    assert says_of(act) == "载入2027年放假安排，重新计算期限：线索核查由2027年1月11日改为2027年1月12日。"
    assert list(differences()) == []
    assert dockets(actor=actor("zhifa1")).rows[0].due_on == date(2027, 1, 12)


@pytest.mark.django_db
def test_a_second_run_adds_nothing() -> None:
    docket = lead()
    bring(NATION, at=NOW + timedelta(days=1))
    work_off(NOW + timedelta(days=1))

    assert work_off(NOW + timedelta(days=2)) == []
    assert recompute(docket, now=NOW + timedelta(days=2)) is None
    assert last(docket).seq == 2


@pytest.mark.django_db
def test_work_broken_off_goes_on_where_it_was() -> None:
    known = [lead(NOW + timedelta(minutes=n)) for n in range(3)]
    bring(NATION, at=NOW + timedelta(days=1))

    first = recompute_batch(now=NOW + timedelta(days=1), most=2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE docket_recomputing SET after = NULL")
    rest = work_off(NOW + timedelta(days=1), most=2)

    assert first and (first.looked_at, first.changed, first.done) == (2, 2, False)
    assert rest == [(2, 0), (1, 1)]
    assert [last(docket).seq for docket in known] == [2, 2, 2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT changed, done_at IS NOT NULL FROM docket_recomputing")
        assert cursor.fetchall() == [(3, True)]


@pytest.mark.django_db
def test_an_act_in_between_moves_no_clock_that_runs_and_starts_new_ones_by_the_new_calendar() -> None:
    docket = lead()
    bring(NATION, at=NOW + timedelta(days=1))

    append(actor=actor("shouli"), docket=docket, request=Request("add_note", {"text": "补充说明。"}), now=NOW + timedelta(days=2))
    later = lead(NOW + timedelta(days=2))

    assert clock(docket) == (date(2027, 1, 11), True)
    assert clock(later) == (date(2027, 1, 14), False)
    assert list(differences()) == []
    assert work_off(NOW + timedelta(days=3)) == [(2, 1)]
    assert clock(docket) == (date(2027, 1, 12), False)


@pytest.mark.django_db
def test_a_region_moves_only_its_own_dockets() -> None:
    docket = lead()
    bring(NATION, at=NOW + timedelta(days=1))
    work_off(NOW + timedelta(days=1))

    bring(ELSEWHERE, at=NOW + timedelta(days=2))
    assert (work_off(NOW + timedelta(days=2)), last(docket).seq) == ([(0, 0)], 2)
    bring(COUNTY, at=NOW + timedelta(days=3))
    assert work_off(NOW + timedelta(days=3)) == [(1, 1)]

    assert clock(docket) == (date(2027, 1, 13), False)
    assert last(docket).payload["calendars"] == [{"year": 2027, "region": "131128", "source": "县政府通知"}]
    assert says_of(last(docket)).startswith("载入2027年地方放假安排，")
    assert list(differences()) == []


@pytest.mark.django_db
def test_two_years_brought_in_at_once_are_one_act() -> None:
    docket = lead()
    bring(NATION, at=NOW + timedelta(days=1))
    bring(COUNTY, at=NOW + timedelta(days=1))

    assert work_off(NOW + timedelta(days=2)) == [(1, 1), (1, 0)]
    assert [one["source"] for one in last(docket).payload["calendars"]] == [NOTICE, "县政府通知"]


@pytest.mark.django_db
def test_a_term_that_only_becomes_certain_says_so() -> None:
    docket = lead(datetime(2026, 12, 10, 2, tzinfo=UTC))
    assert clock(docket) == (date(2026, 12, 31), False)
    other = lead(datetime(2026, 12, 11, 2, tzinfo=UTC))
    assert clock(other) == (date(2027, 1, 1), True)

    bring(Year(2027, "", frozenset(), frozenset(), NOTICE), at=NOW)
    work_off(NOW)

    assert (last(docket).seq, last(other).seq) == (1, 2)
    assert says_of(last(other)) == "载入2027年放假安排，重新计算期限：线索核查确定为2027年1月1日。"


@pytest.mark.django_db
def test_a_clock_that_had_stopped_and_a_docket_that_has_ended_stay_as_they_were() -> None:
    docket = lead()
    append(actor=actor("fuzeren"), docket=docket, request=decline(), now=NOW + timedelta(hours=1))
    before = clock(docket)

    bring(NATION, at=NOW + timedelta(days=1))

    assert work_off(NOW + timedelta(days=1)) == [(0, 0)]
    assert recompute(docket, now=NOW + timedelta(days=1)) is None
    assert (clock(docket), list(differences())) == (before, [])


@pytest.mark.django_db
def test_the_machine_s_act_disturbs_no_one_who_is_writing_and_is_nobody_s_to_do() -> None:
    docket = lead()
    bring(NATION, at=NOW + timedelta(days=1))
    work_off(NOW + timedelta(days=1))

    with pytest.raises(NoSuchAct):
        append(actor=actor("shouli"), docket=docket, request=Request("recompute_terms", {}), now=NOW + timedelta(days=2))
    append(actor=actor("fuzeren"), docket=docket, request=decline(seen=1), now=NOW + timedelta(days=2))

    acts = view_for(actor=actor("shouli"), docket=docket).acts
    assert [act.kind for act in acts] == ["register_lead", "recompute_terms", "decline_filing"]


@pytest.mark.django_db
def test_the_record_still_chains_and_is_rebuilt_the_same() -> None:
    docket = lead()
    bring(NATION, at=NOW + timedelta(days=1))
    work_off(NOW + timedelta(days=1))
    stands = clock(docket)

    assert rebuild() == 1
    assert (clock(docket), list(differences())) == (stands, [])


@pytest.mark.django_db
def test_a_year_is_superseded_and_never_changed() -> None:
    mended = Year(2027, "", days("2027-01-01"), frozenset(), "更正")

    assert bring(NATION, at=NOW) is True
    assert bring(NATION, at=NOW) is False
    assert bring(mended, at=NOW) is True

    brought = [(row.year.year, row.year.source, row.origin) for row in rows()]
    shipped = [(year.year, year.source, "shipped") for year in joints.calendars.shipped]
    assert brought == [*shipped, (2027, NOTICE, "imported"), (2027, "更正", "imported")]
    calendars = standstill.ask()
    assert [calendars.at_place(PLACE, at=at).is_working(date(2027, 1, 4)) for at in (NOW, NOW + timedelta(seconds=1))] == [False, True]
    entries = Entry.objects.filter(kind="calendar_brought_in").order_by("id")
    assert [(entry.subject, entry.facts["source"]) for entry in entries] == [("2027年放假安排", NOTICE), ("2027年放假安排", "更正")]


@pytest.mark.django_db
def test_a_year_that_contradicts_another_is_not_brought_in() -> None:
    contrary = Year(2027, "", frozenset(), days("2026-12-05"), NOTICE)
    bring(Year(2028, "", frozenset(), frozenset(), NOTICE), at=NOW)
    bring(Year(2026, "", days("2026-12-05"), frozenset(), "更正"), at=NOW)
    before = len(rows())

    with pytest.raises(BadCalendar) as caught:
        bring(contrary, at=NOW)

    assert caught.value.sentence == "两个年度的放假安排对2026年12月5日的规定相反。"
    assert len(rows()) == before


@pytest.mark.django_db
def test_what_comes_with_the_program_is_brought_in_once_and_gives_way_to_what_was_imported() -> None:
    shipped = joints.calendars.shipped
    newer = Year(2026, "", days("2026-01-01"), frozenset(), "新版")

    assert bring_in_shipped(shipped, at=NOW) == 0
    assert [row.origin for row in rows()] == ["shipped"] * len(shipped)
    assert bring_in_shipped([*shipped, NATION], at=NOW) == 1
    assert bring_in_shipped([*shipped, NATION], at=NOW) == 0
    bring(Year(2027, "", frozenset(), frozenset(), "手工"), at=NOW)

    assert bring_in_shipped([shipped[0], newer, NATION], at=NOW) == 1
    assert [row.year.source for row in rows()[len(shipped) :]] == [NOTICE, "手工", "新版"]


@pytest.mark.django_db
def test_every_reader_learns_of_a_new_year_from_what_it_reads() -> None:
    docket = lead()
    bring(NATION, at=NOW)
    assert not joints.calendars.newest().at_place(PLACE).known(date(2027, 1, 4))

    view_for(actor=actor("shouli"), docket=docket)

    assert joints.calendars.newest().at_place(PLACE).known(date(2027, 1, 4))
    bring(COUNTY, at=NOW)
    dockets(actor=actor("shouli"))
    assert not joints.calendars.newest().at_place(PLACE).is_working(date(2027, 1, 5))


@pytest.mark.usefixtures("fresh_town")
def test_a_year_waits_for_those_who_write_and_holds_from_after_what_they_recorded() -> None:
    docket, writing, done = lead(), threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                note = Request("add_note", {"text": "补充说明。"})
                append(actor=actor("shouli"), docket=docket, request=note, now=NOW + timedelta(days=5))
                writing.set()
                done.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert writing.wait(20)
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            bring(NATION, at=NOW + timedelta(days=1))
        assert rows() == []
    finally:
        done.set()
        writer.join()

    assert bring(NATION, at=NOW + timedelta(days=1))

    assert rows()[-1].at == NOW + timedelta(days=5, microseconds=1)
    assert work_off(NOW + timedelta(days=2)) == [(1, 1)]
    assert (clock(docket), last(docket).recorded_at) == ((date(2027, 1, 12), False), rows()[-1].at)
    assert list(differences()) == []
