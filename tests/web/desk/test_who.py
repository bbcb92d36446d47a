"""谁来管: one question, one answer, for everybody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.web.desk.conftest import ITEM, PLACE, Signed
from yifa.registry.models import Reform

ASKED = f"/who?item={ITEM}&place={PLACE}"


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_need_sign_in_to_ask() -> None:
    assert "由古城镇综合行政执法管理局管" in page(ASKED)


def test_words_alone_are_enough() -> None:
    assert "由古城镇综合行政执法管理局管" in page("/who?matter=擅自占用或者挖掘城市道路&where=古城镇")


def test_words_that_fit_several_matters_are_asked_back() -> None:
    text = page("/who?matter=城市道路&where=古城镇")

    assert "您要问的是哪一件？" in text
    assert f"/who?item={ITEM}&amp;matter=" in text
    assert "还差一步：选好是什么事，就有答案。" in text


def test_words_that_are_in_no_name_find_what_has_their_signs() -> None:
    text = page("/who/matters?matter=占道")

    assert "没有完全一致的，下面是相近的：" in text
    assert "擅自占用或者挖掘城市道路" in text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/who?matter=星际航行", "没有找到“星际航行”这样的事。"),
        ("/who?where=不存在县", "没有找到“不存在县”这个地方。"),
        ("/who?on=昨天", "日期应当写作2026-03-11。"),
        ("/who?on=0001-01-01", "请填写1950年至2100年之间的日期。"),
        (f"{ASKED}&on=2026-02-30", "日期应当写作2026-03-11。"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(address: str, sentence: str) -> None:
    assert sentence in page(address)


def test_a_name_that_was_typed_over_is_searched_anew() -> None:
    text = page(f"/who?item={ITEM}&matter=城市道路&place={PLACE}")

    assert "您要问的是哪一件？" in text
    assert 'name="item" value=""' in text


def test_those_signed_in_see_it_in_their_frame(signed: Signed) -> None:
    text = page(ASKED, signed("zhifa1"))

    assert 'aria-current="page">谁来管' in text
    assert "案件情形" in text
    assert "案件情形" not in page(ASKED)


def test_the_day_before_the_reform_and_its_day_are_one_press_away() -> None:
    reform = Reform.objects.get()
    before = (reform.on - timedelta(days=1)).isoformat()

    text = page(ASKED)

    assert f"on={before}" in text
    assert f"on={reform.on.isoformat()}" in text
    assert "改革前" in text and "改革后" in text


def test_the_answer_says_name_seal_title_remedy_and_how_it_came_about() -> None:
    text = page(ASKED)

    for words in ("以谁的名义", "盖谁的章", "赋权", "谁指导", "向阜城县人民政府申请行政复议", "以前是谁", "以后是谁", "为什么"):
        assert words in text


def test_officers_and_rows_are_shown_to_those_signed_in_alone(signed: Signed) -> None:
    inside, outside = page(ASKED, signed("zhifa1")), page(ASKED)

    assert "赵建国" in inside.split('id="main"')[1]
    assert "/rows/registry_holding/" in inside
    assert "赵建国" not in outside
    assert "/rows/" not in outside
    assert "当天能组成" in outside


def test_a_row_behind_an_answer_opens(signed: Signed) -> None:
    client = signed("zhifa1")
    address = re.search(r"/rows/registry_holding/\d+", page(ASKED, client))
    assert address is not None

    text = page(address.group(), client)

    assert "fucheng.gucheng" in text
    assert ITEM in text
    assert "这一行来自地方配置" in text


@pytest.mark.parametrize("address", ["/rows/registry_holding/99999999", "/rows/accounts_user/1", "/rows/registry_load/1", "/rows/x/1"])
def test_rows_of_other_tables_are_absent(signed: Signed, address: str) -> None:
    assert signed("zhifa1").get(address).status_code == 404


def test_where_nobody_has_power_it_is_said_with_what_to_do() -> None:
    text = page(f"/who?item={ITEM}&place=131128102&on=1960-01-01")

    assert "怎么办：" in text
    assert "answer nobody" in text
