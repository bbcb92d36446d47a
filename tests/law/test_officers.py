"""Certificates: each fault alone, both sides of each day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yifa.law.people.officers import certificate_faults

GOOD: dict[str, Any] = {
    "valid_from": date(2023, 1, 1),
    "valid_until": date(2028, 1, 1),
    "domains": ("市容环卫", "城乡规划"),
    "region": "131128",
    "assistant": False,
    "name": "甲",
    "domain": "市容环卫",
    "place": "131128101",
    "on": date(2026, 3, 2),
}


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, ()),
        ({"assistant": True, "valid_from": None}, ("甲是执法辅助人员",)),
        ({"valid_from": None}, ("甲没有行政执法证件",)),
        ({"on": date(2023, 1, 1)}, ()),
        ({"on": date(2022, 12, 31)}, ("甲的执法证件自2023年1月1日起才有效",)),
        ({"on": date(2027, 12, 31)}, ()),
        ({"on": date(2028, 1, 1)}, ("甲的执法证件已于2028年1月1日失效",)),
        ({"on": date(2030, 1, 1), "valid_until": None}, ()),
        ({"domain": "农业"}, ("甲的执法证件不含“农业”领域",)),
        ({"domain": ""}, ()),
        ({"place": "131128"}, ()),
        ({"place": "131129101"}, ("甲的执法证件不含本案所在区域",)),
        ({"region": "131100"}, ()),
        ({"region": "131200"}, ("甲的执法证件不含本案所在区域",)),
        ({"region": ""}, ("甲的执法证件不含本案所在区域",)),
        ({"domain": "农业", "place": "131129"}, ("甲的执法证件不含“农业”领域", "甲的执法证件不含本案所在区域")),
    ],
)
def test_certificate_fault_is_named(change: dict[str, Any], faults: tuple[str, ...]) -> None:
    assert certificate_faults(**{**GOOD, **change}) == faults
