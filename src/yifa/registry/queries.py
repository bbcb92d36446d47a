"""Reads of the registry: who holds what where, counts counted from rows, history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from django.db.models import Count, Q, QuerySet

from yifa.platform.wording import wording_of
from yifa.registry.models import (
    Body,
    Camera,
    Catalogue,
    Claim,
    Coverage,
    Domain,
    Equipment,
    Grid,
    History,
    Holding,
    Item,
    ItemList,
    ItemVersion,
    Load,
    Place,
    ProposalDecision,
    Reform,
    Score,
    Shape,
)

say = wording_of(__file__)


def on_day(on: date) -> Q:
    """Rows whose span covers ``on``."""
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_until=None) | Q(valid_until__gt=on))


def bodies(*, under: str, on: date, kind: str = "") -> QuerySet[Body]:
    """Bodies below ``under`` on that day, not itself."""
    rows = Body.objects.filter(on_day(on), code__startswith=f"{under}.").order_by("id")
    return rows.filter(kind=kind) if kind else rows


def places(*, under: str, on: date, kind: str = "") -> QuerySet[Place]:
    """Places whose code begins with ``under``, itself included."""
    rows = Place.objects.filter(on_day(on), code__startswith=under).order_by("code")
    return rows.filter(kind=kind) if kind else rows


def knows_place(code: str) -> bool:
    """Is there a place of that code on any day?"""
    return Place.objects.filter(code=code).exists()


def history_of(body: str) -> QuerySet[History]:
    """沿革 — what was abolished, plated or moved into ``body``."""
    return History.objects.filter(into=body).order_by("id")


def loaded_name() -> str:
    """The name of the profile these tables were loaded from; empty where none was."""
    return Load.objects.filter(room="registry").values_list("name", flat=True).first() or ""


def histories() -> list[History]:
    """沿革 — every row, as the profile has them."""
    return list(History.objects.order_by("id"))


def reforms() -> list[Reform]:
    """改革 — the dated changes the profile names, earliest first."""
    return list(Reform.objects.order_by("on", "id"))


def shapes() -> list[Shape]:
    """图形 — outlines of places."""
    return list(Shape.objects.order_by("place"))


def item_count(*, body: str, on: date) -> int | None:
    """事项数 — items ``body`` itself holds that day, counted; None where the source names it as holder but gives no list (未载明)."""
    stated = set(ItemList.objects.filter(body=body).values_list("stated", flat=True))
    if stated == {False}:
        return None
    return Holding.objects.filter(on_day(on), body=body).values("item").distinct().count()


def item_departments(*, body: str, on: date) -> dict[str, int]:
    """来源部门 — how many of the items ``body`` holds came from each department."""
    rows = Item.objects.filter(no__in=Holding.objects.filter(on_day(on), body=body).values("item"))
    return dict(rows.values_list("department").annotate(count=Count("no")).order_by("department"))


def cameras(*, register: str, on: date) -> int:
    """摄像头数 — of one register only; two registers may overlap, so there is no sum."""
    return Camera.objects.filter(on_day(on), register=register).count()


def grids(*, under: str, on: date) -> int:
    """网格数 — duty grids 责任网格; the grids within them are of another tier and are not added."""
    return Grid.objects.filter(on_day(on), place__startswith=under, tier="责任网格").count()


def equipment(*, body: str, on: date) -> dict[str, int]:
    """装备数 — things of ``body`` by kind."""
    return dict(Equipment.objects.filter(on_day(on), body=body).values_list("kind").annotate(count=Count("id")))


def place_types(*, body: str) -> list[str]:
    return list(Coverage.objects.filter(body=body).order_by("id").values_list("place_type", flat=True))


def claim(key: str) -> Decimal | None:
    """所称数字 — a figure the source gives and no rows can be counted for."""
    return Claim.objects.filter(key=key).values_list("figure", flat=True).first()


@dataclass(frozen=True, slots=True)
class Tier:
    """罚款档次 — ``condition`` empty is the basic tier; both ends included, None where the article sets no figure.

    A multiple or share of ``base`` and an amount ``per`` day, ton … have no figure of their own: ``times_low`` and ``times_high`` are text
    ("2", "5%"), ``per_low_fen`` and ``per_high_fen`` the amount for one, ``cap_fen`` the most in all.
    """

    party: str
    condition: str
    low_fen: int | None
    high_fen: int | None
    note: str
    times_low: str = ""
    times_high: str = ""
    base: str = ""
    per: str = ""
    per_low_fen: int | None = None
    per_high_fen: int | None = None
    cap_fen: int | None = None


def tiers(*, item: str, on: date) -> Sequence[Tier]:
    """Every tier of an item on that day, those under a condition (拒不改正, 情节严重 …) too."""
    version = ItemVersion.objects.filter(on_day(on), item__code=item).first()
    return tiers_of(version) if version else ()


def tiers_of(version: ItemVersion) -> Sequence[Tier]:
    return tuple(Tier(**fine) for fine in version.fines)


def items_citing(*, law: str, article: str, on: date, limit: int = 200) -> list[ItemVersion]:
    """引用条文的事项 — items in force that day whose conduct or penalty rests on that article; ``law`` is the short title."""
    here = {"law": law, "article": article}
    rows = ItemVersion.objects.filter(on_day(on), Q(violated__contains=here) | Q(penalty__contains=here))
    return list(rows.select_related("item").order_by("item__code")[:limit])


#: the list of the items confirmed from the law library; no profile holds it
CONFIRMED_LIST = "@library"


def decisions(law: str) -> dict[str, ProposalDecision]:
    """对建议的决定 — those that stand for proposals of one law, by key of the proposal."""
    rows = ProposalDecision.objects.filter(law=law, withdrawn_at=None).select_related("item").order_by("id")
    return {row.key: row for row in rows}


def lost_decisions(law: str, version: date | None, keys: Iterable[str]) -> list[ProposalDecision]:
    """Decisions on proposals of that version that stand, but whose words are no longer among ``keys``."""
    rows = ProposalDecision.objects.filter(law=law, version=version, withdrawn_at=None).exclude(key__in=list(keys))
    return list(rows.select_related("item").order_by("id"))


def state_words(decision: ProposalDecision | None) -> str:
    """待确认, 已确认, 已更正, 已驳回."""
    return say(f"state.{decision.outcome}" if decision else "state.open")


def domains() -> list[str]:
    """领域 — those of the profile, in its order."""
    return list(Domain.objects.values_list("name", flat=True))


def confirmed_items(*, start: int = 0, limit: int = 50) -> list[ItemVersion]:
    """法规库确认的事项 — every text of every item people made of a proposal, newest first."""
    rows = ItemVersion.objects.filter(item__list__code=CONFIRMED_LIST).select_related("item").order_by("-id")
    return list(rows[start : start + limit])


def confirmed_version(decision: ProposalDecision) -> ItemVersion | None:
    """What a confirmed proposal became: the version of the item that was made of it."""
    return ItemVersion.objects.filter(item=decision.item, source__key=decision.key).select_related("item", "domain").first()


def free_code(law: str, article: str, number: int) -> str:
    """食品安全法-124-3 — a code no item has yet: short law, article, number of the proposal in it."""
    short = re.sub(r"\W", "", law)[:40]
    stem = f"{short}-{article}"
    taken = set(Item.objects.filter(code__startswith=f"{stem}-").values_list("code", flat=True))
    return next(code for at in count(number) if (code := f"{stem}-{at}") not in taken)


def catalogued(items: Iterable[str], *, on: date) -> tuple[bool, set[str]]:
    """赋权指导目录 — is a provincial catalogue read in for that day, and which of these items does it name?"""
    rows = Catalogue.objects.filter(on_day(on))
    return rows.exists(), set(rows.filter(item__in=list(items)).values_list("item", flat=True))


def capability(body: str, domains: Iterable[str], *, on: date) -> bool | None:
    """承接能力 — was the body found able in every one of these domains, by the last assessment of each (else that of all domains)?

    None where one was never assessed and none was found wanting.
    """
    last: dict[str, bool] = dict(Score.objects.filter(body=body, on__lte=on).order_by("on").values_list("domain", "able"))
    found = [last.get(domain, last.get("")) for domain in domains]
    return False if False in found else None if None in found or not found else True
