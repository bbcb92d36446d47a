"""办案过程 — recusal, suspension, tests, a longer term; and that the basis of the penalty still stands."""

from __future__ import annotations

from datetime import date

from yifa.casework import clocks, course
from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation
from yifa.kernel.dates import Days
from yifa.law.authority.norms import CODE_IN_FORCE
from yifa.law.rule import apply


def _recusal(situation: Situation) -> Facts:
    withdrawn = course.withdrawn(situation.view)
    if not withdrawn:
        return None
    acting = {(officer.code, officer.name) for officer in situation.officers}
    if situation.actor is not None:
        acting.add((situation.actor.officer, situation.actor.name))
    return {"conflicted": tuple(sorted(name for code, name in acting if {code, name} & withdrawn))}


def _recusal_asked(situation: Situation) -> Facts:
    waiting, whose = course.undecided_requests(situation.view), form_value(situation, "whose")
    return {"asked": bool(waiting) if whose is None else whose in waiting}


def _recusal_decider(situation: Situation) -> Facts:
    actor = situation.actor
    concerned = actor is not None and form_value(situation, "whose", "") in (actor.officer, actor.name)
    return {"concerns_head": concerned, "collective": bool(form_value(situation, "collective", False))}


def _suspended(situation: Situation) -> Facts:
    return {"suspended": course.suspended(situation.view)}


def _suspension(situation: Situation) -> Facts:
    return {"ground": form_value(situation, "ground", ""), "approved": True}


def _test_open(situation: Situation) -> Facts:
    waiting, subject = course.open_tests(situation.view), form_value(situation, "subject")
    return {"commissioned": bool(waiting) if subject is None else subject in waiting}


def _extension(situation: Situation) -> Facts:
    view, layers, decision = situation.view, situation.layers(), clocks.DECISION
    filing = view.last("approve_filing")
    facts = decision.facts(view, filing, layers) if filing else None
    if filing is None or facts is None or decision.asides is None:
        return None
    aside = decision.asides(view, filing, layers)
    term = apply(decision.rule, on=filing.happened_on, layers=layers, calendar=situation.calendar, aside=aside, **facts).value
    return {
        "granted_on": situation.today,
        "due_on": term.due if term else situation.today,
        "days": Days(form_value(situation, "extended_by", 0)),
        "nth": len(view.all("extend_term")) + 1,
        "collective": bool(form_value(situation, "collective", False)),
    }


def _basis(situation: Situation) -> Facts:
    item = situation.item()
    if item is None or situation.today < CODE_IN_FORCE:
        return None
    proposal = situation.view.last("propose_filing")
    ended_on = proposal.payload.get("act_ended_on") if proposal else None
    return {
        "laws": tuple(sorted({item.violated.law, item.penalty.law})),
        "acted_on": date.fromisoformat(ended_on) if ended_on else None,
        "decided_on": situation.today,
    }


not_recused = Gate("people.recusal", _recusal)
recusal_asked = Gate("people.recusal_asked", _recusal_asked)
recusal_decider = Gate("people.recusal_decider", _recusal_decider, asks_form=True)
not_suspended = Gate("filing.not_suspended", _suspended)
resumption = Gate("filing.resumption", _suspended)
suspension = Gate("filing.suspension", _suspension, asks_form=True)
test_open = Gate("evidence.test_open", _test_open)
extension = Gate("deadlines.extension", _extension, asks_form=True)
basis_stands = Gate("authority.basis_not_repealed", _basis)
