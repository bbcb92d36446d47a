"""How an inspection is arranged, drawn, approved, done and told."""

from __future__ import annotations

from datetime import date

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import WorkingDays
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.inspection.items import SC54_SINCE, SINCE
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import OBE, PEP, SC5, SC42, SC54, SC58


@rule("inspection.random", cites=[OBE("54"), SC58("")], since=SINCE)
def random(*, market_regulation: bool, special_sector: bool, from_lead: bool, objects_drawn: bool, officers_drawn: bool) -> Ruling:
    """双随机 — inspections of market regulation draw both the objects and the officers, special sectors and leads aside.

    ``special_sector`` concerns public safety or life and health directly; ``from_lead``: a complaint, a referral or data led to it.
    Reads: outside market regulation the drawing is no duty of the regulation. Reviewed: no.
    """
    if not market_regulation or special_sector or from_lead:
        return LAWFUL
    missing = [name for done, name in ((objects_drawn, "检查对象"), (officers_drawn, "执法检查人员")) if not done]
    if not missing:
        return LAWFUL
    return refused(f"市场监管领域的检查应当随机抽取，本次没有随机抽取{listed(missing)}。", remedy="用名录库抽取以后再检查。")


@rule("inspection.draw_kept", cites=[SC58("")], since=SINCE)
def draw_kept(*, seed: bool, pools: bool, result: bool, operator: bool, redraws: int, redraw_reasons: int) -> Ruling:
    """抽取留痕 — seed, both name banks as they were, result and operator are kept; every further draw has its reason.

    Reads: seed and banks are what makes a draw one that can be repeated. Reviewed: no.
    """
    parts = ((seed, "随机种子"), (pools, "名录库快照"), (result, "抽取结果"), (operator, "操作人员"))
    if missing := [name for kept, name in parts if not kept]:
        return refused(f"随机抽取没有全程留痕，缺少：{listed(missing)}。", remedy="重新抽取，并保留全部记录。")
    if redraw_reasons < redraws:
        return refused(f"重新抽取{redraws}次，只记录了{redraw_reasons}次理由。", remedy="补记每次重新抽取的理由，例如回避。")
    return LAWFUL


@rule("inspection.rate", cites=[SC58(""), PEP("52")], since=date(2025, 5, 20))
def rate(*, base: int, planned: int, raised_for: str) -> Ruling:
    """抽查比例 — who drew complaints, stands on a list of abnormal operation or has bad credit is checked more often than others.

    ``base`` and ``planned`` are checks per thousand objects and year; ``raised_for`` names the reason to check more, empty for none.
    Reads: how much more the law does not say, so any more will do. Reviewed: no.
    """
    if not raised_for.strip() or planned > base:
        return LAWFUL
    return refused(f"检查对象有{raised_for}，抽查比例没有高于一般对象。", remedy="提高抽查比例或者频次。")


@rule("inspection.results_due", cites=[SC58(""), SC5("")], since=SINCE)
def results_due(*, finished_on: date, calendar: Calendar) -> Due:
    """检查结果公示期限 — results of a random check are published within twenty working days.

    Reads: 国发〔2019〕5号 sets the term; its text is not held. Reviewed: no.
    """
    return reckon(finished_on, WorkingDays(20), calendar=calendar)


@rule("inspection.campaign", cites=[SC54("")], since=SC54_SINCE)
def campaign(*, planned: bool, approved: bool, filed: bool, published: bool) -> Ruling:
    """专项检查 — a campaign has a plan, approved by the county government or above or the vertical superior, filed and published.

    Reads: the text is not held, only secondary pages. Reviewed: no.
    Leaves out: how many campaigns a year; the number is controlled, not given.
    """
    parts = ((planned, "检查计划"), (approved, "县级以上人民政府或者垂直管理的上级机关批准"), (filed, "备案"), (published, "公布"))
    if missing := [name for met, name in parts if not met]:
        return refused(f"专项检查手续不完备，缺少：{listed(missing)}。", remedy="补齐手续以后再组织检查。")
    return LAWFUL


@rule("inspection.approved", cites=[SC54("")], since=SC54_SINCE)
def approved(*, approved: bool, urgent: bool) -> Ruling:
    """检查审批 — the head approves each check before it; in urgency afterwards.

    Reads: how soon afterwards a province says (``inspection.urgent_report_due``). Reviewed: no.
    """
    if approved or urgent:
        return LAWFUL
    return refused("本次检查没有经负责人批准。", remedy="先办理行政检查审批；情况紧急的，写明理由并及时补办。")


@rule("inspection.to_approve", cites=[SC54("")], since=SC54_SINCE)
def to_approve(*, waiting: bool) -> Ruling:
    """待批准的检查 — the head approves what was proposed, or done in urgency, and not approved yet.

    Reads: each check needs its own approval. Reviewed: no.
    """
    if waiting:
        return LAWFUL
    return refused("该企业没有待批准的检查。", remedy="先提请行政检查；企业名称应当与提请时一致。")


@rule("inspection.inspected", cites=[SC58("")], since=SINCE)
def inspected(*, inspected: bool) -> Ruling:
    """检查在先 — only the result of a check that was done is published.

    Reads: nothing is published of a check that was only planned. Reviewed: no.
    """
    if inspected:
        return LAWFUL
    return refused("该企业没有检查记录，不能公示检查结果。", remedy="先登记入企检查；企业名称应当与记录一致。")


@rule("inspection.urgent_report_due", cites=[SC54("")], since=SC54_SINCE, settable=("term",))
def urgent_report_due(*, checked_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """紧急检查补报期限 — no term of the nation's; a province may set one from the urgent check.

    Reads: no number is made up where no text gives one. Reviewed: no.
    """
    return None if term is None else reckon(checked_on, term, calendar=calendar)


@rule("inspection.result_told_due", cites=[SC54("")], since=SC54_SINCE, settable=("term",))
def result_told_due(*, known_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """检查结果告知期限 — no term of the nation's; a province may set one from the day the test result is known.

    Reads: without a test the result is told on the spot. No number is made up where no text gives one. Reviewed: no.
    """
    return None if term is None else reckon(known_on, term, calendar=calendar)


@rule("inspection.not_banned", cites=[SC54("")], since=SC54_SINCE)
def not_banned(*, for_gain: bool, disturbing: bool, abusive: bool, quota: bool, disguised: bool) -> Ruling:
    """涉企检查五个严禁 — no check for gain, none that disturbs business, no abusive penalty or closure, no quota, none in disguise.

    ``quota``: checks or fines are counted for a quota, a budget or an appraisal; ``disguised``: a visit, a tour or a survey that checks.
    Reads: the headings come from secondary pages. Reviewed: no.
    """
    bans = (
        (for_gain, "逐利检查"),
        (disturbing, "干扰企业正常生产经营"),
        (abusive, "任性处罚、滥用查封扣押或者停产停业"),
        (quota, "下达检查指标或者与考核、预算挂钩"),
        (disguised, "以观摩、督导等名义变相检查"),
    )
    if found := [name for met, name in bans if met]:
        return refused(f"本次检查属于严禁的情形：{listed(found)}。", remedy="取消本次检查，并报行政执法监督机构。")
    return LAWFUL


@rule("inspection.code_shown", cites=[SC54("")], since=SC54_SINCE)
def code_shown(*, scanned: bool, reason: str, backfilled: bool) -> Ruling:
    """扫码入企 — the code of the check is scanned or shown before entry; without a connection it is filled in later, with the reason.

    Reads: local rules; no national text was found. Reviewed: no.
    Leaves out: until when it must be filled in.
    """
    if scanned:
        return LAWFUL
    if not reason.strip():
        return refused("没有扫码或者亮码，也没有写明原因。", remedy="扫码以后再入企；确有网络故障等情况的，写明原因并补录。")
    if not backfilled:
        return refused(f"因{reason}没有扫码，尚未补录。", remedy="补录本次检查的检查码。")
    return LAWFUL


@rule("inspection.commitment", cites=[SC42("")], since=SINCE)
def commitment(*, high_risk: bool, verified: bool, kept: bool | None) -> Ruling:
    """告知承诺 — not for matters of high risk; what was promised is checked afterwards, a false promise ends the permission.

    ``kept`` is what the check found, None while nothing was found. Reads: within which time it is checked no held text says. Reviewed: no.
    """
    if high_risk:
        return refused("风险较高的事项不适用告知承诺制。", remedy="按一般程序核查证明材料。")
    if verified and kept is None:
        return for_person("承诺核查的结论是什么，承诺是否属实？", remedy="由核查人员写明核查结论。")
    if verified and not kept:
        return refused("承诺不属实，不能继续适用告知承诺。", remedy="依法撤销有关决定，并记入信用记录。")
    return LAWFUL


@rule("inspection.cooperation", cites=[SC54("")], since=SC54_SINCE, settable=("criticised",))
def cooperation(*, cooperated: bool, criticised: bool = False) -> Ruling:
    """执法配合 — a body asked to join in a joint inspection cooperates; a province has the government criticise who refuses.

    Reads: without such a provision the consequence is left to a person. Reviewed: no.
    """
    if cooperated:
        return LAWFUL
    if criticised:
        return refused("有关部门拒不配合执法工作。", remedy="报本级人民政府责令改正，并给予通报批评。")
    return for_person("有关部门没有配合执法工作，应当如何处理？", remedy="报本级人民政府协调。")
