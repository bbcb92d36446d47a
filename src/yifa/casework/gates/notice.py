"""告知 — was the party told and heard."""

from __future__ import annotations

from typing import Any

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation
from yifa.law.rule import apply


def _hearing(situation: Situation) -> Facts:
    item = situation.item()
    party = facts.party_type(situation)
    threshold = item.hearing_threshold_fen.get(party) if item else None
    return {
        "kinds": tuple(form_value(situation, "kinds", ())),
        "fine": facts.money(form_value(situation, "fine_fen")),
        "party": party,
        "threshold": facts.money(threshold),
        "offered": bool(form_value(situation, "hearing_offered", False)),
    }


def _notice_served(situation: Situation) -> Facts:
    view = situation.view
    return {
        "made": view.has("give_notice"),
        "served_on": facts.paper_served_on(view, "penalty_notice", situation.layers(), situation.calendar),
        "decided_on": situation.today,
    }


def _statement_over(situation: Situation) -> Facts:
    view = situation.view
    served_on = facts.paper_served_on(view, "penalty_notice", situation.layers(), situation.calendar)
    if served_on is None:
        return None
    statement = _statement(situation)
    mode = statement.payload["mode"] if statement else ""
    return {
        "served_on": served_on,
        "today": situation.today,
        "calendar": situation.calendar,
        "waived": mode == "书面放弃",
        "heard": mode == "提出意见",
    }


def _statement(situation: Situation) -> Any:
    view = situation.view
    notice, statement = view.last("give_notice"), view.last("hear_statement")
    return statement if statement and notice and statement.seq > notice.seq else None


def _statement_reviewed(situation: Situation) -> Facts:
    statement = _statement(situation)
    if statement is None:
        return None
    return {"stated": statement.payload["mode"] == "提出意见", "reviewed": bool(statement.payload.get("review_opinion"))}


def _hearing_done(situation: Situation) -> Facts:
    view = situation.view
    notice = view.last("give_notice")
    if notice is None or not (notice.payload.get("hearing_offered") or view.has("request_hearing")):
        return None
    served_on = facts.paper_served_on(view, "penalty_notice", situation.layers(), situation.calendar)
    until = None
    statement = _statement(situation)
    waived = bool(statement and statement.payload.get("hearing_waived"))
    if served_on is not None and not waived:
        answer = apply(
            "deadlines.hearing_request", on=situation.today, layers=situation.layers(), served_on=served_on, calendar=situation.calendar
        )
        until = answer.value.due if answer.value else None
    return {"requested": view.has("request_hearing"), "held": view.has("hold_hearing"), "request_until": until, "today": situation.today}


hearing_offered = Gate("notice.hearing", _hearing, asks_form=True)
notice_served = Gate("notice.served", _notice_served)
statement_over = Gate("notice.statement_over", _statement_over)
statement_reviewed = Gate("notice.statement_reviewed", _statement_reviewed)
hearing_done = Gate("notice.hearing_done", _hearing_done)
