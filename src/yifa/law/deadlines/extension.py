"""Extending the term of the decision: who may, how far, and only before it is over."""

from __future__ import annotations

from datetime import date
from typing import Literal

from yifa.kernel.dates import Days, chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.deadlines.body import SINCE
from yifa.law.rule import rule
from yifa.law.sources import APL


@rule("deadlines.extension", cites=[APL("60")], since=SINCE, settable=("first", "second", "second_by"))
def extension(
    *,
    granted_on: date,
    due_on: date,
    days: Days,
    nth: int,
    collective: bool,
    first: Days | None = None,
    second: Days | None = None,
    second_by: Literal["", "集体讨论", "上一级机关"] = "",
) -> Ruling:
    """延长办案期限 — the statute itself knows no extension; a department must give it: ``first`` by the head, a second as it says.

    ``due_on`` is the last day as it stands, ``nth`` which extension this is (1, 2 …), ``collective``: decided by the heads together.
    ``second`` is None where the second has no fixed limit, ``second_by`` empty where there is none.
    Reads: without a layer that gives one, none is granted; it is granted before the term is over. What is a reasonable second term
        the heads say, so their discussion settles it. Reviewed: no.
    """
    if first is None:
        return refused(
            "没有可适用的法律、法规、规章规定可以延长九十日的办案期限。",
            remedy="在九十日内作出处理决定；另有规定的，由系统管理员载入后办理。",
        )
    if granted_on > due_on:
        return refused(f"办案期限已于{chinese_date(due_on)}届满，不能再批准延长。", remedy="尽快作出处理决定，并记录超期原因。")
    if nth == 1:
        if days > first:
            return refused(f"第一次延长不得超过{first}，本次为{days}。", remedy=f"延长不超过{first}。")
        return LAWFUL
    if not second_by or (nth > 2 and second is not None):
        return refused("所适用的规定没有再次延长办案期限的依据。", remedy="在现有期限内作出处理决定。")
    if second_by == "上一级机关":
        return for_person("再次延长办案期限，是否已由上一级机关决定？", remedy="报上一级机关决定，并把决定归入本案。")
    if not collective:
        return refused("再次延长办案期限应当由负责人集体讨论决定。", remedy="召开负责人集体讨论，并把讨论笔录归入本案。")
    if second is not None and days > second:
        return refused(f"再次延长不得超过{second}，本次为{days}。", remedy=f"延长不超过{second}。")
    return LAWFUL
