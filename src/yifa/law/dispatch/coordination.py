"""协调会 — decisions of several bodies become tasks, each done by the body it was given to (行政处罚法 26)."""

from __future__ import annotations

from datetime import date

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.dispatch.order import SINCE
from yifa.law.rule import rule
from yifa.law.sources import APL


@rule("dispatch.task_due", cites=[APL("26")], since=SINCE)
def task_due(*, decided_on: date, until: date, calendar: Calendar) -> Due:
    """任务完成期限 — the last day the meeting gave; it moves for no holiday, for those who set it had the calendar before them.

    Reads: as for task_finished. Reviewed: no.
    """
    return reckon(decided_on, Days((until - decided_on).days), calendar=calendar)


@rule("dispatch.task_finished", cites=[APL("26")], since=SINCE)
def task_finished(*, known: bool, own: bool, finished: bool) -> Ruling:
    """完成任务 — the body that was given a task tells that it is done, once.

    Reads: the article has agencies help one another; that each answers for its own task is this platform's. Reviewed: no.
    """
    if not known:
        return refused("协调会没有给本单位议定这项任务。", remedy="请核对任务的序号。")
    if not own:
        return refused("这项任务由别的单位承办。", remedy="请由承办单位办理。")
    if finished:
        return refused("这项任务已经完成。", remedy="需要补充的，用「补充说明」记载。")
    return LAWFUL


@rule("dispatch.tasks_done", cites=[APL("26")], since=SINCE)
def tasks_done(*, decided: int, open: int) -> Ruling:
    """协调办结 — a meeting is over when every task is done; otherwise a person says why.

    Reads: as for task_finished. Reviewed: no.
    """
    if not decided:
        return for_person("协调会没有议定任何任务，是否办结？", remedy="写明协调结果，由主持单位决定。")
    if open:
        return for_person(f"还有{open}项任务没有完成，是否办结？", remedy="请催办；不再需要的，写明理由后办结。")
    return LAWFUL
