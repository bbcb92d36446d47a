"""阜城: what was abolished, what hung up a plate, whose functions were merged — three different things; and what is not stated stays so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yifa.profile import read
from yifa.profile.schema import BodyRow, Profile
from yifa.registry import snapshot
from yifa.registry.core.who import who
from yifa.server.beside import scratch
from yifa.staffing.capacity import roles_on

FOLDER = Path(__file__).parents[3] / "profiles" / "fucheng"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
REFORM = date(2017, 1, 1)
BEFORE = date(2016, 12, 31)
TEAMS = {f"fucheng.{name}" for name in ("huanjing", "jiaotong", "nonglin", "shichang", "weisheng", "wenlv", "chengguan")}


@pytest.fixture(scope="module")
def fucheng() -> Profile:
    return read(FOLDER)


@pytest.fixture
def loaded(db: None, fucheng: Profile) -> Iterator[Profile]:
    with scratch(fucheng, folder=FOLDER, now=NOW):
        yield fucheng


def standing(profile: Profile, on: date) -> dict[str, BodyRow]:
    return {row.code: row for row in profile.bodies if (row.valid_from or date.min) <= on < (row.valid_until or date.max)}


def test_abolished_and_merged_bodies_before_and_after(fucheng: Profile) -> None:
    before, after = standing(fucheng, BEFORE), standing(fucheng, REFORM)
    abolished = {row.subject for row in fucheng.history if row.relation == "abolished"}
    merged = {row.of for row in fucheng.history if row.relation == "moved_in"}

    assert {before[code].name for code in before.keys() - after.keys()} == abolished
    assert len(abolished) == 8
    assert merged <= {row.name for row in before.values()} & {row.name for row in after.values()}
    assert len(merged) == 3
    assert not TEAMS & before.keys()
    assert after.keys() >= TEAMS


def test_eight_bodies_came_of_three_kinds_of_integration(fucheng: Profile) -> None:
    kinds = Counter(row.integration for row in fucheng.bodies if row.code in {*TEAMS, "fucheng.gucheng"})

    assert kinds == {"部门内部": 2, "领域内部": 5, "区域内部": 1}


def test_every_team_and_the_bureau_has_a_duty_and_says_whose_force_it_is(fucheng: Profile) -> None:
    now = standing(fucheng, date(2026, 1, 1))
    forces = {row.body for row in fucheng.relations if row.relation == "力量来源"}

    assert all(now[code].duty for code in {*TEAMS, "fucheng.gucheng"})
    assert forces == {*TEAMS, "fucheng.gucheng"}
    assert sum(row.body == "fucheng.gucheng" for row in fucheng.relations if row.relation == "力量来源") == 11


def test_one_department_feeds_several_teams_so_what_moved_is_told_per_item(fucheng: Profile) -> None:
    lists = Counter(row.list for row in fucheng.items if row.department == "住房和城乡规划建设")

    assert set(lists) == {"weisheng", "chengguan"}


def test_seven_command_centres_and_ten_unnamed_prohibitions(fucheng: Profile) -> None:
    centres = {row.body for row in fucheng.mechanisms if row.group == "信息化指挥管理中心"}
    prohibitions = [row.title for row in fucheng.mechanisms if row.group == "十不准"]

    assert centres == TEAMS
    assert prohibitions == [""] * 10


def test_a_section_in_five_departments_enforces_without_a_team(fucheng: Profile) -> None:
    assert sum(row.kind == "股室" for row in standing(fucheng, date(2026, 1, 1)).values()) == 5


def test_what_the_source_does_not_count_has_no_list(fucheng: Profile) -> None:
    assert {row.code for row in fucheng.lists if not row.stated} == {"huanjing", "jiaotong"}


def test_the_leading_group_follows_the_offices(fucheng: Profile) -> None:
    roles = {(row.role, row.office) for row in fucheng.office_roles if row.body == "fucheng.lingdao"}

    assert roles == {("组长", "县委书记"), ("第一副组长", "县长")}


def test_an_office_nobody_is_known_to_hold_gives_the_role_to_nobody(loaded: Profile) -> None:
    assert [role.officers for role in roles_on(body="fucheng.lingdao", on=date(2026, 1, 1))] == [(), ()]


def test_in_a_zone_its_squad_acts_in_the_name_of_the_bureau(loaded: Profile) -> None:
    found = who(snapshot.powers(), item="GC-ZJ-001", place="131128101902", on=date(2026, 1, 1))

    assert found.subject and found.team
    assert (found.subject.code, found.team.code, found.in_name_of) == (
        "fucheng.gucheng",
        "fucheng.gucheng.squad2",
        "古城镇综合行政执法管理局",
    )


def test_before_the_reform_the_bureau_did_not_exist(loaded: Profile) -> None:
    before = who(snapshot.powers(), item="GC-S0001", place="131128101", on=BEFORE)
    after = who(snapshot.powers(), item="GC-S0001", place="131128101", on=REFORM)

    assert before.subject is None and "成立" in before.sentence
    assert after.subject and after.subject.code == "fucheng.gucheng"
