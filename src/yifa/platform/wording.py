"""The sentences of a room, read once from the wording.toml beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ClassVar

from yifa.kernel.refusal import Refusal


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


class Worded(Refusal):
    """A refusal whose sentence is ``refused.<name>`` of its room's wording.toml, the name being the end of its code.

    A room says once whose sentences they are: ``class IntakeRefusal(Worded, say=say)``.
    """

    _say: ClassVar[Callable[..., str]]

    def __init_subclass__(cls, *, say: Callable[..., str] | None = None) -> None:
        if say is not None:
            cls._say = staticmethod(say)

    def __init__(self, **facts: object) -> None:
        name = self.code.partition(".")[2]
        super().__init__(self._say(f"refused.{name}", **facts), remedy=self._say(f"refused.{name}_remedy", **facts))
        self.facts = facts
