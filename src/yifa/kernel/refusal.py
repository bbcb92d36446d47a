"""Refusal — the house says no, as designed. A fault (a bug, a broken machine) is never one of these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from yifa.kernel.citation import Cite

Kind = Literal["denied", "unknown", "incomplete", "conflict", "too_early", "too_late", "invalid"]


class Refusal(Exception):
    """What, why (article) and what to do; in Chinese, to a tired person on a small screen.

    A subclass stands beside the function that raises it and sets ``kind`` and ``code`` (``room.plain_fact``).
    ``sentence`` is whole and ends with 。; ``remedy`` says what to do; ``facts`` are plain JSON values for a program.
    """

    kind: ClassVar[Kind] = "invalid"
    code: ClassVar[str] = "kernel.refused"

    def __init__(self, sentence: str, *, remedy: str = "", cites: tuple[Cite, ...] = (), **facts: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.cites = cites
        self.facts = facts

    def lines(self) -> Iterable[str]:
        """What a terminal shows: the sentence, then what to do."""
        return (self.sentence, self.remedy) if self.remedy else (self.sentence,)

    def as_json(self) -> dict[str, object]:
        """Members of an ``application/problem+json`` answer, without status."""
        return {
            "code": self.code,
            "kind": self.kind,
            "title": self.sentence,
            "remedy": self.remedy,
            "cites": [cite.as_json() for cite in self.cites],
            "facts": self.facts,
        }
