"""The surcharge for a fine paid late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.kernel.calendar import Aside
from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import ACL, APL, FSR

SINCE = date(2021, 7, 15)


@dataclass(frozen=True, slots=True)
class Surcharge:
    """加处罚款 — the days late that count, the surcharge, and fine and surcharge together."""

    days_late: int
    amount: Yuan
    total: Yuan


@dataclass(frozen=True, slots=True)
class Payment:
    """缴款 — what was paid on a day."""

    on: date
    amount: Yuan


@rule("measure.surcharge", cites=[APL("72", 1, 1), APL("73", 3), ACL("45")], since=SINCE, settable=("on_unpaid",))
def surcharge(
    *,
    fine: Yuan,
    due_on: date,
    until: date,
    payments: Sequence[Payment] = (),
    stopped: Sequence[Aside] = (),
    annulled: bool = False,
    on_unpaid: bool = False,
) -> Surcharge:
    """加处罚款 — three per cent of the fine for each day late, never more than the fine.

    ``due_on`` is the last day to pay (rolled), or the last of an approved deferral; ``until`` the day of reckoning or of full payment;
    ``payments`` what was paid in parts. ``stopped`` are the days of reconsideration or lawsuit, from the application to the service of
    its decision. ``annulled``: the decision was annulled, so nothing is owed. ``on_unpaid``: the base is what is still unpaid.
    Reads: natural days from the day after; the day of payment is still late for what it pays; both ends of a stop are not counted
        (article 73(3) says only 期间). The base is the whole fine also where part was paid, as article 72 says 罚款数额; a layer may
        set the unpaid rest. Reviewed: no.
    Leaves out: that the body *may* and need not; whether it may at all (``measure.surcharge_allowed``).
    """
    if annulled:
        return Surcharge(0, Yuan.ZERO, Yuan.ZERO)
    days_late, part = 0, 0
    for n in range(1, (until - due_on).days + 1):
        day = due_on + timedelta(days=n)
        paid = sum(payment.amount.fen for payment in payments if payment.on < day)
        if paid >= fine.fen:
            break
        if any(stop.first <= day <= stop.last for stop in stopped):
            continue
        days_late += 1
        part += 3 * (fine.fen - paid if on_unpaid else fine.fen)
    amount = min(fine, Yuan.of_fen(part // 100))
    return Surcharge(days_late, amount, fine + amount)


@rule("measure.surcharge_allowed", cites=[FSR("7"), FSR("9"), ACL("45", 1)], since=SINCE)
def surcharge_allowed(*, stated_in_decision: bool, standard_told: bool) -> Ruling:
    """加处罚款的前提 — the decision said that it would be, and the party was told the rate.

    Reads: the bank charges it as the decision says (分离实施办法 9), so without that there is none; the rate may be told in the decision
        or in the demand. Reviewed: no.
    """
    if not stated_in_decision:
        return refused("处罚决定书没有写明逾期缴纳加处罚款，不能加处。", remedy="不加处罚款；逾期不缴的，依法催告和申请强制执行。")
    if not standard_told:
        return refused("加处罚款的标准没有告知当事人，不能加处。", remedy="先书面告知加处罚款的标准。")
    return LAWFUL


@rule("measure.surcharge_settled", cites=[APL("72", 1, 1), ACL("42", 1), ACL("45", 2)], since=SINCE)
def surcharge_settled(*, amount: Yuan, reckoned: Yuan, agreement: bool) -> Ruling:
    """加处罚款的数额 — never more than was reckoned; less only under an execution agreement where the party made good.

    ``reckoned`` is the amount of ``measure.surcharge``.
    Reads: article 72 lets the body charge and not must, so less without an agreement is for a person to answer for. Reviewed: no.
    """
    if amount > reckoned:
        return refused(f"加处罚款{amount.text}，多于依法计算的{reckoned.text}。", remedy=f"加处的数额不超过{reckoned.text}。")
    if amount < reckoned and not agreement:
        return for_person(
            f"加处罚款{amount.text}，少于依法计算的{reckoned.text}，是否确有理由少加处？", remedy="由负责人写明少加处或者不加处的理由。"
        )
    return LAWFUL
