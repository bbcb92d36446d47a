"""The shipped profile, examined through the database."""

from __future__ import annotations

from datetime import date

import pytest

from yifa.profile.schema import Profile
from yifa.staffing.health import Kind, findings, rules

ON = date(2026, 1, 2)


def test_the_shipped_county_breaks_no_policy_and_its_unknowns_are_told(loaded: Profile) -> None:
    found = findings(on=ON)

    assert {one.rule for one in found if one.kind is Kind.POLICY} == set()
    assert {"no_basis", "outside_catalogue", "no_score"} <= {one.rule for one in found}
    assert all(one.total >= len(one.rows) for one in found)


@pytest.mark.parametrize("rule", ["gap", "pool"])
def test_one_check_asked_for_alone_answers_alone(loaded: Profile, rule: str) -> None:
    assert {one.rule for one in findings(on=ON, rules=[rule])} <= {rule}
    assert rule in rules()
