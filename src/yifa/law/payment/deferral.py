"""暂缓、分期缴纳 — a fine may be paid later or in parts, if the party asks and the body approves."""

from __future__ import annotations

from datetime import date

from yifa.kernel.dates import chinese_date
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL


@rule("payment.deferral", cites=[APL("66", 2)], since=date(2021, 7, 15))
def deferral(*, hardship: bool, applied: bool, approved: bool, until: date, decided_on: date) -> Ruling:
    """暂缓或者分期缴纳罚款 — in real economic hardship, on the party's application, approved by the body.

    ``until`` is the last day of the deferral or of the last instalment.
    Reads: whether hardship is real a person says; a deferral ends after the day on which it is granted. Reviewed: no.
    Leaves out: how long; confiscated gains, of which the article does not speak.
    """
    if not applied:
        return refused("当事人没有申请暂缓或者分期缴纳罚款。", remedy="当事人有困难的，告知其可以书面申请。")
    if not hardship:
        return refused("没有当事人确有经济困难的情形，不能暂缓或者分期缴纳。", remedy="核实经济状况；没有困难的，按期缴纳。")
    if not approved:
        return refused("暂缓或者分期缴纳罚款没有经行政机关批准。", remedy="报负责人批准。")
    if until <= decided_on:
        return refused(f"暂缓或者分期的最后一日{chinese_date(until)}不在批准之日以后。", remedy="请核对暂缓或者分期的最后一日。")
    return LAWFUL
