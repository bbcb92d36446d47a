"""Recusal as a proceeding: asked for, decided by whom and by when, and what goes on meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Literal

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import WorkingDays
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.people.officers import SINCE
from yifa.law.rule import rule
from yifa.law.sources import APL


@rule("people.recusal_pending", cites=[APL("43", 3)], since=SINCE)
def recusal_pending(*, requested: bool, decided: bool, withdraws: bool) -> Ruling:
    """回避决定前不停止调查 — a request for recusal that is not decided yet does not stop the inquiry.

    ``withdraws``: it was decided that the officer withdraws. Reads: once decided so, that officer does nothing more. Reviewed: no.
    """
    if requested and decided and withdraws:
        return refused("已经决定回避，被决定回避的人员不能继续调查。", remedy="由负责人更换执法人员后继续调查。")
    return LAWFUL


@rule("people.recusal_asked", cites=[APL("43", 2), APL("43", 3)], since=SINCE)
def recusal_asked(*, asked: bool) -> Ruling:
    """回避申请待决 — the head decides on a request that was made and is not decided yet.

    Reads: who should withdraw on his own duty says so too, and the head decides. Reviewed: no.
    """
    if asked:
        return LAWFUL
    return refused("该人员没有待决定的回避申请。", remedy="先登记回避申请；姓名或者编号应当与申请一致。")


@rule("people.recusal_decider", cites=[APL("43", 3)], since=SINCE, settable=("of_the_head",))
def recusal_decider(*, concerns_head: bool, collective: bool, of_the_head: Literal["", "集体讨论"] = "") -> Ruling:
    """回避决定权 — the head of the body decides; on the recusal of the head himself a department may let the heads decide together.

    ``collective``: the heads decided together, without the one concerned. Reads: the statute is silent on the head himself. Reviewed: no.
    """
    if not concerns_head or collective:
        return LAWFUL
    if of_the_head:
        return refused("主要负责人的回避由本机关负责人集体讨论决定，不能由本人决定。", remedy="召开负责人集体讨论，并把讨论笔录归入本案。")
    return for_person("负责人本人的回避应当由谁决定？", remedy="由负责人集体讨论或者报上一级机关决定，并把决定归入本案。")


@rule("people.recusal_due", cites=[APL("43", 3)], since=SINCE, settable=("term",))
def recusal_due(*, requested_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """回避决定期限 — no term in the statute; a province may set one from the request.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None if term is None else reckon(requested_on, term, calendar=calendar)
