"""Words to search by: simplified, cut into tokens as the dockets' search does, and marked where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

import opencc

from yifa.kernel.text import search_tokens


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _to_simplified() -> _Converter:
    return cast(_Converter, opencc.OpenCC("t2s"))


def simplified(text: str) -> str:
    """行政处罚 for 行政處罰; what is simplified already stays."""
    return _to_simplified().convert(text)


def tokens(text: str) -> set[str]:
    """What a text is found by."""
    return search_tokens(simplified(text))


def asked(words: str) -> list[str]:
    """The words of a query, simplified, each once, in their order."""
    return list(dict.fromkeys(word for word in re.split(r"[\s，、；。“”《》〈〉（）()]+", simplified(words)) if search_tokens(word)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt; ``hit`` where it is what was searched."""

    text: str
    hit: bool = False


def marked(text: str, words: list[str]) -> list[Piece]:
    """The text cut where the words stand in it; a traditional text is marked by its simplified form."""
    flat = simplified(text)
    if len(flat) != len(text):
        flat = text
    spans = sorted((found.start(), found.end()) for word in words for found in re.finditer(re.escape(word), flat, re.IGNORECASE))
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        if pieces and start <= at < end:
            pieces[-1] = Piece(pieces[-1].text + text[at:end], True)
            at = end
        elif start > at or not pieces:
            pieces += [Piece(text[at:start]), Piece(text[start:end], True)]
            at = end
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]


def excerpt(text: str, words: list[str], *, width: int = 90) -> list[Piece]:
    """The part of the text with most of the words, marked; … where something is left out."""
    flat = simplified(text)
    places = sorted(found.start() for word in words for found in re.finditer(re.escape(word), flat, re.IGNORECASE))
    best = max(places, key=lambda start: sum(start <= other < start + width for other in places), default=0)
    start = max(0, best - width // 4)
    shown = text[start : start + width].replace("\n", " ")
    return marked(("…" if start else "") + shown + ("…" if start + width < len(text) else ""), words)
