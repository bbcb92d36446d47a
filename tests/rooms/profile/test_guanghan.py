"""广汉: the notice of 2023-06-28 as rows; who acts before, in and after a transition; whose seal a decision of one team carries."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from yifa.profile import read
from yifa.profile.schema import Profile
from yifa.registry import snapshot
from yifa.registry.core.powers import Powers
from yifa.registry.core.units import parse_units
from yifa.registry.core.who import Who, who
from yifa.reporting.measures import figures
from yifa.server.beside import scratch
from yifa.staffing.who import answer

FOLDER = Path(__file__).parents[3] / "profiles" / "guanghan"
GENERATOR = Path(__file__).parents[3] / "tools" / "synthetic_guanghan.py"
PROFILE: Profile = read(FOLDER)
NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
ON = date(2026, 3, 11)
ISSUED = date(2023, 6, 28)
AREAS = {"GH-SXD": "guanghan.pqsxd", "GH-GX": "guanghan.pqgx", "GH-JCN": "guanghan.pqjcn", "GH-NY": "guanghan.pqny"}
SUNK = ("城市管理", "农业", "水利", "市场监管", "文化市场", "交通运输", "应急管理", "自然资源")


def in_force(row: object, on: date) -> bool:
    return (getattr(row, "valid_from", None) or date.min) <= on < (getattr(row, "valid_until", None) or date.max)


def test_both_titles_meeting_and_basis_are_kept() -> None:
    (plan,) = (row for row in PROFILE.policies if row.code == "shishi")

    assert plan.title.endswith("实施方案（试行）")
    assert plan.also_titled == plan.title.replace("实施方案", "实施意见")
    assert (plan.meeting, plan.issued, plan.basis) == (
        "十九届人民政府第32次常务会",
        ISSUED,
        ("中办发〔2019〕5号", "德委办〔2023〕13号"),
    )
    assert "题名不一" in {row.kind for row in PROFILE.flags}


def test_seven_tasks_are_led_by_who_stands_before_the_first_comma() -> None:
    leads = {row.code: parse_units(row.units)[0] for row in PROFILE.tasks}
    others = {row.code: parse_units(row.units)[1] for row in PROFILE.tasks}

    assert leads == {
        "一": ("市委编办", "市司法局"),
        "二": ("市委编办",),
        "三": ("市委编办",),
        "四": ("市委编办",),
        "五": ("市委组织部", "市委目标办", "市人社局"),
        "六": ("市委目标办", "市司法局"),
        "七": ("市委编办", "市司法局"),
    }
    assert others["三"][-4:] == ("三星堆镇", "向阳镇", "小汉镇", "连山镇")
    assert "市财政局" in others["五"]


def test_every_area_holds_towns_and_every_town_lies_in_one_area() -> None:
    towns = {row.code for row in PROFILE.places if row.standard == "GB/T 10114"}

    assert Counter(row.place for row in PROFILE.areas) == dict.fromkeys(towns, 1)
    assert {row.area for row in PROFILE.areas} == set(AREAS)
    assert len(towns) == 12
    assert [row.where for row in PROFILE.flags if row.kind == "待核"] == ["三（三）中心镇"]


def test_every_department_has_two_certified_officers_and_a_liaison_in_every_area() -> None:
    domains = {row.officer: row.domains for row in PROFILE.certificates if row.valid_from <= ON < row.valid_until}
    sunk = Counter((row.zone, domains[row.officer][0]) for row in PROFILE.postings if row.title == "派驻执法员" and in_force(row, ON))
    liaisons = Counter((row.zone, domains[row.officer][0]) for row in PROFILE.postings if row.title == "联络员")

    assert sunk == {(area, domain): 2 for area in AREAS for domain in SUNK}
    assert liaisons == {(area, domain): 1 for area in AREAS for domain in SUNK}


def test_whoever_left_an_area_had_been_there_for_a_year() -> None:
    left = [row for row in PROFILE.postings if row.valid_until]

    assert len(left) == 2
    assert all(row.valid_from and row.valid_until and row.valid_until - row.valid_from >= timedelta(days=365) for row in left)


def test_leaders_and_people_of_the_town_offices_are_all_certified_and_insured() -> None:
    certified = {row.officer for row in PROFILE.certificates if row.valid_from <= ON < row.valid_until}
    asked = {row.officer for row in PROFILE.postings if row.body.endswith(".zhifa") or row.title == "分管执法的班子成员"}
    officers = {row.code: row for row in PROFILE.officers}

    assert asked and asked <= certified
    assert [code for code in asked if (officers[code].insured_until or date.min) <= ON] == []


def test_captain_and_deputy_follow_an_office_that_one_person_holds() -> None:
    holders = Counter((row.body, row.title) for row in PROFILE.postings if in_force(row, ON))

    assert Counter((row.body, row.role) for row in PROFILE.office_roles) == {
        (team, role): 1 for team in AREAS.values() for role in ("队长", "副队长")
    }
    assert [holders[row.office_body, row.office] for row in PROFILE.office_roles] == [1] * 8


def test_what_was_granted_is_in_the_catalogue_scored_guided_and_in_transition() -> None:
    granted = [row for row in PROFILE.holdings if row.title == "grant"]
    allowed = {row.item for row in PROFILE.catalogue}
    able = {row.body for row in PROFILE.scores if row.able and row.on < ISSUED}

    assert len(granted) == 402
    assert {row.item for row in granted} <= allowed
    assert {row.body for row in granted} == able
    assert [row.item for row in granted if not row.guide or row.guide != row.transition_body] == []


def test_lists_of_areas_differ_and_entrusted_items_are_outside_the_catalogue() -> None:
    own = {
        line.code: Counter(row.department for row in PROFILE.items if row.list == line.code)
        for line in PROFILE.lists
        if line.code in {body.rpartition(".")[2] for body in AREAS.values()}
    }
    entrusted = [row for row in PROFILE.exercises if row.kind == "entrustment"]

    assert len(own) == 4
    assert [one for one in own for other in own if one < other and own[one] == own[other]] == []
    assert {row.item for row in entrusted} & {row.item for row in PROFILE.catalogue} == set()
    assert all(row.published and row.valid_until and row.document for row in entrusted)


def test_made_up_rows_are_those_the_generator_writes(tmp_path: Path) -> None:
    for part in ("guanghan", "fucheng"):
        copytree(FOLDER.parent / part, tmp_path / part)
    written = {path.relative_to(FOLDER): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}

    subprocess.run([sys.executable, GENERATOR, tmp_path / "guanghan"], check=True, capture_output=True)

    again = {path.relative_to(tmp_path / "guanghan"): path.read_bytes() for path in (tmp_path / "guanghan").rglob("*") if path.is_file()}
    assert [str(name) for name in written.keys() | again.keys() if written.get(name) != again.get(name)] == []


@pytest.fixture
def powers(db: None) -> Iterator[Powers]:
    """The profile in a schema made for this test."""
    with scratch(PROFILE, folder=FOLDER, now=NOW):
        yield snapshot.powers(newest=True)


def told(found: Who) -> tuple[str, str, str]:
    """In whose name, by what title, who acts."""
    return (found.in_name_of, found.title, found.team.code if found.team else "")


def test_who_acts_before_in_and_after_a_transition_and_in_whose_name(powers: Powers) -> None:
    def asked(item: str, place: str, on: date) -> tuple[str, str, str]:
        return told(who(powers, item=item, place=place, on=on))

    bureau, town, team = "广汉市综合行政执法局", "广汉市三星堆镇人民政府", "guanghan.pqsxd"
    assert asked("GH-CG-R001", "510681117", ISSUED - timedelta(days=1))[:2] == (bureau, "concentration")
    assert asked("GH-CG-R001", "510681117", ISSUED)[0] == bureau
    assert asked("GH-CG-R001", "510681117", date(2023, 10, 31))[0] == bureau
    assert asked("GH-CG-R001", "510681117", date(2023, 11, 1)) == (town, "grant", team)
    assert asked("GH-CG-R001", "510681106", date(2023, 11, 1))[0] == bureau
    assert asked("GH-CG-R001", "510681106", date(2024, 1, 1))[0] == "广汉市小汉镇人民政府"
    # one team, two seals: what was not granted is done in the department's name
    assert asked("GH-SC-S002", "510681117", ON) == ("广汉市市场监督管理局", "statute", team)
    # 委托: in the department's name, by the town, until it ends
    assert asked("GH-CG-S001", "510681107", ON) == (bureau, "concentration", "guanghan.jinlun")
    assert asked("GH-NY-S001", "510681101", date(2025, 8, 31)) == ("广汉市农业农村局", "statute", "guanghan.sanshui")
    assert asked("GH-NY-S001", "510681101", date(2025, 9, 1))[2] != "guanghan.sanshui"
    # a list of one area holds in its towns only
    assert asked("GH-NY-NY-S001", "510681102", ON)[:2] == ("广汉市连山镇人民政府", "grant")
    assert asked("GH-NY-NY-S001", "510681117", ON)[:2] == ("广汉市农业农村局", "statute")


def test_every_item_has_one_subject_and_an_able_pair_where_it_is_asked(powers: Powers) -> None:
    codes = sorted({row.code for row in PROFILE.items if in_force(row, ON)})
    towns = [row.place for row in PROFILE.areas]
    without = []
    for number, code in enumerate(codes):
        found = answer(item=code, place=towns[number % len(towns)], on=ON)
        if found.who.subject is None or found.pairs is None or not found.pairs.pairs:
            without.append((code, found.who.sentence))

    assert without == []


def test_a_row_less_is_another_figure(powers: Powers) -> None:
    from yifa.registry.models import Conflict, Mechanism, Task

    Task.objects.filter(code="七").delete()
    Mechanism.objects.filter(group="中心镇").last().delete()  # type: ignore[union-attr]  # there are four
    Conflict.objects.all().delete()
    found = figures(on=ON)

    assert (found["tasks"], found["centre_towns"], found["conflicts"]) == (6, 3, [])
    assert "七" not in found["deadlines"]
