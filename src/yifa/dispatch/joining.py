"""并案与关联 — the other docket is there, and one that took an event over is still worked on: nobody is left without an answer."""

from __future__ import annotations

from yifa.dispatch.refusals import DispatchRefusal
from yifa.dispatch.things import take_back
from yifa.docket.core.act import Act
from yifa.docket.models import Standing


class NoSuchDocket(DispatchRefusal):
    """没有这个卷宗 — no docket goes by the number that was typed."""

    kind = "unknown"
    code = "dispatch.no_such_docket"


class OtherEnded(DispatchRefusal):
    """对方已经办结 — an event is not merged into a docket that has ended: its reporter would never hear an answer."""

    kind = "conflict"
    code = "dispatch.other_ended"


def merge(act: Act) -> None:
    """并案 — what was lent for it comes back. Refuses: NoSuchDocket, OtherEnded."""
    number = act.payload["into"].strip()
    if _other(number).closed_on is not None:
        raise OtherEnded(number=number)
    take_back(act)


def link(act: Act) -> None:
    """关联 — Refuses: NoSuchDocket."""
    _other(act.payload["other"].strip())


def _other(number: str) -> Standing:
    found = Standing.objects.filter(number=number).only("closed_on").first()
    if found is None:
        raise NoSuchDocket(number=number)
    return found
