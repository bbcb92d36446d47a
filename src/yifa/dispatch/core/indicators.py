"""评价指标 — what GB/T 30428.4 (数字化城市管理信息系统 绩效评价) counts over a period, each with the events that stand behind it.

The standard's text is not at hand: the definitions below are our reading of its terms, tried against one published evaluation
(天门, December 2016: 1054 accepted, 996 filed, 972 due, 911 closed, 737 in time: 93.72 % and 75.82 %), where numerator and denominator
of both rates are within the events due. A place whose own measures read otherwise says so and is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the indicators need it. Instants None: not yet."""

    id: UUID
    accepted_at: datetime
    filed_at: datetime | None = None
    #: the limit as it stands, extensions included
    due_at: datetime | None = None
    closed_at: datetime | None = None
    #: set aside since (挂账), None once it goes on
    hung_at: datetime | None = None
    #: its reporters are answered with the event it was merged into
    merged: bool = False
    first_ordered_at: datetime | None = None
    #: the first time it was handled
    first_handled_at: datetime | None = None
    #: how often an order was sent back by the team, the limit was extended, and verification found it not settled
    returns: int = 0
    extensions: int = 0
    reworks: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """评价时段 — until is exclusive. ``at``: as far as one looks, its end or the present while it runs."""

    since: datetime
    until: datetime
    at: datetime

    def holds(self, instant: datetime | None) -> bool:
        return instant is not None and self.since <= instant < self.until and instant <= self.at


@dataclass(frozen=True, slots=True)
class Indicator:
    """一个指标 — a count of ``part``, or with ``whole`` the share of ``part`` in it; both are the events themselves."""

    key: str
    title: str
    sentence: str
    part: tuple[UUID, ...]
    whole: tuple[UUID, ...] | None = None

    @property
    def value(self) -> int | Decimal | None:
        """The count; of a share per cent to two places, half up, None over nothing."""
        if self.whole is None:
            return len(self.part)
        if not self.whole:
            return None
        return (Decimal(len(self.part) * 100) / len(self.whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def unit(self) -> str:
        return "件" if self.whole is None else "%"


Test = Callable[[Line, Period], bool]


def is_accepted(line: Line, period: Period) -> bool:
    """受理 — the report reached the platform in the period."""
    return period.holds(line.accepted_at)


def is_filed(line: Line, period: Period) -> bool:
    """立案 — it was filed in the period, whenever it was accepted."""
    return period.holds(line.filed_at)


def is_filed_of_accepted(line: Line, period: Period) -> bool:
    """已立案 — of those accepted in the period, filed by its end."""
    return is_accepted(line, period) and line.filed_at is not None and line.filed_at <= period.at


def is_due(line: Line, period: Period) -> bool:
    """应结案 — its limit ends in the period. Not what is set aside (its limit stands still) or merged (it is counted where it went)."""
    if line.merged or line.filed_at is None or not period.holds(line.due_at):
        return False
    return line.hung_at is None or line.hung_at > period.at


def is_closed(line: Line, period: Period) -> bool:
    """结案 — of those due, closed by the end of the period, late or not."""
    return is_due(line, period) and line.closed_at is not None and line.closed_at <= period.at and line.closed_at < period.until


def is_closed_in_time(line: Line, period: Period) -> bool:
    """按期结案 — of those due, closed at or before the limit."""
    return is_closed(line, period) and line.closed_at is not None and line.due_at is not None and line.closed_at <= line.due_at


def is_finished(line: Line, period: Period) -> bool:
    """期内办结 — closed in the period, whenever it was due; what was merged is counted where it went."""
    return not line.merged and period.holds(line.closed_at)


def is_sent(line: Line, period: Period) -> bool:
    """派遣 — the first order was given in the period."""
    return period.holds(line.first_ordered_at)


def is_sent_right(line: Line, period: Period) -> bool:
    """准确派遣 — no team sent the order back."""
    return is_sent(line, period) and not line.returns


def is_handled(line: Line, period: Period) -> bool:
    """处置 — first handled in the period."""
    return period.holds(line.first_handled_at)


def is_reworked(line: Line, period: Period) -> bool:
    """返工 — verification found at least once that it was not settled."""
    return is_handled(line, period) and line.reworks > 0


def is_extended(line: Line, period: Period) -> bool:
    """延期 — of those filed, the limit was extended at least once."""
    return is_filed(line, period) and line.extensions > 0


def is_hung(line: Line, period: Period) -> bool:
    """挂账 — of those filed in the period, set aside at its end."""
    return is_filed(line, period) and line.hung_at is not None and line.hung_at <= period.at


#: key, title, what is counted, over what
DEFINITIONS: Final[Sequence[tuple[str, str, str, Test, Test | None]]] = (
    ("accepted", "受理数", "期内受理的事件", is_accepted, None),
    ("filed", "立案数", "期内立案的事件", is_filed, None),
    ("due", "应结案数", "处置时限在期内届满的事件，不含挂账和并案的", is_due, None),
    ("closed", "结案数", "应结案的事件中，期末以前已经结案的", is_closed, None),
    ("closed_in_time", "按期结案数", "应结案的事件中，在处置时限以内结案的", is_closed_in_time, None),
    ("finished", "期内办结数", "期内结案的事件，不论何时到期，不含并案的", is_finished, None),
    ("filing_rate", "立案率", "期内受理的事件中，已经立案的", is_filed_of_accepted, is_accepted),
    ("closing_rate", "结案率", "结案数除以应结案数", is_closed, is_due),
    ("in_time_rate", "按期结案率", "按期结案数除以应结案数", is_closed_in_time, is_due),
    ("sent_right_rate", "派遣准确率", "期内首次派遣的事件中，没有被退回过的", is_sent_right, is_sent),
    ("rework_rate", "返工率", "期内首次处置的事件中，核查认为没有处理好过的", is_reworked, is_handled),
    ("extension_rate", "延期率", "期内立案的事件中，延长过处置时限的", is_extended, is_filed),
    ("hung", "挂账数", "期内立案的事件中，期末仍在挂账的", is_hung, None),
    ("hung_rate", "挂账率", "挂账数除以立案数", is_hung, is_filed),
)


def indicators(lines: Iterable[Line], *, period: Period) -> tuple[Indicator, ...]:
    """Every indicator over these events, in the order of ``DEFINITIONS``."""
    found = list(lines)

    def chosen(test: Test) -> tuple[UUID, ...]:
        return tuple(line.id for line in found if test(line, period))

    return tuple(
        Indicator(key, title, sentence, chosen(part), None if whole is None else chosen(whole))
        for key, title, sentence, part, whole in DEFINITIONS
    )
