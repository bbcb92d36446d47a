from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.factories.people import actor
from yifa.docket.append import Request, append, open_docket
from yifa.profile.schema import Profile
from yifa.registry.models import Equipment, Grid, Holding, ItemList
from yifa.server.commands import facts
from yifa.staffing.models import Certificate

ON = date(2026, 3, 1)

STATED = {
    "county_teams": 7,
    "items_by_team": {"农林水利": 176, "市场监管": 932, "公共卫生": 148, "文化旅游": 36, "城市管理": 42, "环境": None, "交通运输": None},
    "items_known_sum": 1334,
    "road_cameras": 45,
    "cameras_platform": 155,
    "grids": 27,
    "area_km2": 9,
    "invest_cny_min": 5_000_000,
    "loop_seconds_max": 600,
}
STATED_OF_THE_TOWN = {
    "offices": 5,
    "squads": 4,
    "items": 586,
    "departments": 11,
    "zones": 4,
    "officers_per_zone": 4,
    "officers": 28,
    "trained": 28,
    "drone": 1,
    "recorders": 4,
    "motorcycles": 8,
    "camera_place_types": 5,
}


def of_the_town(found: dict[str, object]) -> dict[str, Any]:
    town = found["gucheng"]
    assert isinstance(town, dict)
    return town


def test_facts_are_those_of_the_source(loaded: Profile) -> None:
    found = facts.figures("fucheng", on=ON)

    town = of_the_town(found)
    assert {key: found[key] for key in STATED} == STATED
    assert {key: town[key] for key in STATED_OF_THE_TOWN} == STATED_OF_THE_TOWN


def test_facts_are_counted_and_follow_the_rows(loaded: Profile) -> None:
    Holding.objects.filter(body="fucheng.chengguan").order_by("id")[0].delete()
    Grid.objects.filter(code="WG-01").update(valid_until=ON)
    Equipment.objects.filter(kind="无人机").delete()
    Certificate.objects.filter(officer__code="GC-028").update(valid_until=ON)

    found = facts.figures("fucheng", on=ON)

    town = of_the_town(found)
    assert (found["items_known_sum"], found["grids"], town["drone"], town["officers"], town["trained"]) == (1333, 26, 0, 27, 28)


def test_facts_count_the_dockets_of_the_town_and_what_was_done_for_the_police(loaded: Profile) -> None:
    before = of_the_town(facts.figures("fucheng", on=ON))
    now = datetime(2026, 3, 11, 2, tzinfo=UTC)
    lead = {"source": "公安协查", "reported_at": "2026-03-11T09:50:00+08:00", "summary": "请求调取视频", "place_text": "古城镇集市东口"}
    assistance = {"police": "阜城县公安局", "request": "调取集市视频", "result": "已提供视频三段"}
    opened = open_docket(actor=actor("shouli"), body="fucheng.gucheng", place="131128101", request=Request("register_lead", lead), now=now)

    append(
        actor=actor("zhifa1"),
        docket=opened.act.docket,
        request=Request("assist_police", assistance, officers=("GC-001", "GC-002")),
        now=now,
    )

    after = of_the_town(facts.figures("fucheng", on=ON))
    assert (after["cases"], after["police_assists"]) == (before["cases"] + 1, before["police_assists"] + 1)


def test_facts_say_unknown_and_never_nought_for_a_list_the_source_does_not_give(
    loaded: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    assert facts.main(["fucheng", "--on", "2026-03-01"]) == 0

    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[2:4] == ["环境  未载明", "交通运输  未载明"]
    assert ItemList.objects.filter(stated=False).count() == 2


def test_facts_as_json_are_the_same_figures(loaded: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    facts.main(["fucheng", "--json", "--on", "2026-03-01"])

    assert json.loads(capsys.readouterr().out) == facts.figures("fucheng", on=ON)


def test_facts_refuse_a_profile_that_is_not_loaded(loaded: Profile) -> None:
    with pytest.raises(facts.ProfileNotLoaded) as refusal:
        facts.figures("elsewhere", on=ON)

    assert refusal.value.sentence == "本库没有载入配置“elsewhere”。"
