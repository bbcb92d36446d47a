"""A rule beside its law: declared with ``@rule``, asked with ``apply``, dated from ``since`` to ``until`` (exclusive)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, TypeVar

from yifa.kernel.citation import Cite
from yifa.law.answer import Answer, Ground, Ruling, Verdict

if TYPE_CHECKING:
    from yifa.law.layers import Layer

Function = TypeVar("Function", bound=Callable[..., Any])

#: the layer of a rule that no overlay touches
NATION = "全国"


class LawNotHeld(LookupError):
    """The rule is known, but no version of it covers the day asked: the text of that day is not held."""


class NoRuleApplies(LookupError):
    """No rule of this name exists."""


class RulesConflict(LookupError):
    """Two versions of one rule cover the same day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule of the nation. ``title`` is the Chinese term that opens the docstring.

    ``settable`` are the parameters an overlay may set; their defaults are the nation's answer. A rule that ``gathers`` is told
    what every layer sets, most special first, as ``standards``: each a dataclass of that type, made of its values.
    """

    id: str
    cites: tuple[Cite, ...]
    since: date
    until: date | None
    title: str
    function: Callable[..., Any]
    settable: tuple[str, ...]
    gathers: type[Any] | None

    def covers(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


_RULES: dict[str, list[Rule]] = defaultdict(list)


def rule(
    rule_id: str,
    *,
    cites: Sequence[Cite],
    since: date,
    until: date | None = None,
    settable: Sequence[str] = (),
    gathers: type[Any] | None = None,
) -> Callable[[Function], Function]:
    """Declare a version of a rule. Every ``settable`` parameter has a default."""
    if not cites:
        raise ValueError(f"no rule without citation: {rule_id}")

    def declare(function: Function) -> Function:
        title = (function.__doc__ or "").split("—")[0].strip()
        if not title:
            raise ValueError(f"the docstring of {rule_id} must open with its Chinese term and a dash")
        parameters = signature(function).parameters
        for name in settable if gathers is None else ("standards",):
            if name not in parameters or parameters[name].default is Parameter.empty:
                raise ValueError(f"{rule_id} has no parameter {name} with a default that a layer could set")
        names = tuple(settable) if gathers is None else tuple(field.name for field in fields(gathers))
        _RULES[rule_id].append(Rule(rule_id, tuple(cites), since, until, title, function, names, gathers))
        return function

    return declare


def rule_versions(rule_id: str | None = None) -> Iterator[Rule]:
    """Every declared version, or those of one rule."""
    for key in sorted(_RULES) if rule_id is None else [rule_id]:
        yield from _RULES.get(key, [])


def rule_in_force(rule_id: str, *, on: date) -> Rule:
    """The version that answers on ``on``."""
    versions = _RULES.get(rule_id)
    if not versions:
        raise NoRuleApplies(rule_id)
    covering = [version for version in versions if version.covers(on)]
    if len(covering) > 1:
        raise RulesConflict(f"{rule_id} on {on}")
    if not covering:
        raise LawNotHeld(f"{rule_id} on {on}")
    return covering[0]


def apply(rule_id: str, *, on: date, layers: Sequence[Layer] = (), **facts: Any) -> Answer[Any]:
    """Ask the rule in force on ``on``; the answer names rule, layer, articles and the facts used.

    ``layers`` are those that hold here, most special first: the first that sets something for the rule answers. A fact told by the
    caller stands above what a layer sets. A rule that returns a Ruling is a gate; any other value is a lawful answer with that value.
    """
    version = rule_in_force(rule_id, on=on)
    settings = [setting for layer in layers if (setting := layer.setting(rule_id, on=on))]
    if version.gathers:
        facts["standards"] = tuple(version.gathers(**setting.values) for setting in settings)
    elif settings:
        settings = settings[:1]
        facts = {**settings[0].values, **facts}
    result = version.function(**facts)
    cites, layer = version.cites, NATION
    if settings:
        cites = tuple(dict.fromkeys((*cites, *(cite for setting in settings for cite in setting.cites))))
        layer = "、".join(setting.layer for setting in settings)
    ground = Ground(version.id, version.title, cites, layer, facts)
    if isinstance(result, Ruling):
        return Answer(result.verdict, None, (ground,), result.sentence, result.remedy)
    return Answer(Verdict.LAWFUL, result, (ground,))
