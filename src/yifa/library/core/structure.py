"""条、款、项、目 — an article's text as paragraphs with their items and points. The text is what is kept; this is a reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yifa.library.core.grammar import ITEM, POINT, read_number


@dataclass(frozen=True, slots=True)
class Item:
    """项 — ``label`` as printed (（一）), ``text`` without it, ``points`` the 目 under it."""

    number: int
    label: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款 — ``items`` stand under its text."""

    number: int
    text: str
    items: tuple[Item, ...] = ()


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of an article: a line that opens with （一） is an item of the paragraph before it, one with 1. a point of the item.

    A list without a paragraph before it stands in a paragraph of its own, whose text is empty.
    """
    found: list[Paragraph] = []
    for line in text.splitlines():
        item, point = ITEM.match(line), POINT.match(line)
        if item and not found:
            found.append(Paragraph(1, ""))
        if item:
            last = found[-1]
            made = Item(read_number(item.group(1)), item.group(), line[item.end() :].strip())
            found[-1] = Paragraph(last.number, last.text, (*last.items, made))
        elif point and found and found[-1].items:
            last = found[-1]
            under = last.items[-1]
            grown = Item(under.number, under.label, under.text, (*under.points, line))
            found[-1] = Paragraph(last.number, last.text, (*last.items[:-1], grown))
        else:
            found.append(Paragraph(len(found) + 1, line))
    return tuple(found)


def place(text: str, paragraph: int | None = None, item: int | None = None) -> str:
    """The words of one paragraph or item; the whole text where none is asked, empty where there is no such place."""
    if paragraph is None and item is None:
        return text
    chosen: Sequence[Paragraph] = [one for one in paragraphs(text) if paragraph in (None, one.number)]
    if item is None:
        return "\n".join([chosen[0].text, *(one.label + one.text for one in chosen[0].items)]) if chosen else ""
    return next((one.text for each in chosen for one in each.items if one.number == item), "")
