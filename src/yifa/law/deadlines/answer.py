"""Terms while a remedy runs: the body's answer, the reconsideration itself, and the hearing before the decision."""

from __future__ import annotations

from datetime import date

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days, WorkingDays
from yifa.law.rule import rule
from yifa.law.sources import APL, ARL, LIT

SINCE = date(2024, 1, 1)


@rule("deadlines.reconsideration_answer", cites=[ARL("48"), ARL("54", 1), ARL("70"), ARL("88")], since=SINCE)
def reconsideration_answer(*, received_on: date, simple: bool, calendar: Calendar) -> Due:
    """复议答复期限 — written answer and evidence within ten working days of receiving the application, five in the simple procedure.

    Reads: what is not handed in then counts as an act without evidence (article 70). Reviewed: no.
    """
    return reckon(received_on, WorkingDays(5 if simple else 10), calendar=calendar)


@rule("deadlines.lawsuit_answer", cites=[LIT("67", 1)], since=date(2017, 7, 1))
def lawsuit_answer(*, received_on: date, calendar: Calendar) -> Due:
    """应诉答辩期限 — evidence, norms and the answer reach the court within fifteen days of receiving the claim.

    Reads: natural days; as the body's own duty it is not taken to roll, though the procedure law would let it. Reviewed: no.
    Leaves out: a longer term that the court grants for evidence.
    """
    return reckon(received_on, Days(15), calendar=calendar)


@rule("deadlines.application_passed_on", cites=[ARL("32", 2), ARL("88")], since=SINCE)
def application_passed_on(*, received_on: date, calendar: Calendar) -> Due:
    """转送复议申请期限 — an application handed to the body that fined is passed on within five working days if the fine is to stand.

    Leaves out: which fines this way is open for (``remedies.through_body``).
    """
    return reckon(received_on, WorkingDays(5), calendar=calendar)


@rule("deadlines.reconsideration_decision", cites=[ARL("62"), ARL("88")], since=SINCE)
def reconsideration_decision(*, accepted_on: date, simple: bool, extended: bool, calendar: Calendar) -> Due:
    """复议审理期限 — sixty days from acceptance, thirty more where extended; thirty in the simple procedure.

    Reads: natural days; no extension in the simple procedure. Reviewed: no.
    Leaves out: suspension of the reconsideration; shorter terms set by laws.
    """
    if simple:
        return reckon(accepted_on, Days(30), calendar=calendar)
    return reckon(accepted_on, Days(90) if extended else Days(60), calendar=calendar)


@rule("deadlines.hearing_call", cites=[APL("64", 1, 2)], since=date(2021, 7, 15), settable=("term",))
def hearing_call(*, requested_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """发出听证通知期限 — no term from the request in the statute; a province may set one.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None if term is None else reckon(requested_on, term, calendar=calendar)
