"""The parts of ./yifa law, one module each: ``HELP`` (one Chinese line), ``main(argv) -> int``.

``DATABASE = False``: it needs no database. ``ROLE = "owner"``: it reaches the database with the owner's rights instead of the program's.
"""

from __future__ import annotations

from pathlib import Path


def find() -> list[str]:
    """The names of all parts: what stands in this folder."""
    return sorted(file.stem for file in Path(__file__).parent.glob("*.py") if not file.stem.startswith("_"))
