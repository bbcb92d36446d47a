"""How much: the chosen circumstances weighed by a benchmark table, each part shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yifa.kernel.dates import chinese_date
from yifa.kernel.money import NotAnAmount, Yuan
from yifa.law.answer import Ruling, refused
from yifa.law.discretion.benchmark import ALL, NOTHING, Benchmark, Factor, Grade, Option, Tier
from yifa.law.penalties import Party, Span, listed
from yifa.law.rule import rule
from yifa.law.sources import APL, SC27
from yifa.law.substance.capacity import Leniency


@dataclass(frozen=True, slots=True)
class Part:
    """一项因素的份额 — what it brings: a signed share of the range, and fen."""

    factor: str
    option: str
    share: Fraction
    fen: int


@dataclass(frozen=True, slots=True)
class Calculation:
    """裁量结果 — range of the article, parts, place in the range, tier with its span, and the amount suggested.

    ``parts`` in their order: the factors chosen, then what limits or rounds; ``span.low`` and all their fen make ``amount``.
    """

    span: Span
    parts: tuple[Part, ...]
    place: Fraction
    tier: Tier
    tier_span: Span
    amount: Yuan


def line(factor: str, option: str) -> str:
    """占用面积：不足10平方米 — how a chosen circumstance is written down."""
    return f"{factor}：{option}"


@rule("discretion.calculate", cites=[APL("34"), SC27("")], since=date(2021, 7, 15))
def calculate(
    *,
    benchmark: Benchmark,
    party: Party,
    chosen: Sequence[str],
    day: date,
    base: Fraction | None = None,
    leniency: Leniency = Leniency.NONE,
) -> Calculation | Ruling:
    """裁量计算 — lower end of the range, and for each chosen circumstance its share of the width: weight × place in the factor.

    ``day`` is that whose version of the table is asked. ``chosen`` are circumstances as ``line`` writes them, one of each weighted
    factor, at most one of an adjusting one. ``base`` is what the range is a multiple of. Where the penalty *must* be lighter (articles 30
    and 32), the place is no higher than the lighter tiers.
    The place never leaves 0 to 100 %; the amount is cut down to whole ``rounding``, never below the tier or the range.
    Reads: the statute only says that benchmarks may be made and must be published; the arithmetic is the table's. Reviewed: no.
    Leaves out: mitigation below the range (``discretion.mitigation``) and no penalty (``substance.no_penalty``).
    """
    if not benchmark.covers(day):
        return refused(f"《{benchmark.name}》裁量基准在{chinese_date(day)}不施行。", remedy="选用当日施行的裁量基准。")
    ranges = benchmark.ranges_for(party)
    if not ranges:
        return refused("该条没有对这类当事人规定罚款。", remedy="核对当事人类别和处罚依据。")
    of = ranges[0].base  # the same in all ranges of one party
    if of and base is None:
        return refused(f"罚款按{of}计算，尚未填写{of}。", remedy=f"查明并填写{of}。")
    read = _read(benchmark, chosen)
    if isinstance(read, Ruling):
        return read
    try:
        span = next(one for one in ranges if one.is_for(base or NOTHING)).span(base or NOTHING)
    except NotAnAmount:
        return refused(f"按填写的{of}计算，罚款超出了金额的上限。", remedy=f"核对{of}的数额和单位。")
    return _weigh(benchmark, span, read, leniency)


def _read(benchmark: Benchmark, chosen: Sequence[str]) -> Mapping[Factor, Option] | Ruling:
    """The options chosen, factor by factor in the order of the table."""
    lines = {line(factor.name, option.name): (factor, option) for factor in benchmark.factors for option in factor.options}
    if strange := [text for text in chosen if text not in lines]:
        return refused(f"裁量基准没有列出“{listed(strange)}”。", remedy="从裁量基准所列的因素和情形中选择。")
    found: dict[Factor, Option] = {}
    for factor, option in (lines[text] for text in dict.fromkeys(chosen)):
        if factor in found:
            return refused(f"裁量情节相互矛盾：“{factor.name}”选了两种情形。", remedy="每项因素只选一种情形。")
        found[factor] = option
    names = [option.name for option in found.values()]
    for option in found.values():
        if both := [name for name in option.excludes if name in names]:
            return refused(f"裁量情节相互矛盾：“{option.name}”与“{listed(both)}”不能并存。", remedy="依证据只保留一种情形。")
    if missing := [factor.name for factor in benchmark.factors if not factor.adjusts and factor not in found]:
        return refused(f"尚未选择“{listed(missing)}”的情形。", remedy="每项有权重的因素都要选择一种情形。")
    return {factor: found[factor] for factor in benchmark.factors if factor in found}


def _weigh(benchmark: Benchmark, span: Span, chosen: Mapping[Factor, Option], leniency: Leniency) -> Calculation:
    assert span.high is not None  # a range of a table has both ends once its base is known
    low, width = span.low.fen, span.high.fen - span.low.fen
    parts = [_part(factor.name, option.name, factor.part(option), width) for factor, option in chosen.items()]
    place = sum((part.share for part in parts), NOTHING)
    inside = min(max(place, NOTHING), ALL)
    if inside != place:
        parts.append(_part("法定幅度", "不超出法定幅度", inside - place, width))
    place = min(inside, _light_to(benchmark)) if leniency is Leniency.MUST else inside
    if place != inside:
        parts.append(_part("从宽", "依法应当从轻或者减轻", place - inside, width))
    tier = next(tier for tier in benchmark.tiers if place <= tier.high)
    tier_span = Span(*(Yuan.of_fen(low + int(width * end)) for end in (tier.low, tier.high)))
    step = benchmark.rounding.fen
    exact = low + int(width * place)
    amount = max(exact // step * step, tier_span.low.fen)
    if rest := amount - low - sum(part.fen for part in parts):
        parts.append(Part("取整", f"去尾至{benchmark.rounding.text}的整数倍", NOTHING, rest))
    return Calculation(span, tuple(parts), place, tier, tier_span, Yuan.of_fen(amount))


def _part(factor: str, option: str, share: Fraction, width: int) -> Part:
    return Part(factor, option, share, int(width * share))


def tier_of(benchmark: Benchmark, span: Span, fine: Yuan) -> str:
    """The tier in which an amount lies, in the range as reckoned; the border between two belongs to the lower."""
    if fine < span.low:
        return "法定幅度以下"
    assert span.high is not None  # as in _weigh
    low, width = span.low.fen, span.high.fen - span.low.fen
    return next((tier.name for tier in benchmark.tiers if fine.fen <= low + int(width * tier.high)), "法定幅度以上")


def _light_to(benchmark: Benchmark) -> Fraction:
    """Up to where the table is lighter: its tiers so graded, else its lowest tier."""
    return max((tier.high for tier in benchmark.tiers if tier.grade is Grade.LIGHT), default=benchmark.tiers[0].high)
