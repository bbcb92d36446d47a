"""登记线索 — the form that opens a docket."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yifa.docket import append as engine
from yifa.docket.core.act import View
from yifa.docket.core.procedure import PROCEDURES
from yifa.docket.joints import joints
from yifa.docket.ports import PlaceFacts
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Refusal
from yifa.web.desk.forms import Choice
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.known import known_for
from yifa.web.desk.views.acts import first, form_context, gone, read_request
from yifa.web.doors import door, only, signed_in
from yifa.web.errors import status_of

BODY, PLACE, DOCKET = "_body", "_place", "_docket"
TAKERS = only(Role.INTAKE, Role.OFFICER)


@door(audience=TAKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记线索 — for which body, where, what; two clicks are one docket."""
    actor = signed_in(request)
    now = timezone.now()
    kind = next(iter(PROCEDURES["lead"].kinds.values()))
    typed = dict(request.POST.lists()) if request.method == "POST" else None
    bodies = _bodies(actor)
    body = first(typed or {}, BODY) or bodies[0]
    choices = _places(actor, body, request)
    place = first(typed or {}, PLACE) or (choices[0].code if choices else "")
    refusal: Refusal | None = None
    if typed is not None:
        try:
            sent = read_request(request, kind, typed, actor=actor, body=body, place=place, now=now)
            recorded = engine.open_docket(actor=actor, body=body, place=place, request=sent, now=now)
        except Refusal as fault:
            refusal = fault
        else:
            return gone(request, f"/dockets/{recorded.act.docket}?done={recorded.act.seq}")
    view = View(new_id(), "", body, place)
    return show(
        request,
        "desk/lead.html",
        here="lead",
        status=status_of(refusal) if refusal else 200,
        kind=kind,
        address="/leads/new",
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
    choices = _places(actor, request.GET.get(BODY, ""), request)
    return show(request, "desk/options.html", choices=[Choice(one.code, one.name) for one in choices])


def _bodies(actor: Actor) -> list[str]:
    return list(dict.fromkeys(post.body for post in actor.posts if post.role in TAKERS))


def _places(actor: Actor, body: str, request: HttpRequest) -> list[PlaceFacts]:
    """Where this person may take leads for that body, the smallest places last."""
    on = legal_date(timezone.now())
    found: dict[str, PlaceFacts] = {}
    for post in actor.posts:
        if post.role in TAKERS and post.body == body:
            found |= {one.code: one for one in joints.institution.places(under=post.place, on=on)}
    return sorted(found.values(), key=lambda one: one.code)
