"""An answer always carries its grounds and has one of three verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from yifa.kernel.citation import Cite

Value = TypeVar("Value")


class Verdict(StrEnum):
    """合法 · 不得 · 由人判断."""

    LAWFUL = "lawful"
    REFUSED = "refused"
    FOR_PERSON = "for_person"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a gate rule returns: the verdict, and for every verdict but lawful a whole Chinese sentence and what to do."""

    verdict: Verdict
    sentence: str = ""
    remedy: str = ""


LAWFUL = Ruling(Verdict.LAWFUL)


def refused(sentence: str, *, remedy: str) -> Ruling:
    """The law says no: ``sentence`` is what and why in one whole sentence, ``remedy`` what to do."""
    return Ruling(Verdict.REFUSED, sentence, remedy)


def for_person(sentence: str, *, remedy: str) -> Ruling:
    """The law leaves room: ``sentence`` is the question a person must answer, ``remedy`` who answers it and where."""
    return Ruling(Verdict.FOR_PERSON, sentence, remedy)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why: the rule, the articles, the layer that answered (nation, department, province, city, body) and the facts used."""

    rule: str
    title: str
    cites: tuple[Cite, ...]
    layer: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "title": self.title,
            "layer": self.layer,
            "cites": [cite.as_json() for cite in self.cites],
            "facts": {name: _plain(value) for name, value in self.facts.items()},
        }


def _plain(value: object) -> object:
    """A fact as JSON: texts, numbers and None as they are, lists and mappings member by member, days, money and calendars as text."""
    if isinstance(value, (str, int, type(None))):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        members = [_plain(member) for member in value]
        return members if isinstance(value, (list, tuple)) else sorted(members, key=str)
    return str(value)


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """Verdict, value (None when refused), grounds, and the sentence and remedy of the ruling where there is one."""

    verdict: Verdict
    value: Value | None
    grounds: tuple[Ground, ...]
    sentence: str = ""
    remedy: str = ""

    @property
    def lawful(self) -> bool:
        return self.verdict is Verdict.LAWFUL

    def as_json(self) -> dict[str, object]:
        return {
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "remedy": self.remedy,
            "grounds": [ground.as_json() for ground in self.grounds],
        }
