"""Deciding a fine and collecting it are apart."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import APL, FSR
from yifa.law.summary.cash import cash

SINCE = date(2021, 7, 15)


class Channel(StrEnum):
    """缴款渠道 — the three ways articles 67 to 69 know."""

    BANK = "银行"
    ELECTRONIC = "电子支付"
    CASH = "当场收缴"


@rule("payment.not_collected_by_officers", cites=[APL("67", 2), APL("68"), APL("69"), FSR("3")], since=SINCE)
def not_collected_by_officers(
    *,
    channel: str,
    summary: bool,
    fine: Yuan,
    hard_to_collect: bool,
    remote: bool,
    payment_difficult: bool,
    party_asked: bool,
) -> Ruling:
    """罚缴分离 — a fine is paid to the bank or electronically, straight to the treasury; in cash only where ``summary.cash`` allows.

    ``channel`` is one of ``Channel``.
    Reads: a channel not known here is none of the three ways the articles name. Reviewed: no.
    """
    if channel in (Channel.BANK, Channel.ELECTRONIC):
        return LAWFUL
    if channel == Channel.CASH:
        return cash(
            fine=fine,
            summary=summary,
            hard_to_collect=hard_to_collect,
            remote=remote,
            payment_difficult=payment_difficult,
            party_asked=party_asked,
        )
    return refused(
        "除依法当场收缴外，罚款应当缴入指定银行或者通过电子支付系统缴纳。", remedy="按银行、电子支付或者依法当场收缴登记缴款渠道。"
    )


@rule("payment.amount", cites=[APL("66")], since=SINCE)
def amount(*, due: Yuan, paid: Yuan) -> Ruling:
    """缴款数额 — what is paid is what is due, neither more nor, without approval, less.

    Reads: less is in order only where instalments were approved (paragraph 2), which a person confirms. Reviewed: no.
    """
    if paid > due:
        return refused(f"缴款{paid.text}多于应缴{due.text}。", remedy="核对票据；确属多缴的，依法退还当事人。")
    if paid < due:
        return for_person(
            f"缴款{paid.text}少于应缴{due.text}，尚欠{(due - paid).text}，是否经批准分期缴纳？",
            remedy="由负责人确认；未经批准的，请当事人缴足。",
        )
    return LAWFUL
