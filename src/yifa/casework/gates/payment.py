"""缴款 — may this money be taken."""

from __future__ import annotations

from yifa.casework import execution, facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation
from yifa.kernel.money import Yuan


def _collector(situation: Situation) -> Facts:
    view = situation.view
    return {
        "channel": form_value(situation, "channel", ""),
        "summary": view.has("punish_on_spot"),
        "fine": facts.fine_due(view) or Yuan.ZERO,
        "hard_to_collect": bool(form_value(situation, "hard_to_collect", False)),
        # the form says all three in one sentence
        **dict.fromkeys(("remote", "payment_difficult", "party_asked"), bool(form_value(situation, "remote_request", False))),
    }


def _paid_after_decision(situation: Situation) -> Facts:
    decided = facts.decision(situation.view)
    return None if decided is None else {"paid_on": form_value(situation, "paid_on"), "decided_on": decided.happened_on}


def _amount(situation: Situation) -> Facts:
    view = situation.view
    before = facts.paid(view)
    return {"due": execution.owed(view), "paid": before + Yuan.of_fen(form_value(situation, "amount_fen", 0))}


def _still_owed(situation: Situation) -> Facts:
    view = situation.view
    if facts.decision(view) is None:
        return None
    return {"due": execution.owed(view), "paid": facts.paid(view)}


collector = Gate("payment.not_collected_by_officers", _collector, asks_form=True)
amount = Gate("payment.amount", _amount, asks_form=True)
paid_after_decision = Gate("steps.paid_after_decision", _paid_after_decision, asks_form=True)
still_owed = Gate("steps.still_owed", _still_owed)
