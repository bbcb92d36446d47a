"""The institution in memory: read once, read again when its revision has moved. One copy a process and schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from time import monotonic
from typing import Any, Generic, TypeVar

from django.db import connection

from yifa.docket.standstill import hold_institution_alone
from yifa.platform.schema import current
from yifa.registry.core import powers as core
from yifa.registry.core.powers import Powers
from yifa.registry.models import Revision

Read = TypeVar("Read")

#: for so long a copy is taken to be the newest without asking
_SECONDS = 1.0
_kept: dict[str, tuple[int, float, Powers]] = {}


def revision() -> int:
    """版次 — another one after every change of the institution."""
    return Revision.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def move_on() -> None:
    """The institution has changed, within the caller's transaction; until its end nobody else changes it, and nobody writes a docket."""
    hold_institution_alone()
    with connection.cursor() as cursor:
        # the number of the transaction: one that is rolled back never comes again, so no copy of it can pass for a later state
        cursor.execute(
            """INSERT INTO registry_revision (id, number) VALUES (1, txid_current())
            ON CONFLICT (id) DO UPDATE SET number = excluded.number"""
        )
    clear()


def clear() -> None:
    """Forget every copy."""
    _kept.clear()


#: the revision as a column of any statement
NEWEST = "(SELECT number FROM registry_revision WHERE id = 1)"


def seen(number: int | None) -> bool:
    """Told the revision that holds now (``NEWEST``): a copy of another is forgotten; was there one?"""
    schema = current()
    kept = _kept.get(schema)
    if kept is None:
        return False
    if kept[0] == (number or 0):
        _kept[schema] = (kept[0], monotonic() + _SECONDS, kept[2])
        return False
    del _kept[schema]
    return True


def powers(*, newest: bool = False) -> Powers:
    """The institution as it stands; with ``newest`` the revision is asked for even when it was a moment ago."""
    schema = current()
    kept = _kept.get(schema)
    if kept and not newest and monotonic() < kept[1]:
        return kept[2]
    number = revision()
    seen(number)
    if schema not in _kept:
        _kept[schema] = (number, monotonic() + _SECONDS, read())
    return _kept[schema][2]


class OfDay(Generic[Read]):
    """What stands beside the institution on a day, read once and kept until the institution moves on or another day is asked for."""

    def __init__(self, read: Callable[[date], Read]) -> None:
        self._read = read
        #: schema -> the copy of the institution, the day, and what was read
        self._kept: dict[str, tuple[Powers, date, Read]] = {}

    def __call__(self, on: date) -> Read:
        schema, newest = current(), powers()
        kept = self._kept.get(schema)
        if kept is None or kept[0] is not newest or kept[1] != on:
            kept = self._kept[schema] = (newest, on, self._read(on))
        return kept[2]


_SPAN = "valid_from, valid_until, id"

_PLACES = f"SELECT {_SPAN}, code, name, kind, standard, parent, becomes FROM registry_place ORDER BY id"
_BODIES = f"""
SELECT {_SPAN}, code, name, kind, short, level, place, mark, seal, domain, integration, plate, duty, funds, unit_class, vertical,
       reconsideration, court, phone, synthetic
FROM registry_body ORDER BY id
"""
_ITEMS = """
SELECT v.valid_from, v.valid_until, v.id, i.code, v.name, v.domain_id, l.code, i.department, v.kinds, v.consequences, v.violated, v.penalty,
       i.synthetic
FROM registry_item_version v JOIN registry_item i ON i.no = v.item_id JOIN registry_list l ON l.id = i.list_id ORDER BY v.id
"""
_HOLDINGS = """
SELECT h.valid_from, h.valid_until, h.id, i.code, h.body, h.place, h.title, h.document, h.transition_until, h.transition_body, h.guide,
       h.exception, h.reason
FROM registry_holding h JOIN registry_item i ON i.no = h.item_id ORDER BY h.id
"""
_EXERCISES = f"SELECT {_SPAN}, kind, holder, team, place, domain, item, document, published FROM registry_exercise ORDER BY id"
_AREAS = f"SELECT {_SPAN}, area, place FROM registry_area ORDER BY id"
_RELATIONS = f'SELECT {_SPAN}, body, relation, "to", document FROM registry_relation ORDER BY id'
_ROUTES = f"SELECT {_SPAN}, place, feature, level, domain, document FROM registry_route ORDER BY id"
_BOUNDARIES = f"SELECT {_SPAN}, side, body, item, domain, document FROM registry_boundary ORDER BY id"
_AUTHORISATIONS = f'SELECT {_SPAN}, place, state, list, "by", document FROM registry_authorisation ORDER BY id'
_MODES = f"SELECT {_SPAN}, domain, place, mode, body, document FROM registry_mode ORDER BY id"
_LISTS = f"SELECT {_SPAN}, code, name, body, place, stated FROM registry_list ORDER BY id"


def read() -> Powers:
    """Read everything from the database."""
    return Powers.of(
        places=_spans(core.Place, _PLACES, "code", "name", "kind", "standard", "parent", "becomes"),
        bodies=_spans(
            core.Body,
            _BODIES,
            *("code", "name", "kind", "short", "level", "place", "mark", "seal", "domain", "integration", "plate", "duty", "funds"),
            *("unit_class", "vertical", "reconsideration", "court", "phone", "synthetic"),
        ),
        items=[_item(row) for row in _rows(_ITEMS)],
        holdings=_spans(
            core.Holding,
            _HOLDINGS,
            *("item", "body", "place", "title", "document", "transition_until", "transition_body", "guide", "exception", "reason"),
        ),
        exercises=_spans(core.Exercise, _EXERCISES, "kind", "holder", "team", "place", "domain", "item", "document", "published"),
        areas=_spans(core.Member, _AREAS, "area", "place"),
        relations=_spans(core.Relation, _RELATIONS, "body", "relation", "to", "document"),
        routes=_spans(core.Route, _ROUTES, "place", "feature", "level", "domain", "document"),
        boundaries=_spans(core.Boundary, _BOUNDARIES, "side", "body", "item", "domain", "document"),
        authorisations=_spans(core.Authorisation, _AUTHORISATIONS, "place", "state", "list", "by", "document"),
        modes=_spans(core.Mode, _MODES, "domain", "place", "mode", "body", "document"),
        lists=_spans(core.Listed, _LISTS, "code", "name", "body", "place", "stated"),
    )


def _spans(kind: type[core.Spans], sql: str, *names: str) -> list[core.Spans]:
    """Rows whose first three columns are the span and the number of the row, the others named."""
    return [
        kind(since=since, until=until, row=number, **dict(zip(names, values, strict=True))) for since, until, number, *values in _rows(sql)
    ]


def _item(row: tuple[Any, ...]) -> core.Item:
    since, until, number, code, name, domain, list_, department, kinds, consequences, violated, penalty, synthetic = row
    cites = [json.loads(cite) if isinstance(cite, str) else cite for cite in (violated, penalty)]
    consequences = json.loads(consequences) if isinstance(consequences, str) else consequences
    return core.Item(
        since=since,
        until=until,
        row=number,
        code=code,
        name=name,
        domain=domain,
        list=list_,
        department=department,
        kinds=tuple(kinds),
        coercion=tuple(consequences.get("coercion", ())),
        laws=tuple(dict.fromkeys(cite["law"] for cite in cites if cite.get("law"))),
        synthetic=synthetic,
    )


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
