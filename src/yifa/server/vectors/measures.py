"""Cases of coercive measures, evidence kept, payment and surcharge, execution, and criminal transfer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from yifa.kernel.calendar import Aside, reckon
from yifa.kernel.dates import Days, WorkingDays, legal_date
from yifa.law.answer import Verdict
from yifa.law.execution.substitute import Harm
from yifa.law.measure.basis import Doer
from yifa.server.vectors.frame import Answer, BadCase, Context, Given, answers
from yifa.server.vectors.notice import verdict
from yifa.server.vectors.terms import put, term, value

#: acts -> are they coercive measures? Other acts are no matter of 行政强制法 17 and 43(1)
ACTS = {
    **dict.fromkeys(
        ("seal", "seize", "freeze", "sealed", "seized", "account_frozen", "detain", "urgent_measure", "coercive_measure"), True
    ),
    **dict.fromkeys(("sealing", "seizure", "freezing", "account_freeze", "seal_extension", "查封", "扣押", "冻结"), True),
    **dict.fromkeys(("fine", "penalty", "warning", "inspection", "inspect", "罚款", "警告", "行政检查", "行政处罚"), False),
    **dict.fromkeys(("compulsory_execution", "forced_demolition_illegal_building", "substitute_performance", "行政强制执行"), False),
}
DOERS: dict[str, tuple[Doer, bool]] = {
    **dict.fromkeys(("agency", "administrative_agency", "concentrated_organ", "行政机关"), ("行政机关", True)),
    **dict.fromkeys(("comprehensive_bureau", "department", "county_department", "police", "township", "street"), ("行政机关", True)),
    **dict.fromkeys(("authorized_org", "authorised_org", "法律、行政法规授权的组织"), ("法律、行政法规授权的组织", True)),
    **dict.fromkeys(("entrusted_org", "受委托的组织"), ("受委托的组织", True)),
    **dict.fromkeys(("company", "third_party", "village_committee", "individual", "other", "其他组织"), ("其他组织", True)),
    **dict.fromkeys(("auxiliary", "uncertified_person", "grid_worker", "辅助人员"), ("行政机关", False)),
}
ORGANS = {"court": "人民法院", "police": "公安机关", "procuratorate": "人民检察院", "customs": "海关", "tax": "税务机关"}
HARMS: dict[str, Harm | None] = {
    **dict.fromkeys(("traffic_safety", "危害交通安全"), "危害交通安全"),
    **dict.fromkeys(("pollution", "environmental_pollution", "environment", "造成环境污染"), "造成环境污染"),
    **dict.fromkeys(("natural_resources", "nature", "破坏自然资源"), "破坏自然资源"),
    **dict.fromkeys(("none", "other"), None),
}
#: what became of the decision in reconsideration: only an annulment takes the fine away
ANNULLED = {
    **dict.fromkeys(("维持", "变更", "确认违法", "驳回", "驳回复议请求", "终止", "撤回"), False),
    **dict.fromkeys(("撤销", "确认无效"), True),
}


def _after(day: date) -> date:
    if day == date.max:
        raise BadCase("日期超出可以计算的范围")
    return day + timedelta(days=1)


@answers("ACL-25", "ACL-25(3)", reads=("act", "start", "extension_days", "extensions", "testing"))
def sealing(given: Given, context: Context) -> Answer:
    """With ``start`` the term; with ``extensions`` whether they may be granted. Absent: no extension, no test.

    A test is fixed, as it has its first and last day; ``written_notice`` absent is none.
    """
    given.text("act", "")
    granted = [
        Days(n) for n in (*given.numbers("extensions", ()), *((given.number("extension_days"),) if given.has("extension_days") else ()))
    ]
    found: dict[str, object] = {}
    if given.has("start"):
        start, tests = given.day("start"), []
        if given.has("testing"):
            testing = given.part("testing")
            first, last = testing.day("from"), testing.day("to")
            if last < first:
                raise BadCase("字段 testing.to 早于 testing.from")
            facts: dict[str, Any] = {"fixed": True, "told_in_writing": testing.flag("written_notice", False)}
            if put("measure.testing", on=start, **facts).lawful:
                tests.append(Aside(first, last, "检测检验鉴定"))
        total = Days(sum(days.n for days in granted))
        found |= term(put("deadlines.sealing", on=start, started_on=start, extension=total, aside=tests, calendar=context.calendar))
    elif not granted:
        raise BadCase("缺少字段 start（日期）或者 extensions（不小于零的整数的列表）")
    if granted:
        # of what a case does not tell, the lawful is taken
        on = given.day("start", context.today)
        rest: dict[str, Any] = {"complex_case": True, "approved": True, "reason_told": True, "expires_on": on, "decided_on": on}
        found["allowed"] = verdict(put("measure.sealing_extension", on=on, extensions=granted, **rest))
    return found


@answers("ACL-19", reads=("act", "start_at"))
def urgent_measure(given: Given, context: Context) -> Answer:
    given.text("act", "")
    at = given.moment("start_at")
    return {"due_at": value("measure.report_by", on=legal_date(at), taken_at=at)}


@answers("ACL-31", reads=("act", "start"))
def freezing_paper(given: Given, context: Context) -> Answer:
    return _from_start("deadlines.freezing_paper", "frozen_on", given, context)


def _from_start(rule: str, fact: str, given: Given, context: Context) -> dict[str, object]:
    given.text("act", "")
    start = given.day("start")
    return term(put(rule, on=start, layers=context.layers(given), calendar=context.calendar, **{fact: start}))


@answers("ACL-17", reads=("act", "actor"))
def doer(given: Given, context: Context) -> Answer:
    """An act that is no measure is no matter of this article."""
    actor, qualified = given.choice("actor", DOERS)
    if not given.choice("act", ACTS):
        return {"allowed": True}
    return {"allowed": verdict(put("measure.doer", on=context.today, actor=actor, qualified=qualified))}


@answers("ACL-23", reads=("act", "target_already_sealed_by", "related_to_case", "living_necessities"))
def scope(given: Given, context: Context) -> Answer:
    """Absent: of the case, no necessity of life, sealed by nobody."""
    given.text("act", "")
    organ = given.text("target_already_sealed_by", "")
    facts: dict[str, Any] = {
        "of_the_case": given.flag("related_to_case", True),
        "living_necessities": given.flag("living_necessities", False),
    }
    sealed_by = "" if organ == "none" else ORGANS.get(organ, organ)
    return {"allowed": verdict(put("measure.scope", on=context.today, sealed_by=sealed_by, **facts))}


@answers("APL-56", reads=("act", "start", "approved_by_head", "urgent_on_site", "overlay", "province"))
def preservation(given: Given, context: Context) -> Answer:
    """With ``start`` the term; with ``approved_by_head`` whether it may be taken. Absent: not urgent."""
    given.text("act", "")
    found: dict[str, object] = {}
    if given.has("start"):
        found |= _from_start("deadlines.evidence_preservation", "taken_on", given, context)
    elif not given.has("approved_by_head"):
        raise BadCase("缺少字段 start（日期）或者 approved_by_head（true 或 false）")
    if given.has("approved_by_head"):
        approved = given.flag("approved_by_head") or None
        facts: dict[str, Any] = {"may_vanish": True, "approved": approved, "urgent": given.flag("urgent_on_site", False)}
        answer = put("evidence.preservation", on=given.day("start", context.today), layers=context.layers(given), **facts)
        found |= {"allowed": answer.lawful, "missing": [] if answer.lawful else ["head_approval"]}
    return found


@answers("APL-67", reads=("act", "start", "overlay", "province"))
def payment(given: Given, context: Context) -> Answer:
    """``wrong_if_workdays`` is the day a count of the same number in working days would give."""
    given.text("act", "")
    start = given.day("start")
    answer = put("deadlines.payment", on=start, layers=context.layers(given), served_on=start, calendar=context.calendar)
    due: Any = answer.value
    surcharge_from = _after(due.due)
    wrong = reckon(start, WorkingDays(due.term.n), calendar=context.calendar)
    return {**term(answer), "surcharge_from": surcharge_from, "wrong_if_workdays": None if wrong.provisional else wrong.due}


@answers(
    "APL-68",
    "APL-69",
    reads=("procedure", "fine", "hard_to_collect_later", "remote_area", "payment_difficult", "party_asked"),
)
def cash(given: Given, context: Context) -> Answer:
    """Absent: none of the circumstances is there."""
    summary = given.choice("procedure", {"simple": True, "summary": True, "ordinary": False, "简易程序": True, "普通程序": False})
    names = {"hard_to_collect": "hard_to_collect_later", "remote": "remote_area"}
    flags: dict[str, Any] = {
        fact: given.flag(names.get(fact, fact), False) for fact in ("hard_to_collect", "remote", "payment_difficult", "party_asked")
    }
    return {"cash_on_spot": verdict(put("summary.cash", on=context.today, fine=given.amount("fine"), summary=summary, **flags))}


@answers("APL-70", reads=("cash_on_spot", "finance_receipt"))
def receipt(given: Given, context: Context) -> Answer:
    """Absent: cash was taken."""
    facts: dict[str, Any] = {"cash": given.flag("cash_on_spot", True), "finance_receipt": given.flag("finance_receipt")}
    return {"party_may_refuse": not put("payment.receipt", on=context.today, **facts).lawful}


@answers("APL-71", reads=("act", "start", "overlay", "province"))
def cash_handed_in(given: Given, context: Context) -> Answer:
    """Both terms, the officer's and the body's, count alike from their start."""
    return _from_start("deadlines.cash_handed_in", "collected_on", given, context)


_SURCHARGE = ("fine", "due", "paid", "reconsideration_applied_on", "reconsideration_decision_served_on", "outcome", "overlay", "province")


@answers("APL-72(1)+ACL-45", "APL-73(3)", reads=_SURCHARGE)
def surcharge(given: Given, context: Context) -> Answer:
    """A reconsideration whose decision was not served stops it until the payment. Absent ``outcome``: the decision stands."""
    due, paid, stopped = given.day("due"), given.day("paid"), []
    if given.has("reconsideration_applied_on"):
        first = given.day("reconsideration_applied_on")
        last = given.day("reconsideration_decision_served_on", max(first, paid))
        if last < first:
            raise BadCase("字段 reconsideration_decision_served_on 早于 reconsideration_applied_on")
        stopped.append(Aside(first, last, "行政复议"))
    annulled = given.choice("outcome", ANNULLED, False)
    facts: dict[str, Any] = {"fine": given.amount("fine"), "due_on": due, "until": paid, "stopped": stopped, "annulled": annulled}
    found = value("measure.surcharge", on=due, layers=context.layers(given), **facts)
    return {"days_late": found.days_late, "surcharge": found.amount, "total": found.total}


@answers("FSR-7+ACL-45", reads=("decision_states_surcharge", "surcharge_standard_told"))
def surcharge_allowed(given: Given, context: Context) -> Answer:
    facts: dict[str, Any] = {
        "stated_in_decision": given.flag("decision_states_surcharge"),
        "standard_told": given.flag("surcharge_standard_told"),
    }
    return {"surcharge_allowed": verdict(put("measure.surcharge_allowed", on=context.today, **facts))}


@answers("ACL-46", reads=("due", "has_own_enforcement_power", "demanded"))
def self_execution(given: Given, context: Context) -> Answer:
    """No day where the body has no power of its own or demanded nothing."""
    due = given.day("due")
    starts = value("deadlines.self_execution", on=due, due_on=due)
    facts: dict[str, Any] = {"has_power": given.flag("has_own_enforcement_power"), "demanded": given.flag("demanded")}
    answer = put("execution.self_execution", on=due, surcharge_from=_after(due), today=starts, starts_on=starts, **facts)
    return {"self_enforcement_from": starts if answer.lawful else None, "allowed": verdict(answer)}


@answers("ACL-43", reads=("act", "at", "urgent", "overlay", "province"))
def execution_time(given: Given, context: Context) -> Answer:
    """A plain weekend is allowed, with a ``warning``; in a year without calendar nothing is said. Absent: not urgent."""
    at, urgent = given.moment("at"), given.flag("urgent", False)
    if given.choice("act", ACTS, False):
        return {"allowed": True, "reason": None}
    on, layers, calendar = legal_date(at), context.layers(given), context.calendar
    holiday = put("execution.not_on_holiday", on=on, layers=layers, at=at, urgent=urgent, calendar=calendar)
    night = put("execution.not_at_night", on=on, layers=layers, at=at, urgent=urgent)
    reasons = [reason for answer, reason in ((holiday, "holiday_period"), (night, "night")) if answer.verdict is Verdict.REFUSED]
    asked = holiday.verdict is Verdict.FOR_PERSON
    unknown = asked and not calendar.known(on) and not reasons
    return {
        "allowed": None if unknown else not reasons,
        "reason": reasons[0] if reasons else None,
        "warning": "weekend" if asked and not unknown else None,
        "calendar_status": "incomplete" if unknown else "official",
    }


@answers("ACL-43(2)", reads=("act", "purpose", "urgent"))
def cut_off(given: Given, context: Context) -> Answer:
    """Absent ``purpose``: to force compliance."""
    given.flag("urgent", False)
    act, purpose = given.text("act"), given.text("purpose", "force_compliance")
    supply, _, who = act.removeprefix("cut_").partition("_to_")
    facts: dict[str, Any] = {
        "cuts_supply": act.startswith("cut_") and supply in ("water", "power", "electricity", "heat", "heating", "gas"),
        "residential": who in ("residence", "residents", "household"),
        "to_force": purpose == "force_compliance",
    }
    return {"allowed": verdict(put("execution.no_cut_off", on=context.today, **facts))}


@answers("ACL-44", reads=("act", "public_notice", "reconsideration_expired", "lawsuit_expired", "sued", "applied"))
def demolition(given: Given, context: Context) -> Answer:
    """Absent: no remedy was used; null: nobody knows, so a person decides."""
    given.text("act", "")
    facts: dict[str, Any] = {
        "announced": given.flag("public_notice"),
        "reconsideration_over": given.flag("reconsideration_expired"),
        "lawsuit_over": given.flag("lawsuit_expired"),
        "applied": given.flag("applied", False),
        "sued": given.flag("sued", False),
    }
    allowed = verdict(put("execution.demolition", on=context.today, **facts))
    return {"allowed": None if allowed and given.unknown("applied", "sued") else allowed}


@answers("ACL-51", reads=("act", "planned_on", "demand_served_on", "decision_served", "still_unperformed", "harm"))
def substitute(given: Given, context: Context) -> Answer:
    """Absent, what a case does not question: the decision served, nothing performed, traffic in danger. A null ``harm`` is none."""
    given.text("act", "")
    planned, calendar = given.day("planned_on"), context.calendar
    harm = given.choice("harm", HARMS, None if "harm" in given.names else "危害交通安全")
    facts: dict[str, Any] = {
        "harm": harm,
        "decision_served": given.flag("decision_served", True),
        "demand_served_on": given.day("demand_served_on", None),
        "planned_on": planned,
        "still_unperformed": given.flag("still_unperformed", True),
        "interested": False,
    }
    answer = put("execution.substitute", on=planned, calendar=calendar, **facts)
    return {"allowed": verdict(answer), "calendar_status": "official" if calendar.known(planned) else "incomplete"}


@answers("ACL-54", reads=("act", "start"))
def demand(given: Given, context: Context) -> Answer:
    found = _from_start("deadlines.demand", "served_on", given, context)
    start = given.day("start")
    known = found["due"] is not None
    return {**found, "apply_from": value("deadlines.apply_from", on=start, served_on=start, calendar=context.calendar) if known else None}


@answers("ACL-53+JLIT-156", reads=("act", "start", "remedy_used", "overlay", "province"))
def court_window(given: Given, context: Context) -> Answer:
    """Where a remedy was used the window opens after it, on a day the case does not tell. Absent: none was used."""
    given.text("act", "")
    start, calendar = given.day("start"), context.calendar
    if given.flag("remedy_used", False):
        return {"lawsuit_expires": None, "court_application_by": None}
    due = value("deadlines.court_window", on=start, served_on=start, calendar=calendar)
    lawsuit = value("deadlines.lawsuit", on=start, served_on=start, calendar=calendar)
    status = "provisional" if due.provisional or lawsuit.provisional else "official"
    return {"lawsuit_expires": lawsuit.due, "court_application_by": due.due, "calendar_status": status}


@answers("APL-72(2)", reads=("instalments_approved_until", "remedy_used", "decision_received"))
def court_window_deferred(given: Given, context: Context) -> Answer:
    """The deferral stands above the term to sue, so the other two fields change nothing."""
    given.flag("remedy_used", False)
    until = given.day("instalments_approved_until")
    received: date = given.day("decision_received", until)
    due = value("deadlines.court_window", on=received, served_on=received, deferred_until=until, calendar=context.calendar)
    return {"court_application_by": due.due, "calendar_status": "provisional" if due.provisional else "official"}


_APPROVED = {"transfer_approved": True, "transfer_report_received_by_chief": False, "transfer_report_received": False}


@answers("TR-5", reads=("act", "start", "start_at"))
def transfer(given: Given, context: Context) -> Answer:
    """Decided in days from ``start``, handed over in hours from ``start_at``; where the act is not told, whichever the case gives."""
    if given.choice("act", _APPROVED, given.has("start_at")):
        at = given.moment("start_at")
        return {"due_at": value("transfer.hand_over_by", on=legal_date(at), approved_at=at)}
    start = given.day("start") if given.has("start") or not given.has("start_at") else legal_date(given.moment("start_at"))
    return term(put("deadlines.transfer_decision", on=start, received_on=start, calendar=context.calendar))


@answers("TR-9", reads=("act", "start"))
def transfer_objection(given: Given, context: Context) -> Answer:
    return _from_start("deadlines.transfer_objection", "refusal_received_on", given, context)


@answers("TR-12", reads=("act", "start"))
def exhibits(given: Given, context: Context) -> Answer:
    return _from_start("deadlines.exhibits", "filing_received_on", given, context)


@answers("TR-11", reads=("act", "criminal_threshold_met"))
def not_replaced(given: Given, context: Context) -> Answer:
    """Null: nobody has compared, so a person decides. The transfer itself replaces nothing."""
    act = given.text("act", "close_case_with_penalty_instead_of_transfer")
    if act in ("transfer", "transfer_to_police"):
        return {"allowed": True}
    met = given.flag("criminal_threshold_met", None)
    required = put("transfer.required", on=context.today, threshold_met=met, intellectual_property=False, reasonable_suspicion=False)
    if required.verdict is Verdict.FOR_PERSON:
        return {"allowed": None}
    facts: dict[str, Any] = {"threshold_met": not required.lawful, "approved": None, "handed_over": False, "result": None}
    return {"allowed": verdict(put("transfer.not_replaced", on=context.today, **facts))}
