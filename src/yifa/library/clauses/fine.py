"""罚款幅度 — the range of a fine, and how it is found in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from yifa.kernel.money import Yuan
from yifa.library.clauses.numbers import NUMBER, QUANTITY, Quantity, quantity


@dataclass(frozen=True, slots=True)
class Fine:
    """One range: in yuan (``low``, ``high``) or in times of a ``base`` (5% is 0.05); an open end is None, both open: 并处罚款.

    ``per`` is the unit it is counted by (日, 平方米, 吨), ``cap`` a further limit in yuan (最高不超过…元). ``may`` is true for
    可以处 and where it is one of several to choose from; ``when`` the condition it stands under (货值金额不足一万元的),
    ``party`` whom it is for (单位, 个人, 直接负责的主管人员…), both in the words of the sentence.
    """

    low: Yuan | None = None
    high: Yuan | None = None
    times_low: Decimal | None = None
    times_high: Decimal | None = None
    base: str = ""
    per: str = ""
    cap: Yuan | None = None
    may: bool = False
    when: str = ""
    party: str = ""

    @property
    def is_open(self) -> bool:
        """并处罚款, and no word of how much."""
        return self.low is None and self.high is None and self.times_low is None and self.times_high is None

    @property
    def text(self) -> str:
        """1,000.00元以上5,000.00元以下 — for the page where a person confirms it."""
        each = f"每{self.per}" if self.per else ""
        limit = f"，最高不超过{self.cap.text}" if self.cap else ""
        if self.is_open:
            return "罚款（未定幅度）"
        if self.times_low is None and self.times_high is None:
            low, high = (None if end is None else end.text for end in (self.low, self.high))
            return each + _span(low, high) + limit
        return each + f"{self.base}的" * bool(self.base) + _span(_times(self.times_low), _times(self.times_high)) + limit


@dataclass(frozen=True, slots=True)
class Range:
    """A range as it stands in a sentence, before anybody asks whether it is a fine: from ``start`` to ``end``."""

    start: int
    end: int
    low: Quantity | None
    high: Quantity | None
    is_limit: bool = False

    @property
    def first(self) -> Quantity:
        """Whichever end is there."""
        found = self.low or self.high
        assert found is not None
        return found


_DASH = r"(?:以上|至|到|[-－—–~～]{1,2})"
_RANGE = re.compile(
    rf"(?:(?P<limit>(?:总额|总计|最高|最多|但)*(?:不得|不)超过)|(?P<floor>(?:最低)?不得?(?:低于|少于)))?"
    rf"(?:(?P<a>{QUANTITY}|(?:人民币)?{NUMBER}){_DASH}(?:至|到)?[、，,]?(?P<b>{QUANTITY})(?P<below>以下|以内)?"
    rf"|(?P<q>{QUANTITY})(?P<side>以下|以内|以上)?)"
)


def ranges(text: str) -> list[Range]:
    """Every range of money, multiples or shares in the text (made ``narrow``), in order; ends that contradict each other are left out."""
    found = []
    for match in _RANGE.finditer(text):
        is_limit = match["limit"] is not None
        if match["q"]:
            one = quantity(match["q"])
            low = None if is_limit or match["side"] in ("以下", "以内") else one
            high = one if is_limit or (match["side"] != "以上" and match["floor"] is None) else None
        else:
            low, high = quantity(match["a"], like=match["b"]), quantity(match["b"])
        ends = [end for end in (low, high) if end is not None]
        if not ends or (low and high and (low.measure == high.measure and low.value > high.value)):
            continue
        if any(end.measure == "yuan" and end.yuan() is None for end in ends) or len({end.measure for end in ends}) > 1:
            continue
        found.append(Range(match.start(), match.end(), low, high, is_limit))
    return found


def _span(low: str | None, high: str | None) -> str:
    if low == high and low:
        return low
    return (f"{low}以上" if low else "") + (f"{high}以下" if high else "")


def _times(value: Decimal | None) -> str | None:
    if value is None:
        return None
    return f"{(value * 100).normalize():f}%" if value < 1 else f"{value.normalize():f}倍"
