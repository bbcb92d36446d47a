"""海西: seven county bureaus took over what teams and towns had. The rows say what the source says, and what it does not say stays open."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tools import synthetic_haixi
from yifa.docket.models import Standing
from yifa.law.answer import Verdict
from yifa.profile import read
from yifa.profile.schema import Profile
from yifa.registry import snapshot
from yifa.registry.core.who import Who, who
from yifa.server.beside import scratch
from yifa.staffing.capacity import able_pairs

FOLDER = Path(__file__).parents[3] / "profiles" / "haixi"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
REFORM = date(2024, 7, 1)
BEFORE, AFTER = date(2024, 6, 30), date(2024, 8, 24)


@pytest.fixture(scope="module")
def haixi() -> Profile:
    return read(FOLDER)


@pytest.fixture
def loaded(db: None, haixi: Profile) -> Iterator[Profile]:
    with scratch(haixi, folder=FOLDER, now=NOW):
        yield haixi


def ask(item: str, place: str, on: date) -> Who:
    return who(snapshot.powers(), item=item, place=place, on=on)


def test_synthetic_rows_come_from_the_plan(tmp_path: Path) -> None:
    copy = tmp_path / "haixi"
    shutil.copytree(FOLDER, copy)
    synthetic_haixi.write(copy)

    assert {path.name: path.read_bytes() for path in copy.rglob("*.csv")} == {
        path.name: path.read_bytes() for path in FOLDER.rglob("*.csv")
    }


def test_everybody_and_every_post_is_marked_as_made_up(haixi: Profile) -> None:
    assert all(row.synthetic for rows in (haixi.officers, haixi.certificates, haixi.posts) for row in rows)


def test_both_ratios_of_the_assistants_are_in_the_rows(haixi: Profile) -> None:
    """69 per cent is of those in office, 40.8 per cent of everybody: two denominators, never one figure for the other."""
    assistants = sum(row.assistant for row in haixi.officers)
    actual = sum(bool(row.officer) for row in haixi.posts)

    assert round(100 * assistants / actual) == 69
    assert round(100 * assistants / len(haixi.officers), 1) == 40.8


def test_forty_eight_teams_became_seven(haixi: Profile) -> None:
    def teams(on: date) -> Counter[str]:
        return Counter(
            row.place
            for row in haixi.bodies
            if row.kind in ("大队", "综合行政执法局") and (row.valid_from or date.min) <= on < (row.valid_until or date.max)
        )

    before, after = teams(BEFORE), teams(REFORM)

    assert (before.total(), after.total()) == (48, 7)
    assert set(after.values()) == {1}
    assert {place: round(100 * (count - after[place]) / count, 1) for place, count in before.items()} == {
        "632801": 87.5,
        "632802": 87.5,
        "632803": 80.0,
        "632822": 87.5,
        "632821": 87.5,
        "632823": 85.7,
        "632857": 75.0,
    }


def test_what_the_source_does_not_say_has_no_row(haixi: Profile) -> None:
    rules = {row.place for row in haixi.mechanisms if row.group == "联动制度"}
    unnamed = [row for row in haixi.mechanisms if row.group == "涉改领域" and not row.title]

    assert rules == {"632802", "632803", "632822", "632857"}
    assert len(unnamed) == 3
    assert {row.code for row in haixi.lists if not row.stated} == {"geermu", "mangya", "wulan", "dulan", "tianjun", "dachaidan"}
    assert all(row.on is None for row in haixi.pool_moves)


def test_powers_of_a_town_went_back_to_the_county_and_its_group(loaded: Profile) -> None:
    """收回 — in every town of 乌兰 the town answers the day before, from the day on the bureau by its group there."""
    told = {}
    for town in ("632821100", "632821101", "632821102", "632821103"):
        before, after = ask("HX-CG-003", town, BEFORE), ask("HX-CG-003", town, REFORM)
        assert before.subject and before.after and after.subject and after.before and after.team
        assert before.verdict is after.verdict is Verdict.LAWFUL
        told[town] = (
            (before.subject.place, before.subject.level, before.title, before.after.on, before.after.subject),
            (after.subject.code, after.in_name_of, after.team.kind, after.team.place),
            (after.before.on, after.before.subject == before.subject.code),
        )

    assert told == {
        town: (
            (town, "town", "grant", REFORM, "haixi.wulan.zhifa"),
            ("haixi.wulan.zhifa", "乌兰县综合行政执法局", "派驻组", town),
            (BEFORE, True),
        )
        for town in told
    }


def test_every_town_has_a_group_since_the_reform(loaded: Profile, haixi: Profile) -> None:
    towns = [row.code for row in haixi.places if len(row.code) == 9 and row.code.isdigit()]
    teams = {town: ask("HX-CG-003", town, AFTER).team for town in towns}

    assert len(towns) == 44
    assert {team.kind if team else "" for team in teams.values()} == {"派驻组"}
    assert len({team.code for team in teams.values() if team}) == 30


def test_what_is_on_no_authorised_list_is_decided_by_nobody(loaded: Profile) -> None:
    authorised, waiting = ask("HX-ZR-S001", "632802", AFTER), ask("HX-ZR-S001", "632821", AFTER)

    assert authorised.verdict is Verdict.LAWFUL
    assert waiting.verdict is Verdict.REFUSED
    assert "梳理" in waiting.sentence and waiting.remedy


def test_markets_are_supervised_by_the_department_itself(loaded: Profile) -> None:
    found = ask("HX-SC-001", "632801100", AFTER)

    assert found.subject
    assert (found.subject.kind, found.team, found.verdict) == ("机关", None, Verdict.LAWFUL)


def test_two_certificates_are_one_pair_and_none_when_one_is_on_leave(loaded: Profile) -> None:
    def pairs(on: date) -> int:
        return able_pairs(body="haixi.mangya.zhifa", domain="城市管理", place="632803", on=on).pairs

    assert (pairs(date(2025, 2, 7)), pairs(date(2025, 2, 10)), pairs(date(2025, 2, 14)), pairs(date(2025, 2, 17))) == (1, 0, 0, 1)


CASE = """
[[cases]]
days_ago = 131
course = "ordinary"
until = "archive_case"
officers = ["zhifa1", "zhifa2"]
pace = [0, 1, 1, 2, 3]
source = "群众举报"
summary = "有人在沟渠倾倒病死牲畜"
place_text = "尕海镇某沟渠"
item = "HX-NM-002"
cause = "未按规定处理病死动物"
reporter = "牧民"
reporter_phone = "13800138002"
findings = "沟渠内有病死羊2只，未作无害化处理。"
party = { type = "person", name = "马占山", id_no = "11010519491231002X", address = "德令哈市尕海镇", phone = "13900139002" }
facts = "当事人将死亡的2只羊弃置于沟渠，未按规定进行无害化处理。"
evidence = [{ kind = "视听资料", name = "现场照片六张", description = "证明弃置地点和数量" }]
questions = [{ q = "沟里的死羊是你家的吗？", a = "是我家的。" }]
kinds = ["罚款"]
fine = "3000.00"
discretion = "初次违法，当日配合无害化处理，按法定最低数额处罚。"
statement_waived = true
statement_answer = "当事人书面放弃陈述、申辩。"
correction = "配合无害化处理，清理消毒弃置地点。"
reply = "已作无害化处理并依法处罚，当面答复举报人。"
"""


@pytest.mark.django_db
def test_a_case_of_the_authorised_city_runs_to_its_end(haixi: Profile, tmp_path: Path) -> None:
    folder = tmp_path / "haixi"
    shutil.copytree(FOLDER, folder)
    (folder / "cases.toml").write_text(CASE, "utf-8")
    with scratch(haixi, folder=folder, now=NOW):
        standing = Standing.objects.get()

    assert (standing.body, standing.place, standing.stage) == ("haixi.delingha.zhifa", "632802", "已归档")
