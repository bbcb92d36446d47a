"""查封、扣押 — what may be sealed, on what paper, how it is kept, what becomes of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal

from yifa.kernel.dates import Days, chinese_date
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import ACL, APL, PEP

SINCE = date(2012, 1, 1)

#: 查封、扣押 and each extension altogether
LONGEST = Days(30)

#: 行政强制法 24(2), in its order
CONTENTS = (
    "当事人的姓名或者名称、地址",
    "查封、扣押的理由、依据和期限",
    "查封、扣押场所、设施或者财物的名称、数量",
    "申请行政复议或者提起行政诉讼的途径和期限",
    "行政机关的名称、印章和日期",
)
#: what becomes of what is sealed or seized
Outcome = Literal["解除", "没收", "销毁", "移送公安机关"]


@rule("measure.scope", cites=[ACL("23"), PEP("62")], since=date(2025, 5, 20))
def scope(*, of_the_case: bool, living_necessities: bool, sealed_by: str, of_others: bool = False) -> Ruling:
    """查封扣押的范围 — only what belongs to the case; no necessities of life; not what another organ has lawfully sealed.

    ``sealed_by`` names that organ, empty for none. ``of_others``: it is property of the owner or a third party apart from the enterprise
    that is investigated.
    Reads: what is apart from the property of the case is not of the case. Reviewed: no.
    """
    if not of_the_case:
        return refused("与违法行为无关的场所、设施或者财物，不得查封、扣押。", remedy="只查封、扣押涉案的场所、设施或者财物。")
    if of_others:
        return refused(
            "经营者个人、第三人的财物与涉案财物是分开的，不得一并查封、扣押。",
            remedy="区分财产归属，只查封、扣押涉案的场所、设施或者财物。",
        )
    if living_necessities:
        return refused("公民个人及其所扶养家属的生活必需品，不得查封、扣押。", remedy="把生活必需品从清单中去掉。")
    if sealed_by.strip():
        return refused(f"已被{sealed_by}依法查封，不得重复查封。", remedy=f"与{sealed_by}联系，等待其处理或者请其协助。")
    return LAWFUL


@rule("measure.sealing_paper", cites=[ACL("24")], since=SINCE)
def sealing_paper(*, present: Collection[str], delivered: bool, lists: int) -> Ruling:
    """查封扣押决定书和清单 — a decision of five contents and a list in two copies, handed over on the spot.

    ``present`` names those of ``CONTENTS`` that the decision carries; ``lists`` counts the copies of the list.
    Reads: a party that refuses the paper is noted in the record, and it counts as handed over. Reviewed: no.
    """
    if missing := [name for name in CONTENTS if name not in present]:
        return refused(f"查封、扣押决定书没有载明{listed(missing)}。", remedy="补充后再交付。")
    if lists < 2:
        return refused("查封、扣押清单应当一式二份，由当事人和行政机关分别保存。", remedy="清点财物，制作一式二份的清单。")
    if not delivered:
        return refused("查封、扣押决定书和清单没有当场交付。", remedy="当场交付决定书和清单；当事人拒收的，在笔录中注明。")
    return LAWFUL


@rule("measure.sealing_extension", cites=[ACL("25", 1), ACL("25", 2)], since=SINCE)
def sealing_extension(
    *, extensions: Sequence[Days], complex_case: bool, approved: bool, reason_told: bool, expires_on: date, decided_on: date
) -> Ruling:
    """延长查封扣押 — in a complex case the head may extend, by thirty days altogether, before the term is over, with reasons in writing.

    ``extensions`` are all that were ever granted, with the one asked about. ``expires_on`` is the last day of the term as it stands.
    Reads: it may be extended more than once while the days together are no more than thirty. Reviewed: no.
    Leaves out: other terms of laws and administrative regulations.
    """
    total = Days(sum(days.n for days in extensions))
    if total > LONGEST:
        return refused(
            f"延长查封、扣押的期限合计{total}，不得超过{LONGEST}。", remedy=f"延长的期限合计不超过{LONGEST}，或者解除查封、扣押。"
        )
    if not complex_case:
        return refused("情况不复杂，不得延长查封、扣押的期限。", remedy="在期限内作出处理决定，或者解除查封、扣押。")
    if not approved:
        return refused("延长查封、扣押的期限须经行政机关负责人批准。", remedy="报负责人批准。")
    if decided_on > expires_on:
        return refused(f"查封、扣押已于{chinese_date(expires_on)}期满，不能再延长。", remedy="立即解除查封、扣押，退还财物。")
    if not reason_told:
        return refused("延长查封、扣押的决定没有书面告知当事人并说明理由。", remedy="及时书面告知当事人，并说明延长的理由。")
    return LAWFUL


@rule("measure.testing", cites=[ACL("25", 3)], since=SINCE)
def testing(*, fixed: bool, told_in_writing: bool, charged_to_party: bool = False) -> Ruling:
    """检测期间 — the time of a test is not counted only where it was fixed and told in writing; the body bears the cost.

    Reads: told before or at the beginning; what was not told is counted. Reviewed: no.
    """
    if not (fixed and told_in_writing):
        return refused(
            "检测、检验、检疫或者技术鉴定的期间没有明确或者没有书面告知当事人，照常计入查封、扣押的期限。",
            remedy="明确期间并书面告知当事人；此前的日数不能扣除。",
        )
    if charged_to_party:
        return refused("检测、检验、检疫或者技术鉴定的费用由行政机关承担，不得向当事人收取。", remedy="退还已经收取的费用。")
    return LAWFUL


@rule("measure.keeping", cites=[ACL("26")], since=SINCE)
def keeping(*, used: bool, charged_to_party: bool, kept_by_third: bool, seized: bool) -> Ruling:
    """保管 — kept safe and not used, at the cost of the body; what is sealed may be entrusted to a third person to keep.

    ``seized``: it was taken away, not sealed where it is.
    Reads: only for what is sealed the article speaks of a third person. Reviewed: no.
    Leaves out: compensation for damage.
    """
    if used:
        return refused("查封、扣押的场所、设施或者财物不得使用或者损毁。", remedy="停止使用，妥善保管；造成损失的，承担赔偿责任。")
    if charged_to_party:
        return refused("查封、扣押的保管费用由行政机关承担，不得向当事人收取。", remedy="退还已经收取的保管费用。")
    if kept_by_third and seized:
        return refused("只有查封的场所、设施或者财物可以委托第三人保管。", remedy="扣押的财物由行政机关保管。")
    return LAWFUL


@rule("measure.may_stay_sealed", cites=[ACL("27"), ACL("28", 1)], since=SINCE)
def may_stay_sealed(*, violation: bool, of_the_case: bool, decided: bool, still_needed: bool, expires_on: date, today: date) -> Ruling:
    """应当解除的情形 — a measure ends without a violation, without a tie to the case, with the decision, with its term, or without need.

    Reads: after the decision it ends unless it is still needed, to confiscate or to execute. Reviewed: no.
    """
    reasons = {
        "当事人没有违法行为": not violation,
        "查封、扣押的场所、设施或者财物与违法行为无关": not of_the_case,
        "已经作出处理决定，不再需要查封、扣押": decided and not still_needed,
        f"查封、扣押已于{chinese_date(expires_on)}期满": today > expires_on,
        "不再需要查封、扣押": not decided and not still_needed,
    }
    if why := [name for name, holds in reasons.items() if holds]:
        return refused(f"{'；'.join(why)}，应当及时解除。", remedy="作出解除决定，立即退还财物；已经变卖的，退还所得款项。")
    return LAWFUL


@rule("measure.outcome", cites=[ACL("27"), ACL("28", 2), ACL("21"), APL("57", 1)], since=date(2021, 7, 15))
def outcome(*, outcome: Outcome, confiscated: bool, destruction_by_law: bool, transferred: bool, returned: bool) -> Ruling:
    """查封扣押财物的处理 — confiscated by the decision, destroyed by law, handed to the police, or lifted and given back at once.

    ``confiscated``: the penalty decision confiscates it; ``destruction_by_law``: a law or administrative regulation has it destroyed.
    ``returned``: the things, or what they were sold for, were given back.
    Leaves out: compensation where things were sold far below the market price.
    """
    if outcome == "没收" and not confiscated:
        return refused("没有没收非法财物的处罚决定，不能没收。", remedy="先依法作出没收的处罚决定，或者解除查封、扣押。")
    if outcome == "销毁" and not destruction_by_law:
        return refused("没有法律、行政法规规定应当销毁，不能销毁。", remedy="写明规定销毁的法律、行政法规，或者另作处理。")
    if outcome == "移送公安机关" and not transferred:
        return refused("本案没有移送公安机关，不能移送财物。", remedy="先依法移送案件。")
    if outcome == "解除" and not returned:
        return refused("解除查封、扣押应当立即退还财物，尚未退还。", remedy="立即退还财物；已经变卖的，退还所得款项。")
    return LAWFUL


@rule("measure.handed_to_police", cites=[ACL("21")], since=SINCE)
def handed_to_police(*, held: bool, handed_over: bool, party_told: bool) -> Ruling:
    """财物随案移送 — with a case that goes to the police goes what was sealed, seized or frozen, and the party is told in writing.

    ``held``: something is sealed, seized or frozen.
    Reads: 一并 is with the case, not after it. Reviewed: no.
    """
    if held and not handed_over:
        return refused("查封、扣押、冻结的财物没有一并移送。", remedy="把财物和清单一并移送，办理交接手续。")
    if held and not party_told:
        return refused("查封、扣押、冻结的财物移送，没有书面告知当事人。", remedy="书面告知当事人财物已经移送和接收的机关。")
    return LAWFUL


@rule("measure.held", cites=[ACL("27"), ACL("28", 1), APL("56")], since=date(2021, 7, 15))
def held(*, held: bool, what: str) -> Ruling:
    """有待处理的财物 — what becomes of things is decided while there are such things.

    Reads: extending, lifting and deciding presuppose a measure that stands. Reviewed: no.
    """
    if held:
        return LAWFUL
    return refused(f"本案没有正在{what}的财物。", remedy="请核对案卷；没有采取措施的，不需要办理。")


@rule("measure.none_left", cites=[ACL("27"), ACL("28"), APL("56")], since=date(2021, 7, 15))
def none_left(*, kept: bool, sealed: bool) -> Ruling:
    """财物处理完毕 — no case ends while things are kept, sealed or seized in it.

    Reads: with the end of the case no ground to hold them is left. Reviewed: no.
    Leaves out: what an execution still needs; then the case has not ended.
    """
    left = [name for name, there in (("先行登记保存", kept), ("查封、扣押", sealed)) if there]
    if not left:
        return LAWFUL
    return refused(f"本案{listed(left)}的财物尚未处理，不能结束案件。", remedy="先作出处理或者解除的决定。")
