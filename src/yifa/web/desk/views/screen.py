"""大屏 — the wall: map, queue by age, today's loop. Nobody touches it, so it may be opened by a key that outlasts a session.

The key names who made it. What the wall may show is what that person's posts cover on the day, and nothing when they have none any more.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.platform.accounts.gate import SignInNeeded, actor_of
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.web.desk import live
from yifa.web.desk.asked import choice_of
from yifa.web.desk.frame import body_name, reads_dockets, show
from yifa.web.desk.views.command import COMMAND, chosen
from yifa.web.desk.words import day_words, say
from yifa.web.doors import PUBLIC, door, signed_in
from yifa.web.tickets import Ticket, scope_of

COOKIE, SALT = "yifa_screen", "yifa.screen"
GOOD_FOR = timedelta(days=180)


@door(audience=PUBLIC)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """大屏 — for whoever is signed in and reads dockets, or came with a key."""
    team, made = _ticket(request)
    query = f"?{urlencode({'team': team})}" if team else ""
    on = legal_date(clock.now())
    response = show(
        request,
        "desk/screen.html",
        names=[body_name(body, on) for body, _ in made.scope[:2]],
        config=live.live_config(request, made, tickets=f"/screen/ticket{query}", data=f"/screen/map.json{query}"),
    )
    return live.with_policy(request, response)


@door(audience=PUBLIC)
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """入场券 — a new one for a wall."""
    _team, made = _ticket(request)
    response = JsonResponse(live.admission(request, made))
    response.headers["Cache-Control"] = "no-store"
    return response


@door(audience=PUBLIC)
@require_safe
def map_data(request: HttpRequest) -> HttpResponse:
    """What the map of a wall draws."""
    _team, made = _ticket(request)
    return live.map_data(request, live.places_of(made.scope))


@door(audience=COMMAND)
@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """大屏网址 — an address that opens the wall for half a year without signing in; told once, and written into the trail."""
    actor, now = signed_in(request), clock.now()
    team, _made = chosen(request, actor, wall=True)
    key = signing.dumps({"user": actor.user, "team": team}, salt=SALT)
    until = day_words(legal_date(now + GOOD_FOR))
    record(Kind.SCREEN_OPENED, actor=actor, subject=team or say("screen.all"), facts={"until": until}, at=now)
    address = f"{live.origin_here(request)}/screen/open?{urlencode({'key': key})}"
    return show(request, "desk/screen_key.html", here="command", address=address, until=until)


@door(audience=PUBLIC)
@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """The key goes into a cookie of the wall alone, and out of the address."""
    key = request.GET.get("key", "")
    _actor, team = _of_key(key)
    response = HttpResponseRedirect(f"/screen?{urlencode({'team': team})}" if team else "/screen")
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, key, max_age=GOOD_FOR, path="/screen", httponly=True, samesite="Lax", secure=secure)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _ticket(request: HttpRequest) -> tuple[str, Ticket]:
    actor = getattr(request, "actor", None)
    if isinstance(actor, Actor) and reads_dockets(actor):
        return chosen(request, actor, wall=True)
    actor, team = _of_key(request.COOKIES.get(COOKIE, ""))
    choice_of(request, "team", (team,))
    made = Ticket(scope_of(actor, team), True, live.origin_here(request))
    if not made.scope:
        raise SignInNeeded
    return team, made


def _of_key(key: str) -> tuple[Actor, str]:
    """Who made the key, as they stand today, and for which body. Refuses: SignInNeeded."""
    try:
        told = signing.loads(key, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise SignInNeeded from None
    actor = actor_of(told["user"], on=legal_date(clock.now()))
    if actor is None or not reads_dockets(actor):
        raise SignInNeeded
    return actor, told["team"]
