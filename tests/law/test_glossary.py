"""The dictionary: whole, one word per term, and every term used."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TERMS: list[dict[str, Any]] = tomllib.loads((ROOT / "glossary.toml").read_text(encoding="utf-8"))["term"]


def test_every_term_has_the_same_members() -> None:
    assert [sorted(term) for term in TERMS] == [["cite", "en", "never", "note", "zh"]] * len(TERMS)


@pytest.mark.parametrize("member", ["zh", "en"])
def test_one_word_stands_for_one_term(member: str) -> None:
    twice = [word for word, count in Counter(term[member] for term in TERMS).items() if count > 1]

    assert twice == []


def test_no_term_is_among_its_own_rejected_words() -> None:
    assert [term["zh"] for term in TERMS if term["en"] in term["never"]] == []


def test_citations_name_law_and_article() -> None:
    assert [term["cite"] for term in TERMS if term["cite"] and not re.fullmatch(r"\w+ \d+", term["cite"])] == []


def test_every_term_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py")))

    unused = [term["zh"] for term in TERMS if term["zh"] not in source and term["en"].replace(" ", "_") not in source]

    assert unused == [], "take the term out of glossary.toml, or use it"
