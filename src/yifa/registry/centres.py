"""指挥中心 — who takes in what is reported at a place."""

from __future__ import annotations

from datetime import date

from yifa.kernel.places import stem
from yifa.registry import snapshot
from yifa.registry.core.centres import COMMANDS, SUPERVISES, taking
from yifa.registry.models import Centre
from yifa.registry.queries import on_day

__all__ = ["COMMANDS", "SUPERVISES", "centre_for", "centres_for", "widest_place"]


@snapshot.OfDay
def _centres(on: date) -> list[Centre]:
    """The centres of that day: every report asks."""
    return list(Centre.objects.filter(on_day(on)).order_by("id"))


def centre_for(*, place: str, on: date, domain: str = "", kind: str = COMMANDS) -> Centre | None:
    """The centre that takes in a matter of that domain at that place, the innermost first; of complaints (``kind`` 监督) the same by place
    alone. A centre of an area takes in what the places of the area report. None: nobody says so.
    """
    found = centres_for(place=place, on=on, domain=domain, kind=kind)
    return found[0] if found else None


def centres_for(*, place: str, on: date, domain: str = "", kind: str = COMMANDS) -> list[Centre]:
    """Every centre that could take it in, in the order in which they are asked."""
    return taking(_centres(on), place=place, lineage=snapshot.powers().lineage(place, on=on), domain=domain, kind=kind)


def widest_place(*, on: date) -> str:
    """The widest place somebody commands; empty where nobody does."""
    places = [one.place for one in _centres(on) if one.kind == COMMANDS]
    return min(places, key=lambda code: (len(stem(code)), code), default="")
