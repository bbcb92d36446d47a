"""The county of the guide: it is read, loaded, counted and asked, before and after its reform."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yifa.profile import read
from yifa.profile.gathering import TABLES
from yifa.profile.words import MEASURES
from yifa.registry import snapshot
from yifa.registry.core.who import who
from yifa.reporting.measures import figures
from yifa.server.beside import scratch
from yifa.server.commands import find
from yifa.server.unloading import unload

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "docs" / "guides"
COUNTY = GUIDES / "shili"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def loaded(db: None) -> Iterator[None]:
    with scratch(read(COUNTY, shelf=ROOT / "profiles"), folder=COUNTY, now=datetime(2026, 1, 1, tzinfo=UTC)):
        yield


@pytest.mark.usefixtures("loaded")
def test_figures_of_the_county_before_and_after_its_reform() -> None:
    before, after = figures(on=BEFORE), figures(on=AFTER)

    assert (before["teams"], before["held_by_bureau"], before["posts"]) == (1, 0, 0)
    assert after == {
        "teams": 0,
        "items": {"chengguan": 3, "huanjing": None},
        "held_by_bureau": 5,
        "abolished": 1,
        "certified": 6,
        "posts": 6,
        "vacant": 1,
        "vacancy_pct": 16.7,
        "limit_county": 8,
    }


ANSWERS = [
    ("CG-001", "999901102", BEFORE, "shili.chengguan"),
    ("CG-001", "999901102", AFTER, "shili.zhifa"),
    ("NY-001", "999901102", BEFORE, "shili.nongye"),
    # in the transition the department still acts
    ("NY-001", "999901102", date(2025, 12, 31), "shili.nongye"),
    ("NY-001", "999901102", date(2026, 1, 1), "shili.zhifa"),
    ("CG-002", "999901101", date(2025, 9, 30), "shili.zhifa"),
    ("CG-002", "999901101", date(2025, 10, 1), "shili.jiazhen"),
    ("CG-002", "999901102", date(2025, 10, 1), "shili.zhifa"),
]


@pytest.mark.usefixtures("loaded")
def test_who_has_power_in_the_county_on_both_sides_of_every_change() -> None:
    powers = snapshot.powers()

    found = [who(powers, item=item, place=place, on=on).subject for item, place, on, _ in ANSWERS]

    assert [subject.code if subject else "" for subject in found] == [subject for *_, subject in ANSWERS]


@pytest.mark.usefixtures("loaded")
def test_team_of_the_area_acts_in_the_towns_of_the_area() -> None:
    teams = {place: who(snapshot.powers(), item="CG-001", place=place, on=AFTER).team for place in ("999901101", "999901102", "999901201")}

    assert {place: team.code if team else "" for place, team in teams.items()} == {
        "999901101": "",
        "999901102": "shili.zhifa.dong",
        "999901201": "shili.zhifa.dong",
    }


@pytest.mark.usefixtures("loaded")
def test_county_comes_back_out_of_the_database_as_it_was() -> None:
    again, original = unload(), read(COUNTY, shelf=ROOT / "profiles")

    assert {name: sorted(map(str, getattr(again, name))) for name in ("lists", "holdings", "items", "fines")} == {
        name: sorted(map(str, getattr(original, name))) for name in ("lists", "holdings", "items", "fines")
    }


def test_guide_names_only_files_measures_and_commands_that_exist_and_every_measure() -> None:
    guide = (GUIDES / "你的县.md").read_text(encoding="utf-8")
    files = set(re.findall(r"`([a-z_]+\.(?:csv|toml))`", guide))
    measures = set(re.findall(r"^\| `([a-z0-9_]+)` \|", guide.partition("## 六")[2].partition("## 七")[0], re.MULTILINE))

    assert files - set(TABLES) - {"profile.toml", "divisions.csv"} == set()
    assert measures == set(MEASURES)
    assert set(re.findall(r"\./yifa (\w+)", guide)) - set(find()) == set()


def test_every_block_of_toml_in_the_guide_is_toml() -> None:
    guide = (GUIDES / "你的县.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)

    assert len(blocks) > 2
    assert [tomllib.loads(block) for block in blocks] != []
