"""装备 — what a body has, what is booked and given back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yifa.dispatch.core.roster import Span
from yifa.dispatch.core.shortage import earliest_free
from yifa.dispatch.duty import COMMANDERS, notify
from yifa.dispatch.models import Booking
from yifa.dispatch.refusals import DispatchRefusal, SpanUnreadable
from yifa.dispatch.spans import hours, span_words, time_words, unit_of
from yifa.dispatch.wording import say
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.text import clean_line
from yifa.platform.reach import of_bodies
from yifa.registry.models import Equipment
from yifa.registry.queries import on_day
from yifa.staffing.core.staff import inside
from yifa.staffing.snapshot import staff

LONGEST_BOOKING = timedelta(days=7)


class NoSuchThing(DispatchRefusal):
    """没有这件装备 — the body has nothing of that kind or code."""

    kind = "unknown"
    code = "dispatch.no_such_thing"


class NotYourThing(DispatchRefusal):
    """不是本单位的装备 — a thing is lent by the duty office or the head of the body it belongs to."""

    kind = "denied"
    code = "dispatch.not_your_thing"


class NoneFree(DispatchRefusal):
    """都已预约 — every thing of that kind is booked at some time of the span."""

    kind = "conflict"
    code = "dispatch.none_free"


class ThingTaken(DispatchRefusal):
    """这件装备已经借出 — the thing that was named is booked by others in that time."""

    kind = "conflict"
    code = "dispatch.thing_taken"


class NoSuchBooking(DispatchRefusal):
    """没有这个预约 — there is none of that number, or it is not one's own."""

    kind = "unknown"
    code = "dispatch.no_such_booking"


class BookingOver(DispatchRefusal):
    """已经归还."""

    kind = "conflict"
    code = "dispatch.booking_over"


def things_of(body: str, *, on: date) -> list[Equipment]:
    """装备 — what the body, and those below it, have that day, by kind and code."""
    return list(Equipment.objects.filter(on_day(on), of_bodies((body,))).order_by("kind", "code"))


def free(body: str, *, begins_at: datetime, ends_at: datetime, kind: str = "") -> list[Equipment]:
    """空闲的装备 — of the body and those below it, booked at no time of the span. One statement."""
    return list(_free(body, begins_at, ends_at, kind=kind))


def book(
    *,
    actor: Actor,
    body: str,
    begins_at: datetime,
    ends_at: datetime,
    now: datetime,
    kind: str = "",
    code: str = "",
    officer: str = "",
    docket: UUID | None = None,
    purpose: str = "",
) -> Booking:
    """预约装备 — a free thing of that kind, or the one of that code, of the body or those below it; for an officer, a docket or both.

    The duty office and the head of the body lend to whom they will; an officer of it books for himself.
    Refuses: NotYourThing, SpanUnreadable, NoSuchThing, NoneFree (with when one comes free).
    """
    if not may_book(actor, body, officer):
        raise NotYourThing(body=staff().name_of(body, on=legal_date(now)))
    if not begins_at < ends_at <= begins_at + LONGEST_BOOKING or ends_at <= now:
        raise SpanUnreadable(longest=hours(LONGEST_BOOKING))
    purpose = clean_line(purpose, field=say("field.purpose"), limit=200)
    mine = [
        thing for thing in things_of(body, on=legal_date(begins_at)) if (thing.code == code if code else thing.kind == kind and bool(kind))
    ]
    if not mine:
        raise NoSuchThing(what=code or kind, body=staff().name_of(body, on=legal_date(now)))
    with transaction.atomic():
        while True:
            # what somebody else is just booking is passed over; waited for only where there is nothing else
            offered = _free(body, begins_at, ends_at, kind=kind, code=code)
            thing = offered.select_for_update(skip_locked=True, no_key=True).first() or offered.select_for_update(no_key=True).first()
            if thing is None:
                raise _none_free(mine, begins_at, ends_at)
            try:
                with transaction.atomic():
                    row = Booking.objects.create(
                        equipment=thing.code,
                        kind=thing.kind,
                        body=thing.body,
                        officer=officer,
                        docket=docket,
                        begins_at=begins_at,
                        ends_at=ends_at,
                        purpose=purpose,
                        booked_by=actor.officer or actor.name,
                        booked_at=now,
                    )
            except IntegrityError:  # booked while we waited: the database has the last word, and we look again
                continue
            notify(thing.body)
            return row


def may_book(actor: Actor, body: str, officer: str) -> bool:
    """May this person book a thing of that body for that officer (empty: for nobody in particular)?"""
    own = bool(actor.officer) and officer == actor.officer
    return any(
        (post.role in COMMANDERS and inside(body, post.body)) or (own and post.role is Role.OFFICER and post.body == body)
        for post in actor.posts
    )


def give_back(*, actor: Actor, booking: int, now: datetime) -> Booking:
    """归还 — the booking ends now; one that has not begun falls away. Refuses: NoSuchBooking, BookingOver."""
    with transaction.atomic():
        row = Booking.objects.select_for_update(no_key=True).filter(pk=booking).first()
        if row is None or not (may_book(actor, row.body, row.officer) or row.booked_by == (actor.officer or actor.name)):
            raise NoSuchBooking()
        if row.ends_at <= now or row.ends_at == row.begins_at:
            raise BookingOver(thing=row.equipment)
        row.ends_at = max(row.begins_at, now)
        row.save(update_fields=["ends_at"])
        notify(row.body)
    return row


def release(docket: UUID, *, now: datetime) -> int:
    """What is booked for a docket comes back: bookings that run end now, those to come fall away. Answers how many."""
    open_ = Booking.objects.filter(docket=docket, ends_at__gt=now).exclude(ends_at=F("begins_at"))
    bodies = set(open_.values_list("body", flat=True))
    ended = open_.filter(begins_at__lte=now).update(ends_at=now) + open_.filter(begins_at__gt=now).update(ends_at=F("begins_at"))
    for body in sorted(bodies):
        notify(body)
    return ended


def bookings(body: str, *, since: datetime, until: datetime) -> list[Booking]:
    """预约 — of things of the body and those below it that meet the span, earliest first."""
    return list(_bookings(of_bodies((body,)), since, until))


def bookings_for(officer: str, *, since: datetime, until: datetime) -> list[Booking]:
    """One's own, whosever the thing is."""
    return list(_bookings(Q(officer=officer), since, until)) if officer else []


def _bookings(which: Q, since: datetime, until: datetime) -> QuerySet[Booking]:
    meets = Booking.objects.filter(which, begins_at__lt=until, ends_at__gt=since)
    return meets.exclude(ends_at=F("begins_at")).order_by("begins_at", "equipment")


def _free(body: str, begins_at: datetime, ends_at: datetime, *, kind: str = "", code: str = "") -> QuerySet[Equipment]:
    taken = Booking.objects.filter(equipment=OuterRef("code"), begins_at__lt=ends_at, ends_at__gt=begins_at).exclude(ends_at=F("begins_at"))
    which = Q(code=code) if code else Q(kind=kind) if kind else Q()
    return Equipment.objects.filter(on_day(legal_date(begins_at)), of_bodies((body,)), which).exclude(Exists(taken)).order_by("code")


def _none_free(things: Sequence[Equipment], begins_at: datetime, ends_at: datetime) -> NoneFree:
    taken: dict[str, list[Span]] = {thing.code: [] for thing in things}
    for row in Booking.objects.filter(equipment__in=taken, ends_at__gt=begins_at).exclude(ends_at=F("begins_at")):
        taken[row.equipment].append((row.begins_at, row.ends_at))
    at = earliest_free(taken, begins_at=begins_at, length=ends_at - begins_at)
    local = at.astimezone(SHANGHAI) if at else begins_at
    same = local.date() == legal_date(begins_at)
    return NoneFree(
        count=len(things),
        unit=unit_of(things[0].kind),
        thing=things[0].kind,
        span=span_words(begins_at, ends_at),
        at=f"{local:%H:%M}" if same else time_words(local),
        free_at=local.isoformat() if at else "",
    )
