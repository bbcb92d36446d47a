"""Terms of coercive measures: limits on the body's power, so none of them rolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from yifa.kernel.calendar import Aside, Calendar, Due, reckon
from yifa.kernel.dates import Days, WorkingDays
from yifa.law.deadlines.hours import until_moment
from yifa.law.measure.sealing import LONGEST
from yifa.law.measure.taking import report_by
from yifa.law.rule import rule
from yifa.law.sources import ACL

SINCE = date(2012, 1, 1)
NO_DAYS = Days(0)


@rule("deadlines.sealing", cites=[ACL("25"), ACL("69")], since=SINCE)
def sealing(*, started_on: date, calendar: Calendar, extension: Days = NO_DAYS, aside: Sequence[Aside] = ()) -> Due:
    """查封扣押期限 — thirty days, and up to thirty more where extended; tests that were fixed and told in writing are not counted.

    ``extension`` is what was granted altogether (``measure.sealing_extension``); ``aside`` are tests, and only such as ``measure.testing``
    lets count out.
    Reads: natural days, for article 69 makes working days only of ten and fewer; being a limit on power it does not roll, so one acts by
        the last day of work before; both ends of a test are its days; what was granted beyond thirty has no basis and is not
        counted. Reviewed: no.
    Leaves out: other terms of laws and administrative regulations.
    """
    return _thirty(started_on, extension, calendar, aside)


@rule("deadlines.freezing", cites=[ACL("32"), ACL("69")], since=SINCE)
def freezing(*, started_on: date, calendar: Calendar, extension: Days = NO_DAYS) -> Due:
    """冻结期限 — thirty days, and up to thirty more where extended.

    Reads: as for ``deadlines.sealing``. Reviewed: no.
    Leaves out: other terms of laws.
    """
    return _thirty(started_on, extension, calendar, ())


def _thirty(started_on: date, extension: Days, calendar: Calendar, aside: Sequence[Aside]) -> Due:
    granted = min(extension, LONGEST)
    due = reckon(started_on, Days(30) + granted, calendar=calendar, aside=aside)
    told = [f"其中经批准延长{granted}。"] if granted.n else []
    if extension > LONGEST:
        told.append(f"延长超过{LONGEST}的部分没有依据，不计算在内。")
    return due.noting(*told)


@rule("deadlines.freezing_paper", cites=[ACL("31"), ACL("69")], since=SINCE)
def freezing_paper(*, frozen_on: date, calendar: Calendar) -> Due:
    """冻结决定书交付期限 — handed to the party within three working days of freezing.

    Reads: working days by article 69. Reviewed: no.
    """
    return reckon(frozen_on, WorkingDays(3), calendar=calendar)


@rule("deadlines.urgent_report", cites=[ACL("19")], since=SINCE)
def urgent_report(*, taken_at: datetime, calendar: Calendar) -> Due:
    """紧急措施补办批准期限 — the day and minute by which a measure taken in urgency is reported to the head (``measure.report_by``).

    Reads: hours run over rest days too. Reviewed: no.
    """
    return until_moment(taken_at, report_by(taken_at=taken_at), calendar=calendar)
