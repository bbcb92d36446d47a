"""What a command desk needs stands in every profile as its generator writes it, and is whole where the source lets it be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools import synthetic_command, synthetic_desks
from yifa.kernel.outlines import area_of
from yifa.profile import read
from yifa.registry.core.grids import Grid as Drawn
from yifa.registry.core.grids import overlaps

ROOT = Path(__file__).parents[3] / "profiles"
FIVE = ("fucheng", *synthetic_desks.WRITERS)


@pytest.mark.parametrize("profile", FIVE)
def test_made_up_rows_are_those_the_generators_write(profile: str, tmp_path: Path) -> None:
    folder = tmp_path / profile
    shutil.copytree(ROOT / profile, folder)
    written = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    if profile == "fucheng":
        synthetic_command.write(folder)
    else:
        synthetic_desks.write(profile, folder)

    again = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert [str(name) for name in written.keys() | again.keys() if written.get(name) != again.get(name)] == []


@pytest.mark.parametrize("code", FIVE)
def test_grids_do_not_overlap_and_each_has_one_owner_or_an_outer_one_that_has(code: str) -> None:
    profile = read(ROOT / code)
    grids = [Drawn(row.code, row.name, row.place, row.tier, row.parent, row.outline) for row in profile.grids]
    owned = {row.grid for row in profile.grid_owners if row.role == "责任人"}

    assert overlaps(grids) == []
    assert [row.code for row in profile.grids if row.outline and area_of(row.outline) is None] == []
    assert [row.code for row in profile.grids if row.code not in owned and row.parent not in owned] == []
    assert all(row.illustrative for row in profile.grids if row.outline)


@pytest.mark.parametrize("code", FIVE)
def test_who_takes_in_complaints_is_no_body_that_commands_or_enforces(code: str) -> None:
    profile = read(ROOT / code)
    supervising = {row.body for row in profile.centres if row.kind == "监督"}
    teams = {row.body for row in profile.centres if row.kind == "指挥"} | {row.holder for row in profile.exercises}

    assert supervising
    assert supervising & teams == set()


def test_the_street_has_four_scales_and_no_road_without_owner() -> None:
    profile = read(ROOT / "nantong")
    tiers = {tier: [row.code for row in profile.grids if row.tier == tier] for tier in synthetic_desks.SCALES}
    owners = {row.grid: row.officer for row in profile.grid_owners}

    assert [len(codes) for codes in tiers.values()] == [4, 8, 16, 32]
    assert all(owners[code] for codes in tiers.values() for code in codes)


def test_every_department_has_a_liaison_in_every_area() -> None:
    profile = read(ROOT / "guanghan")
    departments = {row.body for row in profile.liaisons}

    assert {(row.body, row.place) for row in profile.liaisons} == {
        (body, area) for body in departments for area in ("GH-SXD", "GH-GX", "GH-JCN", "GH-NY")
    }
    assert len(departments) == 8


def test_seven_centres_and_the_town_command_and_forty_five_cameras_are_not_added_to_the_others() -> None:
    profile = read(ROOT / "fucheng")
    seven = {row.body for row in profile.mechanisms if row.group == "信息化指挥管理中心"}
    commanding = {row.body: row for row in profile.centres if row.kind == "指挥"}
    counts = {name: sum(row.register == name for row in profile.cameras) for name in ("道路高清", "数字城管平台")}

    assert seven | {"fucheng.gucheng", "fucheng.ju-zhujian"} == set(commanding)
    assert {row.body for row in commanding.values() if row.all_day} == {"fucheng.gucheng", "fucheng.ju-zhujian"}
    assert counts == {"道路高清": 45, "数字城管平台": 155}
