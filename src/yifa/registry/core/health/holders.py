"""Who holds: nobody, several, several levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from yifa.law.sources import APL
from yifa.registry.core.health.finding import Found, Kind, Rows
from yifa.registry.core.health.ground import Ground, Group, checks
from yifa.registry.core.powers import Holding

#: 省、市、县 — levels that have one duty twice where both hold it; a town has its power from above
_LEVELS = ("province", "state", "city", "county")
#: modes of management: set up in city and district, or by the city alone with teams sent to the districts
_APART, _SENT = "市区分设", "市级派驻"


@checks("gap", Kind.LAW, APL("22"), APL("23"))
def gap(ground: Ground) -> Iterator[Found]:
    """看得见管不着 — an item without a subject at a place it should cover.

    Should: the place of its list, and every place it was ever held for until that day. Source: 行政处罚法 22, 23 (a body with the power at
    the place of the act, county and above); 看得见、管不着 of the seeds.
    A recorded exception stands beside a holder and is none itself. Leaves out: items nobody ever held and whose list names no place
    (``unheld``).
    """
    missing: dict[tuple[str, int], Rows] = defaultdict(Rows)
    for group, live in ground.live:
        line = ground.powers.lists.get(group.list)
        should = ground.reach.get(line.place, 0) if line else 0
        for row in group.holdings:
            if row.since is None or row.since <= ground.on:
                should |= ground.reach.get(row.place, 0)
        for place in _regular(live):
            should &= ~ground.reach.get(place, 0)
        if should:
            rows = missing[group.list, should]
            rows.add_many(len(group.items), (("registry_item_version", item.row, f"{item.code} {item.name}") for item in group.items))
    for (list_, places), rows in missing.items():
        line = ground.powers.lists.get(list_)
        yield Found(rows, {"list": line.name if line else list_, "places": ground.names_of(places)})


@checks("unheld", Kind.LOOK, APL("17"))
def unheld(ground: Ground) -> Iterator[Found]:
    """无主体的事项 — an item that no body was ever given and whose list names no place, so that nobody can say where it lacks.

    Source: 行政处罚法 17. Items that people confirmed from the law library begin so.
    """
    rows: dict[str, Rows] = defaultdict(Rows)
    for group, _ in ground.live:
        line = ground.powers.lists.get(group.list)
        if not group.holdings and not (line and ground.reach.get(line.place)):
            named = (("registry_item_version", item.row, f"{item.code} {item.name}") for item in group.items)
            rows[group.list].add_many(len(group.items), named)
    for list_, found in rows.items():
        line = ground.powers.lists.get(list_)
        yield Found(found, {"list": line.name if line else list_})


@checks("holder_gone", Kind.LAW, APL("17"))
def holder_gone(ground: Ground) -> Iterator[Found]:
    """主体已不存在 — a holding in force of a body that was abolished or is not known that day.

    Source: 行政处罚法 17: only a body penalises. The merger ended the body and forgot its powers.
    """
    rows: dict[str, Rows] = defaultdict(Rows)
    for group in ground.groups:
        for at, row in enumerate(group.holdings):
            if row.covers(ground.on) and row.body not in ground.bodies:
                rows[row.body].add_many(len(group.items), ground.rows_of(group, at))
    for body, found in rows.items():
        yield Found(found, {"body": ground.body_name(body)})


@checks("transition_gone", Kind.LOOK, APL("17"))
def transition_gone(ground: Ground) -> Iterator[Found]:
    """过渡期无人行使 — until the end of a transition the former body acts, and it does not exist any more.

    Source: 行政处罚法 17; 权力承接过渡期 of the seeds. The resolver then leaves it to a person.
    """
    rows: dict[str, Rows] = defaultdict(Rows)
    for group, live in ground.live:
        for at, row in live:
            if row.transition_until is not None and ground.on < row.transition_until and row.transition_body not in ground.bodies:
                rows[row.transition_body].add_many(len(group.items), ground.rows_of(group, at))
    for body, found in rows.items():
        yield Found(found, {"body": ground.body_name(body)})


@checks("team_gone", Kind.LOOK, APL("17"))
def team_gone(ground: Ground) -> Iterator[Found]:
    """行使队伍已不存在 — an entrustment, posting or team in force of which the team or the holder was abolished.

    Source: 行政处罚法 17; the holder itself acts then, and nobody was told so.
    """
    rows = Rows()
    for row in ground.exercises:
        if row.team not in ground.bodies or row.holder not in ground.bodies:
            rows.add("registry_exercise", row.row, ground.exercise_label(row))
    if rows.total:
        yield Found(rows)


def _regular(live: list[tuple[int, Holding]]) -> dict[str, tuple[int, Holding]]:
    """By place; recorded exceptions stand apart."""
    return {row.place: (at, row) for at, row in live if not row.exception}


@checks("overlap", Kind.LOOK, APL("25"))
def overlap(ground: Ground) -> Iterator[Found]:
    """多头执法 — two bodies hold one item for one place through two areas of which neither lies in the other.

    Source: 行政处罚法 25 (several competent bodies: who files first, a dispute goes to the common superior), so a person looks. Where one
    of the two holds by concentration it is a breach: article 18(2) gives the power to one body. Two rows of one place are refused by the
    database itself; nested places are ``nested``. Recorded exceptions do not count.
    """
    found: dict[tuple[str, str, str, str, str, bool], Rows] = defaultdict(Rows)
    for group, live in ground.live:
        held = _regular(live)
        for place, (at, row) in held.items():
            for other in ground.crossing.get(place, ()):
                if other in held and other > place and held[other][1].body != row.body:
                    second = held[other][1]
                    concentrated = "concentration" in (row.title, second.title)
                    rows = found[row.body, place, second.body, other, _later(row, second), concentrated]
                    rows.add_many(len(group.items), ground.rows_of(group, at))
    for (one, here, other, there, winner, concentrated), rows in found.items():
        facts = {
            "one": ground.body_name(one),
            "here": ground.place_name(here),
            "other": ground.body_name(other),
            "there": ground.place_name(there),
            "shared": ground.names_of(ground.reach.get(here, 0) & ground.reach.get(there, 0)),
            "winner": ground.body_name(winner),
        }
        kind, cite = (Kind.LAW, APL("18", 2)) if concentrated else (None, APL("25"))
        yield Found(rows, facts, variant="later" if winner else "", kind=kind, cites=[cite])


def _later(one: Holding, other: Holding) -> str:
    """Whose grant is the later; nobody's where both began on one day or neither day is stated."""
    if one.since == other.since:
        return ""
    return max(one, other, key=lambda row: row.since or date.min).body


def _pairs(ground: Ground) -> Iterator[tuple[Group, int, Holding, Holding]]:
    """Two regular holders of one item of which the first's place lies in the second's: group, position of the first, both."""
    for group, live in ground.live:
        held = _regular(live)
        if len(held) < 2:
            continue
        for place, (at, inner) in held.items():
            for outer in ground.enclosing.get(place, ()):
                if outer in held and held[outer][1].body != inner.body:
                    yield group, at, inner, held[outer][1]


def _both_levels(ground: Ground, inner: Holding, outer: Holding) -> bool:
    """Are they two levels of government of which neither was given the item by grant?"""
    levels = ground.level(inner.body), ground.level(outer.body)
    return levels[0] != levels[1] and set(levels) <= set(_LEVELS) and "grant" not in (inner.title, outer.title)


def _routed(ground: Ground, group: Group, inner: Holding, outer: Holding) -> bool:
    """Does a route of cases 层级事权 tell the two levels apart there?"""
    levels = ground.level(inner.body), ground.level(outer.body)
    return any(
        route.covers(ground.on) and route.domain in ("", group.domain) and route.level in levels and ground.meet(inner.place, route.place)
        for route in ground.powers.routes
    )


@checks("same_duty", Kind.LOOK, APL("23"), APL("25"))
def same_duty(ground: Ground) -> Iterator[Found]:
    """职责同构 — one item held at two levels of government for one place, and no route of cases tells them apart.

    Source: 行政处罚法 23 (county and above, unless otherwise provided) and 25; 层级事权划分 and 避免职责同构 of the seeds.
    Leaves out: grants to towns, where the latest grant answers (``nested``).
    """
    found: dict[str, _Both] = defaultdict(_Both)
    for group, at, inner, outer in _pairs(ground):
        if _both_levels(ground, inner, outer) and not _routed(ground, group, inner, outer):
            found[outer.body].add(ground, group, at, inner)
    for outer_body, both in found.items():
        yield Found(both.rows, {"outer": ground.body_name(outer_body), **both.facts(ground)})


@checks("nested", Kind.LOOK, APL("24", 1))
def nested(ground: Ground) -> Iterator[Found]:
    """层层持有 — a holder within the place of another: the latest grant answers, of equally late ones the innermost.

    No fault by itself: a town that was granted what the county keeps. Told so that a list says who of the two it means. Source: the
    resolver's own order; 行政处罚法 24 for towns. Two levels of which none holds by grant are ``same_duty``, or told apart by a route.
    """
    found: dict[tuple[str, bool], _Both] = defaultdict(_Both)
    for group, at, inner, outer in _pairs(ground):
        if not _both_levels(ground, inner, outer):
            wins = (inner.since or date.min) >= (outer.since or date.min)
            found[outer.body, wins].add(ground, group, at, inner)
    for (outer_body, wins), both in found.items():
        facts = {"outer": ground.body_name(outer_body), **both.facts(ground)}
        yield Found(both.rows, facts, variant="" if wins else "outer")


@dataclass(slots=True)
class _Both:
    """What one body holds in the place of another: rows, the inner bodies, the places."""

    rows: Rows = field(default_factory=Rows)
    bodies: dict[str, None] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    def add(self, ground: Ground, group: Group, at: int, inner: Holding) -> None:
        self.rows.add_many(len(group.items), ground.rows_of(group, at))
        self.bodies[inner.body] = None
        self.places.add(inner.place)

    def facts(self, ground: Ground) -> dict[str, object]:
        names = [ground.body_name(code) for code in list(self.bodies)[:3]]
        more = f"等{len(self.bodies)}个机关" if len(self.bodies) > len(names) else ""
        return {"inner": "、".join(names) + more, "places": len(self.places)}


@checks("layers", Kind.LOOK)
def layers(ground: Ground) -> Iterator[Found]:
    """多层执法 — bodies of the city and of the district enforce in one domain in one district.

    Exceptions with their reason do not count, nor does a domain that is set up in both by decision (管理方式 市区分设). A breach of policy
    where the profile states the policy: a figure ``layers_max`` among its claims, or the mode 市级派驻 of that domain; else to look at.
    Source: the seeds' one layer in city and district.
    """
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for group, live in ground.live:
        held = _regular(live)
        for district in ground.districts:
            for place in ground.lineage(district):
                if place in held and (level := ground.level(held[place][1].body)) in ("city", "county"):
                    found[group.domain][district][held[place][1].body] = level
    for domain, districts in found.items():
        twice = {district: holders for district, holders in districts.items() if len(set(holders.values())) > 1}
        by_source: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for district in twice:
            modes = [
                row for row in ground.powers.modes if row.domain == domain and row.covers(ground.on) and ground.inside(district, row.place)
            ]
            if not any(row.mode == _APART for row in modes):
                claim = ground.claim("layers_max")
                sources = [claim.source] if claim and ground.within_claim(claim, district) else []
                by_source[*sources, *(row.document or row.mode for row in modes if row.mode == _SENT)].append(district)
        for named, where in by_source.items():
            rows = Rows()
            for code in dict.fromkeys(code for district in where for code in sorted(twice[district])):
                rows.add("registry_body", ground.bodies[code].row, ground.bodies[code].name)
            names = "、".join(ground.place_name(district) for district in where[:3])
            facts = {"districts": names, "more": f"等{len(where)}个区" if len(where) > 3 else "", "domain": domain}
            yield Found(rows, facts, kind=Kind.POLICY if named else None, sources=named)
