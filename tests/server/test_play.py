"""A play: its scenarios are read strictly, a day is drawn from its seed alone, its clock works nowhere else, one seed is one day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import box

from yifa.kernel.dates import SHANGHAI
from yifa.platform.clock import Moved
from yifa.profile import read as read_profile
from yifa.server import play_clock as clocks
from yifa.server.commands import play
from yifa.server.place import ROOT, Place
from yifa.server.play_plan import WALKED, Ground, Incident, beats, id_at, plan
from yifa.server.play_scenario import Scenario, find, read, scenario
from yifa.server.readying import PROFILES
from yifa.server.refusals import ClockRefused, ScenarioFault, ScenarioUnknown

DAY = "fucheng/day"
#: of the county that was written by the guide alone
STRANGER = f"{ROOT / 'tests/rooms/profile/sixth/pingyin'}/day"


def grounds(told: Scenario) -> dict[str, list[Ground]]:
    """Four squares for each desk."""
    return {desk.body: [Ground(f"G{n}", box(n, 0, n + 1, 1)) for n in range(4)] for desk in told.desks}


@pytest.fixture(scope="module")
def told() -> Scenario:
    return scenario(DAY).scenario


def written(told: Scenario, folder: Path, **changes: Any) -> Path:
    """The scenario in a file of its own with some of its members changed, as JSON, of which TOML takes the same values."""
    text = (PROFILES / "fucheng" / "scenarios" / "day.toml").read_text("utf-8")
    file = folder / "day.toml"
    file.write_text("\n".join(f"{name} = {json.dumps(value)}" for name, value in changes.items()) + "\n" + text, "utf-8")
    return file


@pytest.mark.parametrize("word", [*find(), STRANGER])
def test_a_shipped_scenario_names_what_its_profile_has(word: str) -> None:
    named = scenario(word)
    profile = read_profile(named.profile, shelf=PROFILES)
    kinds = {row.code for row in profile.event_kinds}
    users = {row.username for row in profile.users}
    drawn = {row.place for row in (*profile.grids, *profile.shapes) if row.outline}
    looked_for = {place for row in profile.event_kinds for place in row.patrol}
    walkers = {row.officer for row in profile.users if "officer" in row.roles}

    assert {matter.kind for matter in named.scenario.matters} <= kinds
    assert {named.scenario.channel, *(desk.duty for desk in named.scenario.desks)} <= users
    for desk in named.scenario.desks:
        assert not desk.weight or any(place.startswith(desk.place) for place in drawn), desk.body
    assert {body for whistle in named.scenario.whistles for body in whistle.bodies} <= {row.body for row in profile.liaisons}
    assert {place for patrol in named.scenario.patrols for place in patrol.places} <= looked_for
    assert {officer for one in (*named.scenario.patrols, *named.scenario.desks) for officer in getattr(one, "officers", ())} <= walkers


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"weather": "雨"}, "weather"),
        ({"seed": 4}, "seed"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(told: Scenario, tmp_path: Path, changes: dict[str, Any], where: str) -> None:
    with pytest.raises(ScenarioFault) as refused:
        read(written(told, tmp_path, **changes))

    assert where in refused.value.sentence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("synthetic = true", "synthetic = false"),
        ("file = [8, 15, 45]", "file = [45, 15, 8]"),
        ('"网页" = 14', '"电报" = 14'),
        ('desk = "fucheng.gucheng"', 'desk = "fucheng.nowhere"'),
        ("reports = 120", 'reports = "many"'),
        ("returned = 0.05", "returned = 1.05"),
        ('[[patrols]]\ndesk = "fucheng.gucheng"\nhour = 9.0', '[[patrols]]\ndesk = "fucheng.nowhere"\nhour = 9.0'),
        ('officers = ["GC-001", "GC-002"]', "officers = []"),
    ],
)
def test_a_value_out_of_bounds_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (PROFILES / "fucheng" / "scenarios" / "day.toml").read_text("utf-8")
    assert old in text
    file = tmp_path / "day.toml"
    file.write_text(text.replace(old, new), "utf-8")

    with pytest.raises(ScenarioFault):
        read(file)


def test_a_scenario_there_is_not_is_refused_with_those_there_are() -> None:
    for word in ("fucheng/night", "day"):
        with pytest.raises(ScenarioUnknown) as refused:
            scenario(word)
        assert DAY in refused.value.remedy


def test_the_same_seed_draws_the_same_day_and_another_another(told: Scenario) -> None:
    first, again, other = (plan(told, grounds(told), seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert [one.at for one in first] != [one.at for one in other]


def test_a_drawn_day_has_its_reports_within_the_day_and_its_grids(told: Scenario) -> None:
    found = plan(told, grounds(told), seed=3)
    reports = [one for one in found if not one.about]
    begins = datetime.combine(told.day, datetime.min.time(), SHANGHAI)

    assert len(reports) == told.reports
    assert len(found) == told.reports + len(told.complaints)
    assert all(begins <= one.at < begins + timedelta(days=1) for one in found)
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert len({one.number for one in found}) == len(found)
    assert all(0 <= one.longitude <= 4 and 0 <= one.latitude <= 1 for one in reports if one.twist != "twin")
    assert all("演练" in one.text for one in found)


def test_the_shape_of_a_day_follows_the_weights(told: Scenario) -> None:
    many = [one for seed in range(20) for one in plan(told, grounds(told), seed=seed) if not one.about]
    hours = Counter(one.at.hour for one in many)

    assert hours[9] > 5 * hours[2]
    assert {one.source for one in many} == set(told.sources)
    assert 0.02 < sum(one.twist == "returned" for one in many) / len(many) < 0.08
    assert all(sum(_blown(one, number) for one in plan(told, grounds(told), seed=5)) == told.whistles[number].count for number in range(2))


def test_what_a_patrol_comes_upon_is_found_when_its_grid_is_walked_and_nothing_else_moves(told: Scenario) -> None:
    before = plan(told, grounds(told), seed=3)
    found, after = beats(told, grounds(told), before, seed=3)
    was, walked = {one.number: one for one in before}, {one.number: one for one in after if one.walked}

    assert [[grid for _, grid, _ in beat.walks] for beat in found] == [["G0", "G1", "G2", "G3"]] * len(told.patrols)
    assert walked and {number for beat in found for _, _, numbers in beat.walks for number in numbers} == set(walked)
    for beat in found:
        assert beat.at <= beat.walks[0][0] and [at for at, _, _ in beat.walks] == sorted(at for at, _, _ in beat.walks)
        for at, grid, numbers in beat.walks:
            for one in map(walked.__getitem__, numbers):
                assert (one.at, one.grid, one.desk, one.source) == (at, grid, beat.patrol.desk, WALKED)
                assert was[one.number].at <= at
    assert [one for one in after if not one.walked] == [one for one in before if one.number not in walked]
    assert beats(told, grounds(told), before, seed=3) == (found, after)


def test_a_grid_the_desk_may_not_send_a_patrol_to_is_walked_by_nobody(told: Scenario) -> None:
    others = {body: [Ground(one.code, one.area, one.code != "G2") for one in found] for body, found in grounds(told).items()}
    found, _ = beats(told, others, plan(told, others, seed=3), seed=3)

    assert [[grid for _, grid, _ in beat.walks] for beat in found] == [["G0", "G1", "G3"]] * len(told.patrols)


def _blown(incident: Incident, number: int) -> bool:
    return incident.whistle is not None and incident.whistle.bodies == (("fucheng.shichang",), ("fucheng.huanjing",))[number]


def test_an_id_is_that_of_its_instant_and_the_same_again() -> None:
    at = datetime(2026, 11, 20, 1, tzinfo=UTC)

    assert id_at(at, 1, "report", 7) == id_at(at, 1, "report", 7)
    assert id_at(at, 1, "report", 7) != id_at(at, 1, "report", 8)
    assert id_at(at, 1, "a").version == 7
    assert id_at(at, 1, "a") < id_at(at + timedelta(milliseconds=1), 1, "a")


@pytest.fixture
def folder() -> Iterator[Place]:
    with tempfile.TemporaryDirectory(prefix="y-") as path:
        yield Place(Path(path))


def test_the_clock_of_a_play_shows_what_was_written_and_moves_with_it(folder: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    first = datetime(2026, 11, 20, 1, 2, 3, 456789, tzinfo=UTC)
    folder.secret("play")
    Moved.write(folder.play_clock, first)
    monkeypatch.setenv(clocks.SETTING, clocks.MOVED)

    clock = clocks.play_clock(folder)
    assert clock is not None and clock.now() == first
    Moved.write(folder.play_clock, first + timedelta(hours=5))
    assert clock.now() == first + timedelta(hours=5)


@pytest.mark.parametrize("asked", [clocks.MOVED, "2026-11-20T00:00:00+00:00 2026-11-20T00:00:00+00:00 60", "1"])
def test_the_clock_is_refused_where_nobody_plays(folder: Place, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    Moved.write(folder.play_clock, datetime(2026, 11, 20, tzinfo=UTC))
    monkeypatch.setenv(clocks.SETTING, asked)

    with pytest.raises(ClockRefused):
        clocks.play_clock(folder)


def test_a_folder_of_play_without_the_setting_has_the_clock_of_the_machine(folder: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.secret("play")
    monkeypatch.delenv(clocks.SETTING, raising=False)

    assert clocks.play_clock(folder) is None


def test_a_folder_that_is_none_of_play_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("甲", "utf-8")

    done = _play("--data", str(tmp_path), DAY)

    assert done.returncode == 3
    assert "不是演练目录" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["records"]


def test_without_a_name_the_scenarios_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert play.main([]) == 0

    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == ["chengdu/day", DAY, "guanghan/whistle", "haixi/day", "nantong/day"]


def _play(*words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "DJANGO_"))}
    command = [sys.executable, "-m", "yifa.server", "play", *words]
    return subprocess.run(command, env={**kept, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, cwd="/")


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.timeout(400)
def test_the_same_seed_is_the_same_day_at_any_speed() -> None:
    # side by side: what one does to the speed of the other must make no difference either
    with ThreadPoolExecutor(2) as side_by_side:
        played = side_by_side.map(lambda speed: _play(DAY, "--json", "--seed", "4", "--hours", "11", "--speed", speed), ("max", "3000"))

    first, second = (json.loads(one.stdout) for one in played)
    assert first["digest"] == second["digest"]
    assert first["figures"] == second["figures"]
    assert (first["refused"], first["ends"]) == ({}, second["ends"])
    loop = first["figures"]["loop"]
    assert loop["events"] > 12 and loop["met"] > loop["missed"] > 0


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.timeout(300)
def test_a_day_of_the_county_that_was_written_by_the_guide_goes_through_to_the_reply() -> None:
    played = json.loads(_play(STRANGER, "--json", "--seed", "3", "--speed", "max").stdout)

    assert (played["ends"], played["refused"], played["nobody"]) == ({"已结案": 12}, {}, {})
    assert {name: played["counts"][name] for name in ("patrols", "walked", "watched", "whistles")} == {
        "patrols": 1,
        "walked": 1,
        "watched": 1,
        "whistles": 1,
    }
