"""执行 — deferral, surcharge, demand, the court, standing still and ending."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.casework import execution, facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation
from yifa.kernel.money import Yuan
from yifa.law.rule import apply


def _deferral(situation: Situation) -> Facts:
    return {
        "hardship": bool(form_value(situation, "hardship", False)),
        "applied": bool(form_value(situation, "applied", False)),
        "approved": True,
        "until": form_value(situation, "until"),
        "decided_on": situation.today,
    }


def _surcharge_allowed(situation: Situation) -> Facts:
    decision = facts.decision(situation.view)
    return {
        "stated_in_decision": bool(decision and decision.payload.get("surcharge_stated", True)),
        "standard_told": bool(form_value(situation, "standard_told", False)),
    }


def _surcharge_settled(situation: Situation) -> Facts:
    view, term = situation.view, execution.payment_term(situation)
    fine = facts.fine_due(view)
    if term is None or fine is None:
        return None
    until = form_value(situation, "until")
    reckoned = apply(
        "measure.surcharge",
        on=situation.today,
        layers=situation.layers(),
        fine=fine,
        due_on=term.due,
        until=until,
        payments=execution.payments(view),
        stopped=execution.stops(view, until=until),
        annulled=execution.annulled(view),
    )
    return {
        "amount": Yuan.of_fen(form_value(situation, "amount_fen", 0)),
        "reckoned": reckoned.value.amount if reckoned.value else Yuan.ZERO,
        "agreement": bool(form_value(situation, "agreement", False)),
    }


def _overdue(situation: Situation) -> Facts:
    term = execution.payment_term(situation)
    if term is None:
        return None
    return {"due_on": term.due, "today": situation.today, "owed": not execution.settled(situation.view)}


def _demand(situation: Situation) -> Facts:
    return {
        "written": bool(form_value(situation, "written", False)),
        "present": tuple(form_value(situation, "present", ())),
        "money": bool(execution.owed(situation.view)),
    }


def _demand_made(situation: Situation) -> Facts:
    return {"paper": "履行催告书", "made": situation.view.has("demand")}


def _demanded(situation: Situation) -> Facts:
    served_on = execution.demand_served_on(situation.view, situation.layers())
    apply_from = None
    if served_on is not None:
        apply_from = apply(
            "deadlines.apply_from", on=situation.today, layers=situation.layers(), served_on=served_on, calendar=situation.calendar
        ).value
    return {"demand_served_on": served_on, "apply_from": apply_from, "today": situation.today}


def _court_window(situation: Situation) -> Facts:
    view, layers = situation.view, situation.layers()
    served_on = facts.paper_served_on(view, "penalty_decision", layers)
    if served_on is None:
        return None
    window = apply(
        "deadlines.court_window",
        on=situation.today,
        layers=layers,
        served_on=served_on,
        calendar=situation.calendar,
        **execution.window(view),
    ).value
    return {
        "own_power": bool(form_value(situation, "own_power", False)),
        "opened_on": window.start if window else situation.today,
        "closes_on": window.due if window else situation.today,
        "today": situation.today,
        "remedy_pending": execution.remedy_running(view),
        "owed": not execution.settled(view),
    }


def _court_papers(situation: Situation) -> Facts:
    return {"present": tuple(form_value(situation, "papers", ())), "form": tuple(form_value(situation, "form", ()))}


def _own_power(situation: Situation) -> Facts:
    return {"given_by_law": bool(form_value(situation, "power", ""))}


def _execution_decision(situation: Situation) -> Facts:
    view = situation.view
    demand, served_on = view.last("demand"), execution.demand_served_on(view, situation.layers())
    return {
        "demanded": demand is not None,
        "term_until": date.fromisoformat(demand.payload["until"]) if demand and served_on else None,
        "today": situation.today,
        "stated": bool(form_value(situation, "party_view", "")),
        "reviewed": bool(form_value(situation, "reviewed", False)),
        "good_reason": bool(form_value(situation, "good_reason", False)),
        "hides_property": bool(form_value(situation, "hides_property", False)),
    }


def _moment(situation: Situation) -> dict[str, Any]:
    return {"at": form_value(situation, "from_at"), "urgent": bool(form_value(situation, "urgent", False))}


def _holiday(situation: Situation) -> Facts:
    return {**_moment(situation), "calendar": situation.calendar}


def _cut_off(situation: Situation) -> Facts:
    return {"cuts_supply": bool(form_value(situation, "cuts_supply", False)), "residential": True, "to_force": True}


def _suspended(situation: Situation) -> Facts:
    return {"suspended": execution.suspended(situation.view)}


def _suspension(situation: Situation) -> Facts:
    return {"ground": form_value(situation, "ground"), "suspended": execution.suspended(situation.view)}


def _resumption(situation: Situation) -> Facts:
    # before the form is there, only whether there is anything to resume
    return {"suspended": execution.suspended(situation.view), "cause_gone": bool(form_value(situation, "cause_gone", True))}


def _end(situation: Situation) -> Facts:
    return {"ground": form_value(situation, "ground"), "party": facts.party_type(situation)}


deferral = Gate("payment.deferral", _deferral, asks_form=True)
surcharge_allowed = Gate("measure.surcharge_allowed", _surcharge_allowed, asks_form=True)
surcharge_settled = Gate("measure.surcharge_settled", _surcharge_settled, asks_form=True)
overdue = Gate("execution.overdue", _overdue)
demand_complete = Gate("execution.demand", _demand, asks_form=True)
demand_made = Gate("steps.paper_made", _demand_made)
demanded = Gate("execution.demanded", _demanded)
court_window = Gate("execution.court_window", _court_window, asks_form=True)
court_papers = Gate("execution.court_papers", _court_papers, asks_form=True)
court_asked = Gate("execution.court_asked", lambda situation: {"asked": situation.view.has("apply_to_court")})
own_power = Gate("execution.own_power", _own_power, asks_form=True)
execution_decision = Gate("execution.decision", _execution_decision, asks_form=True)
execution_decided = Gate("execution.decided", lambda situation: {"decided": situation.view.has("decide_execution")})
not_at_night = Gate("execution.not_at_night", _moment, asks_form=True)
not_on_holiday = Gate("execution.not_on_holiday", _holiday, asks_form=True)
no_cut_off = Gate("execution.no_cut_off", _cut_off, asks_form=True)
execution_goes_on = Gate("execution.not_suspended", _suspended)
execution_suspension = Gate("execution.suspension", _suspension, asks_form=True)
execution_resumption = Gate("execution.resumption", _resumption)
execution_end = Gate("execution.end", _end, asks_form=True)
