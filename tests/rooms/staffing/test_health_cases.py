"""Every check of staffing against cases written as data: each finds its fault, and is silent where only that is put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.registry.health.world import Case, cases, told
from yifa.staffing.core.capacity import able_pairs
from yifa.staffing.core.health import Force, Move, Post, checks, examine
from yifa.staffing.core.staff import Absence, Certificate, Duty, Officer, OfficeRole, Posting, Staff

CASES = cases(Path(__file__).parent / "health_cases.toml")
_OF_OFFICERS = {"certificates": Certificate, "postings": Posting, "absences": Absence, "duties": Duty}


def force_of(case: Case) -> Force:
    ground = case.ground()
    officers = [_officer(row, number) for number, row in enumerate(_many(case.rows.get("officers", [])), start=1)]
    return Force(
        ground,
        Staff.of(
            powers=ground.powers, officers=officers, office_roles=[_made(OfficeRole, row) for row in case.rows.get("office_roles", [])]
        ),
        posts=[_made(Post, row, number) for number, row in enumerate(_many(case.rows.get("posts", [])), start=1)],
        moves=[_made(Move, row, number) for number, row in enumerate(case.rows.get("moves", []), start=1)],
        insured_until={row["code"]: row["insured_until"] for row in case.rows.get("officers", []) if "insured_until" in row},
        reforms=[(row["name"], row["on"]) for row in case.rows.get("reforms", [])],
    )


def _many(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``times`` makes as many rows alike, each with a code of its own."""
    return [
        {**row, "code": f"{row['code']}-{number}" if "times" in row else row["code"]}
        for row in rows
        for number in range(row.get("times", 1))
    ]


def _officer(row: Mapping[str, Any], number: int) -> Officer:
    inner = {name: tuple(_made(kind, one) for one in row.get(name, [])) for name, kind in _OF_OFFICERS.items()}
    return _made(Officer, {"name": row["code"], **row, **inner}, number)


def _made(kind: type, row: Mapping[str, Any], number: int = 1) -> Any:
    names = {one.name for one in fields(kind)}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in names}
    return kind(**({"row": number} if "row" in names else {}), **values)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_case(case: Case) -> None:
    found = list(examine(force_of(case), rules=[case.rule]))

    assert told(found, case.then) == case.then
    for one in found:
        assert one.remedy
        assert one.kind.value != "law" or one.cites
        assert one.kind.value != "policy" or (list(one.cites), bool(one.sources)) == ([], True)


def test_every_check_has_a_case_that_finds_and_one_that_does_not() -> None:
    finding = {case.rule for case in CASES if case.then}
    silent = {case.rule for case in CASES if not case.then}

    assert (set(checks.all) - finding, set(checks.all) - silent) == (set(), set())


@pytest.mark.parametrize("case", [case for case in CASES if case.rule == "not_able"], ids=lambda case: case.name)
def test_the_able_are_those_that_capacity_counts(case: Case) -> None:
    force = force_of(case)
    for body in force.staff.near:
        for domain in ("城市管理", "交通运输"):
            for place in force.ground.places:
                pairs = able_pairs(force.staff, body=body, domain=domain, place=place, on=case.on)
                assert force.able(bodies=[body], domain=domain, place=place) == len(pairs.able)


@pytest.mark.parametrize(("front", "finds"), [(899, True), (900, False)])
def test_front_line_is_counted_to_the_last_post(front: int, finds: bool) -> None:
    """0.899 of a thousand falls short, 0.900 does not; no rounding in between."""
    base = next(case for case in CASES if case.rule == "front_line")
    force = force_of(base)
    posts = [Post(code=str(number), owner="j", user="j", front_line=number < front) for number in range(1000)]

    found = list(examine(Force(force.ground, force.staff, posts=posts), rules=["front_line"]))

    assert bool(found) is finds
    assert [one.total for one in found] == ([1000 - front] if finds else [])


@pytest.mark.parametrize(("days", "finds"), [(364, True), (365, False)])
def test_rotation_after_a_year_is_no_finding(days: int, finds: bool) -> None:
    base = next(case for case in CASES if case.rule == "rotation")
    ground, began = base.ground(), date(2024, 3, 1)
    officer = Officer(
        code="x",
        name="张三",
        body="j.dept",
        postings=(Posting(body="j.dept", zone="PQ1", since=began, until=began + timedelta(days=days)),),
    )

    found = list(examine(Force(ground, Staff.of(powers=ground.powers, officers=[officer])), rules=["rotation"]))

    assert [one.says for one in found] == (["有1人次在同一片区工作不满365日即离开。"] if finds else [])


@pytest.mark.parametrize(("certified", "finds"), [(99, True), (100, False)])
def test_ninety_nine_of_a_hundred_certified_is_not_all(certified: int, finds: bool) -> None:
    base = next(case for case in CASES if case.rule == "certified_rate")
    ground = base.ground()
    held = (Certificate(number="1", since=date(2025, 1, 1), until=date(2030, 1, 1)),)
    officers = [
        Officer(code=f"{number:03d}", name=f"{number}", body="j.office", certificates=held if number < certified else ())
        for number in range(100)
    ]

    found = list(examine(Force(ground, Staff.of(powers=ground.powers, officers=officers)), rules=["certified_rate"]))

    assert [one.total for one in found] == ([1] if finds else [])
