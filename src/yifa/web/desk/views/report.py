"""上报与查进度 — for everybody, without signing in, with JavaScript or without; and beside a docket, for those who may, who reported it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from yifa.docket import queries
from yifa.docket.joints import joints
from yifa.intake import throttle
from yifa.intake.actions import MOST_PHOTOS, NewReport, Photo, submit, take_photo
from yifa.intake.following import followed
from yifa.intake.queries import near
from yifa.intake.refusals import CodeUnknown, PhotosOverQuota, PointUnclear, RepeatDiffers
from yifa.intake.reporters import opened_reporters
from yifa.kernel.actor import REPORTER_ROLES
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.places import stem
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.platform.accounts.sessions import address_of
from yifa.registry.centres import widest_place
from yifa.registry.event_kinds import event_kinds
from yifa.web import uploads
from yifa.web.desk.asked import uuid_of
from yifa.web.desk.forms import Choice
from yifa.web.desk.frame import show
from yifa.web.desk.views.acts import first
from yifa.web.desk.words import say, time_words
from yifa.web.doors import DOCKET, PUBLIC, door, only, signed_in
from yifa.web.errors import NotFound, status_of

SOURCE = "网页"
#: down to townships; a village is told in words
_DEEPEST = 9
_MOST_PLACES = 400


@door(audience=PUBLIC)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """我要上报 — what, where, a photo; name and number are nobody's duty. Sent twice it is one report."""
    now, typed = clock.now(), dict(request.POST.lists()) if request.method == "POST" and not _too_large(request) else {}
    refusal: Refusal | None = PhotosOverQuota() if request.method == "POST" and _too_large(request) else None
    photos = [digest for digest in typed.get("photo", ()) if len(digest) == 64]
    if typed:
        address = address_of(request)
        try:
            for file in request.FILES.getlist("photos"):
                photos.append(take_photo(Photo(file.name or "", file), now=now, address=address))
            receipt = submit(_report(typed, photos), now=now, address=address)
        except Refusal as fault:
            refusal = fault
        else:
            return _show(request, "receipt", code=_spaced(receipt.code), number=receipt.number, received=time_words(receipt.received_at))
    on = legal_date(now)
    return _show(
        request,
        "new",
        status=status_of(refusal) if refusal else HTTPStatus.OK,
        refusal=refusal,
        # what was changed after it had been received is another report, if it is sent once more
        id=(None if isinstance(refusal, RepeatDiffers) else uuid_of(first(typed, "id"))) or new_id(),
        said={name: first(typed, name) for name in ("text", "place_text", "longitude", "latitude", "about", "name", "phone")},
        about_officers=bool(first(typed, "about_officers")),
        places=_places(first(typed, "place"), on),
        kinds=[Choice(one.code, one.name, one.code == first(typed, "event_kind")) for one in event_kinds(on=on, public=True)],
        photos=list(dict.fromkeys(photos)),
    )


@door(audience=PUBLIC)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """查进度 — by the code alone; a code nobody was given is answered as one that is none."""
    if request.method != "POST":
        return _show(request, "follow")
    try:
        throttle.count(throttle.LOOKS, address_of(request), now=clock.now())
        found = followed(request.POST.get("code", ""))
        if found is None:
            raise CodeUnknown
    except Refusal as refusal:
        return _show(request, "follow", status=status_of(refusal), refusal=refusal)
    return _show(
        request,
        "followed",
        found=found,
        steps=[(step.title, time_words(step.at)) for step in found.steps],
        reply=found.reply.splitlines(),
    )


@door(audience=only(*REPORTER_ROLES))
@require_http_methods(["GET", "HEAD", "POST"])
def reporter(request: HttpRequest, docket: UUID) -> HttpResponse:
    """查看反映人信息 — asked why first; then shown once, and an act of the docket."""
    actor, now = signed_in(request), clock.now()
    view = queries.view_for(actor=actor, docket=docket)
    if not actor.has(*REPORTER_ROLES, body=view.body, place=view.place):
        raise NotFound
    act = uuid_of(request.POST.get("id", "")) or new_id()
    context: dict[str, Any] = {"view": view, "act_id": act, "reason": ""}
    status = HTTPStatus.OK
    if request.method == "POST":
        context["reason"] = request.POST.get("reason", "")
        try:
            told = opened_reporters(actor=actor, docket=docket, reason=context["reason"], now=now, act=act)
        except Refusal as refusal:
            context["refusal"], status = refusal, status_of(refusal)
        else:
            context["told"] = told
    return show(request, "desk/report/reporter.html", here="work", status=status, **context)


@dataclass(frozen=True, slots=True)
class NearLine:
    """One docket that may be about the same event."""

    address: str
    number: str
    summary: str
    where: str
    when: str
    why: str


@door(audience=DOCKET)
@require_safe
def alike(request: HttpRequest, docket: UUID) -> HttpResponse:
    """可能是同一件事 — what a person may merge or link, with why."""
    actor = signed_in(request)
    view = queries.view_for(actor=actor, docket=docket)
    lines = [
        NearLine(
            f"/dockets/{one.docket}",
            one.number,
            one.summary,
            one.place_text,
            time_words(one.received_at),
            say("report.alike_metres" if one.like.metres is not None else "report.alike_place", metres=round(one.like.metres or 0))
            + say("report.alike_words", percent=round(one.like.words * 100)),
        )
        for one in near(actor=actor, docket=docket)
    ]
    return show(request, "desk/report/alike.html", here="work", view=view, lines=lines)


def _report(typed: dict[str, list[str]], photos: list[str]) -> NewReport:
    return NewReport(
        id=uuid_of(first(typed, "id")) or new_id(),
        source=SOURCE,
        text=first(typed, "text"),
        place_text=first(typed, "place_text"),
        longitude=_degrees(first(typed, "longitude")),
        latitude=_degrees(first(typed, "latitude")),
        event_kind=first(typed, "event_kind"),
        place=first(typed, "place"),
        about_officers=bool(first(typed, "about_officers")),
        about=first(typed, "about"),
        name=first(typed, "name"),
        phone=first(typed, "phone"),
        photos=tuple(photos),
    )


def _places(chosen: str, on: date) -> list[Choice]:
    """Counties and townships under the widest place that is commanded."""
    widest = widest_place(on=on)
    found = joints.institution.places(under=widest, on=on) if widest else ()
    choices = [Choice(one.code, one.name, one.code == chosen) for one in found if len(stem(one.code)) <= _DEEPEST]
    return choices[:_MOST_PLACES]


def _show(request: HttpRequest, name: str, *, status: int = HTTPStatus.OK, **context: object) -> HttpResponse:
    """A page of its own frame: no script is needed, and nothing of the desk is loaded."""
    context |= {"page": name, "most": MOST_PHOTOS, "signed_in": getattr(request, "actor", None) is not None}
    response = HttpResponse(get_template(f"desk/report/{name}.html").render(context, request), status=status)
    # a blank form is kept for the way back, so that what is sent again from there is the same report; the form goes to another address, for
    # a browser throws away what it keeps of the one it sends to
    blank = name == "new" and request.method != "POST" and not context["signed_in"]
    response.headers["Cache-Control"] = "private, no-cache" if blank else "no-store"
    refusal = context.get("refusal")
    if isinstance(refusal, Refusal) and "retry_after_seconds" in refusal.facts:
        response.headers["Retry-After"] = str(refusal.facts["retry_after_seconds"])
    return response


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > uploads.PUBLIC


def _degrees(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip()[:24]) if text.strip() else None
    except InvalidOperation as fault:
        raise PointUnclear from fault


def _spaced(code: str) -> str:
    """1234 5678 9012 3456: read over the telephone, typed with blanks or without."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
