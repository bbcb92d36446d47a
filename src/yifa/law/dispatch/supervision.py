"""监督 — a complaint is looked into before it is answered; a remote check says what was looked at."""

from __future__ import annotations

from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.dispatch.order import SINCE
from yifa.law.rule import rule
from yifa.law.sources import APL, SC118


@rule("dispatch.complaint_examined", cites=[APL("75", 2)], since=SINCE)
def complaint_examined(*, examined: bool) -> Ruling:
    """认真审查 — who complained of officers is answered once it was found out what happened.

    Reads: the paragraph orders to examine and, where something is wrong, to correct it; an answer without an examination is neither.
        It speaks of penalties; here it holds for every complaint about those who enforce. Reviewed: no.
    """
    if examined:
        return LAWFUL
    return refused("投诉还没有核实，不能答复。", remedy="先记录核实经过和核实结论。")


@rule("dispatch.check_as_seen", cites=[SC118("")], since=SINCE)
def check_as_seen(*, looked: bool, problem: bool, result: str) -> Ruling:
    """全过程记录 — a remote check ends with what was seen and recorded, or with that nothing could be seen.

    Reads: what is recorded is the course as it was; nothing found where nothing was looked at is none. Reviewed: no.
    """
    if result == "画面无法调取":
        return LAWFUL
    if not looked:
        return refused("还没有记录查看情况，不能写明抽查结果。", remedy="先记录看到的情况；画面调取不到的，抽查结果选择「画面无法调取」。")
    if problem and result == "未发现问题":
        return refused("查看时记录了问题，抽查结果不能是未发现问题。", remedy="先上报发现的问题，抽查结果选择「发现问题，已上报」。")
    return LAWFUL
