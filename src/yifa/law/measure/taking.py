"""How a measure is taken: approval, the steps on the spot, the hour by which urgent ones are reported."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from yifa.kernel.dates import Hours, chinese_moment, hours_after
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import ACL

SINCE = date(2012, 1, 1)

#: 行政强制法 18, in its order, but approval (1) and number of officers (2); of the last two the one that fits
STEPS = ("出示执法证件", "通知当事人到场", "当场告知理由、依据、权利和救济途径", "听取陈述和申辩", "制作现场笔录")
SIGNED = "当事人和执法人员在笔录上签名或者盖章，或者注明拒绝签名"
WITNESSED = "邀请见证人到场，由见证人和执法人员签名或者盖章"
#: 行政强制法 30: what is asked of freezing
FREEZING_STEPS = ("出示执法证件", "制作现场笔录")
_TOLD_THERE = ("当场告知理由、依据、权利和救济途径", "听取陈述和申辩")


@rule("measure.approved", cites=[ACL("18", 1, 1), ACL("19")], since=SINCE)
def approved(*, approved: bool | None, urgent: bool) -> Ruling:
    """措施的批准 — the head approves a measure before it is taken; in urgency it is taken first and reported within the day.

    ``approved`` is None where the head has not been asked.
    Reads: a head who said no has decided, urgent or not. Reviewed: no.
    """
    if approved or (urgent and approved is None):
        return LAWFUL
    if approved is None:
        return refused(
            "实施行政强制措施前没有报经行政机关负责人批准。", remedy="先报负责人批准；情况紧急的，写明紧急情况并在二十四小时内补办批准。"
        )
    return refused("行政机关负责人没有批准，不得采取行政强制措施。", remedy="不采取措施；已经采取的，立即解除。")


@rule("measure.steps", cites=[ACL("18"), ACL("30", 1)], since=SINCE)
def steps(*, officers: int, done: Collection[str], party_present: bool, freezing: bool = False) -> Ruling:
    """措施的程序 — two officers, identity shown, party called, told and heard, a record signed; without the party a witness signs.

    ``done`` names those of ``STEPS``, ``SIGNED`` and ``WITNESSED`` that were done. The head's approval: ``measure.approved``.
    Reads: a party that did not come cannot be told or heard on the spot. A freezing is asked for officers, identity and record only.
        Reviewed: no.
    Leaves out: further steps of special laws (item 10); limits of liberty (article 20).
    """
    asked: tuple[str, ...] = FREEZING_STEPS if freezing else (*STEPS, SIGNED) if party_present else (*STEPS, WITNESSED)
    if not party_present and not freezing:
        asked = tuple(step for step in asked if step not in _TOLD_THERE)
    missing = [step for step in asked if step not in done]
    if officers < 2:
        missing.insert(0, "由两名以上执法人员实施")
    if missing:
        return refused(f"实施行政强制措施的程序不完备，缺少：{listed(missing)}。", remedy="补齐以后再实施；不能补齐的，不得实施。")
    return LAWFUL


@rule("measure.report_by", cites=[ACL("19")], since=SINCE)
def report_by(*, taken_at: datetime) -> datetime:
    """紧急措施的报告时限 — a measure taken in urgency is reported to the head, and approval asked, within twenty-four hours.

    Reads: clock hours from the moment it was taken (民法典 201), rest days included. Reviewed: no.
    """
    return hours_after(taken_at, Hours(24))


@rule("measure.urgency_settled", cites=[ACL("19")], since=SINCE)
def urgency_settled(*, taken_at: datetime, approved: bool | None, now: datetime) -> Ruling:
    """补办批准 — what was taken in urgency goes on only if the head approves within the day; refused, it is lifted at once.

    ``approved`` is None where the head has not yet said.
    Reads: the report is made by asking for approval; both fall into the day. Reviewed: no.
    """
    if approved:
        return LAWFUL
    if approved is False:
        return refused("行政机关负责人认为不应当采取行政强制措施，应当立即解除。", remedy="立即解除，退还财物并告知当事人。")
    by = report_by(taken_at=taken_at)
    if now <= by:
        return LAWFUL
    return refused(
        f"情况紧急当场采取的措施，应当在{chinese_moment(by)}前补办批准，现已逾期。", remedy="立即向负责人报告；没有批准的，立即解除。"
    )
