"""指挥中心 — which of the centres takes a matter in, from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from yifa.kernel.places import above, stem

COMMANDS, SUPERVISES = "指挥", "监督"


class Takes(Protocol):
    """What a centre says of itself, as a row or as a value."""

    @property
    def place(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def domains(self) -> Sequence[str]: ...


Centre = TypeVar("Centre", bound=Takes)


def taking(centres: Iterable[Centre], *, place: str, lineage: Sequence[str], domain: str = "", kind: str = COMMANDS) -> list[Centre]:
    """Those that take in a matter of that domain at that place: the innermost first, then one of that domain before one of all.

    ``lineage``: what the place lies in, innermost first, areas too. A centre of other domains takes nothing in. Where the domain is not
    known, one of all comes before one of some.
    """
    near: dict[str, int] = {}
    for code in (*lineage, *above(place)):
        near.setdefault(stem(code), len(near))
    found = [
        one for one in centres if one.kind == kind and stem(one.place) in near and (not one.domains or not domain or domain in one.domains)
    ]
    return sorted(found, key=lambda one: (near[stem(one.place)], domain not in one.domains if domain else bool(one.domains)))
