"""The institution as the docket asks for it: effective-dated rows, one SQL statement for each answer, kept in memory; who has power and
who may act are asked of the copies that ``registry.snapshot`` and ``staffing.snapshot`` keep.

What is kept is of one revision; who reads or writes a docket tells ``seen`` which is the newest, and older answers are forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import connection

from yifa.docket.ports import (
    BodyFacts,
    EventClass,
    FineRange,
    Hindrances,
    ItemFacts,
    OfficerFacts,
    PlaceFacts,
    Subject,
    Thing,
    UnknownToInstitution,
)
from yifa.kernel.citation import Cite
from yifa.kernel.places import stem
from yifa.law.layers import Layer, Overlays
from yifa.platform.schema import current
from yifa.platform.wording import wording_of
from yifa.registry import snapshot
from yifa.registry.core.who import who
from yifa.registry.grids import grid_map
from yifa.staffing import snapshot as force
from yifa.staffing.core import capacity
from yifa.staffing.core.staff import Officer

say = wording_of(__file__)
Facts = TypeVar("Facts")

#: (question, what, …, day) -> answer; refusals are not kept
_KEPT: dict[tuple[object, ...], Any] = {}
#: schema -> the revision the kept answers are of
_OF: dict[str, int | None] = {}
_KEEP_AT_MOST = 5_000
_ITEMS_AT_MOST = 1_000


class UnknownBody(UnknownToInstitution):
    """没有这个机关 — no body of that code on that day."""

    code = "staffing.unknown_body"


class UnknownItem(UnknownToInstitution):
    """没有这个事项 — no item of that code on that day."""

    code = "staffing.unknown_item"


class UnknownOfficer(UnknownToInstitution):
    """没有这个人员 — no officer of that code on that day."""

    code = "staffing.unknown_officer"


def clear() -> None:
    """Forget every kept answer."""
    _KEPT.clear()
    _OF.clear()
    snapshot.clear()


_SPAN = "({0}.valid_from IS NULL OR {0}.valid_from <= %(on)s) AND ({0}.valid_until IS NULL OR %(on)s < {0}.valid_until)"

_BODY = f"""
SELECT code, name, mark, seal, kind, level, place, address, phone, reconsideration, court, bank, account_name, account_no, synthetic
FROM registry_body b WHERE code = %(code)s AND {_SPAN.format("b")}
"""

_ITEM_COLUMNS = """
SELECT i.code, v.name, v.domain_id, d.layers, v.violated, v.penalty, v.kinds, v.fines, v.correction_order, i.department, i.synthetic
FROM registry_item i JOIN registry_item_version v ON v.item_id = i.no JOIN registry_domain d ON d.name = v.domain_id
"""

_ITEM = f"{_ITEM_COLUMNS} WHERE i.code = %(code)s AND {_SPAN.format('v')}"

_ITEMS = f"""
{_ITEM_COLUMNS}
WHERE {_SPAN.format("v")}
  AND EXISTS (
    SELECT 1 FROM registry_holding h
    WHERE h.item_id = i.no AND (h.body = %(body)s OR h.body LIKE %(below)s) AND {_SPAN.format("h")}
  )
  AND (v.name || ' ' || i.code || ' ' || v.domain_id || ' ' || i.department) LIKE ALL (%(words)s)
ORDER BY i.synthetic, i.no LIMIT %(limit)s
"""

_EVENT_CLASS = f"""
SELECT code, name, kind, "limit", unit, item, domain, owner, recorded FROM registry_event_kind k
WHERE code = %(code)s AND {_SPAN.format("k")}
"""

_EQUIPMENT = f"SELECT code, kind, name, body FROM registry_equipment e WHERE code = ANY(%(codes)s) AND {_SPAN.format('e')} ORDER BY code"

_LIAISONS = f"SELECT place, officer FROM registry_liaison l WHERE body = %(body)s AND {_SPAN.format('l')}"

_PLACES = f"SELECT code, name FROM registry_place p WHERE code LIKE %(below)s AND {_SPAN.format('p')} ORDER BY code"


class RegistryInstitution:
    """Implements ``yifa.docket.ports.Institution``; ``overlays`` are those of the profiles."""

    newest = snapshot.NEWEST

    def __init__(self, overlays: Overlays | None = None) -> None:
        self._overlays = overlays or Overlays()

    def seen(self, newest: int | None) -> None:
        """版次 — the revision that holds now; answers of another are forgotten."""
        schema = current()
        snapshot.seen(newest)
        if _OF.get(schema) != newest:
            for key in [key for key in _KEPT if key[0] == schema]:
                del _KEPT[key]
            _OF[schema] = newest

    def body(self, code: str, *, on: date) -> BodyFacts:
        """机关 — raises UnknownBody."""
        found = _kept("body", (code, on), lambda: [BodyFacts(*row) for row in _rows(_BODY, code=code, on=on)])
        return _one(found, UnknownBody, "refused.no_body", code, on)

    def item(self, code: str, *, on: date) -> ItemFacts:
        """事项 — raises UnknownItem."""
        found = _kept("item", (code, on), lambda: [_item(row) for row in _rows(_ITEM, code=code, on=on)])
        return _one(found, UnknownItem, "refused.no_item", code, on)

    def layers(self, *, item: str, place: str, body: str, on: date) -> Sequence[Layer]:
        """层级 — the overlays of body and place, and of the item's domain. Raises UnknownItem."""
        domains = self.item(item, on=on).layers if item else ()
        return self._overlays.chain(domains=domains, place=place, body=body)

    def subject(self, *, item: str, place: str, on: date) -> Subject | None:
        """执法主体 — who holds the item at the place that day; None where nobody does."""
        found = who(snapshot.powers(), item=item, place=place, on=on)
        if found.subject is None:
            return None
        team = found.team.code if found.team else ""
        return Subject(found.subject.code, found.title, found.document, found.until, found.list_state, team)

    def officer(self, code: str, *, on: date) -> OfficerFacts:
        """执法人员 — raises UnknownOfficer."""
        return _officer(code, on=on).facts(on)

    def officers(self, *, body: str, on: date) -> Sequence[OfficerFacts]:
        """Everyone of the body and the bodies below it, assistants too, by code."""
        return tuple(officer.facts(on) for officer in force.staff().members(body, on=on))

    def hindrances(self, code: str, *, body: str, domain: str, place: str, party: str, on: date) -> Hindrances:
        """能否承办 — see ``staffing.core.capacity.hindrances``. Raises UnknownOfficer."""
        return capacity.hindrances(force.staff(), _officer(code, on=on), body=body, domain=domain, place=place, party=party, on=on)

    def items(self, *, body: str, on: date, words: str = "", limit: int = 50) -> Sequence[ItemFacts]:
        """Items the body or one below it holds that day; every word must occur in name, code, domain or department. Real ones first."""
        patterns = [f"%{_escape(word)}%" for word in words.split()] or ["%"]
        limit = min(max(0, limit), _ITEMS_AT_MOST)
        return _kept(
            "items",
            (body, on, words, limit),
            lambda: [_item(row) for row in _rows(_ITEMS, body=body, below=_below(f"{body}."), words=patterns, limit=limit, on=on)],
            keep=not words and limit <= 50,
        )

    def places(self, *, under: str, on: date) -> Sequence[PlaceFacts]:
        """The place and those below it, by code."""
        return _kept("places", (under, on), lambda: [PlaceFacts(*row) for row in _rows(_PLACES, below=_below(under), on=on)])

    def event_class(self, code: str, *, on: date) -> EventClass | None:
        """小类 — as the catalogue has it that day."""
        found = _kept("event_class", (code, on), lambda: [EventClass(*row) for row in _rows(_EVENT_CLASS, code=code, on=on)])
        return found[0] if found else None

    def equipment(self, codes: Sequence[str], *, on: date) -> Sequence[Thing]:
        """装备 — by code."""
        asked = tuple(dict.fromkeys(codes))
        return _kept("equipment", (asked, on), lambda: [Thing(*row) for row in _rows(_EQUIPMENT, codes=list(asked), on=on)])

    def grid_holds(self, code: str, *, point: tuple[float, float] | None, on: date) -> bool | None:
        """网格 — see the port."""
        grid = grid_map(on=on).by_code.get(code)
        if grid is None:
            return None
        return point is None or grid.holds(*point)

    def liaison(self, *, body: str, place: str, on: date) -> str:
        """联络员 — see the port."""
        rows = _kept("liaisons", (body, on), lambda: _rows(_LIAISONS, body=body, on=on))
        named = next((officer for where, officer in rows if where == place), "")
        if named or not rows:
            return named
        # an area holds places whose codes do not begin with its own
        lies_in = snapshot.powers().depths(place, on=on)
        near = [(lies_in[where], officer) for where, officer in rows if where in lies_in]
        if near:
            return min(near)[1]
        found = [(len(stem(where)), officer) for where, officer in rows if place.startswith(stem(where))]
        return max(found)[1] if found else ""


def _kept(question: str, asked: tuple[object, ...], answer: Callable[[], list[Facts]], *, keep: bool = True) -> tuple[Facts, ...]:
    key = (current(), question, *asked)
    kept: tuple[Facts, ...] | None = _KEPT.get(key)
    if kept is not None:
        return kept
    if not all(_storable(part) for part in asked if isinstance(part, str)):
        return ()
    found = tuple(answer())
    if found and keep:
        if len(_KEPT) >= _KEEP_AT_MOST:
            _KEPT.clear()
        _KEPT[key] = found
    return found


def _storable(text: str) -> bool:
    """Can the database hold this text at all? NUL and lone surrogates are in no row."""
    try:
        return b"\0" not in text.encode("utf-8")
    except UnicodeEncodeError:
        return False


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _one(found: tuple[Facts, ...], refusal: type[UnknownToInstitution], key: str, code: str, on: date) -> Facts:
    if not found:
        raise refusal(say(key, code=code, on=on.isoformat()), remedy=say("refused.unknown_remedy"), asked=code, on=on.isoformat())
    return found[0]


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _below(prefix: str) -> str:
    return f"{_escape(prefix)}%"


def _item(row: tuple[Any, ...]) -> ItemFacts:
    code, name, domain, layers, violated, penalty, kinds, fines, correction_order, department, synthetic = row
    # Only the basic tier: what is due under a condition (拒不改正 …) is read with registry.queries.tiers.
    basic = [fine for fine in _json(fines) if not fine["condition"]]
    return ItemFacts(
        code=code,
        name=name,
        domain=domain,
        layers=tuple(layers),
        violated=_cite(_json(violated)),
        penalty=_cite(_json(penalty)),
        kinds=tuple(kinds),
        fines=_ranges(basic),
        correction_order=correction_order,
        department=department,
        synthetic=synthetic,
    )


def _ranges(basic: list[dict[str, Any]]) -> tuple[FineRange, ...]:
    """One range for each kind of party; where an article sets several at once (元 and 倍), none alone: a person states the amount."""
    ranges: dict[str, FineRange] = {}
    for fine in basic:
        party = fine["party"]
        known = party not in ranges
        ranges[party] = FineRange(party, fine["low_fen"], fine["high_fen"]) if known else FineRange(party, None, None)
    return tuple(ranges.values())


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _cite(members: dict[str, Any]) -> Cite:
    if not members:
        return Cite(say("shown.not_stated"))
    return Cite(members["law"], members.get("article", ""), members.get("paragraph"), members.get("item"), members.get("print"))


def _officer(code: str, *, on: date) -> Officer:
    found = force.staff().officers.get(code)
    return _one((found,) if found and found.covers(on) else (), UnknownOfficer, "refused.no_officer", code, on)
