"""谁来管: worked cases as data. ``ask`` is the question, ``then`` what is expected of the answer, ``steps`` the names of the whole chain.

In ``then`` an empty text is nobody, ``before`` and ``after`` are subject, title and day, or empty for none.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import yifa.law  # noqa: F401  registers the rules
from tests.rooms.registry.who.institutions import institution
from yifa.registry.core.who import Change, Who, who

HERE = Path(__file__).parent


def cases() -> list[Any]:
    found = []
    for file in sorted((HERE / "cases").glob("*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        for case in told["case"]:
            found.append(pytest.param({"institution": told["institution"], **case}, id=f"{file.stem}: {case['name']}"))
    return found


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    found = who(institution(case["institution"], case.get("add", {})), **case["ask"])

    told = _told(found)
    assert {name: told[name] for name in case["then"]} == case["then"]
    if "steps" in case:
        assert [step.name for step in found.chain] == case["steps"]


@pytest.mark.parametrize("case", cases())
def test_whoever_is_not_named_without_doubt_is_explained(case: dict[str, Any]) -> None:
    """A sentence ends, an answer that is not plainly lawful says what to do, and every step of rows names its row."""
    found = who(institution(case["institution"], case.get("add", {})), **case["ask"])

    assert found.sentence.endswith(("。", "？"))
    assert found.verdict.value == "lawful" or found.remedy.endswith(("。", "；"))
    assert [step for step in found.chain if step.table and not step.row] == []


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 80


def _told(found: Who) -> dict[str, object]:
    contest = found.reconsideration
    return {
        "verdict": found.verdict.value,
        "sentence": found.sentence,
        "remedy": found.remedy,
        "subject": found.subject.code if found.subject else "",
        "kind": found.subject.kind if found.subject else "",
        "title": found.title,
        "document": found.document,
        "until": found.until,
        "in_name_of": found.in_name_of,
        "seal": found.seal,
        "team": found.team.code if found.team else "",
        "guide": found.guide.code if found.guide else "",
        "level": found.level,
        "place": found.place.code if found.place else "",
        "organ": contest.organ if contest else "",
        "or_else": contest.or_else if contest else "",
        "court": contest.court if contest else "",
        "before": _change(found.before),
        "after": _change(found.after),
        "findings": list(found.findings),
    }


def _change(change: Change | None) -> list[object]:
    return [change.subject, change.title, change.on] if change else []
