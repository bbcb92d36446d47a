"""Rewards for reports: of grave violations on the market, and of dangers to safety at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days
from yifa.kernel.money import Yuan
from yifa.law.answer import Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import RWDM, RWDS

#: asked from the year after the younger of the two; the day itself is not confirmed
SINCE = date(2022, 1, 1)

_NOT_A_PERSON = "举报奖励只发给自然人。"


@dataclass(frozen=True, slots=True)
class Reward:
    """举报奖励 — the amount, and whether it is decided together with the finance department."""

    amount: Yuan
    with_finance: bool


#: level of the report -> per cent of fine and confiscation, least reward
_MARKET = {1: (5, Yuan("5000")), 2: (3, Yuan("3000")), 3: (1, Yuan("1000"))}


@rule("filing.market_reward", cites=[RWDM("")], since=SINCE)
def market_reward(*, level: int, fine_and_confiscation: Yuan, natural_person: bool = True) -> Reward | Ruling:
    """市场监管举报奖励 — five, three or one per cent by level, at least 5,000, 3,000 or 1,000, at most one million for a case.

    Reads: the text is not held, only notes of it; parts of a fen fall away; from 500,000 on it is decided with finance. Reviewed: no.
    Leaves out: which level a report has, several reporters, cases without fine.
    """
    if not natural_person:
        return refused(_NOT_A_PERSON, remedy="不予发放，并说明理由。")
    if level not in _MARKET:
        return for_person("举报属于第几级？", remedy="由受理举报的部门按一级、二级、三级认定。")
    percent, least = _MARKET[level]
    share = Yuan.of_fen(fine_and_confiscation.fen * percent // 100)
    amount = min(max(share, least), Yuan("1000000"))
    return Reward(amount, amount >= Yuan("500000"))


@rule("filing.safety_reward", cites=[RWDS("")], since=SINCE)
def safety_reward(*, fine: Yuan, first_reporter: bool = True) -> Yuan | Ruling:
    """安全生产举报奖励 — fifteen per cent of the fine, at least 3,000, at most 300,000, to the first who reported.

    Reads: the text of 2018 is not held, only notes of it, and may have been replaced. Parts of a fen fall away. Reviewed: no.
    """
    if not first_reporter:
        return refused("同一事项由多人举报的，只奖励最先举报的人。", remedy="奖励最先举报的人。")
    return min(max(Yuan.of_fen(fine.fen * 15 // 100), Yuan("3000")), Yuan("300000"))


@rule("filing.safety_report_settled", cites=[RWDS("")], since=SINCE)
def safety_report_settled(*, received_on: date, calendar: Calendar, extended: bool = False) -> Due:
    """安全生产举报办结期限 — settled within sixty days, thirty more where that was approved.

    Reads: natural days; the body's own term does not roll. Reviewed: no.
    """
    return reckon(received_on, Days(90) if extended else Days(60), calendar=calendar)


@rule("filing.safety_reward_collected", cites=[RWDS("")], since=SINCE)
def safety_reward_collected(*, told_on: date, calendar: Calendar) -> Due:
    """安全生产举报奖金领取期限 — collected within sixty days of being told.

    Reads: natural days; the last rolls, for the term is the reporter's. Reviewed: no.
    """
    return reckon(told_on, Days(60), calendar=calendar, rolls=True)
