"""The page of grids: who answers where, for everybody; hand-over by the head of the body that answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.desk.conftest import Signed, lead
from yifa.kernel.dates import legal_date
from yifa.platform.audit.models import Entry
from yifa.registry import snapshot
from yifa.registry.models import GridOwner
from yifa.staffing.grids import answer_for

MIDDLE = {"longitude": "116.144", "latitude": "37.869"}


def test_everybody_finds_the_grid_of_a_point_and_its_owner_but_no_events(db: None) -> None:
    page = Client().get("/grids", MIDDLE).content.decode()

    point = page.partition('id="point"')[2].partition("</section>")[0].replace("</a>", "")
    assert "第14网格：苏长河（阜城县城市管理综合执法大队）" in point
    assert "第14网格18单元：苏长河" in point
    assert "这里正在办的事" not in page
    assert "0318" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"longitude": "120", "latitude": "37"}, "这一点不在任何一个画出的网格内"),
        ({"longitude": "一百", "latitude": "37"}, "经度和纬度看不懂"),
        ({"longitude": "nan", "latitude": "37"}, "经度和纬度看不懂"),
        ({"longitude": "116", "latitude": "91"}, "经度和纬度看不懂"),
        ({"longitude": "37.9", "latitude": "116.1"}, "似乎填反了，请对调后再查"),
    ],
)
def test_a_point_outside_or_unreadable_is_told_in_a_sentence(db: None, asked: dict[str, str], said: str) -> None:
    answer = Client().get("/grids", asked)

    page = answer.content.decode()
    assert (answer.status_code, said in page) == (200, True)
    assert f'name="longitude" inputmode="decimal" size="10" value="{asked["longitude"]}"' in page


def test_the_grids_of_a_place_there_is_not_are_never_those_of_another(db: None) -> None:
    answer = Client().get("/grids?place=990101")

    assert (answer.status_code, "不认识网址里的“place=990101”" in answer.content.decode()) == (400, True)


def test_a_grid_shows_its_parts_and_a_unit_grid_whose_owner_it_shares(db: None) -> None:
    whole = Client().get("/grids?grid=WG-01").content.decode()
    part = Client().get("/grids?grid=WG-01-05").content.decode()

    assert whole.count("第1网格05单元") >= 1
    assert "由上一层第1网格的责任人负责" in part
    assert Client().get("/grids?grid=no-such").status_code == 404


def test_open_events_there_are_shown_to_those_who_read_them(signed: Signed) -> None:
    lead(grid="GC-PQ-1", longitude="116.30", latitude="37.92")

    inside = signed("shouli").get("/grids?grid=GC-PQ-1").content.decode()
    others = signed("chengguan2").get("/grids?grid=GC-PQ-1").content.decode()

    assert "/dockets/" in inside
    assert "/dockets/" not in others.partition('id="grid"')[2]
    assert "没有正在办的事" in others


def test_the_head_hands_a_grid_over_and_the_time_line_keeps_both(signed: Signed) -> None:
    today = legal_date(timezone.now())
    sent = {"grid": "WG-01", "officer": "CG-013", "cover": "CG-014", "since": today.isoformat(), "reason": "轮岗"}

    answer = signed("chengguanfzr").post("/grids/hand-over", sent)

    told = answer_for("WG-01", on=today)
    assert (answer.status_code, told.acting.code if told and told.acting else "") == (302, "CG-013")
    page = Client().get("/grids?grid=WG-01").content.decode()
    assert "水承泽" in page.partition("先后由谁负责")[2]
    entry = Entry.objects.get(kind="grid_handed_over")
    assert (entry.facts["from"], entry.facts["to"], entry.facts["reason"]) == ("CG-004", "CG-013", "轮岗")


def test_two_on_one_day_leave_one_owner_and_a_later_one_stands(signed: Signed) -> None:
    today = legal_date(timezone.now())
    head = signed("chengguanfzr")
    for officer, since in (("CG-013", today + timedelta(days=30)), ("CG-014", today), ("CG-015", today), ("CG-014", today)):
        sent = {"grid": "WG-02", "officer": officer, "since": since.isoformat(), "reason": "轮岗"}
        assert head.post("/grids/hand-over", sent).status_code == 302

    rows = GridOwner.objects.filter(grid="WG-02").order_by("valid_from")
    spans = [(row.officer, row.valid_from, row.valid_until) for row in rows if row.valid_from != row.valid_until or row.valid_from is None]
    assert sorted(spans, key=lambda one: (one[1] is not None, one[1])) == [
        ("CG-004", None, today),
        ("CG-014", today, today + timedelta(days=30)),
        ("CG-013", today + timedelta(days=30), None),
    ]


@pytest.mark.parametrize(
    ("by", "changes", "status", "said"),
    [
        ("fuzeren", {}, 403, "只有该单位的负责人可以交接"),
        ("chengguanfzr", {"reason": " "}, 422, "没有写明理由"),
        ("chengguanfzr", {"officer": "GC-001"}, 422, "不是阜城县城市管理综合执法大队的在职人员"),
        ("chengguanfzr", {"officer": "none"}, 422, "不是阜城县城市管理综合执法大队的在职人员"),
        ("chengguanfzr", {"cover": "CG-013"}, 422, "不能自己顶自己的岗"),
        ("chengguanfzr", {"since": "2020-01-01"}, 409, "过去由谁负责不能改写"),
        ("chengguanfzr", {"since": "明天"}, 422, "日期"),
        ("chengguanfzr", {"grid": "no-such"}, 404, ""),
        ("zhifa1", {}, 404, ""),
    ],
)
def test_what_is_no_hand_over_is_refused_and_nothing_changes(
    signed: Signed, by: str, changes: dict[str, str], status: int, said: str
) -> None:
    sent = {"grid": "WG-01", "officer": "CG-013", "cover": "", "since": legal_date(timezone.now()).isoformat(), "reason": "轮岗"}

    answer = signed(by).post("/grids/hand-over", {**sent, **changes})

    snapshot.clear()
    told = answer_for("WG-01", on=legal_date(timezone.now()))
    assert (answer.status_code, told.acting.code if told and told.acting else "") == (status, "CG-004")
    assert said in answer.content.decode()


def test_the_map_of_a_place_is_for_everybody_and_shows_no_camera(db: None) -> None:
    told = Client().get("/grids/map.json?place=131128101").json()

    assert {one["properties"]["code"] for one in told["outlines"]["features"]} >= {"GC-PQ-1", "GC-PQ-4"}
    assert told["cameras"]["features"] == []
    assert Client().get("/grids/map.json?place=乌有").status_code == 404
