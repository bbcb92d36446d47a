"""Bodies: how many teams, what each must have, the net of the towns, disputes between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from yifa.law.sources import APL
from yifa.registry.core.health.finding import Found, Kind, Rows
from yifa.registry.core.health.ground import BUREAU, TEAM_KINDS, Claim, Ground, checks
from yifa.registry.core.powers import Body

_COORDINATION = ("综合执法协调机构", "镇街办公室")
_GROUPS = ("派驻组", "片区队")
_SUPPORT = "综合保障"
_FUNDS = "经费保障"


@checks("team_limit", Kind.POLICY)
def team_limit(ground: Ground) -> Iterator[Found]:
    """队伍限额 — more teams of the departments of a county or district than its limit; the 综合行政执法局 is not counted.

    Source: the profile's own figures ``limit_district`` (市辖区) and ``limit_county`` (县、县级市) with their source; none, no check.
    Reads: a team is a 支队 or 大队 of the county's level that belongs to no other team and to no 综合行政执法局.
    """
    for key, places in (("limit_district", ground.districts), ("limit_county", ground.counties)):
        if claim := ground.claim(key):
            for place in places:
                yield from _limited(ground, claim, place)


def _limited(ground: Ground, claim: Claim, place: str) -> Iterator[Found]:
    if not ground.within_claim(claim, place):
        return
    rows = Rows()
    for body in ground.bodies.values():
        counts = body.kind in TEAM_KINDS and body.level == "county" and not _within_another(ground, body)
        if counts and body.place and ground.inside(body.place, place):
            rows.add("registry_body", body.row, body.name)
    if rows.total > claim.figure:
        yield Found(rows, {"place": ground.place_name(place), "limit": int(claim.figure)}, sources=[claim.source])


def _within_another(ground: Ground, body: Body) -> bool:
    """Does it belong to a 综合行政执法局 or to another team?"""
    return any(outer.kind == BUREAU or outer.kind in TEAM_KINDS for outer in ground.outer_bodies(body.code))


@checks("support_units", Kind.POLICY)
def support_units(ground: Ground) -> Iterator[Found]:
    """综合保障机构过多 — a city team with more internal units of the supporting class than its limit.

    Source: the profile's figure ``support_units_max``; none, no check. Units whose class is not stated do not count.
    """
    claim = ground.claim("support_units_max")
    if claim is None:
        return
    for team in ground.bodies.values():
        if team.kind not in TEAM_KINDS or team.level != "city" or not ground.within_claim(claim, team.place):
            continue
        rows = Rows()
        for unit in ground.bodies.values():
            if unit.code.startswith(f"{team.code}.") and unit.unit_class.startswith(_SUPPORT):
                rows.add("registry_body", unit.row, unit.name)
        if rows.total > claim.figure:
            yield Found(rows, {"team": team.name, "limit": int(claim.figure)}, sources=[claim.source])


@checks("town_coordination", Kind.POLICY)
def town_coordination(ground: Ground) -> Iterator[Found]:
    """镇街无协调机构 — a town or street without a coordination body 综合执法协调机构 or 镇街办公室.

    Source: the profile's figure ``town_coordination_required`` (1), said of the place of its body; none, no check.
    """
    has = {body.place for body in ground.bodies.values() if body.kind in _COORDINATION}
    yield from _towns_without(ground, "town_coordination_required", lambda town: town in has)


@checks("town_group", Kind.POLICY)
def town_group(ground: Ground) -> Iterator[Found]:
    """镇街无执法组 — a town or street that no group 派驻组 or 片区队 stands in or exercises for.

    Source: the profile's figure ``town_group_required`` (1); none, no check. A group of an area answers for the towns of the area.
    """
    groups = {code: body for code, body in ground.bodies.items() if body.kind in _GROUPS}
    has = {body.place for body in groups.values() if body.place}
    has |= {row.place for row in ground.exercises if row.team in groups}
    yield from _towns_without(ground, "town_group_required", lambda town: any(place in has for place in ground.lineage(town)))


def _towns_without(ground: Ground, key: str, has: Callable[[str], bool]) -> Iterator[Found]:
    claim = ground.claim(key)
    if claim is None or claim.figure < 1:
        return
    rows = Rows()
    for town in ground.towns:
        if ground.within_claim(claim, town) and not has(town):
            rows.add("registry_place", ground.places[town].row, ground.place_name(town))
    if rows.total:
        yield Found(rows, sources=[claim.source])


@checks("incomplete", Kind.LOOK)
def incomplete(ground: Ground) -> Iterator[Found]:
    """机构不完整 — an enforcing body of which items, duty, domain or funds are not stated (未载明); posts are asked by ``no_posts``.

    Source: the seeds' 编制、领域、权责逐一明确 and 明确职责范围、人员编制、经费保障. Unknown is told as unknown: it may exist.
    Reads: enforcing is who holds an item, every 综合行政执法局, and teams and groups that belong to no other team or bureau.
    """
    enforcing = enforcing_bodies(ground)
    domains: dict[str, set[str]] = defaultdict(set)
    for group, live in ground.live:
        for _, row in live:
            domains[row.body].add(group.domain)
    exercised = {row.team for row in ground.exercises}
    paid = {code for code, rows in ground.powers.relations.items() if any(row.relation == _FUNDS and row.covers(ground.on) for row in rows)}
    lacks: dict[str, Callable[[Body], bool]] = {
        "items": lambda body: body.code not in domains and body.code not in exercised,
        "duty": lambda body: not body.duty,
        "domain": lambda body: not body.domain and body.code not in domains and body.code not in exercised,
        "funds": lambda body: not body.funds and body.code not in paid,
    }
    for variant, lacking in lacks.items():
        rows = Rows()
        for code in enforcing:
            if lacking(ground.bodies[code]):
                rows.add("registry_body", ground.bodies[code].row, ground.bodies[code].name)
        if rows.total:
            yield Found(rows, {"of": len(enforcing)}, variant=variant)


def enforcing_bodies(ground: Ground) -> list[str]:
    """Who holds an item, every 综合行政执法局, every team and whoever exercises, as far as they belong to no other team or bureau."""
    found = {row.body for _, live in ground.live for _, row in live}
    exercising = {row.team for row in ground.exercises}
    for code, body in ground.bodies.items():
        acts = body.kind in TEAM_KINDS or code in exercising
        if body.kind == BUREAU or (acts and not _within_another(ground, body)):
            found.add(code)
    return [code for code in ground.bodies if code in found]


@checks("dispute", Kind.LOOK, APL("25", 2))
def dispute(ground: Ground) -> Iterator[Found]:
    """边界争议 — a dispute on who does what that is open, or past the day it was to be settled by.

    Source: 行政处罚法 25(2): agreed, else the common superior decides. Past its own term it is a breach of the term that was set.
    """
    for row in ground.known.disputes:
        if row.raised_on > ground.on or (row.settled_on is not None and row.settled_on <= ground.on):
            continue
        rows = Rows()
        rows.add("registry_dispute", row.row, row.code)
        facts = {
            "bodies": "、".join(ground.body_name(code) for code in row.bodies),
            "what": row.item or row.domain or row.code,
            "due": row.due_on.isoformat(),
            "days": (ground.on - row.due_on).days,
        }
        late = row.due_on < ground.on
        yield Found(rows, facts, variant="late" if late else "", kind=Kind.POLICY if late else None, sources=[row.code] if late else [])
