"""谁来管: one question, one answer, for everybody."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.desk.conftest import ITEM, PLACE, Signed

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
