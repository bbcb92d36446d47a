"""轨迹 — who asks to see where an officer was, for which matter, who approves it, and the track itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from yifa.dispatch import positions as room
from yifa.dispatch.models import TrackAccess
from yifa.dispatch.spans import span_words
from yifa.kernel.actor import Actor
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.staffing.snapshot import staff
from yifa.web.desk.frame import show
from yifa.web.desk.views.institution import bodies_of
from yifa.web.desk.views.rosters import typed_span
from yifa.web.desk.words import say, time_words
from yifa.web.doors import DOCKET, door, signed_in
from yifa.web.errors import status_of


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request as listed; ``approves``: this person may approve it, ``opens``: may look at the track."""

    id: int
    officer: str
    code: str
    span: str
    matter: str
    reason: str
    asked: str
    approved: str
    approves: bool
    opens: bool


@door(audience=DOCKET)
@require_safe
def tracks(request: HttpRequest) -> HttpResponse:
    """轨迹查看申请 — one's own, and those one may approve."""
    return _tracks(request)


def _tracks(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor, now = signed_in(request), clock.now()
    on = legal_date(now)
    people = {one.code: one.name for body in bodies_of(actor) for one in staff().members(body, on=on)}
    return show(
        request,
        "desk/tracks.html",
        here="roster",
        status=status_of(refusal) if refusal else 200,
        refusal=refusal,
        typed=request.POST,
        lines=[_line(actor, row, now) for row in room.track_requests(actor=actor)],
        officers=sorted(people.items()),
    )


def _line(actor: Actor, row: TrackAccess, now: datetime) -> RequestLine:
    own = actor.officer or actor.name
    approved = row.approved_at is not None
    return RequestLine(
        id=row.pk,
        officer=_name(row.officer),
        code=row.officer,
        span=span_words(row.since, row.until),
        matter=row.matter,
        reason=row.reason,
        asked=say("tracks.asked_by", name=_name(row.asked_by), at=time_words(row.asked_at)),
        approved=say("tracks.approved_by", name=_name(row.approved_by), at=time_words(row.approved_at)) if approved else "",
        approves=not approved and room.may_approve(actor, row.body) and own not in (row.asked_by, row.officer),
        opens=room.holds(row, now) and own in (row.asked_by, row.approved_by),
    )


@door(audience=DOCKET)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """申请查看轨迹."""
    typed = request.POST
    try:
        since, until = typed_span(request)
        room.ask_track(
            actor=signed_in(request),
            officer=typed.get("officer", "")[:60],
            since=since,
            until=until,
            matter=typed.get("matter", "")[:100],
            reason=typed.get("reason", "")[:400],
            now=clock.now(),
        )
    except Refusal as refusal:
        return _tracks(request, refusal)
    return HttpResponseRedirect("/duty/tracks")


@door(audience=DOCKET)
@require_POST
def approve(request: HttpRequest, access: int) -> HttpResponse:
    """批准."""
    try:
        room.approve_track(actor=signed_in(request), access=access, now=clock.now())
    except Refusal as refusal:
        return _tracks(request, refusal)
    return HttpResponseRedirect("/duty/tracks")


@door(audience=DOCKET)
@require_safe
def track(request: HttpRequest, officer: str, access: int) -> HttpResponse:
    """轨迹 — point by point; each opening is in the audit trail."""
    row, steps = room.open_track(actor=signed_in(request), officer=officer, access=access, now=clock.now())
    return show(
        request,
        "desk/track.html",
        here="roster",
        officer=_name(row.officer),
        span=span_words(row.since, row.until),
        matter=row.matter,
        reason=row.reason,
        replay=_replay(officer, access, steps),
        steps=[(f"{step.at.astimezone(SHANGHAI):%m-%d %H:%M:%S}", step) for step in steps],
    )


def _replay(officer: str, access: int, steps: Sequence[room.Step]) -> str:
    """Where the way is played on the map, from its first day on; nowhere where there is none."""
    if not steps:
        return ""
    on = legal_date(steps[0].at).isoformat()
    return f"/loop/replay?{urlencode({'on': on, 'track': access, 'officer': officer})}"


def _name(code: str) -> str:
    person = staff().officers.get(code)
    return person.name if person else code
