"""Terms of demand, execution by the body and application to the court."""

from __future__ import annotations

from datetime import date, timedelta

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days, Months, WorkingDays, chinese_date
from yifa.law.deadlines.party import lawsuit, lawsuit_after_reconsideration
from yifa.law.rule import rule
from yifa.law.sources import ACL, APL, CPL, JLIT

SINCE = date(2021, 7, 15)


@rule("deadlines.demand", cites=[ACL("54"), ACL("69")], since=date(2012, 1, 1))
def demand(*, served_on: date, calendar: Calendar) -> Due:
    """催告期限 — ten working days from service of the demand; from the next day the court may be asked.

    Reads: working days by article 69; the party has the whole of the last day. Reviewed: no.
    """
    return reckon(served_on, WorkingDays(10), calendar=calendar)


@rule("deadlines.apply_from", cites=[ACL("54"), ACL("69")], since=date(2012, 1, 1))
def apply_from(*, served_on: date, calendar: Calendar) -> date:
    """可以申请之日 — the day after the ten working days of the demand.

    Reads: 十日后 is after the tenth day, not on it. Reviewed: no.
    """
    return demand(served_on=served_on, calendar=calendar).due + timedelta(days=1)


@rule("deadlines.self_execution", cites=[ACL("46", 1), ACL("45")], since=date(2012, 1, 1))
def self_execution(*, due_on: date) -> date:
    """自行强制执行起始日 — the first day on which the surcharge has run for more than thirty days.

    ``due_on`` is the last day to pay; the surcharge runs from the day after, so thirty days of it are over on the thirtieth day after.
    Reads: 超过 excludes the number, so it is the thirty-first day. Reviewed: no.
    """
    return due_on + timedelta(days=31)


@rule("deadlines.court_application", cites=[ACL("53"), APL("72", 1, 4), APL("72", 2), JLIT("156")], since=SINCE)
def court_application(*, expired_on: date, calendar: Calendar) -> Due:
    """申请强制执行期限 — the court is asked within three months of the end of the term for a lawsuit.

    ``expired_on``: the last day of that term (``deadlines.lawsuit``), or of an approved deferral or the last instalment.
    Reads: the term for a lawsuit is the longer of the two of article 53; being a limit on the body's power it does not roll.
        Reviewed: no.
    Leaves out: the written demand and the ten working days before (article 54); bodies with a power of execution of their own.
    """
    return reckon(expired_on, Months(3), calendar=calendar)


@rule("deadlines.court_window", cites=[ACL("53"), APL("72", 1, 4), APL("72", 2), JLIT("156")], since=SINCE)
def court_window(*, served_on: date, calendar: Calendar, reconsidered_on: date | None = None, deferred_until: date | None = None) -> Due:
    """申请强制执行的最后期限 — ``deadlines.court_application`` reckoned from the service of the decision.

    ``reconsidered_on``: the day a reconsideration decision that upheld was served; then fifteen days to sue come first.
    ``deferred_until``: the last day of an approved deferral or of the last instalment, from which the three months then run.
    Reads: the deferral stands above the term for a lawsuit (行政处罚法 72(2)), also where it ends earlier. Reviewed: no.
    Leaves out: cases in which reconsideration must come before a lawsuit; a term not told; a lawsuit that was brought.
    """
    if deferred_until is not None:
        opened, why = deferred_until, "暂缓或者分期缴纳的期限"
    elif reconsidered_on is not None:
        opened, why = lawsuit_after_reconsideration(served_on=reconsidered_on, calendar=calendar).due, "复议后的起诉期限"
    else:
        opened, why = lawsuit(served_on=served_on, calendar=calendar).due, "起诉期限"
    due = court_application(expired_on=opened, calendar=calendar)
    return due.noting(f"{why}至{chinese_date(opened)}届满，自{chinese_date(opened + timedelta(days=1))}起可以申请。")


@rule("deadlines.deferral", cites=[APL("66", 2), CPL("85")], since=SINCE)
def deferral(*, granted_on: date, until: date, calendar: Calendar) -> Due:
    """暂缓分期期限 — to the last day of the deferral, or of the last instalment, as it was approved.

    Reads: the last day rolls for the party, as for the fine itself. Reviewed: no.
    """
    return reckon(granted_on, Days((until - granted_on).days), calendar=calendar, rolls=True)


@rule("deadlines.court_acceptance", cites=[ACL("56", 1), ACL("69")], since=date(2012, 1, 1))
def court_acceptance(*, applied_on: date, calendar: Calendar) -> Due:
    """法院受理期限 — the court accepts within five working days.

    Reads: working days by article 69. Reviewed: no.
    """
    return reckon(applied_on, WorkingDays(5), calendar=calendar)


@rule("deadlines.court_objection", cites=[ACL("56", 2), ACL("58", 3)], since=date(2012, 1, 1))
def court_objection(*, ruling_received_on: date, calendar: Calendar) -> Due:
    """对裁定申请复议期限 — within fifteen days the next higher court is asked to look at a refusal to accept or to execute.

    Reads: natural days; as the body is a party here the last day rolls (民事诉讼法 85). Article 56 names no start; it is the receipt, as in
        article 58. Reviewed: no.
    """
    return reckon(ruling_received_on, Days(15), calendar=calendar, rolls=True)


@rule("deadlines.court_ruling", cites=[ACL("57"), ACL("58", 2), ACL("69")], since=date(2012, 1, 1))
def court_ruling(*, accepted_on: date, doubtful: bool, calendar: Calendar) -> Due:
    """法院裁定期限 — the court rules within seven working days, within thirty days where it finds grave doubt.

    Reads: seven are working days by article 69, thirty are natural. Reviewed: no.
    """
    return reckon(accepted_on, Days(30) if doubtful else WorkingDays(7), calendar=calendar)


@rule("deadlines.court_immediate", cites=[ACL("59"), ACL("69")], since=date(2012, 1, 1))
def court_immediate(*, ruled_on: date, calendar: Calendar) -> Due:
    """立即执行期限 — in urgency for public safety the court executes within five working days of its ruling.

    Reads: working days by article 69. Reviewed: no.
    Leaves out: the approval of the president of the court.
    """
    return reckon(ruled_on, WorkingDays(5), calendar=calendar)


@rule("deadlines.dormant", cites=[ACL("39", 2)], since=date(2012, 1, 1))
def dormant(*, suspended_on: date, calendar: Calendar) -> Due:
    """中止执行三年 — three years after suspension without resumption, execution may end for good (``execution.no_more``).

    Reads: to the corresponding day of the third year; it does not roll. Reviewed: no.
    """
    return reckon(suspended_on, Months(36), calendar=calendar)
