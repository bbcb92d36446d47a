"""实体 — may this party be punished, and under which version of the norm."""

from __future__ import annotations

from datetime import date

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value, leniency, reported
from yifa.docket.core.procedure import Gate, Situation
from yifa.docket.ports import FineRange, UnknownToInstitution
from yifa.kernel.money import Yuan
from yifa.law.penalties import Span


def _punishable(situation: Situation) -> Facts:
    born_on = reported(situation, "born_on")
    return {
        "born_on": date.fromisoformat(born_on) if isinstance(born_on, str) else born_on,
        "act_on": facts.act_ended_on(situation.view) or situation.today,
        "state": reported(situation, "mind") or "",
        "leniency": leniency(situation),
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
