"""巡查 — plans drawn from what was reported, what was looked at in each grid, and what was found, which becomes a report at once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from yifa.devices.procedure import ticket_for
from yifa.dispatch.core.patrol import WINDOW, Sighting, Spot, draw, pool_digest, spots
from yifa.dispatch.models import Event
from yifa.dispatch.patrol import PLANS
from yifa.dispatch.refusals import DispatchRefusal
from yifa.dispatch.wording import say
from yifa.docket.append import Recorded, append, open_docket
from yifa.docket.core.act import View, stamp
from yifa.docket.core.request import Request
from yifa.docket.models import Standing
from yifa.docket.queries import view_for
from yifa.intake.actions import take_down
from yifa.kernel.actor import DOCKET_ROLES, Actor, Post
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.platform.reach import within
from yifa.registry.core.grids import UNIT_TIER, Grid
from yifa.registry.event_kinds import event_kinds
from yifa.registry.grids import grid_map
from yifa.registry.models import EventKind
from yifa.staffing.core.staff import inside

PROCEDURE = "patrol"
SOURCE = "巡查发现"


class NoGridsToWalk(DispatchRefusal):
    """没有可以巡查的网格 — no grid of this body has an owner of it, so there is nothing to draw from."""

    kind: ClassVar[RefusalKind] = "unknown"
    code = "dispatch.no_grids_to_walk"


class NothingToLookAt(DispatchRefusal):
    """没有巡查清单 — no class of the catalogue is looked for at these places."""

    kind: ClassVar[RefusalKind] = "unknown"
    code = "dispatch.nothing_to_look_at"


@dataclass(frozen=True, slots=True)
class Walk:
    """A grid of a plan: why it was drawn, and the number of the act that tells it was walked."""

    grid: str
    name: str
    why: str
    walked: int | None


def kinds_of_places(*, on: date) -> list[str]:
    """巡查场所 — every kind of place the catalogue names, in its order."""
    return list(dict.fromkeys(place for kind in event_kinds(on=on) for place in kind.patrol))


def checklist(places: Sequence[str], *, on: date) -> list[EventKind]:
    """巡查清单 — the classes looked for at these kinds of places."""
    wanted = set(places)
    return [kind for kind in event_kinds(on=on) if wanted & set(kind.patrol)]


def walkable(post: Post, *, on: date) -> list[Grid]:
    """The grids a post may send a patrol to: in its place, answered for by its body; no unit grids, and of several tiers the innermost."""
    known = grid_map(on=on)
    found = []
    for grid in known.grids:
        told = known.answering(grid, on)
        if grid.tier != UNIT_TIER and grid.place.startswith(post.place) and told and inside(told[1].body, post.body):
            found.append(grid)
    outer = {grid.parent for grid in found}
    return [grid for grid in found if grid.code not in outer]


def hot_spots(grids: Sequence[Grid], *, now: datetime) -> list[Spot]:
    """热点 — of each grid what was reported in the window, hottest first; what a unit grid has counts for the grid it lies in."""
    on = legal_date(now)
    rows = Event.objects.filter(grid__in=[grid.code for grid in grids], uploaded_at__gte=now - timedelta(days=WINDOW + 1))
    seen = [
        Sighting(grid, kind, uploaded.astimezone(SHANGHAI).date())
        for grid, kind, uploaded in rows.values_list("grid", "event_kind", "uploaded_at")
    ]
    return sorted(spots([grid.code for grid in grids], seen, on=on), key=lambda spot: (-spot.weight, spot.grid))


def planner(actor: Actor) -> Post | None:
    """The post by which this person plans patrols."""
    return next((post for post in actor.posts if post.role in PLANS), None)


def plan(actor: Actor, *, places: Sequence[str], count: int, officers: Sequence[str] = (), now: datetime) -> Recorded:
    """抽取 — grids are drawn by their heat, the place itself draws the seed, and the plan is a docket of its own.

    Refuses: NoGridsToWalk, NothingToLookAt, NotYourAct.
    """
    on = legal_date(now)
    post = planner(actor)
    grids = walkable(post, on=on) if post else []
    if post is None or not grids:
        raise NoGridsToWalk()
    listed = checklist(places, on=on)
    if not listed:
        raise NothingToLookAt(places="、".join(places))
    found = {spot.grid: spot for spot in hot_spots(grids, now=now)}
    weights = {code: found[code].weight for code in sorted(found)}
    seed, docket, names = secrets.token_hex(16), new_id(), {kind.code: kind.name for kind in event_kinds(on=on)}
    drawn = draw(seed, weights, min(count, len(weights)))
    digest = pool_digest(weights)
    payload = {
        "places": list(places),
        "pool": list(weights),
        "weights": list(weights.values()),
        "pool_digest": digest,
        "seed": seed,
        "count": min(count, len(weights)),
        "grids": list(drawn),
        "reasons": [_why(found[code], names) for code in drawn],
        "checklist": [kind.code for kind in listed],
        "officers": list(officers),
        "ticket": ticket_for(docket, seed, digest),
    }
    place = next(grid.place for grid in grids if grid.code == drawn[0]) if not post.place else post.place
    return open_docket(actor=actor, body=post.body, place=place, request=Request("plan_patrol", payload), now=now, docket=docket)


def _why(spot: Spot, names: Mapping[str, str]) -> str:
    if not spot.weight:
        return say("patrol.cold", days=WINDOW)
    most = "、".join(names.get(code, code) for code in spot.kinds)
    key = "patrol.hot" if most else "patrol.hot_unnamed"
    return say(key, days=WINDOW, count=spot.count, last=spot.last_on.isoformat() if spot.last_on else "", most=most)


@dataclass(frozen=True, slots=True)
class Found:
    """发现 — a problem of a class, where it was and what was seen; photos by their digest."""

    kind: str
    text: str
    place_text: str = ""
    longitude: str = ""
    latitude: str = ""
    photos: tuple[str, ...] = ()


def walk(
    actor: Actor,
    *,
    docket: UUID,
    grid: str,
    looked: Sequence[str],
    found: Sequence[Found] = (),
    note: str = "",
    request: UUID,
    now: datetime,
) -> Sequence[str]:
    """记录一个网格 — what was looked at; each problem becomes a report with a docket as this person's act, in the same transaction.

    Returns the numbers of the reports. ``request`` is the page's own id: two clicks are one. Refuses as ``take_down`` and ``append``.
    """
    view = view_for(actor=actor, docket=docket)
    if done := next((act for act in view.acts if act.id == request), None):
        return tuple(done.payload["reports"])
    name = grid_name(grid, on=legal_date(now))
    numbers = []
    with transaction.atomic():
        for number, one in enumerate(found):
            payload = {
                "source": SOURCE,
                "reported_at": stamp(now),
                "summary": one.text,
                "place_text": one.place_text or name,
                "event_kind": one.kind,
                "grid": grid,
                "longitude": one.longitude,
                "latitude": one.latitude,
            }
            made = Request("register_lead", payload, evidence=one.photos)
            made = replace(made, id=UUID(int=request.int ^ (number + 1)))
            _, receipt = take_down(actor=actor, body=view.body, place=view.place, request=made, now=now)
            numbers.append(receipt.number)
        kinds = [one.kind for one in found]
        # where something was found, somebody looked
        seen = list(dict.fromkeys([*looked, *kinds]))
        record = {"grid": grid, "looked": seen, "found": kinds, "reports": numbers, "note": note}
        append(actor=actor, docket=docket, request=replace(Request("walk_patrol", record), id=request), now=now)
    return tuple(numbers)


def grid_name(code: str, *, on: date) -> str:
    known = grid_map(on=on).by_code.get(code)
    return known.name if known else code


def walks(view: View, *, on: date) -> list[Walk]:
    """The grids of a plan in its order, and which of them were walked."""
    first = view.acts[0].payload
    walked = {act.payload["grid"]: act.seq for act in view.all("walk_patrol")}
    reasons = [*first["reasons"], *[""] * len(first["grids"])]
    return [Walk(code, grid_name(code, on=on), why, walked.get(code)) for code, why in zip(first["grids"], reasons, strict=False)]


def patrols(actor: Actor, *, limit: int = 20) -> list[Standing]:
    """Patrols this person may read, newest first."""
    return list(Standing.objects.filter(within(actor, *DOCKET_ROLES), procedure=PROCEDURE).order_by("-docket_id")[:limit])
