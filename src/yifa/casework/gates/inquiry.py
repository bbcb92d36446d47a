"""调查取证 — may the inquiry go on, and is anything established."""

from __future__ import annotations

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation
from yifa.docket.ports import DeviceRecord


def _established(situation: Situation) -> Facts:
    view = situation.view
    return {"kinds": facts.evidence_kinds(view), "count": len(facts.evidence_acts(view))}


def _by_device(situation: Situation) -> tuple[DeviceRecord, ...]:
    """The files of this act that the register of devices knows: of these the register answers, and nobody's word."""
    if not situation.evidence:
        return ()
    return situation.once("device records", lambda: tuple(situation.device_records(situation.evidence).values()))


def _device(situation: Situation) -> Facts:
    """Every device must pass, and no better than the worst is told."""
    found = [one.device_facts for one in _by_device(situation)]
    return {name: all(facts[name] for facts in found) for name in found[0]} if found else None


def _camera(situation: Situation) -> Facts:
    if _by_device(situation):
        return None
    camera = bool(form_value(situation, "by_camera", False))
    names = ("legal_review", "technical_review", "published")
    return {"camera": camera, **{name: bool(form_value(situation, f"camera_{name}", False)) for name in names}}


def _camera_record(situation: Situation) -> Facts:
    if found := [one.record_facts for one in _by_device(situation)]:
        return {name: all(facts[name] for facts in found) for name in found[0]}
    if not form_value(situation, "by_camera", False):
        return None
    good = bool(form_value(situation, "camera_record_good", False))
    reviewed = bool(form_value(situation, "camera_record_reviewed", False))
    return {"reviewed": reviewed, "true_": good, "clear": good, "complete": good, "accurate": good}


def _camera_told(situation: Situation) -> Facts:
    """Asked where the case rests on a record of a device: by what was ticked, or by what the register knows of its files."""
    view = situation.view
    taken = view.all("take_evidence")
    files = [digest for act in taken for digest in act.evidence]
    if not any(act.payload.get("by_camera") for act in taken) and not (files and situation.device_records(files)):
        return None
    told = view.last("tell_camera_record")
    said = told.payload if told else {}
    return {"told": told is not None, "can_look": bool(said.get("look")), "can_object": bool(said.get("objections"))}


def _undecided(situation: Situation) -> Facts:
    return {"decided": situation.view.has("decide", "decide_no_penalty", "punish_on_spot")}


established = Gate("evidence.established", _established)
camera_device = Gate("evidence.camera_device", _device, asks_form=True)
camera_record = Gate("evidence.camera_record", _camera_record, asks_form=True)
camera_reviewed = Gate("evidence.camera_reviewed", _camera, asks_form=True)
#: of every act that brings evidence: what a device recorded is evidence only where device and record passed
BY_DEVICE = (camera_device, camera_record)
camera_told = Gate("evidence.camera_told", _camera_told)
undecided = Gate("steps.undecided", _undecided)
