"""怎么办 — what may be done now, and for every other act why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yifa.docket.core.procedure import PROCEDURES, ActKind, Gate, Situation, kinds_on_offer
from yifa.law.answer import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Offer:
    """One act before the docket: lawful now, refused, or for a person; with every answer that was not lawful.

    ``yours`` is False when the one who asks holds none of the roles that do this act.
    """

    kind: ActKind
    verdict: Verdict
    answers: tuple[Answer[Any], ...]
    yours: bool
    done: bool = False


def gates_of(kind: ActKind) -> tuple[Gate, ...]:
    """Every gate of the act: those its procedure always asks, then its own."""
    return (*PROCEDURES[kind.procedure].always, *kind.needs)


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
        done = kind.once and view.has(kind.name)
        if done or closed:
            continue
        answers = tuple(answer for answer in judge(kind, situation, admitted=admitted, with_form=False) if not answer.lawful)
        verdict = worst(answers) if admitted else Verdict.REFUSED
        actor = situation.actor
        yours = actor is not None and any(actor.has(role, body=view.body, place=view.place) for role in kind.by)
        found.append(Offer(kind, verdict, answers, yours, done))
    return found


def is_ended(procedure: str, view: Any) -> bool:
    """Has an act that ends the docket been done?"""
    return any(kind.ends and view.has(kind.name) for kind, _ in kinds_on_offer(procedure))
