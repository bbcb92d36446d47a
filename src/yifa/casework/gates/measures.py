"""措施 — may evidence be kept and things sealed, for how long, and what becomes of them."""

from __future__ import annotations

from datetime import datetime, time

from yifa.casework import facts, measures
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation
from yifa.kernel.dates import SHANGHAI, Days
from yifa.law.measure.sealing import CONTENTS
from yifa.law.measure.taking import SIGNED, STEPS, WITNESSED
from yifa.law.rule import apply

#: the steps of article 18 in the words of the form
_DONE = dict(zip(("certificate_shown", "party_called", "told", "heard", "record_made"), STEPS, strict=True)) | {
    "signed": SIGNED,
    "witnessed": WITNESSED,
}
_KINDS = {"查封": "查封场所、设施或者财物", "扣押": "扣押财物"}


def _preservation(situation: Situation) -> Facts:
    return {
        "may_vanish": bool(form_value(situation, "may_vanish", False)),
        "approved": measures.approval(situation.view, measures.KEEPING),
        "urgent": bool(form_value(situation, "urgent", False)),
    }


def _preserved(situation: Situation) -> Facts:
    return {"held": bool(measures.kept(situation.view)), "what": "先行登记保存"}


def _preservation_outcome(situation: Situation) -> Facts:
    kept = measures.kept(situation.view)
    if not kept:
        return None
    return {
        "outcome": form_value(situation, "outcome"),
        "taken_on": kept[0].happened_on,
        "decided_on": situation.today,
        "calendar": situation.calendar,
        "confiscated": _confiscated(situation),
    }


def _confiscated(situation: Situation) -> bool:
    decision = facts.decision(situation.view)
    return decision is not None and "没收非法财物" in decision.payload["kinds"]


def _basis(situation: Situation) -> Facts:
    return {
        "kind": _KINDS[form_value(situation, "measure")],
        "norm": form_value(situation, "norm"),
        "higher_norm_silent": False,
        "delegated": False,
        "local_affair": bool(form_value(situation, "local_affair", False)),
    }


def _approved(situation: Situation) -> Facts:
    return {
        "approved": measures.approval(situation.view, form_value(situation, "measure", "")),
        "urgent": bool(form_value(situation, "urgent", False)),
    }


def _steps(situation: Situation) -> Facts:
    return {
        "officers": len(situation.officers),
        "done": tuple(step for name, step in _DONE.items() if form_value(situation, name, False)),
        "party_present": bool(form_value(situation, "party_present", False)),
    }


def _scope(situation: Situation) -> Facts:
    names = ("of_the_case", "living_necessities", "of_others")
    return {"sealed_by": form_value(situation, "sealed_by", "")} | {name: bool(form_value(situation, name, False)) for name in names}


def _paper(situation: Situation) -> Facts:
    return {
        "present": CONTENTS if form_value(situation, "decision_complete", False) else (),
        "delivered": bool(form_value(situation, "delivered", False)),
        "lists": form_value(situation, "lists", 0),
    }


def _sealed(situation: Situation) -> Facts:
    return {"held": bool(measures.sealed(situation.view)), "what": "查封、扣押"}


def _extension(situation: Situation) -> Facts:
    sealed = measures.sealed(situation.view)
    if not sealed:
        return None
    first, view, layers = sealed[0], situation.view, situation.layers()
    granted = measures.extensions(view, first)
    so_far = {"extension": Days(sum(days.n for days in granted)), "aside": measures.tests(view, first)}
    term = apply(
        "deadlines.sealing", on=first.happened_on, layers=layers, started_on=first.happened_on, calendar=situation.calendar, **so_far
    )
    return {
        "extensions": (*granted, Days(form_value(situation, "extended_by", 0))),
        "complex_case": bool(form_value(situation, "complex_case", False)),
        "approved": True,
        "reason_told": bool(form_value(situation, "reason_told", False)),
        "expires_on": term.value.due if term.value else first.happened_on,
        "decided_on": situation.today,
    }


def _outcome(situation: Situation) -> Facts:
    return {
        "outcome": form_value(situation, "outcome"),
        "confiscated": _confiscated(situation),
        "destruction_by_law": bool(form_value(situation, "destruction_by", "")),
        "transferred": situation.view.has("hand_to_police"),
        "returned": bool(form_value(situation, "returned", False)),
    }


def _none_left(situation: Situation) -> Facts:
    return {"kept": bool(measures.kept(situation.view)), "sealed": bool(measures.sealed(situation.view))}


def _urgency(situation: Situation) -> Facts:
    urgent = measures.urgent(situation.view)
    if urgent is None:
        return None
    act, said = urgent
    # a situation knows its day only: late is what was late when the day began
    return {"taken_at": act.happened_at, "approved": said, "now": datetime.combine(situation.today, time(), SHANGHAI)}


preservation = Gate("evidence.preservation", _preservation, asks_form=True)
preserved = Gate("measure.held", _preserved)
preservation_outcome = Gate("evidence.preservation_outcome", _preservation_outcome, asks_form=True)
measure_basis = Gate("measure.basis", _basis, asks_form=True)
measure_approved = Gate("measure.approved", _approved, asks_form=True)
measure_steps = Gate("measure.steps", _steps, asks_form=True)
measure_scope = Gate("measure.scope", _scope, asks_form=True)
sealing_paper = Gate("measure.sealing_paper", _paper, asks_form=True)
sealed = Gate("measure.held", _sealed)
sealing_extension = Gate("measure.sealing_extension", _extension, asks_form=True)
sealing_outcome = Gate("measure.outcome", _outcome, asks_form=True)
urgency_settled = Gate("measure.urgency_settled", _urgency)
none_left = Gate("measure.none_left", _none_left)
