"""网格责任 — who of the force answers for a grid on a day: the owner, who stands in for him, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yifa.registry.core.grids import Grid, Map, Owner
from yifa.staffing.core.staff import Officer, Staff


class Why(StrEnum):
    """Why it is that person, or nobody."""

    OWNER = "责任人"
    COVER = "顶岗"
    BODY = "未指定人员"
    NOBODY = "无人在岗"
    UNOWNED = "没有责任人"


@dataclass(frozen=True, slots=True)
class Answer:
    """谁负责 — of one grid: its owner, and who acts today; ``of`` is the grid whose owner he is, an outer one where this has none."""

    grid: Grid
    of: Grid | None
    owner: Owner | None
    acting: Officer | None
    why: Why


def missing(staff: Staff, officer: str, body: str, *, on: date) -> str:
    """Why that officer of that body cannot act that day: 不在册, 已离开 or the kind of absence; empty: he can."""
    known = staff.officers.get(officer)
    if known is None or not known.covers(on):
        return "不在册"
    if not staff.counts_in(known, body, on=on):
        return "已离开该单位"
    absence = known.absence(on)
    return (absence.kind or "请假") if absence else ""


def answer(staff: Staff, known: Map, grid: Grid, *, on: date) -> Answer:
    """Who answers for that grid that day. An owner who is away or has left is stood in for by his cover, if that one is there."""
    found = known.answering(grid, on)
    if found is None:
        return Answer(grid, None, None, None, Why.UNOWNED)
    of, owner = found
    if not owner.officer:
        return Answer(grid, of, owner, None, Why.BODY)
    for code, why in ((owner.officer, Why.OWNER), (owner.cover, Why.COVER)):
        if code and not missing(staff, code, owner.body, on=on):
            return Answer(grid, of, owner, staff.officers[code], why)
    return Answer(grid, of, owner, None, Why.NOBODY)
