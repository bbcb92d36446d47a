"""Lighter and heavier inside a range: the departments' formulae, and what a lower benchmark may make of a higher one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yifa.kernel.money import Yuan
from yifa.law.answer import Ruling, for_person
from yifa.law.discretion.benchmark import FORMULA_TIERS, Formula, Grade
from yifa.law.penalties import Span
from yifa.law.rule import rule
from yifa.law.sources import APL, SC27

SINCE = date(2021, 7, 15)

FormulaName = Literal["none", "thirty", "midpoint"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """从轻从重的界限 — lighter up to ``light_to``, heavier from ``heavy_from``; each border belongs to its side or to what lies between."""

    light_to: Yuan
    light_includes: bool
    heavy_from: Yuan
    heavy_includes: bool

    def grade(self, fine: Yuan) -> Grade:
        """Which of the three a fine inside the range is."""
        if fine < self.light_to or (self.light_includes and fine == self.light_to):
            return Grade.LIGHT
        if fine > self.heavy_from or (self.heavy_includes and fine == self.heavy_from):
            return Grade.HEAVY
        return Grade.ORDINARY


@rule("discretion.bounds", cites=[APL("34"), SC27("")], since=SINCE, settable=("formula",))
def bounds(*, low: Yuan | None, high: Yuan, formula: FormulaName = "none") -> Bounds | Ruling:
    """从轻从重幅度 — where a department has a formula, it divides the range; the nation has none, so the table's tiers do.

    ``low`` is None where the norm sets no lower end. ``formula`` is ``none``, ``thirty`` (市场监管: lighter the lower 30 % of the range,
    heavier the upper 30 %) or ``midpoint`` (农业: below the middle and above it; without a lower end up to 30 %, to 60 %, above).
    Reads: texts of the departments not held, from notes. Both 30 % borders of 市场监管 are included, the middle belongs to neither side;
        of 30 % and 60 % the border belongs to the lighter stretch. Shares of a fen are cut. Reviewed: no.
    Leaves out: mitigation, which lies below the lower end (``discretion.mitigation``).
    """
    kind = Formula(formula)
    if kind is Formula.NONE:
        return for_person(
            "国家层面没有规定从轻、从重的计算公式，本案从轻、从重的界限是什么？",
            remedy="按适用的裁量基准所列档次认定；没有裁量基准的，由承办人写明理由。",
        )
    tiers = FORMULA_TIERS[kind, low is not None]
    start = low or Yuan.ZERO
    width = high - start
    light, heavy = (start + width.share(share.numerator, share.denominator) for share in (tiers[0].high, tiers[-1].low))
    at_middle = kind is Formula.MIDPOINT and low is not None
    return Bounds(light, not at_middle, heavy, kind is Formula.THIRTY)


@dataclass(frozen=True, slots=True)
class Refined:
    """细化的档次 — does the lower tier lie inside that of the superior, and which of both applies."""

    valid: bool
    applies: Span


@rule("discretion.refines", cites=[SC27("")], since=date(2022, 7, 29))
def refines(*, upper: Span, own: Span) -> Refined:
    """细化上级基准 — one's own tier stays inside the superior's; where it leaves it, the superior's applies.

    Reads: text not held, from notes: a superior's benchmark applies directly, may be refined within its tiers, and prevails in a
        conflict. Both ends may coincide. Reviewed: no.
    Leaves out: what of one's own table stays valid beside a tier that is not.
    """
    valid = own.low >= upper.low and (upper.high is None or (own.high is not None and own.high <= upper.high))
    return Refined(valid, own if valid else upper)
