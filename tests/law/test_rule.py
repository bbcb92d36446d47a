"""Rules over time and in layers, and answers with their grounds."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import yifa.law
from tests.law.cases import published_calendar
from yifa.kernel.citation import Cite
from yifa.kernel.money import Yuan
from yifa.law import rule as rules
from yifa.law.answer import LAWFUL, Ruling, Verdict, for_person, refused
from yifa.law.rule import LawNotHeld, NoRuleApplies, Rule, RulesConflict, apply, rule, rule_in_force, rule_versions

CITES = [Cite("某法", "1")]


@pytest.fixture
def scratch() -> Iterator[str]:
    """A rule id that is forgotten after the test."""
    yield "test.scratch"
    rules._RULES.pop("test.scratch", None)


def test_version_in_force_answers(scratch: str) -> None:
    @rule(scratch, cites=CITES, since=date(2020, 1, 1), until=date(2022, 1, 1))
    def old() -> str:
        """旧 — the old version."""
        return "old"

    @rule(scratch, cites=CITES, since=date(2022, 1, 1))
    def new() -> str:
        """新 — the new version."""
        return "new"

    assert apply(scratch, on=date(2020, 1, 1)).value == "old"
    assert apply(scratch, on=date(2021, 12, 31)).value == "old"
    assert apply(scratch, on=date(2022, 1, 1)).value == "new"
    with pytest.raises(LawNotHeld, match=r"test\.scratch on 2019-12-31"):
        apply(scratch, on=date(2019, 12, 31))


def test_two_versions_of_one_day_conflict(scratch: str) -> None:
    for _ in range(2):

        @rule(scratch, cites=CITES, since=date(2020, 1, 1))
        def twice() -> Ruling:
            """重复 — twice."""
            return LAWFUL

    with pytest.raises(RulesConflict, match=r"test\.scratch on 2020-01-01"):
        apply(scratch, on=date(2020, 1, 1))


def test_unknown_rule_is_a_fault() -> None:
    with pytest.raises(NoRuleApplies, match=r"no\.such_rule"):
        apply("no.such_rule", on=date(2026, 1, 1))
    assert list(rule_versions("no.such_rule")) == []


def test_rule_needs_a_citation_and_a_chinese_term(scratch: str) -> None:
    with pytest.raises(ValueError, match=r"no rule without citation: test\.scratch"):
        rule(scratch, cites=[], since=date(2020, 1, 1))

    def nameless() -> Ruling:
        return LAWFUL

    with pytest.raises(ValueError, match="must open with its Chinese term"):
        rule(scratch, cites=CITES, since=date(2020, 1, 1))(nameless)


@pytest.mark.parametrize(
    ("ruling", "verdict", "sentence", "remedy"),
    [
        (LAWFUL, Verdict.LAWFUL, "", ""),
        (refused("不行。", remedy="这样做。"), Verdict.REFUSED, "不行。", "这样做。"),
        (for_person("是否？", remedy="请负责人确认。"), Verdict.FOR_PERSON, "是否？", "请负责人确认。"),
    ],
)
def test_ruling_becomes_an_answer_with_grounds(scratch: str, ruling: Ruling, verdict: Verdict, sentence: str, remedy: str) -> None:
    @rule(scratch, cites=CITES, since=date(2020, 1, 1))
    def gate(*, fine: Yuan | None, names: tuple[str, ...], kinds: frozenset[str], told: bool) -> Ruling:
        """关口 — a gate."""
        return ruling

    answer = apply(scratch, on=date(2026, 1, 1), fine=Yuan("200"), names=("甲", "乙"), kinds=frozenset({"b", "a"}), told=True)

    assert answer.lawful is (verdict is Verdict.LAWFUL)
    assert answer.value is None
    assert answer.as_json() == {
        "verdict": verdict.value,
        "sentence": sentence,
        "remedy": remedy,
        "grounds": [
            {
                "rule": "test.scratch",
                "title": "关口",
                "layer": "全国",
                "cites": [{"law": "某法", "article": "1", "text": "《某法》第一条"}],
                "facts": {"fine": "200.00", "names": ["甲", "乙"], "kinds": ["a", "b"], "told": True},
            }
        ],
    }


def test_deadline_tells_which_calendars_it_used() -> None:
    answer = apply("deadlines.payment", on=date(2026, 3, 2), served_on=date(2026, 3, 2), calendar=published_calendar())

    assert answer.as_json()["grounds"][0]["facts"] == {"served_on": "2026-03-02", "calendar": "2025年、2026年放假安排"}  # type: ignore[index]  # plain JSON


VERSIONS = list(rule_versions())


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"{version.id} {version.since}")
def test_version_says_what_it_reads_or_leaves_out(version: Rule) -> None:
    text = version.function.__doc__ or ""
    first = text.splitlines()[0]

    assert first == f"{version.title} — {first.split(' — ', 1)[1]}"
    assert first.endswith(".")
    assert "Reads:" in text or "Leaves out:" in text
    assert ("Reads:" in text) == ("Reviewed: " in text)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"{version.id} {version.since}")
def test_version_is_told_everything_by_name(version: Rule) -> None:
    code = version.function.__code__

    assert (code.co_argcount, code.co_posonlyargcount) == (0, 0)
    assert rule_in_force(version.id, on=version.since) is version


def test_law_imports_no_framework_and_reads_no_clock() -> None:
    """In a fresh interpreter: nothing but the standard library and the kernel comes with the law."""
    code = (
        "import sys, yifa.law; print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'psycopg', 'pydantic', 'requests'}))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(_source())})

    assert done.stdout.strip() == "[]"
    for path in (*(_source() / "yifa" / "law").rglob("*.py"), *(_source() / "yifa" / "kernel").rglob("*.py")):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)}
        assert not names & {"now", "today", "utcnow", "localdate"}, path.name


def _source() -> Path:
    return Path(yifa.law.__file__).parents[2]
