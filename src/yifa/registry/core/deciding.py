"""One day's answer to 谁来管, from the rows that reach the place: who holds, who in the transition, which level, who exercises. Pure.

Nothing here names the item or the place that was asked, so that the answer serves every item held alike and every place that lies alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yifa.law.answer import Ruling, Verdict
from yifa.law.rule import LawNotHeld, apply
from yifa.registry.core.powers import Body, Exercise, Holding, Item, Powers, Route, at
from yifa.registry.core.step import Step
from yifa.registry.core.who_wording import cites_words, document_words, level_words, say, title_words

#: titles that stand only once the list they are on has been authorised
_NEED_AUTHORISATION = ("grant", "concentration")
AUTHORISED = "已授权"
ENTRUSTMENT, POSTING, TEAM = "entrustment", "posting", "team"
_KINDS = {ENTRUSTMENT: 0, POSTING: 1, TEAM: 2}
_ORDERED_BY_LEVEL = {"town": 0, "county": 1, "city": 2, "state": 2, "province": 3}
#: a step about the n-th holding, and one about the item: their rows are filled in where the item is known
HOLDING, VERSION = "registry_holding", "registry_item_version"


@dataclass(slots=True)
class Decision:
    """``number`` is the holding it rests on, by its place among those given; steps on ``HOLDING`` have such a number for a row."""

    verdict: Verdict = Verdict.REFUSED
    sentence: str = ""
    remedy: str = ""
    subject: Body | None = None
    title: str = ""
    document: str = ""
    until: date | None = None
    number: int = -1
    team: Body | None = None
    exercise: Exercise | None = None
    guide: Body | None = None
    #: of the list the subject holds it by, where that is not authorised
    list_state: str = ""
    steps: list[Step] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str, bool]:
        """Two days with the same key have the same answer."""
        return (
            self.subject.code if self.subject else "",
            self.title if self.subject else "",
            self.team.code if self.team else "",
            self.verdict is Verdict.REFUSED,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What one day's answer depends on; ``levels`` says of each place around how far out it lies."""

    powers: Powers
    item: Item
    levels: Mapping[str, int]
    holdings: Sequence[Holding]
    feature: str
    on: date


def decide(asked: Question) -> Decision:
    """谁来管 — who holds the item that day, or why nobody does."""
    found = Decision()
    live = list(_live(asked, found))
    waiting = [(number, state) for number in live if (state := _state(asked, asked.holdings[number]))]
    usable = [number for number in live if number not in {other for other, _ in waiting}]
    for number, state in waiting:
        _not(asked, found, number, "unauthorised", state=state)
    if not usable:
        return _without(asked, found, waiting)
    routed = _routed(asked, found, usable)
    if not routed:
        return found
    number = routed[0]
    if len(equals := _equals(asked, routed)) > 1:
        return _several(asked, found, equals)
    _beaten(asked, found, number, usable)
    _take(asked, found, number)
    if found.subject is not None:
        _exercised(asked, found)
        _guided(asked, found)
        _repealed(asked, found)
    return found


def order_of(holding: Holding, levels: Mapping[str, int]) -> tuple[int, int]:
    """The latest grant first, of equally late ones the innermost; not stated is earliest."""
    return -(holding.since or date.min).toordinal(), levels[holding.place]


def _live(asked: Question, found: Decision) -> list[int]:
    """The regular holdings in force whose body exists, best first; a step for each of the others."""
    live = []
    for number, row in enumerate(asked.holdings):
        body = asked.powers.body(row.body, on=asked.on)
        if row.until is not None and row.until <= asked.on:
            _not(asked, found, number, "ended", until=row.until, document=document_words(row.document))
        elif not row.covers(asked.on):
            _not(asked, found, number, "to_come", since=row.since, document=document_words(row.document))
        elif body is None:
            _no_body(asked, found, number)
        elif row.exception:
            _not(asked, found, number, "exception", reason=row.reason)
        else:
            live.append(number)
    return sorted(live, key=lambda number: (*order_of(asked.holdings[number], asked.levels), number))


def _no_body(asked: Question, found: Decision, number: int) -> None:
    rows = asked.powers.bodies.get(asked.holdings[number].body, ())
    if not rows:
        _not(asked, found, number, "body_unknown", code=asked.holdings[number].body)
    elif ended := [row.until for row in rows if row.until is not None and row.until <= asked.on]:
        _not(asked, found, number, "body_ended", until=max(ended))
    else:
        _not(asked, found, number, "body_to_come", since=min(row.since or date.min for row in rows))


def _not(asked: Question, found: Decision, number: int, why: str, **facts: object) -> None:
    row = asked.holdings[number]
    says = say(f"not.{why}", name=_name(asked, row.body), place=_place(asked, row.place), title=title_words(row.title), **facts)
    found.steps.append(Step(f"not_{why}", says, HOLDING, number))


def _state(asked: Question, row: Holding) -> str:
    """The state of the list a grant is on, empty where nothing is in the way: none is recorded, or it is authorised.

    In a transition the former body acts by its own title, so the state does not matter yet.
    """
    if row.title not in _NEED_AUTHORISATION or _in_transition(row, asked.on):
        return ""
    here = asked.levels[row.place]
    reaching = [
        (asked.levels[each.place], not each.list, each.state)
        for each in asked.powers.authorisations
        if asked.levels.get(each.place, -1) >= here and each.list in ("", asked.item.list) and each.covers(asked.on)
    ]
    state = min(reaching)[2] if reaching else AUTHORISED
    return "" if state == AUTHORISED else state


def _without(asked: Question, found: Decision, waiting: Sequence[tuple[int, str]]) -> Decision:
    """Nobody: the list of the one who holds it is not authorised, or no regular holding is in force."""
    if waiting:
        number, state = waiting[0]
        row = asked.holdings[number]
        found.subject = asked.powers.body(row.body, on=asked.on)
        found.number, found.title, found.document, found.until, found.list_state = number, row.title, row.document, row.until, state
        assert found.subject is not None  # _live leaves out bodies that do not exist
        found.sentence = say("answer.unauthorised", name=found.subject.name, title=title_words(row.title), state=state)
        found.remedy = say("answer.unauthorised_remedy")
        return found
    found.sentence = say("nobody", why="".join(step.says for step in found.steps) or say("nobody.none"))
    found.remedy = say("nobody_remedy")
    return found


def _routed(asked: Question, found: Decision, usable: Sequence[int]) -> Sequence[int]:
    """层级事权 — of the usable holdings those of the level a case with this feature goes to; all where nothing is laid down."""
    if not asked.feature:
        return usable
    route = _route(asked)
    if route is None:
        found.steps.append(Step("route", say("route.none", feature=asked.feature)))
        return usable
    level = level_words(route.level)
    domain = say("route.domain", domain=route.domain) if route.domain else ""
    says = say("route", feature=asked.feature, domain=domain, level=level, document=document_words(route.document))
    found.steps.append(Step("route", says, "registry_route", route.row))
    tier = _ORDERED_BY_LEVEL.get(route.level)
    bodies = {number: asked.powers.body(asked.holdings[number].body, on=asked.on) for number in usable}
    there = [number for number, body in bodies.items() if body and _ORDERED_BY_LEVEL.get(body.level) == tier]
    if there:
        for number in usable:
            if number not in there:
                _not(asked, found, number, "level", level=level)
        return there
    found.verdict = Verdict.FOR_PERSON
    found.sentence = say("route.nobody", feature=asked.feature, level=level)
    found.remedy = say("route.nobody_remedy", name=_name(asked, asked.holdings[usable[0]].body))
    return ()


def _route(asked: Question) -> Route | None:
    """What is laid down for the domain before what is for all; of several the one of the innermost place."""
    reaching = [
        (not row.domain, asked.levels[row.place], row.row, row)
        for row in asked.powers.routes
        if row.place in asked.levels and row.feature == asked.feature and row.domain in ("", asked.item.domain) and row.covers(asked.on)
    ]
    return min(reaching, key=lambda each: each[:3])[3] if reaching else None


def _equals(asked: Question, numbers: Sequence[int]) -> Sequence[int]:
    """Those as late and as deep as the best, of other bodies."""
    best = asked.holdings[numbers[0]]
    alike = [each for each in numbers if order_of(asked.holdings[each], asked.levels) == order_of(best, asked.levels)]
    return [numbers[0], *(each for each in alike if asked.holdings[each].body != best.body)]


def _several(asked: Question, found: Decision, numbers: Sequence[int]) -> Decision:
    """多头 — the rows do not tell them apart: who filed first, or the superior, says the law."""
    ruling = _asked("authority.first_to_file", asked.on, claims={})
    law = say("duplicate.law", cites=ruling.cites) if ruling else say("law_not_held", law="行政处罚法", what="管辖")
    rivals = [asked.holdings[each] for each in numbers]
    names = "、".join(sorted(f"{_name(asked, row.body)}（{_place(asked, row.place)}）" for row in rivals))
    found.verdict = Verdict.FOR_PERSON
    found.sentence = say("duplicate", names=names, law=law)
    found.remedy = ruling.remedy if ruling else say("nobody_remedy")
    for each in numbers:
        found.steps.append(Step("duplicate", found.sentence, HOLDING, each))
    return found


def _beaten(asked: Question, found: Decision, number: int, usable: Sequence[int]) -> None:
    """层层有权 — steps for those that hold it too but earlier, or further out."""
    best = asked.holdings[number]
    for other in usable:
        row = asked.holdings[other]
        if other == number or any(step.row == other and step.table == HOLDING for step in found.steps):
            continue
        why = "outer" if row.since == best.since else "earlier"
        _not(asked, found, other, why, since=_since(row))


def _take(asked: Question, found: Decision, number: int) -> None:
    """The holding is the answer: its body, or until the end of a transition the former one."""
    row, on = asked.holdings[number], asked.on
    holder = asked.powers.body(row.body, on=on)
    assert holder is not None  # _live leaves out bodies that do not exist
    said = {"name": holder.name, "place": _place(asked, row.place), "title": title_words(row.title), "since": _since(row)}
    until = say("until.day", day=row.until) if row.until else ""
    found.steps.append(Step("holder", say("holder", **said, until=until, document=document_words(row.document)), HOLDING, number))
    if not asked.powers.place(row.place, on=on):
        found.steps.append(Step("alias", say("alias", old=row.place), HOLDING, number))
    found.number, found.until = number, row.until
    found.verdict = Verdict.LAWFUL
    if not _in_transition(row, on):
        found.subject, found.title, found.document = holder, row.title, row.document
        found.sentence = say("answer", name=holder.name, title=say("answer.title", title=title_words(row.title)))
        return
    former = asked.powers.body(row.transition_body, on=on)
    if former is None:
        found.verdict = Verdict.FOR_PERSON
        name = _name(asked, row.transition_body)
        found.sentence = say("transition_gone", until=row.transition_until, former=name)
        found.remedy = say("transition_gone_remedy")
        found.steps.append(Step("transition", found.sentence, HOLDING, number))
        return
    says = say("transition", until=row.transition_until, former=former.name, name=holder.name)
    found.steps.append(Step("transition", says, HOLDING, number))
    own = _own_title(asked, former.code) or row
    found.subject, found.title, found.document, found.until = former, own.title, own.document, row.transition_until
    found.sentence = say("answer.transition", name=former.name, until=row.transition_until, next=holder.name)


def _in_transition(row: Holding, on: date) -> bool:
    return row.transition_until is not None and on < row.transition_until


def _own_title(asked: Question, body: str) -> Holding | None:
    """By what title the former body had it: its own holding of the item that reaches the place, the last to begin."""
    rows = [row for row in asked.holdings if row.body == body and not row.exception and (row.since or date.min) <= asked.on]
    return min(rows, key=lambda row: (order_of(row, asked.levels), row.title, row.document)) if rows else None


def _exercised(asked: Question, found: Decision) -> None:
    """行使 — for the item before its domain before everything, then the innermost place; else the body itself."""
    subject = found.subject
    assert subject is not None
    reaching = [
        row
        for row in asked.powers.exercises.get(subject.code, ())
        if row.place in asked.levels and (row.item == asked.item.code if row.item else row.domain in ("", asked.item.domain))
    ]
    for row in sorted(reaching, key=lambda row: _order_of_exercise(row, asked.levels)):
        team = asked.powers.body(row.team, on=asked.on)
        if not _may_exercise(asked, found, row, subject, team):
            continue
        assert team is not None  # _may_exercise says no where there is none
        found.team, found.exercise = team, row
        facts: dict[str, object] = {"team": team.name, "name": subject.name, "place": _place(asked, row.place)}
        kind = {ENTRUSTMENT: "entrustment", POSTING: "posting"}.get(row.kind, "team")
        if row.kind == ENTRUSTMENT:
            facts["until"] = say("entrustment.until", until=row.until) if row.until else say("entrustment.open")
        says = say(kind, **facts, document=document_words(row.document))
        found.steps.append(Step(kind, says, "registry_exercise", row.row))
        if row.kind == ENTRUSTMENT:
            found.steps.append(Step("entrustment_basis", say("entrustment.basis"), "registry_exercise", row.row))
        return
    found.steps.append(Step("own", say("own", name=subject.name), "registry_body", subject.row))


def _order_of_exercise(row: Exercise, levels: Mapping[str, int]) -> tuple[object, ...]:
    return not row.item, not row.domain, levels[row.place], _KINDS.get(row.kind, len(_KINDS)), row.since or date.min, row.team, row.row


def _may_exercise(asked: Question, found: Decision, row: Exercise, subject: Body, team: Body | None) -> bool:
    """Is it in force, is the team there, and for an entrustment: is it one, and does the item bear it? A step says why not."""

    def refuse(step: str, says: str) -> bool:
        found.steps.append(Step(step, says, "registry_exercise", row.row))
        return False

    name = team.name if team else _name(asked, row.team)
    if row.kind != ENTRUSTMENT:
        if not row.covers(asked.on):
            return False
        return team is not None or refuse("not_team", say("not.team_gone", team=name, name=subject.name))
    ruling = _asked(
        "authority.entrustment",
        asked.on,
        # of which level the basis is no row says; a step of the answer says that
        norm="法律",
        written=bool(row.document),
        states_scope=True,
        published_by_both=row.published,
        day=asked.on,
        valid_from=row.since,
        valid_until=row.until,
        to_organisation=True,
        own_name=False,
        passed_on_to="",
    )
    if ruling is None:
        if not row.covers(asked.on):
            return False
        found.steps.append(Step("law_not_held", say("law_not_held", law="行政处罚法", what=say("law_not_held.entrustment"))))
    elif not row.covers(asked.on):
        over = row.until is not None and row.until <= asked.on
        why = say("term.over", until=row.until) if over else say("term.to_come", since=row.since)
        return refuse("not_entrusted", say("not.entrusted", name=subject.name, team=name, why=f"{why}（{ruling.cites}），"))
    elif ruling.verdict is not Verdict.LAWFUL:
        return refuse("not_entrusted", say("not.entrusted", name=subject.name, team=name, why=ruling.sentence))
    if team is None:
        return refuse("not_team", say("not.team_gone", team=name, name=subject.name))
    if not asked.item.coercion:
        return True
    coercion = _asked("measure.doer", asked.on, actor="受委托的组织", qualified=True)
    if coercion is None:
        found.steps.append(Step("law_not_held", say("law_not_held", law="行政强制法", what=say("law_not_held.coercion"))))
        return True
    kinds = "、".join(asked.item.coercion)
    says = say("not.coercion", kinds=kinds, why=coercion.sentence, team=name, name=subject.name, cites=coercion.cites)
    return refuse("not_coercion", says)


def _guided(asked: Question, found: Decision) -> None:
    """指导部门 — who granted and guides; else the one body that guides the trade of the team or the subject."""
    row = asked.holdings[found.number]
    code = row.guide if found.subject and found.subject.code == row.body else ""
    step = Step("guide", "", HOLDING, found.number)
    # what a department does by statute nobody guides but those who guide the department, whichever team acts for it
    for body in (found.subject,) if row.title == "statute" else (found.team, found.subject):
        if code or body is None:
            continue
        relations = [
            each
            for each in asked.powers.relations.get(body.code, ())
            if each.relation == "业务指导" and each.covers(asked.on) and each.to != (found.subject and found.subject.code)
        ]
        if len(relations) == 1:
            code, step = relations[0].to, Step("guide", "", "registry_relation", relations[0].row)
    found.guide = asked.powers.body(code, on=asked.on) if code else None
    if found.guide:
        found.steps.append(step._replace(says=say("guide", name=found.guide.name)))


def _repealed(asked: Question, found: Decision) -> None:
    """依据废止 — the row stands, the basis does not: only acts of before can still be dealt with, which a person judges."""
    if not asked.item.laws:
        return
    ruling = _asked("authority.basis_not_repealed", asked.on, laws=asked.item.laws, acted_on=None, decided_on=asked.on)
    if ruling is None or ruling.verdict is Verdict.LAWFUL:
        return
    assert found.subject is not None
    found.verdict = Verdict.FOR_PERSON
    found.sentence = say("repealed", sentence=ruling.sentence, name=found.subject.name)
    found.remedy = ruling.remedy
    found.steps.append(Step("repealed", found.sentence, VERSION))


@dataclass(frozen=True, slots=True)
class _Said(Ruling):
    cites: str = ""


def _asked(rule: str, on: date, **facts: Any) -> _Said | None:
    """The rule in force that day with its articles; None where the text of that day is not held."""
    try:
        answer = apply(rule, on=on, **facts)
    except LawNotHeld:
        return None
    cites = cites_words([cite.text for ground in answer.grounds for cite in ground.cites])
    return _Said(answer.verdict, answer.sentence, answer.remedy, cites)


def _since(row: Holding) -> str:
    return say("since.day", day=row.since) if row.since else say("since.open")


def _name(asked: Question, code: str) -> str:
    """The body's name that day, else as it was last called, else its code."""
    rows = asked.powers.bodies.get(code, ())
    row = at(rows, asked.on) or (rows[-1] if rows else None)
    return row.name if row else code


def _place(asked: Question, code: str) -> str:
    rows = asked.powers.places.get(code, ())
    row = at(rows, asked.on) or (rows[-1] if rows else None)
    return row.name if row else code
