"""Fingerprints: every article of a law that is held has one, and it matches the texts where a folder of them is given."""

from __future__ import annotations

import re

import pytest

import yifa.law  # noqa: F401  registers the rules
from tests.law.cases import published_overlays
from tests.law.texts import FOLDER, prints_of
from yifa.law import sources
from yifa.law.rule import rule_versions
from yifa.law.sources import LAWS


def test_every_citation_is_of_a_known_law_and_carries_its_fingerprint() -> None:
    for version in rule_versions():
        for cite in version.cites:
            prints = LAWS[cite.law].prints
            assert cite.print == (None if prints is None else prints[cite.article]), (version.id, cite.text)


def test_fingerprints_are_sm3_digests_and_no_two_alike() -> None:
    found = [digest for law in LAWS.values() for digest in (law.prints or {}).values()]

    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in found)
    assert len(set(found)) == len(found)


def test_no_fingerprint_is_kept_that_nothing_cites() -> None:
    cites = [cite for version in rule_versions() for cite in version.cites]
    cites += [cite for layer in published_overlays() for setting in layer.settings for cite in setting.cites]

    kept = {(law.title, article) for law in LAWS.values() for article in law.prints or {}}

    assert kept - {(cite.law, cite.article) for cite in cites} == set()


def test_article_not_read_cannot_be_cited() -> None:
    with pytest.raises(KeyError):
        sources.APL("999")


def _held() -> list[tuple[str, str]]:
    return [(law.title, article) for law in LAWS.values() for article in law.prints or {}] if FOLDER else []


if FOLDER:

    @pytest.mark.parametrize(("title", "article"), _held())
    def test_fingerprint_matches_the_text(title: str, article: str) -> None:
        assert LAWS[title].prints[article] in prints_of(title, article)  # type: ignore[index]  # held
