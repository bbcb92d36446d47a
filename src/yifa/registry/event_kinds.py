"""立案结案标准 — the small classes of parts and events as they stand on a day, in memory until the institution moves on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.registry import snapshot
from yifa.registry.models import EventKind
from yifa.registry.queries import on_day

PARTS, EVENTS = "部件", "事件"


@snapshot.OfDay
def _kinds(on: date) -> dict[str, EventKind]:
    """The classes of that day by code, in the order of the catalogue."""
    found: dict[str, EventKind] = {}
    for kind in EventKind.objects.filter(on_day(on)).order_by("id"):
        found.setdefault(kind.code, kind)
    return found


def event_kind(code: str, *, on: date) -> EventKind | None:
    """The class of that code that day; None where there is none."""
    return _kinds(on).get(code) if code else None


def event_kinds(*, on: date, public: bool = False) -> Sequence[EventKind]:
    """Every class that day, in the order of the catalogue; with ``public`` those that may be shown to everybody."""
    return [kind for kind in _kinds(on).values() if kind.public or not public]
