"""Money in yuan, held as whole fen; no floats, no guesses about what somebody typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from yifa.kernel.refusal import Refusal

_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,2})?")
_LIMIT = 10**14  # fen: the written form ends at 仟亿
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


class NotAnAmount(Refusal, ValueError):
    """金额写法不对 — no amount of money in digits with at most two decimals. Also a ValueError, so forms can show it."""

    kind = "invalid"
    code = "kernel.not_an_amount"


class BelowZero(Refusal, ValueError):
    """金额不足 — the result would be less than nothing."""

    kind = "invalid"
    code = "kernel.below_zero"


@dataclass(frozen=True, slots=True, order=True)
class Yuan:
    """金额 — an amount from zero to less than one 万亿, exact to the fen.

    ``Yuan("200.00")`` or ``Yuan(Decimal(200))``. A bare int is refused, for nobody sees whether it counts yuan or fen:
    ``Yuan.of_fen(20000)``.
    """

    ZERO: ClassVar[Yuan]
    fen: int

    def __init__(self, amount: str | Decimal) -> None:
        object.__setattr__(self, "fen", _fen(amount))

    @classmethod
    def of_fen(cls, fen: int) -> Yuan:
        """From whole fen, as stored."""
        if type(fen) is not int:
            raise TypeError(f"fen are whole: {fen!r}")
        return cls(Decimal(fen) / 100)

    def __add__(self, other: Yuan) -> Yuan:
        return Yuan.of_fen(self.fen + other.fen)

    def __sub__(self, other: Yuan) -> Yuan:
        if other.fen > self.fen:
            raise BelowZero(f"{self.text}不足以减去{other.text}。", remedy="核对两个金额。", amount=str(self), less=str(other))
        return Yuan.of_fen(self.fen - other.fen)

    def __mul__(self, times: int) -> Yuan:
        if type(times) is not int:
            raise TypeError(f"money is multiplied by whole numbers; for parts see share(): {times!r}")
        return Yuan.of_fen(self.fen * times)

    def __bool__(self) -> bool:
        return self.fen > 0

    def share(self, numerator: int, denominator: int) -> Yuan:
        """That part of the amount, cut to the fen below: a doubt about half a fen is never the party's loss."""
        return Yuan.of_fen(self.fen * numerator // denominator)

    def __str__(self) -> str:
        """1000.00 — for programs and forms."""
        return f"{self.fen // 100}.{self.fen % 100:02d}"

    @property
    def text(self) -> str:
        """1,000.00元 — for papers and pages."""
        return f"{self.fen // 100:,}.{self.fen % 100:02d}元"

    def in_words(self) -> str:
        """大写 — 壹仟零伍元伍角, as cheques and penalty decisions write it."""
        yuan, rest = divmod(self.fen, 100)
        jiao, fen = divmod(rest, 10)
        words = _integer_in_words(yuan) + "元" if yuan else ""
        if not rest:
            return (words or "零元") + "整"
        if jiao:
            words += _CAPITALS[jiao] + "角"
        elif words:
            words += "零"
        return words + (_CAPITALS[fen] + "分" if fen else "")


def _fen(amount: str | Decimal) -> int:
    if isinstance(amount, str):
        if not _AMOUNT.fullmatch(amount):
            raise _not_an_amount(amount)
        amount = Decimal(amount)
    if not isinstance(amount, Decimal):
        raise TypeError(f"an amount is text or a Decimal, never a float or a bare number: {amount!r}")
    if not amount.is_finite() or amount < 0 or amount * 100 != int(amount * 100) or amount * 100 >= _LIMIT:
        raise _not_an_amount(str(amount))
    return int(amount * 100)


def _not_an_amount(amount: str) -> NotAnAmount:
    shown = amount if len(amount) <= 30 else amount[:30] + "…"
    return NotAnAmount(
        f"“{shown}”不是金额。", remedy="用阿拉伯数字填写，单位为元，不带逗号，小数最多两位，例如 200 或 200.00。", amount=shown
    )


def _integer_in_words(number: int) -> str:
    """Digits by fours: 仟佰拾 inside each, 万 and 亿 between them, one 零 for every gap."""
    words, gap = "", False
    for power, name in ((8, "亿"), (4, "万"), (0, "")):
        section = number // 10**power % 10_000
        if not section:
            gap = bool(words)
            continue
        if words and section < 1000:
            gap = True
        words += ("零" if gap else "") + _section_in_words(section) + name
        gap = False
    return words


def _section_in_words(section: int) -> str:
    words, gap = "", False
    for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = section // unit % 10
        if digit:
            words += ("零" if gap else "") + _CAPITALS[digit] + name
            gap = False
        else:
            gap = bool(words)
    return words


Yuan.ZERO = Yuan("0")
