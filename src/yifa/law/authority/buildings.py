"""Buildings without or against the planning permit: what is ordered, the fine, and who may demolish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Span
from yifa.law.rule import rule
from yifa.law.sources import URP

#: the text as amended on 2019-04-23
SINCE = date(2021, 7, 15)


@dataclass(frozen=True, slots=True)
class Handling:
    """处理方式 — the order, the range of the fine, whether the fine must be, and whether the thing or the income is confiscated."""

    order: str
    fine: Span
    fine_is_due: bool
    confiscation: bool


@rule("authority.illegal_building", cites=[URP("64")], since=SINCE)
def illegal_building(*, cost: Yuan, curable: bool | None, removable: bool | None) -> Handling | Ruling:
    """城镇违法建设 — curable: corrected and fined five to ten per cent of the cost; else demolished, or confiscated and fined up to ten.

    ``cost`` is the cost of the works. ``curable``: measures can still undo the harm to the plan; ``removable``: it can be demolished.
    Reads: the fine is in addition to confiscation only, not to demolition; parts of a fen fall away at the upper end and count at
        the lower. Whether it is curable or removable is judged by a person. Reviewed: no.
    """
    if curable is None:
        return for_person("是否尚可采取改正措施消除对规划实施的影响？", remedy="由城乡规划主管部门出具认定意见。")
    top = Yuan.of_fen(cost.fen // 10)
    if curable:
        return Handling("限期改正", Span(Yuan.of_fen(-(-cost.fen // 20)), top), fine_is_due=True, confiscation=False)
    if removable is None:
        return for_person("违法建筑能否拆除？", remedy="由城乡规划主管部门组织鉴定，并出具认定意见。")
    if removable:
        return Handling("限期拆除", Span(Yuan.ZERO, Yuan.ZERO), fine_is_due=False, confiscation=False)
    return Handling("没收实物或者违法收入", Span(Yuan.ZERO, top), fine_is_due=False, confiscation=True)


@rule("authority.village_building", cites=[URP("65")], since=SINCE)
def village_building(*, in_village_area: bool, township_acts: bool, ordered: bool, unheeded: bool, demolishes: bool) -> Ruling:
    """乡村违法建设 — in the planned area of townships and villages the township government itself orders, and may demolish if unheeded.

    ``ordered``: correction within a term was ordered; ``unheeded``: the term is over and nothing was done. Reads: the article gives the
        power to the township government; a street office has it only where it was granted. Reviewed: no.
    Leaves out: that a demolition waits for the remedies (行政强制法 44).
    """
    if not in_village_area:
        return refused("违法建设不在乡、村庄规划区内，乡镇人民政府不能依照本条处理。", remedy="移送县级以上城乡规划主管部门。")
    if not township_acts:
        return refused("乡、村庄规划区内的违法建设由乡、镇人民政府处理。", remedy="移送所在地乡、镇人民政府。")
    if demolishes and not (ordered and unheeded):
        return refused("没有责令限期改正或者期限尚未届满，不能拆除。", remedy="先责令停止建设、限期改正；逾期不改正的，再拆除。")
    return LAWFUL


@rule("authority.forced_demolition", cites=[URP("68")], since=SINCE)
def forced_demolition(*, ordered: bool, unheeded: bool, directed_by_government: bool) -> Ruling:
    """责成强制拆除 — after an unheeded order to stop or demolish, the county government or above directs a department to seal or demolish.

    Reads: each case needs its own word of the government. Reviewed: no.
    Leaves out: that a demolition waits for the remedies (行政强制法 44).
    """
    if not (ordered and unheeded):
        return refused(
            "没有作出责令停止建设或者限期拆除的决定，或者当事人尚未逾期，不能强制拆除。", remedy="先作出决定，逾期不履行的再报请责成。"
        )
    if not directed_by_government:
        return refused(
            "强制拆除须由建设工程所在地县级以上地方人民政府责成，尚无责成决定。", remedy="报请县级以上地方人民政府责成有关部门实施。"
        )
    return LAWFUL
