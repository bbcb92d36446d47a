"""裁量基准 — a published table that says where in the range of an article a fine lies: ranges, tiers, factors, lists; and its reader.

A table is data, read by ``parse`` from TOML and refused where it contradicts itself. Every share is exact: 30% is 3/10.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from yifa.kernel.citation import Cite
from yifa.kernel.money import NotAnAmount, Yuan
from yifa.law.penalties import Party, Span

Member = TypeVar("Member")

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


# ---- reading a table ----

_SHARE = re.compile(r"([+-]?)([0-9]{1,4}(?:\.[0-9]{1,4})?)%")
_TIMES = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)倍")
_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,4})?")
_HEAD = {
    "code", "name", "domain", "place", "items", "violated", "penalty", "since", "until", "maker", "made_by", "published_on", "formula",
    "rounding", "first_violation", "no_penalty", "replaces", "source", "synthetic", "range", "tier", "factor",
}  # fmt: skip
_CITE = {"law", "article", "paragraph", "item", "print"}
_RANGE = {"party", "low", "high", "base", "per", "from_base", "below_base", "floor", "cap"}
_TIER = {"name", "from", "to", "grade", "conditions"}
_FACTOR = {"name", "weight", "adjusts", "option"}
_OPTION = {"name", "share", "excludes", "evidence"}
_PARTIES = ("any", "person", "organisation")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a table, to say so; reads members of one kind each."""

    name: str
    members: Mapping[str, Any]

    def fault(self, why: str) -> BadBenchmark:
        return BadBenchmark(f"{self.name}: {why}")

    def refuse_unknown(self, known: set[str]) -> None:
        if unknown := set(self.members) - known:
            raise self.fault(f"unknown members: {', '.join(sorted(unknown))}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.members.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fault(f"{name} must be a text")
        return value.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.members.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fault(f"{name} must be a list of texts")
        return tuple(one.strip() for one in value)

    def truth(self, name: str) -> bool:
        value = self.members.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(f"{name} must be true or false")
        return value

    def day(self, name: str) -> date | None:
        value = self.members.get(name)
        if value is not None and type(value) is not date:
            raise self.fault(f"{name} must be a day")
        return value

    def word(self, name: str, kind: Callable[[str], Member], default: str) -> Member:
        value = self.text(name, default)
        try:
            return kind(value)
        except ValueError as error:
            raise self.fault(f"{name} is not {value!r}") from error

    def money(self, name: str) -> Yuan | None:
        return self.amount(name) if name in self.members else None

    def amount(self, name: str) -> Yuan:
        try:
            return Yuan(self.text(name))
        except NotAnAmount as error:
            raise self.fault(f"{name} is an amount in yuan as text, such as '2000'") from error

    def share(self, name: str, *, signed: bool = False) -> Fraction:
        found = _SHARE.fullmatch(self.text(name))
        if found is None or bool(found[1]) != signed:
            raise self.fault(f"{name} is a share such as {'+10% or -10%' if signed else '30%'}")
        value = Fraction(Decimal(found[1] + found[2])) / 100
        if abs(value) > 1:
            raise self.fault(f"{name} is more than 100%")
        return value

    def places(self, name: str) -> list[_Place]:
        value = self.members.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fault(f"{name} must be written as [[{name}]]")
        return [_Place(f"{self.name}: {name} {number}", one) for number, one in enumerate(value, 1)]


def parse(mapping: Mapping[str, Any]) -> Benchmark:
    """One table as read by ``tomllib``. Raises BadBenchmark where it says what is not understood or contradicts itself."""
    head = _Place(str(mapping.get("code") or "a table without code"), mapping)
    head.refuse_unknown(_HEAD)
    code, since, until = head.text("code"), head.day("since"), head.day("until")
    if since is None or (until is not None and until <= since):
        raise head.fault("since must be a day, until a later one")
    published_on, synthetic = head.day("published_on"), head.truth("synthetic")
    if synthetic == (published_on is not None):
        raise head.fault("a table is either published on a day or synthetic")
    ranges = _ranges(head)
    formula = head.word("formula", Formula, "none")
    tiers = _tiers(head, ranges, formula)
    rounding = head.money("rounding")
    if rounding is not None and not rounding:
        raise head.fault("rounding to nothing")
    return Benchmark(
        code=code,
        name=head.text("name"),
        domain=head.text("domain"),
        violated=_cite(head, "violated"),
        penalty=_cite(head, "penalty"),
        since=since,
        until=until,
        maker=head.text("maker"),
        made_by=head.word("made_by", Maker, "superior"),
        published_on=published_on,
        formula=formula,
        ranges=ranges,
        tiers=tiers,
        factors=_factors(head, tiers),
        place=head.text("place", ""),
        items=head.texts("items"),
        rounding=rounding or ONE_YUAN,
        first_violation=head.texts("first_violation"),
        no_penalty=head.texts("no_penalty"),
        replaces=head.text("replaces", ""),
        source=head.text("source", ""),
        synthetic=synthetic,
    )


def _cite(head: _Place, name: str) -> Cite:
    members = head.members.get(name)
    if not isinstance(members, dict):
        raise head.fault(f"{name} must be {{ law = …, article = … }}")
    place = _Place(f"{head.name}: {name}", members)
    place.refuse_unknown(_CITE)
    parts: dict[str, int | None] = {}
    for part in ("paragraph", "item"):
        parts[part] = value = members.get(part)
        if value is not None and (type(value) is not int or value < 1):
            raise place.fault(f"{part} counts from 1")
    article = place.text("article")
    if not re.fullmatch(r"[1-9][0-9]{0,3}(-[1-9][0-9]?)?", article):
        raise place.fault("article is a number such as '44'")
    return Cite(place.text("law"), article, parts["paragraph"], parts["item"], place.text("print", "") or None)


def _ranges(head: _Place) -> tuple[Range, ...]:
    ranges = tuple(_range(place) for place in head.places("range"))
    if not ranges:
        raise head.fault("no range")
    parties = {range_.party for range_ in ranges}
    if "any" in parties and len(parties) > 1:
        raise head.fault("a range for any party stands alone")
    for party in parties:
        stretch = sorted((range_ for range_ in ranges if range_.party == party), key=lambda range_: range_.from_base)
        if len({range_.base for range_ in stretch}) > 1:
            raise head.fault(f"ranges of {party} depend on different bases")
        joints = [(one.below_base, other.from_base) for one, other in pairwise(stretch)]
        if stretch[0].from_base or stretch[-1].below_base is not None or any(end != start for end, start in joints):
            raise head.fault(f"ranges of {party} overlap, or leave a gap")
    return tuple(sorted(ranges, key=lambda range_: (range_.party, range_.from_base)))


def _range(place: _Place) -> Range:
    place.refuse_unknown(_RANGE)
    party, base, per = place.text("party", "any"), place.text("base", ""), place.text("per", "")
    if party not in _PARTIES:
        raise place.fault(f"party is one of {', '.join(_PARTIES)}")
    ends = {name: _end(place, name) for name in ("low", "high") if name in place.members}
    if "high" not in ends:
        raise place.fault("a range needs its upper end")
    if len({times for _, times in ends.values()}) > 1:
        raise place.fault("both ends are amounts, or both are parts of the base")
    times = ends["high"][1]
    if times and (per or not base):
        raise place.fault("a multiple needs its base, and no unit beside it")
    if per and base:
        raise place.fault("per names the unit and is the base")
    low, high = ends["low"][0] if "low" in ends else None, ends["high"][0]
    if high <= (low or NOTHING):
        raise place.fault("the upper end is not above the lower")
    unit = "元" if times else per
    from_base, below_base = _bound(place, "from_base") or NOTHING, _bound(place, "below_base")
    if (from_base or below_base is not None) and not base:
        raise place.fault("from_base and below_base need a base")
    floor, cap = place.money("floor"), place.money("cap")
    if (floor or cap) and not unit:
        raise place.fault("floor and cap bound a product; fixed ends need none")
    if floor is not None and cap is not None and cap <= floor:
        raise place.fault("the cap is not above the floor")
    return Range(party, low, high, base or per, unit, from_base, below_base, floor, cap)


def _end(place: _Place, name: str) -> tuple[Fraction, bool]:
    """An end in fen, or in fen for each yuan of the base; and which of the two."""
    text = place.text(name)
    if found := _TIMES.fullmatch(text):
        return Fraction(found[1]) * 100, True
    if found := _SHARE.fullmatch(text):
        if found[1]:
            raise place.fault(f"{name} has a sign")
        return Fraction(found[2]), True
    return Fraction(place.amount(name).fen), False


def _bound(place: _Place, name: str) -> Fraction | None:
    if name not in place.members:
        return None
    text = place.text(name)
    if not _NUMBER.fullmatch(text):
        raise place.fault(f"{name} is a number as text, such as '10000'")
    return Fraction(text)


def _tiers(head: _Place, ranges: Sequence[Range], formula: Formula) -> tuple[Tier, ...]:
    places = head.places("tier")
    least = {range_.low is not None for range_ in ranges}
    if not places:
        if formula is Formula.NONE:
            raise head.fault("no tiers, and no formula that makes them")
        if formula is Formula.MIDPOINT and len(least) > 1:
            raise head.fault("the formula divides ranges with and without a lower end differently; write the tiers")
        return FORMULA_TIERS[formula, least.pop()]
    tiers = tuple(_tier(place, ranges) for place in places)
    if len({tier.name for tier in tiers}) < len(tiers):
        raise head.fault("two tiers of one name")
    if tiers[0].low != NOTHING or tiers[-1].high != ALL:
        raise head.fault("the tiers do not fill the range")
    for one, other in pairwise(tiers):
        if one.high != other.low:
            raise head.fault(f"tiers {one.name} and {other.name} {'overlap' if other.low < one.high else 'leave a gap'}")
    _refuse_against_formula(head, tiers, formula, least)
    return tiers


def _refuse_against_formula(head: _Place, tiers: Sequence[Tier], formula: Formula, least: set[bool]) -> None:
    """A tier called lighter lies where the department's formula says lighter, and so with heavier."""
    for ends in sorted(least):
        frame = {tier.grade: tier for tier in FORMULA_TIERS.get((formula, ends), ())}
        for tier in tiers:
            bounds = frame.get(tier.grade) if tier.grade else None
            if bounds and not bounds.low <= tier.low < tier.high <= bounds.high:
                raise head.fault(f"tier {tier.name} leaves the bounds of {tier.grade}")


def _tier(place: _Place, ranges: Sequence[Range]) -> Tier:
    place.refuse_unknown(_TIER)
    low, high = (_tier_end(place, name, ranges) for name in ("from", "to"))
    if high <= low:
        raise place.fault("ends before it begins")
    grade = place.text("grade", "")
    return Tier(place.text("name"), low, high, place.word("grade", Grade, "") if grade else None, place.texts("conditions"))


def _tier_end(place: _Place, name: str, ranges: Sequence[Range]) -> Fraction:
    """A share of the range; an amount is turned into one where there is a single fixed range."""
    if "%" in place.text(name):
        return place.share(name)
    amount = place.amount(name)
    if len(ranges) > 1 or ranges[0].unit:
        raise place.fault(f"{name} is an amount, but the range is no single fixed one; write a share")
    low, high = ranges[0].low or NOTHING, ranges[0].high
    if not low <= amount.fen <= high:
        raise place.fault(f"{name} lies outside the range")
    return (amount.fen - low) / (high - low)


def _factors(head: _Place, tiers: Sequence[Tier]) -> tuple[Factor, ...]:
    factors = tuple(_factor(place) for place in head.places("factor"))
    if not any(not factor.adjusts for factor in factors):
        factors = (_by_tier(tiers), *factors)
    if len({factor.name for factor in factors}) < len(factors):
        raise head.fault("two factors of one name")
    if (weights := sum((factor.weight for factor in factors), NOTHING)) != ALL:
        raise head.fault(f"the weights make {percent(weights)}, not 100%")
    names = [option.name for factor in factors for option in factor.options]
    for factor in factors:
        for option in factor.options:
            if strange := [name for name in option.excludes if name not in names]:
                raise head.fault(f"{option.name} excludes what is no option: {', '.join(strange)}")
    return factors


def _by_tier(tiers: Sequence[Tier]) -> Factor:
    """A table without weighted factors: a person says which tier's conditions are met; its middle is the place."""
    return Factor("违法情节", tuple(Option(tier.name, (tier.low + tier.high) / 2) for tier in tiers), ALL)


def _factor(place: _Place) -> Factor:
    place.refuse_unknown(_FACTOR)
    adjusts = place.truth("adjusts")
    if adjusts == ("weight" in place.members):
        raise place.fault("a factor either has a weight or adjusts")
    options = tuple(_option(one, adjusts) for one in place.places("option"))
    if not options or (len(options) < 2 and not adjusts):
        raise place.fault("a factor needs options to choose from")
    if len({option.name for option in options}) < len(options):
        raise place.fault("two options of one name")
    if any(other.share < one.share for one, other in pairwise(options)):
        raise place.fault("options go from the lightest to the heaviest")
    return Factor(place.text("name"), options, NOTHING if adjusts else place.share("weight"), adjusts)


def _option(place: _Place, adjusts: bool) -> Option:
    place.refuse_unknown(_OPTION)
    return Option(place.text("name"), place.share("share", signed=adjusts), place.texts("excludes"), place.text("evidence", ""))


def percent(share: Fraction) -> str:
    """30% or 12.5% or 33.33…%, written without ever being a float."""
    whole, rest = divmod(abs(share) * 100, 1)
    sign = "-" if share < 0 else ""
    if not rest:
        return f"{sign}{whole}%"
    digits, left = divmod(rest * 100, 1)
    return f"{sign}{whole}.{digits:02d}".rstrip("0").rstrip(".") + ("…%" if left else "%")
