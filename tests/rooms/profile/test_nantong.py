"""南通: a street took over the powers of nine classes, and its code changed afterwards; the power went on under the new one."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tools import synthetic_nantong
from yifa.docket.models import Standing
from yifa.law.answer import Verdict
from yifa.profile import read
from yifa.profile.schema import Profile
from yifa.registry import snapshot
from yifa.registry.core.who import Who, who
from yifa.server.beside import scratch
from yifa.staffing.capacity import able_pairs

FOLDER = Path(__file__).parents[3] / "profiles" / "nantong"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
STREET = "nantong.chongchuan.zhongxiu"
OLD, NEW = "320602007", "320613007"
CHANGED = date(2020, 7, 3)


@pytest.fixture(scope="module")
def nantong() -> Profile:
    return read(FOLDER)


@pytest.fixture
def loaded(db: None, nantong: Profile) -> Iterator[Profile]:
    with scratch(nantong, folder=FOLDER, now=NOW):
        yield nantong


def ask(item: str, place: str, on: date) -> Who:
    return who(snapshot.powers(), item=item, place=place, on=on)


def test_synthetic_rows_come_from_the_plan(tmp_path: Path) -> None:
    copy = tmp_path / "nantong"
    shutil.copytree(FOLDER, copy)
    synthetic_nantong.write(copy)

    assert {path.name: path.read_bytes() for path in copy.rglob("*.csv")} == {
        path.name: path.read_bytes() for path in FOLDER.rglob("*.csv")
    }


def test_nine_classes_of_which_the_source_names_six(nantong: Profile) -> None:
    classes = Counter(row.department for row in {row.code: row for row in nantong.items}.values())
    named = {row.title for row in nantong.mechanisms if row.group == "街道执法类别" and row.title}

    assert (classes.total(), len(classes)) == (143, 9)
    assert named == {name for name in classes if not name.startswith("未载明")}
    assert len(named) == 6


def test_the_plate_hangs_at_the_office_of_the_town(nantong: Profile) -> None:
    (plate,) = [row for row in nantong.history if row.relation == "plate"]

    assert (plate.subject, plate.of, plate.into) == ("城管综合执法中队牌子", "城镇综合管理办公室", "nantong.chengzhen")


def test_a_department_may_have_a_section_in_place_of_a_team(nantong: Profile) -> None:
    assert {"处室", "支队"} <= {row.kind for row in nantong.bodies if row.level == "city" and row.integration == "部门内部"}


def test_power_went_from_the_department_to_the_street_and_on_under_the_new_code(loaded: Profile) -> None:
    before, after = ask("ZX-CJ-003", OLD, date(2015, 12, 31)), ask("ZX-CJ-003", OLD, date(2016, 1, 1))
    last, first = ask("ZX-CJ-003", OLD, date(2020, 7, 2)), ask("ZX-CJ-003", NEW, CHANGED)

    # the text of the item read from the law begins in 2017; no earlier one is held
    assert (before.subject, after.subject) == (None, None)
    assert [found.subject and found.subject.code for found in (last, first)] == [STREET, STREET]
    assert [found.team and found.team.kind for found in (last, first)] == ["综合行政执法局", "综合行政执法局"]
    assert [found.seal for found in (last, first)] == ["崇川区钟秀街道办事处", "崇川区钟秀街道办事处"]


def test_a_synthetic_item_had_its_department_before_and_the_street_after(loaded: Profile) -> None:
    before, after = ask("ZX-S001", OLD, date(2015, 12, 31)), ask("ZX-S001", OLD, date(2016, 1, 1))

    assert before.subject and after.subject
    assert (before.subject.code, before.title) == ("nantong.chongchuan.shichang", "statute")
    assert (after.subject.code, after.title, after.verdict) == (STREET, "concentration", Verdict.LAWFUL)


@pytest.mark.parametrize(("asked", "on"), [(OLD, date(2026, 1, 1)), (NEW, date(2018, 1, 1))])
def test_the_other_code_of_the_street_is_understood(loaded: Profile, asked: str, on: date) -> None:
    found = ask("ZX-S001", asked, on)

    assert found.subject and found.place
    assert (found.subject.code, found.place.code) == (STREET, NEW if on >= CHANGED else OLD)


def test_before_two_districts_became_one_the_new_code_could_mean_either(loaded: Profile) -> None:
    found = ask("ZX-S001", "320613", date(2018, 1, 1))

    assert found.subject is None
    assert "320602" in found.remedy and "320611" in found.remedy


def test_the_other_streets_keep_their_department(loaded: Profile) -> None:
    for on in (date(2015, 12, 31), date(2018, 1, 1), date(2026, 1, 1)):
        found = ask("ZX-S001", "320602008", on)
        assert found.subject and (found.subject.code, found.title) == ("nantong.chongchuan.shichang", "statute")


def test_who_had_the_unnamed_classes_before_is_unknown(loaded: Profile) -> None:
    assert ask("ZX-S007", OLD, date(2015, 12, 31)).subject is None


def test_the_office_has_able_officers(loaded: Profile) -> None:
    assert able_pairs(body=STREET, domain="城市管理", place=NEW, on=date(2026, 1, 1)).pairs > 0


CASE = """
[[cases]]
days_ago = 60
course = "summary"
until = "archive_case"
officers = ["zhifa1", "zhifa2"]
pace = [0, 0, 0, 1, 3]
source = "巡查发现"
summary = "饭店未作防止食品浪费提示"
place_text = "钟秀街道某饭店"
item = "ZX-SJ-002"
findings = "大堂和包间均未设置防止食品浪费的提示，点餐时服务人员未作提示说明。"
party = { type = "organisation", name = "崇川区福满楼饭店", id_no = "", address = "钟秀街道", phone = "", legal_rep = "申玉福" }
facts = "当事人作为餐饮服务经营者，未主动对消费者进行防止食品浪费提示提醒。"
kinds = ["警告"]
party_view = "马上张贴标识，培训员工。"
correction = "当日张贴标识，并在点餐时提示。"
"""


@pytest.mark.django_db
def test_a_case_of_the_street_runs_to_its_end_in_the_name_of_its_office(nantong: Profile, tmp_path: Path) -> None:
    folder = tmp_path / "nantong"
    shutil.copytree(FOLDER, folder)
    (folder / "cases.toml").write_text(CASE, "utf-8")
    with scratch(nantong, folder=folder, now=NOW):
        standing = Standing.objects.get()

    assert (standing.body, standing.place, standing.stage) == (STREET, NEW, "已归档")
