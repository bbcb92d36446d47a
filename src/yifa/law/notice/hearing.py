"""The right to a hearing: when it must be told, and when it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import chinese_date
from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Kind, Party, listed
from yifa.law.rule import rule
from yifa.law.sources import APL

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
_CONFISCATIONS = (Kind.CONFISCATION_OF_GAINS, Kind.CONFISCATION_OF_THINGS)


@dataclass(frozen=True, slots=True)
class Standard:
    """听证标准 — from which amount a fine is large, as one layer sets it.

    ``over``: the amount must be exceeded (超过, else 以上). ``summed``: confiscated gains and goods, added together, count against the
    same amount. ``lower_department_wins``: a lower amount of a department goes before this one.
    """

    person: Yuan
    organisation: Yuan
    over: bool = False
    summed: bool = False
    lower_department_wins: bool = False

    def reached(self, amount: Yuan, party: Party) -> bool:
        least = self.least(party)
        return amount > least if self.over else amount >= least

    def least(self, party: Party) -> Yuan:
        return self.organisation if party == "organisation" else self.person

    def __str__(self) -> str:
        word = "超过" if self.over else "不低于"
        return f"公民{word}{self.person.text}，单位{word}{self.organisation.text}"


#: the lowest amounts known of any province (上海)
_LOWEST = Standard(Yuan("5000"), Yuan("50000"))


@rule("notice.hearing", cites=[APL("63", 1)], since=SINCE, gathers=Standard)
def hearing(
    *,
    kinds: Sequence[str],
    fine: Yuan | None,
    party: Party,
    threshold: Yuan | None,
    offered: bool,
    confiscated: Yuan | None = None,
    standards: Sequence[Standard] = (),
) -> Ruling:
    """告知听证权 — the right to a hearing is told before a large fine or another heavy penalty.

    ``threshold`` is the amount from which (included) a fine is large for that kind of party, as the item's list says; None where it
    says none, then the ``standards`` of the layers count. ``confiscated``: gains and goods together, None where their value is not known.
    Reads: offering a hearing is always in order. Without a set amount, a fine below the lowest amount known of any
        province (5,000 for a person, 50,000 for an organisation: 上海) is not large; above, a person answers. Fine and confiscation
        are separate heads and not added; together over the amount, a person answers. Confiscation of unknown value,
        suspension of a licence and restriction of business are for a person. Reviewed: no.
    Leaves out: 其他情形 of laws, regulations and rules.
    """
    if offered:
        return LAWFUL
    remedy = "在事先告知书中一并告知要求听证的权利。"
    if always := [kind for kind in kinds if kind in _ALWAYS]:
        return refused(f"拟作出“{listed(always)}”的处罚，应当告知当事人有要求听证的权利。", remedy=remedy)
    standard = _standard(threshold, standards, party)
    if standard and fine and standard.reached(fine, party):
        return refused("拟处罚款达到较大数额，应当告知当事人有要求听证的权利。", remedy=remedy)
    measured = standard is not None and standard.summed and confiscated is not None
    if standard and measured and confiscated and standard.reached(confiscated, party):
        return refused("拟没收的违法所得和财物合计达到较大数额，应当告知当事人有要求听证的权利。", remedy=remedy)
    if heavy := [kind for kind in kinds if kind not in _LIGHT and not (measured and kind in _CONFISCATIONS)]:
        return for_person(
            f"拟作出“{listed(heavy)}”，是否属于数额较大或者其他较重、应当告知听证权的处罚？", remedy="由负责人确认；有疑问的，告知听证权。"
        )
    if standard and fine and confiscated and standard.reached(fine + confiscated, party):
        return for_person("罚款和没收分别未达到较大数额，合计达到，是否告知听证权？", remedy="由负责人确认；有疑问的，告知听证权。")
    if standard is None and fine and _LOWEST.reached(fine, party):
        return for_person("该事项没有登记听证的罚款数额标准，拟处罚款是否属于较大数额？", remedy="由负责人确认；有疑问的，告知听证权。")
    return LAWFUL


def _standard(threshold: Yuan | None, standards: Sequence[Standard], party: Party) -> Standard | None:
    """What the item's list says; else the most special layer, or a lower one where that lets the lower amount win."""
    if threshold is not None:
        return Standard(threshold, threshold)
    if not standards or not standards[0].lower_department_wins:
        return standards[0] if standards else None
    return min(standards, key=lambda standard: standard.least(party))


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
