"""移送 — when the case must go to the police, how it gets there, and what comes back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal

from yifa.kernel.dates import Hours, hours_after
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL, TR

#: the day the revision of 2020 took effect
SINCE = date(2020, 8, 7)

#: 移送规定 6, in its order; reports of tests only where there were any
PAPERS = ("涉嫌犯罪案件移送书", "涉嫌犯罪案件情况的调查报告", "涉案物品清单", "其他有关涉嫌犯罪的材料")
TEST_REPORTS = "有关检验报告或者鉴定结论"

#: what the police, procuratorate or court made of it
Result = Literal["立案", "不予立案", "撤销案件、不起诉或者免予刑事处罚，退回行政处理", "法院作出刑事判决"]


@rule("transfer.required", cites=[TR("3"), APL("27", 1)], since=date(2021, 7, 15))
def required(*, threshold_met: bool | None, intellectual_property: bool, reasonable_suspicion: bool) -> Ruling:
    """应当移送 — lawful means: no transfer is due; a case that reaches the standards of prosecution must go to the police.

    ``threshold_met``: amount, circumstances or harm reach a standard; None where nobody has compared them. In cases of intellectual
    property reasonable suspicion is enough (paragraph 2).
    Reads: whether the standard is reached a person says. Reviewed: no.
    Leaves out: the standards of the single offences.
    """
    remedy = "指定两名以上执法人员组成专案组，提出移送的书面报告。"
    if threshold_met:
        return refused("违法事实达到刑事追诉标准，涉嫌犯罪，必须移送公安机关。", remedy=remedy)
    if intellectual_property and reasonable_suspicion:
        return refused("知识产权领域的案件存在犯罪的合理嫌疑，应当移送公安机关。", remedy=remedy)
    if threshold_met is None:
        return for_person("违法事实的金额、情节、后果是否达到刑事追诉标准？", remedy="由承办人对照追诉标准核实，法制审核人员审核。")
    return LAWFUL


@rule("transfer.report", cites=[TR("5", 1)], since=SINCE)
def report(*, team: int, to_chief: bool) -> Ruling:
    """移送报告 — two or more officers make a team, verify the facts and report in writing to the chief of the body.

    ``to_chief``: to the main head or whoever presides over the work.
    Reads: a deputy head is not the chief. Reviewed: no.
    """
    if team < 2:
        return refused("涉嫌犯罪案件应当指定两名以上执法人员组成专案组。", remedy="补足专案组成员后再提出报告。")
    if not to_chief:
        return refused("移送的书面报告应当报本机关正职负责人或者主持工作的负责人审批。", remedy="报正职负责人或者主持工作的负责人。")
    return LAWFUL


@rule("transfer.decision", cites=[TR("5", 2)], since=SINCE)
def decision(*, reported: bool, approved: bool, reasons: str) -> Ruling:
    """决定是否移送 — the chief decides on the report; who does not approve has the reasons recorded.

    Leaves out: who presides in the chief's absence.
    """
    if not reported:
        return refused("尚未提出移送涉嫌犯罪案件的书面报告。", remedy="先由专案组核实情况，提出书面报告。")
    if not approved and not reasons.strip():
        return refused("不批准移送，应当将理由记录在案。", remedy="写明不批准移送的理由。")
    return LAWFUL


@rule("transfer.hand_over_by", cites=[TR("5", 2)], since=SINCE)
def hand_over_by(*, approved_at: datetime) -> datetime:
    """移送的时限 — within twenty-four hours of approval the case is with the police of the same level.

    Reads: clock hours from the approval itself, rest days included. Reviewed: no.
    """
    return hours_after(approved_at, Hours(24))


@rule("transfer.papers", cites=[TR("6")], since=SINCE)
def papers(*, approved: bool, present: Collection[str], tested: bool) -> Ruling:
    """移送材料 — an approved case goes with five papers; reports of tests where things were tested.

    ``present`` names those of ``PAPERS`` and ``TEST_REPORTS`` that are attached.
    Reads: a list of things may say that there are none, so it is always there. Reviewed: no.
    """
    if not approved:
        return refused("移送涉嫌犯罪案件没有经正职负责人或者主持工作的负责人批准。", remedy="先报请批准移送。")
    asked = (*PAPERS, *((TEST_REPORTS,) if tested else ()))
    if missing := [name for name in asked if name not in present]:
        return refused(f"移送公安机关的材料不完备，缺少：{listed(missing)}。", remedy="补齐材料后移送。")
    return LAWFUL


@rule("transfer.not_replaced", cites=[TR("11", 1), APL("8", 2), APL("82")], since=date(2021, 7, 15))
def not_replaced(*, threshold_met: bool, approved: bool | None, handed_over: bool, result: Result | None) -> Ruling:
    """不得以罚代刑 — no penalty stands in for a transfer: a case that must go to the police is neither penalised nor closed instead.

    ``threshold_met``: a transfer is due. ``approved`` is the chief's decision, None before it; ``result`` what came back, None so far.
    Reads: while the police have the case the body waits; after 不予立案 or a return it goes on (``transfer.returned``). Where the chief
        did not approve with reasons, the question whether it is criminal was answered. Reviewed: no.
    Leaves out: that warnings, shutdowns and licence measures decided before go on (``transfer.goes_on``).
    """
    if not threshold_met or approved is False:
        return LAWFUL
    if approved is None:
        return refused("本案涉嫌犯罪应当移送公安机关，不得以行政处罚代替移送。", remedy="先报正职负责人决定是否移送。")
    if not handed_over:
        return refused("本案已经批准移送，尚未移送公安机关，不得以行政处罚代替移送。", remedy="先移送公安机关。")
    if result is None:
        return refused("本案已经移送公安机关，尚未收到处理结果，不得以行政处罚代替。", remedy="等待公安机关的书面通知。")
    if result == "立案":
        return refused("公安机关已经立案，不得以行政处罚代替刑事处罚。", remedy="等待司法机关的处理结果。")
    return LAWFUL


@rule("transfer.goes_on", cites=[TR("11", 2)], since=SINCE)
def goes_on(*, kind: str, decided_before: bool) -> Ruling:
    """移送前的处罚 — warnings, shutdowns and licence measures decided before the transfer go on; a fine is set off by the court.

    Reads: of a fine decided before the paragraph says only that it is set off (paragraph 3); whether its collection goes on is asked.
        Reviewed: no.
    """
    if not decided_before:
        return refused("案件已经移送公安机关，不能再作出行政处罚决定。", remedy="等待司法机关的处理结果。")
    if kind in ("警告", "责令停产停业", "暂扣许可证件", "吊销许可证件"):
        return LAWFUL
    return for_person(f"移送前决定的{kind}，移送后是否继续执行？", remedy="由负责人与公安机关商定。")


@rule("transfer.objection", cites=[TR("9", 1)], since=SINCE)
def objection(*, result: Result | None, should_be_filed: bool) -> Ruling:
    """对不予立案的异议 — the body that holds that the police should file may ask them to look again, or the procuratorate to supervise.

    Reads: whether the police should file a person says. Reviewed: no.
    """
    if result != "不予立案":
        return refused("没有收到公安机关不予立案的通知，没有可以提出异议的决定。", remedy="收到不予立案通知书后，三日内提出。")
    if not should_be_filed:
        return refused("本机关不认为应当由公安机关立案，不需要提出异议。", remedy="依法作出行政处理。")
    return LAWFUL


@rule("transfer.returned", cites=[TR("10"), TR("13"), APL("27", 1)], since=date(2021, 7, 15))
def returned(*, result: Result, penalty_due: bool) -> Ruling:
    """退回行政处理 — a case that is no crime comes back, and what deserves an administrative penalty gets one.

    Lawful means: the case goes on here. ``penalty_due``: law asks for a penalty, which a person says.
    Reads: after a criminal judgement what is left is decided by 行政处罚法 35 and by the other kinds of penalty. Reviewed: no.
    """
    if result == "立案":
        return refused("公安机关已经立案，本案不能退回作行政处罚。", remedy="三日内移交涉案物品和材料，等待司法机关的处理结果。")
    if not penalty_due:
        return refused("依法不应当给予行政处罚，不能处罚。", remedy="作出不予处罚的决定或者撤销案件。")
    return LAWFUL


@rule("transfer.exhibits", cites=[TR("12")], since=SINCE)
def exhibits(*, filed: bool, receipts: bool) -> Ruling:
    """移交涉案物品 — when the police have filed, things and papers go to them, with a receipt. The term: ``deadlines.exhibits``.

    Leaves out: other terms and receivers that laws and administrative regulations name.
    """
    if not filed:
        return refused("公安机关尚未立案，不移交涉案物品。", remedy="收到立案通知书后，三日内移交。")
    if not receipts:
        return refused("移交涉案物品和材料没有办结交接手续。", remedy="与公安机关办理交接，由双方签字。")
    return LAWFUL


@rule("transfer.result_expected", cites=[TR("7"), TR("8")], since=SINCE)
def result_expected(*, handed_over: bool) -> Ruling:
    """先移送后答复 — the police answer on a case that was handed to them.

    Reads: what comes back from a case that the police found themselves is article 13, a lead of its own. Reviewed: no.
    """
    if handed_over:
        return LAWFUL
    return refused("本案尚未移送公安机关。", remedy="先报请批准移送，并移送公安机关。")
