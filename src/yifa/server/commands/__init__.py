"""The commands of ./yifa, one module each; see ``yifa.server.__main__`` for what a module may declare."""

from __future__ import annotations

from pathlib import Path


def find() -> list[str]:
    """The names of all commands."""
    return sorted(file.stem for file in Path(__file__).parent.glob("*.py") if not file.stem.startswith("_"))
