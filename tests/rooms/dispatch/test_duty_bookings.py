"""装备预约 — four recorders are four bookings at once; the fifth is refused with when one comes free, whoever asks at the same moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.people import actor
from yifa.dispatch import booking
from yifa.dispatch.models import Booking
from yifa.dispatch.refusals import SpanUnreadable
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.dates import SHANGHAI

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=SHANGHAI)
BODY, RECORDER = "fucheng.gucheng", "执法记录仪"
HOUR = timedelta(hours=1)


def book(*, begins: datetime = NOW + HOUR, hours: float = 2, kind: str = RECORDER, by: Actor | None = None, **more: object) -> Booking:
    values = {"body": BODY, "kind": kind, "begins_at": begins, "ends_at": begins + timedelta(hours=hours), "now": NOW, **more}
    return booking.book(actor=by or actor("shouli"), **values)  # type: ignore[arg-type]  # the keywords of a booking


@pytest.mark.django_db
def test_fifth_recorder_at_once_is_refused_with_when_one_comes_free() -> None:
    four = [book(hours=hours) for hours in (6, 5.5, 7, 8)]

    with pytest.raises(booking.NoneFree) as refused:
        book()

    assert sorted(row.equipment for row in four) == ["GC-E-02", "GC-E-03", "GC-E-04", "GC-E-05"]
    assert refused.value.sentence == "4台执法记录仪在3月11日10:00至12:00都已预约，最早15:30有一台空出。"
    assert refused.value.facts["free_at"] == "2026-03-11T15:30:00+08:00"
    assert Booking.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "count"), [("无人机", 1), ("执法摩托车", 8)])
def test_every_kind_has_as_many_as_the_town_owns(kind: str, count: int) -> None:
    for _ in range(count):
        book(kind=kind)

    with pytest.raises(booking.NoneFree):
        book(kind=kind)


@pytest.mark.django_db
def test_thing_given_back_may_be_booked_from_then_on_and_one_not_begun_falls_away() -> None:
    rows = [book(begins=NOW - HOUR, hours=5) for _ in range(4)]

    booking.give_back(actor=actor("shouli"), booking=rows[0].pk, now=NOW)
    again = book(begins=NOW, hours=1)
    booking.give_back(actor=actor("shouli"), booking=book(begins=NOW + 24 * HOUR).pk, now=NOW)

    assert again.equipment == rows[0].equipment
    assert booking.bookings(BODY, since=NOW + 23 * HOUR, until=NOW + 30 * HOUR) == []
    with pytest.raises(booking.BookingOver):
        booking.give_back(actor=actor("shouli"), booking=rows[0].pk, now=NOW + HOUR)


@pytest.mark.django_db
def test_what_was_booked_for_a_docket_comes_back_with_it() -> None:
    docket, other = UUID(int=7), UUID(int=8)
    runs, later, stays = book(begins=NOW - HOUR, docket=docket), book(begins=NOW + HOUR, docket=docket), book(docket=other)

    ended = booking.release(docket, now=NOW)

    assert ended == 2
    found = {row.pk: (row.begins_at, row.ends_at) for row in Booking.objects.all()}
    assert found == {runs.pk: (NOW - HOUR, NOW), later.pk: (NOW + HOUR, NOW + HOUR), stays.pk: (NOW + HOUR, NOW + 3 * HOUR)}
    assert booking.release(docket, now=NOW) == 0


@pytest.mark.django_db
def test_thing_is_booked_by_the_office_for_all_and_by_an_officer_for_himself_only() -> None:
    own = book(by=actor("zhifa1"), officer="GC-001")

    assert (own.officer, own.booked_by) == ("GC-001", "GC-001")
    with pytest.raises(booking.NotYourThing):
        book(by=actor("zhifa1"), officer="GC-002")
    with pytest.raises(booking.NotYourThing):
        book(by=actor("chengguan1"), officer="CG-002")
    with pytest.raises(booking.NoSuchBooking):
        booking.give_back(actor=actor("chengguan1"), booking=own.pk, now=NOW)
    assert book(by=actor("fuzeren"), officer="CG-002").officer == "CG-002"


@pytest.mark.django_db
def test_unknown_kind_and_span_that_is_none_are_refused() -> None:
    with pytest.raises(booking.NoSuchThing):
        book(kind="直升机")
    with pytest.raises(booking.NoSuchThing):
        book(kind="", code="GC-E-99")
    with pytest.raises(booking.NoSuchThing):
        book(kind="")
    for begins, hours in ((NOW, 0), (NOW, -1), (NOW - 3 * HOUR, 2), (NOW, 24 * 8)):
        with pytest.raises(SpanUnreadable):
            book(begins=begins, hours=hours)


@pytest.mark.django_db
def test_database_itself_refuses_a_second_booking_of_the_same_thing() -> None:
    row = book()

    row.pk = None
    row.begins_at += HOUR
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_two_at_once_of_the_last_thing_one_wins_and_the_other_is_refused(fresh_town: None) -> None:
    office = Actor("", "值班员", "", (Post(Role.INTAKE, BODY),))
    start, results = Barrier(6), list[str]()

    def ask() -> None:
        try:
            start.wait()
            results.append(book(by=office).equipment)
        except booking.NoneFree as refusal:
            results.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["GC-E-02", "GC-E-03", "GC-E-04", "GC-E-05", "dispatch.none_free", "dispatch.none_free"]
