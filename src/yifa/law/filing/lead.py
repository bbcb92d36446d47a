"""From lead to filing: checked, prima facie, proposed, in time."""

from __future__ import annotations

from datetime import date

from yifa.kernel.dates import add_months, chinese_date
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@rule("filing.checked", cites=[APL("54", 1)], since=SINCE)
def checked(*, checked: bool) -> Ruling:
    """线索核查 — a lead is checked before a decision on filing.

    Reads: who must investigate fully and fairly looks before filing; the departments' rules give the check a term
        (``deadlines.lead_check``). Reviewed: no.
    """
    if checked:
        return LAWFUL
    return refused("线索尚未核查，不能决定是否立案。", remedy="先核查线索并记录核查情况。")


@rule("filing.should_file", cites=[APL("54", 2)], since=SINCE)
def should_file(*, prima_facie: bool, proposed: bool) -> Ruling:
    """立案条件 — filing needs a prima facie violation and the proposal of the officers.

    Reads: the statute speaks of 立案标准 and leaves them to rules; jurisdiction and limitation are rules of their own
        here (``authority.competent``, ``filing.within_limitation``). Reviewed: no.
    Leaves out: the duty to file promptly when all conditions are met (an alarm, no gate).
    """
    if not prima_facie:
        return refused(
            "没有初步证据表明存在依法应当给予行政处罚的违法行为，不符合立案标准。", remedy="补充核查；确无违法事实的，作不予立案处理。"
        )
    if not proposed:
        return refused("承办人尚未提出立案建议。", remedy="由两名承办人填写立案审批表。")
    return LAWFUL


@rule("filing.within_limitation", cites=[APL("36")], since=SINCE)
def within_limitation(*, act_ended_on: date | None, discovered_on: date, five_years: bool) -> Ruling:
    """追责时效 — no penalty for what was not discovered within two years, five where life, health or money was harmed.

    ``act_ended_on`` is the day of the act, of its end where it continued, None where it still goes on when discovered.
    ``five_years``: citizens' life and health or financial safety is concerned *and* there is harm; both, or it is two.
    Reads: the corresponding day is the last in time (民法典 202). What counts as discovered, the caller decides and
        records. Reviewed: no.
    Leaves out: other periods set by laws (环境、治安、税收).
    """
    if act_ended_on is None:
        return LAWFUL
    years = 5 if five_years else 2
    last = add_months(act_ended_on, 12 * years)
    if discovered_on <= last:
        return LAWFUL
    number = "五" if five_years else "二"
    return refused(
        f"违法行为终了于{chinese_date(act_ended_on)}，至{chinese_date(discovered_on)}发现时已超过{number}年，不再给予行政处罚。",
        remedy="不予立案，并记录理由；行为有连续或者继续状态的，核对行为终了之日。",
    )
