"""What profile.words says of the tables is what the tables of the database can hold: a profile that reads can be loaded."""

from __future__ import annotations

import tomllib
import typing
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

from yifa.profile import reference, schema, words
from yifa.profile.cells import columns_of
from yifa.profile.gathering import TABLES
from yifa.profile.schema import ItemRow, Record, Spanned
from yifa.registry import actions as registry
from yifa.registry.models import Domain, Fact, Holding, Item, ItemList, ItemVersion
from yifa.reporting.measures import MEASURES
from yifa.staffing import actions as staffing
from yifa.staffing.models import Officer

MODELS: dict[str, tuple[type[models.Model], ...]] = {
    "domains": (Domain,),
    "lists": (ItemList, Holding),
    "items": (Item, ItemVersion),
    "holdings": (Holding,),
    "officers": (Officer,),
    "facts": (Fact,),
    **{member: (model,) for member, model, _ in (*registry.PLAIN, *staffing.OF_OFFICERS, *staffing.PLAIN)},
}
RECORDS: dict[str, type[Record]] = {**dict(TABLES.values()), "items": ItemRow}


def columns() -> Iterator[tuple[str, str, models.Field]]:  # type: ignore[type-arg]  # of whatever type
    for member, tables in MODELS.items():
        for table in tables:
            for column in table._meta.concrete_fields:
                if column.name in columns_of(RECORDS[member]):
                    yield member, column.name, getattr(column, "base_field", column)


def test_no_text_of_a_profile_is_longer_than_its_column() -> None:
    longer = []
    for member, name, column in columns():
        record = RECORDS[member]
        longest = words.LONGEST.get((record, name)) or words.LONGEST.get(name, words.LONGEST[""])
        if isinstance(column, models.CharField) and longest > (column.max_length or 0):
            longer.append((member, name, longest, column.max_length))

    assert longer == []


def test_no_number_of_a_profile_has_more_digits_than_its_column() -> None:
    found = {
        name: (column.max_digits - column.decimal_places, column.decimal_places)
        for _, name, column in columns()
        if isinstance(column, models.DecimalField)
    }

    assert found == {name: words.PLACES_OF_DECIMALS[name] for name in found}
    assert set(found) == {"area_km2", "figure", "score", "longitude", "latitude"}


@pytest.mark.parametrize("member", sorted({member for member, _, _ in (*registry.PLAIN, *staffing.OF_OFFICERS, *staffing.PLAIN)}))
def test_rows_the_loader_takes_for_one_are_told_apart_by_the_checker(member: str) -> None:
    keys = {name: key for name, _, key in (*registry.PLAIN, *staffing.OF_OFFICERS, *staffing.PLAIN)}
    key = {name.removesuffix("_id") for name in keys[member]}
    checked = words.APART.get(member) or (*words.NEVER_TWO.get(member, ()), "valid_from")
    if member == "relations":
        # one of each of the three, several of the others: checked apart from the lists of words
        checked = ("body", "relation", "to", "valid_from")

    assert set(checked) <= key


@pytest.mark.parametrize("member", sorted(words.NEVER_TWO))
def test_what_the_database_keeps_apart_in_time_the_checker_keeps_apart(member: str) -> None:
    held = [
        {str(source.name) for expression, _ in constraint.expressions for source in _sources(expression)} - {"valid_from", "valid_until"}
        for table in MODELS[member]
        for constraint in table._meta.constraints
        if isinstance(constraint, ExclusionConstraint) and constraint.condition is None
    ]
    fields_of = {"item" if member == "items" and field == "code" else field for field in words.NEVER_TWO[member]}

    assert held == [fields_of]


def _sources(expression: models.Func) -> Iterator[models.F]:
    for source in expression.get_source_expressions():
        if isinstance(source, models.F):
            yield source
        elif hasattr(source, "get_source_expressions"):
            yield from _sources(source)


def test_every_word_list_and_every_pointer_names_columns_that_exist() -> None:
    named = [
        (member, field)
        for table in (words.WORDS, words.POINTS, words.APART, words.NEVER_TWO)
        for member in table
        for field in table[member]
    ]

    assert [(member, field) for member, field in named if field not in columns_of(RECORDS[member])] == []
    targets = {target for fields_ in words.POINTS.values() for target in fields_.values()}
    targets |= {allowed for fields_ in words.ASKED.values() for allowed in fields_.values() if isinstance(allowed, str)}
    assert targets == set(words.NAMED_BY)
    assert {*words.ASKED, *words.OF_TWO, *(measure for those in words.ASKED_FOR.values() for measure in those)} <= set(words.MEASURES)
    assert all(field in columns_of(RECORDS[member]) for member, field in words.NAMED_BY.items())


def test_every_measure_a_profile_may_name_is_reckoned_by_reporting() -> None:
    assert sorted(words.MEASURES) == sorted(MEASURES)


def test_every_table_and_column_is_told_in_chinese_and_nothing_else_is() -> None:
    texts = tomllib.loads((Path(reference.__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    tables, shared = texts.pop("表"), texts.pop("列")

    assert set(tables) == set(RECORDS)
    assert [
        (member, name) for member, record in RECORDS.items() for name in columns_of(record) if not reference.what_says(member, name)
    ] == []
    assert [(member, name) for member, told in texts.items() for name in told if name not in columns_of(RECORDS[member])] == []
    assert [name for name in shared if not any(name in columns_of(record) for record in RECORDS.values())] == []


def test_every_record_that_has_a_span_can_be_kept_apart_or_is_told_why_not() -> None:
    spanned = {member for member, record in RECORDS.items() if issubclass(record, Spanned)}

    # several rows of one thing at once: lists and officers have one row each, holdings and relations rules of their own
    assert spanned - set(words.NEVER_TWO) == {"lists", "holdings", "officers", "equipment", "cameras", "grids", "relations"}


def test_a_record_has_only_columns_the_reader_can_read() -> None:
    known = {str, int, bool}
    for record in RECORDS.values():
        hints = typing.get_type_hints(record)
        assert len(columns_of(record)) == len(fields(record)) - 1
        assert all(
            hint in known or typing.get_args(hint) or hint.__name__ in ("date", "Decimal") for name, hint in hints.items() if name != "at"
        )
    assert schema.Profile.__slots__[4:] == tuple(dict.fromkeys(("domains", "places", "bodies", "history", "lists", "items", *RECORDS)))
