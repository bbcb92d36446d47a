"""The right to a hearing: when it must be told, and when it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import chinese_date
from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Kind, Party, listed
from yifa.law.rule import rule
from yifa.law.sources import AGRI, APL, SAMRH

SINCE = date(2021, 7, 15)

#: Kinds article 63 names without an amount.
_ALWAYS = (
    Kind.LOWER_QUALIFICATION,
    Kind.REVOCATION_OF_LICENCE,
    Kind.SUSPENSION_OF_BUSINESS,
    Kind.CLOSURE,
    Kind.RESTRICTION_OF_OCCUPATION,
)
#: Kinds that are lighter than all article 63 names; every other kind may be 其他较重的行政处罚.
_LIGHT = (Kind.WARNING, Kind.CRITICISM, Kind.FINE)


def _hearing(kinds: Sequence[str], *, large: bool | None, offered: bool) -> Ruling:
    """``large``: is the fine large; None where nobody set the amount and a person must say."""
    if offered:
        return LAWFUL
    remedy = "在事先告知书中一并告知要求听证的权利。"
    if always := [kind for kind in kinds if kind in _ALWAYS]:
        return refused(f"拟作出“{listed(always)}”的处罚，应当告知当事人有要求听证的权利。", remedy=remedy)
    if large:
        return refused("拟处罚款达到较大数额，应当告知当事人有要求听证的权利。", remedy=remedy)
    if heavy := [kind for kind in kinds if kind not in _LIGHT]:
        return for_person(
            f"拟作出“{listed(heavy)}”，是否属于数额较大或者其他较重、应当告知听证权的处罚？", remedy="由负责人确认；有疑问的，告知听证权。"
        )
    if large is None:
        return for_person("该事项没有登记听证的罚款数额标准，拟处罚款是否属于较大数额？", remedy="由负责人确认；有疑问的，告知听证权。")
    return LAWFUL


@rule("notice.hearing", cites=[APL("63", 1)], since=SINCE)
def hearing(*, kinds: Sequence[str], fine: Yuan | None, party: Party, threshold: Yuan | None, offered: bool) -> Ruling:
    """告知听证权 — the right to a hearing is told before a large fine or another heavy penalty.

    ``threshold`` is the amount from which (included) a fine is large for that kind of party; None where none is set.
    Reads: offering a hearing is always in order. Without a set amount, a fine below the lowest amount known of any
        province (5,000 for a person, 50,000 for an organisation: 上海) is not large; above, a person answers. Confiscation,
        suspension of a licence and restriction of business are for a person, their value or weight being unknown here.
        Reviewed: no.
    Leaves out: 其他情形 of laws, regulations and rules.
    """
    if not fine:
        return _hearing(kinds, large=False, offered=offered)
    if threshold is not None:
        return _hearing(kinds, large=fine >= threshold, offered=offered)
    surely_small = fine < (Yuan("50000") if party == "organisation" else Yuan("5000"))
    return _hearing(kinds, large=False if surely_small else None, offered=offered)


@rule("notice.hearing", cites=[APL("63", 1), SAMRH("5")], since=SINCE, layer="市场监管")
def hearing_market(*, kinds: Sequence[str], fine: Yuan | None, party: Party, threshold: Yuan | None, offered: bool) -> Ruling:
    """告知听证权 — as for the nation; where no amount is set locally: from 10,000 yuan (person), 100,000 (organisation), included.

    Reads: text not held; a provincial amount given as ``threshold`` goes first. Reviewed: no.
    Leaves out: confiscated gains and goods added together, which are for a person here.
    """
    most = threshold or (Yuan("100000") if party == "organisation" else Yuan("10000"))
    return _hearing(kinds, large=bool(fine and fine >= most), offered=offered)


@rule("notice.hearing", cites=[APL("63", 1), AGRI("59")], since=date(2022, 2, 1), layer="农业")
def hearing_agriculture(*, kinds: Sequence[str], fine: Yuan | None, party: Party, threshold: Yuan | None, offered: bool) -> Ruling:
    """告知听证权 — as for the nation; where no amount is set locally: *more* than 10,000 yuan (person), 100,000 (organisation).

    Reads: text not held; 超过 excludes the amount itself; a provincial amount goes first and includes it. Reviewed: no.
    """
    if threshold is not None:
        return _hearing(kinds, large=bool(fine and fine >= threshold), offered=offered)
    most = Yuan("100000") if party == "organisation" else Yuan("10000")
    return _hearing(kinds, large=bool(fine and fine > most), offered=offered)


@rule("notice.hearing_done", cites=[APL("63", 1), APL("64", 1, 1), APL("65")], since=SINCE)
def hearing_done(*, requested: bool, held: bool, request_until: date | None, today: date) -> Ruling:
    """听证了结 — decide only when the hearing asked for was held, or the days to ask for one are over.

    ``request_until`` is the last day to ask (``deadlines.hearing_request``), None where no hearing was offered.
    Reads: a party that waived in writing has no days left; then the caller gives None. Reviewed: no.
    Leaves out: withdrawal of the request, absence (article 64 item 6): the hearing then counts as held.
    """
    if held:
        return LAWFUL
    if requested:
        return refused("当事人要求听证，听证尚未举行，不得作出处罚决定。", remedy="先组织听证，根据听证笔录作出决定。")
    if request_until is not None and today <= request_until:
        return refused(
            f"当事人要求听证的期限至{chinese_date(request_until)}届满，目前不得作出处罚决定。",
            remedy=f"等到{chinese_date(request_until)}之后；当事人明确放弃的，记录其书面意见。",
        )
    return LAWFUL


@rule("notice.hearing_invited", cites=[APL("64", 1, 2), APL("85")], since=SINCE)
def hearing_invited(*, invited_on: date | None, hearing_on: date, calendar: Calendar) -> Ruling:
    """听证通知 — time and place are told seven working days before the hearing.

    Reads: seven whole working days lie between the two days; counting the day of the hearing itself would be one less. Reviewed: no.
    Leaves out: telling others concerned.
    """
    if invited_on is None:
        return refused("尚未通知当事人听证的时间、地点。", remedy="先送达听证通知书。")
    between = calendar.working_days_between(invited_on, hearing_on)
    if between < 7:
        return refused(
            f"听证通知于{chinese_date(invited_on)}送达，距{chinese_date(hearing_on)}举行听证只有{between}个完整工作日，少于七个。",
            remedy="推迟听证日期，并重新通知。",
        )
    if not calendar.known(hearing_on):
        return for_person(
            f"{hearing_on.year}年放假安排尚未载入，听证前是否确有七个工作日？", remedy="由系统管理员载入放假安排后再确定听证日期。"
        )
    return LAWFUL


@rule("notice.hearing_chair", cites=[APL("64", 1, 4)], since=SINCE)
def hearing_chair(*, chair: str, handlers: Sequence[str]) -> Ruling:
    """听证主持人 — the hearing is chaired by somebody who did not investigate the case.

    ``chair`` and ``handlers`` are codes of persons.
    Reads: whoever handled the case in any act investigated it. Reviewed: no.
    Leaves out: the chair's other interests in the case, which the party may bring forward.
    """
    if chair not in handlers:
        return LAWFUL
    return refused("本案调查人员不能主持听证。", remedy="由机关指定的非本案调查人员主持。")
