"""Places in laws, and the fingerprint of an article."""

from __future__ import annotations

import hashlib

import pytest

from yifa.kernel.citation import Cite, chinese_number, fingerprint


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (44, "四十四"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (1000, "一千"),
     (1001, "一千零一"), (1010, "一千零一十"), (1242, "一千二百四十二"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_numbers_are_written_as_statutes_do(number: int, written: str) -> None:
    assert chinese_number(number) == written


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_number_no_article_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no article number"):
        chinese_number(number)


@pytest.mark.parametrize(
    ("cite", "text"),
    [
        (Cite("行政处罚法"), "《行政处罚法》"),
        (Cite("行政处罚法", "44"), "《行政处罚法》第四十四条"),
        (Cite("行政处罚法", "64", 1, 2), "《行政处罚法》第六十四条第一款第(二)项"),
        (Cite("刑法", "133-1", 1), "《刑法》第一百三十三条之一第一款"),
    ],
)
def test_place_is_written_as_in_papers(cite: Cite, text: str) -> None:
    assert cite.text == text


def test_place_as_json_has_no_empty_members() -> None:
    assert Cite("行政处罚法", "9").as_json() == {"law": "行政处罚法", "article": "9", "text": "《行政处罚法》第九条"}
    assert Cite("行政处罚法", "9", 1, 2).as_json() == {
        "law": "行政处罚法",
        "article": "9",
        "paragraph": 1,
        "item": 2,
        "text": "《行政处罚法》第九条第一款第(二)项",
    }


def test_fingerprint_knows_neither_space_nor_invisible_signs() -> None:
    plain = hashlib.new("sm3", "第一条甲乙。丙。".encode()).hexdigest()

    assert fingerprint("第一条 甲乙。\n\n　　丙。\u200b\ufeff\u00ad") == plain
    assert fingerprint("第一条甲乙。丁。") != plain
