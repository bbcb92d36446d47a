"""派遣 — who may be sent: with power, insured where posted, with a recorder where the class must be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.kernel.dates import chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.dispatch.order import SINCE
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL, SC118, WORKINJ


@rule("dispatch.with_power", cites=[APL("17")], since=SINCE)
def with_power(*, item: str, holder: str, sent: bool) -> Ruling:
    """有权处置 — who is sent, or helps, holds or exercises the power the class of the event stands for.

    ``holder`` is the name of the body with the power, empty where nobody has it there. ``sent``: it, or the team that exercises it, is
    among those sent. Reads: anybody may look and dissuade; only the holder, or who exercises for it, may punish. Reviewed: no.
    """
    if sent:
        return LAWFUL
    if not holder:
        return for_person(f"这里没有单位对「{item}」有处罚权，派去的人可以做什么？", remedy="只能劝阻和取证；请同时报告有关部门确定主体。")
    return for_person(
        f"「{item}」的处罚权由{holder}行使，为什么派别的单位？", remedy=f"改派{holder}，或者请其协办；只去劝阻和保护现场的，写明。"
    )


@rule("dispatch.recorder", cites=[SC118(""), APL("47")], since=SINCE)
def recorder(*, kind: str, must: bool, booked: bool) -> Ruling:
    """带执法记录仪 — who goes to an event that must be recorded throughout takes a recorder along.

    Reads: the text of the State Council's opinion is not held; how it is recorded when every recorder is out is for a person, for
    the whole course may be recorded by other means too. Reviewed: no.
    """
    if booked or not must:
        return LAWFUL
    return for_person(
        f"「{kind}」须全过程记录，派遣没有带执法记录仪，怎样记录？",
        remedy="请预约一台执法记录仪；全部借出的，写明用什么记录、由谁保存。",
    )


@rule("dispatch.insured", cites=[WORKINJ("")], since=SINCE)
def insured(*, uninsured: Sequence[str], unknown: Sequence[str], day: date) -> Ruling:
    """派驻人员保险 — who is posted away from his own body is insured against accidents before being sent.

    ``uninsured`` are those whose insurance has ended, ``unknown`` those of whom the register says nothing.
    Reads: that employees are insured is the regulation's; that *posted* officers are insured besides is what a city lays down. It
        warns and does not forbid. Reviewed: no.
    """
    if uninsured:
        return for_person(
            f"{listed(uninsured)}的人身意外伤害保险在{chinese_date(day)}已经不在保，仍然派遣吗？",
            remedy="改派在保人员，或者先续保；情况紧急的，写明理由。",
        )
    if unknown:
        return for_person(
            f"名录没有载明{listed(unknown)}的人身意外伤害保险，仍然派遣吗？", remedy="请核对保险并补记名录；情况紧急的，写明理由。"
        )
    return LAWFUL


@rule("dispatch.team_known", cites=[APL("17")], since=SINCE)
def team_known(*, unknown: Sequence[str]) -> Ruling:
    """派遣对象 — only bodies of the register are sent or called in.

    Reads: as for with_power: a power is exercised by a body. Reviewed: no.
    """
    if not unknown:
        return LAWFUL
    return refused(f"名录中没有「{listed(unknown)}」这个单位。", remedy="请从名录中选择单位。")
