"""What the reader fills in, and how it is kept; no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yifa.docket.core.form import read_form
from yifa.library.core.proposals import proposals_in
from yifa.registry.core.item_form import ItemForm, differs, faults, listed_words, prefilled, rate_of, stored_fines

LAW = "演示绿地管理条例"


@dataclass(frozen=True)
class Held:
    number: str
    text: str


def read(text: str) -> dict[str, Any]:
    """What is filled in for the only proposal of an article."""
    [proposal] = proposals_in(LAW, date(2020, 5, 8), [Held("3", text)])
    return prefilled(proposal, code="甲-1", valid_from=date(2020, 7, 1), valid_until=None)


def stated(payload: dict[str, Any]) -> ItemForm:
    form = read_form(ItemForm, {**payload, "domain": "城市管理"})
    assert isinstance(form, ItemForm)
    return form


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("攀折花木的，由绿化主管部门处五百元以下的罚款。", [{"high_fen": 50_000}]),
        ("攀折花木的，由绿化主管部门处五百元罚款。", [{"low_fen": 50_000, "high_fen": 50_000}]),
        ("攀折花木的，由绿化主管部门并处罚款。", [{"condition": "未定幅度"}]),
        (
            "擅自施工的，由绿化主管部门处工程造价百分之二以上百分之五以下的罚款。",
            [{"times_low": "2%", "times_high": "5%", "base": "工程造价"}],
        ),
        ("擅自经营的，由绿化主管部门处违法所得一倍以上三倍以下的罚款。", [{"times_low": "1", "times_high": "3", "base": "违法所得"}]),
        (
            "攀折花木的，由绿化主管部门对单位处一万元以下的罚款，对其直接负责的主管人员处一千元以下的罚款。",
            [
                {"party": "organisation", "high_fen": 1_000_000},
                {"party": "person", "condition": "其直接负责的主管人员", "high_fen": 100_000},
            ],
        ),
        (
            "攀折花木的，由绿化主管部门对个人处五百元以下的罚款，对承运人处一千元以下的罚款。",
            [{"party": "person", "high_fen": 50_000}, {"condition": "承运人", "high_fen": 100_000}],
        ),
    ],
)
def test_fines_as_they_are_filled_in(text: str, rows: list[dict[str, Any]]) -> None:
    payload = read(text)

    assert payload["fines"] == rows
    assert faults(stated(payload)) == {}
    assert differs(stated(payload), payload) is False


def test_what_concerns_only_some_people_is_no_basic_tier() -> None:
    payload = read("攀折花木的，由绿化主管部门对单位处一万元以下的罚款，对其直接负责的主管人员处一千元以下的罚款。")

    kept = stored_fines(stated(payload))

    assert [(row["party"], row["condition"], row["high_fen"]) for row in kept] == [
        ("organisation", "", 1_000_000),
        ("person", "其直接负责的主管人员", 100_000),
    ]


def test_penalty_without_a_fine_has_no_rows() -> None:
    payload = read("攀折花木的，由绿化主管部门给予警告。")

    assert (payload["kinds"], payload["fines"], payload["correction_order"], faults(stated(payload))) == (["警告"], [], False, {})


@pytest.mark.parametrize(
    ("changes", "is_correction"),
    [
        ({}, False),
        ({"code": "乙-2", "domain": "农业", "succeeds": True}, False),
        ({"name": "损毁花木"}, True),
        ({"kinds": ["警告", "罚款"]}, True),
        ({"fines": [{"high_fen": 50_001}]}, True),
        ({"correction_order": True}, True),
        ({"valid_from": None}, True),
        ({"valid_until": "2030-01-01"}, True),
        ({"department": " 绿化主管部门 "}, False),
    ],
)
def test_correction_is_whatever_changes_the_reading(changes: dict[str, Any], is_correction: bool) -> None:
    payload = read("攀折花木的，由绿化主管部门处五百元以下的罚款。")
    form = read_form(ItemForm, {**payload, "domain": "城市管理", **changes})
    assert isinstance(form, ItemForm)

    assert differs(form, payload) is is_correction


@pytest.mark.parametrize(
    ("text", "rate"), [("", None), ("2", Decimal(2)), ("0.5", Decimal("0.5")), ("5%", Decimal("0.05")), ("200%", Decimal(2))]
)
def test_rates(text: str, rate: Decimal | None) -> None:
    assert rate_of(text) == rate


def test_words_are_listed_once_each() -> None:
    assert listed_words("责令改正；恢复原状;责令改正\n ；拆除") == ["责令改正", "恢复原状", "拆除"]
    assert listed_words("") == []
