"""Which norm may create a coercive measure, and who may take it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.authority.norms import Norm
from yifa.law.rule import rule
from yifa.law.sources import ACL

SINCE = date(2012, 1, 1)

#: 行政强制措施的种类 — those of article 9
Measure = Literal["限制公民人身自由", "查封场所、设施或者财物", "扣押财物", "冻结存款、汇款", "其他行政强制措施"]
SEALING: tuple[Measure, ...] = ("查封场所、设施或者财物", "扣押财物")
#: who acts: the agency itself, an organisation authorised by law or regulation, one entrusted by an agency, anybody else
Doer = Literal["行政机关", "法律、行政法规授权的组织", "受委托的组织", "其他组织"]
_ONLY_BY_LAW: tuple[Measure, ...] = ("限制公民人身自由", "冻结存款、汇款")


@rule("measure.basis", cites=[ACL("9"), ACL("10"), ACL("11"), ACL("22")], since=SINCE)
def basis(*, kind: Measure, norm: Norm, higher_norm_silent: bool, delegated: bool, local_affair: bool) -> Ruling:
    """措施的设定 — a law creates any measure, a regulation few, rules and other documents none.

    ``higher_norm_silent``: a law (for a local regulation, also an administrative regulation) governs the matter and gives no measure.
    ``delegated``: the law leaves the measures of this matter to an administrative regulation.
    Reads: where a higher norm governs and gives none, a lower one may not, but for the administrative regulation a law sends to (article
        11(2)). Whether a matter is 地方性事务 is told by a person. Reviewed: no.
    Leaves out: widening of object, conditions or kind that a law gave (article 11(1)).
    """
    if norm == "法律":
        return LAWFUL
    remedy = "另找法律、法规的依据；没有依据的，不得采取强制措施。"
    if norm not in ("行政法规", "地方性法规"):
        return refused(f"{norm}不得设定行政强制措施。", remedy=remedy)
    if kind in _ONLY_BY_LAW:
        return refused(f"“{kind}”只能由法律设定，{norm}不得设定。", remedy=remedy)
    if norm == "地方性法规" and kind not in SEALING:
        return refused(f"地方性法规只能设定查封、扣押，不得设定“{kind}”。", remedy=remedy)
    if norm == "地方性法规" and not local_affair:
        return refused("不属于地方性事务，地方性法规不得设定行政强制措施。", remedy=remedy)
    if higher_norm_silent and not (delegated and norm == "行政法规"):
        return refused(f"上位法已有规定而没有设定强制措施，{norm}不得设定。", remedy=remedy)
    return LAWFUL


@rule("measure.doer", cites=[ACL("17"), ACL("22"), ACL("29", 1), ACL("70")], since=SINCE)
def doer(*, actor: Doer, qualified: bool) -> Ruling:
    """措施的主体 — taken by the agency the law names, with qualified officers; the power to take measures is never entrusted.

    ``qualified``: those who act are its officers with the qualification for enforcement.
    Reads: a body with concentrated penalty power is 行政机关 here for the measures a law or regulation ties to that power (article
        17(2)); which those are the item says. Reviewed: no.
    """
    remedy = "由有强制措施权的行政机关派出具备资格的执法人员实施。"
    if actor == "受委托的组织":
        return refused("行政强制措施权不得委托，受委托的组织不能实施。", remedy=remedy)
    if actor == "其他组织":
        return refused("行政强制措施只能由法律、法规规定的行政机关实施。", remedy=remedy)
    if not qualified:
        return refused("行政强制措施应当由具备资格的行政执法人员实施，其他人员不得实施。", remedy=remedy)
    return LAWFUL


@rule("measure.needed", cites=[ACL("5"), ACL("16", 2)], since=SINCE)
def needed(*, softer_means_do: bool, slight: bool) -> Ruling:
    """措施的必要 — no measure where softer means reach the end; where the violation is slight it may be left out.

    Reads: whether softer means do, and whether it is 显著轻微 or without 明显社会危害, are told by a person. Reviewed: no.
    """
    if softer_means_do:
        return refused("采用非强制手段可以达到行政管理目的，不得采取行政强制措施。", remedy="改用教育、责令改正等非强制手段。")
    if slight:
        return for_person(
            "违法行为情节显著轻微或者没有明显社会危害，是否仍有必要采取行政强制措施？", remedy="由负责人决定；不必要的，不采取强制措施。"
        )
    return LAWFUL
