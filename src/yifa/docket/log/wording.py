"""The Chinese sentences of the log, from ``wording.toml`` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def sentences(part: str) -> dict[str, str]:
    """The sentences of one part: ``finding``, ``notice`` or ``page``."""
    with Path(__file__).with_name("wording.toml").open("rb") as file:
        return {name: str(text) for name, text in tomllib.load(file)[part].items()}
