"""Numbers as statutes write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.citation import chinese_number
from yifa.library.clauses.fine import ranges
from yifa.library.clauses.numbers import number, quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千", 1000),
        ("十", 10),
        ("十五", 15),
        ("一百零五", 105),
        ("二十万", 200_000),
        ("一百二十万", 1_200_000),
        ("两千", 2000),
        ("一亿", 100_000_000),
        ("三亿五千万", 350_000_000),
        ("万", 10_000),
        ("5万", 50_000),
        ("5千", 5000),
        ("1.5万", 15_000),
        ("1,500", 1500),
        ("二〇", 20),
    ],
)
def test_number_is_read(text: str, value: int) -> None:
    assert number(text) == value


def test_no_signs_are_no_number() -> None:
    assert number("") is None


@given(st.integers(1, 9999))
def test_every_number_a_statute_writes_is_read_back(value: int) -> None:
    assert number(chinese_number(value)) == value


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("五万元", "50000", "yuan"),
        ("人民币五万元", "50000", "yuan"),
        ("三倍", "3", "times"),
        ("等值", "1", "times"),
        ("等额", "1", "times"),
        ("百分之五", "0.05", "times"),
        ("千分之五", "0.005", "times"),
        ("万分之五", "0.0005", "times"),
        ("5%", "0.05", "times"),
        ("5‰", "0.005", "times"),
        ("五万", "50000", "yuan"),
    ],
)
def test_quantity_says_what_it_counts(text: str, value: str, measure: str) -> None:
    found = quantity(text)

    assert found is not None
    assert (found.value, found.measure) == (Decimal(value), measure)


@pytest.mark.parametrize("text", ["五", "百分之", "甲", ""])
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert quantity(text) is None


def test_two_measures_in_one_range_are_none() -> None:
    assert ranges("一万元以上三倍以下") == []
