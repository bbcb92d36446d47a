"""条文 — an article as the reader of penalty clauses takes it: paragraphs with their items, nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """款 — its text without the number of the article, and the items （一）… under it, each with its number."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleText:
    """条 — ``law`` is the short title, ``article`` the number as digits ("44", "133-1")."""

    law: str
    article: str
    paragraphs: tuple[ParagraphText, ...]
