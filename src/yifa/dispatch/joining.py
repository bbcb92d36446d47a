"""并案与关联 — the other docket is an event too, and one that took another over is still worked on: nobody is left without an answer."""

from __future__ import annotations

from typing import Final

from django.db import connection

from yifa.dispatch.models import Event
from yifa.dispatch.refusals import DispatchRefusal
from yifa.dispatch.things import take_back
from yifa.docket.core.act import Act, View
from yifa.docket.queries import views_for
from yifa.intake.forms import FOUND_BY_US
from yifa.intake.procedure import is_past_reply
from yifa.kernel.actor import Actor


class NoSuchDocket(DispatchRefusal):
    """没有这个卷宗 — no event this person may see goes by the number that was typed; whether there is one he may not is not told here."""

    kind = "unknown"
    code = "dispatch.no_such_docket"


class OtherEnded(DispatchRefusal):
    """对方已经办结 — an event is not merged into a docket that has ended: its reporter would never hear an answer."""

    kind = "conflict"
    code = "dispatch.other_ended"


#: held, alone, by who merges, so that of two merged into each other the later one finds the other ended; and, shared, by whoever ends a
#: docket: of a merge and the end of what it goes into the later one finds the earlier. Taken after the lock on one's own docket, so
#: nobody waits in a ring
_HOLD: Final = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || %s, 0))"
_HOLD_SHARED: Final = _HOLD.replace("lock(", "lock_shared(")


def merge(act: Act, by: Actor) -> None:
    """并案 — what was lent for it comes back. Refuses: NoSuchDocket, OtherEnded."""
    number = act.payload["into"].strip()
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, ["dispatch_merge"])
    if is_past_reply(_other(number, by)):
        raise OtherEnded(number=number)
    take_back(act, by)


def link(act: Act, by: Actor) -> None:
    """关联 — Refuses: NoSuchDocket."""
    _other(act.payload["other"].strip(), by)


def waited(number: str) -> bool:
    """See ``docket.ports.Waited``; what was merged into what was merged counts too. A statement for each step of such a chain."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_SHARED, ["dispatch_merge"])
    seen, into = {number}, {number}
    while into:
        merged = Event.objects.exclude(merged_into="").filter(merged_into__in=into).values_list("number", "source", "voices")
        if any(source not in FOUND_BY_US or voices > 1 for _, source, voices in merged):
            return True
        into = {own for own, *_ in merged} - seen
        seen |= into
    return False


def _other(number: str, by: Actor) -> View:
    docket = Event.objects.filter(number=number).values_list("docket_id", flat=True).first()
    found = views_for(actor=by, dockets=[docket]) if docket else []
    if not found:
        raise NoSuchDocket(number=number)
    return found[0]
