"""The sentences of the benchmarks, read from wording.toml."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from pathlib import Path


@cache
def _sentences() -> dict[str, dict[str, str]]:
    with (Path(__file__).parents[1] / "wording.toml").open("rb") as file:
        return tomllib.load(file)


def say(key: str, **facts: object) -> str:
    """The sentence ``table.name`` with its facts filled in."""
    table, _, name = key.partition(".")
    return _sentences()[table][name].format(**facts)


def tell(key: str, **facts: object) -> None:
    """Progress, on stderr: stdout is for figures."""
    print(f"· {say(key, **facts)}", file=sys.stderr, flush=True)
