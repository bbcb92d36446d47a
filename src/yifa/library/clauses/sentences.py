"""The sentences of an article: the unit a proposal points at, and in which the reader is measured.

A paragraph's text and each of its items are cut behind every 。 and ；, a closing quote or bracket staying with what it closes.
What is left without such a sign (a lead that ends in ：) is a sentence too. Sentences are counted through the whole article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yifa.kernel.citation import fingerprint
from yifa.library.clauses.article import ArticleText

_CUT = re.compile(r"[^。；;]*[。；;]+[”’」』）)]*|[^。；;]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """句 — ``number`` counts from 1 through the article; ``paragraph`` and ``item`` say where it stands (item 0: in the lead)."""

    number: int
    text: str
    print: str
    paragraph: int
    item: int


def cut(text: str) -> list[str]:
    """The sentences of one run of text, without white space around them."""
    return [piece for found in _CUT.finditer(text) if (piece := found.group().strip())]


def sentences(article: ArticleText) -> list[Sentence]:
    """All of the article in the order they are read, each with the fingerprint of its words."""
    found: list[Sentence] = []
    for at, paragraph in enumerate(article.paragraphs, 1):
        for item, text in enumerate((paragraph.text, *paragraph.items)):
            for piece in cut(text):
                found.append(Sentence(len(found) + 1, piece, fingerprint(piece), at, item))
    return found
