"""What others may put to the rules: our own variations all hold, and no case, however odd, is a crash."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import yifa.server.vectors  # noqa: F401  declares who answers
from tests.server.vectors.asking import CONTEXT
from yifa.server.law_commands import vectors
from yifa.server.vectors import frame
from yifa.server.vectors.frame import misses, rules_answered

VARIATIONS = Path(__file__).with_name("variations.json")
CASES: list[dict[str, Any]] = json.loads(VARIATIONS.read_text("utf-8"), parse_float=Decimal)["cases"]

#: whatever JSON can hold, and texts and numbers that rules know
TOLD = [value for case in CASES for value in case["given"].values()]
WORDS = ["", "上海", "SAMR", "2026-02-30", "9999-12-31", "0001-01-01", "2026-03-05T09:00:00", "9999-12-31T23:59:59+08:00", "\ud800", "NaN"]
NUMBERS = [-1, 0, 10**15, 10**30, Decimal("0.001"), Decimal("1E+40"), float("nan"), float("inf")]
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(WORDS) | st.sampled_from(NUMBERS)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2), max_leaves=4
)


def _fields(rule: str) -> list[str]:
    return sorted(frame._ASKERS[rule][1])


def test_there_are_variations_of_every_rule() -> None:
    assert len(CASES) >= 250
    assert rules_answered() - {case["rule"] for case in CASES} <= {"APL-24"}
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_all_variations_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert vectors.main([str(VARIATIONS), "--on", "2026-11-22"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{len(CASES)} passed, 0 failed"]


def test_variations_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a wrong answer in each of them none holds, so each of them asks something."""
    wrong = [case | {"expect": dict.fromkeys(case["expect"], "wrong")} for case in CASES]
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps({"cases": wrong}, default=float), "utf-8")

    assert vectors.main([str(file), "--on", "2026-11-22"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == f"0 passed, {len(CASES)} failed"


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_given_is_answered_or_refused_in_words(data: st.DataObject) -> None:
    """Fields of the rule, each with a value of some case or any at all."""
    rule = data.draw(st.sampled_from(sorted(rules_answered())))
    told = data.draw(st.dictionaries(st.sampled_from(_fields(rule)), st.sampled_from(TOLD) | ANYTHING))

    lines = list(misses({"id": "?", "rule": rule, "given": told, "expect": {}}, CONTEXT))

    assert len(lines) <= 1
    assert all(line.strip() for line in lines)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_case_with_one_field_gone_or_odd_is_answered_or_refused_in_words(data: st.DataObject) -> None:
    """A case that holds, with one of its fields left out, null, odd, or from another case of the rule."""
    case = data.draw(st.sampled_from(CASES))
    told = dict(case["given"])
    name = data.draw(st.sampled_from(_fields(case["rule"])))
    others = [other["given"][name] for other in CASES if other["rule"] == case["rule"] and name in other["given"]]
    match data.draw(st.integers(0, 3)):
        case 0:
            told.pop(name, None)
        case 1:
            told[name] = None
        case 2:
            told[name] = data.draw(ANYTHING)
        case _ if others:
            told[name] = data.draw(st.sampled_from(others))
        case _:
            told[name] = data.draw(st.sampled_from(TOLD))

    lines = list(misses(case | {"given": told}, CONTEXT))

    assert all(line.strip() for line in lines)


@given(ANYTHING)
def test_any_case_at_all(case: Any) -> None:
    assert list(misses(case, CONTEXT)) != []
