"""数目 — amounts, multiples and shares as statutes write them: 二十万元, 5万元, ２万元, 1.5倍, 百分之五, 5‰, 等值."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from yifa.kernel.money import NotAnAmount, Yuan

_DIGITS = {sign: value for value, signs in enumerate(("零〇○", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for sign in signs}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_PARTS = {"百": Decimal("0.01"), "千": Decimal("0.001"), "万": Decimal("0.0001"), "%": Decimal("0.01"), "‰": Decimal("0.001")}
#: Digits and signs of full width, one sign for one sign, so that places in the text stay where they are.
_NARROW = str.maketrans("０１２３４５６７８９％．", "0123456789%.")

NUMBER = r"(?:\d{1,12}(?:,\d{3})*(?:\.\d{1,4})?[十百千万亿]{0,2}|[零〇○一二三四五六七八九十百千万亿两]{1,12})"
QUANTITY = rf"(?:[百千万]分之{NUMBER}|(?:人民币)?{NUMBER}(?:[倍%‰]|元(?:人民币)?)|等值|等额|{NUMBER}(?<=[百千万])(?=以下的?罚款))"

_QUANTITY = re.compile(rf"(?:([百千万])分之)?(?:人民币)?({NUMBER})?(倍|%|‰|元(?:人民币)?)?")

Measure = Literal["yuan", "times"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: yuan, or times of a base (5% is 0.05 times)."""

    value: Decimal
    measure: Measure

    def yuan(self) -> Yuan | None:
        """As money; None where money cannot hold it."""
        try:
            return Yuan(self.value)
        except NotAnAmount:
            return None


def narrow(text: str) -> str:
    """The text with digits and percent signs of full width made narrow; every sign keeps its place.

    An l that a copy wrote for 1 (l倍) is read as it was meant.
    """
    return text.translate(_NARROW).replace("l倍", "1倍")


def number(text: str) -> Decimal | None:
    """The value of 二十万, 5万, 1.5, 一百零五; None where the signs make no number."""
    text = text.replace(",", "")
    digits = re.match(r"[\d.]*", text)
    assert digits is not None
    if lead := digits[0]:
        value = Decimal(lead)
        for sign in text[len(lead) :]:
            value *= _UNITS.get(sign) or _MYRIADS[sign]
        return value
    total = section = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign]
        elif sign in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[sign], 0
        else:
            # 亿 takes all before it, 万 only what stands since 亿: 三亿五千万
            whole = section + digit + (total if sign == "亿" else 0) or 1
            total, section, digit = whole * _MYRIADS[sign] + (0 if sign == "亿" else total), 0, 0
    return Decimal(total + section + digit) if text else None


def quantity(text: str, *, like: str = "") -> Quantity | None:
    """What ``QUANTITY`` found. A bare number ("一" of 一至五万元) takes the units of ``like``, the far end of its range."""
    if text in ("等值", "等额"):
        return Quantity(Decimal(1), "times")
    found = _QUANTITY.fullmatch(text)
    if found is None or found[2] is None:
        return None
    part, digits, unit = found.groups()
    far = _QUANTITY.fullmatch(like)
    if unit is None and part is None and far is not None:
        part, unit = far[1], far[3]
        scale = re.search(r"[万亿]+$", far[2] or "")
        if scale and unit and unit.startswith("元") and not re.search("[百千万亿]$", digits):
            digits += scale[0]
    value = number(digits)
    if value is None:
        return None
    if unit is None and part is None and not like and digits.endswith(("百", "千", "万")):
        unit = "元"
    if part or unit in ("%", "‰"):
        return Quantity(value * _PARTS[part or unit], "times")
    return Quantity(value, "times" if unit == "倍" else "yuan") if unit else None
