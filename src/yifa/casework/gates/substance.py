"""实体 — may this party be punished, and under which version of the norm."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.casework import facts
from yifa.casework.forms.fields import LENIENT, Lenient
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation
from yifa.docket.ports import FineRange, UnknownToInstitution
from yifa.kernel.money import Yuan
from yifa.law.penalties import Span


def _reported(situation: Situation, name: str) -> Any:
    """What the form says; what the report of the inquiry said where the form has no such field."""
    if situation.form is not None and hasattr(situation.form, name):
        return form_value(situation, name)
    report = situation.view.last("report_investigation")
    return report.payload.get(name) if report else None


def _punishable(situation: Situation) -> Facts:
    born_on, lenient = _reported(situation, "born_on"), _reported(situation, "lenient")
    said: Lenient = next((word for word in LENIENT if word == lenient), "没有")
    return {
        "born_on": date.fromisoformat(born_on) if isinstance(born_on, str) else born_on,
        "act_on": facts.act_ended_on(situation.view) or situation.today,
        "state": _reported(situation, "mind") or "",
        "leniency": LENIENT[said],
    }


def _version_applied(situation: Situation) -> Facts:
    item, act_on = situation.item(), facts.act_ended_on(situation.view)
    if item is None or act_on is None or act_on >= situation.today:
        return None
    party = facts.party_type(situation)
    try:
        then = situation.institution.item(item.code, on=act_on)
    except UnknownToInstitution:
        then = None
    return {
        "fine": facts.money(form_value(situation, "fine_fen")),
        "at_act": _span(then.fine_range(party)) if then else None,
        "at_decision": _span(item.fine_range(party)),
        "known": then is not None,
    }


def _span(found: FineRange | None) -> Span | None:
    if found is None or (found.low_fen is None and found.high_fen is None):
        return None
    return Span(facts.money(found.low_fen) or Yuan.ZERO, facts.money(found.high_fen))


punishable = Gate("substance.punishable", _punishable, asks_form=True)
version_applied = Gate("substance.version_applied", _version_applied, asks_form=True)
