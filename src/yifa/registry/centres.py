"""指挥中心 — who takes in what is reported at a place."""

from __future__ import annotations

from datetime import date

from yifa.kernel.places import stem
from yifa.platform.schema import current
from yifa.registry import snapshot
from yifa.registry.core.centres import COMMANDS, SUPERVISES, taking
from yifa.registry.core.powers import Powers
from yifa.registry.models import Centre
from yifa.registry.queries import on_day

__all__ = ["COMMANDS", "SUPERVISES", "centre_for", "centres_for", "widest_place"]

#: schema -> the copy of the institution, the day, and the centres of that day
_kept: dict[str, tuple[Powers, date, list[Centre]]] = {}


def centre_for(*, place: str, on: date, domain: str = "", kind: str = COMMANDS) -> Centre | None:
    """The centre that takes in a matter of that domain at that place, the innermost first; of complaints (``kind`` 监督) the same by place
    alone. A centre of an area takes in what the places of the area report. None: nobody says so.
    """
    found = centres_for(place=place, on=on, domain=domain, kind=kind)
    return found[0] if found else None


def centres_for(*, place: str, on: date, domain: str = "", kind: str = COMMANDS) -> list[Centre]:
    """Every centre that could take it in, in the order in which they are asked."""
    powers = snapshot.powers()
    return list(taking(_centres(powers, on), place=place, lineage=powers.lineage(place, on=on), domain=domain, kind=kind))


def _centres(powers: Powers, on: date) -> list[Centre]:
    """The centres of that day, in memory until the institution moves on: every report asks."""
    schema = current()
    kept = _kept.get(schema)
    if kept is None or kept[0] is not powers or kept[1] != on:
        kept = _kept[schema] = (powers, on, list(Centre.objects.filter(on_day(on)).order_by("id")))
    return kept[2]


def widest_place(*, on: date) -> str:
    """The widest place somebody commands; empty where nobody does."""
    places = [one.place for one in _centres(snapshot.powers(), on) if one.kind == COMMANDS]
    return min(places, key=lambda code: (len(stem(code)), code), default="")
