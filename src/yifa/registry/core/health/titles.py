"""By what title: grants with catalogue, score and guide; entrustments with term and papers; lists that are not authorised yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

from yifa.law.sources import ACL, APL
from yifa.registry.core.health.finding import Found, Kind, Rows
from yifa.registry.core.health.ground import AUTHORISED, SOON_DAYS, Ground, Group, Score, checks
from yifa.registry.core.powers import Authorisation, Exercise, Holding

_ENTRUSTMENT = "entrustment"


def _grants(ground: Ground) -> Iterator[tuple[Group, int, Holding]]:
    for group, live in ground.live:
        for at, row in live:
            if row.title == "grant":
                yield group, at, row


@checks("outside_catalogue", Kind.LAW, APL("24", 1))
def outside_catalogue(ground: Ground) -> Iterator[Found]:
    """目录外赋权 — an item granted that is not in the provincial catalogue of what may be granted.

    Source: 行政处罚法 24(1): the province decides. Where no catalogue is held at all, that is said once and nothing is judged.
    """
    catalogue = {row.item for row in ground.known.catalogue if row.covers(ground.on)}
    found: dict[str, Rows] = defaultdict(Rows)
    granted = Rows()
    for group, at, row in _grants(ground):
        granted.add_many(len(group.items), ground.rows_of(group, at))
        if not catalogue:
            continue
        outside = [number for number, item in enumerate(group.items) if item.code not in catalogue]
        if outside:
            alike = Group(group.list, group.domain, [group.items[number] for number in outside], group.holdings)
            found[row.body].add_many(len(outside), ground.rows_of(alike, at))
    if granted.total and not catalogue:
        yield Found(granted, variant="none", kind=Kind.LOOK)
    for body, rows in found.items():
        yield Found(rows, {"body": ground.body_name(body)})


@checks("no_score", Kind.LAW, APL("24", 1))
def no_score(ground: Ground) -> Iterator[Found]:
    """未评估的赋权 — a body was granted items without a score of what it can take on, or with one that says it cannot.

    Source: 行政处罚法 24(1): to those able to take it on effectively, with regular evaluation; 承接能力评估 of the seeds. The score of the
    domain counts, else that of all; the latest up to that day. Where the profile holds no score at all, that is said once.
    """
    lacking: dict[tuple[str, str], Rows] = defaultdict(Rows)
    unable: dict[tuple[str, str], tuple[Rows, Score]] = {}
    granted = Rows()
    for group, at, row in _grants(ground):
        granted.add_many(len(group.items), ground.rows_of(group, at))
        if not ground.known.scores:
            continue
        score = _score(ground, row.body, group.domain)
        if score is None:
            lacking[row.body, group.domain].add_many(len(group.items), ground.rows_of(group, at))
        elif not score.able:
            rows, _ = unable.setdefault((row.body, group.domain), (Rows(), score))
            rows.add_many(len(group.items), ground.rows_of(group, at))
    if granted.total and not ground.known.scores:
        yield Found(granted, variant="none", kind=Kind.LOOK)
    for (body, domain), rows in lacking.items():
        yield Found(rows, {"body": ground.body_name(body), "domain": domain})
    for (body, domain), (rows, score) in unable.items():
        yield Found(rows, {"body": ground.body_name(body), "domain": domain, "on": score.on.isoformat()}, variant="unable")


def _score(ground: Ground, body: str, domain: str) -> Score | None:
    rows = [row for row in ground.known.scores if row.body == body and row.domain in (domain, "") and row.on <= ground.on]
    return max(rows, key=lambda row: (row.domain == domain, row.on), default=None)


@checks("no_guide", Kind.LOOK, APL("24", 3))
def no_guide(ground: Ground) -> Iterator[Found]:
    """赋权无指导部门 — a grant that names no department to guide it, or one that no longer exists.

    Source: 行政处罚法 24(3), departments guide and supervise those who took powers on; 谁赋权、谁指导 of the seeds. The law names no form,
    so it is to look at.
    """
    rows, bodies = Rows(), set()
    for group, at, row in _grants(ground):
        if row.guide not in ground.bodies:
            rows.add_many(len(group.items), ground.rows_of(group, at))
            bodies.add(row.body)
    if rows.total:
        yield Found(rows, {"bodies": len(bodies)})


@checks("unauthorised", Kind.LAW, APL("18", 2), APL("24", 1), APL("38", 1))
def unauthorised(ground: Ground) -> Iterator[Found]:
    """未经授权的清单 — items held by concentration or grant at a place whose list is still in preparation 梳理、明确、理顺.

    Source: 行政处罚法 18(2), 24(1): the province decides first; 38(1): without a basis a penalty is void. What a body holds by statute it
    has without any list; in a transition the former body acts by its own title.
    Reads: the innermost place that says something, what it says of the list before what it says of all, as the resolver does.
    """
    found: dict[tuple[str, str], Rows] = defaultdict(Rows)
    states: dict[tuple[str, str], Authorisation | None] = {}
    for group, live in ground.live:
        for at, row in live:
            if row.title not in ("concentration", "grant") or (row.transition_until is not None and ground.on < row.transition_until):
                continue
            if (row.place, group.list) not in states:
                states[row.place, group.list] = _state(ground, row.place, group.list)
            state = states[row.place, group.list]
            if state is not None and state.state != AUTHORISED:
                found[state.place, state.state].add_many(len(group.items), ground.rows_of(group, at))
    for (place, name), rows in found.items():
        yield Found(rows, {"place": ground.place_name(place), "state": name})


def _state(ground: Ground, place: str, list_: str) -> Authorisation | None:
    """What is recorded of the list there; None where nothing is."""
    depths = ground.powers.depths(place, on=ground.on)
    reaching = [row for row in ground.powers.authorisations if row.place in depths and row.list in ("", list_) and row.covers(ground.on)]
    return min(reaching, key=lambda row: (depths[row.place], not row.list, row.state), default=None)


def _entrustments(ground: Ground) -> list[Exercise]:
    return [row for row in ground.exercises if row.kind == _ENTRUSTMENT]


@checks("entrusted_coercion", Kind.LAW, ACL("17", 1))
def entrusted_coercion(ground: Ground) -> Iterator[Found]:
    """委托强制措施 — an entrustment that covers items with coercive measures.

    Source: 行政强制法 17(1): the power to take measures is not entrusted. Read from the measures that stand with an item (查封、扣押 …); an
    item whose measures are not stated says nothing here.
    """
    forced = [(group, live) for group, live in ground.live if any(item.coercion for item in group.items)]
    for row in _entrustments(ground):
        rows = Rows()
        for group, live in forced:
            for _, holding in live:
                if holding.body != row.holder or row.domain not in ("", group.domain) or not ground.meet(holding.place, row.place):
                    continue
                for item in group.items:
                    if item.coercion and row.item in ("", item.code):
                        label = f"{item.code} {item.name}（{'、'.join(item.coercion)}）"
                        rows.add("registry_item_version", item.row, label)
        if rows.total:
            yield Found(rows, {"holder": ground.body_name(row.holder), "team": ground.body_name(row.team)})


@checks("entrustment_papers", Kind.LAW, APL("20"))
def entrustment_papers(ground: Ground) -> Iterator[Found]:
    """委托手续不全 — an entrustment without document, term or publication.

    Source: 行政处罚法 20: in writing, with items, powers and term, published.
    """
    lacks: dict[str, Callable[[Exercise], bool]] = {
        "document": lambda row: not row.document,
        "term": lambda row: row.until is None,
        "published": lambda row: not row.published,
    }
    for variant, lacking in lacks.items():
        rows = Rows()
        for row in _entrustments(ground):
            if lacking(row):
                rows.add("registry_exercise", row.row, ground.exercise_label(row))
        if rows.total:
            yield Found(rows, variant=variant)


@checks("entrustment_ended", Kind.LOOK, APL("20"))
def entrustment_ended(ground: Ground) -> Iterator[Found]:
    """委托到期 — an entrustment that ended within the last year with none after it, or ends soon.

    Source: 行政处罚法 20 (the term): what the team does after it has no basis. Soon is within sixty days.
    """
    ended, soon = Rows(), Rows()
    running = {(row.holder, row.team, row.place, row.domain, row.item) for row in _entrustments(ground)}
    for rows in ground.powers.exercises.values():
        for row in rows:
            if row.kind != _ENTRUSTMENT or row.until is None:
                continue
            if row.covers(ground.on) and row.until <= ground.on + timedelta(days=SOON_DAYS):
                soon.add("registry_exercise", row.row, f"{ground.exercise_label(row)} · {row.until.isoformat()}")
            key = (row.holder, row.team, row.place, row.domain, row.item)
            if ground.on - timedelta(days=365) < row.until <= ground.on and key not in running:
                ended.add("registry_exercise", row.row, f"{ground.exercise_label(row)} · {row.until.isoformat()}")
    if ended.total:
        yield Found(ended)
    if soon.total:
        yield Found(soon, {"days": SOON_DAYS}, variant="soon")
