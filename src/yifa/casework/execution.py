"""What the acts of execution say: what is owed, until when, what was demanded; and their terms. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from yifa.casework import facts
from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import ClockStart, Situation
from yifa.kernel.calendar import Aside, Due
from yifa.kernel.money import Yuan
from yifa.law.layers import Layer
from yifa.law.measure.surcharge import Payment
from yifa.law.rule import apply


def surcharge(view: View) -> Yuan:
    """加处罚款 — as settled last."""
    settled = view.last("settle_surcharge")
    return Yuan.of_fen(settled.payload["amount_fen"]) if settled else Yuan.ZERO


def owed(view: View) -> Yuan:
    """Fine and surcharge together, whatever of it was paid."""
    return (facts.fine_due(view) or Yuan.ZERO) + surcharge(view)


def settled(view: View, *, until: Act | None = None) -> bool:
    """Was everything owed paid (by the time of that act)?"""
    paid = sum(act.payload["amount_fen"] for act in view.all("record_payment") if until is None or act.seq <= until.seq)
    return paid >= owed(view).fen


def payments(view: View) -> tuple[Payment, ...]:
    """What was paid, day by day."""
    return tuple(
        Payment(date.fromisoformat(act.payload["paid_on"]), Yuan.of_fen(act.payload["amount_fen"])) for act in view.all("record_payment")
    )


def deferred_until(view: View) -> date | None:
    """The last day of the deferral as approved last."""
    deferral = view.last("defer_payment")
    return date.fromisoformat(deferral.payload["until"]) if deferral else None


def payment_term(situation: Situation) -> Due | None:
    """The term to pay, of the deferral where there is one; None before the decision is served."""
    view, layers = situation.view, situation.layers()
    asked: dict[str, Any] = {"on": situation.today, "layers": layers, "calendar": situation.calendar}
    deferral, until = view.last("defer_payment"), deferred_until(view)
    if deferral is not None and until is not None:
        return apply("deadlines.deferral", granted_on=deferral.happened_on, until=until, **asked).value
    served_on = facts.paper_served_on(view, "penalty_decision", layers, situation.calendar)
    return apply("deadlines.payment", served_on=served_on, **asked).value if served_on else None


def suspended(view: View) -> bool:
    """Does execution stand still?"""
    last = view.last("suspend_execution", "resume_execution")
    return last is not None and last.kind == "suspend_execution"


def ended(view: View) -> str:
    """The ground on which execution ended for good, empty while it has not."""
    end = view.last("end_execution")
    return str(end.payload["ground"]) if end else ""


def stops(view: View, *, until: date) -> tuple[Aside, ...]:
    """Reconsiderations and lawsuits, of which no day counts for the surcharge; one that runs stops it to the end."""
    return tuple(Aside(first, max(first, last or until), "复议、诉讼") for first, last in facts.remedy_spans(view))


def annulled(view: View) -> bool:
    """Was the decision annulled or declared void?"""
    return any(end is not None and end.payload["outcome"] in ("撤销", "确认无效") for _, end in facts.remedies(view))


def remedy_running(view: View) -> bool:
    """Does a reconsideration or a lawsuit run?"""
    return any(end is None for _, end in facts.remedies(view))


def reconsidered_on(view: View) -> date | None:
    """The day the result of the latest reconsideration was served."""
    ends = [end for received, end in facts.remedies(view) if end is not None and received.payload["way"] == "行政复议"]
    return date.fromisoformat(ends[-1].payload["served_on"]) if ends else None


def window(view: View) -> dict[str, date | None]:
    """What besides the service of the decision sets the time to ask the court."""
    return {"reconsidered_on": reconsidered_on(view), "deferred_until": deferred_until(view)}


def demand_served_on(view: View, layers: Sequence[Layer]) -> date | None:
    """The day the latest demand counts as served, None while it is not."""
    demand, service = view.last("demand"), view.last("serve_demand")
    if demand is None or service is None or service.seq < demand.seq:
        return None
    return facts.service_day(service, layers)


def _served(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any]:
    return {"served_on": facts.service_day(act, layers)}


def _window(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    if act.payload["paper"] != "penalty_decision" or not facts.fine_due(view):
        return None
    return {"served_on": facts.service_day(act, layers), **window(view)}


def _over(view: View, started: Act, act: Act) -> bool:
    """A payment ends it when it was the last; what else may stop it always does."""
    return act.kind != "record_payment" or settled(view, until=act)


def _refused_by_court(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    refused = act.payload["result"] in ("不予受理", "不予执行")
    return {"ruling_received_on": date.fromisoformat(act.payload["received_on"])} if refused else None


COURT = ClockStart(
    "court_application",
    "申请法院强制执行",
    "deadlines.court_window",
    _window,
    stopped_by=("record_payment", "apply_to_court", "end_execution", "close_case"),
    stops_when=_over,
)
DEFERRAL = ClockStart(
    "deferral",
    "暂缓分期缴纳",
    "deadlines.deferral",
    lambda view, act, layers: {"granted_on": act.happened_on, "until": date.fromisoformat(act.payload["until"])},
    stopped_by=("record_payment", "defer_payment", "end_execution", "close_case"),
    stops_when=_over,
    party=True,
)
DEMAND = ClockStart(
    "demand",
    "催告后履行",
    "deadlines.demand",
    _served,
    stopped_by=("record_payment", "serve_demand", "apply_to_court", "end_execution", "close_case"),
    stops_when=_over,
    party=True,
)
ACCEPTANCE = ClockStart(
    "court_acceptance",
    "法院受理",
    "deadlines.court_acceptance",
    lambda view, act, layers: {"applied_on": act.happened_on},
    stopped_by=("record_court",),
    party=True,
)
OBJECTION = ClockStart(
    "court_objection",
    "对法院裁定申请复议",
    "deadlines.court_objection",
    _refused_by_court,
    stopped_by=("record_court", "end_execution", "close_case"),
)
DORMANT = ClockStart(
    "dormant",
    "中止执行满三年",
    "deadlines.dormant",
    lambda view, act, layers: {"suspended_on": act.happened_on},
    stopped_by=("resume_execution", "end_execution"),
    party=True,
)
