"""What is published, for how long, and when it is taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Months, WorkingDays, add_months
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Kind, listed
from yifa.law.rule import rule
from yifa.law.sources import APL, OGI, SAMRP, SC118

SINCE = date(2021, 7, 15)

#: 行政处罚法 39
BEFOREHAND = ("实施机关", "立案依据", "实施程序", "救济渠道")


@rule("publication.beforehand", cites=[APL("39"), OGI("20")], since=SINCE)
def beforehand(*, published: Collection[str]) -> Ruling:
    """事前公示 — organ, basis for filing, procedure and remedies are published before anybody is fined.

    ``published`` names those of ``BEFOREHAND`` that are.
    Leaves out: where and in what form.
    """
    if missing := [name for name in BEFOREHAND if name not in published]:
        return refused(f"行政处罚的{listed(missing)}尚未公示。", remedy="在公示平台补充公示。")
    return LAWFUL


@rule("publication.in_turn", cites=[APL("48")], since=SINCE)
def in_turn(*, decided: bool, published: bool, withdrawing: bool) -> Ruling:
    """公示的先后 — a decision is published once it was made, and withdrawn while it is published.

    Reads: publishing again what was withdrawn is in order. Reviewed: no.
    """
    if not decided:
        return refused("尚未作出处罚决定，没有可以公示的内容。", remedy="先作出处罚决定。")
    if withdrawing and not published:
        return refused("处罚决定没有公示，或者已经撤回公示。", remedy="无需撤回。")
    if published and not withdrawing:
        return refused("处罚决定已经公示。", remedy="内容有误的，先撤回公示，更正后再公示。")
    return LAWFUL


@rule("publication.social_impact", cites=[APL("48", 1), OGI("20")], since=SINCE)
def social_impact(*, impact: bool | None, hidden: bool) -> Ruling:
    """决定公开 — a penalty decision of some social impact is published, with what must stay hidden taken out.

    ``impact`` is what a person found, None where nobody has. ``hidden``: secrets and private matters were taken out.
    Reads: what has no social impact need not be published, and is not here. Reviewed: no.
    """
    if impact is None:
        return for_person("本处罚决定是否具有一定社会影响、应当公开？", remedy="由负责人确认。")
    if not impact:
        return refused("本处罚决定不具有一定社会影响，不属于依法公开的范围。", remedy="不公开；情况变化的，由负责人重新确认。")
    if not hidden:
        return refused("公开的内容尚未隐去依法不得公开的信息。", remedy="隐去国家秘密、商业秘密和个人隐私后再公开。")
    return LAWFUL


@rule("publication.withdrawn", cites=[APL("48", 2)], since=SINCE, settable=("tell_receivers",))
def withdrawn(*, reason: str, receivers_told: bool, tell_receivers: bool = False) -> Ruling:
    """撤回公示 — withdrawn with its reasons made public; a department may also ask to tell those to whom it was passed on.

    Leaves out: the term (``deadlines.withdrawal``).
    """
    if not reason.strip():
        return refused("撤回处罚决定信息，应当公开说明理由。", remedy="写明决定被变更、撤销、确认违法或者无效的情况。")
    if tell_receivers and not receivers_told:
        return refused("处罚决定信息曾推送其他系统，尚未告知接收单位撤回。", remedy="告知接收单位同时撤回。")
    return LAWFUL


@rule("publication.ends_on", cites=[APL("48", 1)], since=SINCE, settable=("light", "others"))
def ends_on(
    *, published_on: date, is_light: bool, restricted_until: date | None, light: Months | None = None, others: Months | None = None
) -> date | None:
    """公示期 — no end in the statute; a department sets one for ``light`` penalties and for ``others``.

    ``is_light``: only public criticism or a low fine, as the department's province has it. ``restricted_until``: the last day of a
    restriction of business or occupation, which keeps the decision up that long.
    Reads: no number is made up where no layer gives one. Reviewed: no.
    """
    term = light if is_light else others
    if term is None:
        return None
    end = add_months(published_on, term.n)
    return end if restricted_until is None else max(end, restricted_until)


#: 市场监督管理行政处罚信息公示规定 14
_NEVER_EARLY = (
    Kind.SUSPENSION_OF_BUSINESS,
    Kind.RESTRICTION_OF_BUSINESS,
    Kind.RESTRICTION_OF_OCCUPATION,
    Kind.LOWER_QUALIFICATION,
    Kind.REVOCATION_OF_LICENCE,
)


@rule("publication.early_end", cites=[APL("48", 1)], since=SINCE, settable=("known",))
def early_end(
    *,
    kinds: Sequence[str],
    performed: bool,
    harm_removed: bool,
    repeated: bool,
    on_bad_list: bool,
    long_enough: bool | None,
    known: bool = False,
) -> Ruling:
    """提前停止公示 — only where a department knows it, and all its conditions hold.

    ``repeated``: fined again for the same kind of act. ``on_bad_list``: on a list of abnormal business or grave dishonesty.
    ``long_enough`` is whether it has been up as long as the department asks; None where nobody has looked.
    Reads: how long that is another document says, which is not held, so a person answers. Reviewed: no.
    """
    remedy = "继续公示至期满。"
    if not known:
        return refused("没有可适用的规定允许提前停止公示。", remedy=remedy)
    if never := [kind for kind in kinds if kind in _NEVER_EARLY]:
        return refused(f"受到“{listed(never)}”处罚的，不得提前停止公示。", remedy=remedy)
    if not performed:
        return refused("尚未履行处罚决定中的义务，不能提前停止公示。", remedy="履行后再申请。")
    if not harm_removed:
        return refused("尚未消除危害后果和不良影响，不能提前停止公示。", remedy="消除后再申请。")
    if repeated:
        return refused("因同一类违法行为再次受到处罚，不能提前停止公示。", remedy=remedy)
    if on_bad_list:
        return refused("仍在经营异常名录或者严重违法失信名单中，不能提前停止公示。", remedy="移出名录后再申请。")
    if long_enough is None:
        return for_person("公示是否已经达到规定的时限？", remedy="由承办人核对规定的时限后确认。")
    return LAWFUL if long_enough else refused("公示尚未达到规定的时限，不能提前停止公示。", remedy="达到时限后再申请。")


@rule("publication.check_result", cites=[SC118(""), OGI("26")], since=SINCE)
def check_result(*, ended_on: date, calendar: Calendar) -> Due:
    """检查结果公示期限 — twenty working days from the result; penalties and licences have a shorter term of their own.

    Reads: other enforcement information alike; working days. Reviewed: no.
    """
    return reckon(ended_on, WorkingDays(20), calendar=calendar)


@rule("publication.passed_on", cites=[SAMRP("10")], since=date(2021, 9, 1))
def passed_on(*, received_on: date, calendar: Calendar) -> Due:
    """外省协助公示期限 — the body of the party's own province publishes within ten working days of receiving it.

    Leaves out: the term to pass it on (``deadlines.publication``).
    """
    return reckon(received_on, WorkingDays(10), calendar=calendar)


@rule("publication.yearly_statistics", cites=[SC118("")], since=SINCE)
def yearly_statistics(*, year: int) -> date:
    """年度数据公开 — the figures of a year are published by 31 January of the next.

    Reads: the day stands by itself and does not roll. Reviewed: no.
    """
    return date(year + 1, 1, 31)


@rule("publication.corrected", cites=[SAMRP("12")], since=date(2021, 9, 1))
def corrected(*, wrong: bool, corrected: bool) -> Ruling:
    """更正公示 — what was published wrongly is corrected at once.

    Leaves out: the party's evidence that it is wrong, which a person weighs.
    """
    if wrong and not corrected:
        return refused("公示的行政处罚信息不准确。", remedy="及时更正。")
    return LAWFUL
