"""同一件事 — how alike two reports are in place, time and words. Pure; says why, so that a person can judge it.

Strong, and joined by the machine: the same class (or one has none), the later within thirty minutes of the earlier, and one of
- both have a point, at most 60 m apart, with half of their words in common;
- told of the very same place, with four fifths of their words in common;
- the same words to the letter where not both say where, if the words themselves name a place or the same person tells them.
Numbers of houses, sides, plates and names of streets in the words must not speak of two places: where the words alone say where,
they must be the same ones. Weak: near enough in two of the three that a person should look; shown, never joined.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yifa.kernel.earth import metres_apart

NEAR_METRES: Final = 60.0
SOON: Final = timedelta(minutes=30)
WORDS_AT_A_POINT, WORDS_AT_A_PLACE = 0.5, 0.8
WEAK_METRES: Final = 300.0
WEAK_SOON: Final = timedelta(days=7)
WEAK_WORDS: Final = 0.35
#: letters and digits of every script, and the vowel signs of Tibetan, which are no letters
_SIGNS: Final = re.compile(r"[^\w\u0f71-\u0fbc]+|_+")
#: numbers of a ticket, a telephone, a moment: they tell two tellings apart, not two events
_SERIAL: Final = re.compile(r"\d{6,}")
#: what in the words tells one place or car from its neighbour
_WHERE: Final = re.compile(
    r"(?:\d+|[一二三四五六七八九十百零]+|[a-z甲乙丙丁])(?:号楼|号院|号|栋|幢|座|楼|层|单元|室|门|巷|组|队|弄|排|期|区|公里|米处)"
    r"|[东西南北]+(?:口|侧|门|边|头|街|路|村|段|区|院|关|面|角|端|岸|桥)"
    r"|[\u3400-\u9fff][a-z][a-z0-9]{5,6}(?![a-z0-9])"
    r"|[\u3400-\u9fff]{2}(?:大道|(?<![马公道])路(?![灯面边人])|街(?!道)|村|巷|庄|屯|小区|社区|花园|家园|公园|广场|市场|学校|小学|中学|医院|桥)"
)


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
    #: by what the one who tells it can be known again; only compared
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """相似 — ``words`` between 0 and 1, ``metres`` None where a point is missing."""

    words: float
    metres: float | None
    apart: timedelta
    #: of one place of the register; and told of it in the same words
    one_place: bool
    same_place: bool
    same_kind: bool
    #: the same words to the letter, which name a place or come from the same person, where not both say where
    copied: bool
    #: the words speak of two places
    elsewhere: bool

    @property
    def strong(self) -> bool:
        if not self.same_kind or self.apart > SOON or self.elsewhere:
            return False
        if self.metres is not None:
            return self.metres <= NEAR_METRES and self.words >= WORDS_AT_A_POINT
        return self.copied or (self.same_place and self.words >= WORDS_AT_A_PLACE)

    @property
    def weak(self) -> bool:
        if self.apart > WEAK_SOON:
            return False
        near = self.metres <= WEAK_METRES if self.metres is not None else self.same_place
        if near and (self.words >= WEAK_WORDS or (self.same_kind and self.apart <= SOON)):
            return True
        return self.metres is None and self.one_place and self.words >= WORDS_AT_A_POINT


def likeness(one: Told, other: Told) -> Likeness:
    """How alike these two are."""
    metres = metres_between(one, other)
    spot, other_spot = squeezed(one.place_text), squeezed(other.place_text)
    one_place = one.place == other.place
    here, there = (_wheres(told, with_spot=metres is not None) for told in (one, other))
    return Likeness(
        words=words_alike(one.text, other.text),
        metres=metres,
        apart=abs(one.at - other.at),
        one_place=one_place,
        same_place=one_place and spot == other_spot != "",
        same_kind=not one.event_kind or not other.event_kind or one.event_kind == other.event_kind,
        copied=one_place
        and (not spot or not other_spot or spot == other_spot)
        and (bool(here) or one.voice == other.voice != "")
        and copy_of(one.text) == copy_of(other.text) != "",
        elsewhere=bool(here - there and there - here) if metres is not None else here != there,
    )


def _wheres(told: Told, *, with_spot: bool) -> frozenset[str]:
    """What the words say of where; beside a point that somebody may have taken from a map of estates, the place told too."""
    return frozenset(_WHERE.findall(f"{squeezed(told.text)} {squeezed(told.place_text) if with_spot else ''}"))


def copy_of(text: str) -> str:
    """What is equal in two tellings with the same words to the letter, whatever number of a ticket stands in them."""
    return _SERIAL.sub("", squeezed(text))


def words_alike(one: str, other: str) -> float:
    """Dice's coefficient of the pairs of neighbouring signs; punctuation, blanks and case count for nothing."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def metres_between(one: Told, other: Told) -> float | None:
    """None where a point is missing."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    return metres_apart(one.longitude, one.latitude, other.longitude, other.latitude)


def squeezed(text: str) -> str:
    """Letters and digits alone, wide or narrow, great or small."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def _pairs(text: str) -> frozenset[str]:
    bare = squeezed(text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1)) or frozenset([bare] if bare else [])
