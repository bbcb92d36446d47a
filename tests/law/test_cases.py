"""Every worked case of the folders beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

import pytest

from tests.law.cases import HERE, ask, published_overlays
from yifa.kernel.calendar import Due
from yifa.kernel.money import Yuan
from yifa.law.answer import Verdict
from yifa.law.discretion.benchmark import Tier, percent
from yifa.law.discretion.calculation import Part
from yifa.law.penalties import Span
from yifa.law.rule import NATION, rule_versions


def _cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*/*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found.append(pytest.param(case, id=f"{case['rule']}: {case['name']}"))
    return found


@pytest.mark.parametrize("case", _cases())
def test_case_of_the_law(case: dict[str, Any]) -> None:
    then = case["then"]

    answer = ask(case)

    assert answer.verdict == then.get("verdict", "lawful")
    assert answer.sentence == then.get("sentence", "")
    assert answer.sentence[-1:] == {Verdict.LAWFUL: "", Verdict.REFUSED: "。", Verdict.FOR_PERSON: "？"}[answer.verdict]
    assert answer.remedy[-1:] == ("" if answer.lawful else "。")
    assert answer.remedy == then.get("remedy", answer.remedy)
    assert [ground.rule for ground in answer.grounds] == [case["rule"]]
    if "verdict" not in then:
        assert _told(answer.value) == _expected(then)
    if "told" in then:
        assert answer.value.reckoning[-1] == then["told"]


def _told(value: object) -> object:
    """What a case writes down of a value."""
    if isinstance(value, Due):
        return {"nominal": value.nominal, "due": value.due, "warn_by": value.warn_by, "provisional": value.provisional}
    if isinstance(value, Yuan):
        return str(value)
    if isinstance(value, Span):
        return [str(end) for end in (value.low, value.high) if end is not None]
    if isinstance(value, Tier):
        return value.name
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, Part):
        return f"{value.factor}：{value.option} {percent(value.share)} {value.fen}"
    if isinstance(value, tuple):
        return [_told(member) for member in value]
    if not is_dataclass(value):
        return value
    members = {field.name: _told(getattr(value, field.name)) for field in fields(value)}
    return {name: member for name, member in members.items() if member is not None}


def _expected(then: dict[str, Any]) -> object:
    if then.get("none"):
        return None
    if "due" not in then:
        return then["value"]
    due = then["due"]
    nominal = then.get("nominal", due)
    return {"nominal": nominal, "due": due, "warn_by": then.get("warn_by", nominal), "provisional": then.get("provisional", False)}


def test_every_version_of_every_rule_has_a_case() -> None:
    asked = {(case.values[0]["rule"], layer) for case in _cases() for layer in case.values[0].get("layers", [NATION])}

    declared = {(version.id, NATION) for version in rule_versions()}
    declared |= {(setting.rule, layer.name) for layer in published_overlays() for setting in layer.settings}

    assert sorted(declared - asked) == []


def test_every_case_stands_in_the_folder_of_its_subject() -> None:
    for path in HERE.glob("*/*.toml"):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            version = next(rule_versions(case["rule"]))
            assert version.id.split(".")[0] == path.parent.name
