"""行政执法权力库 — the seven fields of an item on a day, each put together from the rows that say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from yifa.docket.by_item import opened_by_year
from yifa.kernel.places import covers
from yifa.platform.reach import of_bodies
from yifa.registry import snapshot
from yifa.registry.core.lists import PowerRecord
from yifa.registry.core.powers import Exercise, Holding, Powers
from yifa.registry.core.who_wording import level_words, title_words
from yifa.registry.lists import NoSuchItem, cited, unknown_item
from yifa.registry.models import ItemVersion
from yifa.registry.queries import on_day
from yifa.staffing.core.staff import inside
from yifa.staffing.models import StaffPost

#: procedures whose dockets are penalties
PENALTIES: Final = ("penalty_ordinary", "penalty_summary")

__all__ = ["NoSuchItem", "PowerRecord", "power_library"]


def power_library(item: str, *, on: date) -> PowerRecord:
    """权力库 — the seven fields of the item that day; what no row says is None (未载明). Raises NoSuchItem.

    处罚频次 is counted from the dockets of this platform by the year they were opened; 编制核定 from the posts of the bodies that hold or
    exercise the item.
    """
    powers = snapshot.powers()
    text = ItemVersion.objects.filter(on_day(on), item__code=item).first()
    if text is None:
        raise unknown_item(item, on=on)
    held = [row for row in powers.holdings.get(item, ()) if row.covers(on)]
    working = [row for holding in held for row in _exercises(powers, holding, item, text.domain_id, on)]
    bodies = list(dict.fromkeys([*(row.body for row in held), *(row.team for row in working)]))
    kinds = f"（{'、'.join(text.kinds)}）" if text.kinds else ""
    return PowerRecord(
        item=item,
        on=on,
        content=f"{text.name}{kinds}",
        basis=_joined(cited(cite) for cite in (text.violated, text.penalty)),
        scope=_joined(_place(powers, row.place, on) for row in held),
        subject=_joined(f"{_name(powers, row.body, on)}（{title_words(row.title)}）" for row in held),
        organisation=_joined(_set_up(powers, code, on) for code in bodies),
        # what is below another body named here is counted with it
        posts=_joined(_posts(powers, code, on) for code in bodies if not any(inside(code, other) for other in bodies if other != code)),
        frequency=opened_by_year(item, procedures=PENALTIES),
    )


def _exercises(powers: Powers, holding: Holding, item: str, domain: str, on: date) -> Iterable[Exercise]:
    for row in powers.exercises.get(holding.body, ()):
        fits = row.item == item if row.item else row.domain in ("", domain)
        if fits and row.covers(on) and (covers(row.place, holding.place) or covers(holding.place, row.place)):
            yield row


def _set_up(powers: Powers, code: str, on: date) -> str:
    """What the body is, and how many bodies of which kind it has below it."""
    body = powers.body(code, on=on)
    if body is None:
        return ""
    below = (found for other in powers.bodies if other.startswith(f"{code}.") and (found := powers.body(other, on=on)))
    parts = "、".join(f"{kind}{count}个" for kind, count in Counter(found.kind for found in below).items())
    said = "，".join(part for part in (level_words(body.level) if body.level else "", body.kind, f"下设{parts}" if parts else "") if part)
    return f"{body.name}（{said}）" if said else body.name


def _posts(powers: Powers, code: str, on: date) -> str:
    """Posts the body and those below it use that day, by kind; empty where not one is stated."""
    rows = StaffPost.objects.filter(on_day(on), of_bodies([code], column="user"))
    kinds = Counter(rows.order_by("kind").values_list("kind", flat=True))
    if not kinds:
        return ""
    return f"{_name(powers, code, on)}{kinds.total()}名（{'、'.join(f'{kind}{count}名' for kind, count in kinds.items())}）"


def _name(powers: Powers, code: str, on: date) -> str:
    body = powers.body(code, on=on)
    return body.name if body else code


def _place(powers: Powers, code: str, on: date) -> str:
    place = powers.place(code, on=on)
    return place.name if place else code


def _joined(parts: Iterable[str]) -> str | None:
    return "；".join(dict.fromkeys(part for part in parts if part)) or None
