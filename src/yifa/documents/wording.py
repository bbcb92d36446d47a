"""文字 — the Chinese of this room, read once from ``wording.toml``."""

from __future__ import annotations

from pathlib import Path

from yifa.platform.wording import sentences


def words(section: str) -> dict[str, str]:
    """One table of the wording file."""
    return sentences(Path(__file__).parent)[section]


def word(section: str, key: object) -> str:
    """The word for a value; one the table does not know is printed as it is."""
    text = "" if key is None else str(key)
    return words(section).get(text, text)


def sentence(section: str, key: str, **members: str) -> str:
    """A sentence with its members put in; what a person typed is never read as a pattern."""
    return words(section)[key].format(**members)
