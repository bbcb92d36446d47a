"""怎么办 — what may be done now, and for every other act why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yifa.docket.core.procedure import PROCEDURES, ActKind, Gate, Situation, acts_for, called_in, kinds_on_offer
from yifa.docket.core.wording import PHRASES
from yifa.docket.ports import Hindrances
from yifa.kernel.actor import Role
from yifa.law.answer import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Offer:
    """One act before the docket: lawful now, refused, or for a person; with every answer that was not lawful.

    ``yours`` is False when the one who asks holds none of the roles that do this act; ``again`` is True when it was done before.
    """

    kind: ActKind
    verdict: Verdict
    answers: tuple[Answer[Any], ...]
    yours: bool
    again: bool = False


def _hindrances(situation: Situation) -> tuple[Hindrances, ...]:
    """Of each officer named, in their order."""

    def look() -> tuple[Hindrances, ...]:
        item, view = situation.item(), situation.view
        matter = {"domain": item.domain if item else "", "place": view.place, "party": situation.party_name()}
        return tuple(
            situation.institution.hindrances(officer.code, body=view.body, on=situation.today, **matter) for officer in situation.officers
        )

    return situation.once("hindrances", look)


def _two_officers(situation: Situation) -> dict[str, Any]:
    """Those named, those of them qualified and at work today, and for each of the others why not."""
    view, actor = situation.view, situation.actor
    found = [(*one.foreign, *one.unqualified, *one.absent) for one in _hindrances(situation)]
    able = sum(not reasons for reasons in found)
    faults = [reason for reasons in found for reason in reasons]
    if (
        actor is not None
        and actor.has(Role.OFFICER, body=view.body, place=view.place)
        and actor.officer not in {o.code for o in situation.officers}
    ):
        faults.append(PHRASES["not_among_officers"])
        able = min(able, 1)
    return {"named": len(situation.officers), "able": able, "faults": tuple(faults)}


def _assistants(situation: Situation) -> dict[str, Any]:
    return {"names": tuple(officer.name for officer in situation.officers if officer.assistant)}


def _registered_recusal(situation: Situation) -> dict[str, Any] | None:
    conflicted = tuple(reason for one in _hindrances(situation) for reason in one.recused)
    return {"conflicted": conflicted} if conflicted else None


def _set_aside(situation: Situation) -> dict[str, Any] | None:
    aside = tuple(reason for one in _hindrances(situation) for reason in one.set_aside)
    return {"aside": aside} if aside else None


NOT_ASSISTANT = Gate("people.not_assistant", _assistants, asks_form=True)
TWO_OFFICERS = Gate("people.two_officers", _two_officers, asks_form=True)
#: what the register says of those named; it asks only where it says something
REGISTERED_RECUSAL = Gate("people.registered_recusal", _registered_recusal, asks_form=True)
SET_ASIDE = Gate("people.set_aside", _set_aside, asks_form=True)


def gates_of(kind: ActKind) -> tuple[Gate, ...]:
    """Every gate of the act: two able officers and no assistant where it names them, those its procedure always asks, then its own."""
    officers = (TWO_OFFICERS, NOT_ASSISTANT, REGISTERED_RECUSAL, SET_ASIDE) if kind.officers else ()
    return (*PROCEDURES[kind.procedure].always, *officers, *kind.needs)


def judge(kind: ActKind, situation: Situation, *, admitted: bool, with_form: bool) -> tuple[Answer[Any], ...]:
    """Ask every gate that can be asked now; the answers in order, lawful ones included."""
    if not admitted:
        entrance = PROCEDURES[kind.procedure].entrance
        answer = entrance.ask(situation) if entrance else None
        return (answer,) if answer else ()
    gates = [gate for gate in gates_of(kind) if with_form or not gate.asks_form]
    return tuple(answer for gate in gates if (answer := gate.ask(situation)) is not None)


def worst(answers: Sequence[Answer[Any]]) -> Verdict:
    """Refused over for a person over lawful."""
    verdicts = {answer.verdict for answer in answers}
    return next((verdict for verdict in (Verdict.REFUSED, Verdict.FOR_PERSON) if verdict in verdicts), Verdict.LAWFUL)


def offers(situation: Situation) -> list[Offer]:
    """Every act before the docket, in the order of the law."""
    found = []
    view = situation.view
    closed = is_ended(view.procedure, view)
    for kind, admitted in kinds_on_offer(view.procedure):
        if kind.opens or (kind.called_only and not called_in(view)):
            continue
        again = view.has(kind.name)
        if (closed and not kind.after_end) or kind.done_before(view):
            continue
        answers = tuple(answer for answer in judge(kind, situation, admitted=admitted, with_form=False) if not answer.lawful)
        verdict = worst(answers) if admitted else Verdict.REFUSED
        actor = situation.actor
        yours = actor is not None and acts_for(kind, actor, view) is not None
        found.append(Offer(kind, verdict, answers, yours, again))
    return found


def is_ended(procedure: str, view: Any) -> bool:
    """Has an act that ends the docket been done?"""
    return any(kind.ends and view.has(kind.name) for kind, _ in kinds_on_offer(procedure))
