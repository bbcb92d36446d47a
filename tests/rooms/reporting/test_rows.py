"""Figures follow their rows: a row less, ended or lost is another figure, and a docket more is one too."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.factories.people import actor
from yifa.docket.append import Request, append, open_docket
from yifa.registry.models import Equipment, Fact, Grid, Holding
from yifa.reporting.measures import figures, nested
from yifa.staffing.models import Training

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


def town() -> dict[str, Any]:
    found: dict[str, Any] = figures(on=ON)["gucheng"]
    return found


def test_figures_follow_the_rows() -> None:
    Holding.objects.filter(body="fucheng.chengguan").order_by("id")[0].delete()
    Grid.objects.filter(code="WG-01").update(valid_until=ON)
    Equipment.objects.filter(kind="无人机").delete()
    Training.objects.filter(officer__code="GC-028").delete()

    found = figures(on=ON)

    assert (found["items_known_sum"], found["items_by_team"]["城市管理"], found["grids"]) == (1333, 41, 26)
    assert (found["gucheng"]["drone"], found["gucheng"]["trained"]) == (0, 27)


def test_figures_count_the_dockets_of_the_town_and_what_was_done_for_the_police() -> None:
    before = town()
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

    days_on = figures(on=date(2026, 3, 12))["gucheng"]
    assert (days_on["cases"], days_on["police_assists"]) == (before["cases"] + 1, before["police_assists"] + 1)


def test_a_share_is_rounded_half_up_and_unknown_where_a_part_is() -> None:
    Fact.objects.all().delete()
    rows = [
        ("whole", "claims", "none-such"),
        ("seven", "grids", ""),
        ("share", "pct", "seven;whole"),
        ("less", "reduction_pct", "seven;seven"),
    ]
    for at, (key, measure, of) in enumerate(rows):
        Fact.objects.create(key=key, measure=measure, of=of, place="131128100", position=at, by="1" if measure.endswith("pct") else "")

    assert figures(on=ON) == {"whole": None, "seven": 27, "share": None, "less": 0}


def test_a_key_with_dots_is_nested() -> None:
    assert nested({"a.b": 1, "a.c": None, "d": 2}) == {"a": {"b": 1, "c": None}, "d": 2}
