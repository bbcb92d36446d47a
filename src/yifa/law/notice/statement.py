"""Notice before the decision, the party's statement, and never heavier for having spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import WorkingDays, chinese_date
from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.deadlines import party as terms
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@rule("notice.served", cites=[APL("44"), APL("62")], since=SINCE)
def served(*, made: bool, served_on: date | None, decided_on: date) -> Ruling:
    """事先告知 — no decision before the notice was made and served.

    Reads: telling is done when the notice is served; a notice served after the day of decision tells nothing before it.
        Reviewed: no.
    Leaves out: a change of basis or of facts after the notice (``notice.unchanged``).
    """
    if not made:
        return refused("尚未作出行政处罚事先告知。", remedy="先作出并送达行政处罚事先告知书。")
    if served_on is None:
        return refused("行政处罚事先告知书尚未送达当事人。", remedy="先送达事先告知书并记录送达回证。")
    if served_on > decided_on:
        return refused(
            f"事先告知书于{chinese_date(served_on)}送达，晚于决定日期{chinese_date(decided_on)}。", remedy="在送达并期满之后再作出决定。"
        )
    return LAWFUL


@rule("notice.statement_over", cites=[APL("62")], since=SINCE, settable=("term",))
def statement_over(
    *, served_on: date | None, today: date, calendar: Calendar, waived: bool, heard: bool, term: WorkingDays = WorkingDays(5)
) -> Ruling:
    """陈述申辩期满 — decide only when the term for the statement is over, or the party clearly waived it.

    ``waived``: the party said clearly, on record, that it will not state or will not add.
    Reads: the statute sets no term; five working days is the longest of the departments' and taken as the safe one. A statement
        made is no waiver of the days left. Reviewed: no.
    """
    if served_on is None:
        return refused("行政处罚事先告知书尚未送达，陈述、申辩期限尚未起算。", remedy="先送达事先告知书。")
    if waived:
        return LAWFUL
    due = terms.statement(served_on=served_on, calendar=calendar, term=term)
    last = chinese_date(due.due)
    if today > due.due:
        if due.provisional:
            return for_person(
                f"陈述、申辩期限推算至{last}，但该年放假安排尚未载入，期限是否确已届满？", remedy="由系统管理员载入放假安排后再办理。"
            )
        return LAWFUL
    if heard:
        return for_person(
            f"当事人已陈述、申辩，但期限至{last}才届满，是否还有补充意见？", remedy="请当事人书面写明不再补充，或者等期限届满后再决定。"
        )
    return refused(f"陈述、申辩期限至{last}届满，目前不得作出处罚决定。", remedy=f"等到{last}之后；当事人明确放弃的，记录其书面意见。")


@rule("notice.statement_reviewed", cites=[APL("45", 1)], since=SINCE)
def statement_reviewed(*, stated: bool, reviewed: bool) -> Ruling:
    """复核陈述申辩 — what the party brought forward is checked again, on record, before the decision.

    Leaves out: whether it is right and must be adopted; a person judges.
    """
    if reviewed or not stated:
        return LAWFUL
    return refused("当事人提出了陈述、申辩，尚未复核。", remedy="对其事实、理由和证据逐项复核，写明是否采纳。")


@rule("notice.not_heavier", cites=[APL("45", 2), APL("44")], since=SINCE)
def not_heavier(
    *, noticed_fine: Yuan | None, decided_fine: Yuan | None, noticed_kinds: Sequence[str], decided_kinds: Sequence[str]
) -> Ruling:
    """不得因申辩加重 — the decision is not heavier than the notice: no higher fine, no further kind of penalty.

    Reads: heavier for another reason (new facts) is possible only after a new notice, so it is refused all the same.
        Reviewed: no.
    Leaves out: the order among kinds; replacing one kind by another is a further kind.
    """
    if further := [kind for kind in decided_kinds if kind not in noticed_kinds]:
        return refused(f"决定的处罚种类“{listed(further)}”没有在事先告知中告知。", remedy="按告知的种类决定；发现新的事实的，重新告知。")
    noticed, decided = noticed_fine or Yuan.ZERO, decided_fine or Yuan.ZERO
    if decided and not noticed:
        return refused(f"事先告知中没有罚款，不得决定罚款{decided.text}。", remedy="按告知的内容决定；发现新的事实的，重新告知。")
    if decided > noticed:
        return refused(
            f"决定罚款{decided.text}，高于告知的{noticed.text}，不得因陈述、申辩加重处罚。",
            remedy="不高于告知的数额；发现新的事实的，重新告知。",
        )
    return LAWFUL


@rule("notice.contents", cites=[APL("44")], since=SINCE)
def contents(*, content: bool, facts: bool, reason: bool, basis: bool, statement_right: bool) -> Ruling:
    """告知的内容 — what is intended, facts, reasons, basis, and the right to state and defend.

    Leaves out: the right to a hearing, told only in some cases (``notice.hearing``).
    """
    told = {"拟作出的处罚内容": content, "事实": facts, "理由": reason, "依据": basis, "陈述、申辩的权利": statement_right}
    if missing := [name for name, there in told.items() if not there]:
        return refused(f"事先告知没有写明{listed(missing)}。", remedy="补充后再告知。")
    return LAWFUL


@rule("notice.unchanged", cites=[APL("44"), APL("45", 2), APL("62")], since=SINCE)
def unchanged(*, facts_changed: bool, basis_changed: bool) -> Ruling:
    """重新告知 — facts or basis that changed since the notice are told again before the decision.

    Whether they changed a person says. A heavier penalty: ``notice.not_heavier``.
    Reads: what the party could not answer was not told. Reviewed: no.
    """
    if changed := [name for name, is_so in (("事实", facts_changed), ("依据", basis_changed)) if is_so]:
        return refused(f"认定的{'和'.join(changed)}与告知的不同，当事人没有机会陈述、申辩。", remedy="重新制作并送达事先告知书。")
    return LAWFUL
