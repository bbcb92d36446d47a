"""两个版本的对照 — article by article: aligned by their words and their numbers, the changes marked within each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, Protocol

from yifa.library.core.grammar import squeezed

Change = Literal["same", "moved", "changed", "added", "deleted"]
#: two articles are one and the same in two versions from this likeness on; less where they also bear one number
_ALIKE = 0.55
_ALIKE_BY_NUMBER = 0.25
#: a run of this many signs between two changes reads better as part of them
_CRUMB = 2
#: pairs compared within one gap before it is narrowed to neighbours
_PAIRS = 40_000
_NEIGHBOURS = 12


class Text(Protocol):
    """What is compared: an article as stored."""

    number: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words: kept, inserted or deleted."""

    kind: Literal["same", "inserted", "deleted"]
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the comparison; ``old`` and ``new`` are places in the two lists, None where there is no such article.

    ``before`` and ``after`` hold the words of each side with what was deleted or inserted.
    """

    change: Change
    old: int | None
    new: int | None
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()


def compare(old: Sequence[Text], new: Sequence[Text]) -> list[Pair]:
    """Every article of both versions, in the order of the new one; a deleted article stands where it stood."""
    pairs: list[Pair] = []
    for before, after in _aligned(old, new):
        if before is None or after is None:
            pairs.append(Pair("added" if before is None else "deleted", before, after))
            continue
        one, other = old[before], new[after]
        if squeezed(one.text) == squeezed(other.text):
            pairs.append(Pair("same" if one.label == other.label else "moved", before, after))
        else:
            pairs.append(Pair("changed", before, after, *word_changes(one.text, other.text)))
    return pairs


def word_changes(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The words of both sides, sign by sign, crumbs between two changes joined to them."""
    before: list[Run] = []
    after: list[Run] = []
    blocks = [block for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks() if block.size]
    kept = [
        (block.a, block.b, block.size)
        for at, block in enumerate(blocks)
        if block.size > _CRUMB or (at == 0 and block.a == block.b == 0) or (at == len(blocks) - 1 and block.a + block.size == len(old))
    ]
    at_old = at_new = 0
    for a, b, size in [*kept, (len(old), len(new), 0)]:
        _add(before, "deleted", old[at_old:a])
        _add(after, "inserted", new[at_new:b])
        _add(before, "same", old[a : a + size])
        _add(after, "same", new[b : b + size])
        at_old, at_new = a + size, b + size
    return tuple(before), tuple(after)


def _add(runs: list[Run], kind: Literal["same", "inserted", "deleted"], text: str) -> None:
    if text:
        runs.append(Run(kind, text))


def _aligned(old: Sequence[Text], new: Sequence[Text]) -> list[tuple[int | None, int | None]]:
    """Articles of the same words first, in their order; what lies between them by likeness."""
    one, other = [squeezed(each.text) for each in old], [squeezed(each.text) for each in new]
    anchors = [block for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks() if block.size]
    found: list[tuple[int | None, int | None]] = []
    at_old = at_new = 0
    for block in anchors:
        found += _between(old, new, range(at_old, block.a), range(at_new, block.b))
        found += [(block.a + step, block.b + step) for step in range(block.size)]
        at_old, at_new = block.a + block.size, block.b + block.size
    return found + _between(old, new, range(at_old, len(old)), range(at_new, len(new)))


def _between(old: Sequence[Text], new: Sequence[Text], rows: range, columns: range) -> list[tuple[int | None, int | None]]:
    """The pairing of two runs with the greatest likeness that keeps their order (as in Needleman and Wunsch)."""
    if not rows or not columns:
        return [*((row, None) for row in rows), *((None, column) for column in columns)]
    grams_old, grams_new = [_grams(old[row].text) for row in rows], [_grams(new[column].text) for column in columns]
    narrow = len(rows) * len(columns) > _PAIRS
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    taken: list[list[bool]] = [[False] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            numbered = bool(old[rows[i]].number) and old[rows[i]].number == new[columns[j]].number
            if narrow and not numbered and abs(i * len(columns) // len(rows) - j) > _NEIGHBOURS:
                continue
            likeness = _likeness(grams_old[i], grams_new[j])
            if likeness < (_ALIKE_BY_NUMBER if numbered else _ALIKE):
                continue
            score = likeness + 0.1 * numbered + best[i + 1][j + 1]
            if score > best[i][j]:
                best[i][j], taken[i][j] = score, True
    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(rows) or j < len(columns):
        if i < len(rows) and j < len(columns) and taken[i][j]:
            found.append((rows[i], columns[j]))
            i, j = i + 1, j + 1
        elif j >= len(columns) or (i < len(rows) and best[i + 1][j] >= best[i][j + 1]):
            found.append((rows[i], None))
            i += 1
        else:
            found.append((None, columns[j]))
            j += 1
    return found


def _grams(text: str) -> frozenset[str]:
    flat = re.sub(r"\W", "", text)
    return frozenset(flat[at : at + 2] for at in range(len(flat) - 1)) or frozenset(flat)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared pairs of signs over all of them (Dice); 1 is the same set."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
