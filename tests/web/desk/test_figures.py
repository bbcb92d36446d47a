"""改革数字: every figure the profile tells, on a day and around a reform; a day that is none is a sentence."""

from __future__ import annotations

import pytest

from tests.web.desk.conftest import Signed
from yifa.profile.words import HISTORY_RELATIONS
from yifa.web.desk.views.figures import in_words
from yifa.web.desk.words import say


def test_what_a_source_does_not_state_is_not_zero() -> None:
    assert [in_words(value) for value in (None, 0, True, ["社区", "邻里"], {"一": "2023-06", "二": None})] == [
        "未载明",
        "0",
        "是",
        "社区、邻里",
        "一：2023-06；二：未载明",
    ]


@pytest.mark.parametrize("relation", HISTORY_RELATIONS)
def test_every_relation_of_the_history_has_words(relation: str) -> None:
    assert "某机构" in say(f"timeline.{relation}", subject="某机构")


def test_the_page_counts_the_day_before_a_reform_beside_the_day_of_it(signed: Signed) -> None:
    page = signed("zhifa1").get("/figures?reform=2017").content.decode()
    plain = signed("zhifa1").get("/figures").content.decode()

    assert "数的是什么" in plain and "未载明" in plain and "1334" in plain
    assert "来源没有写明改革日期" in page and ">改革前<" in page and ">改革前<" not in plain


@pytest.mark.parametrize("query", ["on=2026-13-40", "on=abc", "on=0001-01-01", "reform=%00", "reform=gibtesnicht"])
def test_a_day_or_reform_that_is_none_is_told_or_left_out(signed: Signed, query: str) -> None:
    answer = signed("zhifa1").get(f"/figures?{query}")

    assert answer.status_code == 200
    assert "改革数字" in answer.content.decode()
