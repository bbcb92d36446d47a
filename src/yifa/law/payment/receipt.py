"""The receipt for cash, and where the money goes."""

from __future__ import annotations

from datetime import date

from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@rule("payment.receipt", cites=[APL("70")], since=SINCE)
def receipt(*, cash: bool, finance_receipt: bool) -> Ruling:
    """专用票据 — for a fine taken on the spot the party gets the receipt of the finance ministry or the province, or need not pay.

    Reads: the article is about cash taken by officers; the bank's receipt is not asked here. Reviewed: no.
    """
    if not cash or finance_receipt:
        return LAWFUL
    return refused("当场收缴罚款没有出具国务院或者省级财政部门统一制发的专用票据，当事人有权拒绝缴纳。", remedy="出具专用票据后再收缴。")


@rule("payment.to_treasury", cites=[APL("74")], since=SINCE)
def to_treasury(*, disposed_publicly: bool, to_treasury: bool, in_appraisal: bool) -> Ruling:
    """罚没收入 — confiscated goods are sold publicly, all money goes to the treasury, none of it counts in appraisal.

    ``disposed_publicly``: auctioned, or disposed of as the state orders, or destroyed by law. ``in_appraisal``: the sums or their number
    are tied to the appraisal of the body or its people.
    Leaves out: money that is by law given back or paid in compensation.
    """
    if not disposed_publicly:
        return refused("没收的非法财物没有公开拍卖或者按照国家有关规定处理。", remedy="依法公开拍卖或者按照国家有关规定处理。")
    if not to_treasury:
        return refused("罚款、没收的违法所得和拍卖款项应当全部上缴国库。", remedy="全部上缴国库。")
    if in_appraisal:
        return refused("罚没数额不得同行政机关及其工作人员的考核、考评挂钩。", remedy="去掉与罚没数额挂钩的考核指标。")
    return LAWFUL
