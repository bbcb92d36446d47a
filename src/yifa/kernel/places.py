"""Codes of places: how the codes of GB/T 2260 and GB/T 10114 nest."""

from __future__ import annotations

#: lengths at which a code of the tree ends: province, city, county, township, village
STEMS = (2, 4, 6, 9, 12)


def stem(code: str) -> str:
    """The part of a code that all codes below begin with: 510000 → 51, 510100 → 5101, 510104001000 → 510104001.

    A code that is not of the tree (an area's own) is its own stem.
    """
    if not (code.isascii() and code.isdigit()) or len(code) < 6:
        return code
    if len(code) == 6:
        return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    if len(code) == 12:
        short = code[:9] if code.endswith("000") else code
        return stem(short[:6]) if len(short) == 9 and short.endswith("000") else short
    return code


def covers(outer: str, inner: str) -> bool:
    """Does the place of code ``inner`` lie in that of ``outer``, or is it the same, by their codes alone?"""
    return bool(outer) and stem(inner).startswith(stem(outer))


def above(code: str) -> tuple[str, ...]:
    """The stems of the code itself and of everything above it, innermost first."""
    own = stem(code)
    if not (own.isascii() and own.isdigit()) or len(own) not in STEMS:
        return (own,)
    return (own, *(own[:length] for length in reversed(STEMS) if length < len(own)))
