"""The institution as plain values with spans: places, bodies, items, who holds and who exercises them. Read by ``registry.snapshot``.

A span's ``since`` None is open (未载明), ``until`` is exclusive, None is open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

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
    #: what readers worked out of these rows, by their own keys; bounded by them
    kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    def members(self, area: str, *, on: date) -> set[str]:
        """The places that belong to an area that day; empty for a place that is none."""
        return {row.place for rows in self.areas.values() for row in rows if row.area == area and row.covers(on)}

    def item(self, code: str, *, on: date) -> Item | None:
        return at(self.items.get(code, ()), on)

    def lineage(self, code: str, *, on: date) -> tuple[str, ...]:
        """The place and everything it lies in that day, innermost first: by its code, by its parent, by the areas it belongs to.

        Codes are given as the rows of places write them; a level without a row is left out.
        """
        return tuple(self.depths(code, on=on))

    def depths(self, code: str, *, on: date) -> Mapping[str, int]:
        """The lineage with how far out each lies: itself 0, what it lies in 10, 20 …, areas a little further than what belongs to them.

        Two areas a place belongs to are equally deep. Codes one place went by at different times stand side by side.
        """
        day = bisect_right(self.place_days(), on)
        kept: dict[tuple[str, int], dict[str, int]] = self.kept.setdefault("depths", {})
        found = kept.get((code, day))
        if found is None:
            if len(kept) >= _KEEP_AT_MOST:
                kept.clear()
            found = kept[code, day] = self._depths(code, on)
        return found

    def place_days(self) -> Sequence[date]:
        """Every day on which a place or an area begins or ends, in order."""
        days: tuple[date, ...] | None = self.kept.get("place_days")
        if days is None:
            spans: list[Span] = [span for rows in (*self.places.values(), *self.areas.values()) for span in rows]
            days = self.kept["place_days"] = days_of(spans)
        return days

    def former(self, code: str) -> Sequence[Place]:
        """The rows that went on under this code (becomes)."""
        known: dict[str, tuple[Place, ...]] | None = self.kept.get("former")
        if known is None:
            ended = [row for rows in self.places.values() for row in rows if row.becomes and row.until]
            known = self.kept["former"] = _by(ended, "becomes")
        return known.get(code, ())

    def _depths(self, code: str, on: date) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, own in enumerate(self._outwards(code, on)):
            for name in self._names(own, on):
                found.setdefault(name, 10 * number)
        areas = [(name, 10 * (depth // 10) + 1) for name, depth in found.items()]
        around: dict[str, int] = {}
        while areas:
            inner, depth = areas.pop(0)
            for member in self.areas.get(inner, ()):
                if member.covers(on) and member.area not in found and member.area not in around:
                    around[member.area] = depth
                    areas.append((member.area, min(depth + 1, depth // 10 * 10 + 8)))
        for area, depth in list(around.items()):
            for outer in list(self._outwards(area, on))[1:]:
                if outer not in found:
                    around.setdefault(outer, depth // 10 * 10 + 9)
        return dict(sorted((found | around).items(), key=lambda pair: (pair[1], pair[0] != code, pair[0])))

    def _outwards(self, code: str, on: date) -> Iterator[str]:
        """The place and what it lies in, one after the other: its parent where the row names one, else what its code says."""
        seen: set[str] = set()
        while code and code not in seen:
            yield code
            seen.add(code)
            row = self.place(code, on=on)
            code = (row and row.parent) or next((outer for part in above(code)[1:] if (outer := self.written(part, on=on))), "")

    def _names(self, code: str, on: date) -> Iterator[str]:
        """The code, those the place went by before, and those it will go by; not where several places became one."""
        yield code
        earlier = code
        seen = {code}
        while len(rows := self.former(earlier)) == 1 and rows[0].code not in seen and (rows[0].until or on) <= on:
            earlier = rows[0].code
            seen.add(earlier)
            yield earlier
        row = self.place(code, on=on)
        while row and row.becomes and row.becomes not in seen and len(self.former(row.becomes)) == 1:
            seen.add(row.becomes)
            yield row.becomes
            row = next(iter(self.places.get(row.becomes, ())), None)

    def written(self, part: str, *, on: date) -> str:
        """The code of the row of a stem: 5101 is written 510100 or 5101, as the profile has it; under the code it goes by that day."""
        for code in (part, part.ljust(6, "0"), part.ljust(12, "0")):
            if code in self.places and stem(code) == part:
                if at(self.places[code], on):
                    return code
                for row in self.places[code]:
                    if row.becomes and self.place(row.becomes, on=on):
                        return row.becomes
                earlier = [row.code for row in self.former(code) if row.covers(on)]
                if len(earlier) == 1:
                    return earlier[0]
        return ""


#: lineages kept in memory at most
_KEEP_AT_MOST = 50_000


def days_of(spans: Iterable[Span]) -> tuple[date, ...]:
    """Every day on which one of them begins or ends, in order, each once."""
    return tuple(sorted({day for span in spans for day in (span.since, span.until) if day is not None}))


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
