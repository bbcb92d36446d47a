"""Worked cases as data: each TOML file of a subject holds cases with name, source, rule, given and then.

What is not given is None. Amounts stand as text, numbers of days as numbers; the rule's own annotations say what they become.
"""

from __future__ import annotations

import tomllib
import typing
from collections.abc import Mapping
from datetime import date
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
from yifa.law.layers import Overlays
from yifa.law.rule import apply, rule_in_force

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
    if Days in kinds:
        return Days(value)
    if Aside in kinds:
        return [Aside(*span) for span in value]
    return value
