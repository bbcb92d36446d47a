"""Fingerprints: every article of a law that is held has one, and it matches the texts where a folder of them is given."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import yifa.law  # noqa: F401  registers the rules
from yifa.kernel.citation import chinese_number, fingerprint
from yifa.law import sources
from yifa.law.rule import rule_versions
from yifa.law.sources import LAWS

#: A folder of law texts as Markdown, articles beginning 第…条; not part of this repository.
FOLDER = os.environ.get("YIFA_LAWS", "")


def test_every_citation_is_of_a_known_law_and_carries_its_fingerprint() -> None:
    for version in rule_versions():
        for cite in version.cites:
            prints = LAWS[cite.law].prints
            assert cite.print == (None if prints is None else prints[cite.article]), (version.id, cite.text)


def test_fingerprints_are_sm3_digests_and_no_two_alike() -> None:
    found = [digest for law in LAWS.values() for digest in (law.prints or {}).values()]

    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in found)
    assert len(set(found)) == len(found)


def test_article_not_read_cannot_be_cited() -> None:
    with pytest.raises(KeyError):
        sources.APL("999")


def _held() -> list[tuple[str, str]]:
    return [(law.title, article) for law in LAWS.values() for article in law.prints or {}] if FOLDER else []


if FOLDER:

    @pytest.mark.parametrize(("title", "article"), _held())
    def test_fingerprint_matches_the_text(title: str, article: str) -> None:
        texts = [_articles(path).get(int(article), "") for path in Path(FOLDER).rglob("*.md") if _is(path, title)]

        assert LAWS[title].prints[article] in {fingerprint(text) for text in texts}  # type: ignore[index]  # held


def _is(path: Path, title: str) -> bool:
    """民法典 lies in the folder in parts."""
    return re.sub(r"\(.*\)", "", path.stem) == title or (title == path.parent.name == "民法典")


def _articles(path: Path) -> dict[int, str]:
    numbers = {f"第{chinese_number(n)}条": n for n in range(1, 1300)}
    found: dict[int, str] = {}
    current = 0
    for line in path.read_text(encoding="utf-8").split("<!-- INFO END -->")[-1].splitlines():
        start = re.match("第[零一二三四五六七八九十百千]+条", line.strip())
        current = numbers[start[0]] if start else 0 if line.startswith("#") else current
        if current:
            found[current] = found.get(current, "") + line
    return found
