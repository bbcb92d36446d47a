"""The institution as plain values with spans: places, bodies, items, who holds and who exercises them. Read by ``registry.snapshot``.

A span's ``since`` None is open (未载明), ``until`` is exclusive, None is open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from yifa.kernel.places import above, stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    since: date | None = None
    until: date | None = None
    #: the row of the database, so that every answer can name it
    row: int = 0

    def covers(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def meets(self, other: Span) -> bool:
        """Is there a day on which both hold?"""
        return (self.since or date.min) < (other.until or date.max) and (other.since or date.min) < (self.until or date.max)


Spans = TypeVar("Spans", bound=Span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Span):
    """地方 — ``parent`` is set where the code does not say where it lies; ``becomes`` where it went on under another code."""

    code: str
    name: str
    kind: str = ""
    standard: str = ""
    parent: str = ""
    becomes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Span):
    """机关、队伍 — what an answer says of it."""

    code: str
    name: str
    kind: str = ""
    short: str = ""
    level: str = ""
    place: str = ""
    mark: str = ""
    seal: str = ""
    domain: str = ""
    integration: str = ""
    plate: str = ""
    duty: str = ""
    funds: str = ""
    unit_class: str = ""
    vertical: bool = False
    reconsideration: str = ""
    court: str = ""
    phone: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Span):
    """事项文本 — one version; ``laws`` are the short titles of the norms it rests on, empty where the source states none."""

    code: str
    name: str
    domain: str
    list: str = ""
    department: str = ""
    kinds: tuple[str, ...] = ()
    #: 查封、扣押 … : coercive measures that go with the item
    coercion: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Span):
    """持有 — see ``registry.models.Holding``."""

    item: str
    body: str
    place: str
    title: str
    document: str = ""
    transition_until: date | None = None
    transition_body: str = ""
    guide: str = ""
    exception: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise(Span):
    """行使 — see ``registry.models.Exercise``."""

    kind: str
    holder: str
    team: str
    place: str
    domain: str = ""
    item: str = ""
    document: str = ""
    published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Span):
    """片区组成."""

    area: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Span):
    body: str
    relation: str
    to: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Span):
    place: str
    feature: str
    level: str
    domain: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary(Span):
    side: str
    body: str
    item: str = ""
    domain: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation(Span):
    place: str
    state: str
    list: str = ""
    by: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode(Span):
    domain: str
    place: str
    mode: str
    body: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Span):
    """清单 — who holds all of it; ``stated`` false: the source names the holder but gives no list."""

    code: str
    name: str
    body: str
    place: str
    stated: bool = True


@dataclass(frozen=True)
class Powers:
    """名录 — everything the questions *who* and *what is wrong with the list* look at. Build with ``Powers.of``."""

    places: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    bodies: Mapping[str, Sequence[Body]] = field(default_factory=dict)
    items: Mapping[str, Sequence[Item]] = field(default_factory=dict)
    #: by code of the item
    holdings: Mapping[str, Sequence[Holding]] = field(default_factory=dict)
    #: by code of the holder
    exercises: Mapping[str, Sequence[Exercise]] = field(default_factory=dict)
    #: by code of the place: the areas it belongs to
    areas: Mapping[str, Sequence[Member]] = field(default_factory=dict)
    #: by code of the body
    relations: Mapping[str, Sequence[Relation]] = field(default_factory=dict)
    routes: Sequence[Route] = ()
    boundaries: Sequence[Boundary] = ()
    authorisations: Sequence[Authorisation] = ()
    modes: Sequence[Mode] = ()
    lists: Mapping[str, Listed] = field(default_factory=dict)
    _lineages: dict[tuple[str, date], tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        *,
        places: Iterable[Place] = (),
        bodies: Iterable[Body] = (),
        items: Iterable[Item] = (),
        holdings: Iterable[Holding] = (),
        exercises: Iterable[Exercise] = (),
        areas: Iterable[Member] = (),
        relations: Iterable[Relation] = (),
        routes: Iterable[Route] = (),
        boundaries: Iterable[Boundary] = (),
        authorisations: Iterable[Authorisation] = (),
        modes: Iterable[Mode] = (),
        lists: Iterable[Listed] = (),
    ) -> Powers:
        return cls(
            places=_by(places, "code"),
            bodies=_by(bodies, "code"),
            items=_by(items, "code"),
            holdings=_by(holdings, "item"),
            exercises=_by(exercises, "holder"),
            areas=_by(areas, "place"),
            relations=_by(relations, "body"),
            routes=tuple(routes),
            boundaries=tuple(boundaries),
            authorisations=tuple(authorisations),
            modes=tuple(modes),
            lists={line.code: line for line in lists},
        )

    def place(self, code: str, *, on: date) -> Place | None:
        return at(self.places.get(code, ()), on)

    def body(self, code: str, *, on: date) -> Body | None:
        return at(self.bodies.get(code, ()), on)

    def item(self, code: str, *, on: date) -> Item | None:
        return at(self.items.get(code, ()), on)

    def lineage(self, code: str, *, on: date) -> tuple[str, ...]:
        """The place and everything it lies in that day, innermost first: by its code, by its parent, by the areas it belongs to.

        Codes are given as the rows of places write them; a level without a row is left out.
        """
        key = (code, on)
        if key not in self._lineages:
            if len(self._lineages) > 100_000:
                self._lineages.clear()
            self._lineages[key] = tuple(dict.fromkeys(self._above(code, on)))
        return self._lineages[key]

    def _above(self, code: str, on: date, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        if code in seen:
            return
        seen |= {code}
        yield code
        for member in self.areas.get(code, ()):
            if member.covers(on):
                yield from self._above(member.area, on, seen)
        row = self.place(code, on=on)
        if row and row.parent:
            yield from self._above(row.parent, on, seen)
        for part in above(code)[1:]:
            if outer := self._written(part, on):
                yield from self._above(outer, on, seen)
                return

    def _written(self, part: str, on: date) -> str:
        """The code of the row of a stem: 5101 is written 510100 or 5101, as the profile has it."""
        for code in (part, part.ljust(6, "0"), part.ljust(12, "0")):
            if self.place(code, on=on) and stem(code) == part:
                return code
        return ""


def at(spans: Sequence[Spans], on: date) -> Spans | None:
    """The one that holds that day."""
    for span in spans:
        if span.covers(on):
            return span
    return None


def _by(rows: Iterable[Spans], key: str) -> dict[str, tuple[Spans, ...]]:
    found: dict[str, list[Spans]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return {code: tuple(spans) for code, spans in found.items()}
