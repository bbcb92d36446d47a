"""Fines by the day: the ecological code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yifa.kernel.dates import chinese_date
from yifa.kernel.money import Yuan
from yifa.law.answer import Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import EEC


@dataclass(frozen=True, slots=True)
class DailyFine:
    """按日连续处罚 — the days counted and what they come to beside the original fine."""

    days: int
    total: Yuan


@rule("substance.daily_fine", cites=[EEC("1060", 1)], since=date(2026, 8, 15))
def daily_fine(*, original: Yuan, ordered_on: date, ends_on: date, continued: bool) -> DailyFine | Ruling:
    """按日连续处罚 — after a fine and an order to correct, found to go on: the original fine for each day from the day after the order.

    ``ordered_on`` is the day the order to correct reached the party, ``ends_on`` the last day counted, ``continued`` what the re-check
    found: the act went on, correction was refused, or the re-check was hindered.
    Reads: it may be fined so, it need not. The last day is not settled by the article (a ministry's measure of 2014, not held, took the
        day of the re-check): the caller gives it and answers for it. Reviewed: no.
    Leaves out: the kinds of discharge that are reached, and those a local regulation adds (paragraph 3); how the original fine is
        found (paragraph 2).
    """
    if not continued:
        return refused(
            "复查没有发现继续违法、拒不改正或者拒绝、阻挠复查，不能按日连续处罚。", remedy="核对复查记录；已经改正的，不再连续处罚。"
        )
    if ends_on <= ordered_on:
        return refused(
            f"按日连续处罚自责令改正之日的次日起算，{chinese_date(ends_on)}不晚于责令改正之日{chinese_date(ordered_on)}。",
            remedy="核对责令改正的送达日期和计算截止日期。",
        )
    days = (ends_on - ordered_on).days
    return DailyFine(days, original * days)
