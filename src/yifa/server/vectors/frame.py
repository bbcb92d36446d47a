"""A file of worked cases: each has ``id``, ``rule``, ``given`` and ``expect``; only the members of ``expect`` are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from yifa.kernel.calendar import Calendar
from yifa.kernel.money import NotAnAmount, Yuan
from yifa.kernel.refusal import Refusal
from yifa.law.layers import BadOverlay, Layer, Overlays

Answer = Mapping[str, object]
Told = TypeVar("Told")
Asker = TypeVar("Asker", bound=Callable[..., Answer])


class BadCase(ValueError):
    """A case that is not understood: which field, and why."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules are told beside a case: the day asked about where a case names none, the calendars and the overlays."""

    today: date
    calendar: Calendar
    overlays: Overlays

    def layers(self, given: Given) -> tuple[Layer, ...]:
        """Those the fields ``province`` and ``overlay`` name, by name or code, the province first; null and absent are none."""
        words = [given.text(field, "") for field in ("province", "overlay") if field in given.names]
        return tuple(self.layer(word) for word in words if word)

    def layers_of(self, home: str, given: Given) -> tuple[Layer, ...]:
        """The same for a rule that is by its name one of the layer ``home``: that one too where the case names no other of its level."""
        layers = self.layers(given)
        if not home or (mine := self.layer(home)).level in {layer.level for layer in layers}:
            return layers
        return tuple(sorted([*layers, mine], key=lambda layer: layer.level))

    def layer(self, word: str) -> Layer:
        try:
            return self.overlays.named(word)
        except BadOverlay as fault:
            raise BadCase(f"没有名为 {word} 的层级") from fault


_NOTHING: Any = object()


class Given:
    """The fields of a case, read as what they must be. A field that is absent, or null, gives the default; without one a BadCase."""

    def __init__(self, fields: Mapping[str, Any], where: str = "") -> None:
        self._fields, self._where = fields, where
        self._asked: set[str] = set()
        self._parts: list[Given] = []

    @property
    def names(self) -> set[str]:
        """The fields that are there, null or not."""
        return set(self._fields)

    def has(self, name: str) -> bool:
        """Is the field there and not null?"""
        return self._fields.get(name) is not None

    def unknown(self, *names: str) -> bool:
        """Is one of these fields there, but null: not known to who wrote the case?"""
        return any(name in self.names and not self.has(name) for name in names)

    def strange(self) -> list[str]:
        """The fields within its parts that nobody asked for."""
        found = [f"{part._where}{name}" for part in self._parts for name in sorted(part.names - part._asked)]
        return found + [name for part in self._parts for name in part.strange()]

    def _read(self, name: str, default: Any, read: Callable[[Any], Any], what: str) -> Any:
        self._asked.add(name)
        raw = self._fields.get(name)
        if raw is None:
            if default is _NOTHING:
                raise BadCase(f"缺少字段 {self._where}{name}（{what}）")
            return default
        try:
            return read(raw)
        except (ValueError, TypeError, NotAnAmount, ArithmeticError) as fault:
            raise BadCase(f"字段 {self._where}{name} 应为{what}，不能是 {raw!r}") from fault

    def day(self, name: str, default: Any = _NOTHING) -> date:
        return self._read(name, default, _day, "日期")

    def days(self, name: str, default: Any = _NOTHING) -> tuple[date, ...]:
        return self._read(name, default, lambda raw: tuple(_day(one) for one in _list(raw)), "日期的列表")

    def moment(self, name: str, default: Any = _NOTHING) -> datetime:
        return self._read(name, default, _moment, "带时区的时刻")

    def flag(self, name: str, default: Any = _NOTHING) -> bool:
        return self._read(name, default, lambda raw: _of(bool, raw), "true 或 false")

    def text(self, name: str, default: Any = _NOTHING) -> str:
        return self._read(name, default, lambda raw: _of(str, raw), "文字")

    def texts(self, name: str, default: Any = _NOTHING) -> tuple[str, ...]:
        return self._read(name, default, lambda raw: tuple(_of(str, one) for one in _list(raw)), "文字的列表")

    def choice(self, name: str, choices: Mapping[str, Told], default: Any = _NOTHING) -> Told:
        """What ``choices`` makes of the word."""

        def chosen(raw: Any) -> Told:
            if raw not in choices:
                raise ValueError(raw)
            return choices[raw]

        return self._read(name, default, chosen, f"{'、'.join(choices)} 之一")

    def number(self, name: str, default: Any = _NOTHING) -> int:
        """A whole number, zero or more."""
        return self._read(name, default, _number, "不小于零的整数")

    def numbers(self, name: str, default: Any = _NOTHING) -> tuple[int, ...]:
        return self._read(name, default, lambda raw: tuple(_number(one) for one in _list(raw)), "不小于零的整数的列表")

    def amount(self, name: str, default: Any = _NOTHING) -> Yuan:
        """An amount in yuan, as a number or as text."""
        return self._read(name, default, _amount, "不小于零、最多两位小数的金额")

    def amounts(self, name: str, default: Any = _NOTHING) -> tuple[Yuan, ...]:
        return self._read(name, default, lambda raw: tuple(_amount(one) for one in _list(raw)), "金额的列表")

    def range(self, name: str, default: Any = _NOTHING) -> tuple[Yuan, Yuan]:
        """Two amounts, the lower first."""

        def both(raw: Any) -> tuple[Yuan, Yuan]:
            low, high = (_amount(one) for one in _list(raw))
            if high < low:
                raise ValueError(raw)
            return low, high

        return self._read(name, default, both, "[下限, 上限]")

    def part(self, name: str, default: Any = _NOTHING) -> Given:
        """A field that holds fields."""
        part: Given = self._read(name, default, lambda raw: Given(_of(dict, raw), f"{self._where}{name}."), "一组字段")
        self._parts.append(part)
        return part

    def parts(self, name: str, default: Any = _NOTHING) -> tuple[Given, ...]:
        """A list of such."""

        def each(raw: Any) -> tuple[Given, ...]:
            return tuple(Given(_of(dict, one), f"{self._where}{name}[{n}].") for n, one in enumerate(_list(raw)))

        parts: tuple[Given, ...] = self._read(name, default, each, "几组字段的列表")
        self._parts += parts
        return parts


def _of(kind: type[Told], raw: Any) -> Told:
    if type(raw) is not kind:
        raise TypeError(raw)
    return raw


def _list(raw: Any) -> list[Any]:
    return _of(list, raw)


def _day(raw: Any) -> date:
    return date.fromisoformat(_of(str, raw))


def _moment(raw: Any) -> datetime:
    moment = datetime.fromisoformat(_of(str, raw))
    if moment.tzinfo is None:
        raise ValueError(raw)
    return moment


def _number(raw: Any) -> int:
    if type(raw) is not int or raw < 0:
        raise ValueError(raw)
    return raw


def _amount(raw: Any) -> Yuan:
    if type(raw) is Decimal:
        return Yuan(f"{raw:f}")
    return Yuan(str(_number(raw)) if type(raw) is int else _of(str, raw))


_ASKERS: dict[str, tuple[Callable[[Given, Context], Answer], frozenset[str]]] = {}


def answers(*rules: str, reads: Sequence[str]) -> Callable[[Asker], Asker]:
    """Declare who answers cases of these rules, and every field it understands."""

    def declare(asker: Asker) -> Asker:
        for rule in rules:
            if rule in _ASKERS:
                raise ValueError(f"two answer {rule}")
            _ASKERS[rule] = (asker, frozenset(reads))
        return asker

    return declare


def rules_answered() -> frozenset[str]:
    """The names of rules that cases may ask about."""
    return frozenset(_ASKERS)


def ask(rule: str, given: Mapping[str, Any], context: Context) -> Answer:
    """What the rules say. Raises BadCase for a rule or a field that is not known, or not what it must be."""
    if rule not in _ASKERS:
        raise BadCase(f"不认识规则 {rule}")
    asker, reads = _ASKERS[rule]
    if strange := sorted(set(given) - reads):
        raise BadCase(f"规则 {rule} 不认识字段 {'、'.join(strange)}")
    told = Given(given)
    answer = asker(told, context)
    if strange := told.strange():
        raise BadCase(f"规则 {rule} 不认识字段 {'、'.join(strange)}")
    return answer


def misses(case: Any, context: Context) -> Iterator[str]:
    """What is wrong with one case, a line each; none where all that is expected holds."""
    try:
        if not isinstance(case, dict):
            raise BadCase("案例不是一组字段")
        given, expect = case.get("given"), case.get("expect")
        if not isinstance(given, dict) or not isinstance(expect, dict) or not isinstance(case.get("rule"), str):
            raise BadCase("案例缺少 rule、given 或者 expect")
        found = ask(case["rule"], given, context)
    except BadCase as fault:
        yield str(fault)
        return
    except Refusal as refusal:
        yield refusal.sentence
        return
    for name, wanted in expect.items():
        if name not in found:
            yield f"{name}：规则没有这一项回答"
        elif not _same(plain(found[name]), wanted):
            yield f"{name}：应为 {_shown(wanted)}，得到 {_shown(plain(found[name]))}"


def plain(value: object) -> Any:
    """An answer as JSON has it: days and moments as text, money as a number of yuan."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case Yuan():
            return Decimal(value.fen) / 100
        case Enum():
            return value.value
        case list() | tuple():
            return [plain(one) for one in value]
        case dict():
            return {name: plain(one) for name, one in value.items()}
        case _:
            return value


def _same(found: Any, wanted: Any) -> bool:
    """Equal, and of one kind: true is no 1."""
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(_same(one, other) for one, other in zip(found, wanted, strict=True))
    return bool(found == wanted) or _same_moment(found, wanted)


def _same_moment(found: Any, wanted: Any) -> bool:
    """One moment, written in two time zones."""
    try:
        return _moment(found) == _moment(wanted)
    except (ValueError, TypeError):
        return False


def _shown(value: Any) -> str:
    return "无" if value is None else str(value)
