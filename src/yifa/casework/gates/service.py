"""送达 — was it served as the law asks."""

from __future__ import annotations

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation

PAPER_TITLES = {"penalty_notice": "行政处罚事先告知书", "penalty_decision": "行政处罚决定书"}


def _service_form(situation: Situation) -> Facts:
    return {
        "mode": form_value(situation, "mode", ""),
        "receiver_signed": bool(form_value(situation, "receiver_signed", False)),
        "witnessed": bool(form_value(situation, "witness", "")),
        "recorded": bool(form_value(situation, "recorded", False)) or bool(situation.evidence),
        "consent": bool(form_value(situation, "consent", False)),
        "other_ways_failed": bool(form_value(situation, "other_ways_failed", False)),
    }


def _paper_made(situation: Situation) -> Facts:
    paper = form_value(situation, "paper", "")
    made = situation.view.last(*facts.DECISIONS.get(paper, ()))
    return {"paper": PAPER_TITLES.get(paper, paper), "made": made is not None and made.happened_on <= situation.today}


def _outcome_served(situation: Situation) -> Facts:
    """A penalty or its refusal, either reached the party."""
    spared = situation.view.last("decide_no_penalty")
    return {"decided": True, "served": bool(spared.payload["delivered"])} if spared else _decision_served(situation)


def _decision_served(situation: Situation) -> Facts:
    view = situation.view
    if view.has("punish_on_spot"):
        return {"decided": True, "served": True}
    return {"decided": view.has("decide"), "served": facts.paper_served_on(view, "penalty_decision", situation.layers()) is not None}


service_form = Gate("service.form", _service_form, asks_form=True)
paper_made = Gate("steps.paper_made", _paper_made, asks_form=True)
something_to_serve = Gate("steps.something_to_serve", lambda situation: {"made": situation.view.has("give_notice", "decide")})
decision_served = Gate("steps.decision_served", _decision_served)
outcome_served = Gate("steps.decision_served", _outcome_served)
