"""Cases of the substance of a decision: who answers, which norm, how long, how much, and when not at all."""

from __future__ import annotations

from typing import Any

from yifa.kernel.money import Yuan
from yifa.law.answer import Answer as Asked
from yifa.law.discretion.applying import Approval
from yifa.law.discretion.benchmark import Maker
from yifa.law.penalties import Kind, Span
from yifa.law.substance.capacity import Leniency
from yifa.law.substance.leniency import Harm, Penalty
from yifa.law.substance.one_fine import Norm
from yifa.server.vectors.frame import Answer, BadCase, Context, Given, answers
from yifa.server.vectors.notice import kinds_of, verdict
from yifa.server.vectors.terms import put, value

_LENIENCY = {Leniency.NONE: None, Leniency.MAY: "discretionary", Leniency.MUST: "mandatory"}
_DUTY = {"责令监护人加以管教": "责令监护人管教"}


@answers("APL-30", reads=("birth", "act_on"))
def age(given: Given, context: Context) -> Answer:
    """A day of the act before the birth is for a person."""
    born, act = given.day("birth"), given.day("act_on")
    capacity = value("substance.age", on=context.today, born_on=born, act_on=act)
    if capacity is None:
        return {"age_class": None, "penalty": None, "mitigation": None, "duty": None, "manual_review": True}
    duty = _DUTY.get(capacity.duty, capacity.duty) or None
    return {"age_class": capacity.age_class, "penalty": capacity.penalty, "mitigation": _LENIENCY[capacity.leniency], "duty": duty}


def _bounds(home: str, given: Given, context: Context) -> Answer:
    """``range``, or ``max`` where the norm sets no lower end, which a lower end of nothing means too."""
    if given.has("max") and not given.has("range"):
        low, high = Yuan.ZERO, given.amount("max")
    else:
        low, high = given.range("range")
    layers = context.layers(given) or (context.layer(home),)
    bounds = value("discretion.bounds", on=context.today, layers=layers, low=low or None, high=high)
    if bounds is None:
        return {"light_max": None, "light_below": None, "heavy_min": None, "heavy_above": None, "manual_review": True}
    found: dict[str, object] = {
        "light_max" if bounds.light_includes else "light_below": bounds.light_to,
        "heavy_min" if bounds.heavy_includes else "heavy_above": bounds.heavy_from,
    }
    if given.has("fine"):
        found["grade"] = bounds.grade(given.amount("fine")).name.lower()
    return found


@answers("SAMRD-10", reads=("overlay", "province", "range", "max", "fine"))
def thirty(given: Given, context: Context) -> Answer:
    return _bounds("SAMR", given, context)


@answers("AGRID-11", reads=("overlay", "province", "range", "max", "fine"))
def midpoint(given: Given, context: Context) -> Answer:
    return _bounds("AGRI", given, context)


@answers("SC27-5", reads=("upper_tier", "own_tier"))
def refines(given: Given, context: Context) -> Answer:
    upper, own = Span(*given.range("upper_tier")), Span(*given.range("own_tier"))
    refined = value("discretion.refines", on=context.today, upper=upper, own=own)
    return {"own_tier_valid": refined.valid, "apply": _pair(refined.applies)}


_FROM = {
    **dict.fromkeys(("upper_benchmark", "superior_benchmark"), Maker.SUPERIOR),
    "own_benchmark": Maker.OWN,
}
_APPROVALS = {
    **dict.fromkeys(("own_main_head", "main_head"), Approval.MAIN_HEAD),
    **dict.fromkeys(("collective_discussion", "own_collective_discussion", "collective"), Approval.COLLECTIVE),
    **dict.fromkeys(("maker", "upper_maker", "benchmark_maker", "superior_maker", "issuing_authority"), Approval.MAKER),
    "none": Approval.NONE,
}


@answers("SC27-12", reads=("deviation_from", "approval", "reason_stated"))
def departure(given: Given, context: Context) -> Answer:
    """No approval where it is null; the reasons are stated where nothing else is told."""
    made_by, approval = given.choice("deviation_from", _FROM), given.choice("approval", _APPROVALS, Approval.NONE)
    reason = "已写明理由" if given.flag("reason_stated", True) else ""
    return {"allowed": verdict(put("discretion.departure", on=context.today, made_by=made_by, approval=approval, reason=reason))}


_DOMAINS = {**dict.fromkeys(("eco", "ecology", "environment", "生态环境"), True), "other": False}


@answers("EEC-1060", reads=("domain", "original_fine", "order_to_correct_served", "recheck_found_continuing_on", "continued"))
def daily_fine(given: Given, context: Context) -> Answer:
    """The last day counted is that of the re-check; no daily fine outside the domain of the code."""
    original, ordered = given.amount("original_fine"), given.day("order_to_correct_served")
    ends = given.day("recheck_found_continuing_on")
    if not given.choice("domain", _DOMAINS, True):
        return {"allowed": False, "days": 0, "daily_total": Yuan.ZERO}
    answer = put(
        "substance.daily_fine",
        on=ordered,
        original=original,
        ordered_on=ordered,
        ends_on=ends,
        continued=given.flag("continued", True),
    )
    if answer.value is None:
        return {"allowed": False, "days": 0, "daily_total": Yuan.ZERO}
    return {"allowed": True, "days": answer.value.days, "daily_total": answer.value.total}


_LIMITATION = (
    "domain",
    "act_on",
    "continuing_until",
    "still_continuing",
    "discovered_on",
    "life_health_finance",
    "life_health_finance_harm",
    "harm",
    "pollution_harm",
)


def _limitation(ecological: bool, given: Given, context: Context) -> Answer:
    """Harm that is not told is none, but where life, health or finance is told alone, harm must be told too.

    A null is not known: where it matters, a person decides.
    """
    shorter, longer = (_barred(ecological, given, unknown) for unknown in (False, True))
    barred = shorter if shorter == longer else None
    return {"time_barred": barred, "manual_review": barred is None}


def _barred(ecological: bool, given: Given, unknown: bool) -> bool | None:
    """Is it too late, with ``unknown`` for each circumstance that is null?"""

    def told(name: str) -> bool:
        return given.flag(name, unknown and given.unknown(name))

    discovered, ended = given.day("discovered_on"), given.day("continuing_until", None)
    started = given.day("act_on") if ended is None else given.day("act_on", ended)
    if ended is not None and ended < started:
        raise BadCase("字段 continuing_until 早于 act_on")
    both, concerned = told("life_health_finance_harm"), told("life_health_finance")
    if concerned and "harm" not in given.names:
        given.flag("harm")
    facts: dict[str, Any] = {
        "act_ended_on": None if given.flag("still_continuing", False) else ended or started,
        "discovered_on": discovered,
        "life_health_finance": both or concerned,
        "harm": both or told("harm"),
        "ecological": given.choice("domain", _DOMAINS, ecological),
        "pollution_harm": told("pollution_harm"),
    }
    allowed = verdict(put("substance.limitation", on=discovered, **facts))
    return None if allowed is None else not allowed


@answers("APL-36", "APL-36(2)", reads=_LIMITATION)
def limitation(given: Given, context: Context) -> Answer:
    return _limitation(False, given, context)


@answers("EEC-1054", reads=_LIMITATION)
def ecological_limitation(given: Given, context: Context) -> Answer:
    """Of the domain of the code where the case is silent."""
    return _limitation(True, given, context)


@answers("APL-37", reads=("act_law_range", "decision_law_range", "still_unlawful", "only_the_fine_changed"))
def newer_law(given: Given, context: Context) -> Answer:
    """Nothing was changed where the range of the day of the decision is null; only the fine was where nothing else is told."""
    decision = Span(*given.range("decision_law_range")) if given.has("decision_law_range") else None
    answer = put(
        "substance.newer_law",
        on=context.today,
        at_act=Span(*given.range("act_law_range")),
        at_decision=decision,
        still_unlawful=given.flag("still_unlawful", True),
        only_the_fine_changed=given.flag("only_the_fine_changed", True),
    )
    if answer.value is None:
        return {"apply_range": None, "apply_version": None, "manual_review": True}
    span = answer.value.span
    return {"apply_range": None if span is None else _pair(span), "apply_version": answer.value.version, "manual_review": False}


_HARM: dict[str, Harm] = {
    "none": "none",
    "slight": "slight",
    **dict.fromkeys(("minor", "light"), "slight"),
    **dict.fromkeys(("more", "serious", "severe", "grave", "heavy"), "more"),
}
_RESULTS = {Penalty.MUST_NOT: "must_not_penalize", Penalty.MAY_NOT: "may_not_penalize", Penalty.PENALISE: "penalize"}
_FINDINGS = ("minor", "corrected_timely", "harm", "first")


@answers("APL-33", reads=(*_FINDINGS, "no_fault_proven", "fault_irrelevant_by_law"))
def no_penalty(given: Given, context: Context) -> Answer:
    """A finding that is null was not made; one that is absent and needed is missing from the case."""
    answer = put(
        "substance.no_penalty",
        on=context.today,
        slight=given.flag("minor", None),
        corrected_timely=given.flag("corrected_timely", None),
        harm=given.choice("harm", _HARM, None),
        first=given.flag("first", None),
        no_fault_proven=given.flag("no_fault_proven", False),
        fault_irrelevant_by_law=given.flag("fault_irrelevant_by_law", False),
    )
    if answer.value is None:
        if missing := [name for name in _FINDINGS if name not in given.names]:
            raise BadCase(f"缺少字段 {'、'.join(missing)}")
        return {"result": None, "manual_review": True}
    return {"result": _RESULTS[answer.value], "manual_review": False}


_PENALISED = {
    **dict.fromkeys(("not_penalized", "not_penalised", "no_penalty"), False),
    **dict.fromkeys(("penalized", "penalised", "penalty"), True),
}


@answers("APL-33(3)", reads=("result", "education_record"))
def education(given: Given, context: Context) -> Answer:
    penalised, record = given.choice("result", _PENALISED), given.flag("education_record", False)
    return {"ok": put("substance.education", on=context.today, penalised=penalised, education_record=record).lawful}


@answers("APL-29", reads=("same_act", "norms", "already_fined", "proposed"))
def one_fine(given: Given, context: Context) -> Answer:
    """Which norm fines an act, or whether a further penalty may be added to a fine; ``same_act`` null is for a person."""
    if "same_act" not in given.names:
        given.flag("same_act")
    same = given.flag("same_act", None)
    found: dict[str, object] = {}
    if proposed := kinds_of(given, "proposed"):
        fined = given.flag("already_fined")
        found["allowed"] = verdict(put("substance.one_fine", on=context.today, same_act=same, fined_before=fined, kinds=proposed))
    if given.has("norms"):
        found |= _heaviest(same, given, context)
    if not found:
        raise BadCase("缺少字段 norms 或者 proposed")
    return found


def _heaviest(same: bool | None, given: Given, context: Context) -> Answer:
    norms = [Norm(norm.text("law"), Span(*norm.range("fine"))) for norm in given.parts("norms")]
    best = put("substance.higher_norm", on=context.today, same_act=same, norms=norms)
    if best.value is None:
        return {"apply": None, "range": None, "sum_allowed": None if same is None else not same, "manual_review": verdict(best) is None}
    return {"apply": best.value.name, "range": _pair(best.value.fine), "sum_allowed": False, "manual_review": False}


@answers("APL-35", reads=("admin_fine_paid", "admin_fine_imposed", "court_fine", "proposed_admin_fine"))
def beside_the_court(given: Given, context: Context) -> Answer:
    """What is left of the court's fine, and whether a fine of the body may follow."""
    court = given.amount("court_fine")
    found: dict[str, object] = {}
    if given.has("admin_fine_paid"):
        paid = given.amount("admin_fine_paid")
        found["still_payable"] = value("substance.set_off", on=context.today, fine_paid=paid, court_fine=court)
    if given.has("proposed_admin_fine"):
        kinds = [Kind.FINE] if given.amount("proposed_admin_fine") else []
        answers_: list[Asked[object]] = [put("substance.no_fine_after_court", on=context.today, fined_by_court=bool(court), kinds=kinds)]
        if given.flag("admin_fine_imposed", False):
            answers_.append(put("substance.one_fine", on=context.today, same_act=True, fined_before=True, kinds=kinds))
        found["allowed"] = all(answer.lawful for answer in answers_)
    if not found:
        raise BadCase("缺少字段 admin_fine_paid 或者 proposed_admin_fine")
    return found


def _pair(span: Span) -> list[object]:
    return [span.low, span.high]
