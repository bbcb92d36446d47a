"""回放 — a day played again on the map: its acts in the order in which they happened; without a script the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from yifa.dispatch import figures
from yifa.dispatch.figures import Moment, Told
from yifa.platform import clock
from yifa.registry.core.grids import DUTY_TIER
from yifa.registry.grids import grid_map
from yifa.registry.models import Shape
from yifa.registry.queries import shapes
from yifa.web.desk.asked import number_of
from yifa.web.desk.frame import show
from yifa.web.desk.mapping import WIDTH, Drawing, drawing
from yifa.web.desk.views.loop import Asked, act_title, asked_of, clock_words, heading_of
from yifa.web.doors import DOCKET, door, signed_in

_MOMENTS = 100


@door(audience=DOCKET)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """回放 — the day's acts on the map, moved by a script; without it, the same as a table in the order of time."""
    asked = asked_of(request, monthly=False)
    moments = _moments(request, asked)
    start = number_of(request, "from")
    drawn, names = _drawing([told for told in asked.day.events if told.longitude is not None], asked.day.on)
    numbers = {told.docket: told for told in asked.day.events}
    return show(
        request,
        "desk/loop/replay.html",
        here="command",
        tab="replay",
        day=asked.on,
        heading=heading_of(asked.day),
        drawing=drawn,
        outlines=[(outline, names[outline.place], outline.place in _towns(drawn, names)) for outline in drawn.outlines],
        acts=asked.address("/loop/replay/acts"),
        many=len(moments),
        unplaced=len({one.docket for one in moments if one.longitude is None}),
        lines=[
            (clock_words(one.at), act_title(one.kind), f"/loop/{one.docket}", numbers.get(one.docket))
            for one in moments[start : start + _MOMENTS]
        ],
        more=asked.address("/loop/replay", **{"from": start + _MOMENTS}) if len(moments) > start + _MOMENTS else "",
        before=asked.address("/loop/replay", on=asked.before.isoformat()),
        after=asked.address("/loop/replay", on=asked.after.isoformat()) if asked.after else "",
        back=asked.address("/loop"),
    )


@door(audience=DOCKET)
@require_safe
def acts(request: HttpRequest) -> JsonResponse:
    """The acts of the day for the script: kinds, instants and points on the drawing; no words of anybody."""
    asked = asked_of(request, monthly=False)
    moments = _moments(request, asked)
    drawn, _ = _drawing([told for told in asked.day.events if told.longitude is not None], asked.day.on)
    events = {one.docket: place for place, one in enumerate({one.docket: one for one in moments}.values())}
    points = {one.docket: _point(drawn, one) for one in moments}
    answer = JsonResponse(
        {
            "day": asked.day.on.isoformat(),
            "kinds": {one.kind: act_title(one.kind) for one in moments},
            "events": [{"id": str(docket), "at": points[docket]} for docket in events],
            "acts": [[int(one.at.timestamp() * 1000), events[one.docket], one.kind] for one in moments],
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _moments(request: HttpRequest, asked: Asked) -> list[Moment]:
    return figures.moments_of(asked.day.on, now=clock.now(), actor=signed_in(request), team=asked.team, body=asked.body)


def _drawing(events: Sequence[Told], on: date) -> tuple[Drawing, dict[str, str]]:
    """The places the events lie in with their duty grids, as lines."""
    places = {event.place for event in events}
    outlines = [shape for shape in shapes() if any(shape.place.startswith(place) or place.startswith(shape.place) for place in places)]
    names = {shape.place: "" for shape in outlines}
    grids = [
        grid
        for grid in grid_map(on=on).grids
        if grid.tier == DUTY_TIER and grid.outline and any(grid.place.startswith(code) for code in names)
    ]
    names |= {grid.code: grid.name for grid in grids}
    drawn = drawing([*outlines, *(Shape(place=grid.code, outline=grid.outline, illustrative=grid.illustrative) for grid in grids)], names)
    return drawn, names


def _towns(drawn: Drawing, names: dict[str, str]) -> set[str]:
    return {outline.place for outline in drawn.outlines if not names[outline.place]}


def _point(drawn: Drawing, moment: Moment) -> list[float] | None:
    """Where on the drawing; None where the event has no point or the point lies beside it."""
    if moment.longitude is None or moment.latitude is None or not drawn.outlines:
        return None
    x, y = drawn.at((moment.longitude, moment.latitude))
    return [round(x, 1), round(y, 1)] if 0 <= x <= WIDTH and 0 <= y <= drawn.height else None
