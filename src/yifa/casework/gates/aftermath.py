"""决定之后 — is it published, withdrawn, answered, ended in its turn."""

from __future__ import annotations

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation


def _in_turn(situation: Situation, *, withdrawing: bool) -> Facts:
    view = situation.view
    return {"decided": facts.decision(view) is not None, "published": facts.published(view), "withdrawing": withdrawing}


def _impact(situation: Situation) -> Facts:
    decision = facts.decision(situation.view)
    marked = bool(decision and decision.payload.get("social_impact"))
    return {"impact": marked or bool(form_value(situation, "impact", False)), "hidden": bool(form_value(situation, "hidden", False))}


def _withdrawn(situation: Situation) -> Facts:
    return {"reason": form_value(situation, "reason", ""), "receivers_told": bool(form_value(situation, "receivers_told", False))}


def _running(situation: Situation) -> Facts:
    way = form_value(situation, "way")
    mine = [end for received, end in facts.remedies(situation.view) if way in (None, received.payload["way"])]
    return {"received": len(mine), "ended": sum(end is not None for end in mine)}


def _channel(situation: Situation) -> Facts:
    if form_value(situation, "paper") != "penalty_decision":
        return None
    return {
        "served_by_internet": form_value(situation, "mode") == "电子送达",
        "channel_given": bool(form_value(situation, "reconsideration_channel", "")),
    }


publishable = Gate("publication.in_turn", lambda situation: _in_turn(situation, withdrawing=False))
withdrawable = Gate("publication.in_turn", lambda situation: _in_turn(situation, withdrawing=True))
social_impact = Gate("publication.social_impact", _impact, asks_form=True)
withdrawn = Gate("publication.withdrawn", _withdrawn, asks_form=True)
remedy_running = Gate("remedies.running", _running)
internet_channel = Gate("remedies.internet_channel", _channel, asks_form=True)
