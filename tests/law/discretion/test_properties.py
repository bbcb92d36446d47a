"""What holds for every table and every choice: in the range, under the cap, worse is never cheaper, the parts make the sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from yifa.kernel.citation import Cite
from yifa.kernel.money import Yuan
from yifa.law.discretion.benchmark import Benchmark, Factor, Formula, Maker, Option, Range, Tier
from yifa.law.discretion.calculation import Calculation, line
from yifa.law.penalties import Span
from yifa.law.rule import apply
from yifa.law.substance.capacity import Leniency
from yifa.law.substance.newer_law import Applicable

ON = date(2026, 3, 2)
PERCENTS = st.integers(0, 100)
MONEY = st.integers(0, 10**8)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low = draw(MONEY)
    high = Fraction(low + draw(st.integers(1, 10**8)))
    if draw(st.booleans()):
        return Range("any", Fraction(low) if draw(st.booleans()) else None, high)
    floor = draw(st.none() | MONEY.map(Yuan.of_fen))
    cap = draw(st.none() | st.integers(1, 10**8).map(lambda fen: (floor or Yuan.ZERO) + Yuan.of_fen(fen)))
    return Range("any", Fraction(low, 100), high / 100, "货值金额", "元", floor=floor, cap=cap)


@st.composite
def tables(draw: st.DrawFn) -> Benchmark:
    borders = [0, *sorted(draw(st.sets(st.integers(1, 99), max_size=4))), 100]
    tiers = tuple(Tier(f"档{low}", Fraction(low, 100), Fraction(high, 100)) for low, high in pairwise(borders))
    cuts = [0, *sorted(draw(st.sets(st.integers(1, 99), max_size=3))), 100]
    factors = [
        Factor(f"因素{number}", _options(draw(st.lists(PERCENTS, min_size=2, max_size=4))), Fraction(end - start, 100))
        for number, (start, end) in enumerate(pairwise(cuts))
    ]
    adjusting = draw(st.lists(st.integers(-60, 60), max_size=3))
    factors += [Factor("修正", _options(adjusting), adjusts=True)] if adjusting else []
    cite = Cite("示例法", "1")
    rounding = Yuan.of_fen(draw(st.sampled_from([1, 100, 10_000, 1_000_000])))
    maker, formula = Maker.OWN, Formula.NONE
    range_ = draw(ranges())
    return Benchmark(
        "T", "表", "城市管理", cite, cite, ON, None, "示例", maker, ON, formula, (range_,), tiers, tuple(factors), rounding=rounding
    )  # fmt: skip


def _options(percents: list[int]) -> tuple[Option, ...]:
    return tuple(Option(f"情形{number}", Fraction(percent, 100)) for number, percent in enumerate(sorted(percents)))


@dataclass(frozen=True)
class Choice:
    """A table, and one option of each of its factors."""

    table: Benchmark
    numbers: tuple[int, ...]
    base: Fraction

    def calculated(self, leniency: Leniency = Leniency.NONE) -> Calculation:
        chosen = [line(factor.name, factor.options[n].name) for factor, n in zip(self.table.factors, self.numbers, strict=True)]
        answer = apply(
            "discretion.calculate", on=ON, benchmark=self.table, party="person", chosen=chosen, day=ON, base=self.base, leniency=leniency
        )
        assert isinstance(answer.value, Calculation)
        return answer.value


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    table = draw(tables())
    numbers = tuple(draw(st.integers(0, len(factor.options) - 1)) for factor in table.factors)
    return Choice(table, numbers, Fraction(draw(MONEY), 100))


@given(choices(), st.sampled_from(Leniency))
def test_a_fine_stays_in_its_range_in_its_tier_and_under_its_cap(choice: Choice, leniency: Leniency) -> None:
    found = choice.calculated(leniency)

    assert found.span.high is not None
    assert found.tier_span.high is not None
    assert found.span.low <= found.tier_span.low <= found.amount <= found.tier_span.high <= found.span.high
    assert 0 <= found.place <= 1
    cap = choice.table.ranges[0].cap
    assert cap is None or found.amount <= cap


@given(choices(), st.data())
def test_worse_circumstances_never_cost_less(choice: Choice, data: st.DataObject) -> None:
    factor = data.draw(st.integers(0, len(choice.numbers) - 1))
    worse_option = data.draw(st.integers(choice.numbers[factor], len(choice.table.factors[factor].options) - 1))
    worse = replace(choice, numbers=(*choice.numbers[:factor], worse_option, *choice.numbers[factor + 1 :]))

    assert choice.calculated().amount <= worse.calculated().amount
    assert choice.calculated(Leniency.MUST).amount <= worse.calculated(Leniency.MUST).amount


@given(choices())
def test_being_owed_leniency_never_costs_more(choice: Choice) -> None:
    assert choice.calculated(Leniency.MUST).amount <= choice.calculated().amount


@given(choices(), MONEY)
def test_more_of_the_base_never_costs_less(choice: Choice, more: int) -> None:
    assert choice.calculated().amount <= replace(choice, base=choice.base + Fraction(more, 100)).calculated().amount


@given(choices(), st.sampled_from(Leniency))
def test_the_parts_make_the_sum(choice: Choice, leniency: Leniency) -> None:
    found = choice.calculated(leniency)

    assert found.span.low.fen + sum(part.fen for part in found.parts) == found.amount.fen
    assert sum(part.share for part in found.parts) == found.place
    assert [part.factor for part in found.parts][: len(choice.table.factors)] == [factor.name for factor in choice.table.factors]


@given(choices(), st.sampled_from(Leniency))
def test_nothing_in_a_result_is_a_float(choice: Choice, leniency: Leniency) -> None:
    assert [member for member in _members(choice.calculated(leniency)) if isinstance(member, float)] == []


def _members(value: Any) -> Iterator[Any]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _members(getattr(value, field.name))
    elif isinstance(value, tuple):
        for member in value:
            yield from _members(member)
    else:
        yield value


@given(MONEY, MONEY, MONEY, MONEY)
def test_of_two_versions_neither_end_of_the_one_applied_is_heavier(one: int, two: int, three: int, four: int) -> None:
    spans = [Span(*(Yuan.of_fen(fen) for fen in sorted(ends))) for ends in ((one, two), (three, four))]

    answer = apply("substance.newer_law", on=ON, at_act=spans[0], at_decision=spans[1])

    if answer.lawful:
        assert isinstance(answer.value, Applicable)
        applied = answer.value.span
        assert applied in spans
        assert all(applied.low <= span.low and applied.high <= span.high for span in spans)  # type: ignore[union-attr, operator]  # both ends known
