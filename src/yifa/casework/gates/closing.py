"""结案归档 — may the case end."""

from __future__ import annotations

from yifa.casework import execution, facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation


def _executed(situation: Situation) -> Facts:
    view = situation.view
    other_ended = form_value(situation, "other_ended", "") or execution.ended(view)
    return {"fine": facts.fine_due(view), "surcharge": execution.surcharge(view), "paid": facts.paid(view), "other_ended": other_ended}


def _closed(situation: Situation) -> Facts:
    return {"closed": situation.view.has("close_case", "drop_case")}


executed = Gate("closing.executed", _executed, asks_form=True)
closed = Gate("closing.archived_after_closing", _closed)
still_open = Gate("steps.still_open", _closed)
