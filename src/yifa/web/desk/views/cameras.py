"""视频 — the register of cameras, one camera live, and from its picture to an event; every look is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yifa.devices.actions import (
    RECORD_REVIEWERS,
    REVIEWERS,
    ReasonMissing,
    draw_check,
    is_hls,
    note_view,
    review_clip,
    set_stream,
    state_review,
    take_clip,
)
from yifa.devices.core.device import LEAD, Device, Standing, device_answer, facts_on
from yifa.devices.core.draw import ALL, KINDS
from yifa.devices.models import Clip
from yifa.devices.procedure import WATCHERS
from yifa.devices.queries import clips_of, coverage, device_for, devices, may_see, published, registers, standings_of
from yifa.devices.streams import MOST_SECONDS, origin_of
from yifa.docket import queries
from yifa.docket.core.refusals import DocketUnknown
from yifa.evidence.actions import FileEmpty
from yifa.intake.camera_find import report_find
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import clean_line
from yifa.law.answer import Answer
from yifa.platform import clock
from yifa.registry.event_kinds import event_kinds
from yifa.web.desk.asked import choice_of, number_of, uuid_of, words_of
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.views.acts import gone
from yifa.web.desk.views.files import VIEWING
from yifa.web.desk.words import day_words, say, time_words
from yifa.web.doors import DOCKET, PUBLIC, door, only, signed_in
from yifa.web.errors import BadRequest, is_fragment, status_of

SYSTEM = only(Role.SYSTEM_ADMIN)
STATERS = only(*REVIEWERS)
_PAGE = 20
#: what the register states of a device; the other three of the article follow from the reviews
_STATED = ("basis", "legal", "technical", "published")
_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """证据还是线索 — in a word, and why not evidence with article and what to do."""

    word: str
    evidence: bool
    reasons: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One camera of the register."""

    device: Device
    word: Word
    missing: str
    address: str
    published: str


@dataclass(frozen=True, slots=True)
class ClipLine:
    """One picture or clip with its standing."""

    clip: Clip
    when: str
    taken: str
    word: Word
    reviewed: str
    found: Sequence[tuple[str, str, bool]]


def word_of(standing: Standing) -> Word:
    return Word(standing.word, standing.is_evidence, [_reason(answer) for answer in standing.answers])


def _device_word(device: Device, on: date) -> Word:
    answer = device_answer(device, on)
    return Word(say("cameras.may_be") if answer.lawful else LEAD, answer.lawful, [] if answer.lawful else [_reason(answer)])


def _reason(answer: Answer[object]) -> tuple[str, str, str]:
    cites = "、".join(dict.fromkeys(cite.text for ground in answer.grounds for cite in ground.cites))
    return answer.sentence, cites, answer.remedy


@door(audience=DOCKET)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """视频 — registers, each its own figure; coverage; the cameras of one register."""
    actor = signed_in(request)
    on = legal_date(clock.now())
    found = registers(devices(on=on), on=on)
    search = words_of(request, "q").lower()
    mine = next((one.name for one in found if any(may_see(actor, device) for device in one.devices)), found[0].name if found else "")
    chosen = choice_of(request, "register", [one.name for one in found]) or mine
    lacking = request.GET.get("lacking") == "1"
    rows = [
        _row(actor, device, on)
        for one in found
        if one.name == chosen
        for device in one.devices
        if not search or search in f"{device.code} {device.name} {device.place_type} {device.published_place}".lower()
    ]
    rows = [row for row in rows if not (lacking and row.word.evidence)]
    start = number_of(request, "from")
    query = urlencode({"register": chosen, "q": search, **({"lacking": 1} if lacking else {})})
    return show(
        request,
        "desk/cameras/list.html",
        here="cameras",
        registers=[(one, one.name == chosen) for one in found],
        coverage=[
            (
                one,
                "、".join(body_name(body, on) for body in one.stated_by),
                list(zip([each.name for each in found], one.counts, strict=True)),
            )
            for one in coverage(found)
        ],
        chosen=chosen,
        q=search,
        lacking=lacking,
        total=len(rows),
        rows=rows[start : start + _PAGE],
        more=f"/cameras?{query}&from={start + _PAGE}" if len(rows) > start + _PAGE else "",
        kinds=[*((kind, say("cameras.draw_one", kind=kind)) for kind in KINDS), (ALL, say("cameras.draw_any"))],
        draws=any(post.role in WATCHERS for post in actor.posts),
        today=day_words(on),
    )


def _row(actor: Actor, device: Device, on: date) -> Row:
    address = f"/cameras/{device.code}" if may_see(actor, device) else ""
    told = day_words(device.published_on) if device.published_on and device.published_on <= on else ""
    missing = "、".join(say(f"cameras.missing_{name}") for name, met in facts_on(device, on).items() if not met and name in _STATED)
    return Row(device, _device_word(device, on), missing, address, told)


@door(audience=PUBLIC)
@require_safe
def published_places(request: HttpRequest) -> HttpResponse:
    """设置地点公告 — for everybody: where a device stands whose records may be evidence, whose it is, since when it is told."""
    on = legal_date(clock.now())
    owners: dict[tuple[str, str], list[tuple[Device, str]]] = {}
    for one in published(on=on):
        owners.setdefault((one.register, one.owner), []).append((one, day_words(one.published_on)))
    return show(request, "desk/cameras/published.html", here="published", owners=owners.items(), today=day_words(on))


@door(audience=DOCKET)
@require_http_methods(["GET", "HEAD", "POST"])
def camera(request: HttpRequest, code: str) -> HttpResponse:
    """一个摄像头 — live; a POST tells the reason, which is asked once a session."""
    actor = signed_in(request)
    now = clock.now()
    device = device_for(actor, code, on=legal_date(now))
    if request.method == "POST":
        reason = clean_line(request.POST.get("reason", ""), field=say("cameras.reason"), limit=200)
        if len(reason) < 2:
            return _door(request, device, ReasonMissing())
        request.session[VIEWING] = reason
        if not is_fragment(request):
            return HttpResponseRedirect(request.get_full_path())
    reason = request.session.get(VIEWING, "")
    if not reason:
        return _door(request, device)
    if check := _check(request, actor):
        reason = say("cameras.reason_of_check", number=check[0])
    if request.method != "HEAD":
        note_view(actor=actor, device=device, reason=reason, now=now)
    return _camera(request, device, reason)


def _door(request: HttpRequest, device: Device, refusal: Refusal | None = None) -> HttpResponse:
    reasons = [say(f"cameras.reason_{name}") for name in ("watch", "report", "check", "case")]
    return show(
        request,
        "desk/cameras/door.html",
        here="cameras",
        status=status_of(refusal) if refusal else 200,
        device=device,
        reasons=reasons,
        refusal=refusal,
    )


def _camera(request: HttpRequest, device: Device, reason: str, refusal: Refusal | None = None) -> HttpResponse:
    actor, on = signed_in(request), legal_date(clock.now())
    response = show(
        request,
        "desk/cameras/camera.html",
        here="cameras",
        status=status_of(refusal) if refusal else 200,
        device=device,
        hls=is_hls(device.stream),
        word=_device_word(device, on),
        reason=reason,
        refusal=refusal,
        check=_check(request, actor),
        report=new_id(),
        kinds=[(kind.code, kind.name) for kind in event_kinds(on=on)],
        seconds=_SECONDS,
        most=MOST_SECONDS,
        clips=[_line(clip, found) for clip, found in standings_of(clips_of(device.code))],
        reviews=actor.has(*RECORD_REVIEWERS, body=None, place=device.place),
        states=actor.has(*REVIEWERS, body=None, place=device.place),
        today=on.isoformat(),
        unstated=say("cameras.unstated"),
        published=day_words(device.published_on),
        technical=day_words(device.technical_review_on),
        legal=day_words(device.legal_review_on),
    )
    media = origin_of(device.stream) if device.stream else ""
    response.headers["Content-Security-Policy"] = (
        f"default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob: {media}; connect-src 'self' {media}; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return response


def _check(request: HttpRequest, actor: Actor) -> tuple[str, str] | None:
    """The random check this look belongs to: its number and where what was seen is written."""
    try:
        docket = UUID(request.GET.get("check", ""))
        view = queries.view_for(actor=actor, docket=docket)
    except (ValueError, DocketUnknown):
        return None
    return view.number, f"/dockets/{docket}"


def _line(clip: Clip, standing: Standing) -> ClipLine:
    when = time_words(clip.pictured_from)
    reviewed = say("cameras.reviewed", name=clip.reviewed_name, when=time_words(clip.reviewed_at)) if clip.reviewed_at else ""
    found = [(name, say(f"cameras.{name}"), bool(getattr(clip, name))) for name in ("truthful", "clear", "complete", "accurate")]
    return ClipLine(
        clip, when, say("cameras.taken", name=clip.taken_name, when=time_words(clip.taken_at)), word_of(standing), reviewed, found
    )


@door(audience=DOCKET)
@require_POST
def find(request: HttpRequest, code: str) -> HttpResponse:
    """截图成事件 — the picture, kept; the report, acknowledged; the docket, opened: one press."""
    actor, now = signed_in(request), clock.now()
    device = device_for(actor, code, on=legal_date(now))
    upload = request.FILES.get("picture")
    if upload is None:
        raise FileEmpty
    report = uuid_of(request.POST.get("report", ""))
    if report is None:
        raise BadRequest
    row, recorded = report_find(
        actor=actor,
        device=device,
        report=report,
        picture=BytesIO(upload.read()) if upload.size and upload.size < 2**20 else upload,
        text=request.POST.get("text", "") or say("cameras.find_text"),
        event_kind=request.POST.get("event_kind", ""),
        reason=request.session.get(VIEWING, "") or say("cameras.reason_watch"),
        now=now,
    )
    return JsonResponse(
        {
            "docket": str(recorded.act.docket),
            "number": recorded.number,
            "report": row.number,
            "digest": row.photos[0],
            "address": f"/dockets/{recorded.act.docket}",
            "told": say("cameras.found", number=recorded.number, report=row.number),
        }
    )


@door(audience=DOCKET)
@require_POST
def clip(request: HttpRequest, code: str) -> HttpResponse:
    """取片段 — the newest seconds, fetched by the server from the media server."""
    actor, now = signed_in(request), clock.now()
    device = device_for(actor, code, on=legal_date(now))
    seconds = request.POST.get("seconds", "")
    reason = request.session.get(VIEWING, "")
    try:
        take_clip(
            actor=actor,
            device=device,
            seconds=int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 4 else _SECONDS,
            reason=reason,
            now=now,
        )
    except Refusal as refusal:
        return _camera(request, device, reason, refusal)
    return gone(request, f"/cameras/{code}#clips")


@door(audience=DOCKET)
@require_POST
def review(request: HttpRequest, code: str, digest: str) -> HttpResponse:
    """审核记录 — true, clear, complete, accurate: each ticked or not."""
    ticked = {name: name in request.POST for name in ("truthful", "clear", "complete", "accurate")}
    review_clip(actor=signed_in(request), digest=digest, remark=request.POST.get("remark", ""), now=clock.now(), **ticked)
    return gone(request, f"/cameras/{code}#clips")


@door(audience=STATERS)
@require_POST
def state(request: HttpRequest, code: str) -> HttpResponse:
    """登记依据、审核和公布."""
    actor, now = signed_in(request), clock.now()
    device = device_for(actor, code, on=legal_date(now))
    try:
        state_review(actor=actor, code=code, said={name: request.POST.get(name, "") for name in request.POST}, now=now)
    except Refusal as refusal:
        return _camera(request, device, request.session.get(VIEWING, "") or say("cameras.reason_case"), refusal)
    return gone(request, f"/cameras/{code}")


@door(audience=DOCKET)
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """抽一个 — and on to the camera that was drawn."""
    kind = request.POST.get("kind", "")
    reason = clean_line(request.POST.get("reason", ""), field=say("cameras.draw_reason"), limit=200) or say("cameras.draw_usual")
    recorded = draw_check(actor=signed_in(request), kind=kind, reason=reason, now=clock.now())
    request.session.setdefault(VIEWING, say("cameras.reason_check"))
    return gone(request, f"/cameras/{recorded.act.payload['camera']}?check={recorded.act.docket}")


@door(audience=SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def streams(request: HttpRequest) -> HttpResponse:
    """播放地址 — the system administrator registers where a camera plays; the list shows no pictures."""
    actor, now = signed_in(request), clock.now()
    refusal: Refusal | None = None
    if request.method == "POST":
        code = request.POST.get("code", "")
        try:
            set_stream(actor=actor, code=code, address=request.POST.get("stream", ""), now=now)
        except Refusal as fault:
            refusal = fault
        else:
            return gone(request, f"/admin-duty/cameras?{urlencode({'q': code, 'done': 1})}")
    search = words_of(request, "q").lower()
    found = [one for one in devices(on=legal_date(now)) if not search or search in f"{one.code} {one.name} {one.register}".lower()]
    start = number_of(request, "from")
    return show(
        request,
        "desk/cameras/streams.html",
        here="streams",
        status=status_of(refusal) if refusal else 200,
        rows=found[start : start + _PAGE],
        total=len(found),
        q=search,
        more=f"/admin-duty/cameras?{urlencode({'q': search, 'from': start + _PAGE})}" if len(found) > start + _PAGE else "",
        refusal=refusal,
        typed=request.POST,
        done=bool(request.GET.get("done")),
    )
