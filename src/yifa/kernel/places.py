"""Codes of places: how the codes of GB/T 2260 and GB/T 10114 nest."""

from __future__ import annotations

from functools import lru_cache

#: lengths at which a code of the tree ends: province, city, county, township, village
STEMS = (2, 4, 6, 9, 12)
#: how a code of the tree ends that means the level above: length of the code, zeros, length that is left
_FILLED = ((12, "000", 9), (9, "000", 6), (6, "00", 4), (4, "00", 2))


@lru_cache(maxsize=65_536)
def stem(code: str) -> str:
    """The part of a code that all codes below begin with: 510000 → 51, 510100 → 5101, 510104001000 → 510104001.

    A code that is not of the tree (an area's own) is its own stem.
    """
    if not of_tree(code):
        return code
    for length, zeros, left in _FILLED:
        if len(code) == length and code.endswith(zeros):
            code = code[:left]
    return code


def of_tree(code: str) -> bool:
    """Is it a code of the tree: digits only, and as many as a level has?"""
    return code.isascii() and code.isdigit() and len(code) in STEMS


def covers(outer: str, inner: str) -> bool:
    """Does the place of code ``inner`` lie in that of ``outer``, or is it the same, by their codes alone?"""
    return bool(outer) and stem(outer) in above(inner)


@lru_cache(maxsize=65_536)
def above(code: str) -> tuple[str, ...]:
    """The stems of the code itself and of everything above it, innermost first."""
    own = stem(code)
    if not of_tree(own):
        return (own,)
    return (own, *(own[:length] for length in reversed(STEMS) if length < len(own)))
