"""听证 — was it called in time, held as the law asks, and does the decision rest on it."""

from __future__ import annotations

from datetime import date

from yifa.casework import facts
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation


def _requested(situation: Situation) -> Facts:
    return {"requested": situation.view.has("request_hearing")}


def _told_in_time(situation: Situation) -> Facts:
    return {"invited_on": situation.today, "hearing_on": form_value(situation, "hearing_on"), "calendar": situation.calendar}


def _announced(situation: Situation) -> Facts:
    if not form_value(situation, "held_open", True):
        return None
    return {
        "announced_on": form_value(situation, "announced_on"),
        "hearing_on": form_value(situation, "hearing_on"),
        "calendar": situation.calendar,
    }


def _open(situation: Situation) -> Facts:
    return {"held_open": bool(form_value(situation, "held_open", True)), "secret": bool(form_value(situation, "secret", False))}


def _invited(situation: Situation) -> Facts:
    call = facts.hearing_call(situation.view)
    return {"invited_on": call.happened_on if call else None, "hearing_on": situation.today, "calendar": situation.calendar}


def _as_told(situation: Situation) -> Facts:
    call = facts.hearing_call(situation.view)
    return {"told_for": date.fromisoformat(call.payload["hearing_on"]), "held_on": situation.today} if call else None


def _chair(situation: Situation) -> Facts:
    return {"chair": facts.person(situation), "handlers": facts.handlers(situation.view)}


def _agents(situation: Situation) -> Facts:
    named = [line for line in form_value(situation, "agents", "").splitlines() if line.strip()]
    return {"agents": len(named), "authorised": bool(form_value(situation, "authorised", False))}


def _absence(situation: Situation) -> Facts:
    judged = {"没有正当理由": True, "有正当理由": False}
    return {
        "ended": bool(form_value(situation, "ended_for_absence", False)),
        "unexcused": judged.get(form_value(situation, "excuse", "")),
    }


def _record(situation: Situation) -> Facts:
    if form_value(situation, "ended_for_absence", False):
        return None
    return {
        "recorded": bool(form_value(situation, "record", "")),
        "presented": bool(form_value(situation, "presented", False)),
        "answered": bool(form_value(situation, "answered", False)),
        "signed": form_value(situation, "signature") == "已签名",
        "refusal_noted": bool(form_value(situation, "refusal_noted", False)),
    }


def _on_record(situation: Situation) -> Facts:
    hearing = situation.view.last("hold_hearing")
    heard = hearing is not None and not hearing.payload.get("ended_for_absence")
    return {"heard": heard, "rests_on_record": bool(form_value(situation, "rests_on_record", False))}


hearing_requested = Gate("steps.hearing_requested", _requested)
hearing_told_in_time = Gate("notice.hearing_invited", _told_in_time, asks_form=True)
hearing_announced = Gate("notice.hearing_announced", _announced, asks_form=True)
hearing_open = Gate("notice.hearing_open", _open, asks_form=True)
hearing_invited = Gate("notice.hearing_invited", _invited)
hearing_as_told = Gate("notice.hearing_as_told", _as_told)
hearing_chair = Gate("notice.hearing_chair", _chair)
hearing_agents = Gate("notice.hearing_agents", _agents, asks_form=True)
hearing_absence = Gate("notice.hearing_absence", _absence, asks_form=True)
hearing_record = Gate("notice.hearing_record", _record, asks_form=True)
on_hearing_record = Gate("decision.on_record", _on_record, asks_form=True)
