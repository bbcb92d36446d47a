"""Who holds the power: the item, the place and the body on the day."""

from __future__ import annotations

from datetime import date

from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL

#: By what title a body holds an item; the codes of the institution.
TITLES = {
    "statute": "法定职权",
    "concentration": "相对集中行政处罚权",
    "grant": "省级赋权",
    "authorised": "法律、法规授权",
}


@rule("authority.competent", cites=[APL("17"), APL("22"), APL("24", 1), APL("38", 1)], since=date(2021, 7, 15))
def competent(*, holder: str, acting: str, holder_name: str, acting_name: str, title: str, list_state: str = "") -> Ruling:
    """实施主体 — only the body that holds the item at the place on that day penalises; what another does is void.

    ``holder`` is the code of the body that holds the item there that day, empty where nobody does; ``title`` how it holds it.
    ``list_state`` is how far the list the power came by is (梳理 …), empty where it is authorised or none is recorded.
    Reads: the institution's rows decide who holds an item: statute, provincial decision (article 24), concentration (18).
        An entrusted organisation acts in the principal's name, so ``acting`` is then the principal. Reviewed: no.
        A power by a list that is not authorised yet is none (articles 18 and 24).
    Leaves out: disputes between several competent bodies (article 25), the level of government (article 23).
    """
    if not holder:
        return refused(
            f"该事项当日在违法行为发生地没有登记的实施主体，{acting_name}不能实施处罚。",
            remedy="核对事项清单和赋权决定；确无权限的，移送有管辖权的机关。",
        )
    if holder != acting:
        by = TITLES.get(title, "")
        held = f"由{holder_name}行使" + (f"（{by}）" if by else "")
        return refused(f"该事项在违法行为发生地{held}，{acting_name}不是实施主体。", remedy=f"移送{holder_name}办理。")
    if list_state:
        return refused(
            f"{acting_name}登记有权，但事项所在的清单还在“{list_state}”，没有获得授权，不能据此作出行政处罚决定。",
            remedy="先报省级人民政府授权并公布清单；在此以前，书面移送原主管部门或者上级机关处理。",
        )
    return LAWFUL
