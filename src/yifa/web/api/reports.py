"""受理 — reports and photos from channels and from anybody, and what channels are to be told back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse

from yifa.docket.core.act import stamp
from yifa.intake.actions import MOST_PHOTOS, SENDERS, NewReport, Photo, submit, take_photo
from yifa.intake.forms import SOURCES
from yifa.intake.queries import feedback
from yifa.intake.refusals import SourceRefWithoutChannel, SourceUnknown
from yifa.kernel.actor import Actor, Role
from yifa.kernel.ids import new_id
from yifa.platform import clock
from yifa.platform.accounts.gate import SignInNeeded
from yifa.platform.accounts.sessions import address_of
from yifa.web.api import reading, refusals, shapes
from yifa.web.api.answers import answered
from yifa.web.api.resources import api, operation
from yifa.web.doors import PUBLIC, door, only, signed_in

ANONYMOUS_SOURCE = "网页"
FOLLOW = "/report/follow"
_TEXTS = ("source", "text", "place_text", "place", "event_kind", "source_ref", "about", "name", "phone")
_MEMBERS = frozenset((*_TEXTS, "id", "longitude", "latitude", "about_officers", "photos"))


@api.post(
    "/intake",
    **operation("report", shapes.ReceiptOut, status=201, more={200: shapes.ReceiptOut, 429: shapes.Problem}, body=shapes.ReportIn),
)
@door(audience=PUBLIC)
def report(request: HttpRequest) -> HttpResponse:
    channel = _channel(request)
    new = _read(reading.json_body(request))
    if channel is None and new.source != ANONYMOUS_SOURCE:
        raise SourceUnknown(source=new.source[:20], sources="、".join(SOURCES))
    if channel is None and new.source_ref:
        raise SourceRefWithoutChannel
    receipt = submit(new, now=clock.now(), address="" if channel else address_of(request), taken_by=channel.user if channel else "")
    told = {"number": receipt.number, "code": receipt.code, "received_at": stamp(receipt.received_at), "follow": FOLLOW}
    return answered(told, status=200 if receipt.repeated else 201)


@api.post("/intake/photos", **operation("report_photo", shapes.PhotoOut, status=201, more={429: shapes.Problem}, extra=shapes.ONE_FILE))
@door(audience=PUBLIC)
def photo(request: HttpRequest) -> HttpResponse:
    channel = _channel(request)
    if request.content_type != "multipart/form-data":
        raise refusals.UploadType
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if len(files) != 1 or "file" not in request.FILES:
        raise refusals.UploadType
    sent = Photo(files[0].name or "", files[0])
    return answered({"digest": take_photo(sent, now=clock.now(), address="" if channel else address_of(request))}, status=201)


@api.get("/intake/feedback", **operation("report_feedback", shapes.FeedbackOut))
@door(audience=only(Role.INTAKE, Role.CHANNEL))
def told_back(request: HttpRequest, after: str = "0", source: str = "", limit: str = "100") -> HttpResponse:
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        raise refusals.MemberType(field="after")
    rows = feedback(actor=signed_in(request), after=int(after), source=source[:20], limit=reading.page_size(limit))
    names = ("source", "source_ref", "number", "state", "reply")
    told = [{"id": row.pk, "at": stamp(row.at), **{name: getattr(row, name) for name in names}} for row in rows]
    return answered({"rows": told, "next": rows[-1].pk if rows else int(after)})


def _channel(request: HttpRequest) -> Actor | None:
    """The account of a channel or a person who takes in; everybody else sends as the public. Refuses: SignInNeeded for a bad token."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None and "Authorization" in request.headers:
        raise SignInNeeded("token")
    return actor if actor is not None and any(post.role in SENDERS for post in actor.posts) else None


def _read(raw: dict[str, Any]) -> NewReport:
    reading.members(raw, field="body", known=_MEMBERS, needed=("text",))
    texts: dict[str, Any] = {name: raw.get(name) or "" for name in _TEXTS}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise refusals.MemberType(field=name)
    texts["source"] = texts["source"] or ANONYMOUS_SOURCE
    about_officers = raw.get("about_officers", False)
    if not isinstance(about_officers, bool):
        raise refusals.MemberType(field="about_officers")
    return NewReport(
        id=new_id() if raw.get("id") is None else reading.uuid(raw["id"]),
        longitude=_degrees(raw.get("longitude"), "longitude"),
        latitude=_degrees(raw.get("latitude"), "latitude"),
        about_officers=about_officers,
        photos=reading.digests(raw.get("photos"), "photos", most=MOST_PHOTOS * 2),
        **texts,
    )


def _degrees(value: Any, field: str) -> Decimal | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str) or len(str(value)) > 24:
        raise refusals.MemberType(field=field)
    try:
        return Decimal(str(value))
    except ArithmeticError as fault:
        raise refusals.MemberType(field=field) from fault
