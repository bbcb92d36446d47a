"""The benchmark tables as shipped: what each says of itself, its range, and the items and fines of 阜城 and the texts it agrees with."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import pytest

from tests.law.texts import FOLDER, prints_of
from yifa.kernel.citation import Cite
from yifa.kernel.money import Yuan
from yifa.law.discretion.benchmark import Benchmark, Formula
from yifa.law.discretion.calculation import line
from yifa.law.discretion.reading import parse
from yifa.law.penalties import Party, Span

PROFILES = Path(__file__).parents[3] / "profiles"
PATHS = sorted(PROFILES.glob("*/benchmarks/*.toml"))
TABLES = {path.stem: parse(tomllib.loads(path.read_text(encoding="utf-8"))) for path in PATHS}
#: The day from which 生态环境法典 stands in the place of the laws it took up.
CODE = date(2026, 8, 15)
PARTIES: dict[str, tuple[Party, ...]] = {"个人": ("person",), "单位": ("organisation",), "不分": ("person", "organisation")}

every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def test_each_file_is_named_by_its_code() -> None:
    assert [table.code for table in TABLES.values()] == [path.stem for path in PATHS]


@every_table
def test_table_of_nobody_says_so(table: Benchmark) -> None:
    assert table.synthetic
    assert table.maker == "示例"
    assert table.published_on is None
    assert "示例" in table.source


@every_table
def test_both_articles_are_cited_with_fingerprint_and_the_source_names_the_second(table: Benchmark) -> None:
    assert all(len(cite.print or "") == 64 for cite in (table.violated, table.penalty))
    assert Cite(table.penalty.law, table.penalty.article).text in table.source


@every_table
def test_tiers_fill_the_range_and_meet_without_gap(table: Benchmark) -> None:
    assert (table.tiers[0].low, table.tiers[-1].high) == (0, 1)
    assert [one.high for one, _ in pairwise(table.tiers)] == [other.low for _, other in pairwise(table.tiers)]
    assert all(tier.low < tier.high and tier.conditions for tier in table.tiers)


@every_table
def test_each_tier_can_be_reached_and_its_example_lies_in_it(table: Benchmark) -> None:
    weighted = [
        [(line(factor.name, option.name), factor.part(option)) for option in factor.options] for factor in table.factors if factor.weight
    ]
    places = {"；".join(name for name, _ in chosen): sum((part for _, part in chosen), Fraction(0)) for chosen in product(*weighted)}

    assert max(places.values()) == 1
    for tier in table.tiers:
        example = tier.conditions[-1].removeprefix("例如，")
        assert tier.low < places[example] <= tier.high or places[example] == tier.low == 0


@every_table
def test_formula_is_that_of_the_field(table: Benchmark) -> None:
    assert table.formula is {"市场监管": Formula.THIRTY, "农业": Formula.MIDPOINT}.get(table.domain, Formula.NONE)


@every_table
def test_table_ends_or_begins_with_the_code(table: Benchmark) -> None:
    of_code = table.penalty.law == "生态环境法典"

    assert (table.since == CODE) == of_code
    assert table.until == (CODE if table.penalty.law in ("大气污染防治法", "固体废物污染环境防治法") else None)


def test_five_fields_have_three_items_or_more() -> None:
    items: dict[str, set[str]] = defaultdict(set)
    for table in TABLES.values():
        items[table.domain].add(table.name.split("（")[0])

    assert {domain for domain, names in items.items() if len(names) >= 3} == {"城市管理", "农业", "交通运输", "市场监管", "生态环境"}


@pytest.mark.parametrize(
    ("code", "base", "low", "high"),
    [
        ("CG-BUILD-40", "1000000", "50000", "100000"),
        ("JT-FREIGHT-24", "0", "3000", "10000"),
        ("JT-FREIGHT-24", "9999.99", "3000", "10000"),
        ("JT-FREIGHT-24", "10000", "10000", "50000"),
        ("JT-FREIGHT-24-GRAVE", "0", "10000", "50000"),
        ("JT-FREIGHT-24-GRAVE", "20000", "20000", "100000"),
        ("SC-AD-28", "3000", "9000", "15000"),
        ("SC-AD-28-NOFEE", "0", "200000", "1000000"),
        ("SC-QUALITY-39", "8000", "4000", "24000"),
        ("HJ-FUME-81", "0", "5000", "50000"),
        ("HJ-FUME-250", "0", "5000", "50000"),
    ],
)
def test_range_of_an_item_outside_the_profile(code: str, base: str, low: str, high: str) -> None:
    found = next(one for one in TABLES[code].ranges_for("organisation") if one.is_for(Fraction(base)))

    assert found.span(Fraction(base)) == Span(Yuan(low), Yuan(high))


def test_unit_is_fined_by_the_waste_law_and_by_another_paragraph_of_the_code() -> None:
    (old,) = TABLES["CG-WASTE-49"].ranges_for("organisation")

    assert old.span() == Span(Yuan("50000"), Yuan("500000"))
    assert TABLES["CG-WASTE-506"].ranges_for("organisation") == ()


# ---- the items of 阜城, read and checked by themselves ----


def _rows(name: str) -> list[dict[str, str]]:
    with (PROFILES / "fucheng" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tables(code: str, *, on: date) -> list[Benchmark]:
    """The tables of an item on a day, found as a docket finds them."""
    found = []
    for row in _rows("items/gucheng.csv"):
        until = date.fromisoformat(row["valid_until"]) if row["valid_until"] else date.max
        if row["code"] == code and date.fromisoformat(row["valid_from"]) <= on < until:
            violated, penalty = _cite(row, "violated"), _cite(row, "penalty")
            found += [
                table
                for table in TABLES.values()
                if table.covers(on) and table.fits(item=code, violated=violated, penalty=penalty, place="131128")
            ]
    return found


def _cite(row: dict[str, str], name: str) -> Cite:
    paragraph, item = (int(row[f"{name}_{part}"]) if row[f"{name}_{part}"] else None for part in ("paragraph", "item"))
    return Cite(row[f"{name}_law"], row[f"{name}_article"], paragraph, item, row[f"{name}_print"])


#: safety and culture have no tables yet
FINES = [row for row in _rows("fines.csv") if row["high_yuan"] and not row["item"].startswith(("GC-AJ-", "GC-WG-"))]
WITH_TABLE = sorted({row["item"] for row in FINES})


@pytest.mark.parametrize("row", FINES, ids=lambda row: "-".join(row.values()))
def test_fine_of_an_item_is_the_range_of_a_table(row: dict[str, str]) -> None:
    low = Fraction(Yuan(row["low_yuan"]).fen) if row["low_yuan"] else None
    high = Fraction(Yuan(row["high_yuan"]).fen)

    tables = _tables(row["item"], on=max(date.fromisoformat(row["valid_from"]), date(2026, 1, 1)))

    for party in PARTIES[row["party"]]:
        assert [(low, high)] == [
            (found.low, found.high) for table in tables for found in table.ranges_for(party) if (found.low, found.high) == (low, high)
        ]


@pytest.mark.parametrize("code", WITH_TABLE)
def test_tables_of_an_item_carry_its_fingerprints_and_differ_in_name(code: str) -> None:
    for on in (date(2026, 1, 1), CODE - timedelta(days=1), CODE):
        tables = _tables(code, on=on)
        rows = [row for row in _rows("items/gucheng.csv") if row["code"] == code]

        assert tables
        assert len({table.name for table in tables}) == len(tables)
        assert all(
            (table.violated.print, table.penalty.print) in [(row["violated_print"], row["penalty_print"]) for row in rows]
            for table in tables
        )


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("GC-ZJ-008", ["CG-WASTE-49"], ["CG-WASTE-506"]),
        ("GC-HB-001", ["HJ-BARBECUE-81"], ["HJ-BARBECUE-250", "HJ-BARBECUE-250-LATE"]),
        ("GC-HB-002", ["HJ-STRAW-77"], ["HJ-STRAW-246"]),
        ("GC-HB-003", ["HJ-LOAD-70"], ["HJ-LOAD-241"]),
    ],
)
def test_code_changes_the_table_at_its_day(code: str, before: list[str], after: list[str]) -> None:
    assert [table.code for table in _tables(code, on=CODE - timedelta(days=1))] == before
    assert sorted(table.code for table in _tables(code, on=CODE)) == after


# ---- the texts ----

if FOLDER:

    @every_table
    def test_fingerprints_match_the_texts(table: Benchmark) -> None:
        for cite in (table.violated, table.penalty):
            assert cite.print in prints_of(cite.law, cite.article), cite.text
