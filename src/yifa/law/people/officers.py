"""Officers: number, qualification, certificate, recusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.kernel.dates import chinese_date
from yifa.kernel.places import covers
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL, SC118

SINCE = date(2021, 7, 15)


@rule("people.two_officers", cites=[APL("42", 1)], since=SINCE)
def two_officers(*, named: int, able: int, faults: Sequence[str]) -> Ruling:
    """执法人员不少于两人 — at least two officers act, and every one named is qualified for this act on its day.

    ``faults`` are the reasons, in Chinese, why an officer named is not able (``certificate_faults``).
    Reads: the sentence on qualification binds each officer named, also a third. Reviewed: no.
    Leaves out: laws that allow one officer; they concern the police, which this platform does not serve.
    """
    if named < 2:
        return refused(f"执法人员不得少于两人，本次只列明{named}人。", remedy="再列明一名具有行政执法资格的执法人员。")
    if able < named or faults:
        reasons = listed(faults) or "并非全部具有行政执法资格"
        return refused(f"所列执法人员不具备办理条件：{reasons}。", remedy="换由本机关证件有效、领域和区域相符的执法人员办理。")
    return LAWFUL


@rule("people.certificate_shown", cites=[APL("55", 1)], since=SINCE)
def certificate_shown(*, shown: bool) -> Ruling:
    """出示执法证件 — officers show their certificates on their own initiative before inquiring or inspecting.

    Reads: that they were shown is recorded with the act. Reviewed: no.
    Leaves out: the party's right to refuse where they were not shown.
    """
    if shown:
        return LAWFUL
    return refused("执法人员没有主动出示执法证件，当事人有权拒绝接受调查或者检查。", remedy="先出示执法证件，并在记录中注明。")


@rule("people.not_assistant", cites=[APL("42", 1), APL("76", 1, 5)], since=SINCE)
def not_assistant(*, names: Sequence[str]) -> Ruling:
    """辅助人员不得执法 — ``names`` are the auxiliaries named as officers; there must be none.

    Reads: who holds no certificate has no 行政执法资格 and counts for none of the two. Reviewed: no.
    Leaves out: what auxiliaries may do (publicity, patrol, carrying papers): provincial rules.
    """
    if not names:
        return LAWFUL
    return refused(f"{listed(names)}是执法辅助人员，不具有行政执法资格，不能作为执法人员。", remedy="改列两名具有行政执法资格的执法人员。")


@rule("people.recusal", cites=[APL("43")], since=SINCE)
def recusal(*, conflicted: Sequence[str]) -> Ruling:
    """回避 — an officer with an interest in the case does not handle it.

    Reads: ``conflicted`` are those who declared an interest or whom the head ordered to withdraw; while a request of the
        party is undecided the inquiry goes on (paragraph 3), so a mere request is no conflict. Reviewed: no.
    Leaves out: who decides on the recusal of the head himself.
    """
    if not conflicted:
        return LAWFUL
    return refused(
        f"{listed(conflicted)}与本案有利害关系或者其他可能影响公正执法的关系，应当回避。", remedy="由负责人更换执法人员后再办理。"
    )


@rule("people.registered_recusal", cites=[APL("43")], since=SINCE)
def registered_recusal(*, conflicted: Sequence[str]) -> Ruling:
    """回避登记 — who is registered to keep away from this party does not handle its case.

    ``conflicted`` are whole reasons in Chinese, each with the name of its officer.
    Reads: what the register holds was declared or decided before; the party is told by its name. Reviewed: no.
    Leaves out: one name for two parties: the entry is corrected, or another officer named.
    """
    if not conflicted:
        return LAWFUL
    return refused(f"所列执法人员应当回避：{listed(conflicted)}。", remedy="由负责人更换执法人员后再办理；回避登记有误的，先更正登记。")


@rule("people.set_aside", cites=[APL("57", 1), APL("58", 1), APL("64", 1, 4)], since=SINCE)
def set_aside(*, aside: Sequence[str]) -> Ruling:
    """岗位分离 — who decides, reviews or chairs hearings for a body does not handle its cases.

    ``aside`` are whole reasons in Chinese, each with the name of its officer.
    Reads: the three articles part the tasks within one case; a body that set somebody aside for one of them has parted them
        for every case. Reviewed: no.
    """
    if not aside:
        return LAWFUL
    return refused(
        f"调查与审批、法制审核、听证主持应当由不同的人担任：{listed(aside)}。", remedy="改列没有担任上述职责、证件有效的执法人员。"
    )


@rule("people.reviewer_apart", cites=[APL("58", 1), SC118("")], since=SINCE)
def reviewer_apart(*, reviewer: str, handlers: Sequence[str]) -> Ruling:
    """审核人与办案人分离 — the legal reviewer is none of those who handled the case.

    ``reviewer`` and ``handlers`` are codes of persons, so that two of one name are told apart.
    Reads: article 58 names a person who does the review; that it is none of the handlers follows from the purpose of the
        review and from 国办发〔2018〕118号 (text not held). Reviewed: no.
    """
    if reviewer not in handlers:
        return LAWFUL
    return refused("本案承办人不能审核自己办理的案件。", remedy="由未参与本案调查的法制审核人员审核。")


@rule("people.first_reviewer_qualified", cites=[APL("58", 2)], since=SINCE)
def first_reviewer_qualified(*, first_time: bool | None, qualified: bool) -> Ruling:
    """初次审核人员资格 — who reviews penalty decisions for the first time has passed the national legal examination.

    ``first_time`` is None where the register does not say.
    Reads: who reviewed before 2021-07-15 is not 初次. Reviewed: no.
    """
    if qualified or first_time is False:
        return LAWFUL
    if first_time is None:
        return for_person(
            "名录中没有记载审核人员的从业经历，是否属于初次从事行政处罚决定法制审核？",
            remedy="由政工人员在名录中补记，或者改由具有法律职业资格的人员审核。",
        )
    return refused(
        "初次从事行政处罚决定法制审核的人员，应当通过国家统一法律职业资格考试取得法律职业资格。", remedy="改由具有法律职业资格的人员审核。"
    )


@rule("people.head_apart", cites=[APL("57", 1)], since=SINCE)
def head_apart(*, head: str, handlers: Sequence[str]) -> Ruling:
    """决定人与调查人分离 — the head who examines the result and decides is none of those who investigated.

    ``head`` and ``handlers`` are codes of persons.
    Reads: article 57 has the head *examine* the result of the inquiry, which nobody does to his own. Reviewed: no.
    """
    if head not in handlers:
        return LAWFUL
    return refused("本案承办人不能审批自己办理的案件。", remedy="由未参与本案调查的负责人审批。")


def certificate_faults(
    *,
    valid_from: date | None,
    valid_until: date | None,
    domains: Sequence[str],
    region: str,
    assistant: bool,
    name: str,
    domain: str,
    place: str,
    on: date,
) -> tuple[str, ...]:
    """证件缺陷 — why this person may not act in ``domain`` at ``place`` on ``on``; empty when nothing is wrong.

    ``valid_until`` is exclusive, None is open; ``valid_from`` None is no certificate. ``region`` and ``place`` are codes, a
    region covers the places below it; an empty region covers none. An empty ``domain`` asks for no domain.
    """
    if assistant:
        return (f"{name}是执法辅助人员",)
    if valid_from is None:
        return (f"{name}没有行政执法证件",)
    faults = []
    if on < valid_from:
        faults.append(f"{name}的执法证件自{chinese_date(valid_from)}起才有效")
    if valid_until is not None and on >= valid_until:
        faults.append(f"{name}的执法证件已于{chinese_date(valid_until)}失效")
    if domain and domain not in domains:
        faults.append(f"{name}的执法证件不含“{domain}”领域")
    if not covers(region, place):
        faults.append(f"{name}的执法证件不含本案所在区域")
    return tuple(faults)
