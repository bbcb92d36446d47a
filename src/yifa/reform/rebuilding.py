"""重放比对 — the institution is what the profile says and what approved changes did: done again on a fresh copy, every row is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import models

from yifa.registry.models import Authorisation, Body, Boundary, Exercise, History, Holding, Relation
from yifa.registry.queries import CONFIRMED_LIST
from yifa.staffing.models import OfficeRole, PoolMove, Posting, StaffPost

#: every table a change touches
TABLES: tuple[type[models.Model], ...] = (
    Body,
    History,
    Holding,
    Relation,
    Exercise,
    Boundary,
    Authorisation,
    StaffPost,
    PoolMove,
    Posting,
    OfficeRole,
)
#: a column that numbers a row of another table -> what tells that row apart
_NAMED: Mapping[str, str] = {"item": "item__code", "officer": "officer__code"}

Rows = Mapping[str, Counter[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """差异 — a row that stands and does not follow, or follows and does not stand."""

    table: str
    row: str
    stands: bool


def rows() -> Rows:
    """Every row of those tables in the schema that is spoken to, without its number; not what was confirmed from the law library."""
    return {model._meta.db_table: Counter(_rows(model)) for model in TABLES}


def _rows(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    names = [
        _NAMED.get(field.name, field.name) if field.is_relation else field.name
        for field in model._meta.concrete_fields
        if not field.primary_key
    ]
    found = model._default_manager.all()
    if model is Holding:
        found = found.exclude(item__list__code=CONFIRMED_LIST)
    for values in found.values_list(*names):
        yield tuple(
            f"{name.partition('__')[0]}={value}" for name, value in zip(names, values, strict=True) if value not in (None, "", False)
        )


def differences(stand: Rows, follow: Rows) -> list[RowDifference]:
    """What stands and does not follow, and what follows and does not stand."""
    found = []
    for table in sorted(stand.keys() | follow.keys()):
        there, made = stand.get(table, Counter()), follow.get(table, Counter())
        found += [RowDifference(table, " ".join(row), stands=True) for row in sorted((there - made).elements())]
        found += [RowDifference(table, " ".join(row), stands=False) for row in sorted((made - there).elements())]
    return found
