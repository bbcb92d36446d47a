"""When and by what means nothing is executed: at night, on holidays, by cutting water or power, before the remedies are over."""

from __future__ import annotations

from datetime import date, datetime

from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import SHANGHAI, chinese_date, chinese_moment, legal_date, weekday_name
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import ACL

SINCE = date(2012, 1, 1)


@rule("execution.not_at_night", cites=[ACL("43", 1)], since=SINCE, settable=("night_from", "night_until"))
def not_at_night(*, at: datetime, urgent: bool, night_from: int = 22, night_until: int = 6) -> Ruling:
    """夜间不执行 — no compulsory execution at night, unless it is urgent.

    ``night_from`` is the first hour of the night, ``night_until`` the first that is none.
    Reads: the statute does not say what night is; ten in the evening to six in the morning as in the law on noise, which a city may shift.
        Reviewed: no.
    """
    hour = at.astimezone(SHANGHAI).hour
    night = night_from <= hour or hour < night_until if night_until < night_from else night_from <= hour < night_until
    if urgent or not night:
        return LAWFUL
    return refused(f"{chinese_moment(at)}是夜间，不得实施行政强制执行。", remedy="改在白天执行；情况紧急的，写明紧急情况。")


@rule("execution.not_on_holiday", cites=[ACL("43", 1)], since=SINCE)
def not_on_holiday(*, at: datetime, urgent: bool, calendar: Calendar) -> Ruling:
    """节假日不执行 — no compulsory execution on statutory holidays, unless it is urgent; on a plain weekend a person is asked.

    Reads: the days in lieu inside a break are holidays too; a weekend day that is worked is none. A plain weekend is no holiday: it is not
        forbidden, only asked about. In a year whose calendar is not published a person says. Reviewed: no.
    """
    day = legal_date(at)
    if urgent:
        return LAWFUL
    if calendar.is_ordered_off(day):
        return refused(
            f"{chinese_date(day)}在法定节假日放假期间，不得实施行政强制执行。", remedy="改在工作日执行；情况紧急的，写明紧急情况。"
        )
    if not calendar.known(day):
        return for_person(f"{day.year}年放假安排尚未载入，{chinese_date(day)}是否为法定节假日？", remedy="由负责人核对放假安排。")
    if not calendar.is_working(day):
        return for_person(
            f"{chinese_date(day)}是{weekday_name(day)}，是否确需在周末执行？",
            remedy="由负责人决定；没有必要的，改在工作日执行。",
        )
    return LAWFUL


@rule("execution.no_cut_off", cites=[ACL("43", 2)], since=SINCE)
def no_cut_off(*, cuts_supply: bool, residential: bool, to_force: bool) -> Ruling:
    """不得停水停电 — never cut water, power, heat or gas of residents to force compliance; urgency is no exception.

    Reads: of residents only; a cut for safety is none to force. Reviewed: no.
    """
    if cuts_supply and residential and to_force:
        return refused(
            "不得对居民生活采取停止供水、供电、供热、供燃气等方式迫使当事人履行行政决定。", remedy="恢复供应，改用法定的执行方式。"
        )
    return LAWFUL


@rule("execution.demolition", cites=[ACL("44")], since=SINCE)
def demolition(
    *, announced: bool, reconsideration_over: bool, lawsuit_over: bool, applied: bool, sued: bool, removed: bool = False
) -> Ruling:
    """强制拆除 — announced with a term to remove; then only when neither remedy was used in time and it still stands.

    ``reconsideration_over`` and ``lawsuit_over``: each of the two terms has ended. ``applied``, ``sued``: a remedy was used.
    Reads: both terms; a remedy that was used is waited for to its end, after which another decision is asked. Reviewed: no.
    Leaves out: who may demolish (城乡规划法 65, 68: ``authority.village_building``, ``authority.forced_demolition``).
    """
    if not announced:
        return refused("没有公告限期当事人自行拆除。", remedy="先予以公告，限期当事人自行拆除。")
    if removed:
        return refused("当事人已经自行拆除。", remedy="核查后结案。")
    if applied or sued:
        used = "提起行政诉讼" if sued else "申请行政复议"
        return refused(f"当事人已经{used}，不能强制拆除。", remedy="等待复议、诉讼终结。")
    if not (reconsideration_over and lawsuit_over):
        return refused("申请行政复议和提起行政诉讼的期限没有都届满，不能强制拆除。", remedy="两个期限都届满后，仍不拆除的再执行。")
    return LAWFUL
