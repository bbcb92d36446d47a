"""时限 — the class of the catalogue sets it; who departs from the catalogue says why."""

from __future__ import annotations

from datetime import datetime, timedelta

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days, chinese_moment, legal_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.dispatch.order import SINCE
from yifa.law.rule import rule
from yifa.law.sources import GBT30428

#: hours of work where nobody sets others
USUAL_HOURS = ("08:30-12:00", "13:30-17:30")
#: no limit of the catalogue is put off by more than this without a word
LONGEST = timedelta(days=365)


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


@rule("dispatch.grid_there", cites=[GBT30428("")], since=SINCE)
def grid_there(*, grid: str, holds: bool | None) -> Ruling:
    """责任网格 — the grid an event is filed under is one of that day, and the point of the event lies in it, or somebody says why not.

    ``holds``: the point lies in it, or is not known; None where there is no such grid. Reads: the standard files each event in one grid,
    whose keeper answers for it. Reviewed: no.
    """
    if holds is None:
        return refused(f"「责任网格」填写的{grid}在名录中没有。", remedy="请按网格清单填写编号，或者留空。")
    if not holds:
        return for_person(f"事件的坐标不在网格{grid}内，为什么由该网格负责？", remedy="请填写坐标所在的网格；坐标标错的，写明实际位置。")
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


@rule("dispatch.extension_span", cites=[GBT30428("")], since=SINCE)
def extension_span(*, due_at: datetime, new: datetime, latest: datetime | None) -> Ruling:
    """延期幅度 — a limit is put off by no more than it was long, and by no more than a year; more is left to a person.

    ``due_at`` is the limit as it stands, ``latest`` what the limit of the class makes of it once more (None where that cannot be reckoned).
    Reads: the notes have no bound; this one is the platform's. Reviewed: no.
    """
    bound = due_at + LONGEST if latest is None else min(latest, due_at + LONGEST)
    if new <= bound:
        return LAWFUL
    return for_person(
        f"延长后的时间晚于{chinese_moment(bound)}，延长的时间超过了原来的处置时限，是否准许？",
        remedy="请由负责人决定，并写明为什么需要这么久。",
    )


@rule("dispatch.hang_span", cites=[GBT30428("")], since=SINCE)
def hang_span(*, until: datetime, bound: datetime) -> Ruling:
    """挂账期限 — what is set aside is looked at again within a year; later is left to a person.

    ``bound`` is a year from now. Reads: the notes have no bound; this one is the platform's. Reviewed: no.
    """
    if until <= bound:
        return LAWFUL
    return for_person(
        f"挂账到{chinese_moment(until)}，超过一年，是否准许？",
        remedy="请由负责人决定，并写明一年以内为什么不能再看；或者选择较早的时间。",
    )


@rule("dispatch.resumed_limit", cites=[GBT30428("")], since=SINCE)
def resumed_limit(*, new: datetime, latest: datetime) -> Ruling:
    """恢复后的时限 — an event that was set aside gets back the time it was set aside, no more without a word.

    ``latest`` is the limit as it stood and the time set aside. Reads: as for catalogue_limit. Reviewed: no.
    """
    if new <= latest:
        return LAWFUL
    return for_person(
        f"原时限扣除挂账的时间，应当在{chinese_moment(latest)}届满，新的时间晚于它，为什么？", remedy="请写明理由，或者恢复后办理延期。"
    )
