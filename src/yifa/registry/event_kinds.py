"""立案结案标准 — the small classes of parts and events as they stand on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.registry.models import EventKind
from yifa.registry.queries import on_day

PARTS, EVENTS = "部件", "事件"


def event_kind(code: str, *, on: date) -> EventKind | None:
    """The class of that code that day; None where there is none."""
    return EventKind.objects.filter(on_day(on), code=code).first() if code else None


def event_kinds(*, on: date, public: bool = False) -> Sequence[EventKind]:
    """Every class that day, in the order of the catalogue; with ``public`` those that may be shown to everybody."""
    found = EventKind.objects.filter(on_day(on)).order_by("id")
    return list(found.filter(public=True) if public else found)
