"""变动 — the registry's rows changed by an act of a docket: spans end and begin, nothing is overwritten or deleted.

Every verb works within the caller's transaction, which holds the institution alone; ``Cut`` says from which day and by which act. A row
that would begin on or after that day ends before it began: it stands, and never held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from yifa.registry.models import Authorisation, Body, Boundary, Exercise, History, Holding, Item, Relation

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Cut:
    """变动 — from which day on, by which act."""

    on: date
    act: UUID


def inside(field: str, bodies: Iterable[str]) -> Q:
    """Rows whose ``field`` is one of these bodies or a body below one."""
    found = Q(pk__in=())
    for code in bodies:
        found |= Q(**{field: code}) | Q(**{f"{field}__startswith": f"{code}."})
    return found


def reaching(on: date) -> Q:
    """Rows that hold on that day or begin later."""
    return (Q(valid_until=None) | Q(valid_until__gt=on)) & ~Q(valid_until__lte=F("valid_from"))


def end(rows: QuerySet[Row], cut: Cut) -> list[Row]:
    """Let these rows end; as they were before."""
    before = list(rows.filter(reaching(cut.on)).order_by("pk"))
    last = Greatest(F("valid_from"), Value(cut.on, output_field=models.DateField()), output_field=models.DateField())
    rows.model._default_manager.filter(pk__in=[row.pk for row in before]).update(valid_until=last, act=cut.act)
    return before


def shift(rows: QuerySet[Row], cut: Cut, becomes: Callable[[Row], Mapping[str, Any] | None]) -> list[Row]:
    """End these rows and let each go on changed; ``becomes`` says by what, None for one that does not go on. Those begun."""
    begun = []
    for row in end(rows, cut):
        changes = becomes(row)
        if changes is not None:
            begun.append(copied(row, cut, **changes))
    return rows.model._default_manager.bulk_create(begun, batch_size=1000)


def copied(row: Row, cut: Cut, **changes: Any) -> Row:
    """The same row from the day of the cut on, or from its own first day where that is later."""
    members = {field.attname: getattr(row, field.attname) for field in type(row)._meta.concrete_fields if not field.primary_key}
    began = members["valid_from"]
    members |= {"valid_from": cut.on if began is None else max(began, cut.on), "act": cut.act, **changes}
    return type(row)(**members)


def shift_holdings(
    cut: Cut,
    *,
    of: Sequence[str],
    to: str,
    items: Sequence[str] | None,
    place: str,
    document: str,
    title: str,
    transition_until: date | None,
) -> list[str]:
    """划转事项 — what these bodies hold goes to ``to``; ``items`` None is everything, ``place`` empty everywhere. The codes moved.

    ``title`` empty leaves that of each holding. Until ``transition_until`` the former holder exercises.
    """
    rows = Holding.objects.filter(inside("body", of)).select_related("item")
    rows = rows if items is None else rows.filter(item__code__in=items)
    rows = rows.filter(place=place) if place else rows
    seen: set[tuple[int, str, date | None]] = set()

    def becomes(row: Holding) -> Mapping[str, Any] | None:
        key = (row.item_id, row.place, row.valid_until)
        if key in seen:
            # two of the former holders shared it as a recorded exception: now it is one
            return None
        seen.add(key)
        former = {"transition_until": transition_until, "transition_body": row.body} if transition_until else {}
        return {"body": to, "document": document, "title": title or row.title, "guide": "" if row.guide == to else row.guide, **former}

    begun = shift(rows, cut, becomes)
    return sorted({row.item.code for row in begun})


def grant_holdings(
    cut: Cut,
    *,
    to: str,
    place: str,
    items: Sequence[str],
    title: str,
    document: str,
    guide: str = "",
    transition_until: date | None = None,
    transition_body: str = "",
) -> None:
    """赋予事项 — ``to`` holds these items at the place from that day on."""
    known = Item.objects.filter(code__in=items)
    Holding.objects.bulk_create(
        Holding(
            item=item,
            body=to,
            place=place,
            title=title,
            document=document,
            guide=guide,
            transition_until=transition_until,
            transition_body=transition_body if transition_until else "",
            valid_from=cut.on,
            act=cut.act,
        )
        for item in known.order_by("no")
    )


def end_holdings(cut: Cut, *, of: Sequence[str], items: Sequence[str], place: str, title: str) -> int:
    """收回事项 — what these bodies hold there by that title ends; how many."""
    rows = Holding.objects.filter(inside("body", of), item__code__in=items, title=title)
    return len(end(rows.filter(place=place) if place else rows, cut))


def entrust(
    cut: Cut, *, kind: str, holder: str, team: str, place: str, scopes: Sequence[tuple[str, str]], document: str, until: date | None
) -> None:
    """委托、派驻 — ``scopes`` are pairs of domain and item, one of them empty; both empty is everything."""
    Exercise.objects.bulk_create(
        Exercise(
            kind=kind,
            holder=holder,
            team=team,
            place=place,
            domain=domain,
            item=item,
            document=document,
            published=True,
            valid_from=cut.on,
            valid_until=until,
            act=cut.act,
        )
        for domain, item in scopes
    )


def end_exercises(cut: Cut, *, kind: str, holder: str, team: str, place: str, items: Sequence[str] | None) -> int:
    """收回委托、派驻."""
    rows = Exercise.objects.filter(kind=kind, team=team)
    rows = rows.filter(holder=holder) if holder else rows
    rows = rows.filter(place=place) if place else rows
    return len(end(rows if items is None else rows.filter(item__in=items), cut))


def relate(cut: Cut, *, body: str, relation: str, to: str, document: str) -> None:
    """属、管、用 — from that day on ``body`` stands in this relation to ``to``, and no longer to another."""
    end(Relation.objects.filter(body=body, relation=relation), cut)
    Relation.objects.create(body=body, relation=relation, to=to, document=document, valid_from=cut.on, act=cut.act)


def found(cut: Cut, members: Mapping[str, str]) -> None:
    """设立 — a body from that day on; ``members`` are columns of its row."""
    Body.objects.create(**members, valid_from=cut.on, act=cut.act)
    note(cut, "established", subject=members["name"], into=members["code"])


def plate(cut: Cut, *, body: str, name: str, document: str) -> None:
    """挂牌 — the body goes on under a second name."""
    shift(Body.objects.filter(code=body), cut, lambda row: {"plate": "、".join(one for one in (row.plate, name) if one)})
    note(cut, "plate", subject=name, into=body, of=document)


def end_bodies(cut: Cut, heirs: Mapping[str, str]) -> None:
    """撤销 — each of these bodies ends with every body below it; what points to one points to its heir, or ends where it has none."""
    ended = end(Body.objects.filter(inside("code", heirs)), cut)
    names = {row.code: row.name for row in ended}
    for code, heir in heirs.items():
        note(cut, "abolished", subject=names.get(code, code), into=heir)
    for model, field in _POINTING:
        shift(model._default_manager.filter(inside(field, heirs)), cut, lambda row, field=field: _inherited(row, field, heirs))  # type: ignore[misc]
    for member in ("guide", "transition_body"):
        rows = Holding.objects.filter(inside(member, heirs))
        shift(rows, cut, lambda row, member=member: _guided(row, member, heirs))  # type: ignore[misc]


#: what names a body beside the holdings
_POINTING: tuple[tuple[type[models.Model], str], ...] = (
    (Exercise, "holder"),
    (Exercise, "team"),
    (Relation, "body"),
    (Relation, "to"),
    (Boundary, "body"),
    (Authorisation, "by"),
)


def _inherited(row: models.Model, field: str, heirs: Mapping[str, str]) -> Mapping[str, Any] | None:
    """What becomes of a row that points to a body that is gone: it points to the heir, or ends."""
    heir = heir_of(getattr(row, field), heirs)
    if not heir:
        return None
    if isinstance(row, Relation) and (field == "body" or row.body == heir):
        # who takes a body over has relations of its own
        return None
    if isinstance(row, Exercise) and heir in (row.holder, row.team):
        # the holder itself exercises: that needs no row
        return None
    return {field: heir}


def _guided(row: Holding, field: str, heirs: Mapping[str, str]) -> Mapping[str, Any]:
    heir = heir_of(getattr(row, field), heirs)
    return {field: heir} if heir or field == "guide" else {field: "", "transition_until": None}


def heir_of(code: str, heirs: Mapping[str, str]) -> str:
    """Who took over from that body, or from one above it; empty for nobody."""
    return next((heir for gone, heir in heirs.items() if code == gone or code.startswith(f"{gone}.")), "")


def note(cut: Cut, relation: str, *, subject: str, into: str, of: str = "") -> None:
    """沿革 — one line of history; the same line is written once."""
    History.objects.get_or_create(relation=relation, subject=subject, into=into, of=of, defaults={"on": cut.on, "act": cut.act})
