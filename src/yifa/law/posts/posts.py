"""Staffing posts: typed pools, moves between levels, totals."""

from __future__ import annotations

from datetime import date
from typing import Literal

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import STAFF

SINCE = date(2021, 7, 15)

Pool = Literal["行政编制", "事业编制"]
Kind = Literal["行政机构", "事业单位", "议事协调机构"]
_OF: dict[str, str] = {"行政机构": "行政编制", "事业单位": "事业编制"}


@rule("posts.typed", cites=[STAFF("15"), STAFF("19")], since=SINCE)
def typed(*, pool: str, assign_to: Kind) -> Ruling:
    """编制类型 — an administrative body uses administrative posts, a public institution its own; a coordination body has none.

    Reads: a pool for circulation is of one of the two types; another type is an invented one. Reviewed: no.
    """
    if assign_to == "议事协调机构":
        return refused("议事协调机构不单独确定编制。", remedy="由承担具体工作的行政机构解决所需编制。")
    if pool not in _OF.values():
        return refused(f"“{pool}”不是法定的编制类别，不得自行设定。", remedy="按行政编制或者事业编制分别登记。")
    if pool != _OF[assign_to]:
        return refused(f"{assign_to}应当使用{_OF[assign_to]}，不能使用{pool}。", remedy=f"从{_OF[assign_to]}中调剂。")
    return LAWFUL


@rule("posts.moved", cites=[STAFF("18")], since=SINCE)
def moved(*, pool: Pool, same_level: bool, within_total: bool, central_approval: bool) -> Ruling:
    """编制调配 — within the total a government moves posts between its departments; between levels the central organ approves.

    ``same_level``: both are departments of one government. ``central_approval``: the province's staffing organ submitted it and the State
    Council's approved.
    Reads: the article speaks of administrative posts; posts of public institutions between levels are left to a person. Lending a
        person without the post is no move. Reviewed: no.
    """
    if same_level:
        if within_total:
            return LAWFUL
        return refused("本次调整超出编制总额。", remedy="在编制总额内调整，或者报请增加总额。")
    if pool == "事业编制":
        return for_person("不同层级之间调配事业编制，是否已按管理权限报批？", remedy="由机构编制管理机关核对审批权限。")
    if central_approval:
        return LAWFUL
    return refused(
        "不同层级之间调配行政编制，应当由省级机构编制管理机关报国务院机构编制管理机关审批。",
        remedy="由省级机构编制管理机关报批，批准以后再调配。",
    )


@rule("posts.within_approved", cites=[STAFF("26", 1, 4), STAFF("15")], since=SINCE)
def within_approved(*, pool: Pool, approved: int, used: int) -> Ruling:
    """编制限额 — of each type and level no more posts are used than were approved.

    Reads: each type and level is counted for itself. Reviewed: no.
    """
    if used <= approved:
        return LAWFUL
    return refused(f"核定{pool}{approved}名，已使用{used}名，超出{used - approved}名。", remedy="减少使用人数，或者报请重新核定编制。")
