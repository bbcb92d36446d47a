"""巡查 — where things were reported, a plan drawn from it, and grid by grid what was looked at and found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from yifa.dispatch import patrols
from yifa.dispatch.patrol import WALKS
from yifa.docket.append import append
from yifa.docket.core.request import Request
from yifa.docket.queries import view_for
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.registry.event_kinds import event_kinds
from yifa.registry.models import EventKind
from yifa.staffing.snapshot import staff
from yifa.web.desk.asked import uuid_of
from yifa.web.desk.frame import show
from yifa.web.desk.words import say
from yifa.web.doors import DOCKET, door, only, signed_in
from yifa.web.errors import NotFound, status_of

_SPOTS, _USUAL, _MOST = 10, 3, 20
PLANNERS = only(*patrols.PLANS)
WALKERS = only(*WALKS)


@dataclass(frozen=True, slots=True)
class SpotLine:
    """A grid and what was reported there; ``share`` of the hottest in hundredths, for the bar."""

    code: str
    name: str
    count: int
    share: int
    words: str


@door(audience=DOCKET)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """巡查 — patrols of one's bodies, and for who plans them the hot spots and the form."""
    return _page(request)


def _page(request: HttpRequest, *, fault: str = "", status: int = 200) -> HttpResponse:
    actor, now = signed_in(request), clock.now()
    on, post = legal_date(now), patrols.planner(actor)
    grids = patrols.walkable(post, on=on) if post else []
    names = {grid.code: grid.name for grid in grids}
    kinds = {kind.code: kind.name for kind in event_kinds(on=on)}
    spots = [spot for spot in patrols.hot_spots(grids, now=now)[:_SPOTS] if spot.weight]
    most = max((spot.weight for spot in spots), default=1)
    return show(
        request,
        "desk/patrols.html",
        status=status,
        patrols=patrols.patrols(actor),
        spots=[
            SpotLine(
                spot.grid,
                names[spot.grid],
                spot.count,
                max(1, round(100 * spot.weight / most)),
                "、".join(kinds.get(code, code) for code in spot.kinds),
            )
            for spot in spots
        ],
        plans=bool(grids),
        place_kinds=patrols.kinds_of_places(on=on),
        usual=min(_USUAL, len(grids)),
        most=min(_MOST, len(grids)),
        officers=[(one.code, one.name) for one in staff().members(post.body, on=on)] if post and grids else (),
        fault=fault,
    )


@door(audience=PLANNERS)
@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    """抽取 — a plan is drawn."""
    sent = request.POST
    places = [str(one)[:40] for one in sent.getlist("places")][:20]
    count = str(sent.get("count", ""))
    if not places:
        return _page(request, fault=say("patrols.no_places"), status=422)
    if not (count.isascii() and count.isdigit() and 1 <= int(count[:4]) <= _MOST):
        return _page(request, fault=say("patrols.bad_count", most=_MOST), status=422)
    officers = [str(one)[:60] for one in sent.getlist("officers")][:12]
    try:
        made = patrols.plan(signed_in(request), places=places, count=int(count), officers=officers, now=clock.now())
    except Refusal as refusal:
        return _page(request, fault=f"{refusal}{refusal.remedy}", status=status_of(refusal))
    return HttpResponseRedirect(f"/patrols/{made.act.docket}")


@door(audience=DOCKET)
@require_safe
def one(request: HttpRequest, docket: UUID) -> HttpResponse:
    """一次巡查 — its grids with the reasons, the list of what to look at, and a form for each grid."""
    return _one(request, docket)


def _one(request: HttpRequest, docket: UUID, *, fault: str = "", at: str = "", status: int = 200) -> HttpResponse:
    actor, on = signed_in(request), legal_date(clock.now())
    view = view_for(actor=actor, docket=docket)
    first = view.acts[0]
    if first.kind != "plan_patrol":
        raise NotFound
    listed = {kind.code: kind for kind in event_kinds(on=legal_date(first.happened_at))}
    ended = view.has("finish_patrol")
    return show(
        request,
        "desk/patrol.html",
        status=status,
        docket=docket,
        number=view.number,
        plan=first.payload,
        walks=patrols.walks(view, on=on),
        records=[
            (patrols.grid_name(act.payload["grid"], on=on), act.payload, [_named(listed, code) for code in act.payload["found"]])
            for act in view.all("walk_patrol")
        ],
        listed=[(code, _named(listed, code), getattr(listed.get(code), "filing", "")) for code in first.payload["checklist"]],
        officers=[staff().officers[code].name for code in first.payload["officers"] if code in staff().officers],
        request_id=new_id(),
        ended=ended,
        may=not ended and actor.has(*WALKS, body=view.body, place=view.place),
        fault=fault,
        at=at if at in first.payload["grids"] else "",
    )


def _named(listed: Mapping[str, EventKind], code: str) -> str:
    return listed[code].name if code in listed else code


@door(audience=WALKERS)
@require_POST
def walk(request: HttpRequest, docket: UUID) -> HttpResponse:
    """记录 — one grid; a problem becomes a report."""
    sent, grid = request.POST, str(request.POST.get("grid", ""))[:60]
    kind, text = str(sent.get("kind", ""))[:60], str(sent.get("text", "")).strip()[:2000]
    if kind and not text:
        return _one(request, docket, fault=say("patrols.no_text"), at=grid, status=422)
    found = [patrols.Found(kind, text, str(sent.get("place_text", "")).strip()[:200])] if kind else []
    looked = [str(one)[:60] for one in sent.getlist("looked")]
    id_ = uuid_of(str(sent.get("id", ""))) or new_id()
    try:
        note = str(sent.get("note", "")).strip()[:2000]
        patrols.walk(signed_in(request), docket=docket, grid=grid, looked=looked, found=found, note=note, request=id_, now=clock.now())
    except Refusal as refusal:
        return _one(request, docket, fault=f"{refusal}{refusal.remedy}", at=grid, status=status_of(refusal))
    return HttpResponseRedirect(f"/patrols/{docket}")


@door(audience=WALKERS)
@require_POST
def finish(request: HttpRequest, docket: UUID) -> HttpResponse:
    """结束."""
    deed = Request("finish_patrol", {"note": str(request.POST.get("note", "")).strip()[:2000]})
    try:
        append(actor=signed_in(request), docket=docket, request=deed, now=clock.now())
    except Refusal as refusal:
        return _one(request, docket, fault=f"{refusal}{refusal.remedy}", status=status_of(refusal))
    return HttpResponseRedirect(f"/patrols/{docket}")
