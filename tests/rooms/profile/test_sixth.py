"""A county written from the guide alone, 平阴县: it is read, loaded and answers what was written down before it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yifa.profile import read
from yifa.registry import snapshot
from yifa.registry.core.who import Who, who
from yifa.reporting.measures import figures
from yifa.server.beside import scratch
from yifa.staffing.capacity import capacity
from yifa.staffing.health import Kind, findings

FOLDER = Path(__file__).parent / "sixth" / "pingyin"
PROFILES = Path(__file__).parents[3] / "profiles"
REFORM, BEFORE, LATER = date(2025, 9, 1), date(2025, 8, 31), date(2026, 6, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(db: None) -> Iterator[None]:
    with scratch(read(FOLDER, shelf=PROFILES), folder=FOLDER, now=datetime(2026, 1, 1, tzinfo=UTC)):
        yield


#: item, place, day, feature -> who decides, who acts on the ground (empty: the same)
QUESTIONS: dict[str, tuple[str, str, date, str, str, str]] = {
    "the last day of the old bureau": ("CG-003", "370124", BEFORE, "", "chengguan", ""),
    "the day of the reform": ("CG-003", "370124101", REFORM, "", "zhifa", "zhifa.donge"),
    "a department in its transition": ("NY-005", "370124102", date(2025, 12, 31), "", "nongye", ""),
    "the day after that transition": ("NY-005", "370124102", date(2026, 3, 1), "", "zhifa", "zhifa.nan"),
    "a town the day before its grant": ("ZJ-002", "370124105", date(2025, 11, 30), "", "zhifa", "zhifa.dadui.z1"),
    "a town in the transition of its grant": ("ZJ-002", "370124105", date(2025, 12, 1), "", "zhifa", "zhifa.dadui.z1"),
    "a town after it": ("ZJ-002", "370124105", date(2026, 6, 1), "", "meigui", "meigui.ban"),
    "an entrusted domain": ("ZJ-002", "370124104", date(2026, 6, 1), "", "zhifa", "hongfanchi"),
    "a domain that was not entrusted": ("NY-002", "370124104", date(2026, 6, 1), "", "zhifa", "zhifa.dadui.z2"),
    "an item the day before its recall": ("ZJ-008", "370124103", date(2026, 4, 30), "", "kongcun", "kongcun.ban"),
    "an item recalled": ("ZJ-008", "370124103", date(2026, 5, 1), "", "zhifa", "zhifa.nan"),
    "an area of two towns": ("ZJ-001", "PQ-NAN", date(2026, 6, 1), "", "zhifa", "zhifa.nan"),
    "an item nobody took over": ("WL-017", "370124001", date(2026, 1, 2), "", "", ""),
    "a place that is not in the register": ("CG-003", "371001", date(2026, 1, 2), "", "", ""),
    "a major case where the county decides": ("ZJ-002", "370124105", LATER, "重大", "zhifa", "zhifa.dadui.z1"),
}


def asked(name: str) -> Who:
    item, place, on, feature, *_ = QUESTIONS[name]
    return who(snapshot.powers(), item=item, place=place, on=on, **({"feature": feature} if feature else {}))


@pytest.mark.parametrize("name", QUESTIONS)
def test_who_has_power_is_as_written_down_before(name: str) -> None:
    found = asked(name)

    *_, subject, team = QUESTIONS[name]
    assert found.subject is None if not subject else found.subject is not None and found.subject.code == f"pingyin.{subject}"
    assert (found.team.code if found.team else "") == (f"pingyin.{team}" if team else "")


def test_entrusted_town_decides_in_the_name_of_the_bureau_and_a_town_with_the_grant_in_its_own() -> None:
    entrusted, granted = asked("an entrusted domain"), asked("a town after it")

    assert (entrusted.in_name_of, entrusted.seal) == ("平阴县综合行政执法局", "平阴县综合行政执法局")
    assert (granted.in_name_of, granted.seal) == ("玫瑰镇人民政府", "平阴县玫瑰镇人民政府")


def test_nobody_and_nowhere_are_told_with_what_to_do() -> None:
    nobody, nowhere = asked("an item nobody took over"), asked("a place that is not in the register")

    assert "已于2026年1月1日终止" in nobody.sentence
    assert nobody.remedy.startswith("请向机构编制部门")
    assert "没有代码为“371001”的地方" in nowhere.sentence
    assert nowhere.remedy.startswith("请核对地方代码")


@pytest.mark.parametrize(
    ("place", "on", "team", "pairs"),
    [
        ("370124105", LATER, "meigui.ban", (3, 1)),
        ("370124103", LATER, "kongcun.ban", (1, 0)),
        ("370124", LATER, "zhifa.dadui.z1", (5, 2)),
        # 004 is ill from 8 to 12 June
        ("370124", date(2026, 6, 10), "zhifa.dadui.z1", (4, 2)),
        # the certificate of 003 ends on 1 July
        ("370124", date(2026, 7, 2), "zhifa.dadui.z1", (4, 2)),
    ],
)
def test_pairs_a_team_can_form_that_day(place: str, on: date, team: str, pairs: tuple[int, int]) -> None:
    lines = [line for line in capacity(place=place, on=on).lines if line.body == f"pingyin.{team}"]

    assert {(line.able, line.at_once) for line in lines} == {pairs}


def test_what_was_planted_is_found_and_nothing_else_that_breaks_law_or_policy() -> None:
    found = {finding.rule: finding for finding in findings(on=LATER) if finding.kind is not Kind.LOOK}

    assert set(found) == {"gap", "outside_catalogue", "no_score", "entrustment_papers", "not_able", "dispute", "review_overdue"}
    assert "文化旅游执法事项" in found["gap"].says
    assert "玫瑰镇人民政府" in found["outside_catalogue"].says
    assert "孔村镇人民政府" in found["no_score"].says
    assert "孔村镇人民政府" in found["not_able"].says


#: figure -> the day before the reform, the day of it, later
FIGURES = {
    "held_zhifa": (0, 68, 67),
    "held_meigui": (0, 0, 8),
    "merged": (0, 3, 3),
    "posts": (15, 20, 20),
    "vacant": (1, 5, 5),
    "vacancy_pct": (6.7, 25, 25),
    "nan_towns": (0, 2, 2),
    "teams_before": (3, 3, 3),
    "teams_after": (1, 1, 1),
    "teams_cut_pct": (66.7, 66.7, 66.7),
    "items_total": (68, 68, 68),
    "weijian": (None, None, None),
    "officers": (36, 36, 36),
    "certified": (26, 26, 26),
    "reform_day": ("2025-09-01", "2025-09-01", "2025-09-01"),
}


def test_figures_before_at_and_after_the_reform() -> None:
    days = [figures(on=on) for on in (BEFORE, REFORM, LATER)]

    assert {key: tuple(found[key] for found in days) for key in FIGURES} == FIGURES
    assert days[0]["items"] == {"chengguan": 22, "nongye": 20, "wenlv": 18, "zhenjie": 8}
