"""并案与关联 — the other docket is an event too, and one that took another over is still worked on: nobody is left without an answer."""

from __future__ import annotations

from django.db import connection

from yifa.dispatch.models import Event
from yifa.dispatch.refusals import DispatchRefusal
from yifa.dispatch.things import take_back
from yifa.docket.core.act import Act
from yifa.intake.forms import FOUND_BY_US


class NoSuchDocket(DispatchRefusal):
    """没有这个卷宗 — no event goes by the number that was typed; a complaint is none, and whether there is one is not told here."""

    kind = "unknown"
    code = "dispatch.no_such_docket"


class OtherEnded(DispatchRefusal):
    """对方已经办结 — an event is not merged into a docket that has ended: its reporter would never hear an answer."""

    kind = "conflict"
    code = "dispatch.other_ended"


def merge(act: Act) -> None:
    """并案 — what was lent for it comes back. Refuses: NoSuchDocket, OtherEnded."""
    number = act.payload["into"].strip()
    with connection.cursor() as cursor:  # of two merged into each other the later one finds the other ended
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["dispatch_merge"])
    if _other(number).closed_at is not None:
        raise OtherEnded(number=number)
    take_back(act)


def link(act: Act) -> None:
    """关联 — Refuses: NoSuchDocket."""
    _other(act.payload["other"].strip())


def waited(number: str) -> bool:
    """See ``docket.ports.Waited``; what was merged into what was merged counts too. A statement for each step of such a chain."""
    seen, into = {number}, {number}
    while into:
        merged = Event.objects.exclude(merged_into="").filter(merged_into__in=into).values_list("number", "source", "voices")
        if any(source not in FOUND_BY_US or voices > 1 for _, source, voices in merged):
            return True
        into = {own for own, *_ in merged} - seen
        seen |= into
    return False


def _other(number: str) -> Event:
    found = Event.objects.filter(number=number).only("closed_at").first()
    if found is None:
        raise NoSuchDocket(number=number)
    return found
