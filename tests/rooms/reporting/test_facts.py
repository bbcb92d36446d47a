"""The figures of the five profiles, each counted from rows, are those of their sources; a row less is another figure."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from yifa.profile import read
from yifa.registry.models import Camera, Mechanism
from yifa.reporting.measures import figures
from yifa.server.beside import scratch
from yifa.staffing.models import Certificate

PROFILES = Path(__file__).parents[3] / "profiles"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ON = date(2026, 11, 1)
WANTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "figures.json").read_text("utf-8"))


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(WANTED))
def test_figures_of_a_profile_are_those_of_its_source(code: str) -> None:
    with scratch(read(PROFILES / code), folder=PROFILES / code, now=NOW):
        found = figures(on=ON)

    assert found == WANTED[code]
    assert list(found) == list(WANTED[code])


@pytest.mark.django_db
def test_a_row_less_is_another_figure() -> None:
    with scratch(read(PROFILES / "haixi"), folder=PROFILES / "haixi", now=NOW):
        Certificate.objects.filter(officer__body__startswith="haixi.mangya").first().delete()  # type: ignore[union-attr]
        Mechanism.objects.filter(group="联动制度", place__startswith="632802").last().delete()  # type: ignore[union-attr]
        found = figures(on=ON)

    assert (found["certified"], found["certified_mangya"]) == (283, 1)
    assert found["link_rules"]["德令哈"] == 9


@pytest.mark.django_db
def test_a_camera_less_is_another_figure_of_its_register_only() -> None:
    with scratch(read(PROFILES / "fucheng"), folder=PROFILES / "fucheng", now=NOW):
        Camera.objects.filter(register="道路高清").first().delete()  # type: ignore[union-attr]
        found = figures(on=ON)

    assert (found["road_cameras"], found["cameras_platform"]) == (44, 155)
