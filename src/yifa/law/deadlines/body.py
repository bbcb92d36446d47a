"""The body's terms: they roll only where the governing rule says so; else one acts by the last day of work before (``warn_by``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.kernel.calendar import Aside, Calendar, Due, reckon
from yifa.kernel.dates import Days, WorkingDays
from yifa.law.rule import rule
from yifa.law.sources import APL, SC118

SINCE = date(2021, 7, 15)


@rule("deadlines.lead_check", cites=[APL("54")], since=SINCE, settable=("term", "extension"))
def lead_check(
    *,
    registered_on: date,
    calendar: Calendar,
    extended: bool = False,
    term: WorkingDays | None = None,
    extension: WorkingDays | None = None,
) -> Due | None:
    """线索核查期限 — no term of the nation's: the statute says 及时; departments set one.

    ``extension`` is what the department adds where it was ``extended``.
    Reads: no number is made up where the statute gives none. Reviewed: no.
    Leaves out: time for tests and appraisals, which 市场监管 does not count.
    """
    if term is None:
        return None
    return reckon(registered_on, term + extension if extended and extension else term, calendar=calendar)


@rule(
    "deadlines.decision",
    cites=[APL("60"), APL("85")],
    since=SINCE,
    settable=("term", "rolls", "extends", "not_counted"),
)
def decision(
    *,
    filed_on: date,
    calendar: Calendar,
    extension: Days = Days(0),
    aside: Sequence[Aside] = (),
    term: Days = Days(90),
    rolls: bool = False,
    extends: bool = False,
    not_counted: tuple[str, ...] = (),
) -> Due:
    """处罚决定期限 — the decision is due ninety days after filing.

    ``extension`` is what was granted (``deadlines.extension``); ``aside`` are spans of suspension, testing, hearing, public notice.
    A layer says whether it ``extends`` and which kinds of span are ``not_counted``.
    Reads: calendar days, for article 85 makes working days only of two, three, five and seven; the day of filing is not
        counted; the last day does not roll, for the statute has no such clause for the body's own duty. The statute
        knows neither extension nor days set aside, so both are disregarded, and the reckoning says so. Reviewed: no.
    Leaves out: other periods set by special laws, regulations and rules that are no layer here.
    """
    counted_out = [span for span in aside if span.why in not_counted]
    due = reckon(filed_on, term + extension if extends else term, calendar=calendar, rolls=rolls, aside=counted_out)
    told = [f"其中经批准延长{extension}。"] if extends and extension.n else []
    if len(counted_out) < len(aside) or (extension.n and not extends):
        told.append("没有规定可以延长或者扣除的日数，不计算在内。")
    return due.noting(*told)


@rule("deadlines.legal_review", cites=[APL("58", 1)], since=SINCE, settable=("term", "extension"))
def legal_review(
    *, sent_on: date, calendar: Calendar, extended: bool = False, term: WorkingDays | None = None, extension: Days | None = None
) -> Due | None:
    """法制审核期限 — no term in the statute; departments set one from receiving the file.

    Reads: no number is made up where the statute gives none. An extension in natural days begins on the last of the working days.
        Reviewed: no.
    """
    if term is None:
        return None
    due = reckon(sent_on, term, calendar=calendar)
    return reckon(due.due, extension, calendar=calendar) if extended and extension else due


@rule("deadlines.service", cites=[APL("61", 1), APL("85")], since=SINCE)
def service(*, decided_on: date, calendar: Calendar) -> Due:
    """决定书送达期限 — handed over at once, or served within seven working days where the party is absent.

    Reads: by then service is begun; public notice may end later. Reviewed: no.
    """
    return reckon(decided_on, WorkingDays(7), calendar=calendar)


@rule("deadlines.spot_report", cites=[APL("52", 3)], since=SINCE, settable=("term", "rolls"))
def spot_report(*, decided_on: date, calendar: Calendar, term: WorkingDays | Days | None = None, rolls: bool = False) -> Due | None:
    """当场处罚备案期限 — reported to the body, without a term in the statute; departments set one.

    Reads: no number is made up where the statute gives none. 市场监管 sets a term for archiving, none for reporting; archiving is
        the later. Reviewed: no.
    """
    return None if term is None else reckon(decided_on, term, calendar=calendar, rolls=rolls)


@rule("deadlines.closing", cites=[APL("47")], since=SINCE, settable=("term",))
def closing(*, ended_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """结案期限 — no term in the statute; departments set one after execution or another end.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None if term is None else reckon(ended_on, term, calendar=calendar)


@rule("deadlines.publication", cites=[APL("48", 1), SC118("")], since=SINCE, settable=("term", "elsewhere"))
def publication(
    *,
    decided_on: date,
    calendar: Calendar,
    other_province: bool = False,
    term: WorkingDays = WorkingDays(7),
    elsewhere: WorkingDays | None = None,
) -> Due:
    """处罚决定公示期限 — seven working days from the decision.

    ``elsewhere`` is the body's term to pass the decision on where the party is registered in an ``other_province``.
    Reads: 国办发〔2018〕118号 (text not held) sets the term; since 2021 article 48 narrows what is published to decisions of some
        social impact, which a person marks. Reviewed: no.
    Leaves out: the term of the body of the other province to publish what it was passed.
    """
    return reckon(decided_on, elsewhere if other_province and elsewhere else term, calendar=calendar)


@rule("deadlines.withdrawal", cites=[APL("48", 2), APL("85")], since=SINCE)
def withdrawal(*, annulled_on: date, calendar: Calendar) -> Due:
    """撤回公示期限 — a published decision that was changed or annulled is withdrawn within three working days.

    Leaves out: telling those to whom it was passed on.
    """
    return reckon(annulled_on, WorkingDays(3), calendar=calendar)


@rule("deadlines.cash_handed_in", cites=[APL("71"), APL("85")], since=SINCE, settable=("from_return",))
def cash_handed_in(
    *, collected_on: date, calendar: Calendar, landed_on: date | None = None, returned_on: date | None = None, from_return: bool = False
) -> Due:
    """当场收缴罚款上交期限 — the officer hands the cash to the body within two working days; the body has two more to the bank.

    ``landed_on``: cash taken on water counts from landing. A layer may let it count from the return to the office (``returned_on``).
    Reads: the same term, asked again from the day the body received it, is the body's. Reviewed: no.
    """
    start = landed_on or (returned_on if from_return else None) or collected_on
    return reckon(start, WorkingDays(2), calendar=calendar)


@rule("deadlines.evidence_preservation", cites=[APL("56"), APL("85")], since=SINCE)
def evidence_preservation(*, taken_on: date, calendar: Calendar) -> Due:
    """先行登记保存期限 — what becomes of the things kept is decided within seven working days.

    Leaves out: what happens when nobody decides (departments: the measure lapses).
    """
    return reckon(taken_on, WorkingDays(7), calendar=calendar)
