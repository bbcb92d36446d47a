"""Reading a table of discretion: what is not understood, or contradicts itself, is refused with where and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from yifa.kernel.citation import Cite
from yifa.kernel.money import NotAnAmount, Yuan
from yifa.law.discretion.benchmark import (
    ALL,
    FORMULA_TIERS,
    NOTHING,
    ONE_YUAN,
    BadBenchmark,
    Benchmark,
    Factor,
    Formula,
    Grade,
    Maker,
    Option,
    Range,
    Tier,
    percent,
)

Member = TypeVar("Member")

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
    only, *others = ranges
    if others or only.unit:
        raise place.fault(f"{name} is an amount, but the range is no single fixed one; write a share")
    low, high = only.low or NOTHING, only.high
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
