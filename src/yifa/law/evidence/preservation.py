"""先行登记保存 — evidence that may vanish is listed and kept, with the head's approval, for seven working days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import Hours, chinese_date, chinese_moment, hours_after
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.deadlines.body import evidence_preservation
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)

#: what becomes of the things kept
Outcome = Literal[
    "采取记录、复制、拍照、录像等措施后退还", "送交检测、检验、检疫、鉴定", "查封、扣押", "没收", "移送有关部门", "解除登记保存"
]


@rule("evidence.preservation", cites=[APL("56")], since=SINCE, settable=("urgent_within",))
def preservation(
    *,
    may_vanish: bool,
    approved: bool | None,
    urgent: bool,
    urgent_within: Hours | None = None,
) -> Ruling:
    """先行登记保存的条件 — evidence may be lost or later hard to get, and the head approved beforehand.

    ``approved`` is None where the head has not been asked. ``urgent_within``: where a department lets officers act first in urgency, the
    hours in which approval follows (``evidence.preservation_settled``).
    Reads: the statute knows no urgency here. A head who said no has decided. Reviewed: no.
    """
    if not may_vanish:
        return refused("证据没有可能灭失或者以后难以取得的情形，不能先行登记保存。", remedy="用其他方式收集证据。")
    if approved:
        return LAWFUL
    if approved is None and urgent and urgent_within:
        return LAWFUL
    if approved is None:
        return refused("先行登记保存没有经行政机关负责人批准。", remedy="先报负责人批准，再登记保存。")
    return refused("行政机关负责人没有批准先行登记保存。", remedy="不登记保存；已经保存的，立即退还。")


@rule("evidence.preservation_settled", cites=[APL("56")], since=SINCE, settable=("urgent_within",))
def preservation_settled(*, taken_at: datetime, approved: bool | None, now: datetime, urgent_within: Hours | None = None) -> Ruling:
    """补办登记保存批准 — what a department lets officers keep in urgency goes on only with the head's approval in its hours.

    Reads: clock hours; without such a department nothing may be kept before approval. Reviewed: no.
    """
    if approved:
        return LAWFUL
    remedy = "立即报告负责人；没有批准的，立即解除登记保存并退还。"
    if approved is False or urgent_within is None:
        return refused("先行登记保存没有获得行政机关负责人批准，应当立即解除。", remedy=remedy)
    by = hours_after(taken_at, urgent_within)
    if now <= by:
        return LAWFUL
    return refused(f"情况紧急先行登记保存的，应当在{chinese_moment(by)}前补办批准，现已逾期。", remedy=remedy)


@rule("evidence.preservation_outcome", cites=[APL("56"), APL("85")], since=SINCE, settable=("lapses",))
def preservation_outcome(
    *, outcome: Outcome, taken_on: date, decided_on: date, calendar: Calendar, confiscated: bool, lapses: bool = False
) -> Ruling:
    """登记保存物品的处理 — decided within seven working days; late, only giving back is left where a department lets it lapse.

    ``confiscated``: the penalty decision confiscates it.
    Reads: the statute says nothing of what a late decision is worth; so where no layer ``lapses`` it, it is still decided, late. Whoever
        lapses it leaves only the return. Reviewed: no.
    """
    due = evidence_preservation(taken_on=taken_on, calendar=calendar).due
    if outcome == "没收" and not confiscated:
        return refused("没有没收非法财物的处罚决定，不能没收。", remedy="先依法作出没收的处罚决定，或者另作处理。")
    given_back = outcome in ("采取记录、复制、拍照、录像等措施后退还", "解除登记保存")
    if lapses and decided_on > due and not given_back:
        return refused(
            f"先行登记保存的处理期限已于{chinese_date(due)}届满，登记保存自动解除。", remedy="退还物品；需要查封、扣押的，另行依法办理。"
        )
    return LAWFUL
