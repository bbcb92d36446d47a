"""登记线索 — the form that opens a docket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.docket import append as engine
from yifa.docket.core.act import View
from yifa.docket.core.procedure import PROCEDURES, ActKind
from yifa.docket.joints import joints
from yifa.docket.ports import PlaceFacts
from yifa.intake.actions import take_down
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.web.desk.forms import Choice
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.known import known_for
from yifa.web.desk.views.acts import first, form_context, gone, read_request
from yifa.web.desk.words import say
from yifa.web.doors import Audience, door, only, signed_in
from yifa.web.errors import status_of

BODY, PLACE, DOCKET = "_body", "_place", "_docket"
TAKERS = only(Role.INTAKE, Role.OFFICER)


@door(audience=TAKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记线索 — for which body, where, what."""
    kind = next(kind for kind in PROCEDURES["lead"].kinds.values() if kind.opens)
    return opening(request, kind, address="/leads/new", here="lead", takers=TAKERS, opens=_take_down)


def opening(
    request: HttpRequest,
    kind: ActKind,
    *,
    address: str,
    here: str,
    takers: Audience,
    opens: Callable[..., engine.Recorded] = engine.open_docket,
) -> HttpResponse:
    """The form of an act that opens a docket; two clicks are one docket."""
    actor = signed_in(request)
    now = clock.now()
    typed = dict(request.POST.lists()) if request.method == "POST" else None
    bodies = _bodies(actor, takers)
    body = first(typed or {}, BODY) or bodies[0]
    choices = _places(actor, body, takers)
    place = first(typed or {}, PLACE) or (choices[0].code if choices else "")
    refusal: Refusal | None = None
    if typed is not None:
        try:
            sent = read_request(request, kind, typed, actor=actor, body=body, place=place, now=now)
            recorded = opens(actor=actor, body=body, place=place, request=sent, now=now)
        except Refusal as fault:
            refusal = fault
        else:
            return gone(request, f"/dockets/{recorded.act.docket}?done={recorded.act.seq}")
    view = View(new_id(), "", body, place)
    return show(
        request,
        "desk/lead.html",
        here=here,
        status=status_of(refusal) if refusal else 200,
        kind=kind,
        address=address,
        heading=say("lead.title") if here == "lead" else kind.title,
        intro=say(f"{here}.intro"),
        may=True,
        bodies=[Choice(code, body_name(code, legal_date(now)), code == body) for code in bodies],
        place_choices=[Choice(one.code, one.name, one.code == place) for one in choices],
        **form_context(kind, view, actor=actor, now=now, typed=typed, refusal=refusal, known=known_for(kind, view, actor=actor, now=now)),
    )


@door(audience=TAKERS)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The places of another body, as options."""
    actor = signed_in(request)
    choices = _places(actor, request.GET.get(BODY, ""), TAKERS)
    return show(request, "desk/options.html", choices=[Choice(one.code, one.name) for one in choices])


def _take_down(**told: Any) -> engine.Recorded:
    return take_down(**told)[0]


def _bodies(actor: Actor, takers: Audience) -> list[str]:
    return list(dict.fromkeys(post.body for post in actor.posts if post.role in takers))


def _places(actor: Actor, body: str, takers: Audience) -> list[PlaceFacts]:
    """Where this person may open dockets for that body, the smallest places last."""
    on = legal_date(clock.now())
    found: dict[str, PlaceFacts] = {}
    for post in actor.posts:
        if post.role in takers and post.body == body:
            found |= {one.code: one for one in joints.institution.places(under=post.place, on=on)}
    return sorted(found.values(), key=lambda one: one.code)
