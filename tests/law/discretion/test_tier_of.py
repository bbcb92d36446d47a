"""In which tier an amount lies: both sides of every border, and outside the range."""

from __future__ import annotations

import pytest

from tests.law.cases import example_table
from yifa.kernel.money import Yuan
from yifa.law.discretion.calculation import tier_of
from yifa.law.penalties import Span


@pytest.mark.parametrize(
    ("fine", "tier"),
    [
        ("9999.99", "法定幅度以下"),
        ("10000", "较轻"),
        ("22000", "较轻"),
        ("22000.01", "一般"),
        ("38000", "一般"),
        ("38000.01", "较重"),
        ("50000", "较重"),
        ("50000.01", "法定幅度以上"),
    ],
)
def test_border_between_two_tiers_belongs_to_the_lower(fine: str, tier: str) -> None:
    table, span = example_table("PLAIN"), Span(Yuan("10000"), Yuan("50000"))

    assert tier_of(table, span, Yuan(fine)) == tier
