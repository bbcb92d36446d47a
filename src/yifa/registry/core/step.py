"""一步 — one step of the chain of an answer."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """一步 — its name, what it says in Chinese, and the row it rests on (table, number)."""

    name: str
    says: str
    table: str = ""
    row: int = 0
