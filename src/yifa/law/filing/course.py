"""What may happen to a case on its way: filing that is due, suspension, an early end, complaints and reports answered."""

from __future__ import annotations

from datetime import date

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import WorkingDays
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.filing.lead import SINCE
from yifa.law.rule import rule
from yifa.law.sources import APL


@rule("filing.must_file", cites=[APL("54", 2), APL("76", 2)], since=SINCE, settable=("spared",))
def must_file(*, prima_facie: bool, punishable: bool, competent: bool, in_time: bool, ground: str, spared: tuple[str, ...] = ()) -> Ruling:
    """应当立案 — where a violation is shown, should be punished, lies in our power and in time, filing is not declined.

    ``ground`` is why filing is to be declined; ``spared`` are grounds on which a department allows it all the same.
    Reads: the four tests stand in the departments' rules; the statute speaks of 立案标准. Reviewed: no.
    Leaves out: how prompt is prompt (``deadlines.lead_check``).
    """
    if not (prima_facie and punishable and competent and in_time) or ground in spared:
        return LAWFUL
    return refused(
        "有初步证据，应当处罚，属于本机关管辖，也没有超过时效，符合立案标准，不能不予立案。", remedy="由两名承办人提请立案，报负责人批准。"
    )


@rule("filing.suspension", cites=[APL("60")], since=SINCE, settable=("grounds",))
def suspension(*, ground: str, approved: bool, grounds: tuple[str, ...] = ()) -> Ruling:
    """中止调查 — the statute itself knows no suspension; a department lists its grounds, and the head approves.

    ``grounds`` are those of the layer. Reads: without a layer that lists grounds a case is not suspended, for its term would stand still
        against article 60. Reviewed: no.
    """
    if not grounds:
        return refused("没有可适用的法律、法规、规章规定可以中止调查。", remedy="继续调查，在办案期限内作出处理决定。")
    if ground not in grounds:
        return refused(f"“{ground}”不属于可以中止调查的情形。", remedy="核对中止情形；不属于的，继续调查。")
    if not approved:
        return refused("中止调查须经负责人批准。", remedy="报负责人批准以后再中止。")
    return LAWFUL


@rule("filing.resumption", cites=[APL("60")], since=SINCE)
def resumption(*, suspended: bool) -> Ruling:
    """恢复调查 — once the ground of the suspension is gone the case goes on; only a suspended case is resumed.

    Reads: no held text says more. Reviewed: no.
    """
    if suspended:
        return LAWFUL
    return refused("本案没有处于中止状态，不需要恢复。", remedy="继续办理。")


@rule("filing.not_suspended", cites=[APL("60")], since=SINCE)
def not_suspended(*, suspended: bool) -> Ruling:
    """中止期间 — while a case is suspended it is not decided.

    Reads: a suspension says that a decision cannot be made yet; who can decide resumes first, so that the term runs again. Reviewed: no.
    """
    if not suspended:
        return LAWFUL
    return refused("本案已经中止调查，尚未恢复。", remedy="中止的原因消除以后，先办理恢复调查。")


@rule("filing.termination", cites=[APL("57", 1)], since=SINCE, settable=("grounds",))
def termination(*, ground: str, successor: bool, grounds: tuple[str, ...] = ()) -> Ruling:
    """终止调查 — a case ends without decision where its party died or ended and nobody succeeds to its rights and duties.

    ``grounds`` are those of the layer. Reads: without a layer that lists grounds a person decides. Reviewed: no.
    """
    if not grounds:
        return for_person(f"没有载入终止调查的规定，“{ground}”是否可以终止调查？", remedy="由法制审核人员核对适用的程序规定。")
    if ground not in grounds:
        return refused(f"“{ground}”不属于可以终止调查的情形。", remedy="核对终止情形；不属于的，作出处理决定。")
    if successor:
        return refused("当事人有权利义务承受人，不能终止调查。", remedy="变更当事人为承受人，继续调查。")
    return LAWFUL


@rule("filing.party_cooperates", cites=[APL("55", 2)], since=SINCE)
def party_cooperates(*, answered: bool, refusal_recorded: bool) -> Ruling:
    """如实回答 — the party answers truthfully and assists; that it refused is put on the record.

    Reads: the body records it; the article leaves open how. Reviewed: no.
    Leaves out: what follows from a refusal: special laws.
    """
    if answered or refusal_recorded:
        return LAWFUL
    return refused("当事人拒绝回答或者阻挠，没有记录在案。", remedy="在笔录中注明，并以录音录像等方式记录。")


@rule("filing.complaint_due", cites=[APL("54", 1)], since=SINCE, settable=("term",))
def complaint_due(*, received_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """投诉受理期限 — no term in the statute; market regulation decides whether it takes a complaint within one.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None if term is None else reckon(received_on, term, calendar=calendar)


@rule("filing.report_answer_due", cites=[APL("54", 1)], since=SINCE, settable=("term",))
def report_answer_due(*, decided_on: date, real_name: bool, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """举报答复期限 — no term in the statute; market regulation tells who reported under a real name whether a case was filed.

    Reads: ``decided_on`` is the day of the decision on filing. Nobody is owed an answer who gave no name. Reviewed: no.
    """
    return reckon(decided_on, term, calendar=calendar) if real_name and term is not None else None
