"""申请人民法院强制执行 — when the court may be asked, with what papers, at whose cost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from yifa.kernel.dates import chinese_date
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import ACL, APL, JLIT

SINCE = date(2021, 7, 15)

#: 行政强制法 55(1), in its order
PAPERS = ("强制执行申请书", "行政决定书及作出决定的事实、理由和依据", "当事人的意见及催告情况", "申请强制执行标的情况")
#: 行政强制法 55(2)
FORM = ("负责人签名", "行政机关印章", "日期")


@rule("execution.court_window", cites=[ACL("13", 2), ACL("53"), JLIT("156"), APL("72", 2)], since=SINCE)
def court_window(*, own_power: bool, opened_on: date, closes_on: date, today: date, remedy_pending: bool, owed: bool) -> Ruling:
    """申请的时间 — without power of its own the body asks the court after the term to sue is over and within three months.

    ``opened_on`` is the last day of the term to sue or of a deferral, ``closes_on`` the last to ask (``deadlines.court_window``).
    ``remedy_pending``: a reconsideration or lawsuit has not ended.
    Reads: 期限届满之日 is the last day of the term to sue, so the first day to ask is the day after. Reviewed: no.
    """
    if not owed:
        return refused("处罚决定已经履行，没有需要申请强制执行的义务。", remedy="请办理结案。")
    if own_power:
        return refused("本机关依法有行政强制执行权，应当自行强制执行。", remedy="依照行政强制法自行强制执行。")
    if remedy_pending:
        return refused("复议或者诉讼尚未终结，不能申请强制执行。", remedy="等待复议、诉讼终结。")
    if today <= opened_on:
        return refused(
            f"当事人起诉或者履行的期限至{chinese_date(opened_on)}，尚未届满。",
            remedy=f"自{chinese_date(opened_on + timedelta(days=1))}起申请。",
        )
    if today > closes_on:
        return refused(
            f"申请强制执行的期限已于{chinese_date(closes_on)}届满，人民法院不予受理。",
            remedy="有正当理由的，向人民法院说明；并追究逾期的责任。",
        )
    return LAWFUL


@rule("execution.demanded", cites=[ACL("54"), ACL("69")], since=date(2012, 1, 1))
def demanded(*, demand_served_on: date | None, apply_from: date | None, today: date) -> Ruling:
    """申请前催告 — the demand was served and ten working days have passed in vain.

    ``apply_from`` is ``deadlines.apply_from``; both are None where no demand was served.
    Reads: the ten days of article 54 are working days (article 69). Reviewed: no.
    """
    if demand_served_on is None or apply_from is None:
        return refused("申请人民法院强制执行前，应当催告当事人履行义务。", remedy="制作催告书并送达当事人。")
    if today < apply_from:
        return refused(
            f"催告书{chinese_date(demand_served_on)}送达，尚未满十个工作日。", remedy=f"{chinese_date(apply_from)}起仍不履行的，再申请。"
        )
    return LAWFUL


@rule("execution.court_papers", cites=[ACL("55")], since=date(2012, 1, 1))
def court_papers(*, present: Collection[str], form: Collection[str]) -> Ruling:
    """申请材料 — four papers; the application carries the head's signature, the seal and the date.

    ``present`` names those of ``PAPERS``, ``form`` those of ``FORM``.
    Leaves out: further papers that laws and administrative regulations ask for.
    """
    if missing := [name for name in PAPERS if name not in present]:
        return refused(f"申请强制执行的材料不完备，缺少：{listed(missing)}。", remedy="补齐材料后申请。")
    if missing := [name for name in FORM if name not in form]:
        return refused(f"强制执行申请书缺少：{listed(missing)}。", remedy="补齐后申请。")
    return LAWFUL


@rule("execution.court_at_once", cites=[ACL("59")], since=date(2012, 1, 1))
def court_at_once(*, urgent: bool, public_safety: bool) -> Ruling:
    """申请立即执行 — in urgency, to protect public safety.

    Reads: both are told by a person; the president of the court approves. Reviewed: no.
    """
    if urgent and public_safety:
        return LAWFUL
    return refused("不是因情况紧急、为保障公共安全的情形，不能申请立即执行。", remedy="依照一般程序申请强制执行。")


@rule("execution.costs", cites=[ACL("60")], since=date(2012, 1, 1))
def costs(*, fee_paid: bool, charged_to_body: bool) -> Ruling:
    """执行费用 — no fee for asking; the cost of execution is borne by whom it is executed against.

    Leaves out: that the court takes the costs out of what it transfers or auctions (paragraph 2).
    """
    if fee_paid:
        return refused("行政机关申请人民法院强制执行，不缴纳申请费。", remedy="请人民法院退还申请费。")
    if charged_to_body:
        return refused("强制执行的费用由被执行人承担。", remedy="请人民法院向被执行人收取，或者从执行款项中扣除。")
    return LAWFUL


@rule("execution.court_asked", cites=[ACL("53"), ACL("56", 1)], since=date(2012, 1, 1))
def court_asked(*, asked: bool) -> Ruling:
    """先申请后裁定 — a ruling of the court answers an application.

    Reads: what the court does unasked is no ruling of articles 56 to 58. Reviewed: no.
    """
    if asked:
        return LAWFUL
    return refused("本案尚未申请人民法院强制执行。", remedy="先催告，再在法定期限内申请。")


@rule("execution.which_court", cites=[ACL("54"), JLIT("157")], since=date(2018, 2, 8))
def which_court(*, real_property: bool) -> str:
    """管辖法院 — the basic court at the seat of the body; for real property the one where it lies.

    Leaves out: that the basic court may refer a case upwards.
    """
    return "不动产所在地基层人民法院" if real_property else "申请机关所在地基层人民法院"
