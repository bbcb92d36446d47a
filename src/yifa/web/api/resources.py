"""The resources under /api/. Each declares its door, reads the request by hand, asks the engine, answers plain JSON."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI

from yifa.dispatch import positions
from yifa.docket import queries
from yifa.docket.append import append, open_docket
from yifa.docket.core.act import View, stamp
from yifa.docket.core.fold import Standing, fold
from yifa.docket.joints import joints
from yifa.documents.actions import paper_pdf
from yifa.documents.queries import PaperUnknown, papers_of
from yifa.evidence.actions import accept_upload, open_for
from yifa.evidence.models import EvidenceFile
from yifa.evidence.queries import EvidenceUnknown, evidence_for, evidence_in
from yifa.intake.queries import refuse_reporters
from yifa.kernel.actor import DOCKET_ROLES, Actor
from yifa.kernel.dates import legal_date
from yifa.kernel.text import clean_line
from yifa.platform import clock
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.staffing.who import answer
from yifa.web.api import reading, refusals, shapes
from yifa.web.api.answers import act_json, answered, clock_json, docket_json, offer_json, page_json, recorded, watcher_json
from yifa.web.api.refusals import say
from yifa.web.doors import DOCKET, PUBLIC, SIGNED_IN, door, signed_in
from yifa.web.errors import register_errors


class Api(NinjaAPI):
    """With refusals documented as what they are."""

    def get_openapi_schema(self, **how: Any) -> Any:
        document = super().get_openapi_schema(**how)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, told in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in told.get("content", {}):
                        told["content"]["application/problem+json"] = told["content"].pop("application/json")
        return document


api = Api(
    title=say("shown.title"),
    version="1",
    description=say("shown.description"),
    docs_url=None,
    openapi_url="openapi.json",
    docs_decorator=door(audience=PUBLIC),
    urls_namespace="api",
    openapi_extra={
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "yifa_session"},
            }
        },
        "security": [{"token": []}, {"session": []}],
    },
)
register_errors(api)


def operation(
    name: str,
    answer: Any,
    *,
    status: int = 200,
    more: dict[int, Any] | None = None,
    body: type | None = None,
    extra: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What stands in the document of one operation."""
    told = dict(extra or {})
    if body is not None:
        schema = body.model_json_schema(ref_template="#/components/schemas/{model}")  # type: ignore[attr-defined]  # a Schema
        inner = schema.pop("$defs", {})
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": _inlined(schema, inner)}}}
    return {
        "response": {status: answer, **(more or {}), frozenset({400, 401, 403, 404, 409, 413, 415, 422}): shapes.Problem},
        "summary": say(f"operation.{name}"),
        "operation_id": name,
        "openapi_extra": told,
    }


def _inlined(value: Any, inner: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        if "$ref" in value:
            return _inlined(inner[value["$ref"].rsplit("/", 1)[-1]], inner)
        return {name: _inlined(member, inner) for name, member in value.items()}
    return [_inlined(member, inner) for member in value] if isinstance(value, list) else value


_DOCKET_MEMBERS = frozenset({"body", "place", "act"})


@api.post("/dockets", **operation("open_docket", shapes.RecordedOut, status=201, more={200: shapes.RecordedOut}, body=shapes.DocketIn))
@door(audience=DOCKET)
def open_one(request: HttpRequest) -> HttpResponse:
    raw = reading.members(reading.json_body(request), field="body", known=_DOCKET_MEMBERS, needed=("body", "place", "act"))
    body, place = reading.body_code(raw["body"]), reading.place_code(raw["place"])
    asked, now = reading.act_request(raw["act"]), clock.now()
    if all(known.code != place for known in joints.institution.places(under=place, on=legal_date(now))):
        raise refusals.PlaceUnknown(place=place)
    return recorded(open_docket(actor=signed_in(request), body=body, place=place, request=asked, now=now))


@api.get("/dockets", **operation("list_dockets", shapes.PageOut))
@door(audience=DOCKET)
def list_dockets(request: HttpRequest, which: str = "open", after: str = "", limit: str = "20") -> HttpResponse:
    if which not in ("mine", "open", "closed", "all"):
        raise refusals.WhichUnknown(which=which[:20])
    size = reading.page_size(limit)
    return answered(page_json(queries.dockets(actor=signed_in(request), which=which, after=after, limit=size)))  # type: ignore[arg-type]  # checked above


@api.get("/dockets/{docket}", **operation("get_docket", shapes.DocketOut))
@door(audience=DOCKET)
def get_docket(request: HttpRequest, docket: str) -> HttpResponse:
    view = _view(request, docket)
    return answered(docket_json(view, _standing(view)))


@api.get("/dockets/{docket}/acts", **operation("list_acts", shapes.ActsOut))
@door(audience=DOCKET)
def list_acts(request: HttpRequest, docket: str) -> HttpResponse:
    view = _view(request, docket)
    digests = queries.digests_for(view)
    return answered({"acts": [act_json(act, digests[act.seq]) for act in view.acts]})


@api.post(
    "/dockets/{docket}/acts", **operation("append_act", shapes.RecordedOut, status=201, more={200: shapes.RecordedOut}, body=shapes.ActIn)
)
@door(audience=DOCKET)
def append_act(request: HttpRequest, docket: str) -> HttpResponse:
    asked = reading.act_request(reading.json_body(request), seen_header=request.META.get("HTTP_X_SEEN", ""))
    return recorded(append(actor=signed_in(request), docket=reading.docket_id(docket), request=asked, now=clock.now()))


@api.get("/dockets/{docket}/next", **operation("list_next", shapes.NextOut))
@door(audience=DOCKET)
def list_next(request: HttpRequest, docket: str) -> HttpResponse:
    found = queries.next_for(actor=signed_in(request), view=_view(request, docket), now=clock.now())
    return answered({"offers": [offer_json(offer) for offer in found]})


@api.get("/dockets/{docket}/clocks", **operation("list_clocks", shapes.ClocksOut))
@door(audience=DOCKET)
def list_clocks(request: HttpRequest, docket: str) -> HttpResponse:
    return answered({"clocks": [clock_json(clock) for clock in _standing(_view(request, docket)).clocks]})


@api.get("/dockets/{docket}/papers", **operation("list_papers", shapes.PapersOut))
@door(audience=DOCKET)
def list_papers(request: HttpRequest, docket: str) -> HttpResponse:
    rows = papers_of(_view(request, docket))
    names = ("act", "seq", "kind", "title", "number", "internal")
    return answered({"papers": [{name: getattr(row, name) for name in names} for row in rows]})


@api.get("/dockets/{docket}/papers/{act}/{kind}.pdf", **operation("get_paper", None))
@door(audience=DOCKET)
def get_paper(request: HttpRequest, docket: str, act: str, kind: str) -> HttpResponse:
    actor, now, id_ = signed_in(request), clock.now(), reading.docket_id(docket)
    if not reading.is_id(act):
        raise PaperUnknown
    data = paper_pdf(actor=actor, docket=id_, act=reading.UUID(act), kind=kind, now=now)
    record(Kind.PAPER_DOWNLOADED, actor=actor, subject=f"{id_} {kind}", facts={"act": act}, at=now)
    headers = {"Content-Disposition": f'inline; filename="{kind}.pdf"', "Cache-Control": "private, no-store", **_SANDBOX}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


_SANDBOX = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}


def _upload(*where: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"file": {"type": "string", "format": "binary"}} | {name: {"type": "string"} for name in where}
    schema = {"type": "object", "required": list(fields), "properties": fields}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


@api.post("/evidence", **operation("take_evidence", shapes.EvidenceOut, status=201, extra=_upload("body", "place")))
@door(audience=DOCKET)
def take_evidence(request: HttpRequest) -> HttpResponse:
    file = _file_of(request)
    body, place = reading.body_code(request.POST.get("body")), reading.place_code(request.POST.get("place"))
    return _taken_in(request, file, body=body, place=place)


@api.post("/dockets/{docket}/evidence", **operation("take_evidence_for", shapes.EvidenceOut, status=201, extra=_upload()))
@door(audience=DOCKET)
def take_evidence_for(request: HttpRequest, docket: str) -> HttpResponse:
    file, view = _file_of(request), _view(request, docket)
    return _taken_in(request, file, body=view.body, place=view.place, docket=view)


def _file_of(request: HttpRequest) -> UploadedFile:
    if request.content_type != "multipart/form-data":
        raise refusals.UploadType
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if len(files) != 1 or "file" not in request.FILES:
        raise refusals.UploadType
    return files[0]


def _taken_in(request: HttpRequest, file: UploadedFile, **where: Any) -> HttpResponse:
    row = accept_upload(actor=signed_in(request), stream=file, name=file.name or "", now=clock.now(), **where)
    names = ("digest", "size", "mime", "name", "width", "height", "damaged")
    return answered({name: getattr(row, name) for name in names}, status=201)


@api.get("/evidence/{digest}", **operation("get_evidence", None))
@door(audience=DOCKET)
def get_evidence(request: HttpRequest, digest: str) -> HttpResponseBase:
    if not reading.is_digest(digest):
        raise EvidenceUnknown
    return _handed_out(request, evidence_for(signed_in(request), digest))


@api.get("/dockets/{docket}/evidence/{digest}", **operation("get_evidence_of_docket", None))
@door(audience=DOCKET)
def get_evidence_of_docket(request: HttpRequest, docket: str, digest: str) -> HttpResponseBase:
    return _handed_out(request, evidence_in(_view(request, docket), digest))


def _handed_out(request: HttpRequest, row: EvidenceFile) -> HttpResponseBase:
    opened = open_for(signed_in(request), row, now=clock.now())
    response = FileResponse(opened.stream, as_attachment=True, filename=opened.name, content_type=opened.mime)
    for name, value in _SANDBOX.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = "private, no-store"
    return response


@api.get("/search", **operation("search", shapes.PageOut))
@door(audience=DOCKET)
def search(request: HttpRequest, q: str = "", limit: str = "20") -> HttpResponse:
    words = reading.query_text(q)
    refuse_reporters(words)
    return answered(page_json(queries.search(actor=signed_in(request), words=words, limit=reading.page_size(limit))))


@api.get("/items", **operation("list_items", shapes.ItemsOut))
@door(audience=DOCKET)
def list_items(request: HttpRequest, q: str = "", body: str = "", limit: str = "50") -> HttpResponse:
    code = _body_of(signed_in(request), body)
    found = joints.institution.items(body=code, on=legal_date(clock.now()), words=reading.query_text(q), limit=reading.page_size(limit))
    return answered(
        {
            "items": [
                {
                    "code": item.code,
                    "name": item.name,
                    "domain": item.domain,
                    "violated": item.violated.as_json(),
                    "penalty": item.penalty.as_json(),
                    "kinds": item.kinds,
                    "fines": [{"party": fine.party, "low_fen": fine.low_fen, "high_fen": fine.high_fen} for fine in item.fines],
                    "department": item.department,
                    "synthetic": item.synthetic,
                }
                for item in found
            ]
        }
    )


_OFFICER = ("code", "name", "body", "team", "title", "certificate", "domains", "region", "valid_from", "valid_until", "assistant")


@api.get("/officers", **operation("list_officers", shapes.OfficersOut))
@door(audience=DOCKET)
def list_officers(request: HttpRequest, body: str = "") -> HttpResponse:
    found = joints.institution.officers(body=_body_of(signed_in(request), body), on=legal_date(clock.now()))
    return answered({"officers": [{name: getattr(officer, name) for name in _OFFICER} for officer in found]})


@api.get("/who", **operation("who", shapes.WhoOut))
@door(audience=PUBLIC)
def who(request: HttpRequest, item: str = "", place: str = "", on: str = "", party: str = "", feature: str = "") -> HttpResponse:
    """谁来管 — for everybody; officers' names and the rows behind the answer only for those who read dockets."""
    if party not in ("", "person", "organisation"):
        raise refusals.MemberType(field="party")
    actor: Actor | None = getattr(request, "actor", None)
    found = answer(
        item=reading.code_text(item, "item"),
        place=reading.code_text(place, "place"),
        on=reading.day(on, "on") if on else legal_date(clock.now()),
        party=party,
        feature=clean_line(feature, field="feature", limit=20),
    )
    return answered(found.as_dict(public=actor is None or not any(post.role in DOCKET_ROLES for post in actor.posts)))


@api.get("/log/head", **operation("log_head", None))
@door(audience=PUBLIC)
def log_head(request: HttpRequest) -> HttpResponse:
    text = newest_head()
    if text is None:
        raise refusals.NoHead
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-cache"})


@api.get("/me", **operation("me", shapes.MeOut))
@door(audience=SIGNED_IN)
def me(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    posts = [{"role": post.role.value, "body": post.body, "place": post.place} for post in actor.posts]
    return answered({"user": actor.user, "name": actor.name, "officer": actor.officer, "posts": posts})


_POSITION = frozenset({"longitude", "latitude", "accuracy", "mock"})


@api.post("/positions", **operation("take_position", shapes.PositionOut, status=201, more={429: shapes.Problem}, body=shapes.PositionIn))
@door(audience=SIGNED_IN)
def tell_position(request: HttpRequest) -> HttpResponse:
    raw = reading.members(reading.json_body(request), field="body", known=_POSITION, needed=("longitude", "latitude"))
    accuracy, mock = raw.get("accuracy"), raw.get("mock", False)
    if not isinstance(mock, bool):
        raise refusals.MemberType(field="mock")
    row = positions.take_position(
        actor=signed_in(request),
        longitude=reading.number(raw["longitude"], "longitude"),
        latitude=reading.number(raw["latitude"], "latitude"),
        accuracy=None if accuracy is None else round(reading.number(accuracy, "accuracy")),
        mock=mock,
        now=clock.now(),
    )
    return answered({"at": stamp(row.at), "doubtful": row.doubtful}, status=201)


@api.get("/positions", **operation("list_positions", shapes.PeopleOut))
@door(audience=DOCKET)
def list_positions(request: HttpRequest) -> HttpResponse:
    return answered({"people": [watcher_json(one) for one in positions.positions(actor=signed_in(request), now=clock.now())]})


@api.get("/positions/{officer}", **operation("get_position", shapes.WatcherOut))
@door(audience=DOCKET)
def get_position(request: HttpRequest, officer: str) -> HttpResponse:
    return answered(watcher_json(positions.position_of(actor=signed_in(request), officer=officer[:60], now=clock.now())))


@api.get("/positions/{officer}/track", **operation("get_track", shapes.TrackOut))
@door(audience=DOCKET)
def get_track(request: HttpRequest, officer: str, access: str = "") -> HttpResponse:
    number = int(access) if access.isascii() and access.isdigit() and len(access) < 18 else None
    row, steps = positions.open_track(actor=signed_in(request), officer=officer[:60], access=number, now=clock.now())
    names = ("longitude", "latitude", "accuracy", "doubtful")
    told = [{"at": stamp(step.at), **{name: getattr(step, name) for name in names}} for step in steps]
    return answered({"officer": row.officer, "matter": row.matter, "since": stamp(row.since), "until": stamp(row.until), "points": told})


def newest_head() -> str | None:
    """The signed text of the log's newest head; None before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM docket_head ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
    return row[0] if row else None


def _view(request: HttpRequest, docket: str) -> View:
    return queries.view_for(actor=signed_in(request), docket=reading.docket_id(docket))


def _standing(view: View) -> Standing:
    return fold(view, institution=joints.institution, calendars=joints.calendars.newest())


def _body_of(actor: Actor, body: str) -> str:
    """The body asked for, else that of the actor's first docket post. Refuses: BodyUnknown where no post covers it."""
    posts = [post for post in actor.posts if post.role in DOCKET_ROLES]
    if not body:
        return posts[0].body
    if not any(body == post.body or body.startswith(post.body + ".") for post in posts) or not reading.is_code(body):
        raise refusals.BodyUnknown
    return body
