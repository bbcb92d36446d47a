"""What the statute makes the officials of a body liable for: red lines that supervision looks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yifa.kernel.citation import Cite
from yifa.law.answer import Ruling, for_person
from yifa.law.closing.close import SINCE
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL

#: 应当追究责任的情形 — each with the place that says so
RED_LINES: dict[str, Cite] = {
    "没有法定依据": APL("76", 1, 1),
    "擅自改变处罚种类、幅度": APL("76", 1, 2),
    "违反法定程序": APL("76", 1, 3),
    "违法委托处罚": APL("76", 1, 4),
    "执法人员未取得执法证件": APL("76", 1, 5),
    "应当立案不及时立案": APL("76", 2),
    "不使用法定票据": APL("77"),
    "自行收缴罚款": APL("78"),
    "返还罚没款项": APL("78"),
    "截留、私分罚没款物": APL("79", 1),
    "索取或者收受财物": APL("79", 2),
    "使用或者损毁查封、扣押的财物": APL("80"),
    "违法实施检查或者执行措施": APL("81"),
    "以行政处罚代替刑事处罚": APL("82"),
    "不予制止、处罚造成损害": APL("83"),
}


@dataclass(frozen=True, slots=True)
class RedLine:
    """红线 — what was found, and the place of the statute that makes liable for it."""

    finding: str
    place: str


@rule(
    "closing.red_lines",
    cites=[APL("75"), APL("76"), APL("77"), APL("78"), APL("79"), APL("80"), APL("81"), APL("82"), APL("83")],
    since=SINCE,
)
def red_lines(*, findings: Sequence[str]) -> tuple[RedLine, ...] | Ruling:
    """责任追究情形 — which of the findings of a supervision the statute names, and where.

    Reads: it names the place and accuses nobody; whether somebody is liable, or a crime was done, the competent body decides. What the
        statute does not name is left to a person. Reviewed: no.
    Leaves out: compensation, discipline, the criminal side.
    """
    if strange := [finding for finding in findings if finding not in RED_LINES]:
        return for_person(
            f"“{listed(strange)}”属于法律规定的哪一种责任追究情形？", remedy="由行政执法监督机构对照行政处罚法第七十六条至第八十三条判断。"
        )
    return tuple(RedLine(finding, RED_LINES[finding].text) for finding in findings)
