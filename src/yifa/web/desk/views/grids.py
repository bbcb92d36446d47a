"""网格 — which grid a point lies in, who answers for it today and who did before; seen by everybody, without telephone numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from yifa.dispatch.core.event import DONE
from yifa.dispatch.models import Event
from yifa.dispatch.queries import within
from yifa.kernel.actor import DOCKET_ROLES, Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.registry import snapshot
from yifa.registry.core.grids import RESPONSIBLE, Grid, Map
from yifa.registry.grids import grid_map
from yifa.staffing.core.answering import Answer, Why, answer
from yifa.staffing.grids import who_answers
from yifa.staffing.handing_over import hand_over, may_hand_over
from yifa.staffing.snapshot import staff
from yifa.web.desk import live
from yifa.web.desk.asked import choice_of, words_of
from yifa.web.desk.frame import show
from yifa.web.desk.words import say
from yifa.web.doors import PUBLIC, door, only, signed_in
from yifa.web.errors import NotFound, status_of

#: so many grids are drawn and listed at once
_MOST = 300
_EVENTS = 20
#: a code as long as this stands on the map, else the name
_SHORT = 8
#: tints of the map in turn, so that neighbours differ; one without an owner has its own, and one of which the parts are shown has none
_LOOKS, _NO_OWNER, _PLAIN = 4, -1, 9


@dataclass(frozen=True, slots=True)
class Cell:
    """A grid on the map and in the list."""

    grid: Grid
    answer: Answer
    owner: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Term:
    """Who answered from when to when."""

    name: str
    role: str
    cover: str
    since: str
    until: str
    now: bool


@door(audience=PUBLIC)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """网格 — with ``grid`` one of them, with ``longitude`` and ``latitude`` those of a point, else all of one place."""
    return _page(request, words_of(request, "grid"))


@door(audience=only(Role.HEAD))
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """交接 — the grid goes to another owner. What was typed stands where it is refused."""
    now, sent = clock.now(), request.POST
    grid = str(sent.get("grid", ""))[:60]
    try:
        since = date.fromisoformat(str(sent.get("since", "")) or legal_date(now).isoformat())
    except ValueError:
        return _page(request, grid, fault=say("grids.bad_since"), status=422)
    typed = {name: str(sent.get(name, ""))[:200] for name in ("officer", "cover", "reason")}
    try:
        hand_over(signed_in(request), grid=grid, since=since, now=now, **typed)
    except Refusal as refusal:
        return _page(request, grid, fault=f"{refusal}{refusal.remedy}", status=status_of(refusal))
    return HttpResponseRedirect(f"/grids?{urlencode({'grid': grid})}#grid")


def _page(request: HttpRequest, code: str, *, fault: str = "", status: int = 200) -> HttpResponse:
    actor: Actor | None = getattr(request, "actor", None)
    on = legal_date(clock.now())
    known = grid_map(on=on)
    longitude, latitude, point_fault = _point_of(request)
    found: tuple[Answer, ...] = ()
    if longitude is not None and latitude is not None:
        found = who_answers(float(longitude), float(latitude), on=on)
        code = code or (found[0].grid.code if found else "")
    chosen = known.by_code.get(code) if code else None
    if code and chosen is None:
        raise NotFound
    groups = _groups(known, on)
    place = choice_of(request, "place", groups) or next(iter(groups), "")
    if chosen is not None:
        outermost = known.within(chosen)[-1:] or (chosen,)
        place = next(one for one, grids in groups.items() if outermost[0] in grids)
    outer = _outer(known, chosen)
    siblings = [grid for grid in known.grids if grid.parent == outer.code] if outer else groups.get(place, [])
    inner = [grid for grid in known.grids if chosen and grid.parent == chosen.code]
    cells = _cells(inner or siblings, on)
    names = _place_names(groups, on)
    shaded = _shaded(cells, chosen)
    response = show(
        request,
        "desk/grids.html",
        status=status,
        groups=[(one, names[one], len(grids), one == place) for one, grids in groups.items()],
        place=names.get(place, ""),
        config={**live.map_config(f"/grids/map.json?{urlencode({'place': place})}"), "grids": shaded},
        drawn=any(cell.grid.outline for cell in cells),
        cells=cells,
        parts=bool(inner),
        chosen=_cells([chosen], on)[0] if chosen else None,
        above=known.within(chosen)[::-1] if chosen else (),
        helpers=_helpers(chosen, on) if chosen else (),
        terms=_terms(chosen, on) if chosen else (),
        events=_events(actor, known, chosen) if chosen and actor else None,
        found=[(one.grid, _owner_words(one), _answer_words(one)) for one in found],
        longitude=words_of(request, "longitude", longest=20),
        latitude=words_of(request, "latitude", longest=20),
        asked=longitude is not None or bool(point_fault),
        point_fault=point_fault,
        people=_people(actor, chosen, on) if chosen and actor else (),
        today=on.isoformat(),
        fault=fault,
    )
    return live.with_policy(request, response)


def _point_of(request: HttpRequest) -> tuple[Decimal | None, Decimal | None, str]:
    typed = words_of(request, "longitude", longest=20), words_of(request, "latitude", longest=20)
    if not any(typed):
        return None, None, ""
    try:
        longitude, latitude = Decimal(typed[0]), Decimal(typed[1])
    except InvalidOperation:
        return None, None, say("grids.bad_point")
    if not (longitude.is_finite() and latitude.is_finite() and abs(longitude) <= 180 and abs(latitude) <= 180):
        return None, None, say("grids.bad_point")
    if abs(latitude) > 90:
        return None, None, say("grids.swapped_point" if abs(longitude) <= 90 else "grids.bad_point")
    return longitude, latitude, ""


def _groups(known: Map, on: date) -> dict[str, list[Grid]]:
    """The outermost grids by the place they are shown with: their own; where it has but one, what that place lies in."""
    outermost = [grid for grid in known.grids if grid.parent not in known.by_code]
    count = Counter(grid.place for grid in outermost)
    groups: dict[str, list[Grid]] = {}
    for grid in outermost:
        lineage = snapshot.powers().lineage(grid.place, on=on)
        groups.setdefault(lineage[1] if count[grid.place] == 1 and len(lineage) > 1 else grid.place, []).append(grid)
    return groups


def _outer(known: Map, chosen: Grid | None) -> Grid | None:
    """The grid whose parts are drawn: the one the chosen belongs to."""
    return known.by_code.get(chosen.parent) if chosen else None


def _cells(grids: Sequence[Grid], on: date) -> list[Cell]:
    told = [(grid, answer(staff(), grid_map(on=on), grid, on=on)) for grid in grids[:_MOST]]
    return [Cell(grid, one, _owner_words(one), _answer_words(one), f"/grids?{urlencode({'grid': grid.code})}#grid") for grid, one in told]


def _shaded(cells: Sequence[Cell], chosen: Grid | None) -> list[tuple[str, tuple[int, str, bool]]]:
    """Tint, words and edge of each grid on the map: neighbours differ, and one nobody answers for says so."""
    shown = [
        (
            cell.grid.code,
            (
                4 + number % _LOOKS if cell.answer.owner else _NO_OWNER,
                _short(cell.grid) + ("" if cell.answer.owner else "\n" + say("grids.unowned")),
                chosen is not None and cell.grid.code == chosen.code,
            ),
        )
        for number, cell in enumerate(cells)
        if cell.grid.outline
    ]
    if chosen is not None and not any(edge for _, (_, _, edge) in shown):
        shown.append((chosen.code, (_PLAIN, "", True)))
    return shown


@door(audience=PUBLIC)
@require_safe
def map_data(request: HttpRequest) -> HttpResponse:
    """What the map draws of one place with grids."""
    place = words_of(request, "place")
    if place not in _groups(grid_map(on=(on := legal_date(clock.now()))), on):
        raise NotFound
    return live.map_data(request, [place], cameras=False)


def _short(grid: Grid) -> str:
    """What fits on the drawing."""
    return grid.code if len(grid.code) <= _SHORT else grid.name


def _name(code: str) -> str:
    known = staff().officers.get(code)
    return known.name if known else code


def _owner_words(told: Answer) -> str:
    """Owner and body, as the public reads it."""
    if told.owner is None:
        return say("grids.unowned")
    body = _body(told.owner.body)
    return say("grids.owner", name=_name(told.owner.officer), body=body) if told.owner.officer else body


def _answer_words(told: Answer) -> str:
    if told.owner is None:
        return say("grids.why_unowned")
    facts = {"name": told.acting.name if told.acting else "", "owner": _name(told.owner.officer), "body": _body(told.owner.body)}
    key = {Why.OWNER: "why_owner", Why.COVER: "why_cover", Why.BODY: "why_body", Why.NOBODY: "why_nobody"}[told.why]
    inherited = told.of is not None and told.of.code != told.grid.code
    return say(f"grids.{key}", **facts) + (say("grids.inherited", of=told.of.name) if inherited and told.of else "")


def _body(code: str) -> str:
    return staff().name_of(code, on=legal_date(clock.now()))


def _helpers(grid: Grid, on: date) -> list[str]:
    return [_name(owner.officer) for owner in grid.owners if owner.role != RESPONSIBLE and owner.covers(on) and owner.officer]


def _terms(grid: Grid, on: date) -> list[Term]:
    """Newest first; spans in which nobody answered a day are left out."""
    rows = sorted(grid.owners, key=lambda owner: (owner.role != RESPONSIBLE, owner.since or date.min))
    return [
        Term(
            _name(owner.officer) if owner.officer else _body(owner.body),
            owner.role,
            _name(owner.cover) if owner.cover else "",
            owner.since.isoformat() if owner.since else "",
            owner.until.isoformat() if owner.until else "",
            owner.covers(on),
        )
        for owner in rows
        if owner.since is None or owner.since != owner.until
    ]


def _events(actor: Actor, known: Map, grid: Grid) -> list[Event] | None:
    """Open events there that this person may read; None for one who reads none."""
    if not any(post.role in DOCKET_ROLES for post in actor.posts):
        return None
    codes = [one.code for one in known.grids if one.code == grid.code or grid in known.within(one)]
    rows = Event.objects.filter(within(actor, *DOCKET_ROLES), grid__in=codes).exclude(state__in=DONE)
    return list(rows.order_by("due_at", "uploaded_at")[:_EVENTS])


def _people(actor: Actor, grid: Grid, on: date) -> list[tuple[str, str]]:
    """To whom this person may hand the grid over: those of the body that answers; none for one who may not."""
    owner = grid.owner(on)
    if owner is None or not may_hand_over(actor, body=owner.body, place=grid.place):
        return []
    return [(one.code, one.name) for one in staff().members(owner.body, on=on)]


def _place_names(groups: dict[str, list[Grid]], on: date) -> dict[str, str]:
    powers = snapshot.powers()
    return {code: row.name if (row := powers.place(code, on=on)) else code for code in groups}
