"""Worked cases as data: each TOML file of a subject holds cases with name, source, rule, given and then.

What is not given is None. Amounts stand as text, numbers of days as numbers; the rule's own annotations say what they become.
"""

from __future__ import annotations

import tomllib
import typing
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

import yifa.law  # noqa: F401  registers the rules
from yifa.kernel.calendar import Aside, Calendar, parse
from yifa.kernel.dates import Days
from yifa.kernel.money import Yuan
from yifa.law import layers
from yifa.law.answer import Answer
from yifa.law.discretion import reading
from yifa.law.discretion.benchmark import Benchmark
from yifa.law.layers import Overlays
from yifa.law.measure.surcharge import Payment
from yifa.law.penalties import Span
from yifa.law.rule import apply, rule_in_force
from yifa.law.substance.one_fine import Norm

HERE = Path(__file__).parent
CALENDARS = HERE.parents[1] / "profiles" / "national" / "calendars"
#: The day asked about where a case names none.
ON = date(2026, 3, 2)


def published_calendar() -> Calendar:
    """The calendars of the national profile."""
    return Calendar(parse(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(CALENDARS.glob("*.toml")))


@cache
def published_overlays() -> Overlays:
    """The overlays of the national profile."""
    files = sorted(CALENDARS.parent.glob("overlays/*.toml"))
    return Overlays(layers.parse(tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)


def ask(case: Mapping[str, Any]) -> Answer[Any]:
    """Apply the rule of a case to what is given."""
    on, chain = case.get("on", ON), [published_overlays().named(name) for name in case.get("layers", ())]
    function = rule_in_force(case["rule"], on=on).function
    types = typing.get_type_hints(function)
    facts = {name: _fact(types[name], value) for name, value in case["given"].items()}
    for name, parameter in signature(function).parameters.items():
        if name == "calendar":
            facts[name] = published_calendar()
        elif name not in facts and parameter.default is Parameter.empty:
            assert type(None) in typing.get_args(types[name]), f"{case['rule']} needs {name}"
            facts[name] = None
    return apply(case["rule"], on=on, layers=chain, **facts)


def _fact(kind: Any, value: Any) -> Any:
    kinds = (kind, *typing.get_args(kind))
    if Yuan in kinds:
        return Yuan(value)
    if Sequence[Days] in kinds or Days in kinds:
        return [Days(n) for n in value] if isinstance(value, list) else Days(value)
    if Payment in kinds:
        return [Payment(on, Yuan(amount)) for on, amount in value]
    if Aside in kinds:
        return [Aside(*span) for span in value]
    if Span in kinds:
        return _span(value)
    if Sequence[Norm] in kinds or Norm in kinds:
        return [Norm(name, _span(fine)) for name, fine in value]
    if Fraction in kinds:
        return Fraction(value)
    if Benchmark in kinds:
        return example_table(value)
    enums = [one for one in kinds if isinstance(one, type) and issubclass(one, StrEnum)]
    if enums:
        return [enums[0](one) for one in value] if isinstance(value, list) else enums[0](value)
    return value


def _span(ends: Sequence[str]) -> Span:
    """``["1000", "5000"]``, or ``["1000"]`` where the upper end is open."""
    low, high = (*ends, None)[:2]
    return Span(Yuan(low), None if high is None else Yuan(high))


@cache
def example_table(code: str) -> Benchmark:
    """A table of discretion made for tests, with figures easy to reckon."""
    return reading.parse(tomllib.loads((HERE / "discretion" / "tables" / f"{code}.toml").read_text(encoding="utf-8")))
