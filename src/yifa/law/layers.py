"""层级 — what a department, a province, a city or a body sets for a rule of the nation: dated, cited values, read from data.

An overlay is a table of settings; a new one needs no code. A setting gives values to parameters its rule declares settable, and
the most special layer that has one for the day answers, as a whole: values of two layers are never mixed.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from yifa.kernel.citation import Cite
from yifa.kernel.dates import Days, Hours, Months, WorkingDays
from yifa.kernel.money import NotAnAmount, Yuan
from yifa.law.rule import rule_versions
from yifa.law.sources import LAWS


class BadOverlay(ValueError):
    """An overlay that cannot be: the message says where and why."""


class Level(IntEnum):
    """层次 — the more special answers first."""

    BODY = 1
    CITY = 2
    PROVINCE = 3
    DEPARTMENT = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """规定 — what ``layer`` sets for ``rule`` from ``since`` until ``until`` (exclusive); no values: the same, by its own article."""

    layer: str
    rule: str
    cites: tuple[Cite, ...]
    since: date
    until: date | None
    values: Mapping[str, Any]

    def covers(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Layer:
    """层级 — one overlay. ``code`` is the short name of a department's rule (SAMR) or the code of a place or body."""

    name: str
    level: Level
    code: str = ""
    title: str = ""
    settings: tuple[Setting, ...] = ()
    _by_rule: Mapping[str, tuple[Setting, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_rule: dict[str, tuple[Setting, ...]] = {}
        for setting in self.settings:
            for other in by_rule.get(setting.rule, ()):
                if other.covers(setting.since) or setting.covers(other.since):
                    raise BadOverlay(f"{self.name}: {setting.rule} is set twice on {max(setting.since, other.since)}")
            by_rule[setting.rule] = (*by_rule.get(setting.rule, ()), setting)
        object.__setattr__(self, "_by_rule", by_rule)

    def setting(self, rule: str, *, on: date) -> Setting | None:
        """What this layer sets for ``rule`` on that day; None where it is silent."""
        return next((setting for setting in self._by_rule.get(rule, ()) if setting.covers(on)), None)


class Overlays:
    """全部层级 — every overlay loaded, to ask which of them hold somewhere."""

    def __init__(self, layers: Iterable[Layer] = ()) -> None:
        self._layers = tuple(sorted(layers, key=lambda layer: layer.level))
        names = [layer.name for layer in self._layers]
        if len(set(names)) < len(names):
            raise BadOverlay(f"two overlays are called {next(name for name in names if names.count(name) > 1)}")

    def __iter__(self) -> Iterator[Layer]:
        return iter(self._layers)

    def chain(self, *, domains: Sequence[str] = (), place: str = "", body: str = "") -> tuple[Layer, ...]:
        """The layers that hold, most special first: the body's, the city's and province's by the code of the place, the departments'."""
        found = []
        for layer in self._layers:
            match layer.level:
                case Level.DEPARTMENT:
                    holds = layer.name in domains
                case Level.BODY:
                    holds = layer.code == body
                case _:
                    holds = bool(place) and place.startswith(layer.code)
            if holds:
                found.append(layer)
        return tuple(found)

    def named(self, word: str) -> Layer:
        """The layer of that name, code or title (住建, MOHURD, 上海, 上海市). Raises BadOverlay where there is none."""
        for layer in self._layers:
            if word and word in (layer.name, layer.code, layer.title):
                return layer
        raise BadOverlay(f"no overlay is called {word!r}")


_TERM = re.compile(r"([0-9]{1,4})(个工作日|日|个月|小时)")
_TERMS = {"个工作日": WorkingDays, "日": Days, "个月": Months, "小时": Hours}
_HEAD = {"name", "code", "level", "title", "setting"}
_OWN = {"rule", "since", "until", "cites"}


def parse(mapping: Mapping[str, Any]) -> Layer:
    """One overlay file as read by ``tomllib``: ``name``, ``code``, ``level``, ``title`` and a list of ``setting``."""
    name = mapping.get("name")
    if not isinstance(name, str) or not name.strip():
        raise BadOverlay("an overlay needs a name")
    if unknown := set(mapping) - _HEAD:
        raise BadOverlay(f"{name}: unknown members: {', '.join(sorted(unknown))}")
    levels = {level.name.lower(): level for level in Level}
    if mapping.get("level") not in levels:
        raise BadOverlay(f"{name}: level must be one of {', '.join(levels)}")
    level = levels[mapping["level"]]
    code = str(mapping.get("code", ""))
    if level is not Level.DEPARTMENT and not code:
        raise BadOverlay(f"{name}: a {level.name.lower()} needs the code of its place or body")
    settings = tuple(setting for entry in mapping.get("setting", ()) for setting in _settings(name, entry))
    return Layer(name, level, code, str(mapping.get("title", "")), settings)


def _settings(layer: str, entry: Mapping[str, Any]) -> Iterator[Setting]:
    """One entry; its ``rule`` may be a list of rules that take the same values."""
    rules = entry.get("rule")
    for rule in rules if isinstance(rules, list) else [rules]:
        yield _setting(layer, rule, entry)


def _setting(layer: str, rule: Any, entry: Mapping[str, Any]) -> Setting:
    versions = list(rule_versions(rule)) if isinstance(rule, str) else []
    if not versions:
        raise BadOverlay(f"{layer}: no rule is called {rule!r}")
    since, until = entry.get("since"), entry.get("until")
    if type(since) is not date or not (until is None or (type(until) is date and since < until)):
        raise BadOverlay(f"{layer}: {rule}: since must be a day, until a later one")
    if not isinstance(entry.get("cites"), list) or not entry["cites"]:
        raise BadOverlay(f"{layer}: {rule}: nothing is set without citation")
    values: dict[str, Any] = {}
    for version in versions:
        kinds = typing.get_type_hints(version.gathers or version.function)
        for member in (name for name in entry if name not in _OWN):
            if member not in version.settable:
                raise BadOverlay(f"{layer}: {rule} lets nobody set {member!r}")
            values[member] = _value(entry[member], kinds[member], f"{layer}: {rule}: {member}")
    return Setting(layer, str(rule), tuple(_cite(layer, text) for text in entry["cites"]), since, until, values)


def _cite(layer: str, text: Any) -> Cite:
    """``law``, ``law article`` or with paragraph and item; of a law that is held with its fingerprint."""
    match str(text).split():
        case [law]:
            places: list[str] = [""]
        case [law, *places] if len(places) <= 3 and all(place.isdecimal() for place in places[1:]):
            pass
        case _:
            raise BadOverlay(f"{layer}: not a citation: {text!r}")
    article, *rest = places
    paragraph, item = (*(int(place) for place in rest), None, None)[:2]
    if law not in LAWS:
        return Cite(law, article, paragraph, item)
    try:
        return LAWS[law](article, paragraph, item)
    except KeyError:
        raise BadOverlay(f"{layer}: article {article} of {law} was not read") from None


def _value(raw: Any, kind: Any, where: str) -> Any:
    """``raw`` as the annotation says: terms and money from text, lists as tuples."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    kinds = inner if origin in (types.UnionType, typing.Union) else (kind,)
    if origin is tuple and isinstance(raw, list):
        return tuple(_value(member, inner[0], where) for member in raw)
    if isinstance(raw, str):
        term = _TERM.fullmatch(raw)
        if term and _TERMS[term[2]] in kinds:
            return _TERMS[term[2]](int(term[1]))
        if Yuan in kinds:
            try:
                return Yuan(raw)
            except NotAnAmount:
                pass
        elif str in kinds or raw in [choice for one in kinds for choice in typing.get_args(one)]:
            return raw
    if type(raw) in kinds:
        return raw
    raise BadOverlay(f"{where} cannot be {raw!r}")
