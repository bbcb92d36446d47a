"""Terms of criminal transfer: the regulation has no clause on working days, so all are natural, and none rolls."""

from __future__ import annotations

from datetime import date, datetime

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days
from yifa.law.deadlines.hours import until_moment
from yifa.law.rule import rule
from yifa.law.sources import TR
from yifa.law.transfer.handing import hand_over_by

#: the day the revision of 2020 took effect
SINCE = date(2020, 8, 7)


@rule("deadlines.transfer_decision", cites=[TR("5", 2)], since=SINCE)
def transfer_decision(*, received_on: date, calendar: Calendar) -> Due:
    """决定移送期限 — the chief decides within three days of receiving the report.

    Reads: natural days; it does not roll. Reviewed: no.
    """
    return reckon(received_on, Days(3), calendar=calendar)


@rule("deadlines.transfer_handover", cites=[TR("5", 2)], since=SINCE)
def transfer_handover(*, approved_at: datetime, calendar: Calendar) -> Due:
    """移送公安机关期限 — the day and minute by which an approved transfer is with the police (``transfer.hand_over_by``).

    Reads: hours run over rest days too. Reviewed: no.
    """
    return until_moment(approved_at, hand_over_by(approved_at=approved_at), calendar=calendar)


@rule("deadlines.police_examination", cites=[TR("8")], since=SINCE)
def police_examination(*, accepted_on: date, calendar: Calendar) -> Due:
    """公安机关审查期限 — the police examine within three days of accepting the case, and tell the result in writing.

    Leaves out: longer terms of later joint documents.
    """
    return reckon(accepted_on, Days(3), calendar=calendar)


@rule("deadlines.transfer_objection", cites=[TR("9", 1)], since=SINCE)
def transfer_objection(*, refusal_received_on: date, calendar: Calendar) -> Due:
    """对不予立案的异议期限 — within three days of the refusal the police are asked to look again, or the procuratorate to supervise.

    Reads: natural days; it does not roll, so over a holiday one acts before. Reviewed: no.
    """
    return reckon(refusal_received_on, Days(3), calendar=calendar)


@rule("deadlines.police_review", cites=[TR("9", 2)], since=SINCE)
def police_review(*, received_on: date, calendar: Calendar) -> Due:
    """公安机关复议期限 — the police decide within three days of being asked to look again.

    Reads: natural days, as the regulation has no clause on working days; it binds the police, here it is only followed. Reviewed: no.
    """
    return reckon(received_on, Days(3), calendar=calendar)


@rule("deadlines.supervision_request", cites=[TR("9", 2)], since=SINCE)
def supervision_request(*, review_received_on: date, calendar: Calendar) -> Due:
    """建议立案监督期限 — who still disagrees turns to the procuratorate within three days of the review decision.

    Reads: natural days; it does not roll, so over a holiday one acts before. Reviewed: no.
    """
    return reckon(review_received_on, Days(3), calendar=calendar)


@rule("deadlines.exhibits", cites=[TR("12")], since=SINCE)
def exhibits(*, filing_received_on: date, calendar: Calendar) -> Due:
    """移交涉案物品期限 — things and papers of the case go to the police within three days of their notice of filing.

    Leaves out: other terms of laws and administrative regulations.
    """
    return reckon(filing_received_on, Days(3), calendar=calendar)
