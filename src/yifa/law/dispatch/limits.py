"""时限 — the class of the catalogue sets it; who departs from the catalogue says why."""

from __future__ import annotations

from datetime import datetime

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days, chinese_moment, legal_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.dispatch.order import SINCE
from yifa.law.rule import rule
from yifa.law.sources import GBT30428

#: hours of work where nobody sets others
USUAL_HOURS = ("08:30-12:00", "13:30-17:30")


@rule("dispatch.working_hours", cites=[GBT30428("")], since=SINCE, settable=("hours",))
def working_hours(*, hours: tuple[str, ...] = USUAL_HOURS) -> tuple[str, ...]:
    """工作时 — the hours of a day of work in which a limit in 工作时 runs.

    Reads: the notes have the unit and no hours; these are the usual ones and a city sets its own. Reviewed: no.
    """
    return hours


@rule("dispatch.disposal", cites=[GBT30428("")], since=SINCE)
def disposal(*, since: datetime, until: datetime, calendar: Calendar) -> Due:
    """处置时限 — the day on which the limit of an event ends; its last sentence tells the minute.

    ``until`` is the moment as it was reckoned when the event was filed or put off. Reads: as for catalogue_limit. Reviewed: no.
    """
    first, last = legal_date(since), legal_date(until)
    due = reckon(first, Days(max(0, (last - first).days)), calendar=calendar)
    return due.noting(f"按立案结案标准的时限，至{chinese_moment(until)}届满。")


@rule("dispatch.catalogue_limit", cites=[GBT30428("")], since=SINCE)
def catalogue_limit(*, known: bool, differs: tuple[str, ...], reason: bool) -> Ruling:
    """按标准立案 — class, limit and whether to record are those of the catalogue that day, or a reason is written.

    ``known``: the class is in the catalogue. ``differs`` names what was filled in otherwise.
    Reads: the catalogue of the place is the standard; an office may depart from it with a reason. Reviewed: no.
    """
    if not known:
        return for_person("立案结案标准中没有这个小类，按什么标准立案？", remedy="请从立案结案标准中选择小类；确实没有的，写明依据。")
    if differs and not reason:
        return refused(f"{'、'.join(differs)}与立案结案标准不一致，又没有写明理由。", remedy="请按标准填写，或者在立案理由中写明原因。")
    return LAWFUL


@rule("dispatch.due_as_reckoned", cites=[GBT30428("")], since=SINCE)
def due_as_reckoned(*, due_at: datetime, earliest: datetime | None, latest: datetime | None) -> Ruling:
    """时限计算 — the moment due is what the limit makes of the moment of filing.

    ``earliest`` and ``latest`` are the moments for the first instant of the day of filing and for the filing itself; None where the
    calendar of that time is not published. Reads: nobody gains time by typing another moment; more time is an extension. Reviewed: no.
    """
    if earliest is None or latest is None:
        return for_person("应当办结的时间超出了已经公布的放假安排，按什么计算？", remedy="请先载入该年放假安排；急需立案的，写明怎样计算。")
    if earliest <= due_at <= latest:
        return LAWFUL
    return refused(
        f"应当办结的时间与时限不符，按时限应当在{chinese_moment(earliest)}与{chinese_moment(latest)}之间。",
        remedy="请使用系统计算的时间；需要更多时间的，立案后办理延期。",
    )
