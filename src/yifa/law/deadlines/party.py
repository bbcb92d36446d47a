"""The party's terms: they roll to the next day of work (民事诉讼法 85, 民法典 203)."""

from __future__ import annotations

from datetime import date

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days, Months, WorkingDays
from yifa.law.rule import rule
from yifa.law.sources import APL, ARL, CIV, CPL, LIT

SINCE = date(2021, 7, 15)


@rule("deadlines.statement", cites=[APL("44"), APL("45", 1)], since=SINCE, settable=("term",))
def statement(*, served_on: date, calendar: Calendar, term: WorkingDays = WorkingDays(5)) -> Due:
    """陈述申辩期限 — five working days from the service of the notice.

    Reads: the statute sets no term; five working days is the longest the departments set and taken as the safe one.
        Reviewed: no.
    """
    return reckon(served_on, term, calendar=calendar)


@rule("deadlines.hearing_request", cites=[APL("64", 1, 1), APL("85")], since=SINCE)
def hearing_request(*, served_on: date, calendar: Calendar) -> Due:
    """要求听证期限 — a hearing is asked for within five working days of being told.

    Reads: told is served. Reviewed: no.
    Leaves out: the postmark counts for a request sent by post.
    """
    return reckon(served_on, WorkingDays(5), calendar=calendar)


@rule("deadlines.payment", cites=[APL("67", 3), APL("85"), CIV("203")], since=SINCE)
def payment(*, served_on: date, calendar: Calendar) -> Due:
    """缴纳罚款期限 — the fine is paid within fifteen days of receiving the decision.

    Reads: natural days, for article 85 makes working days only of two, three, five and seven; a department's own
        fifteen days may be working days, these are not. The last day rolls for the party. Reviewed: no.
    Leaves out: approved deferral and instalments (article 66).
    """
    return reckon(served_on, Days(15), calendar=calendar, rolls=True)


@rule("deadlines.reconsideration", cites=[ARL("20", 1), ARL("88"), CPL("85")], since=date(2024, 1, 1))
def reconsideration(*, served_on: date, calendar: Calendar) -> Due:
    """申请行政复议期限 — within sixty days of knowing the decision.

    Reads: known is served; natural days (article 88 makes working days only of three, five, seven and ten). Reviewed: no.
    Leaves out: longer terms set by laws, obstacles, and the year at most where the right was not told.
    """
    return reckon(served_on, Days(60), calendar=calendar, rolls=True)


@rule("deadlines.lawsuit", cites=[LIT("46", 1), CPL("85")], since=SINCE)
def lawsuit(*, served_on: date, calendar: Calendar) -> Due:
    """直接起诉期限 — within six months of knowing the decision.

    Reads: known is served; the corresponding day of the sixth month, or its last. Reviewed: no.
    Leaves out: other terms set by laws, the limits of five and twenty years, and the year at most where the right was not told.
    """
    return reckon(served_on, Months(6), calendar=calendar, rolls=True)


@rule("deadlines.lawsuit_after_reconsideration", cites=[LIT("45"), CPL("85")], since=SINCE)
def lawsuit_after_reconsideration(*, served_on: date, calendar: Calendar) -> Due:
    """复议后起诉期限 — within fifteen days of receiving the reconsideration decision.

    Reads: natural days. Reviewed: no.
    """
    return reckon(served_on, Days(15), calendar=calendar, rolls=True)
