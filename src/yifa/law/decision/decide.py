"""Before the decision: report, review, discussion, kinds and range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Kind, listed, unknown_kinds
from yifa.law.rule import rule
from yifa.law.sources import APL, SC118

SINCE = date(2021, 7, 15)


@rule("decision.after_report", cites=[APL("57", 1)], since=SINCE)
def after_report(*, reported: bool) -> Ruling:
    """调查终结 — the head decides on the result of an inquiry that has ended, so its report comes first.

    Reads: 调查终结 is shown by the officers' report of the inquiry. Reviewed: no.
    """
    if reported:
        return LAWFUL
    return refused("调查尚未终结，没有案件调查终结报告。", remedy="先由承办人提交案件调查终结报告。")


@rule("decision.review_passed", cites=[APL("58", 1), SC118("")], since=SINCE)
def review_passed(*, passed: bool | None, reviewed_after_report: bool, hearing_after_review: bool) -> Ruling:
    """法制审核 — no decision without a legal review that was passed, made after the inquiry ended and after any hearing.

    ``passed`` is None where nobody reviewed.
    Reads: the article names four cases; bodies here review every decision of the ordinary procedure, as 国办发〔2018〕118号
        (text not held) lets them widen the list. A hearing brings new matter, so the review before it no longer covers
        the case (item 2). Reviewed: no.
    """
    if passed is None:
        return refused("本案未经法制审核。", remedy="送法制审核人员审核。")
    if not passed:
        return refused("本案法制审核未通过。", remedy="按审核意见补正后重新送审。")
    if not reviewed_after_report:
        return refused("法制审核早于调查终结，没有覆盖全部调查结果。", remedy="调查终结后重新送审。")
    if hearing_after_review:
        return refused("法制审核之后又举行了听证，应当根据听证笔录重新审核。", remedy="听证结束后重新送审。")
    return LAWFUL


@rule("decision.as_reviewed", cites=[APL("58", 1), SC118("")], since=SINCE)
def as_reviewed(
    *, reviewed_fine: Yuan | None, asked_fine: Yuan | None, reviewed_kinds: Sequence[str], asked_kinds: Sequence[str]
) -> Ruling:
    """审核后变更 — what is told to the party and decided is what passed the legal review: the same kinds, the same fine.

    ``reviewed_fine`` and ``reviewed_kinds`` stand in the report that was reviewed.
    Reads: a penalty other than the reviewed one was not reviewed, also where it is milder. Reviewed: no.
    Leaves out: other words for the same facts; that the facts or the basis are others a person says (``notice.unchanged``).
    """
    if set(asked_kinds) != set(reviewed_kinds):
        what = f"处罚种类“{listed(asked_kinds)}”与通过法制审核的“{listed(reviewed_kinds)}”不同"
    elif (asked_fine or Yuan.ZERO) != (reviewed_fine or Yuan.ZERO):
        what = f"罚款{(asked_fine or Yuan.ZERO).text}与通过法制审核的{(reviewed_fine or Yuan.ZERO).text}不同"
    else:
        return LAWFUL
    return refused(f"{what}，法制审核结论失效。", remedy="按审核通过的内容办理；确需变更的，重新提交调查终结报告并送法制审核。")


@rule("decision.collective", cites=[APL("57", 2)], since=SINCE)
def collective(*, complex_or_major: bool | None, minutes: bool) -> Ruling:
    """集体讨论 — complex or major cases are discussed and decided by the heads together, with minutes.

    ``complex_or_major`` is what a person (or the body's published list) says; None where nobody did.
    Reads: minutes show that it was done. Reviewed: no.
    """
    if minutes or complex_or_major is False:
        return LAWFUL
    if complex_or_major is None:
        return for_person("本案是否情节复杂或者属于重大违法行为？", remedy="由负责人确认；有疑问的，集体讨论决定。")
    return refused("本案情节复杂或者属于重大违法行为，应当由负责人集体讨论决定。", remedy="召开负责人集体讨论，并把讨论笔录归入本案。")


@rule("decision.quorum", cites=[APL("57", 2)], since=SINCE, settable=("percent",))
def quorum(*, members: int, present: int, percent: int | None = None) -> Ruling:
    """集体讨论的人数 — heads discuss together only where enough of them are there: more than half, or ``percent`` of them by a body's rule.

    ``members`` should have come, ``present`` came.
    Reads: the statute names no number; more than half is the least that can be called the heads together. Reviewed: no.
    Leaves out: who belongs to the heads.
    """
    if present > members:
        return refused("实到人数多于应到人数。", remedy="核对应到人数和实到人数。")
    if present * 2 > members if percent is None else present * 100 >= members * percent:
        return LAWFUL
    return refused(
        f"集体讨论应到{members}人，实到{present}人，参加人数不足。", remedy="补足人数后重新讨论；本机关另有议事规则的，由系统管理员载入。"
    )


@rule("decision.kinds_allowed", cites=[APL("9"), APL("18", 3), APL("38", 1)], since=SINCE)
def kinds_allowed(*, kinds: Sequence[str], allowed: Sequence[str]) -> Ruling:
    """处罚种类法定 — every kind is one of article 9 and one that the item's article gives.

    ``allowed`` are the kinds of the item; no kind at all (不予处罚) needs no allowance.
    Reads: detention stays with the police (article 18 paragraph 3) whatever the item says. Reviewed: no.
    Leaves out: 其他行政处罚 set by a law or administrative regulation; none is known to this platform.
    """
    if strange := unknown_kinds(kinds):
        return refused(f"“{listed(strange)}”不是法定的行政处罚种类。", remedy="只选用法定种类；责令改正不是行政处罚，另行填写。")
    if Kind.DETENTION in kinds:
        return refused("行政拘留只能由公安机关和法律规定的其他机关决定。", remedy="移送公安机关处理。")
    if further := [kind for kind in kinds if kind not in allowed]:
        return refused(
            f"该事项的处罚依据没有规定“{listed(further)}”。", remedy=f"在“{listed(allowed)}”中选择。" if allowed else "核对事项的处罚依据。"
        )
    return LAWFUL


@rule("decision.within_range", cites=[APL("38", 1), APL("76", 1, 2)], since=SINCE)
def within_range(*, fine: Yuan | None, low: Yuan | None, high: Yuan | None) -> Ruling:
    """罚款幅度 — the fine stays within the range of the item's article, both ends included.

    ``low`` and ``high`` are None where the article sets no such end; ``fine`` is None where none is imposed.
    Reads: where neither end is known (the article leaves the amount to another norm, or to circumstances), nobody here can say
        that the amount has a basis: a person names it. Below the lower end is mitigation (减轻), lawful only on grounds of
        article 32 that a person must find and write down; above the upper end there is no basis at all. Reviewed: no.
    Leaves out: the discretion benchmark inside the range.
    """
    if not fine:
        return LAWFUL
    if low is None and high is None:
        return for_person(
            f"该事项没有登记罚款幅度，罚款{fine.text}有什么依据？", remedy="写明规定该数额的法律、法规、规章及条款；没有的，不得罚款。"
        )
    if high is not None and fine > high:
        return refused(f"罚款{fine.text}高于法定上限{high.text}，没有依据。", remedy="在法定幅度内重新裁量。")
    if low is not None and fine < low:
        return for_person(
            f"罚款{fine.text}低于法定下限{low.text}，是否具有依法减轻处罚的情形？",
            remedy="由负责人确认并写明减轻处罚的情形；没有的，不低于下限。",
        )
    return LAWFUL
