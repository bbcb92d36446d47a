"""漂移 — where a rule and the text that is held part ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yifa.kernel.citation import Cite

State = Literal["recheck", "unheld", "upcoming"]
Why = Literal["differs", "superseded", "gone", "repealed", "not_read", "no_article", "not_compared", "not_held_then", "upcoming"]


@dataclass(frozen=True, slots=True)
class Cited:
    """One place a rule, or a layer's setting for it, rests on."""

    rule: str
    title: str
    layer: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """One version as read in, with the fingerprints of the articles asked for; ``since`` None is not known and counts as always."""

    enacted_on: date | None
    since: date | None
    until: date | None
    prints: Mapping[str, str]

    def covers(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class HeldLaw:
    """A law as held; versions in the order of their days."""

    versions: Sequence[HeldVersion] = ()
    repealed_on: date | None = None
    repealed_by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """待复核, 未持有原文 or 将变更: what and why; ``old`` and ``new`` are the days of the versions concerned."""

    cited: Cited
    state: State
    why: Why
    old: date | None = None
    new: date | None = None
    by: str = ""


def judge(cited: Cited, law: HeldLaw | None, *, on: date) -> Finding | None:
    """What is to be said of one citation on that day; None where rule and text agree."""
    if law is None or not law.versions:
        return Finding(cited, "unheld", "not_read")
    now = next((version for version in reversed(law.versions) if version.covers(on)), None)
    if now is None:
        if law.repealed_on and law.repealed_on <= on:
            return Finding(cited, "recheck", "repealed", new=law.repealed_on, by=law.repealed_by)
        return Finding(cited, "unheld", "not_held_then", new=law.versions[0].since)
    article, known = cited.cite.article, cited.cite.print
    if not article:
        return None
    held = now.prints.get(article)
    if held is None:
        return Finding(cited, "unheld", "no_article") if known is None else Finding(cited, "recheck", "gone", new=now.enacted_on)
    if known is None:
        return Finding(cited, "unheld", "not_compared")
    if held != known:
        written = next((version for version in law.versions if version.prints.get(article) == known), None)
        if written is None:
            return Finding(cited, "recheck", "differs", new=now.enacted_on)
        return Finding(cited, "recheck", "superseded", old=written.enacted_on, new=now.enacted_on)
    later = next((version for version in law.versions if version.since and version.since > on), None)
    if later is not None and later.prints.get(article) != known:
        return Finding(cited, "upcoming", "upcoming", new=later.since)
    return None
