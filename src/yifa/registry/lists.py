"""清单版本 — lists read as they stand on a day, published, compared; the 权力库 side of an item and its boundary table."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yifa.kernel.citation import Cite
from yifa.kernel.refusal import Refusal
from yifa.platform.wording import wording_of
from yifa.registry import snapshot
from yifa.registry.core.lists import (
    POWER_FIELDS,
    SIDES,
    Around,
    BoundaryTable,
    Difference,
    Entry,
    Held,
    ListVersion,
    OpenDispute,
    Side,
    compare,
)
from yifa.registry.core.powers import Boundary, Item
from yifa.registry.models import Authorisation, Body, Dispute, Holding, ItemList, ItemVersion, Place, Publication, Reform
from yifa.registry.queries import on_day

__all__ = [
    "POWER_FIELDS",
    "Difference",
    "ListVersion",
    "around",
    "boundary",
    "compare",
    "difference",
    "publications",
    "publish",
    "version",
]

say = wording_of(__file__)


class NoSuchList(Refusal):
    """没有这个清单 — neither a list, nor a body, nor a place of that code."""

    kind = "unknown"
    code = "registry.no_such_list"


class AlreadyPublished(Refusal):
    """该日版本已公布 — one list is published once a day."""

    kind = "conflict"
    code = "registry.already_published"


class NothingToPublish(Refusal):
    """清单没有事项 — a list of which no item is known, or none is in force that day, is not published."""

    kind = "incomplete"
    code = "registry.nothing_to_publish"


class NoSuchReform(Refusal):
    """没有这项改革."""

    kind = "unknown"
    code = "registry.no_such_reform"


class NoSuchItem(Refusal):
    """没有这个事项 — no text of that code in force on that day."""

    kind = "unknown"
    code = "registry.no_such_item"


def version(code: str, *, on: date) -> ListVersion:
    """清单版本 — the rows of a list in force that day; ``code`` may also be a body (all it holds) or a place (all held there).

    Raises NoSuchList. An item nobody holds any more is no longer in its list; one that was never held by anybody is.
    """
    line = ItemList.objects.filter(code=code).first()
    if line:
        held_by = Q(item__list=line)
        name, stated, where = line.name, line.stated, line.place
    elif body := Body.objects.filter(code=code).order_by("id").last():
        held_by, name, where = Q(body=code), body.name, body.place
        stated = not ItemList.objects.filter(body=code, stated=False).exists()
    elif place := Place.objects.filter(code=code).order_by("id").last():
        held_by, name, stated, where = Q(place=code), place.name, True, code
    else:
        raise NoSuchList(say("refused.no_list", code=code), remedy=say("refused.no_list_remedy"), asked=code)
    holders = _holders(held_by, on)
    texts = ItemVersion.objects.filter(on_day(on))
    if line:
        texts = texts.filter(Q(item__in=list(holders)) | (Q(item__list=line) & ~Q(item__in=Holding.objects.filter(held_by).values("item"))))
    else:
        texts = texts.filter(item__in=list(holders))
    latest = Publication.objects.filter(list=code, on__lte=on).order_by("on").last()
    return ListVersion(
        list=code,
        name=name,
        on=on,
        entries={entry.code: entry for entry in _entries(texts, holders)},
        stated=stated,
        published_on=latest.on if latest else None,
        state=_state(code, where, on),
    )


def knows_list(code: str) -> bool:
    """Is there a list, a body or a place of that code?"""
    return any(model.objects.filter(code=code).exists() for model in (ItemList, Body, Place))


def difference(before: str, before_on: date, after: str, after_on: date) -> Difference:
    """清单对比 — of two lists, each on its day. Raises NoSuchList."""
    return compare(version(before, on=before_on), version(after, on=after_on))


def publications(code: str) -> list[Publication]:
    """公布过的版本 — oldest first."""
    return list(Publication.objects.filter(list=code).order_by("on"))


def publish(code: str, *, on: date, document: str = "", act: UUID | None = None) -> ListVersion:
    """公布清单 — from ``on`` the list stands published as it is on that day; what is published is the rows, they are not copied.

    ``act`` is the act of a docket that does it. Raises NoSuchList, NothingToPublish, AlreadyPublished.
    """
    if not ItemList.objects.filter(code=code).exists():
        raise NoSuchList(say("refused.no_list", code=code), remedy=say("refused.no_list_remedy"), asked=code)
    found = version(code, on=on)
    if not found.stated or not found.entries:
        raise NothingToPublish(
            say("refused.nothing_to_publish", name=found.name, on=on.isoformat()),
            remedy=say("refused.nothing_to_publish_remedy"),
            list=code,
        )
    with transaction.atomic():
        snapshot.move_on()
        if Publication.objects.filter(list=code, on=on).exists():
            sentence = say("refused.already_published", name=found.name, on=on.isoformat())
            raise AlreadyPublished(sentence, remedy=say("refused.already_published_remedy"), list=code)
        Publication.objects.create(list=code, on=on, document=document, act=act)
    return replace(found, published_on=on)


def _state(code: str, place: str, on: date) -> str:
    """清单状态 — of this list at its place, else of all lists there."""
    rows = Authorisation.objects.filter(on_day(on), place=place, list__in=["", code]) if place else Authorisation.objects.none()
    return rows.order_by("-list").values_list("state", flat=True).first() or ""


def _holders(held_by: Q, on: date) -> dict[int, list[Held]]:
    rows = Holding.objects.filter(held_by, on_day(on)).order_by("body", "place", "id")
    found: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(Held(row.body, row.place, row.title, row.document, row.transition_body, row.transition_until))
    return found


def _entries(texts: Any, holders: dict[int, list[Held]]) -> Iterator[Entry]:
    for text in texts.select_related("item").order_by("item__code"):
        yield Entry(
            code=text.item.code,
            name=text.name,
            domain=text.domain_id,
            department=text.item.department,
            held=tuple(holders.get(text.item_id, ())),
            violated=cited(text.violated),
            penalty=cited(text.penalty),
            kinds=tuple(text.kinds),
            fines=tuple(json.dumps(fine, ensure_ascii=False, sort_keys=True) for fine in text.fines),
            correction_order=text.correction_order,
            status=text.status,
            synthetic=text.item.synthetic,
        )


def cited(members: dict[str, Any]) -> str:
    """《…》第…条 — the article as it is written; empty where none is stated."""
    if not members.get("law"):
        return ""
    return Cite(members["law"], members.get("article", ""), members.get("paragraph"), members.get("item")).text


def unknown_item(item: str, *, on: date) -> NoSuchItem:
    """The refusal for an item without a text in force that day."""
    return NoSuchItem(say("refused.no_item_text", code=item, on=on.isoformat()), remedy=say("refused.no_item_text_remedy"), asked=item)


def boundary(item: str, *, on: date) -> BoundaryTable:
    """职责边界表 — the four sides of an item that day: what is said of the item itself, else of its domain; and the disputes.

    Where no row names who enforces, it is whoever holds the item. Raises NoSuchItem.
    """
    powers = snapshot.powers()
    known = powers.item(item, on=on)
    if known is None:
        raise unknown_item(item, on=on)
    rows = [row for row in powers.boundaries if row.covers(on)]
    sides = []
    for side in SIDES:
        said = _said(rows, known, side)
        documents = "；".join(dict.fromkeys(row.document for row in said if row.document))
        if said:
            sides.append(Side(side=side, bodies=tuple(dict.fromkeys(row.body for row in said)), document=documents, rests_on="boundary"))
        elif side == "执法" and (holders := [row.body for row in powers.holdings.get(item, ()) if row.covers(on)]):
            sides.append(Side(side=side, bodies=tuple(dict.fromkeys(holders)), rests_on="holding"))
        else:
            sides.append(Side(side=side))
    return BoundaryTable(item=item, on=on, sides=tuple(sides), disputes=tuple(_disputes(known, on)))


def _said(rows: Iterable[Boundary], item: Item, side: str) -> list[Boundary]:
    of_side = [row for row in rows if row.side == side]
    return [row for row in of_side if row.item == item.code] or [row for row in of_side if not row.item and row.domain == item.domain]


def _disputes(item: Item, on: date) -> Iterator[OpenDispute]:
    """Of the item or of its whole domain, raised by then; settled ones with their outcome."""
    about = Q(item=item.code) | Q(item="", domain=item.domain)
    for row in Dispute.objects.filter(about, raised_on__lte=on).order_by("raised_on", "code"):
        settled = row.settled_on if row.settled_on and row.settled_on <= on else None
        yield OpenDispute(
            code=row.code,
            bodies=tuple(row.bodies),
            raised_on=row.raised_on,
            due_on=row.due_on,
            settled_on=settled,
            outcome=row.outcome if settled else "",
            overdue=settled is None and row.due_on < on,
        )


def around(reform: str) -> Around:
    """改革前后 — the day before a reform and the day of it. Raises NoSuchReform."""
    row = Reform.objects.filter(code=reform).first()
    if row is None:
        raise NoSuchReform(say("refused.no_reform", code=reform), remedy=say("refused.no_reform_remedy"), asked=reform)
    return Around(code=row.code, name=row.name, before=row.on - timedelta(days=1), on=row.on, assumed=row.assumed)
