"""Small institutions as data: TOML files with rows as ``registry.core.powers`` has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yifa.registry.core import powers
from yifa.registry.core.powers import Powers

KINDS = {
    "places": powers.Place,
    "bodies": powers.Body,
    "items": powers.Item,
    "holdings": powers.Holding,
    "exercises": powers.Exercise,
    "areas": powers.Member,
    "relations": powers.Relation,
    "routes": powers.Route,
    "authorisations": powers.Authorisation,
}


def institution(name: str, add: Mapping[str, Sequence[Mapping[str, Any]]]) -> Powers:
    """The institution of that file with the rows of ``add`` beside its own."""
    told = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    assert {*told, *add} <= {*KINDS}
    return Powers.of(**{kind: [_row(kind, row) for row in (*told.get(kind, ()), *add.get(kind, ()))] for kind in KINDS})


def _row(kind: str, members: Mapping[str, Any]) -> Any:
    return KINDS[kind](**{name: tuple(value) if isinstance(value, list) else value for name, value in members.items()})
