"""调查取证 — may the inquiry go on, and is anything established."""

from __future__ import annotations

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation


def _established(situation: Situation) -> Facts:
    view = situation.view
    return {"kinds": facts.evidence_kinds(view), "count": len(facts.evidence_acts(view))}


def _camera(situation: Situation) -> Facts:
    camera = bool(form_value(situation, "by_camera", False))
    names = ("legal_review", "technical_review", "published")
    return {"camera": camera, **{name: bool(form_value(situation, f"camera_{name}", False)) for name in names}}


def _camera_record(situation: Situation) -> Facts:
    if not form_value(situation, "by_camera", False):
        return None
    good = bool(form_value(situation, "camera_record_good", False))
    reviewed = bool(form_value(situation, "camera_record_reviewed", False))
    return {"reviewed": reviewed, "true_": good, "clear": good, "complete": good, "accurate": good}


def _undecided(situation: Situation) -> Facts:
    return {"decided": situation.view.has("decide", "decide_no_penalty", "punish_on_spot")}


established = Gate("evidence.established", _established)
camera_record = Gate("evidence.camera_record", _camera_record, asks_form=True)
camera_reviewed = Gate("evidence.camera_reviewed", _camera, asks_form=True)
undecided = Gate("steps.undecided", _undecided)
