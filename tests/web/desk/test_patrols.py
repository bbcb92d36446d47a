"""Patrols: drawn from what was reported, walked with the list, and what is found is a report with a docket at once."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.web.desk.conftest import Signed, lead, person
from yifa.dispatch import patrols
from yifa.dispatch.core.patrol import draw, pairs_of
from yifa.dispatch.models import Event
from yifa.docket.append import open_docket
from yifa.docket.core.form import FormIncomplete
from yifa.docket.core.request import Request
from yifa.docket.queries import view_for
from yifa.intake.models import Report


def planned(signed: Signed, *, count: int = 2) -> UUID:
    answer = signed("shouli").post("/patrols/plan", {"places": ["道路", "学校"], "count": str(count), "officers": ["GC-001", "GC-002"]})
    assert answer.status_code == 302
    return UUID(answer["Location"].rpartition("/")[2])


def test_a_plan_can_be_drawn_again_from_its_docket_and_says_why(signed: Signed) -> None:
    for _ in range(3):
        lead(grid="GC-PQ-2", longitude="116.32", latitude="37.98", event_kind="J-0401")

    docket = planned(signed, count=4)

    plan = view_for(actor=person("shouli"), docket=docket).acts[0].payload
    assert plan["pool"] == ["GC-PQ-1", "GC-PQ-2", "GC-PQ-3", "GC-PQ-4"]
    assert plan["weights"] == [0, 3000, 0, 0]
    assert tuple(plan["grids"]) == draw(plan["seed"], pairs_of(plan["pool"], plan["weights"]), 4)
    assert "J-0401" in plan["checklist"]
    page = signed("zhifa1").get(f"/patrols/{docket}").content.decode()
    assert re.search(r"近30天上报3件，最近一件在\d{4}-\d\d-\d\d，多为占道经营", page)
    assert "近30天没有上报，抽来查看" in page


def test_what_is_found_becomes_a_report_and_an_event_of_that_grid_once(signed: Signed) -> None:
    docket = planned(signed, count=4)
    sent = {
        "id": str(uuid4()),
        "grid": "GC-PQ-1",
        "looked": ["J-0401", "J-0201"],
        "kind": "J-0401",
        "text": "校门口两个摊点占道",
        "place_text": "中心小学门口",
    }
    client = signed("zhifa1")

    answers = [client.post(f"/patrols/{docket}/walk", sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    report = Report.objects.get(source="巡查发现")
    event = Event.objects.get(report=report.number)
    assert (report.grid, event.grid, event.place_text, event.source) == ("GC-PQ-1", "GC-PQ-1", "中心小学门口", "巡查发现")
    (act,) = view_for(actor=person("shouli"), docket=docket).all("walk_patrol")
    assert (list(act.payload["found"]), list(act.payload["reports"])) == (["J-0401"], [report.number])
    assert client.post(f"/patrols/{docket}/finish", {"note": "结束"}).status_code == 302
    assert "记录这个网格" not in client.get(f"/patrols/{docket}").content.decode()


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"grid": "WG-01", "looked": ["J-0401"]}, 422, "不是这次抽中的网格"),
        ({"grid": "GC-PQ-1", "looked": ["J-0401"], "kind": "J-0401"}, 422, "没有写看到的情况"),
        ({"grid": "GC-PQ-1"}, 422, "看过的小类"),
    ],
)
def test_a_record_that_is_none_is_refused_and_leaves_no_report(signed: Signed, sent: dict[str, object], status: int, said: str) -> None:
    docket = planned(signed, count=4)

    answer = signed("zhifa1").post(f"/patrols/{docket}/walk", sent)

    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert not Report.objects.filter(source="巡查发现").exists()


def test_others_have_no_way_to_it(signed: Signed) -> None:
    docket = planned(signed)

    assert signed("chengguan2").get(f"/patrols/{docket}").status_code == 404
    assert signed("zhifa1").post("/patrols/plan", {"places": ["道路"], "count": "1"}).status_code == 404
    assert signed("zhifa1").get(f"/patrols/{lead()}").status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"count": "2"}, "没有选择巡查场所"),
        ({"places": ["道路"], "count": "两个"}, "应当是1到20之间"),
        ({"places": ["月球"], "count": "1"}, "没有巡查清单"),
    ],
)
def test_a_plan_that_is_none_says_what_is_missing(signed: Signed, sent: dict[str, object], said: str) -> None:
    answer = signed("shouli").post("/patrols/plan", sent)

    assert said in answer.content.decode()
    assert answer.status_code in {404, 422}


def test_a_body_without_grids_has_nothing_to_draw_from(db: None) -> None:
    with pytest.raises(patrols.NoGridsToWalk):
        patrols.plan(person("jiandu"), places=["道路"], count=1, now=timezone.now())


def test_a_draw_that_the_seed_does_not_make_is_refused(signed: Signed) -> None:
    plan = dict(view_for(actor=person("shouli"), docket=planned(signed, count=1)).acts[0].payload)
    other = next(code for code in plan["pool"] if code not in plan["grids"])

    with pytest.raises(FormIncomplete):
        open_docket(
            actor=person("shouli"),
            body="fucheng.gucheng",
            place="131128101",
            request=Request("plan_patrol", {**plan, "grids": [other]}),
            now=timezone.now(),
        )


def test_the_page_shows_the_hot_spots_to_who_plans(signed: Signed) -> None:
    lead(grid="GC-PQ-3", longitude="116.25", latitude="37.98", event_kind="J-0101")

    planner, walker = signed("shouli").get("/patrols").content.decode(), signed("zhifa1").get("/patrols").content.decode()

    assert "古城镇第三片区" in planner.partition("近来上报多的网格")[2]
    assert {"道路", "学校", "村庄"} <= set(re.findall(r'name="places" value="([^"]+)"', planner))
    assert "制订巡查计划" not in walker
