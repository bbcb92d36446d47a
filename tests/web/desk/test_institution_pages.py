"""Health, lists, time line, map and force: what they show, of the profile as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.desk.conftest import Signed, filed
from yifa.kernel.dates import legal_date
from yifa.profile import read
from yifa.registry import snapshot
from yifa.registry.lists import publish
from yifa.registry.models import Body, Reform, Shape
from yifa.server.beside import load_beside
from yifa.staffing.health import findings
from yifa.web.desk.mapping import drawing, rings_of

PROFILES = Path(__file__).parents[3] / "profiles"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_health_shows_every_check_that_found_something(signed: Signed) -> None:
    found = findings(on=legal_date(timezone.now()))

    page = text_of(signed("zhifa1"), "/health")

    assert found
    assert {one.title for one in found} == set(re.findall(r'<article class="sheet finding"><h3>([^<]+) <', page))
    assert "怎么办：" in page


def test_one_check_is_shown_whole_twenty_at_a_time(signed: Signed) -> None:
    rules = [one.rule for one in findings(on=legal_date(timezone.now()))]
    rule = max(rules, key=rules.count)

    page = text_of(signed("zhifa1"), f"/health?rule={rule}")

    assert page.count('class="finding-says"') == min(20, rules.count(rule))
    assert "没有“nonsense”这个体检项目" in text_of(signed("zhifa1"), "/health?rule=nonsense")


def test_a_published_list_stands_with_its_day(signed: Signed) -> None:
    on = legal_date(timezone.now())
    publish("wenlv", on=on)

    page = text_of(signed("zhifa1"), "/lists")

    assert on.isoformat() in page
    assert "未载明" in page  # lists whose items the source does not state are no empty lists


def test_two_lists_differ_by_what_each_has(signed: Signed) -> None:
    on = legal_date(timezone.now()).isoformat()

    page = text_of(signed("zhifa1"), f"/lists/compare?left=wenlv&left_on={on}&right=chengguan&right_on={on}")

    assert re.findall(r'<ul class="tallies">.*?</ul>', page, re.S)
    assert re.findall(r"<b>(\d+)</b><span>", page) == ["42", "36", "0", "0", "0"]


def test_a_comparison_names_the_open_case_it_touches(signed: Signed) -> None:
    docket = filed()
    on = legal_date(timezone.now())
    later = (on + timedelta(days=1)).isoformat()

    page = text_of(signed("zhifa1"), f"/lists/compare?left=gucheng&left_on={on}&right=wenlv&right_on={later}")
    others = text_of(signed("chengguan1"), f"/lists/compare?left=gucheng&left_on={on}&right=wenlv&right_on={later}")

    assert f"/dockets/{docket}" in page
    assert f"/dockets/{docket}" not in others


def test_the_same_list_twice_has_no_difference(signed: Signed) -> None:
    assert "两个版本没有差别。" in text_of(signed("zhifa1"), "/lists/compare?left=wenlv&right=wenlv")


def test_an_unknown_list_is_a_sentence(signed: Signed) -> None:
    assert "没有代码为“nonsense”的清单、机关或者地方。" in text_of(signed("zhifa1"), "/lists/compare?left=nonsense&right=wenlv")


def test_the_time_line_draws_what_ended_and_counts_around_the_reform(signed: Signed) -> None:
    client = signed("zhifa1")
    ended = Body.objects.exclude(valid_until=None).earliest("id")

    bars, table = text_of(client, "/timeline"), text_of(client, "/timeline?as=table")

    assert ended.name in bars and ended.name in table
    assert 'class="span ended"' in bars
    assert f"至{ended.valid_until}（不含当日）" in table
    assert f"{Reform.objects.get().name}：前后对比" in bars


def test_the_map_draws_every_shape_and_says_that_it_is_illustrative() -> None:
    page = text_of(Client(), "/map")

    assert page.count('<path class="cell ') == Shape.objects.count() == 11
    assert "不是行政区域界线" in page


def test_the_map_tells_the_body_that_answers() -> None:
    here = text_of(Client(), "/map?item=GC-ZJ-001")

    assert 'aria-label="古城镇：古城镇综合行政执法管理局"' in here


def test_a_place_of_the_map_leads_to_the_answer() -> None:
    client = Client()
    page = text_of(client, "/map?item=GC-ZJ-001&on=2026-03-02")
    link = re.search(r'<a href="(/who\?[^"]+)" aria-label="古城镇：', page)
    assert link is not None

    assert "由古城镇综合行政执法管理局管" in text_of(client, link.group(1).replace("&amp;", "&"))


@pytest.mark.parametrize("outline", ["", "1 2 3 4", "1 2 3 4 5", "a b c d e f", "1 2 3 4 nan 6", "1 2 3 4 inf 6"])
def test_what_is_no_outline_is_not_drawn(outline: str) -> None:
    assert rings_of(outline) == []
    assert drawing([Shape(place="1", outline=outline)], {"1": "甲"}).outlines == ()


def test_an_outline_may_have_islands() -> None:
    drawn = drawing([Shape(place="1", outline="0 0 1 0 1 1 0 1/2 0 3 0 3 1", illustrative=False)], {"1": "甲"})

    assert drawn.outlines[0].path.count("Z") == 2
    assert not drawn.illustrative


def test_force_counts_pairs_by_team_and_domain(signed: Signed) -> None:
    page = text_of(signed("zhifa1"), "/people/capacity?where=古城镇")

    assert "古城镇综合行政执法管理局" in page
    assert "同时几组" in page
    assert "没有找到“火星”这个地方。" in text_of(signed("zhifa1"), "/people/capacity?where=火星")


def test_pages_ask_the_same_however_many_places_there_are(signed: Signed, django_assert_max_num_queries: object) -> None:
    client = signed("zhifa1")
    snapshot.powers(newest=True)

    with django_assert_max_num_queries(30):  # type: ignore[operator]  # a fixture that is a context manager
        client.get("/map")


def test_those_signed_in_may_look_at_a_profile_beside(signed: Signed, tmp_path: Path) -> None:
    other = replace(read(PROFILES / "fucheng"), code="other", name="另一处", shapes=(), digest="other")
    load_beside(other, folder=tmp_path, now=timezone.now())
    client = signed("zhifa1")

    there = text_of(client, "/map?profile=other")
    kept = text_of(client, "/timeline")
    home = text_of(client, "/map?profile=fucheng")

    assert "您正在查看另一个地方的配置：" in there and "您正在查看另一个地方的配置：" in kept
    assert '<path class="cell ' not in there
    assert '<path class="cell ' in home and "您正在查看另一个地方的配置：" not in home
    assert '<path class="cell ' in text_of(Client(), "/map?profile=other")  # the public sees the place's own
    assert client.get("/map?profile=nowhere").status_code == 404


def test_a_county_before_and_after_its_reform(signed: Signed, tmp_path: Path) -> None:
    load_beside(read(PROFILES / "haixi"), folder=tmp_path, now=timezone.now())
    client = signed("zhifa1")
    question = "/who?profile=haixi&matter=擅自占用或者挖掘城市道路&where=乌兰县"

    asked = text_of(client, question)
    before, after = (link.replace("&amp;", "&") for link in re.findall(r'class="button" href="(/who[^"]+)"', asked)[:2])

    assert "由乌兰县城市管理综合行政执法大队（合成）管" in text_of(client, before)
    assert "由乌兰县综合行政执法局管" in text_of(client, after)
