"""同一件事 — how alike two reports are in place, time and words. Pure; says why, so that a person can judge it.

Strong: the same class (or one has none), the later within thirty minutes of the earlier, at most 60 m apart with half of their words
in common; or, where a point is missing, told of the very same place with four fifths of their words in common. The machine joins these.
Weak: near enough in two of the three that a person should look.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

NEAR_METRES: Final = 60.0
SOON: Final = timedelta(minutes=30)
WORDS_AT_A_POINT, WORDS_AT_A_PLACE = 0.5, 0.8
WEAK_METRES: Final = 300.0
WEAK_SOON: Final = timedelta(days=7)
WEAK_WORDS: Final = 0.35
_EARTH: Final = 6_371_008.8
_SIGNS: Final = re.compile(r"[^0-9A-Za-z\u3400-\u9fff\u0f40-\u0fbc\U00020000-\U0003ffff]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of a report."""

    at: datetime
    text: str
    event_kind: str = ""
    place: str = ""
    place_text: str = ""
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """相似 — ``words`` between 0 and 1, ``metres`` None where a point is missing."""

    words: float
    metres: float | None
    apart: timedelta
    same_place: bool
    same_kind: bool

    @property
    def strong(self) -> bool:
        if not self.same_kind or self.apart > SOON:
            return False
        if self.metres is not None:
            return self.metres <= NEAR_METRES and self.words >= WORDS_AT_A_POINT
        return self.same_place and self.words >= WORDS_AT_A_PLACE

    @property
    def weak(self) -> bool:
        if self.apart > WEAK_SOON:
            return False
        near = self.metres <= WEAK_METRES if self.metres is not None else self.same_place
        return near and (self.words >= WEAK_WORDS or (self.same_kind and self.apart <= SOON))


def likeness(one: Told, other: Told) -> Likeness:
    """How alike these two are."""
    return Likeness(
        words=words_alike(one.text, other.text),
        metres=metres_between(one, other),
        apart=abs(one.at - other.at),
        same_place=one.place == other.place and bool(squeezed(one.place_text)) and squeezed(one.place_text) == squeezed(other.place_text),
        same_kind=not one.event_kind or not other.event_kind or one.event_kind == other.event_kind,
    )


def words_alike(one: str, other: str) -> float:
    """Dice's coefficient of the pairs of neighbouring signs; punctuation, blanks and case count for nothing."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def metres_between(one: Told, other: Told) -> float | None:
    """On the sphere; None where a point is missing."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    low, high = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    chord = math.sin((high - low) / 2) ** 2 + math.cos(low) * math.cos(high) * math.sin(across / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(chord)))


def squeezed(text: str) -> str:
    """Letters, digits and Chinese alone."""
    return _SIGNS.sub("", text).lower()


def _pairs(text: str) -> frozenset[str]:
    bare = squeezed(text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1)) or frozenset([bare] if bare else [])
