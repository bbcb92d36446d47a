"""裁量 as it is shown: the parts of a result as rows, and the range as a bar that begins at nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from yifa.kernel.money import Yuan
from yifa.law.discretion.benchmark import Benchmark, Factor, Range, Tier, percent
from yifa.law.discretion.calculation import Calculation
from yifa.law.penalties import Span
from yifa.web.desk.words import say

#: the order in which parties are told
PARTIES = ("any", "person", "organisation")
#: a stretch of the bar narrower than this carries no words
_WIDE = Fraction(12, 100)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result: what, which, its weight, its share of the range and its amount, signed."""

    name: str
    detail: str
    weight: str
    share: str
    amount: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TierLine:
    """One tier with its amounts; ``here`` where the circumstances lead to it."""

    name: str
    grade: str
    share: str
    span: str
    conditions: str
    here: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A tier on the bar, in per cent of its width."""

    name: str
    x: str
    width: str
    middle: str
    here: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """An amount on the bar; ``anchor`` keeps its words inside."""

    words: str
    x: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The range of the article from nothing to its upper end."""

    tiers: tuple[Stretch, ...]
    low: Mark | None
    high: Mark
    amount: Mark | None
    considered: Mark | None
    words: str


def plain(money: Yuan) -> str:
    """2,200元, with fen only where there are some."""
    return money.text.replace(".00元", "元")


def signed(fen: int) -> str:
    """＋2,400元 or －300元; nothing is 0元."""
    sign = say("discretion.plus") if fen > 0 else say("discretion.minus") if fen < 0 else ""
    return sign + plain(Yuan.of_fen(abs(fen)))


def signed_share(share: Fraction) -> str:
    sign = say("discretion.plus") if share > 0 else say("discretion.minus") if share < 0 else ""
    return sign + percent(abs(share))


def span_words(span: Span) -> str:
    """2,200元至6,600元."""
    return say("discretion.span", low=plain(span.low), high=plain(span.high)) if span.high is not None else plain(span.low)


def range_line(range_: Range) -> str:
    """The range of the article in words: 货值金额的10倍至20倍, 每平方米100元至500元."""
    if not range_.unit:
        ends = [plain(Yuan.of_fen(int(end))) for end in (range_.low, range_.high) if end is not None]
        words = _between(ends)
    elif range_.unit == say("discretion.yuan"):
        ends = [_times(end / 100) for end in (range_.low, range_.high) if end is not None]
        words = say("discretion.of_base", base=range_.base, ends=_between(ends))
    else:
        ends = [plain(Yuan.of_fen(int(end))) for end in (range_.low, range_.high) if end is not None]
        words = say("discretion.each", unit=range_.unit, ends=_between(ends))
    return say("discretion.when", condition=_condition(range_), words=words) if _condition(range_) else words


def _between(ends: list[str]) -> str:
    return say("discretion.span", low=ends[0], high=ends[1]) if len(ends) > 1 else say("discretion.up_to", high=ends[0])


def _condition(range_: Range) -> str:
    parts, unit = [], range_.unit or say("discretion.yuan")
    if range_.from_base:
        parts.append(say("discretion.from_base", amount=_number(range_.from_base), unit=unit))
    if range_.below_base is not None:
        parts.append(say("discretion.below_base", amount=_number(range_.below_base), unit=unit))
    return range_.base + "".join(parts) if parts else ""


def _times(times: Fraction) -> str:
    """10倍; less than once is a share, as the statutes write it: 5%."""
    return percent(times) if times < 1 else say("discretion.times", times=_number(times))


def _number(value: Fraction) -> str:
    """10 or 0.5: the ends of a multiple are written with a few decimals only."""
    whole, rest = divmod(value, 1)
    return f"{whole:,}" if not rest else f"{whole:,}.{int(rest * 10_000):04d}".rstrip("0")


def ranges_line(table: Benchmark) -> str:
    """Every range of the article, those of one party after the other."""
    lines = []
    for range_ in sorted(table.ranges, key=lambda range_: (PARTIES.index(range_.party), range_.from_base)):
        words = range_line(range_)
        lines.append(words if range_.party == "any" else say(f"party.{range_.party}") + words)
    return say("discretion.semicolon").join(lines)


def rows_of(table: Benchmark, result: Calculation) -> list[Row]:
    """From the lower end of the range, part by part, to the amount."""
    factors = {factor.name: factor for factor in table.factors}
    rows = [Row(say("discretion.start"), say("discretion.start_detail"), "", "", plain(result.span.low), "part-start")]
    for part in result.parts:
        factor = factors.get(part.factor)
        share = signed_share(part.share) if part.share or factor else ""
        rows.append(Row(part.factor, part.option, _weight(factor), share, signed(part.fen), "" if factor else "part-limit"))
    rows.append(Row(say("discretion.amount"), result.tier.name, "", percent(result.place), plain(result.amount), "part-sum"))
    return rows


def _weight(factor: Factor | None) -> str:
    if factor is None:
        return ""
    return say("discretion.adjusts") if factor.adjusts else percent(factor.weight)


def tier_lines(table: Benchmark, span: Span | None, here: Tier | None) -> list[TierLine]:
    """The tiers with their amounts where the range is known."""
    lines = []
    for tier in table.tiers:
        share = say("discretion.span", low=percent(tier.low), high=percent(tier.high))
        words = span_words(_stretch(span, tier)) if span is not None else ""
        conditions = say("discretion.semicolon").join(tier.conditions)
        grade = tier.grade.value if tier.grade and tier.grade.value != tier.name else ""
        lines.append(TierLine(tier.name, grade, share, words, conditions, tier is here))
    return lines


def _stretch(span: Span, tier: Tier) -> Span:
    assert span.high is not None  # spans of a table have both ends
    low, width = span.low.fen, span.high.fen - span.low.fen
    return Span(*(Yuan.of_fen(low + int(width * end)) for end in (tier.low, tier.high)))


def bar_of(table: Benchmark, result: Calculation, considered: Yuan | None) -> Bar | None:
    """None where the range ends at nothing."""
    span = result.span
    if not span.high:
        return None
    top = max(span.high, considered or span.high)
    stretches = []
    for tier in table.tiers:
        part = _stretch(span, tier)
        assert part.high is not None  # it lies in the span
        start, width = Fraction(part.low.fen, top.fen), Fraction(part.high.fen - part.low.fen, top.fen)
        name = tier.name if width >= _WIDE else ""
        stretches.append(Stretch(name, _at(start), _at(width), _at(start + width / 2), tier is result.tier))
    return Bar(
        tiers=tuple(stretches),
        low=_mark(span.low, top) if span.low else None,
        high=_mark(span.high, top),
        amount=_mark(result.amount, top),
        considered=_mark(considered, top) if considered is not None else None,
        words=say("discretion.bar", span=span_words(span), tier=result.tier.name, amount=plain(result.amount)),
    )


def _mark(money: Yuan, top: Yuan) -> Mark:
    place = Fraction(money.fen, top.fen)
    anchor = "start" if place < _WIDE else "end" if place > 1 - _WIDE else "middle"
    return Mark(plain(money), _at(place), anchor)


def _at(place: Fraction) -> str:
    """12.34% of the width."""
    whole, rest = divmod(int(place * 10_000), 100)
    return f"{whole}.{rest:02d}%"
