"""Every check of the registry against cases written as data: each finds its fault, and is silent where only that is put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rooms.registry.health.world import Case, cases, told
from yifa.registry.core.health import examine
from yifa.registry.core.health.ground import checks

CASES = [case for file in sorted(Path(__file__).parent.glob("*.toml")) for case in cases(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_case(case: Case) -> None:
    found = list(examine(case.ground(), rules=[case.rule]))

    assert told(found, case.then) == case.then
    assert all(one.remedy for one in found)


def test_every_check_has_a_case_that_finds_and_one_that_does_not() -> None:
    finding = {case.rule for case in CASES if case.then}
    silent = {case.rule for case in CASES if not case.then}

    assert (set(checks.all) - finding, set(checks.all) - silent) == (set(), set())
    assert all(case.source for case in CASES)


@pytest.mark.parametrize("case", [case for case in CASES if case.then], ids=lambda case: f"{case.rule}: {case.name}")
def test_law_is_cited_and_policy_is_not_dressed_as_law(case: Case) -> None:
    for one in examine(case.ground(), rules=[case.rule]):
        if one.kind.value == "law":
            assert one.cites
        if one.kind.value == "policy":
            assert (list(one.cites), bool(one.sources)) == ([], True)
