"""Walks of thousands of steps, right and wrong, through the engine; a second opinion looks at every act it accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.doubles.institution import OURS, PLACE, Town
from tests.doubles.record import MemoryRecord
from tests.engine.people import CLERK
from tests.engine.walk import KINDS, Do, Tally, Walk
from tests.factories.acts import PAYLOADS
from yifa.docket.append import Request, append, open_docket
from yifa.docket.core.act import FIRST_PREV, Act, View, act_from, digest_of
from yifa.docket.joints import joints
from yifa.docket.rebuild import differences, views
from yifa.kernel.actor import Actor
from yifa.server.published import published_calendar

CALENDAR = published_calendar()
SEEDS = st.integers(0, 2**32 - 1)
IN_MEMORY, AT_DATABASE = 12_000, 2_500
#: every kind of act must have been accepted so often, or the walks are too shallow to show anything
LEAST = 10
#: acts that name another docket, and where
NAMING = {"merge_event": "into", "link_event": "other"}


class Office(RuleBasedStateMachine):
    """One office at work: seven steps of ten sensible, three mischief, time passing in between."""

    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.record: MemoryRecord | None = None
        self.walk = Walk(
            Random(0),
            institution=Town(),
            calendar=CALENDAR,
            tally=self.tally,
            body=OURS,
            fresh=self._fresh,
            acts=lambda: self.record and self.record.view,
        )

    def _fresh(self, docket: UUID, out: dict[str, UUID]) -> Do:
        if len(out) > 2:
            # what lay about elsewhere is worked off
            out.clear()
        self.record = record = MemoryRecord(Town(), CALENDAR, OURS, PLACE, id=docket, errands=out)
        return lambda actor, request, now: record.act(actor=actor, request=request, now=now)

    @rule(seed=SEEDS, luck=st.integers(0, 9))
    def step(self, seed: int, luck: int) -> None:
        # the same few numbers come again and again; the step makes each of them another
        self.walk.rng.seed(seed + (self.tally.steps << 32))
        if luck < 7:
            self.walk.sensible()
        else:
            self.walk.mischief()
        assert self.walk.slipped == []


def test_no_walk_through_the_procedures_reaches_what_the_law_forbids() -> None:
    Office.tally = Tally()

    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=100,
            stateful_step_count=130,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )

    tally = Office.tally
    print(f"{tally.steps} steps; accepted {dict(sorted(tally.accepted.items()))}; refused {dict(tally.refused.most_common())}")
    assert tally.steps >= IN_MEMORY
    assert {kind: tally.accepted[kind] for kind in KINDS if tally.accepted[kind] < LEAST} == {}
    assert len(tally.mischief) == 14


@pytest.fixture
def town() -> Iterator[Town]:
    """The town in memory in place of the registry, everything else as it runs."""
    real, town = joints.institution, Town()
    joints.institution = town
    yield town
    joints.institution = real


@pytest.mark.django_db
def test_the_same_walks_at_the_database_leave_a_record_that_folds_and_chains(town: Town) -> None:
    tally = Tally()
    known: list[View | None] = [None]
    other: list[str] = []

    def fresh(id: UUID, out: dict[str, UUID]) -> Do:
        known[0] = None

        def do(actor: Actor, request: Request, now: datetime) -> Act:
            view = known[0]
            if not other:
                first = Request("register_lead", PAYLOADS["register_lead"]())
                other.append(open_docket(actor=CLERK, body=OURS, place=PLACE, request=first, now=now).number)
            if request.kind in NAMING and request.payload == PAYLOADS[request.kind]():
                # the number made up for tests of the forms is nobody's; here it must be one of a docket
                request = replace(request, payload=request.payload | {NAMING[request.kind]: other[0]})
            if view is None:
                done = open_docket(actor=actor, body=OURS, place=PLACE, request=request, now=now, docket=id)
                view = View(done.act.docket, done.number, OURS, PLACE)
            else:
                done = append(actor=actor, docket=view.id, request=request, now=now)
            if not done.repeated:
                known[0] = view.with_act(done.act)
            return done.act

        return do

    walk = Walk(Random(20260302), institution=town, calendar=CALENDAR, tally=tally, body=OURS, fresh=fresh, acts=lambda: known[0])
    while tally.steps < AT_DATABASE:
        walk.sensible() if walk.rng.random() < 0.7 else walk.mischief()

    ours = [view for view in views() if view.body == OURS and view.number != other[0]]
    print(f"{tally.steps} steps at the database; {len(ours)} dockets; accepted {dict(sorted(tally.accepted.items()))}")
    assert walk.slipped == []
    assert sum(len(view.acts) for view in ours) == tally.accepted.total() > AT_DATABASE // 4
    assert list(differences()) == []
    numbers = [paper["number"] for view in ours for act in view.acts for paper in act.papers if paper.get("number")]
    assert len(numbers) == len(set(numbers)) > 40
    for view in ours:
        prev = FIRST_PREV
        for number, act in enumerate(view.acts, 1):
            assert (act.seq, act.prev) == (number, prev)
            assert act_from(act.body()) == act
            prev = digest_of(act.body())
