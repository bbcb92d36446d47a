"""Finding a matter and a place by what somebody types: exact first, then all words, then what comes near."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from yifa.kernel.places import stem
from yifa.registry.core.powers import Item, Place, Powers, at

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its code, its name and what tells it from others of that name."""

    code: str
    name: str
    hint: str
    address: str = ""
    #: does it stand on the day asked about?
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field of the question: what was typed, the one thing meant, or what it might be. ``near``: nothing holds all the words."""

    typed: str
    one: Choice | None = None
    choices: Sequence[Choice] = ()
    more: bool = False
    near: bool = False

    @property
    def unknown(self) -> bool:
        return bool(self.typed) and self.one is None and not self.choices


def matter_of(powers: Powers, *, code: str, words: str, on: date) -> Chosen:
    """事项 — the item of that code, if the words still are its name; else what the words find."""
    return _chosen(code, words, lambda known: _item(powers, known, on), lambda: _items(powers, on))


def place_of(powers: Powers, *, code: str, words: str, on: date) -> Chosen:
    """地方 — as ``matter_of``."""
    return _chosen(code, words, lambda known: _place(powers, known, on), lambda: _places(powers, on))


def with_addresses(chosen: Chosen, path: str, query: dict[str, str], *, code: str, words: str) -> Chosen:
    """The same with the address that chooses each."""
    links = [
        Choice(one.code, one.name, one.hint, f"{path}?{urlencode(query | {code: one.code, words: one.name})}") for one in chosen.choices
    ]
    return Chosen(chosen.typed, chosen.one, links, chosen.more, chosen.near)


def lineage_words(powers: Powers, code: str, on: date) -> str:
    """What the place lies in, outermost first, without itself."""
    rows = [powers.place(outer, on=on) for outer in powers.lineage(code, on=on)[1:]]
    return " ".join(row.name for row in reversed(rows) if row and "片区" not in row.kind)


def _chosen(code: str, words: str, by_code: Callable[[str], Choice | None], everything: Callable[[], Iterable[Choice]]) -> Chosen:
    if code and (known := by_code(code)) and words in ("", known.name, known.code):
        return Chosen(words or known.name, known)
    if not words:
        return Chosen(code)
    if exact := by_code(words):
        return Chosen(words, exact)
    rows = list(everything())
    named = [one for one in rows if one.name == words]
    named = [one for one in named if one.stands] or named
    if len(named) == 1:
        return Chosen(words, named[0])
    parts = words.lower().split()
    found = named or [one for one in rows if all(part in f"{one.name} {one.code} {one.hint}".lower() for part in parts)]
    if len(found) == 1:
        return Chosen(words, found[0])
    if found:
        found.sort(key=lambda one: (not one.name.startswith(parts[0]), parts[0] not in one.name.lower()))
        return Chosen(words, None, found[:_SHOWN], len(found) > _SHOWN)
    near = _near(words, rows)
    return Chosen(words, None, near[:_SHOWN], False, bool(near))


def _near(words: str, rows: Iterable[Choice]) -> list[Choice]:
    """What shares most pairs of neighbouring signs with the words, at least a third of them; else what has every single sign of them."""
    rows = list(rows)
    pairs = {pair for number in range(len(words) - 1) if " " not in (pair := words[number : number + 2])}
    scored = [(sum(pair in one.name for pair in pairs), one) for one in rows]
    scored = [(score, one) for score, one in scored if score and score * 3 >= len(pairs)]
    if not scored and 1 < len(signs := set(words.replace(" ", ""))) <= 6:
        scored = [(0, one) for one in rows if signs <= set(one.name)]
    return [one for _, one in sorted(scored, key=lambda line: (-line[0], len(line[1].name)))]


def _item(powers: Powers, code: str, on: date) -> Choice | None:
    return _item_choice(versions, on) if (versions := powers.items.get(code)) else None


def _items(powers: Powers, on: date) -> Iterable[Choice]:
    return (_item_choice(versions, on) for versions in powers.items.values())


def _item_choice(versions: Sequence[Item], on: date) -> Choice:
    """The text of that day; where none was in force then, the last."""
    current = at(versions, on)
    item = current or versions[-1]
    hint = " · ".join(part for part in (item.domain, *(f"《{law}》" for law in item.laws[-1:])) if part)
    return Choice(item.code, item.name, hint, stands=current is not None)


def _place(powers: Powers, code: str, on: date) -> Choice | None:
    return _place_choice(powers, rows, on) if (rows := powers.places.get(code)) else None


def _places(powers: Powers, on: date) -> Iterable[Choice]:
    """Outer places first."""
    return (_place_choice(powers, powers.places[code], on) for code in sorted(powers.places, key=lambda code: (len(stem(code)), code)))


def _place_choice(powers: Powers, rows: Sequence[Place], on: date) -> Choice:
    current = at(rows, on)
    place = current or rows[-1]
    return Choice(place.code, place.name, lineage_words(powers, place.code, on) or place.kind, stands=current is not None)
