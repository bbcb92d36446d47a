"""哪个地方 — which place a code means on a day: as it is, under the code it went by then, or the innermost one known around it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yifa.kernel.places import above
from yifa.law.answer import Verdict
from yifa.registry.core.powers import Place, Powers, at
from yifa.registry.core.step import Step
from yifa.registry.core.who_wording import say


@dataclass(frozen=True, slots=True)
class Where:
    """``place`` None: refused, or for a person, with its sentence."""

    place: Place | None
    steps: tuple[Step, ...] = ()
    sentence: str = ""
    remedy: str = ""
    verdict: Verdict = Verdict.LAWFUL


def placed(powers: Powers, code: str, *, on: date) -> Where:
    """地方 — the place meant by ``code`` on that day."""
    rows = powers.places.get(code, ())
    if row := at(rows, on):
        return _found(powers, row, on)
    if rows:
        return _other_code(powers, code, on)
    for part in above(code)[1:]:
        if known := powers.written(part, on=on):
            row = powers.place(known, on=on)
            assert row is not None  # written names a row of that day
            below = Step("place", say("step.below", code=code, name=row.name, known=row.code), "registry_place", row.row)
            return _found(powers, row, on, below)
    return Where(None, (), say("refused.no_place", code=code), say("refused.no_place_remedy"), Verdict.REFUSED)


def _other_code(powers: Powers, code: str, on: date) -> Where:
    """The rows of the code do not hold that day: it became another code, or came from another."""
    rows = powers.places[code]
    ended = [row for row in rows if row.until is not None and row.until <= on]
    if ended:
        last = max(ended, key=lambda row: row.until or date.min)
        new = _forward(powers, last, on)
        if new is None:
            sentence = say("refused.place_ended", name=last.name, code=code, until=last.until)
            return Where(None, (), sentence, say("refused.place_ended_remedy"), Verdict.REFUSED)
        says = say("step.code_ended", old=code, until=last.until, new=new.code, name=new.name)
        return _found(powers, new, on, Step("code", says, "registry_place", last.row))
    first = min(rows, key=lambda row: row.since or date.max)
    earlier = _backward(powers, code, on)
    if len(earlier) == 1:
        says = say("step.code_to_come", new=code, since=first.since, old=earlier[0].code, name=earlier[0].name)
        return _found(powers, earlier[0], on, Step("code", says, "registry_place", first.row))
    if earlier:
        names, codes = "、".join(row.name for row in earlier), "、".join(row.code for row in earlier)
        sentence = say("refused.place_several", code=code, since=first.since, names=names)
        return Where(None, (), sentence, say("refused.place_several_remedy", codes=codes), Verdict.FOR_PERSON)
    sentence = say("refused.place_to_come", name=first.name, code=code, since=first.since)
    return Where(None, (), sentence, say("refused.place_to_come_remedy"), Verdict.REFUSED)


def _forward(powers: Powers, row: Place, on: date, seen: frozenset[str] = frozenset()) -> Place | None:
    """What the place went on as, over several changes of code."""
    if not row.becomes or row.becomes in seen:
        return None
    rows = powers.places.get(row.becomes, ())
    if new := at(rows, on):
        return new
    for later in rows:
        if (found := _forward(powers, later, on, seen | {row.becomes})) is not None:
            return found
    return None


def _backward(powers: Powers, code: str, on: date, seen: frozenset[str] = frozenset()) -> list[Place]:
    """The places that day which went on under this code, over several changes of code."""
    found: list[Place] = []
    for row in powers.former(code):
        if row.code in seen:
            continue
        if row.covers(on):
            found.append(row)
        elif not at(powers.places[row.code], on):
            found += _backward(powers, row.code, on, seen | {row.code})
    return sorted(set(found), key=lambda row: row.code)


def _found(powers: Powers, row: Place, on: date, *steps: Step) -> Where:
    around = [outer for code in powers.lineage(row.code, on=on)[1:] if (outer := powers.place(code, on=on))]
    within = say("step.within", outer="、".join(dict.fromkeys(outer.name for outer in around))) if around else ""
    asked = Step("place", say("step.place", name=row.name, code=row.code, within=within), "registry_place", row.row)
    return Where(row, (*steps, asked))
