"""文字 — the Chinese of this room, read once from ``wording.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words(section: str) -> dict[str, str]:
    """One table of the wording file."""
    return dict(_all()[section])


@cache
def _all() -> dict[str, Any]:
    with (Path(__file__).parent / "wording.toml").open("rb") as file:
        return tomllib.load(file)


def word(section: str, key: object) -> str:
    """The word for a value; a value that is already Chinese, or unknown to the table, is printed as it is."""
    text = "" if key is None else str(key)
    return words(section).get(text, text)


def sentence(section: str, key: str, **members: str) -> str:
    """A sentence with its members put in; what a person typed is never read as a pattern."""
    return words(section)[key].format(**members)
