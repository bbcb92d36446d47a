"""指挥中心 — who takes in what is reported at a place."""

from __future__ import annotations

from datetime import date

from yifa.registry import snapshot
from yifa.registry.core.centres import COMMANDS, SUPERVISES, taking
from yifa.registry.models import Centre
from yifa.registry.queries import on_day

__all__ = ["COMMANDS", "SUPERVISES", "centre_for", "centres_for"]


def centre_for(*, place: str, on: date, domain: str = "", kind: str = COMMANDS) -> Centre | None:
    """The centre that takes in a matter of that domain at that place, the innermost first; of complaints (``kind`` 监督) the same by place
    alone. A centre of an area takes in what the places of the area report. None: nobody says so.
    """
    found = centres_for(place=place, on=on, domain=domain, kind=kind)
    return found[0] if found else None


def centres_for(*, place: str, on: date, domain: str = "", kind: str = COMMANDS) -> list[Centre]:
    """Every centre that could take it in, in the order in which they are asked."""
    lineage = snapshot.powers().lineage(place, on=on)
    rows = Centre.objects.filter(on_day(on), kind=kind).order_by("id")
    return list(taking(rows, place=place, lineage=lineage, domain=domain, kind=kind))
