"""指挥台 — the desk of the duty officer: map, queue by what is due, people, cameras, and the acts of one event beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from yifa.dispatch import duty
from yifa.dispatch.core.event import event_of
from yifa.dispatch.core.loop import STAMPS, Stamps, loop_of, stamps_of
from yifa.dispatch.figures import limit_of_loop
from yifa.dispatch.queries import SENDING
from yifa.docket import queries
from yifa.kernel.actor import DOCKET_ROLES, Actor, Role
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.platform import clock
from yifa.web.desk import live
from yifa.web.desk.asked import body_of, nothing_but
from yifa.web.desk.frame import body_name, show, takes_leads
from yifa.web.desk.views.docket import page_context
from yifa.web.desk.words import duration_words, time_words
from yifa.web.doors import DOCKET, door, only, signed_in
from yifa.web.errors import NotFound
from yifa.web.tickets import Ticket, scope_of

#: who sits at the desk: those who take in and dispatch, those who answer for it, and those who watch over it
COMMAND = only(Role.INTAKE, Role.HEAD, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One of the four stamps of an event; ``took`` since the one before."""

    title: str
    at: str
    took: str
    running: bool


@door(audience=COMMAND)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """指挥台 — with ``team`` only what belongs to that body."""
    actor = signed_in(request)
    team, ticket = chosen(request, actor, wall=False)
    query = f"?{urlencode({'team': team})}" if team else ""
    on = legal_date(clock.now())
    response = show(
        request,
        "desk/command.html",
        here="command",
        team=team,
        teams=teams_of(actor),
        sends=any(post.role in SENDING for post in actor.posts),
        takes_leads=takes_leads(actor),
        config=live.live_config(request, ticket, tickets=f"/command/ticket{query}", data=f"/command/map.json{query}"),
    )
    return live.with_policy(request, response, media=live.media_of(ticket.scope, on=on))


@door(audience=COMMAND)
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """入场券 — a new one, from the posts held now."""
    _team, made = chosen(request, signed_in(request), wall=False)
    response = JsonResponse(live.admission(request, made))
    response.headers["Cache-Control"] = "no-store"
    return response


@door(audience=DOCKET)
@require_safe
def map_data(request: HttpRequest) -> HttpResponse:
    """What the map draws of the scope."""
    _team, made = chosen(request, signed_in(request), wall=False)
    return live.map_data(request, live.places_of(made.scope))


@door(audience=COMMAND)
@require_safe
def event(request: HttpRequest, docket: UUID) -> HttpResponse:
    """一个事件 — what it is, its four stamps, what may be done now; a fragment beside the map."""
    actor = signed_in(request)
    view = queries.view_for(actor=actor, docket=docket)
    found = event_of(view)
    if found is None:
        raise NotFound
    now = clock.now()
    stamps = stamps_of(found)
    context = page_context(actor, view, done=request.GET.get("done", ""))
    return show(
        request,
        "desk/command_event.html",
        here="command",
        event=found,
        stamps=_stamps(stamps, now),
        loop=loop_of(stamps, limit=limit_of_loop(), now=now),
        uploaded=time_words(found.uploaded_at),
        due=time_words(found.due_at),
        **context,
    )


def _stamps(stamps: Stamps, now: Any) -> list[Stamp]:
    loop = loop_of(stamps, limit=None, now=now)
    lengths = [stage.elapsed if stage.seconds is None else stage.seconds for stage in loop.stages]
    took = ["", *("" if length is None else duration_words(length) for length in lengths)]
    running = [False, *(stage.elapsed is not None for stage in loop.stages)]
    return [
        Stamp(title, f"{at.astimezone(SHANGHAI):%H:%M:%S}" if at else "", spent, runs)
        for title, at, spent, runs in zip(STAMPS, stamps.all, took, running, strict=True)
    ]


def teams_of(actor: Actor) -> list[tuple[str, str]]:
    """The centres this person may look at alone, by code and name, and the bodies of one's own posts; none where there is only one."""
    on = legal_date(clock.now())
    own = [post.body for post in actor.posts if post.role in DOCKET_ROLES]
    if not own:
        return []
    named = {centre.body: centre.name for centre in duty.centres(own, on=on)}
    codes = dict.fromkeys([*own, *named])
    return [(code, named.get(code) or body_name(code, on)) for code in codes] if len(codes) > 1 else []


def chosen(request: HttpRequest, actor: Actor, *, wall: bool) -> tuple[str, Ticket]:
    """The body asked for, where the person's posts cover it, and a ticket for it; for all they read where none is. Refuses: NotOffered."""
    nothing_but(request, "team")
    team = body_of(request, "team", actor=actor)
    return team, Ticket(scope_of(actor, team), wall, live.origin_here(request))
