"""文书种类 — this folder is the registry: each module declares TITLE, INTERNAL, NUMBERED, RANK and ``facts``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from yifa.documents.reading import Kind


class UnknownPaper(LookupError):
    """No module of that name stands in this folder: a fault of the caller, not a refusal."""


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of paper by name."""
    return {module.name: cast(Kind, import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__)}


def kind_of(name: str) -> Kind:
    """The kind of that name. Raises UnknownPaper."""
    if name not in kinds():
        raise UnknownPaper(name)
    return kinds()[name]
