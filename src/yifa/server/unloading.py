"""The loaded institution as a profile again: every row as it stands now, those that acts of dockets made or ended too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from django.db import models

from yifa.platform.accounts.models import RoleGrant
from yifa.profile.gathering import TABLES
from yifa.profile.schema import FineRow, HoldingRow, ItemRow, ListRow, Profile, UserRow
from yifa.registry import actions as registry
from yifa.registry.models import Domain, Fact, Holding, ItemList, ItemVersion, Load
from yifa.registry.queries import CONFIRMED_LIST
from yifa.server.refusals import NothingLoaded
from yifa.staffing import actions as staffing
from yifa.staffing.models import Officer

#: what a holding says beside its item
_HELD = tuple(field.name for field in fields(HoldingRow) if field.name not in ("at", "item", "list"))


def unload() -> Profile:
    """载出 — the institution in the schema that is spoken to, as records. Raises NothingLoaded.

    Left out: items people confirmed from the law library, which belong to no profile; cases, calendars and overlays, no rows of it.
    """
    load = Load.objects.filter(room="registry").first()
    if load is None:
        raise NothingLoaded
    tables: dict[str, tuple[type[models.Model], str]] = {
        "domains": (Domain, "pk"),
        "officers": (Officer, "pk"),
        "facts": (Fact, "position"),
        **{member: (model, "pk") for member, model, _ in (*registry.PLAIN, *staffing.OF_OFFICERS, *staffing.PLAIN)},
    }
    records = dict(TABLES.values())
    rows: dict[str, tuple[Any, ...]] = {
        member: tuple(_record(records[member], row) for row in _rows(model, order)) for member, (model, order) in tables.items()
    }
    lists = [_record(ListRow, row) for row in ItemList.objects.exclude(code=CONFIRMED_LIST).order_by("pk")]
    versions = list(ItemVersion.objects.exclude(item__list__code=CONFIRMED_LIST).select_related("item__list").order_by("pk"))
    return Profile(
        code=load.profile,
        name=load.name,
        place=load.place,
        digest=load.digest,
        lists=tuple(lists),
        items=tuple(map(_item, versions)),
        fines=tuple(fine for version in versions for fine in _fines(version)),
        holdings=tuple(_holdings(lists)),
        users=tuple(_users()),
        **rows,
    )


def _rows(model: type[models.Model], order: str) -> Iterable[models.Model]:
    rows = model._default_manager.order_by(order)
    return rows.select_related("officer") if any(field.name == "officer" and field.is_relation for field in model._meta.fields) else rows


def _record(record: type[Any], row: models.Model) -> Any:
    """The record whose fields are the columns of the same name."""
    return record(**{field.name: _value(getattr(row, field.name)) for field in fields(record) if field.name != "at"})


def _value(value: Any) -> Any:
    match value:
        case list():
            return tuple(value)
        case Officer():
            return value.code
        case Decimal():
            return value.normalize()
        case _:
            return value


def _item(version: ItemVersion) -> ItemRow:
    cited = {
        f"{part}_{name}": value
        for part, cite in (("violated", version.violated), ("penalty", version.penalty))
        for name, value in cite.items()
    }
    return ItemRow(
        code=version.item.code,
        name=version.name,
        domain=version.domain_id,
        department=version.item.department,
        synthetic=version.item.synthetic,
        kinds=tuple(version.kinds),
        correction_order=version.correction_order,
        status=version.status,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        list=version.item.list.code,
        **cited,
    )


def _fines(version: ItemVersion) -> Iterator[FineRow]:
    """Tiers of a version; what is said of persons and of organisations alike is one row (不分)."""
    left = [dict(fine) for fine in version.fines]
    while left:
        fine = left.pop(0)
        other = {**fine, "party": "organisation" if fine["party"] == "person" else "person"}
        party = "不分" if other in left else "个人" if fine["party"] == "person" else "单位"
        if other in left:
            left.remove(other)
        assert version.valid_from is not None
        yield FineRow(
            item=version.item.code,
            valid_from=version.valid_from,
            party=party,
            condition=fine["condition"],
            low_yuan=_yuan(fine["low_fen"]),
            high_yuan=_yuan(fine["high_fen"]),
            note=fine["note"],
        )


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen) / 100


def _holdings(lists: Iterable[ListRow]) -> Iterator[HoldingRow]:
    """What the lists do not say: all of one list held by a further body in one row, everything else item by item."""
    of_list: dict[str, dict[str, list[HoldingRow]]] = {}
    for row in Holding.objects.exclude(item__list__code=CONFIRMED_LIST).select_related("item__list").order_by("pk"):
        held = HoldingRow(item=row.item.code, **{name: getattr(row, name) for name in _HELD})
        of_list.setdefault(row.item.list.code, {}).setdefault(held.item, []).append(held)
    said = {line.code: line for line in lists}
    for code, items in of_list.items():
        line = said[code]
        alike: dict[tuple[object, ...], list[HoldingRow]] = {}
        for held in (held for rows in items.values() for held in rows):
            alike.setdefault(tuple(getattr(held, name) for name in _HELD), []).append(held)
        by_line = tuple(getattr(line, name, _DEFAULTS.get(name)) for name in _HELD)
        for key, rows in alike.items():
            if key == by_line:
                continue
            first = rows[0]
            of_line = (first.body, first.place, first.valid_from) == (line.body, line.place, line.valid_from)
            if len(rows) == len(items) > 1 and not of_line:
                yield replace(first, item="", list=code)
            else:
                yield from rows


_DEFAULTS = {field.name: field.default for field in fields(HoldingRow)}


def _users() -> Iterator[UserRow]:
    """Accounts a profile made that hold posts over one body and place; others have no row that could say it."""
    grants: dict[str, list[RoleGrant]] = {}
    for grant in RoleGrant.objects.filter(valid_until=None, granted_by=None).select_related("user").order_by("user__pk", "pk"):
        grants.setdefault(grant.user.username, []).append(grant)
    for username, held in grants.items():
        first = held[0]
        if len({(grant.body_code, grant.place_code) for grant in held}) == 1:
            yield UserRow(
                username=username,
                name=first.user.name,
                officer=first.user.officer_code,
                body=first.body_code,
                place=first.place_code,
                roles=tuple(grant.role for grant in held),
            )
