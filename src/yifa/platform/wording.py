"""The sentences of a room, read once from the wording.toml beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path


@cache
def sentences(folder: Path) -> dict[str, dict[str, str]]:
    """Every table of ``folder``'s wording.toml."""
    with (folder / "wording.toml").open("rb") as file:
        return tomllib.load(file)


def wording_of(file: str) -> Callable[..., str]:
    """``say = wording_of(__file__)``; then ``say("refused.name", **facts)`` is that sentence with its facts filled in."""
    folder = Path(file).parent

    def say(key: str, /, **facts: object) -> str:
        table, _, name = key.partition(".")
        return sentences(folder)[table][name].format(**facts)

    return say
