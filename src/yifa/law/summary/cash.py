"""Cash on the spot: the few cases."""

from __future__ import annotations

from datetime import date

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@rule("summary.cash", cites=[APL("68"), APL("69")], since=SINCE)
def cash(*, fine: Yuan, summary: bool, hard_to_collect: bool, remote: bool, payment_difficult: bool, party_asked: bool) -> Ruling:
    """当场收缴 — officers take cash only for on-the-spot decisions up to 100 yuan or hard to collect later, or on request in remote places.

    ``remote``: a remote place, on water or without transport; there, under either procedure, cash is taken where paying at the bank or
    electronically is really difficult *and* the party asked for it (article 69).
    Reads: article 68 covers on-the-spot decisions only, so 100 yuan under the ordinary procedure is not taken. Reviewed: no.
    Leaves out: the receipt of the finance ministry or province (``payment.receipt``).
    """
    if summary and (fine <= Yuan("100") or hard_to_collect):
        return LAWFUL
    remedy = "告知当事人十五日内到指定银行或者通过电子支付系统缴纳。"
    if remote and payment_difficult:
        if party_asked:
            return LAWFUL
        return refused("当事人没有提出当场缴纳，执法人员不得当场收缴。", remedy=remedy)
    if summary:
        return refused(f"罚款{fine.text}超过一百元，又没有事后难以执行的情形，不得当场收缴。", remedy=remedy)
    return refused("普通程序作出的罚款决定，执法人员不得当场收缴。", remedy=remedy)
