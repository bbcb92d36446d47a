"""简易程序 — may it be decided on the spot."""

from __future__ import annotations

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation


def _on_the_spot(situation: Situation) -> Facts:
    return {
        "party": facts.party_type(situation),
        "fine": facts.money(form_value(situation, "fine_fen")),
        "kinds": tuple(form_value(situation, "kinds", ())),
        "facts_clear": bool(form_value(situation, "facts_clear", False)),
    }


def _heard(situation: Situation) -> Facts:
    return {"told": bool(form_value(situation, "told_rights", False)), "heard": bool(form_value(situation, "heard", False))}


def _delivered(situation: Situation) -> Facts:
    return {"delivered": bool(form_value(situation, "delivered", False))}


def _spot_reported(situation: Situation) -> Facts:
    view = situation.view
    return {"reported": view.has("report_spot")} if view.has("punish_on_spot") else None


on_the_spot = Gate("summary.on_the_spot", _on_the_spot, asks_form=True)
heard = Gate("summary.heard", _heard, asks_form=True)
delivered = Gate("steps.delivered_on_spot", _delivered, asks_form=True)
punished = Gate("steps.punished", lambda situation: {"punished": situation.view.has("punish_on_spot")})
spot_reported = Gate("steps.spot_reported", _spot_reported)
