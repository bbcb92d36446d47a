"""中止、恢复、终结 — when execution stands still, goes on, or ends for good."""

from __future__ import annotations

from datetime import date
from typing import Literal

from yifa.kernel.dates import chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import ACL

SINCE = date(2012, 1, 1)

#: 行政强制法 39(1), in its order
SuspensionGround = Literal[
    "当事人履行行政决定确有困难或者暂无履行能力",
    "第三人对执行标的主张权利，确有理由",
    "执行可能造成难以弥补的损失，且中止执行不损害公共利益",
    "行政机关认为需要中止执行的其他情形",
]
#: 行政强制法 40, in its order
EndGround = Literal[
    "公民死亡，无遗产可供执行，又无义务承受人",
    "法人或者其他组织终止，无财产可供执行，又无义务承受人",
    "执行标的灭失",
    "据以执行的行政决定被撤销",
    "行政机关认为需要终结执行的其他情形",
]
_OTHER_SUSPENSION, _OTHER_END = "行政机关认为需要中止执行的其他情形", "行政机关认为需要终结执行的其他情形"


@rule("execution.suspension", cites=[ACL("39", 1)], since=SINCE)
def suspension(*, ground: SuspensionGround, suspended: bool) -> Ruling:
    """中止执行 — on one of four grounds; the last, 其他情形, is for a person.

    ``suspended``: it stands still already.
    Reads: which ground holds a person says. Reviewed: no.
    """
    if suspended:
        return refused("本案已经中止执行。", remedy="中止的情形消失的，恢复执行。")
    if ground == _OTHER_SUSPENSION:
        return for_person("是否确有需要中止执行的其他情形？", remedy="由负责人写明具体情形。")
    return LAWFUL


@rule("execution.resumption", cites=[ACL("39", 2), ACL("42", 2)], since=SINCE)
def resumption(*, suspended: bool, cause_gone: bool) -> Ruling:
    """恢复执行 — what stood still goes on when the cause is gone.

    Reads: whether the cause is gone a person says. Reviewed: no.
    """
    if not suspended:
        return refused("本案没有中止执行，不需要恢复。", remedy="继续执行。")
    if not cause_gone:
        return refused("中止执行的情形没有消失，不能恢复执行。", remedy="情形消失后再恢复执行。")
    return LAWFUL


@rule("execution.no_more", cites=[ACL("39", 2)], since=SINCE)
def no_more(*, suspended_on: date, until: date, today: date, harmless: bool, unable: bool) -> Ruling:
    """不再执行 — three years after suspension, harmless and really unable: execution ends. Lawful means it does.

    ``until`` is the last day of the three years (``deadlines.dormant``).
    Reads: 满三年 is the day after the corresponding day at the earliest. Reviewed: no.
    """
    if today <= until:
        return refused(
            f"自{chinese_date(suspended_on)}中止执行，至{chinese_date(until)}满三年，现在不能不再执行。", remedy="情形消失的，恢复执行。"
        )
    if not (harmless and unable):
        return refused("有明显社会危害，或者当事人并非确无能力履行，应当继续执行。", remedy="恢复执行。")
    return LAWFUL


@rule("execution.end", cites=[ACL("40")], since=SINCE)
def end(*, ground: EndGround, party: Literal["person", "organisation"]) -> Ruling:
    """终结执行 — on one of five grounds; the last, 其他情形, is for a person.

    Reads: death is of a citizen, termination of an organisation. Reviewed: no.
    """
    if ground.startswith("公民死亡") and party != "person":
        return refused("当事人不是公民，不适用公民死亡的情形。", remedy="请核对终结执行的情形。")
    if ground.startswith("法人或者其他组织终止") and party != "organisation":
        return refused("当事人不是法人或者其他组织，不适用终止的情形。", remedy="请核对终结执行的情形。")
    if ground == _OTHER_END:
        return for_person("是否确有需要终结执行的其他情形？", remedy="由负责人写明具体情形。")
    return LAWFUL


@rule("execution.not_suspended", cites=[ACL("39")], since=SINCE)
def not_suspended(*, suspended: bool) -> Ruling:
    """执行没有中止 — while execution stands still, no step of it is taken.

    Reads: 中止 is of every step, the demand too. Reviewed: no.
    """
    if not suspended:
        return LAWFUL
    return refused("本案已经中止执行。", remedy="中止的情形消失的，先恢复执行。")
