"""The right to a hearing: when it must be told, and when it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import WorkingDays, chinese_date
from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Kind, Party, listed
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)
_DAY = timedelta(days=1)

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


@dataclass(frozen=True, slots=True)
class Right:
    """听证权 — whether it must be told, None where nobody set from which amount a fine is large.

    ``advice``: not a must, or not known to be one; yet offer it, or look whether a local rule asks for it.
    """

    must: bool | None
    sentence: str = ""
    advice: Literal["", "offer", "check_local"] = ""


@rule("notice.hearing_right", cites=[APL("63", 1)], since=SINCE, gathers=Standard)
def hearing_right(
    *,
    kinds: Sequence[str],
    fine: Yuan | None,
    party: Party,
    threshold: Yuan | None,
    confiscated: Yuan | None = None,
    standards: Sequence[Standard] = (),
) -> Right:
    """听证权 — a hearing may be asked for before a large fine or confiscation or another heavy penalty.

    ``threshold`` is the amount from which (included) a fine is large for that kind of party, as the item's list says; None where it
    says none, then the ``standards`` of the layers count. ``confiscated``: gains and goods together, None where their value is not known.
    Reads: without a set amount, a fine below the lowest amount known of any province (5,000 for a person, 50,000 for an
        organisation: 上海) is not large; above, a person answers. Fine and confiscation are separate heads and not added; together
        over the amount, a hearing is advised. Confiscation of unknown value, suspension of a licence and restriction of business
        are not named, but may be 其他较重的行政处罚. Reviewed: no.
    Leaves out: 其他情形 of laws, regulations and rules.
    """
    if always := [kind for kind in kinds if kind in _ALWAYS]:
        return Right(True, f"拟作出“{listed(always)}”的处罚，应当告知当事人有要求听证的权利。")
    standard = _standard(threshold, standards, party)
    if standard and fine and standard.reached(fine, party):
        return Right(True, "拟处罚款达到较大数额，应当告知当事人有要求听证的权利。")
    measured = standard is not None and standard.summed and confiscated is not None
    if standard and measured and confiscated and standard.reached(confiscated, party):
        return Right(True, "拟没收的违法所得和财物合计达到较大数额，应当告知当事人有要求听证的权利。")
    if heavy := [kind for kind in kinds if kind not in _LIGHT and not (measured and kind in _CONFISCATIONS)]:
        return Right(False, f"拟作出“{listed(heavy)}”，是否属于数额较大或者其他较重、应当告知听证权的处罚？", "check_local")
    if standard and fine and confiscated and standard.reached(fine + confiscated, party):
        return Right(False, "罚款和没收分别未达到较大数额，合计达到，是否告知听证权？", "offer")
    if standard is None and fine and _LOWEST.reached(fine, party):
        return Right(None, "该事项没有登记听证的罚款数额标准，拟处罚款是否属于较大数额？", "check_local")
    return Right(False)


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
    """告知听证权 — the right to a hearing is told where ``notice.hearing_right`` finds one.

    Reads: offering a hearing is always in order; where it is only advised, a person answers. Reviewed: no.
    """
    right = hearing_right(kinds=kinds, fine=fine, party=party, threshold=threshold, confiscated=confiscated, standards=standards)
    if offered or not right.sentence:
        return LAWFUL
    if right.must:
        return refused(right.sentence, remedy="在事先告知书中一并告知要求听证的权利。")
    return for_person(right.sentence, remedy="由负责人确认；有疑问的，告知听证权。")


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
    Leaves out: telling others concerned (``notice.hearing_announced``).
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


@rule("notice.hearing_as_told", cites=[APL("64", 1, 2)], since=SINCE)
def hearing_as_told(*, told_for: date, held_on: date) -> Ruling:
    """按通知的日期听证 — held on the day the party was told, or told anew.

    Reads: a party told of one day was not told of another. Reviewed: no.
    """
    if held_on == told_for:
        return LAWFUL
    return refused(
        f"通知的听证日期为{chinese_date(told_for)}，不能在{chinese_date(held_on)}举行听证。", remedy="重新通知听证的时间、地点。"
    )


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


@dataclass(frozen=True, slots=True)
class LastDay:
    """最迟通知日 — for a planned hearing: ``safe`` leaves seven whole working days between, ``nominal`` is the bare count."""

    safe: date
    nominal: date
    provisional: bool


@rule("notice.hearing_latest", cites=[APL("64", 1, 2), APL("85")], since=SINCE)
def hearing_latest(*, hearing_on: date, calendar: Calendar) -> LastDay:
    """最迟听证通知日 — counted back from the planned day of the hearing, which is not counted.

    Reads: the seventh working day before is the nominal day; the working day before that leaves seven whole ones between. Reviewed: no.
    """
    nominal = hearing_on
    for _ in range(7):
        nominal = calendar.last_working(nominal - _DAY)
    safe = calendar.last_working(nominal - _DAY)
    return LastDay(safe, nominal, not (calendar.known(safe) and calendar.known(hearing_on)))


@rule("notice.hearing_announced", cites=[APL("64", 1, 3)], since=SINCE, settable=("before",))
def hearing_announced(*, announced_on: date | None, hearing_on: date, calendar: Calendar, before: WorkingDays | None = None) -> Ruling:
    """听证公告 — what a public hearing is about is announced; the statute sets no term, a province may.

    ``before``: so many whole working days lie between the announcement and the hearing.
    Reads: whole working days between, as with the notice to the party. Reviewed: no.
    """
    if before is None:
        return LAWFUL
    if announced_on is None:
        return refused(f"公开举行的听证，应当提前{before}公告。", remedy="先公告案由和听证的时间、地点。")
    between = WorkingDays(calendar.working_days_between(announced_on, hearing_on))
    if between < before:
        return refused(
            f"听证于{chinese_date(announced_on)}公告，距{chinese_date(hearing_on)}举行只有{between}，少于{before}。",
            remedy="推迟听证日期。",
        )
    return LAWFUL


@rule("notice.hearing_open", cites=[APL("64", 1, 3), APL("50")], since=SINCE)
def hearing_open(*, held_open: bool, secret: bool) -> Ruling:
    """公开听证 — held in public, but for state secrets, trade secrets and private matters.

    ``secret``: a person found that the case touches one of the three.
    Leaves out: hearing only a part behind closed doors.
    """
    if held_open and secret:
        return refused("本案涉及国家秘密、商业秘密或者个人隐私，听证不得公开举行。", remedy="改为不公开举行，并在笔录中写明理由。")
    if not held_open and not secret:
        return refused("听证应当公开举行。", remedy="公开举行；涉及国家秘密、商业秘密或者个人隐私的，写明理由。")
    return LAWFUL


@rule("notice.hearing_agents", cites=[APL("64", 1, 5)], since=SINCE)
def hearing_agents(*, agents: int, authorised: bool) -> Ruling:
    """听证代理人 — the party comes in person or is represented by one or two.

    Reads: an agent shows a written authority. Reviewed: no.
    """
    if agents > 2:
        return refused(f"当事人可以委托一至二人代理，本次到场代理人{agents}人。", remedy="请当事人确定其中一至二人代理。")
    if agents and not authorised:
        return refused("代理人没有当事人的授权委托书。", remedy="请代理人提交授权委托书。")
    return LAWFUL


@rule("notice.hearing_absence", cites=[APL("64", 1, 6)], since=SINCE)
def hearing_absence(*, ended: bool, unexcused: bool | None) -> Ruling:
    """视为放弃听证 — who stays away or leaves without good reason waives the hearing, which is then ended.

    ``ended``: the hearing was ended for that. ``unexcused``: a person found no good reason; None where nobody has judged.
    Reads: whether a reason is good is never judged by code. Reviewed: no.
    """
    if not ended or unexcused:
        return LAWFUL
    if unexcused is None:
        return for_person("当事人未出席或者中途退出，是否没有正当理由？", remedy="由听证主持人查明原因，写入笔录。")
    return refused("当事人有正当理由未能出席，不得视为放弃听证权利。", remedy="另行确定日期，重新通知。")


@rule("notice.hearing_record", cites=[APL("64", 1, 7), APL("64", 1, 8)], since=SINCE)
def hearing_record(*, recorded: bool, presented: bool, answered: bool, signed: bool, refusal_noted: bool) -> Ruling:
    """听证笔录 — facts, evidence and proposal were put forward, the party answered, and signed the record or its refusal is noted.

    ``answered``: the party had its say and examined the evidence.
    Leaves out: a hearing ended early (``notice.hearing_absence``).
    """
    if not recorded:
        return refused("听证没有制作笔录。", remedy="制作听证笔录。")
    if not presented:
        return refused("调查人员没有提出违法的事实、证据和处罚建议。", remedy="由调查人员当场提出，并写入笔录。")
    if not answered:
        return refused("当事人没有得到申辩和质证的机会。", remedy="请当事人申辩、质证，并写入笔录。")
    if not (signed or refusal_noted):
        return refused("听证笔录没有当事人或者其代理人签字、盖章。", remedy="交其核对后签字或者盖章；拒绝的，由主持人在笔录中注明。")
    return LAWFUL


@rule("notice.hearing_free", cites=[APL("63", 2)], since=SINCE)
def hearing_free(*, charged: Yuan) -> Ruling:
    """听证不收费 — the party bears no cost of the hearing.

    Leaves out: what the party pays its own agent.
    """
    if charged:
        return refused(f"当事人不承担听证的费用，不得收取{charged.text}。", remedy="退还已收的费用。")
    return LAWFUL
