"""在外人员 — who was sent to an event and has not handled it: nobody is sent to a second one without a word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from yifa.dispatch.core.event import ARRIVED, ORDERED, TAKEN
from yifa.dispatch.models import Event
from yifa.kernel.actor import Actor

#: events somebody is out on
OUT: Final = Q(state__in=(ORDERED, TAKEN, ARRIVED), closed_at=None)
#: "out" as a number
_HOLD: Final = f"SELECT pg_advisory_xact_lock({0x6F7574}, hashtext(current_schema() || ' ' || one)) FROM unnest(%s::text[]) AS one"


def out_on() -> dict[str, str]:
    """Officer → number of the event he is out on now. One statement."""
    rows = Event.objects.filter(OUT).values_list("number", "officers")
    return {officer: number for number, officers in rows for officer in officers}


def errands(officers: Iterable[str], *, besides: UUID, actor: Actor | None) -> dict[str, str]:
    """See ``docket.ports.Errands``. Two statements, none where nobody is named."""
    asked = sorted(set(officers))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        # in one order, so that nobody waits for each other; a statement of its own: the next one sees what whoever held them wrote
        cursor.execute(_HOLD, [asked])
    found = Event.objects.filter(OUT, officers__overlap=asked).exclude(docket_id=besides).order_by("ordered_at", "docket_id")
    return {code: event.number if _open_to(actor, event) else "" for event in found for code in event.officers if code in asked}


def _open_to(actor: Actor | None, event: Event) -> bool:
    return actor is not None and actor.may_read(body=event.body, place=event.place, called=(event.team, *event.assisting))
