"""指挥中心 — who takes in what is reported at a place."""

from __future__ import annotations

from datetime import date

from yifa.kernel.places import stem
from yifa.registry.models import Centre
from yifa.registry.queries import on_day

COMMANDS, SUPERVISES = "指挥", "监督"


def centre_for(*, place: str, on: date, domain: str = "", kind: str = COMMANDS) -> Centre | None:
    """The centre that takes in a matter of that domain at that place: the innermost place first, then one of that domain before one of all.

    A centre of other domains takes nothing in. Of complaints (``kind`` 监督) the same by place alone. None: nobody says so.
    """
    found = [
        one
        for one in Centre.objects.filter(on_day(on), kind=kind)
        if place.startswith(stem(one.place)) and (not one.domains or not domain or domain in one.domains)
    ]
    found.sort(
        key=lambda one: (-len(stem(one.place)), bool(domain) and domain not in one.domains, not domain and bool(one.domains), one.pk)
    )
    return found[0] if found else None
