"""What the head decides once the inquiry has ended, what must be reviewed before, and what the decision must say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL, FSR, SC118

SINCE = date(2021, 7, 15)

Outcome = Literal["给予行政处罚", "违法行为轻微不予行政处罚", "违法事实不能成立不予行政处罚", "移送司法机关", "移送其他行政机关"]


@rule("decision.outcome", cites=[APL("57", 1)], since=SINCE, settable=("other_agency",))
def outcome(*, outcome: Outcome, established: bool | None, slight: bool | None, crime: bool | None, other_agency: bool = False) -> Ruling:
    """处理决定 — four outcomes: a penalty, none for slightness, none for want of proof, transfer to the judicial organs.

    ``established``, ``slight`` and ``crime`` (suspicion of one) are findings of a person; None where nobody has found.
    Reads: a finding that fits no other outcome decides; 移送其他行政机关 is no outcome of the statute, a department may add it
        (``other_agency``). Reviewed: no.
    Leaves out: no penalty for other reasons of the statute (age, mental illness, no fault, limitation): articles 30, 31, 33, 36.
    """
    if outcome == "移送其他行政机关":
        if other_agency:
            return LAWFUL
        return refused("移送其他行政机关不是调查终结后的处理决定种类。", remedy="不属于本机关管辖的，按移送管辖办理。")
    if outcome == "移送司法机关":
        if crime:
            return LAWFUL
        if crime is None:
            return for_person("违法行为是否涉嫌犯罪？", remedy="由负责人根据移送标准确认。")
        return refused("违法行为不涉嫌犯罪，没有移送司法机关的理由。", remedy="由本机关依法作出处理决定。")
    if crime:
        return refused("违法行为涉嫌犯罪，应当移送司法机关，不得以行政处罚或者不予处罚代替。", remedy="作出移送决定。")
    if established is None:
        return for_person("违法事实是否成立？", remedy="由负责人审查调查结果后确认。")
    if outcome == "违法事实不能成立不予行政处罚":
        return refused("违法事实成立，不能以违法事实不能成立为由不予处罚。", remedy="另选处理决定。") if established else LAWFUL
    if not established:
        return refused("违法事实不能成立。", remedy="以违法事实不能成立为由，作出不予行政处罚的决定。")
    if outcome == "给予行政处罚":
        return LAWFUL
    if slight is None:
        return for_person("违法行为是否轻微、依法可以不予行政处罚？", remedy="由负责人根据情节确认。")
    return LAWFUL if slight else refused("违法行为并不轻微，没有不予行政处罚的依据。", remedy="根据情节轻重作出行政处罚决定。")


@dataclass(frozen=True, slots=True)
class Review:
    """应否法制审核 — ``why`` names the cases of article 58 that hold, joined."""

    required: bool
    why: str = ""


@rule("decision.review_required", cites=[APL("58", 1)], since=SINCE)
def review_required(
    *,
    major_public_interest: bool = False,
    hearing_held: bool = False,
    major_rights: bool | None = None,
    complex_case: bool = False,
    other_law: bool = False,
) -> Review:
    """法定审核情形 — four cases in which the statute itself asks for the legal review before the decision.

    Each fact but the hearing is a finding of a person. ``other_law``: another law or regulation asks for it.
    Reads: the second case asks for both, major rights *and* a hearing that was held; a hearing only offered or waived does
        not bring it about. A hearing is given before heavy penalties, so major rights are taken to be touched unless a person
        says no. Reviewed: no.
    Leaves out: the body's own wider list (国办发〔2018〕118号); here every decision of the ordinary procedure is reviewed.
    """
    cases = {
        "涉及重大公共利益": major_public_interest,
        "直接关系重大权益并经过听证程序": hearing_held and major_rights is not False,
        "案件疑难复杂、涉及多个法律关系": complex_case,
        "法律、法规规定应当审核": other_law,
    }
    why = [name for name, holds in cases.items() if holds]
    return Review(bool(why), listed(why))


#: 国办发〔2018〕118号 (十三); text not held
POINTS = ("主体", "人员", "程序", "事实和证据", "法律适用", "裁量基准", "权限", "文书", "涉嫌犯罪")


@rule("decision.review_points", cites=[APL("58", 1), SC118("")], since=SINCE)
def review_points(*, passed: bool, objections: Collection[str], looked_at: Collection[str] = POINTS) -> Ruling:
    """审核内容 — nine points are looked at; with an objection to one of them the review is not passed.

    ``objections``: the points found wanting.
    Reads: passing over an objection would make the review a form. Reviewed: no.
    """
    if missing := [point for point in POINTS if point not in looked_at]:
        return refused(f"法制审核没有覆盖{listed(missing)}。", remedy="逐项审核后再提出意见。")
    if passed and (open_points := [point for point in POINTS if point in objections]):
        return refused(f"法制审核对{listed(open_points)}有异议，不能通过。", remedy="退回补正，或者核实后更正审核结论。")
    return LAWFUL


#: 行政处罚法 59, in its order; the seal last
CONTENTS = (
    "当事人的姓名或者名称、地址",
    "违法的事实和证据",
    "处罚的种类和依据",
    "履行方式和期限",
    "申请行政复议、提起行政诉讼的途径和期限",
    "机关名称和决定日期",
    "机关印章",
)
#: 罚款决定与罚款收缴分离实施办法 7
FINE_CONTENTS = ("代收机构的名称、地址", "缴纳罚款的数额和期限", "逾期是否加处罚款")


@rule("decision.contents", cites=[APL("59"), FSR("7")], since=SINCE)
def contents(*, present: Collection[str], fined: bool) -> Ruling:
    """决定书应当载明的事项 — six items and the seal; with a fine also who takes it, how much by when, and about the surcharge.

    ``present`` names those of ``CONTENTS`` and ``FINE_CONTENTS`` that the paper carries.
    Leaves out: whether each is said rightly.
    """
    if missing := [name for name in (*CONTENTS, *(FINE_CONTENTS if fined else ())) if name not in present]:
        return refused(f"处罚决定书没有载明{listed(missing)}。", remedy="补充后再作出决定。")
    return LAWFUL


@rule("decision.on_record", cites=[APL("65")], since=SINCE)
def on_record(*, heard: bool, rests_on_record: bool) -> Ruling:
    """根据听证笔录决定 — after a hearing the decision rests on its record.

    Reads: a person says so in the decision. Reviewed: no.
    """
    if rests_on_record or not heard:
        return LAWFUL
    return refused("本案举行过听证，应当根据听证笔录作出决定。", remedy="在决定中写明听证笔录的采纳情况。")


@rule("decision.emergency", cites=[APL("49")], since=SINCE)
def emergency(*, invoked: bool, emergency: bool, against_measures: bool) -> Ruling:
    """突发事件从重 — fast and heavier, within the law, only for breaking the measures against an emergency.

    ``invoked``: the decision relies on it.
    Reads: heavier stays within the range, and no step before the decision falls away. Reviewed: no.
    """
    if not invoked or (emergency and against_measures):
        return LAWFUL
    if not emergency:
        return refused("没有发生重大传染病疫情等突发事件，不能以此从重处罚。", remedy="按一般情节裁量。")
    return refused("违法行为没有违反突发事件应对措施，不能以此从重处罚。", remedy="按一般情节裁量。")


@rule("decision.confidential", cites=[APL("50")], since=SINCE)
def confidential(*, secrets: Sequence[Literal["国家秘密", "商业秘密", "个人隐私"]], entitled: bool) -> Ruling:
    """保密 — state secrets, trade secrets and private matters learned in a case are kept from whoever is not entitled.

    Leaves out: who is entitled; laws on secrecy, and the access of the party to its own file, say so.
    """
    if secrets and not entitled:
        return refused(f"材料涉及{listed(secrets)}，不得向无权知悉的人提供。", remedy="隐去涉密内容，或者报负责人依法处理。")
    return LAWFUL
