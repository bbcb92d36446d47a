"""The closed list of kinds of penalty (行政处罚法 9), the two kinds of party, and a range of fines, in the words of the statute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from yifa.kernel.money import Yuan

Party = Literal["person", "organisation"]


class Kind(StrEnum):
    """处罚种类 — the kinds of article 9; a further kind needs a law or an administrative regulation."""

    WARNING = "警告"
    CRITICISM = "通报批评"
    FINE = "罚款"
    CONFISCATION_OF_GAINS = "没收违法所得"
    CONFISCATION_OF_THINGS = "没收非法财物"
    SUSPENSION_OF_LICENCE = "暂扣许可证件"
    LOWER_QUALIFICATION = "降低资质等级"
    REVOCATION_OF_LICENCE = "吊销许可证件"
    RESTRICTION_OF_BUSINESS = "限制开展生产经营活动"
    SUSPENSION_OF_BUSINESS = "责令停产停业"
    CLOSURE = "责令关闭"
    RESTRICTION_OF_OCCUPATION = "限制从业"
    DETENTION = "行政拘留"


@dataclass(frozen=True, slots=True)
class Span:
    """罚款幅度 — from ``low`` to ``high``, both included; ``high`` None where the norm leaves it open or its base is not known."""

    low: Yuan
    high: Yuan | None

    @property
    def text(self) -> str:
        """1,000.00元至5,000.00元."""
        return f"{self.low.text}以上" if self.high is None else f"{self.low.text}至{self.high.text}"

    def __str__(self) -> str:
        return self.text


def unknown_kinds(kinds: Iterable[str]) -> list[str]:
    """Those that article 9 does not name, in the order given."""
    return [kind for kind in kinds if kind not in list(Kind)]


def listed(names: Iterable[str]) -> str:
    """甲、乙、丙."""
    return "、".join(names)
