"""A rule beside its law: declared with ``@rule``, asked with ``apply``, dated from ``since`` to ``until`` (exclusive)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from yifa.kernel.citation import Cite
from yifa.law.answer import Answer, Ground, Ruling, Verdict

Function = TypeVar("Function", bound=Callable[..., Any])


class LawNotHeld(LookupError):
    """The rule is known, but no version of it covers the day asked: the text of that day is not held."""


class NoRuleApplies(LookupError):
    """No rule of this name exists in any layer."""


class RulesConflict(LookupError):
    """Two versions of one rule and layer cover the same day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule. ``title`` is the Chinese term that opens the docstring."""

    id: str
    layer: str
    cites: tuple[Cite, ...]
    since: date
    until: date | None
    title: str
    function: Callable[..., Any]
    overrides: str | None

    def covers(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


_RULES: dict[str, list[Rule]] = defaultdict(list)


def rule(
    rule_id: str,
    *,
    cites: Sequence[Cite],
    since: date,
    until: date | None = None,
    layer: str = "nation",
    overrides: str | None = None,
) -> Callable[[Function], Function]:
    """Declare a version of a rule. ``layer`` is ``nation`` or a department overlay (``住建``, ``市场监管`` …)."""
    if not cites:
        raise ValueError(f"no rule without citation: {rule_id}")

    def declare(function: Function) -> Function:
        title = (function.__doc__ or "").split("—")[0].strip()
        if not title:
            raise ValueError(f"the docstring of {rule_id} must open with its Chinese term and a dash")
        _RULES[rule_id].append(Rule(rule_id, layer, tuple(cites), since, until, title, function, overrides))
        return function

    return declare


def rule_versions(rule_id: str | None = None) -> Iterator[Rule]:
    """Every declared version, or those of one rule."""
    for key in sorted(_RULES) if rule_id is None else [rule_id]:
        yield from _RULES.get(key, [])


def rule_in_force(rule_id: str, *, on: date, layers: Sequence[str] = ("nation",)) -> Rule:
    """The version that answers on ``on``: the first of ``layers`` (most special first) that has one."""
    versions = _RULES.get(rule_id)
    if not versions:
        raise NoRuleApplies(rule_id)
    for layer in (*layers, "nation"):
        covering = [version for version in versions if version.layer == layer and version.covers(on)]
        if len(covering) > 1:
            raise RulesConflict(f"{rule_id} in layer {layer} on {on}")
        if covering:
            return covering[0]
    raise LawNotHeld(f"{rule_id} on {on}")


def apply(rule_id: str, *, on: date, layers: Sequence[str] = ("nation",), **facts: Any) -> Answer[Any]:
    """Ask the rule in force on ``on``; the answer names rule, layer, articles and the facts used.

    A rule that returns a Ruling is a gate; any other value is a lawful answer with that value.
    """
    version = rule_in_force(rule_id, on=on, layers=layers)
    result = version.function(**facts)
    ground = Ground(version.id, version.title, version.cites, version.layer, facts)
    if isinstance(result, Ruling):
        return Answer(result.verdict, None, (ground,), result.sentence, result.remedy)
    return Answer(Verdict.LAWFUL, result, (ground,))
