"""The party's terms: they roll to the next day of work (民事诉讼法 85, 民法典 203).

``posted``: served by public notice, ``served_on`` the day by bare count; the term then runs from the later of the two days of
``service.public_notice``, for it cuts the party off.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.kernel.calendar import Aside, Calendar, Due, reckon
from yifa.kernel.dates import Days, Months, WorkingDays
from yifa.law.rule import rule
from yifa.law.sources import APL, ARL, CIV, CPL, JLIT, LIT, SCL

SINCE = date(2021, 7, 15)


def _served(served_on: date, posted: bool, calendar: Calendar) -> date:
    return calendar.next_working(served_on) if posted else served_on


@rule("deadlines.statement", cites=[APL("44"), APL("45", 1)], since=SINCE, settable=("term",))
def statement(*, served_on: date, calendar: Calendar, posted: bool = False, term: WorkingDays = WorkingDays(5)) -> Due:
    """陈述申辩期限 — five working days from the service of the notice.

    Reads: the statute sets no term; five working days is the longest the departments set and taken as the safe one.
        Reviewed: no.
    """
    return reckon(_served(served_on, posted, calendar), term, calendar=calendar)


@rule("deadlines.hearing_request", cites=[APL("64", 1, 1), APL("85")], since=SINCE)
def hearing_request(*, served_on: date, calendar: Calendar, posted: bool = False) -> Due:
    """要求听证期限 — a hearing is asked for within five working days of being told.

    Reads: told is served. Reviewed: no.
    Leaves out: the postmark counts for a request sent by post.
    """
    return reckon(_served(served_on, posted, calendar), WorkingDays(5), calendar=calendar)


@rule("deadlines.payment", cites=[APL("67", 3), APL("85"), CIV("203")], since=SINCE)
def payment(*, served_on: date, calendar: Calendar, posted: bool = False) -> Due:
    """缴纳罚款期限 — the fine is paid within fifteen days of receiving the decision.

    Reads: natural days, for article 85 makes working days only of two, three, five and seven; a department's own
        fifteen days may be working days, these are not. The last day rolls for the party. Reviewed: no.
    Leaves out: approved deferral and instalments (article 66).
    """
    return reckon(_served(served_on, posted, calendar), Days(15), calendar=calendar, rolls=True)


@rule("deadlines.reconsideration", cites=[ARL("20", 1), ARL("20", 2), ARL("88"), CPL("85")], since=date(2024, 1, 1))
def reconsideration(*, served_on: date, calendar: Calendar, posted: bool = False, obstacles: Sequence[Aside] = ()) -> Due:
    """申请行政复议期限 — within sixty days of knowing the decision.

    ``obstacles``: days of force majeure or another good reason, which a person accepts; the term goes on after them.
    Reads: known is served; natural days (article 88 makes working days only of three, five, seven and ten). Reviewed: no.
    Leaves out: longer terms set by laws; a right that was not told (``deadlines.reconsideration_not_told``).
    """
    return reckon(_served(served_on, posted, calendar), Days(60), calendar=calendar, rolls=True, aside=obstacles)


@rule("deadlines.reconsideration_not_told", cites=[ARL("20", 3), CPL("85")], since=date(2024, 1, 1))
def reconsideration_not_told(*, knew_content_on: date, knew_remedy_on: date | None, calendar: Calendar) -> Due:
    """未告知复议权的申请期限 — sixty days from knowing right, organ and term, and no later than a year from knowing the decision.

    ``knew_remedy_on`` is None where the party still does not know.
    Reads: the sooner of the two ends; both roll for the party. Reviewed: no.
    """
    return _sooner(knew_content_on, knew_remedy_on, Days(60), calendar)


@rule("deadlines.lawsuit", cites=[LIT("46", 1), LIT("48", 1), CPL("85")], since=SINCE)
def lawsuit(*, served_on: date, calendar: Calendar, posted: bool = False, obstacles: Sequence[Aside] = ()) -> Due:
    """直接起诉期限 — within six months of knowing the decision.

    ``obstacles``: days lost to force majeure or another reason that is not the party's own, which are not counted.
    Reads: known is served; the corresponding day of the sixth month, or its last. Reviewed: no.
    Leaves out: other terms set by laws; other obstacles, for which the court may grant a longer term on request within ten days;
        a right that was not told (``deadlines.lawsuit_not_told``).
    """
    return reckon(_served(served_on, posted, calendar), Months(6), calendar=calendar, rolls=True, aside=obstacles)


@rule("deadlines.lawsuit_not_told", cites=[JLIT("64"), LIT("46", 1), CPL("85")], since=SINCE)
def lawsuit_not_told(*, knew_content_on: date, knew_term_on: date | None, calendar: Calendar) -> Due:
    """未告知起诉期限的起诉期限 — six months from knowing the term, and no later than a year from knowing the decision.

    ``knew_term_on`` is None where the party still does not know.
    Reads: the sooner of the two ends; both roll for the party. Reviewed: no.
    """
    return _sooner(knew_content_on, knew_term_on, Months(6), calendar)


def _sooner(content_on: date, knew_on: date | None, term: Days | Months, calendar: Calendar) -> Due:
    longest = reckon(content_on, Months(12), calendar=calendar, rolls=True)
    if knew_on is None:
        return longest
    own = reckon(knew_on, term, calendar=calendar, rolls=True)
    return own if own.nominal <= longest.nominal else longest.noting("自知道行政行为内容之日起最长不得超过一年。")


@rule("deadlines.lawsuit_after_reconsideration", cites=[LIT("45"), CPL("85")], since=SINCE)
def lawsuit_after_reconsideration(*, served_on: date, calendar: Calendar) -> Due:
    """复议后起诉期限 — within fifteen days of receiving the reconsideration decision.

    Where none came in time, ``served_on`` is the last day of the term of reconsideration (``deadlines.reconsideration_decision``).
    Reads: natural days. Reviewed: no.
    """
    return reckon(served_on, Days(15), calendar=calendar, rolls=True)


@rule("deadlines.remedy_limit", cites=[ARL("21"), LIT("46", 2)], since=date(2024, 1, 1))
def remedy_limit(*, made_on: date, real_property: bool, calendar: Calendar) -> Due:
    """最长保护期限 — after five years, twenty where it is about real property, neither reconsideration nor a lawsuit is open.

    Reads: counted from the day the decision was made, whether known or not; as an outer limit it does not roll. Reviewed: no.
    """
    return reckon(made_on, Months(240) if real_property else Months(60), calendar=calendar)


@rule("deadlines.compensation", cites=[SCL("39")], since=SINCE)
def compensation(*, knew_on: date, calendar: Calendar) -> Due:
    """请求国家赔偿时效 — within two years of knowing of the harm.

    Reads: the last day rolls for the party. Reviewed: no.
    Leaves out: time in custody, obstacles in the last six months, claims brought together with a remedy.
    """
    return reckon(knew_on, Months(24), calendar=calendar, rolls=True)
