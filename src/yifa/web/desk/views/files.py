"""Papers and evidence — handed out through the gate, never run by a browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from yifa.devices.actions import note_clip_view
from yifa.devices.queries import clip_of
from yifa.docket.queries import view_for
from yifa.documents.actions import file_pdf, paper_pdf
from yifa.evidence.actions import FileEmpty, Opened, accept_upload, open_for, open_original, open_view
from yifa.evidence.models import EvidenceFile
from yifa.evidence.queries import EvidenceUnknown, evidence_for, evidence_in
from yifa.platform import clock
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.web.desk.history import paper_title
from yifa.web.desk.words import say
from yifa.web.doors import DOCKET, READERS, door, signed_in

#: why this person looks at cameras, as asked once a session (views.cameras)
VIEWING = "viewing"
#: what a browser may show in its own window; everything else is saved
_SHOWN = ("image/jpeg", "image/png", "image/webp", "video/mp4", "audio/mpeg", "audio/wav", "audio/mp4", "application/pdf")


@door(audience=READERS)
@require_safe
def paper(request: HttpRequest, docket: UUID, act: UUID, kind: str) -> HttpResponse:
    """文书 — one paper as PDF."""
    actor = signed_in(request)
    now = clock.now()
    data = paper_pdf(actor=actor, docket=docket, act=act, kind=kind, now=now)
    record(
        Kind.PAPER_DOWNLOADED, actor=actor, subject=paper_title(kind), facts={"docket": str(docket), "act": str(act), "kind": kind}, at=now
    )
    return _pdf(data, f"{paper_title(kind)}.pdf")


@door(audience=READERS)
@require_safe
def whole_file(request: HttpRequest, docket: UUID) -> HttpResponse:
    """整卷 — cover, index, papers, one PDF."""
    actor = signed_in(request)
    now = clock.now()
    data = file_pdf(actor=actor, docket=docket, now=now)
    record(Kind.PAPER_DOWNLOADED, actor=actor, subject=say("docket.whole_file"), facts={"docket": str(docket)}, at=now)
    return _pdf(data, f"{say('docket.whole_file')}.pdf")


def _pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = _disposition("inline", name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _disposition(how: str, name: str) -> str:
    return f"{how}; filename*=UTF-8''{quote(name, safe='')}"


@door(audience=DOCKET)
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """上传证据 — one file for a docket that is to be opened."""
    return _taken_in(request, body=request.POST.get("body", ""), place=request.POST.get("place", ""))


@door(audience=DOCKET)
@require_POST
def take_in_for(request: HttpRequest, docket: UUID) -> HttpResponse:
    """上传证据 — one file for that docket, by those who called it theirs and by those who were called in."""
    view = view_for(actor=signed_in(request), docket=docket)
    return _taken_in(request, body=view.body, place=view.place, docket=view)


def _taken_in(request: HttpRequest, **where: Any) -> HttpResponse:
    """Answers with the digest of the file as it now lies on the shelf."""
    upload = request.FILES.get("file")
    if upload is None:
        raise FileEmpty
    row = accept_upload(actor=signed_in(request), stream=upload, name=upload.name or "", now=clock.now(), **where)
    return JsonResponse({"digest": row.digest, "name": row.name, "size": row.size, "mime": row.mime, "damaged": row.damaged})


@door(audience=DOCKET)
@require_safe
def evidence(request: HttpRequest, digest: str) -> HttpResponseBase:
    """证据 — the bytes as they came, the view of what a reporter sent."""
    return _opened(request, evidence_for(signed_in(request), _digest(digest)))


@door(audience=READERS)
@require_safe
def evidence_in_docket(request: HttpRequest, docket: UUID, digest: str) -> HttpResponseBase:
    """卷宗中的证据 — the same, for whoever reads the docket, bodies called in among them."""
    return _opened(request, evidence_in(view_for(actor=signed_in(request), docket=docket), digest))


def _opened(request: HttpRequest, row: EvidenceFile) -> HttpResponseBase:
    actor, now = signed_in(request), clock.now()
    opened = open_for(actor, row, now=now)
    filmed = clip_of(row.digest)
    if filmed is not None:
        note_clip_view(actor=actor, clip=filmed, reason=request.session.get(VIEWING, "") or say("cameras.reason_unsaid"), now=now)
    return _handed_out(opened)


@door(audience=READERS)
@require_safe
def view_in_docket(request: HttpRequest, docket: UUID, digest: str) -> HttpResponseBase:
    """查看件 — a picture, upright and small, without what else its file tells."""
    actor = signed_in(request)
    return _handed_out(open_view(actor, evidence_in(view_for(actor=actor, docket=docket), digest), now=clock.now()))


@door(audience=READERS)
@require_safe
def original_in_docket(request: HttpRequest, docket: UUID, digest: str) -> HttpResponseBase:
    """原件 — as a reporter sent it, for whoever may open the reporter, and for the case it is evidence of."""
    actor = signed_in(request)
    view = view_for(actor=actor, docket=docket)
    taken = any(digest in act.evidence for act in view.all("take_evidence"))
    return _handed_out(open_original(actor, evidence_in(view, digest), taken_as_evidence=taken, now=clock.now()))


def _digest(text: str) -> str:
    if len(text) != 64:
        raise EvidenceUnknown
    return text


def _handed_out(opened: Opened) -> HttpResponseBase:
    """The bytes in a sandbox."""
    response = FileResponse(opened.stream, content_type=opened.mime)
    response.headers["Content-Length"] = str(opened.size)
    shown = opened.mime in _SHOWN and not opened.heavy
    response.headers["Content-Disposition"] = _disposition("inline" if shown else "attachment", opened.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
