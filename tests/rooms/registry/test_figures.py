"""Every item read from the law says what its article says, on both sides of every change."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yifa.kernel.citation import chinese_number, fingerprint
from yifa.profile import read
from yifa.profile.schema import ItemRow, Profile
from yifa.registry import queries
from yifa.staffing.institution import RegistryInstitution

PROFILE = read(Path(__file__).parents[3] / "profiles" / "fucheng")
REAL = [row for row in PROFILE.items if not row.synthetic]
FIGURES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "figures.toml").read_text("utf-8"))["version"]
LAWS = os.environ.get("YIFA_LAWS")


def test_figures_stand_for_every_version_of_every_item_read_from_the_law() -> None:
    read_from_law = {(row.code, row.valid_until or row.valid_from) for row in REAL}
    checked = set()
    for figure in FIGURES:
        for row in REAL:
            if row.code == figure["item"] and (row.valid_from or date.min) <= figure["on"] < (row.valid_until or date.max):
                checked.add((row.code, row.valid_until or row.valid_from))

    assert len(FIGURES) == len(REAL) == 31
    assert checked == read_from_law


def test_items_answer_with_the_articles_and_figures_of_the_law(loaded: Profile) -> None:
    institution = RegistryInstitution()
    answers, expected = [], []
    for figure in FIGURES:
        item = institution.item(figure["item"], on=figure["on"])
        ranges = {fine.party: (fine.low_fen, fine.high_fen) for fine in item.fines}
        answers.append((item.code, item.violated.text, item.penalty.text, item.kinds, ranges))
        wanted = {
            party: tuple(yuan * 100 if yuan else None for yuan in figure[party]) for party in ("person", "organisation") if party in figure
        }
        expected.append((figure["item"], figure["violated"], figure["penalty"], tuple(figure["kinds"]), wanted))

    assert answers == expected


def test_fines_under_a_condition_are_tiers_and_no_part_of_the_basic_range(loaded: Profile) -> None:
    on = date(2026, 9, 1)

    tiers = {
        item: [(tier.party, tier.condition, tier.low_fen, tier.high_fen) for tier in queries.tiers(item=item, on=on) if tier.condition]
        for item in ("GC-HB-001", "GC-ZJ-007", "GC-NL-001", "GC-NL-002", "GC-SJ-003", "GC-AJ-001")
    }

    assert tiers == {
        "GC-HB-001": [("person", "拒不改正", 500_000, 2_000_000), ("organisation", "拒不改正", 500_000, 2_000_000)],
        "GC-ZJ-007": [
            ("person", "逾期不采取补救措施或者造成严重后果", 2_000_000, 10_000_000),
            ("organisation", "逾期不采取补救措施或者造成严重后果", 10_000_000, 30_000_000),
        ],
        "GC-NL-001": [("person", "逾期不改正", 100_000, 500_000), ("organisation", "逾期不改正", 100_000, 500_000)],
        "GC-NL-002": [("person", "情节严重", 3_000_000, 10_000_000), ("organisation", "情节严重", 3_000_000, 10_000_000)],
        "GC-SJ-003": [("person", "拒不改正", 500_000, 5_000_000), ("organisation", "拒不改正", 500_000, 5_000_000)],
        "GC-AJ-001": [("person", "逾期未改正", 5_000_000, 20_000_000), ("organisation", "逾期未改正", 5_000_000, 20_000_000)],
    }


def test_at_least_four_items_allow_fifty_yuan_on_the_spot() -> None:
    allowed = {figure["item"] for figure in FIGURES if "person" in figure and figure["person"][0] == 0 and figure["person"][1] >= 50}

    assert len(allowed) >= 4


def test_every_real_item_has_fingerprints_and_every_synthetic_one_has_no_article() -> None:
    prints = [print_ for row in REAL for print_ in (row.violated_print, row.penalty_print)]

    assert [print_ for print_ in prints if not re.fullmatch("[0-9a-f]{64}", print_)] == []
    assert [row.code for row in PROFILE.items if row.synthetic and (row.violated_law or row.kinds)] == []


def articles_of(folder: Path, law: str, version: str) -> dict[str, str]:
    """The articles of one version of a law in a folder of texts."""
    (path,) = (file for file in folder.rglob("*.md") if file.name.startswith(f"{law}({version}"))
    found: dict[str, str] = {}
    current = ""
    for line in path.read_text("utf-8-sig").split("<!-- INFO END -->")[-1].replace("**", "").splitlines():
        if start := re.match(r"\s*第([零一二三四五六七八九十百千]+)条(?=\s)", line):
            current = start.group(1)
            found[current] = line
        elif line.startswith("#"):
            current = ""
        elif current:
            found[current] += line
    return found


# Only where a folder of law texts is named: without one there is nothing to compare.
if LAWS:

    @pytest.mark.parametrize("row", REAL, ids=lambda row: f"{row.code}-{row.valid_from}")
    def test_fingerprints_match_the_texts_of_the_law(row: ItemRow) -> None:
        texts = [
            articles_of(Path(LAWS), law, version)[chinese_number(int(article))]
            for law, version, article in (
                (row.violated_law, row.violated_text, row.violated_article),
                (row.penalty_law, row.penalty_text, row.penalty_article),
            )
        ]

        assert [fingerprint(text) for text in texts] == [row.violated_print, row.penalty_print]
