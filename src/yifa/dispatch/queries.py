"""派遣推荐与吹哨 — who could go where now, for every event that waits in the reach of a desk; whistles and how far each body has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import F
from shapely.geometry.base import BaseGeometry

from yifa.dispatch.booking import free
from yifa.dispatch.core.assign import Order, Pair, Proposal, assign
from yifa.dispatch.core.event import DONE, FILED, HANDLED
from yifa.dispatch.core.owners import Asked, ask_in_order
from yifa.dispatch.core.roster import DESK
from yifa.dispatch.core.shortage import RECORDER
from yifa.dispatch.core.whistles import Called, Whistle, whistles_of
from yifa.dispatch.duty import Watcher, on_duty
from yifa.dispatch.errands import OUT, out_on
from yifa.dispatch.models import Event
from yifa.dispatch.things import ORDER_SPAN
from yifa.dispatch.wording import say
from yifa.docket.core.act import View
from yifa.docket.joints import joints
from yifa.docket.queries import called as called_dockets
from yifa.docket.queries import views_for
from yifa.kernel.actor import DOCKET_ROLES, Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.outlines import area_of
from yifa.kernel.places import stem
from yifa.platform.reach import within
from yifa.registry import snapshot
from yifa.registry.grids import grid_map
from yifa.registry.models import Shape
from yifa.staffing.capacity import able_pairs
from yifa.staffing.core.staff import inside
from yifa.staffing.snapshot import staff

#: roles that send people
SENDING: Final = (Role.INTAKE, Role.HEAD)


def waiting(*, actor: Actor) -> list[Event]:
    """待派遣 — filed events without an order that stands, which this person may send to, due first. One statement."""
    return list(Event.objects.filter(within(actor, *SENDING), state=FILED).order_by("due_at", "docket_id"))


def orders_of(officer: str) -> list[Event]:
    """给我的派遣 — events this officer was sent to and has not handled yet, due first. One statement, none where nobody is named."""
    if not officer:
        return []
    found = Event.objects.filter(OUT, officers__contains=[officer])
    return list(found.order_by(F("due_at").asc(nulls_last=True), "docket_id"))


def limits_of(dockets: Sequence[UUID]) -> dict[UUID, datetime]:
    """处置时限 — until when each of these dockets is to be settled; only events that are not settled yet."""
    found = Event.objects.filter(docket_id__in=dockets, due_at__isnull=False, hung_at=None).exclude(state__in=DONE)
    return {docket: due_at for docket, due_at in found.values_list("docket_id", "due_at") if due_at is not None}


@dataclass(frozen=True, slots=True)
class Recommended:
    """推荐 — the event, who is asked in which order, the proposal, and how many recorders are free for it."""

    event: Event
    asked: tuple[Asked, ...]
    proposal: Proposal
    recorders: int

    @property
    def team(self) -> str:
        """Whom to send: the first body asked that the chosen pair is of; where nobody can go, the first asked."""
        choice = self.proposal.choice
        if choice is None:
            return self.asked[0].body if self.asked else self.event.body
        return team_of(choice.pair, self.asked)


def team_of(pair: Pair, asked: Sequence[Asked]) -> str:
    """The body in whose team the pair goes."""
    return next((one.body for one in asked if inside(pair.body, one.body)), pair.body)


def recommended(*, actor: Actor, now: datetime, docket: UUID | None = None) -> list[Recommended]:
    """推荐 — for every event that waits in this desk's reach, solved together; with ``docket`` that one too, and it alone is told of."""
    events = waiting(actor=actor)
    if docket is not None and all(event.docket_id != docket for event in events):
        events += list(Event.objects.filter(within(actor, *SENDING), docket_id=docket).exclude(state__in=[*DONE, HANDLED]))
    if not events or (docket is not None and all(event.docket_id != docket for event in events)):
        return []
    on = legal_date(now)
    asked = {event.docket_id: asked_for(event, on=on) for event in events}
    bodies = sorted({one.body for found in asked.values() for one in found} | {event.body for event in events})
    pairs = pairs_on_duty(bodies, now=now)
    orders = [_order(event, asked[event.docket_id], on) for event in events]
    matters = {order.matter for order in orders}
    lawful = {matter: _lawful(pairs, matter, on) for matter in matters}
    recorders = free_recorders(bodies, now=now)
    found = assign(orders, pairs, lawful=lawful, recorders=recorders)
    told = [Recommended(event, asked[event.docket_id], one, sum(recorders.values())) for event, one in zip(events, found, strict=True)]
    return [one for one in told if docket is None or one.event.docket_id == docket]


def asked_for(event: Event, *, on: date) -> tuple[Asked, ...]:
    """先派谁 — 部件先属主后属地, 事件先属地后属主, by the class the event was filed under."""
    known = joints.institution.event_class(event.event_kind, on=on) if event.event_kind else None
    subject = joints.institution.subject(item=known.item, place=event.place, on=on) if known and known.item else None
    return ask_in_order(
        teams=[*_teams(event.body, event.place, known.domain if known else "", on), *_keepers(event, on)],
        kind=known.kind if known else "",
        owner=known.owner if known else "",
        local=event.body,
        holder=subject.body if subject else "",
        team=subject.team if subject else "",
    )


def _teams(body: str, place: str, domain: str, on: date) -> list[str]:
    """The teams that act for a body at a place: of its own, or of an area its officers are posted to."""
    powers = snapshot.powers()
    around = set(powers.lineage(place, on=on))
    rows = [row for row in powers.exercises.get(body, ()) if row.covers(on) and row.place in around and not row.item]
    return list(dict.fromkeys(row.team for row in rows if not row.domain or not domain or row.domain == domain))


def _keepers(event: Event, on: date) -> list[str]:
    """Of an event of a body that itself answers for no grid there (a city's desk): the one body that does, for its grid or its place."""
    known = grid_map(on=on)
    own = known.by_code.get(event.grid)
    there = [own] if own else [grid for grid in known.grids if grid.place.startswith(stem(event.place))]
    bodies = {told[1].body for grid in there if (told := known.answering(grid, on))}
    return list(bodies) if len(bodies) == 1 and not any(inside(body, event.body) for body in bodies) else []


def _order(event: Event, asked: Sequence[Asked], on: date) -> Order:
    known = joints.institution.event_class(event.event_kind, on=on) if event.event_kind else None
    place = (float(event.longitude), float(event.latitude)) if event.longitude is not None and event.latitude is not None else None
    exact = place is not None
    place = place or middle_of(event.grid, on=on) or middle_of(event.place, on=on)
    return Order(
        key=str(event.docket_id),
        matter=f"{known.domain if known else ''}|{event.place}",
        longitude=place[0] if place else None,
        latitude=place[1] if place else None,
        grid=event.grid,
        due_at=event.due_at,
        recorded=event.recorded,
        teams=tuple(one.body for one in asked),
        estimated=not exact,
    )


def _lawful(pairs: Sequence[Pair], matter: str, on: date) -> frozenset[str]:
    """The pairs both officers of which may handle a matter of that domain at that place that day."""
    domain, _, place = matter.partition("|")
    bodies = {pair.body for pair in pairs}
    able = {body: {officer.code for officer in able_pairs(body=body, domain=domain, place=place, on=on).able} for body in bodies}
    return frozenset(pair.key for pair in pairs if set(pair.officers) <= able[pair.body])


def pairs_on_duty(bodies: Sequence[str], *, now: datetime) -> list[Pair]:
    """值守的组 — who of these bodies is on the street or on call now, two by two: of one crew first, the rest of one body together."""
    on = legal_date(now)
    people = staff().officers
    watching = [one for one in on_duty(bodies, now) if one.kind != DESK and not people[one.officer].assistant]
    grids = _grids_of(on)
    out = out_on()
    crews: dict[tuple[str, str], list[Watcher]] = {}
    for one in watching:
        crews.setdefault((one.body, one.crew), []).append(one)
    found: list[Pair] = []
    left: dict[str, list[Watcher]] = {}
    for (body, crew), members in crews.items():
        members.sort(key=lambda one: (one.officer in out, one.officer))
        while crew and len(members) >= 2:
            found.append(_pair(members.pop(0), members.pop(0), grids, out, on))
        left.setdefault(body, []).extend(members)
    for members in left.values():
        members.sort(key=lambda one: (one.officer in out, one.officer))
        found += [_pair(first, second, grids, out, on) for first, second in zip(members[::2], members[1::2], strict=False)]
    return found


def _pair(first: Watcher, second: Watcher, grids: Mapping[str, frozenset[str]], out: Mapping[str, str], on: date) -> Pair:
    own = grids.get(first.officer, frozenset()) | grids.get(second.officer, frozenset())
    seen = next((one.position for one in (first, second) if one.position is not None and not one.position.doubtful), None)
    place = (seen.longitude, seen.latitude) if seen else next((middle for grid in sorted(own) if (middle := middle_of(grid, on=on))), None)
    return Pair(
        key=f"{first.officer}+{second.officer}",
        officers=(first.officer, second.officer),
        names=(first.name, second.name),
        body=first.body,
        longitude=place[0] if place else None,
        latitude=place[1] if place else None,
        grids=own,
        busy=out.get(first.officer) or out.get(second.officer, ""),
        estimated=seen is None,
    )


def _grids_of(on: date) -> dict[str, frozenset[str]]:
    """Officer → the grids he answers for that day."""
    found: dict[str, set[str]] = {}
    for grid in grid_map(on=on).grids:
        owner = grid.owner(on)
        if owner is not None and owner.officer:
            found.setdefault(owner.officer, set()).add(grid.code)
    return {officer: frozenset(codes) for officer, codes in found.items()}


def free_recorders(bodies: Sequence[str], *, now: datetime) -> dict[str, int]:
    """Body → its recorders that are free for an order now."""
    things = {thing.code: thing for body in bodies for thing in free(body, begins_at=now, ends_at=now + ORDER_SPAN, kind=RECORDER)}
    return dict(Counter(thing.body for thing in things.values()))


def middle_of(code: str, *, on: date) -> tuple[float, float] | None:
    """The middle of a grid or a place as drawn; None where it is not drawn."""
    return _middles(on).get(code)


@snapshot.OfDay
def _middles(on: date) -> dict[str, tuple[float, float] | None]:
    """Place or grid → its middle."""
    outlines = dict(Shape.objects.values_list("place", "outline"))
    outlines |= {grid.code: grid.outline for grid in grid_map(on=on).grids if grid.outline}
    return {code: _middle(area_of(outline)) for code, outline in outlines.items()}


def _middle(area: BaseGeometry | None) -> tuple[float, float] | None:
    return None if area is None else (area.centroid.x, area.centroid.y)


# --- whistles


@dataclass(frozen=True, slots=True)
class WhistleLine:
    """吹哨一行 — one body one whistle called, in its event."""

    docket: UUID
    number: str
    whistle: Whistle
    called: Called
    body_name: str
    liaison: str
    late: bool


def whistles(*, actor: Actor, now: datetime, most: int = 50) -> list[WhistleLine]:
    """吹哨报到 — whistles of dockets this person may see, those that are not finished first; with who the liaison is and who is late."""
    on = legal_date(now)
    own = Event.objects.filter(within(actor, *DOCKET_ROLES)).extra(where=[_BLOWN]).order_by("-touched_at")
    dockets = [*own.values_list("docket_id", flat=True)[:most], *(row.id for row in called_dockets(actor=actor, limit=most).rows)]
    lines = []
    for view in views_for(actor=actor, dockets=list(dict.fromkeys(dockets))):
        for whistle in whistles_of(view):
            for called in whistle.called:
                name = joints.institution.body(called.body, on=on).name
                code = joints.institution.liaison(body=called.body, place=view.place, on=on)
                person = joints.institution.officer(code, on=on).name if code else ""
                late = called.finished_at is None and called.late(now)
                lines.append(WhistleLine(view.id, view.number, whistle, called, name, person, late))
    lines.sort(key=lambda line: (line.called.finished_at is not None, -line.whistle.blown_at.timestamp()))
    return lines


def no_liaison(name: str) -> str:
    """The name of a body that has named nobody to answer a whistle, as it stands where one chooses whom to call."""
    return say("whistle.no_liaison", body=name)


_BLOWN = "EXISTS (SELECT 1 FROM docket_act a WHERE a.docket_id = dispatch_event.docket_id AND a.kind = 'blow_whistle')"


def meetings(*, actor: Actor, most: int = 30) -> list[View]:
    """协调会 — the dockets of meetings this person may see, newest first: own ones, and those that called in one's body."""
    posts = [(post.body, stem(post.place)) for post in actor.posts if post.role in DOCKET_ROLES]
    if not posts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MEETINGS, {"bodies": [body for body, _ in posts], "places": [place for _, place in posts], "most": most})
        dockets = [row[0] for row in cursor.fetchall()]
    return views_for(actor=actor, dockets=dockets)


_MEETINGS = """SELECT s.docket_id FROM docket_standing s WHERE s.procedure = 'coordination' AND EXISTS (
    SELECT 1 FROM unnest(%(bodies)s::text[], %(places)s::text[]) AS a(body, place)
    JOIN unnest(s.body || s.called) AS c(body) ON c.body = a.body OR starts_with(c.body, a.body || '.')
    WHERE starts_with(s.place, a.place) OR c.body <> s.body) ORDER BY s.docket_id DESC LIMIT %(most)s"""
