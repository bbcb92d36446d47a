"""随带装备 — what an order names is booked with the order, in its transaction, and comes back with the work: both or neither."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction

from yifa.dispatch.booking import NoSuchThing, ThingTaken, release
from yifa.dispatch.duty import notify
from yifa.dispatch.models import Booking
from yifa.dispatch.spans import time_words
from yifa.dispatch.wording import say
from yifa.docket.core.act import Act
from yifa.docket.joints import joints
from yifa.docket.ports import Thing
from yifa.kernel.actor import Actor
from yifa.staffing.core.staff import inside

#: a thing is kept for an order so long at most; it comes back when the work is done
ORDER_SPAN: Final = timedelta(hours=4)


def lend(act: Act, _by: Actor) -> None:
    """派遣即预约 — what an earlier order had comes back, what this one names, of who is sent or sends, is booked for its first officer.

    A thing that one of those sent has booked for himself already is not booked twice. Refuses: NoSuchThing, ThingTaken.
    """
    release(act.docket, now=act.recorded_at)
    said = act.payload
    codes = tuple(dict.fromkeys(said["equipment"]))
    if not codes:
        return
    known = {thing.code: thing for thing in joints.institution.equipment(codes, on=act.happened_on)}
    sending = (said["team"], *said["assisting"], act.in_name_of)
    for code in codes:
        # what belongs to others is lent by their own duty office, never taken by an order
        if code not in known or not any(inside(known[code].body, body) or inside(body, known[code].body) for body in sending):
            raise NoSuchThing(what=code, body=joints.institution.body(said["team"], on=act.happened_on).name)
        _book(known[code], act, tuple(said["officers"]))


def take_back(act: Act, _by: Actor) -> None:
    """归还 — the work is done, the order given back or the event set aside: what was booked for it is free again."""
    release(act.docket, now=act.recorded_at)


def _book(thing: Thing, act: Act, officers: tuple[str, ...]) -> None:
    begins_at, ends_at = act.recorded_at, act.recorded_at + ORDER_SPAN
    running = Booking.objects.filter(equipment=thing.code, begins_at__lt=ends_at, ends_at__gt=begins_at)
    if running.filter(officer__in=officers, begins_at__lte=begins_at).exists():
        return
    try:
        with transaction.atomic():
            Booking.objects.create(
                equipment=thing.code,
                kind=thing.kind,
                body=thing.body,
                officer=officers[0] if officers else "",
                docket=act.docket,
                begins_at=begins_at,
                ends_at=ends_at,
                purpose=say("order.purpose"),
                booked_by=str(act.actor["officer"] or act.actor["name"]),
                booked_at=act.recorded_at,
            )
    except IntegrityError:
        until = running.order_by("-ends_at").values_list("ends_at", flat=True).first()
        raise ThingTaken(thing=thing.name, until=time_words(until or ends_at)) from None
    notify(thing.body)
