"""The file in the archive, and who supervises enforcement."""

from __future__ import annotations

from datetime import date

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.closing.close import SINCE
from yifa.law.rule import rule
from yifa.law.sources import APL, SUP


@rule("closing.one_file", cites=[APL("47")], since=SINCE, settable=("volumes",))
def one_file(*, cases_in_file: int, side_volume: bool, volumes: bool = False) -> Ruling:
    """一案一卷 — one case is one file; a department may ask for a main and a side volume.

    ``volumes``: the layer asks for both. Reads: papers of internal approval and discussion go into the side volume. Reviewed: no.
    Leaves out: for how long a file is kept: no held text says.
    """
    if cases_in_file != 1:
        return refused(f"本卷装入{cases_in_file}个案件，应当一案一卷。", remedy="按案件分别立卷。")
    if volumes and not side_volume:
        return refused("本案没有设副卷，内部审批和讨论的文书应当归入副卷。", remedy="把内部文书另立副卷。")
    return LAWFUL


@rule("closing.supervisor", cites=[SUP("2"), SUP("6")], since=date(2026, 2, 1))
def supervisor(*, by: str, county_or_above: bool) -> Ruling:
    """行政执法监督机构 — governments of the county and above supervise through the justice department; its local office assists.

    ``by`` is who supervises. Reads: only articles 1 to 6 are known, from notes. Reviewed: no.
    Leaves out: powers, papers and terms of supervision.
    """
    if by == "司法所":
        return refused("司法所协助开展行政执法监督，不能以自己的名义实施监督。", remedy="由县级司法行政部门实施。")
    if not county_or_above:
        return refused("行政执法监督由县级以上人民政府组织，本机关不在其列。", remedy="报县级人民政府司法行政部门。")
    if by == "司法行政部门":
        return LAWFUL
    return for_person(f"{by}是否为本级人民政府的行政执法监督机构？", remedy="由司法行政部门核对监督机构名单。")
