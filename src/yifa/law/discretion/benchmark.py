"""裁量基准 — a published table that says where in the range of an article a fine lies: ranges, tiers, factors, lists.

A table is data, read by ``discretion.reading.parse`` from TOML. Every share is exact: 30% is 3/10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from yifa.kernel.citation import Cite
from yifa.kernel.money import Yuan
from yifa.law.penalties import Party, Span

ALL = Fraction(1)
NOTHING = Fraction(0)
#: what amounts are cut to where a table names nothing coarser
ONE_YUAN = Yuan("1")


class BadBenchmark(ValueError):
    """A table that cannot be: the message says which table, where and why."""


class Grade(StrEnum):
    """裁量等次 — lighter, ordinary or heavier inside the range of the article."""

    LIGHT = "从轻"
    ORDINARY = "一般"
    HEAVY = "从重"


class Formula(StrEnum):
    """裁量公式 — how a department divides a range into lighter and heavier; NONE: only the table's own tiers do."""

    NONE = "none"
    #: lighter is the lower 30 %, heavier the upper 30 %
    THIRTY = "thirty"
    #: lighter below the middle, heavier above; without a lower end up to 30 %, to 60 %, above
    MIDPOINT = "midpoint"


class Maker(StrEnum):
    """制定机关 — whether the body applies its own table or that of a superior."""

    OWN = "own"
    SUPERIOR = "superior"


@dataclass(frozen=True, slots=True)
class Range:
    """法定幅度 — one range of the article for a kind of party (``any`` for both).

    Ends are in fen, or in fen for each unit of ``base`` (a yuan of 货值金额, a 平方米). ``low`` is None where the norm has only an
    upper end. ``from_base`` and ``below_base`` say for which base it stands; ``floor`` and ``cap`` bound the product.
    """

    party: str
    low: Fraction | None
    high: Fraction
    base: str = ""
    unit: str = ""
    from_base: Fraction = NOTHING
    below_base: Fraction | None = None
    floor: Yuan | None = None
    cap: Yuan | None = None

    def is_for(self, base: Fraction) -> bool:
        """Does this range stand for that much of its base?"""
        return self.from_base <= base and (self.below_base is None or base < self.below_base)

    def span(self, base: Fraction = NOTHING) -> Span:
        """The range in money, cut to the fen below; never under the floor, never over the cap."""
        times = base if self.unit else ALL
        low, high = (Yuan.of_fen(int(end * times)) for end in (self.low or NOTHING, self.high))
        if self.floor is not None:
            low, high = max(low, self.floor), max(high, self.floor)
        if self.cap is not None:
            low, high = min(low, self.cap), min(high, self.cap)
        return Span(low, high)


@dataclass(frozen=True, slots=True)
class Tier:
    """裁量档次 — a stretch of the range by shares of it, and when it applies. The border between two belongs to the lower."""

    name: str
    low: Fraction
    high: Fraction
    grade: Grade | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """情形 — one answer to a factor. ``share`` is its place in the factor (0 to 100 %), or what it adds or takes in an adjusting one."""

    name: str
    share: Fraction
    #: options of other factors that cannot be true beside it
    excludes: tuple[str, ...] = ()
    #: what proves it
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Factor:
    """裁量因素 — with a ``weight`` (all weights make 100 %) one of its options must be chosen; adjusting ones may be left out."""

    name: str
    options: tuple[Option, ...]
    weight: Fraction = NOTHING
    adjusts: bool = False

    def part(self, option: Option) -> Fraction:
        """The signed share of the range that this option brings."""
        return option.share if self.adjusts else self.weight * option.share


@dataclass(frozen=True, slots=True)
class Benchmark:
    """裁量基准 — one table for one item, by one maker, for some days.

    ``place`` is the code of the place it is made for, empty for the whole country. ``items`` are codes of items it is made for;
    empty: whatever is punished by its ``penalty`` article for breach of ``violated``.
    ``first_violation`` and ``no_penalty`` are the conditions under which the item stands on those lists; empty: it does not.
    ``synthetic``: 示例, our own tiers over the range of the article; made and published by nobody.
    """

    code: str
    name: str
    domain: str
    violated: Cite
    penalty: Cite
    since: date
    until: date | None
    maker: str
    made_by: Maker
    published_on: date | None
    formula: Formula
    ranges: tuple[Range, ...]
    tiers: tuple[Tier, ...]
    factors: tuple[Factor, ...]
    place: str = ""
    items: tuple[str, ...] = ()
    rounding: Yuan = ONE_YUAN
    first_violation: tuple[str, ...] = ()
    no_penalty: tuple[str, ...] = ()
    #: the code of the table it took the place of
    replaces: str = ""
    source: str = ""
    synthetic: bool = False

    def __str__(self) -> str:
        """How it stands among the facts of an answer."""
        return f"{self.maker}《{self.name}》（{self.code}）"

    def covers(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def fits(self, *, item: str, violated: Cite, penalty: Cite, place: str) -> bool:
        """Is this a table of that item there? By its code where the table names codes, else by both articles as far as it gives them."""
        if not place.startswith(self.place):
            return False
        return item in self.items if self.items else _within(violated, self.violated) and _within(penalty, self.penalty)

    def ranges_for(self, party: Party) -> tuple[Range, ...]:
        """The ranges for that kind of party, in the order of their base; none where the article does not punish it."""
        return tuple(range_ for range_ in self.ranges if range_.party in (party, "any"))


def _within(place: Cite, article: Cite) -> bool:
    """《某条例》第四十二条第一款 lies within 第四十二条."""
    return (place.law, place.article) == (article.law, article.article) and all(
        wanted is None or wanted == found for wanted, found in ((article.paragraph, place.paragraph), (article.item, place.item))
    )


class Benchmarks:
    """全部裁量基准 — every table loaded. Two versions of one code never hold on one day."""

    def __init__(self, tables: Iterable[Benchmark] = ()) -> None:
        self._tables = tuple(sorted(tables, key=lambda table: (table.domain, table.code, table.since)))
        for one, other in pairwise(self._tables):
            if one.code == other.code and one.covers(other.since):
                raise BadBenchmark(f"{one.code}: two versions hold on {other.since}")

    def __iter__(self) -> Iterator[Benchmark]:
        return iter(self._tables)

    def named(self, code: str, *, on: date) -> Benchmark | None:
        """The version of that table which holds on the day; None where none does."""
        return next((table for table in self._tables if table.code == code and table.covers(on)), None)

    def of_item(self, *, item: str, violated: Cite, penalty: Cite, place: str, on: date) -> tuple[Benchmark, ...]:
        """The tables of an item at a place that hold on the day, those of the place itself before those of the country."""
        found = (
            table for table in self._tables if table.covers(on) and table.fits(item=item, violated=violated, penalty=penalty, place=place)
        )
        return tuple(sorted(found, key=lambda table: -len(table.place)))

    def before(self, table: Benchmark, *, on: date) -> Benchmark | None:
        """What held in its stead on an earlier day: an older version of it, or the table it replaced; None where it held itself."""
        if table.covers(on):
            return None
        return self.named(table.code, on=on) or (self.named(table.replaces, on=on) if table.replaces else None)


#: the tiers a formula makes by itself, by whether the norm sets a lower end
FORMULA_TIERS: Mapping[tuple[Formula, bool], tuple[Tier, ...]] = {
    **{
        (Formula.THIRTY, least): (
            Tier("从轻", NOTHING, Fraction(3, 10), Grade.LIGHT),
            Tier("一般", Fraction(3, 10), Fraction(7, 10), Grade.ORDINARY),
            Tier("从重", Fraction(7, 10), ALL, Grade.HEAVY),
        )
        for least in (True, False)
    },
    (Formula.MIDPOINT, True): (
        Tier("从轻", NOTHING, Fraction(1, 2), Grade.LIGHT),
        Tier("从重", Fraction(1, 2), ALL, Grade.HEAVY),
    ),
    (Formula.MIDPOINT, False): (
        Tier("从轻", NOTHING, Fraction(3, 10), Grade.LIGHT),
        Tier("一般", Fraction(3, 10), Fraction(6, 10), Grade.ORDINARY),
        Tier("从重", Fraction(6, 10), ALL, Grade.HEAVY),
    ),
}


def percent(share: Fraction) -> str:
    """30% or 12.5% or 33.33…%, written without ever being a float."""
    whole, rest = divmod(abs(share) * 100, 1)
    sign = "-" if share < 0 else ""
    if not rest:
        return f"{sign}{whole}%"
    digits, left = divmod(rest * 100, 1)
    return f"{sign}{whole}.{digits:02d}".rstrip("0").rstrip(".") + ("…%" if left else "%")
