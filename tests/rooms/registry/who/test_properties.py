"""谁来管 in random institutions: one subject or a reason, before and after agree, the order of rows says nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import yifa.law  # noqa: F401  registers the rules
from yifa.law.answer import Verdict
from yifa.registry.core.powers import (
    Authorisation,
    Body,
    Exercise,
    Holding,
    Item,
    Member,
    Place,
    Powers,
    Route,
)
from yifa.registry.core.who import Who, candidates, who

PLACES = ("510100", "510104", "510104001", "510104002", "510107", "510107001", "A-1", "A-2")
BODIES = ("c", "c.a", "c.b", "c.t1", "c.t2")
ITEMS = ("I-1", "I-2")
FIRST = date(2021, 12, 1)
DAYS = st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))
OPEN = st.none() | DAYS
#: where most rows stand and most questions are asked, so that they meet
NEAR = st.sampled_from(("510104001", "510104001", "510104", "510104", "510100", "A-1", "A-2"))
SOMEWHERE = st.one_of(NEAR, NEAR, st.sampled_from(PLACES))


@st.composite
def spans(draw: st.DrawFn, *, mostly_open: bool = False) -> dict[str, date | None]:
    if mostly_open and draw(st.integers(0, 3)):
        return {"since": None, "until": None}
    since, until = draw(OPEN), draw(OPEN)
    if since and until and until <= since:
        until = since + timedelta(days=draw(st.integers(1, 20)))
    return {"since": since, "until": until}


@st.composite
def holdings(draw: st.DrawFn) -> Holding:
    row = Holding(
        item=draw(st.sampled_from((*ITEMS, ITEMS[0]))),
        body=draw(st.sampled_from(BODIES)),
        place=draw(SOMEWHERE),
        title=draw(st.sampled_from(("statute", "concentration", "grant", "authorised"))),
        exception=draw(st.integers(0, 9)) == 0,
        reason="例外",
        guide=draw(st.sampled_from(("", *BODIES))),
        **draw(spans()),
    )
    if draw(st.integers(0, 3)):
        return row
    return replace(row, transition_until=draw(DAYS), transition_body=draw(st.sampled_from(BODIES)))


@st.composite
def institutions(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Rows as the database would take them: one regular holder of an item at one place and time, one row of a code at a time."""
    changing = draw(st.integers(0, 3)) == 0
    changed = draw(DAYS)
    places = [Place(code=code, name=f"地方{code}", parent="510100" if code.startswith("A") else "") for code in PLACES]
    if changing:
        places[4:5] = [
            Place(code="510199", name="原区", until=changed, becomes="510107"),
            Place(code="510107", name="新区", since=changed),
        ]
    held: list[Holding] = []
    for row in draw(st.lists(holdings(), min_size=3, max_size=12)):
        if row.exception or not any(
            row.item == other.item and row.place == other.place and row.meets(other) for other in held if not other.exception
        ):
            held.append(row)
    exercises = draw(
        st.lists(
            st.builds(
                lambda kind, holder, team, place, item, published, span: Exercise(
                    kind=kind, holder=holder, team=team, place=place, item=item, published=published, document="文件", **span
                ),
                st.sampled_from(("entrustment", "posting", "team")),
                st.sampled_from(BODIES),
                st.sampled_from(BODIES),
                SOMEWHERE,
                st.sampled_from(("", "", *ITEMS)),
                st.booleans(),
                spans(),
            ),
            min_size=1,
            max_size=6,
            unique_by=lambda row: (row.kind, row.holder, row.place, row.item),
        )
    )
    areas = draw(
        st.lists(st.builds(_member, st.sampled_from(("A-1", "A-2")), st.sampled_from(PLACES[1:6]), spans(mostly_open=True)), max_size=4)
    )
    states = draw(st.lists(st.builds(_state, SOMEWHERE, st.sampled_from(("梳理", "已授权")), spans()), max_size=2))
    routes = draw(st.lists(st.builds(_route, SOMEWHERE, st.sampled_from(("city", "county")), spans()), max_size=2))
    levels = ("city", "city", "county", "county", "town")
    bodies = [
        Body(code=code, name=f"机关{code}", kind="机关", level=level, **draw(spans(mostly_open=True)))
        for code, level in zip(BODIES, levels, strict=True)
    ]
    items = [
        Item(code=ITEMS[0], name="事项一", domain="甲"),
        Item(code=ITEMS[1], name="事项二", domain="乙", coercion=("扣押",), **draw(spans(mostly_open=True))),
    ]
    rows = {"places": places, "bodies": bodies, "items": items, "holdings": held, "exercises": exercises}
    return _numbered({**rows, "areas": areas, "authorisations": _once(states), "routes": _once(routes)})


def _member(area: str, place: str, span: dict[str, date | None]) -> Member:
    return Member(area=area, place=place, **span)


def _state(place: str, state: str, span: dict[str, date | None]) -> Authorisation:
    return Authorisation(place=place, state=state, **span)


def _route(place: str, level: str, span: dict[str, date | None]) -> Route:
    return Route(place=place, feature="重大", level=level, **span)


def _once(rows: Sequence[Any]) -> list[Any]:
    return list({row.place: row for row in rows}.values())


def _numbered(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {kind: [replace(row, row=number) for number, row in enumerate(those, start=1)] for kind, those in rows.items()}


QUESTIONS = {
    "rows": institutions(),
    "place": st.one_of(SOMEWHERE, SOMEWHERE, st.sampled_from((*PLACES, "510199", "510104001003", "999999"))),
    "item": st.sampled_from((*ITEMS, ITEMS[0])),
    "on": st.integers(-5, 70).map(lambda number: FIRST + timedelta(days=number)),
    "feature": st.sampled_from(("", "重大")),
}


@settings(deadline=None)
@given(**QUESTIONS)
def test_there_is_one_subject_or_a_reason(rows: dict[str, list[Any]], place: str, item: str, on: date, feature: str) -> None:
    found = who(Powers.of(**rows), item=item, place=place, on=on, feature=feature)

    if found.verdict is Verdict.LAWFUL:
        assert found.subject and found.in_name_of == found.subject.name and found.seal == found.subject.seal
    else:
        assert found.sentence and found.remedy


@settings(deadline=None)
@given(**QUESTIONS)
def test_whoever_is_named_has_a_row_of_that_day(rows: dict[str, list[Any]], place: str, item: str, on: date, feature: str) -> None:
    """A recalled power is never answered, nor one that has not begun, an exception, or a body that is no more."""
    found = who(Powers.of(**rows), item=item, place=place, on=on, feature=feature)

    if found.subject:
        assert found.holding and found.holding in rows["holdings"]
        assert found.holding.covers(on) and not found.holding.exception and found.holding.item == item
        assert found.subject.covers(on)
        in_transition = found.holding.transition_until is not None and on < found.holding.transition_until
        assert found.subject.code == (found.holding.transition_body if in_transition else found.holding.body)
    if found.team:
        assert found.exercise and found.exercise.covers(on) and found.team.covers(on)
        assert found.exercise.holder == (found.subject and found.subject.code)
        assert found.exercise.kind != "entrustment" or (found.exercise.published and not (found.item and found.item.coercion))


@settings(deadline=None)
@given(**QUESTIONS, share=st.floats(0, 1))
def test_before_and_after_agree_with_asking_that_day(
    rows: dict[str, list[Any]], place: str, item: str, on: date, feature: str, share: float
) -> None:
    powers = Powers.of(**rows)
    found = who(powers, item=item, place=place, on=on, feature=feature)

    for change in (found.before, found.after):
        if change is None:
            continue
        then = who(powers, item=item, place=place, on=change.on, feature=feature)
        assert (change.subject, change.title) == (then.subject.code if then.subject else "", then.title)
        assert key(then) != key(found)
        between = change.on + (on - change.on) * share if change is found.before else on + (change.on - on) * share
        if between != change.on:
            assert key(who(powers, item=item, place=place, on=between, feature=feature)) == key(found)
    last = on + timedelta(days=400)
    if found.after is None:
        assert key(who(powers, item=item, place=place, on=last, feature=feature)) == key(found)


@settings(deadline=None)
@given(**QUESTIONS, seed=st.integers(0, 1000))
def test_the_order_of_rows_says_nothing(rows: dict[str, list[Any]], place: str, item: str, on: date, feature: str, seed: int) -> None:
    shuffled = {kind: random.Random(seed).sample(those, len(those)) for kind, those in rows.items()}

    one, other = (who(Powers.of(**each), item=item, place=place, on=on, feature=feature) for each in (rows, shuffled))

    assert one == other


@settings(deadline=None)
@given(**QUESTIONS, others=st.lists(st.tuples(QUESTIONS["item"], QUESTIONS["place"], QUESTIONS["on"]), max_size=5))
def test_what_was_asked_before_changes_nothing(
    rows: dict[str, list[Any]], place: str, item: str, on: date, feature: str, others: list[tuple[str, str, date]]
) -> None:
    """Answers worked out for items held alike and places that lie alike are those of a first question."""
    used = Powers.of(**rows)
    for other_item, other_place, other_on in others:
        who(used, item=other_item, place=other_place, on=other_on, feature=feature)

    assert who(used, item=item, place=place, on=on, feature=feature) == who(
        Powers.of(**rows), item=item, place=place, on=on, feature=feature
    )


@settings(deadline=None)
@given(**QUESTIONS)
def test_the_subject_is_that_of_the_plain_rule(rows: dict[str, list[Any]], place: str, item: str, on: date, feature: str) -> None:
    """Told a second time, as slowly as can be: of those in force around the place the latest, of these the innermost."""
    rows = {**rows, "authorisations": []}
    found = who(Powers.of(**rows), item=item, place=place, on=on)
    expected = plainly(rows, place=place, item=item, on=on)

    if expected is not None:
        assert (found.subject.code if found.subject else None) in expected


@given(rows=institutions(), place=st.sampled_from(PLACES), item=st.sampled_from(ITEMS), on=DAYS)
def test_candidates_begin_with_the_answer(rows: dict[str, list[Any]], place: str, item: str, on: date) -> None:
    powers = Powers.of(**{**rows, "authorisations": [], "places": [Place(code=code, name=code) for code in PLACES]})
    found = who(powers, item=item, place=place, on=on)

    if found.subject:
        assert candidates(powers, item=item, place=place, on=on)[0] == found.holding


def key(found: Who) -> tuple[object, ...]:
    subject, team = found.subject, found.team
    return subject and subject.code, found.title, team and team.code, found.verdict is Verdict.REFUSED


def plainly(rows: dict[str, list[Any]], *, place: str, item: str, on: date) -> set[str | None] | None:
    """Who may be named; None where the plain rule has nothing to say (a code that changed, a list that waits, a tie, no text)."""
    if place not in PLACES or place.startswith("A") or any(row.becomes for row in rows["places"]):
        return None
    if not any(row.code == item and row.covers(on) for row in rows["items"]):
        return {None}
    around = [place, place[:6], "510100"]
    depth = {code: 2 * number for number, code in enumerate(dict.fromkeys(around))}
    for member in rows["areas"]:
        if member.place in depth and member.covers(on):
            depth[member.area] = min(depth.get(member.area, 99), depth[member.place] + 1)
    alive = {row.code for row in rows["bodies"] if row.covers(on)}
    reaching = [row for row in rows["holdings"] if row.item == item and row.place in depth and row.covers(on)]
    regular = [row for row in reaching if row.body in alive and not row.exception]
    if not regular:
        return {None}
    order = {row: (-(row.since or date.min).toordinal(), depth[row.place]) for row in regular}
    best = [row for row in regular if order[row] == min(order.values())]
    if len({row.body for row in best}) > 1:
        return {None}
    return {_acting(row, on) if _acting(row, on) in alive else None for row in best}


def _acting(row: Holding, on: date) -> str:
    return row.transition_body if row.transition_until and on < row.transition_until else row.body
