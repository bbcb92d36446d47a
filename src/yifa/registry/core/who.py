"""谁来管 — which one body has power over an item at a place on a day, by what title, in whose name, and who exercises it. Pure.

The order of the question: the holdings of the item at the place and everything it lies in; of those in force the latest grant, and of
equally late ones the innermost place; a transition hands it to the former body until it ends; then who exercises it for the holder.

Items held alike at places that lie alike have the same answer over time. It is worked out once for all of them (``_Timeline``), span by
span between the days on which a row it rests on begins or ends, so that before and after need no search.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, count, islice
from typing import TypeVar

from yifa.kernel.places import above
from yifa.law.answer import Verdict
from yifa.law.authority.norms import CODE_IN_FORCE, REPEALED_BY_THE_CODE
from yifa.law.rule import rule_versions
from yifa.registry.core.deciding import ENTRUSTMENT, HOLDING, VERSION, Decision, Question, decide, order_of
from yifa.registry.core.placing import Where, placed
from yifa.registry.core.powers import Body, Exercise, Holding, Item, Place, Powers, Span, at, days_of
from yifa.registry.core.remedy import Remedy, remedy
from yifa.registry.core.step import Step
from yifa.registry.core.who_wording import say

__all__ = ["Change", "Step", "Who", "candidates", "who"]

#: items and places kept in memory at most, and timelines, of some three kilobytes each
_KEEP_AT_MOST = 50_000
_TIMELINES_AT_MOST = 100_000
_ONE_DAY = timedelta(days=1)
#: rules whose version decides who exercises
_ENTRUSTING = ("authority.entrustment", "measure.doer")
#: how places lie around another from each day on, the innermost lowest; None where there is no place that day
_Lying = tuple[tuple[date, tuple[tuple[str, int], ...] | None], ...]
#: numbers for what reads alike; taken from one place, so that two threads never give the same
_NUMBERS = count()
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Change:
    """变更 — the nearest day before or after on which the answer is another: who it is then, by what title.

    ``on`` is the last such day before, the first after.
    """

    on: date
    subject: str
    name: str
    title: str
    says: str
    #: the sentence the day is told in
    which: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """谁来管的答案 — ``subject`` None where nobody has power; then ``sentence`` and ``remedy`` say why and what to do.

    A verdict that is not lawful with a subject: the row names it, but it may not act (its list is not authorised), or a person judges
    how far (the basis is repealed). ``in_name_of`` and ``seal`` are what a decision carries; ``team`` acts on the ground; ``guide``
    supervises the trade; ``until`` is the day the row of the answer ends, exclusive.
    """

    item: Item | None
    place: Place | None
    on: date
    verdict: Verdict
    sentence: str
    remedy: str = ""
    subject: Body | None = None
    title: str = ""
    document: str = ""
    until: date | None = None
    holding: Holding | None = None
    in_name_of: str = ""
    seal: str = ""
    team: Body | None = None
    exercise: Exercise | None = None
    guide: Body | None = None
    level: str = ""
    #: of the list the power came by, where that is not authorised
    list_state: str = ""
    reconsideration: Remedy | None = None
    chain: Sequence[Step] = ()
    before: Change | None = None
    after: Change | None = None
    findings: Sequence[str] = ()


def candidates(powers: Powers, *, item: str, place: str, on: date) -> list[Holding]:
    """Every holding of the item that reaches the place that day, best first; exceptions last."""
    levels = powers.depths(place, on=on)
    reaching = [row for row in powers.holdings.get(item, ()) if row.place in levels and row.covers(on) and powers.body(row.body, on=on)]
    return sorted(reaching, key=lambda row: (row.exception, order_of(row, levels), row.row))


def who(powers: Powers, *, item: str, place: str, on: date, party: str = "", feature: str = "") -> Who:
    """谁来管 — see Who. ``feature`` 重大, 跨区域, 疑难 or empty routes between levels.

    ``party`` is person or organisation; no row tells them apart today, so it does not change the answer.
    """
    view = _view(powers, place)
    where = view.where(on)
    matter = _matter(powers, item)
    if matter is None:
        sentence, todo = say("refused.no_item", code=item), say("refused.no_item_remedy")
        return Who(item=None, place=where.place, on=on, verdict=Verdict.REFUSED, sentence=sentence, remedy=todo, chain=where.steps)
    timeline, holdings = _timeline(powers, matter, view, feature)
    number = bisect_right(timeline.starts, on) - 1
    found = timeline.decisions[number]
    before, after = timeline.changes(number)
    before, after = _told(powers, item, view, before), _told(powers, item, view, after)
    known = at(matter.texts, on)
    steps = [*where.steps]
    if known:
        steps.append(matter.step(known))
    if where.place is None:
        return Who(
            item=known,
            place=None,
            on=on,
            verdict=where.verdict,
            sentence=where.sentence,
            remedy=where.remedy,
            chain=(*steps, Step("place", where.sentence)),
            before=before,
            after=after,
        )
    for step in found.steps:
        if step.table == HOLDING:
            step = Step(step.name, step.says, HOLDING, holdings[step.row].row)
        elif step.table == VERSION and known:
            step = Step(step.name, step.says, VERSION, known.row)
        steps.append(step)
    if found.subject is None:
        inside = found.verdict is Verdict.REFUSED and known
        sentence, todo = _inside(powers, item, where.place, on) if inside else ("", "")
        return Who(
            item=known,
            place=where.place,
            on=on,
            verdict=found.verdict,
            sentence=sentence or found.sentence,
            remedy=todo or found.remedy,
            chain=steps,
            before=before,
            after=after,
        )
    contest = remedy(powers, found.subject, place=where.place.code, on=on)
    steps += contest.steps
    return Who(
        item=known,
        place=where.place,
        on=on,
        verdict=found.verdict,
        sentence=found.sentence,
        remedy=found.remedy,
        subject=found.subject,
        title=found.title,
        document=found.document,
        until=found.until,
        holding=holdings[found.number],
        in_name_of=found.subject.name,
        seal=found.subject.seal,
        team=found.team,
        exercise=found.exercise,
        guide=found.guide,
        level=found.subject.level,
        list_state=found.list_state,
        reconsideration=contest,
        chain=steps,
        before=before,
        after=after,
        findings=contest.findings if found.subject.seal else (*contest.findings, say("finding.seal", name=found.subject.name)),
    )


def _told(powers: Powers, item: str, view: _View, change: Change | None) -> Change | None:
    """A change to nobody says where inside the place somebody has power then."""
    if change is None or change.subject:
        return change
    place = view.where(change.on).place
    sentence = _inside(powers, item, place, change.on)[0] if place and powers.item(item, on=change.on) else ""
    return replace(change, says=say(change.which, day=change.on, answer=sentence)) if sentence else change


def parts_of(powers: Powers, *, item: str, place: str, on: date, subject: str) -> list[tuple[Place, Body]]:
    """各处另有机关 — places inside ``place`` where another body than ``subject`` has power over the item that day, by code."""
    inside, matter = _parts(powers).get(place), _matter(powers, item)
    found = []
    for code in sorted(inside & matter.holdings.keys()) if inside and matter else ():
        if place not in powers.depths(code, on=on) or powers.place(code, on=on) is None:
            continue
        answer = who(powers, item=item, place=code, on=on)
        if answer.place and answer.subject and answer.subject.code != subject:
            found.append((answer.place, answer.subject))
    return found


def _inside(powers: Powers, item: str, place: Place, on: date) -> tuple[str, str]:
    """Nobody holds it for all of the place, but somebody for a part of it: the question must name the part."""
    parts = _parts(powers).get(place.code)
    matter = _matter(powers, item) if parts else None
    if not parts or not matter:
        return "", ""
    names = set()
    for code in parts & matter.holdings.keys():
        part = powers.place(code, on=on)
        held = any(row.covers(on) and powers.body(row.body, on=on) for _, row in matter.holdings[code])
        if part and held and place.code in powers.depths(code, on=on):
            names.add(part.name)
    if not names:
        return "", ""
    shown = "、".join(sorted(names)[:5]) + ("等" if len(names) > 5 else "")
    return say("nobody.inside", place=place.name, names=shown), say("nobody.inside_remedy")


def _parts(powers: Powers) -> Mapping[str, set[str]]:
    """By code of a place: every other at which a row stands and that lies in it at some time."""
    found: dict[str, set[str]] | None = powers.kept.get("parts")
    if found is None:
        found = powers.kept["parts"] = defaultdict(set)
        for code in _carrying(powers):
            for day in (date.min, *days_of(_related(powers, code))):
                for outer in powers.depths(code, on=day):
                    if outer != code:
                        found[outer].add(code)
    return found


@dataclass(frozen=True, slots=True)
class _View:
    """A place over time: what it means from each day on, and how what carries a row lies around it."""

    starts: Sequence[date]
    wheres: Sequence[Where]
    shifts: Sequence[date]
    levels: Sequence[Mapping[str, int] | None]
    #: every code around it at any time, in an order that does not depend on the rows; among them those where a list has a state
    codes: Sequence[str]
    states: Sequence[str]
    #: for the codes that matter to a question: a number that is the same for all places around which they lie alike
    alike: dict[Sequence[str], int]

    def where(self, on: date) -> Where:
        return self.wheres[bisect_right(self.starts, on) - 1]

    def of(self, codes: Sequence[str]) -> _Lying:
        """How these codes lie around it from each day on: only their order counts, not how far out they are."""
        found: list[tuple[date, tuple[tuple[str, int], ...] | None]] = []
        for on, near in zip(self.shifts, self.levels, strict=True):
            depths = None if near is None else [(code, near[code]) for code in codes if code in near]
            ranks = {depth: rank for rank, depth in enumerate(sorted({depth for _, depth in depths or ()}))}
            ranked = None if depths is None else tuple((code, ranks[depth]) for code, depth in depths)
            if not found or found[-1][1] != ranked:
                found.append((on, ranked))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Matter:
    """An item over time; ``versions`` are its ``texts`` without what tells it from others held alike."""

    alike: int
    texts: Sequence[Item]
    versions: Sequence[Item]
    domains: frozenset[str]
    #: its code where somebody exercises it by name
    own: str
    #: by code of the place; the number is that of all holdings that read alike
    holdings: Mapping[str, Sequence[tuple[int, Holding]]]

    steps: dict[int, Step]

    def step(self, text: Item) -> Step:
        """The step that says what was asked about."""
        found = self.steps.get(text.row)
        if found is None:
            says = say("step.item", name=text.name, code=text.code, domain=text.domain)
            found = self.steps[text.row] = Step("item", says, VERSION, text.row)
        return found


@dataclass(frozen=True, slots=True)
class _Timeline:
    """The answer from each day on."""

    starts: Sequence[date]
    decisions: Sequence[Decision]
    nearest: list[tuple[Change | None, Change | None] | None]

    def changes(self, number: int) -> tuple[Change | None, Change | None]:
        """The nearest other answers before and after."""
        found = self.nearest[number]
        if found is None:
            found = self.nearest[number] = (self._other(number, -1), self._other(number, 1))
        return found

    def _other(self, number: int, step: int) -> Change | None:
        key = self.decisions[number].key
        at = number + step
        while 0 <= at < len(self.starts):
            other = self.decisions[at]
            if other.key != key:
                on = self.starts[at] if step > 0 else self.starts[at + 1] - _ONE_DAY
                return _change(other, on, "change.after" if step > 0 else "change.before", teamed=self.decisions[number].team is not None)
            at += step
        return None


def _change(other: Decision, on: date, sentence: str, *, teamed: bool) -> Change:
    """``teamed``: a team acts in the answer it is a change of, so that its absence is worth a word."""
    subject = other.subject
    code, name = (subject.code, subject.name) if subject else ("", "")
    if other.team:
        team = say("change.team", team=other.team.name)
    else:
        team = say("change.own") if subject and teamed else ""
    return Change(on, code, name, other.title if subject else "", say(sentence, day=on, answer=f"{other.sentence}{team}"), sentence)


def _timeline(powers: Powers, matter: _Matter, view: _View, feature: str) -> tuple[_Timeline, list[Holding]]:
    """The answer over time, and the holdings it numbers."""
    held, exercised = matter.holdings, _exercised(powers)
    holdings: list[Holding] = []
    patterns: list[int] = []
    holders: set[str] = set()
    codes = []
    for code in view.codes:
        for number, row in held.get(code, ()):
            patterns.append(number)
            holdings.append(row)
            holders.add(row.body)
            holders.add(row.transition_body)
    for code in view.codes:
        if code in held or any((kinds := exercised.get((code, holder))) and _meant(kinds, matter) for holder in holders):
            codes.append(code)
    around = tuple(codes) if not view.states and not feature else tuple(view.codes)
    alike = view.alike.get(around)
    if alike is None:
        alike = view.alike[around] = _number(powers, "places_alike", view.of(around))
    kept: dict[tuple[object, ...], _Timeline] = powers.kept.setdefault("timelines", {})
    key = (matter.alike, alike, tuple(patterns), feature)
    found = kept.get(key)
    if found is None:
        found = _worked_out(powers, matter, view.of(around), holdings, feature)
        _keep(kept, key, found, at_most=_TIMELINES_AT_MOST)
    return found, holdings


def _meant(kinds: Iterable[tuple[str, str]], matter: _Matter) -> bool:
    """Is one of these (domain, item) the item, its domain or everything?"""
    return any(item == matter.own if item else not domain or domain in matter.domains for domain, item in kinds)


def _exercised(powers: Powers) -> Mapping[tuple[str, str], frozenset[tuple[str, str]]]:
    """By place and holder: for which domain and item somebody exercises."""
    found: dict[tuple[str, str], frozenset[tuple[str, str]]] | None = powers.kept.get("exercised")
    if found is None:
        kinds = defaultdict(set)
        for row in chain.from_iterable(powers.exercises.values()):
            kinds[row.place, row.holder].add((row.domain, row.item))
        found = powers.kept["exercised"] = {key: frozenset(those) for key, those in kinds.items()}
    return found


def _worked_out(powers: Powers, matter: _Matter, lying: _Lying, holdings: Sequence[Holding], feature: str) -> _Timeline:
    shifts = [on for on, _ in lying]
    starts = [date.min, *(day for day in sorted(_days(powers, matter, lying, holdings, feature)) if day > date.min)]
    decisions = []
    for on in starts:
        levels = lying[bisect_right(shifts, on) - 1][1]
        if levels is None:
            decisions.append(Decision(sentence=say("refused.place_gone")))
            continue
        version = at(matter.versions, on)
        if version is None:
            decisions.append(_no_text(matter, on))
            continue
        depths = dict(levels)
        # a holding elsewhere that day keeps its number, so that steps find its row
        numbers = [number for number, row in enumerate(holdings) if row.place in depths]
        found = decide(Question(powers, version, depths, [holdings[number] for number in numbers], feature, on))
        if len(numbers) < len(holdings):
            found.steps = [step._replace(row=numbers[step.row]) if step.table == HOLDING else step for step in found.steps]
            found.number = numbers[found.number] if found.number >= 0 else -1
        decisions.append(found)
    return _Timeline(starts, decisions, [None] * len(starts))


def _no_text(matter: _Matter, on: date) -> Decision:
    """No text of the item is in force that day."""
    ended = [row.until for row in matter.versions if row.until is not None and row.until <= on]
    if ended:
        until = max(ended)
        return Decision(sentence=say("refused.item_ended", until=until), remedy=say("refused.item_ended_remedy"))
    since = min(row.since or date.min for row in matter.versions)
    return Decision(sentence=say("refused.item_to_come", since=since), remedy=say("refused.item_to_come_remedy"))


def _days(powers: Powers, matter: _Matter, lying: _Lying, holdings: Sequence[Holding], feature: str) -> set[date]:
    """Every day on which something the answer rests on begins or ends."""
    around = {code for _, levels in lying for code, _ in levels or ()}
    spans: list[Span] = [*matter.versions, *holdings]
    exercises: list[Exercise] = []
    bodies = {row.body for row in holdings} | {row.transition_body for row in holdings} | {row.guide for row in holdings}
    for code in bodies:
        exercises += [row for row in powers.exercises.get(code, ()) if row.place in around]
    bodies |= {row.team for row in exercises}
    guides = [row for code in bodies for row in powers.relations.get(code, ()) if row.relation == "业务指导"]
    bodies |= {row.to for row in guides}
    spans += [*exercises, *guides]
    spans += chain.from_iterable(powers.bodies.get(code, ()) for code in bodies)
    spans += chain.from_iterable(powers.places.get(code, ()) for code in around)
    spans += [row for row in powers.authorisations if row.place in around]
    spans += [row for row in powers.routes if row.place in around and row.feature == feature]
    days = {*days_of(spans), *(on for on, _ in lying), *(row.transition_until for row in holdings if row.transition_until)}
    if any(row.kind == ENTRUSTMENT for row in exercises):
        days.update(day for rule in _ENTRUSTING for each in rule_versions(rule) for day in (each.since, each.until) if day)
    if len({(row.since, row.body) for row in holdings}) > len({row.since for row in holdings}):
        # several bodies since one day: what the law says of them
        days.update(each.since for each in rule_versions("authority.first_to_file"))
    if any(row.laws for row in matter.versions):
        days.update({CODE_IN_FORCE, *(each.since for each in rule_versions("authority.basis_not_repealed"))})
    return days


def _view(powers: Powers, code: str) -> _View:
    kept: dict[str, _View] = powers.kept.setdefault("views", {})
    found = kept.get(code)
    if found is None:
        found = _seen(powers, code)
        _keep(kept, code, found)
    return found


def _seen(powers: Powers, code: str) -> _View:
    carrying = _carrying(powers)
    starts = [date.min, *(day for day in days_of(_related(powers, code)) if day > date.min)]
    wheres = [placed(powers, code, on=on) for on in starts]
    shifts: list[date] = []
    levels: list[Mapping[str, int] | None] = []
    for on, where in zip(starts, wheres, strict=True):
        near = {name: depth for name, depth in powers.depths(where.place.code, on=on).items() if name in carrying} if where.place else None
        if not levels or near != levels[-1]:
            shifts.append(on)
            levels.append(near)
    codes = tuple(dict.fromkeys(name for near in levels if near for name in near))
    stated = {row.place for row in powers.authorisations}
    return _View(starts, wheres, shifts, levels, codes, tuple(code for code in codes if code in stated), {})


def _related(powers: Powers, code: str) -> list[Span]:
    """The rows of every place and area the code could ever lie in or be called by."""
    seen: set[str] = set()
    waiting = [code]
    rows: list[Span] = []
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        places, members = powers.places.get(name, ()), powers.areas.get(name, ())
        rows += [*places, *members]
        waiting += [row.parent for row in places if row.parent] + [row.becomes for row in places if row.becomes]
        waiting += [member.area for member in members] + [row.code for row in powers.former(name)]
        waiting += [full for part in above(name)[1:] for full in (part, part.ljust(6, "0"), part.ljust(12, "0")) if full in powers.places]
    return rows


def _carrying(powers: Powers) -> frozenset[str]:
    """Codes of places at which a row stands that an answer can rest on."""
    found: frozenset[str] | None = powers.kept.get("carrying")
    if found is None:
        rows: Iterator[Holding | Exercise] = chain(
            chain.from_iterable(powers.holdings.values()), chain.from_iterable(powers.exercises.values())
        )
        places = {row.place for row in rows} | {row.place for row in powers.routes} | {row.place for row in powers.authorisations}
        found = powers.kept["carrying"] = frozenset(places)
    return found


def _matter(powers: Powers, code: str) -> _Matter | None:
    kept: dict[str, _Matter] = powers.kept.setdefault("matters", {})
    found = kept.get(code)
    if found is None and (rows := powers.items.get(code)):
        found = _looked_at(powers, code, rows)
        _keep(kept, code, found)
    return found


def _looked_at(powers: Powers, code: str, rows: Sequence[Item]) -> _Matter:
    own = code if code in _items_exercised(powers) else ""
    versions = tuple(
        replace(row, row=0, code=own, name="", department="", kinds=(), synthetic=False, laws=_repealable(row.laws))
        for row in sorted(rows, key=lambda row: row.since or date.min)
    )
    holdings: dict[str, list[tuple[int, Holding]]] = defaultdict(list)
    for row in sorted(powers.holdings.get(code, ()), key=lambda row: (_content(row), row.row)):
        holdings[row.place].append((_number(powers, "holdings_alike", _content(row)), row))
    domains = frozenset(row.domain for row in versions)
    return _Matter(_number(powers, "items_alike", versions), rows, versions, domains, own, dict(holdings), {})


def _repealable(laws: Iterable[str]) -> tuple[str, ...]:
    return tuple(law for law in laws if law.removeprefix("中华人民共和国") in REPEALED_BY_THE_CODE)


def _items_exercised(powers: Powers) -> frozenset[str]:
    """Items that somebody exercises by name."""
    found: frozenset[str] | None = powers.kept.get("items_exercised")
    if found is None:
        named = {row.item for row in chain.from_iterable(powers.exercises.values()) if row.item}
        found = powers.kept["items_exercised"] = frozenset(named)
    return found


def _content(row: Holding) -> tuple[object, ...]:
    """What a holding says, but for its item and row; sortable."""
    return (
        row.place,
        row.since or date.min,
        row.until or date.max,
        row.body,
        row.title,
        row.document,
        row.transition_until or date.max,
        row.transition_body,
        row.guide,
        row.exception,
        row.reason,
    )


def _number(powers: Powers, of: str, key: object) -> int:
    """A number for everything that reads alike."""
    numbers: dict[object, int] = powers.kept.setdefault(of, {})
    return numbers.setdefault(key, next(_NUMBERS))


def _keep(kept: dict[Key, Value], key: Key, found: Value, *, at_most: int = _KEEP_AT_MOST) -> None:
    """Keep it; where that is too much, the older half goes."""
    if len(kept) >= at_most:
        for old in list(islice(kept, at_most // 2)):
            kept.pop(old, None)
    kept[key] = found
