"""Every check of grids and command against cases written as data: each finds its fault, and is silent where only that is put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.registry.health.world import Case, cases, told
from yifa.registry.core.grids import Grid, Owner
from yifa.staffing.core.command import Centre, Class, Command, Liaison, checks, examine
from yifa.staffing.core.staff import Absence, Officer, Posting, Staff

CASES = cases(Path(__file__).parent / "command_cases.toml")


def command_of(case: Case) -> Command:
    ground = case.ground()
    officers = [_made(Officer, {"name": row["code"], **row, **_inner(row)}, number) for number, row in _rows(case, "officers")]
    return Command(
        ground,
        Staff.of(powers=ground.powers, officers=officers),
        grids=[_grid(row, number) for number, row in _rows(case, "grids")],
        outlines={row["place"]: row["outline"] for row in case.rows.get("shapes", [])},
        classes=[_made(Class, row, number) for number, row in _rows(case, "classes")],
        centres=[_made(Centre, {"name": row["body"], **row}, number) for number, row in _rows(case, "centres")],
        liaisons=[_made(Liaison, row, number) for number, row in _rows(case, "liaisons")],
    )


def _rows(case: Case, name: str) -> enumerate[dict[str, Any]]:
    return enumerate(case.rows.get(name, []), start=1)


def _inner(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "absences": tuple(_made(Absence, one) for one in row.get("absences", [])),
        "postings": tuple(_made(Posting, one) for one in row.get("postings", [])),
    }


def _grid(row: Mapping[str, Any], number: int) -> Grid:
    owners = tuple(Owner(**one) for one in row.get("owners", []))
    defaults = {"name": row["code"], "place": "500121", "tier": "责任网格"}
    return Grid(**{**defaults, **row, "owners": owners, "row": number})


def _made(kind: type, row: Mapping[str, Any], number: int = 1) -> Any:
    names = {one.name for one in fields(kind)}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in names}
    return kind(**({"row": number} if "row" in names else {}), **values)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_case(case: Case) -> None:
    found = list(examine(command_of(case), rules=[case.rule]))

    assert told(found, case.then) == case.then
    assert all(one.remedy for one in found)


def test_every_check_has_a_case_that_finds_and_one_that_does_not() -> None:
    finding = {case.rule for case in CASES if case.then}
    silent = {case.rule for case in CASES if not case.then}

    assert (set(checks.all) - finding, set(checks.all) - silent) == (set(), set())


def test_what_stands_in_the_file_has_no_fault() -> None:
    whole = next(case for case in CASES if case.name == "all is well")

    assert list(examine(command_of(whole))) == []
