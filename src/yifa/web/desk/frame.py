"""The frame around every page: the places on the left, the field for everything on top, the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from yifa.docket import queries
from yifa.docket.joints import joints
from yifa.docket.ports import UnknownToInstitution
from yifa.kernel.actor import DOCKET_ROLES, READING_ROLES, Actor, Role
from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.platform.accounts.models import ROLE_TITLES
from yifa.platform.schema import HOME, within
from yifa.web.desk.words import say
from yifa.web.errors import is_fragment

LARGE_COOKIE = "yifa_large"
#: the count in the frame stops here and says so
_COUNT_TO = 50


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the frame; ``count`` is what is due by today, empty where nothing is."""

    key: str
    title: str
    address: str
    count: str = ""
    phone: bool = True


def show(
    request: HttpRequest, template: str, *, here: str = "", status: int = 200, count: str | None = None, **context: Any
) -> HttpResponse:
    """A page in the frame, or the bare template for htmx. ``count`` is the due count where the view knows it already."""
    actor: Actor | None = getattr(request, "actor", None)
    now = clock.now()
    framed = not is_fragment(request)
    context |= {
        "actor": actor,
        "here": here,
        "framed": framed,
        "base": "desk/bare.html" if not framed else "desk/frame.html" if actor else "desk/open.html",
        "large": request.COOKIES.get(LARGE_COOKIE) == "1",
    }
    if actor is not None and framed:
        today = legal_date(now)
        # the frame is that of the place, whichever profile the page speaks of
        with within(HOME):
            places = places_of(actor, due_count(actor, today) if count is None else count)
            posts = posts_in_words(actor, today)
        context |= {
            "places": places,
            "posts": posts,
            "reads_dockets": reads_dockets(actor),
            "keeps_lists": keeps_lists(actor),
        }
    response = HttpResponse(get_template(template).render(context, request), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def reads_dockets(actor: Actor) -> bool:
    return any(post.role in DOCKET_ROLES for post in actor.posts)


def keeps_lists(actor: Actor) -> bool:
    """Does this person read dockets of any kind, those of the institution at least?"""
    return any(post.role in READING_ROLES for post in actor.posts)


def takes_leads(actor: Actor) -> bool:
    return any(post.role in (Role.INTAKE, Role.OFFICER) for post in actor.posts)


def commands(actor: Actor) -> bool:
    """Does this person sit at the command desk?"""
    return any(post.role in (Role.INTAKE, Role.HEAD, Role.SUPERVISOR) for post in actor.posts)


def places_of(actor: Actor, due: str) -> list[Place]:
    """At most nine places, only those that exist for this person."""
    roles = {post.role for post in actor.posts}
    places = []
    if reads_dockets(actor):
        places.append(Place("work", say("place.work"), "/", due))
        if takes_leads(actor):
            places.append(Place("lead", say("place.lead"), "/leads/new"))
        if commands(actor):
            places.append(Place("command", say("place.command"), "/command"))
        places.append(Place("roster", say("place.roster"), "/duty"))
        places.append(Place("cameras", say("place.cameras"), "/cameras"))
        places.append(Place("who", say("place.who"), "/who"))
        places.append(Place("powers", say("place.powers"), "/powers"))
        places.append(Place("laws", say("place.laws"), "/laws"))
        places.append(Place("people", say("place.people"), "/people"))
    elif keeps_lists(actor):
        places.append(Place("work", say("place.work"), "/", due))
        if Role.STAFFING in roles:
            places.append(Place("change", say("place.change"), "/changes/new"))
        places.append(Place("who", say("place.who"), "/who"))
        places.append(Place("powers", say("place.powers"), "/lists"))
        places.append(Place("people", say("place.people"), "/people/capacity"))
    if Role.SECURITY_ADMIN in roles:
        places.append(Place("accounts", say("place.accounts"), "/admin-duty/accounts"))
    if Role.AUDIT_ADMIN in roles:
        places.append(Place("audit", say("place.audit"), "/admin-duty/audit"))
    if Role.SYSTEM_ADMIN in roles:
        places.append(Place("system", say("place.system"), "/admin-duty/system"))
        places.append(Place("streams", say("place.streams"), "/admin-duty/cameras"))
    if places and not reads_dockets(actor):
        places.append(Place("laws", say("place.laws"), "/laws"))
    return places


def due_count(actor: Actor, today: date) -> str:
    """How many of one's own dockets are due by today; one statement, in the order of what is due."""
    if not keeps_lists(actor):
        return ""
    page = queries.dockets(actor=actor, which="mine", limit=_COUNT_TO)
    return count_words(sum(row.due_on is not None and row.due_on <= today for row in page.rows), more=bool(page.next))


def count_words(due: int, *, more: bool) -> str:
    """Empty for none; with a plus where the list goes on and all of it so far is due."""
    return "" if not due else f"{due}+" if more and due >= _COUNT_TO else str(due)


def posts_in_words(actor: Actor, today: date) -> str:
    """阜城县古城镇综合行政执法管理局 执法、受理."""
    bodies: dict[str, list[str]] = {}
    for post in actor.posts:
        bodies.setdefault(body_name(post.body, today), []).append(ROLE_TITLES[post.role])
    return "；".join(f"{body} {'、'.join(dict.fromkeys(roles))}" for body, roles in bodies.items())


def body_name(code: str, on: date) -> str:
    """The name of a body that day, its code where the institution has none."""
    try:
        return joints.institution.body(code, on=on).name
    except UnknownToInstitution:
        return code
