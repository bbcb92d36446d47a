"""执法能力一览 — what every body that acts at a place can do there today, what hangs on one person, and what training would add. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from yifa.kernel.citation import Cite
from yifa.law.answer import Verdict
from yifa.law.penalties import listed
from yifa.law.sources import APL
from yifa.registry.core.who import who
from yifa.staffing.core.capacity import Muster, at_once, lawful, muster
from yifa.staffing.core.staff import CHAIR, REVIEWER, Officer, Staff, upward
from yifa.staffing.core.wording import say

#: kinds of bodies that enforce; one of them is asked about even where no item it holds is known
FORCES = ("综合行政执法局", "支队", "大队", "中队", "派驻组", "片区队")


@dataclass(frozen=True, slots=True)
class Task:
    """要办的事 — a body acts in a domain (empty: no domain known) at a place."""

    body: str
    domain: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """一行 — one task with who there is for it. ``at_once`` pairs can work at the same time, ``possible`` different ones could be named.

    ``verdict`` is for a person where the list of officers does not name a single one: unknown, not none. ``fragile``: exactly two are able.
    """

    body: str
    body_name: str
    #: the body whose power it exercises, itself where it holds it
    in_name_of: str
    domain: str
    place: str
    place_name: str
    certificates: int
    absent: int
    #: with a recusal on record; it keeps them from that party only
    recusals: int
    set_aside: int
    assistants: int
    able: int
    at_once: int
    possible: int
    missing: int
    fragile: bool
    verdict: Verdict
    sentence: str
    remedy: str
    muster: Muster

    @property
    def key(self) -> Task:
        return Task(self.body, self.domain, self.place)

    @property
    def known(self) -> bool:
        """Is anybody of the force on record? If not, no count of it says anything."""
        return self.verdict is not Verdict.FOR_PERSON

    def as_json(self) -> dict[str, object]:
        """Counts of a force that is not on record are null, never 0."""
        counts = ("certificates", "absent", "recusals", "set_aside", "assistants", "able", "at_once", "possible", "missing", "fragile")
        return {
            "body": {"code": self.body, "name": self.body_name},
            "in_name_of": self.in_name_of,
            "domain": self.domain or None,
            "place": {"code": self.place, "name": self.place_name},
            **{name: getattr(self, name) if self.known else None for name in counts},
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "remedy": self.remedy,
            "officers": [{"code": officer.code, "name": officer.name} for officer in self.muster.able],
            "kept_away": [{"name": name, "why": why} for name, why in self.muster.kept_away],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """体检 — something the figures of a body alone do not show: nobody left to review, nobody left to chair a hearing."""

    kind: str
    body: str
    place: str
    domains: tuple[str, ...]
    sentence: str
    remedy: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """一人缺席 — what can no longer be done lawfully while this one officer is away."""

    officer: str
    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """培训建议 — one certificate for one officer: tasks it opens, pairs it adds. Equal gains have an equal rank."""

    rank: int
    officer: str
    name: str
    body: str
    domain: str
    #: tasks that go from 不能办 to 能办
    opens: tuple[Task, ...]
    #: tasks that no longer fail when any one of two is away
    secures: tuple[Task, ...]
    at_once: int
    possible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsTwo:
    """一证不够 — a task nobody is able for: two must be certified; ``trainable`` officers could be."""

    task: Task
    trainable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """执法能力一览."""

    place: str
    place_name: str
    on: date
    domain: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    losses: tuple[Loss, ...]
    trainings: tuple[Training, ...]
    needs_two: tuple[NeedsTwo, ...]

    def as_json(self) -> dict[str, object]:
        """The same as plain JSON; officers by code and name."""
        return {
            "place": {"code": self.place, "name": self.place_name},
            "on": self.on.isoformat(),
            "domain": self.domain or None,
            "lines": [line.as_json() for line in self.lines],
            "findings": [
                {**asdict(one), "domains": list(one.domains), "cites": [cite.as_json() for cite in one.cites]} for one in self.findings
            ],
            "losses": [{**asdict(one), "tasks": [asdict(task) for task in one.tasks]} for one in self.losses],
            "trainings": [
                {**asdict(one), **{name: [asdict(task) for task in getattr(one, name)] for name in ("opens", "secures")}}
                for one in self.trainings
            ],
            "needs_two": [asdict(one) for one in self.needs_two],
        }


def survey(staff: Staff, *, place: str, on: date, domain: str = "") -> Capacity:
    """执法能力一览 — of every body that acts at the place or below it that day; of one domain, or of all."""
    lines = tuple(_line(staff, task, of, on=on) for task, of in tasks(staff, place=place, on=on, domain=domain).items())
    row = staff.powers.place(place, on=on)
    return Capacity(
        place=place,
        place_name=row.name if row else place,
        on=on,
        domain=domain,
        lines=lines,
        findings=tuple(_findings(staff, lines, on=on)),
        losses=tuple(_losses(lines)),
        trainings=tuple(_trainings(lines)),
        needs_two=tuple(NeedsTwo(task=line.key, trainable=len(line.muster.uncertified)) for line in lines if line.missing == 2),
    )


def tasks(staff: Staff, *, place: str, on: date, domain: str = "") -> dict[Task, str]:
    """要办的事 — for each power that reaches the place or one below it: who acts there, as 谁来管 answers; then forces without known items.

    With each the body in whose name it is done.

    Items that differ in nothing that decides who acts (holder, place, domain) are asked once. A force below a body that is asked anyway,
    or below another force, is counted with that.
    """
    powers = staff.powers
    outer = set(powers.lineage(place, on=on))
    reached: dict[str, str] = {}
    single = {row.item for rows in powers.exercises.values() for row in rows if row.item}
    groups: dict[tuple[str, str, str, str], tuple[str, str]] = {}
    for code, holdings in powers.holdings.items():
        item = powers.item(code, on=on)
        if item is None or (domain and item.domain != domain):
            continue
        for row in holdings:
            if not row.covers(on):
                continue
            where = reached.get(row.place)
            if where is None:
                within = place in powers.lineage(row.place, on=on)
                where = reached[row.place] = place if row.place in outer else row.place if within else ""
            if where:
                groups.setdefault((row.body, where, item.domain, code if code in single else ""), (code, where))
    found: dict[Task, str] = {}
    for (_, _, of, _), (code, where) in groups.items():
        answer = who(powers, item=code, place=where, on=on)
        if actor := answer.team or answer.subject:
            found.setdefault(Task(actor.code, of, where), answer.subject.code if answer.subject else actor.code)
    asked = {task.body for task in found}
    forces = {
        body.code: body
        for code in powers.bodies
        if (body := powers.body(code, on=on)) and body.kind.endswith(FORCES) and body.place and place in powers.lineage(body.place, on=on)
    }
    for code, force in forces.items():
        counted = any(above in asked or (above != code and above in forces) for above in upward(code))
        if not counted and (not domain or force.domain in ("", domain)):
            found.setdefault(Task(code, force.domain or domain, force.place), code)
    return {task: found[task] for task in sorted(found, key=lambda task: (task.place, task.body, task.domain))}


def _line(staff: Staff, task: Task, in_name_of: str, *, on: date) -> Line:
    found = muster(staff, body=task.body, domain=task.domain, place=task.place, on=on)
    able = len(found.able)
    known = any(True for _ in staff.members(task.body, on=on))
    names = listed([officer.name for officer in found.able])
    if not known:
        verdict, sentence, remedy = Verdict.FOR_PERSON, say("no_officers"), say("no_officers_remedy")
    elif not lawful(able):
        verdict, remedy = Verdict.REFUSED, say("remedy_certificate") if found.uncertified else say("remedy_people")
        sentence = say("unable_one", name=names) if able else say("unable_none")
    else:
        verdict, remedy = Verdict.LAWFUL, ""
        facts = {"able": able, "at_once": at_once(able), "possible": able * (able - 1) // 2}
        sentence = say("fragile", names=names) if able == 2 else say("able", **facts)
    where = staff.powers.place(task.place, on=on)
    return Line(
        body=task.body,
        body_name=staff.name_of(task.body, on=on),
        in_name_of=in_name_of,
        domain=task.domain,
        place=task.place,
        place_name=where.name if where else task.place,
        certificates=len(found.certified),
        absent=len(found.absent),
        recusals=sum(1 for officer in found.certified if officer.recusals),
        set_aside=len(found.set_aside),
        assistants=len(found.assistants),
        able=able,
        at_once=at_once(able),
        possible=able * (able - 1) // 2,
        missing=max(0, 2 - able) if known else 0,
        fragile=able == 2,
        verdict=verdict,
        sentence=sentence,
        remedy=remedy,
        muster=found,
    )


def _findings(staff: Staff, lines: Iterable[Line], *, on: date) -> Iterator[Finding]:
    """Where two handle: is there somebody else to review, somebody else to chair a hearing? Lines that say the same are told once."""
    alike: dict[tuple[str, str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if not lawful(line.able):
            continue
        handlers = listed([officer.name for officer in line.muster.able]) if line.able == 2 else say("any_two")
        for kind in _nobody_for(staff, line, on=on):
            alike[kind, line.body, line.place, handlers].append(line)
    for (kind, body, place, handlers), same in alike.items():
        first = same[0]
        others = len(first.muster.uncertified)
        sentence = say(kind, names=handlers, body=first.body_name) + (say("others", count=others) if others else "")
        yield Finding(
            kind=kind,
            body=body,
            place=place,
            domains=tuple(line.domain for line in same),
            sentence=sentence,
            remedy=say(f"{kind}_remedy"),
            cites=_CITES[kind],
        )


#: the articles of the rules people.reviewer_apart and notice.hearing_chair
_CITES = {"no_reviewer": (APL("58", 1),), "no_chair": (APL("64", 1, 4),)}


def _nobody_for(staff: Staff, line: Line, *, on: date) -> Iterator[str]:
    """An officer set aside for it will do, in the body that acts, the one in whose name it acts, or one above either.

    So will a third who is able; for the review anyone qualified, and for the chair anyone certified, who does not handle.
    """
    handling = line.muster.able if line.able == 2 else ()
    bodies = dict.fromkeys((line.body, line.in_name_of))
    free = [one for body in bodies for one in staff.members(body, on=on) if _there(one, on) and one not in handling]
    if not any(one.legally_qualified for one in free) and not any(_has_duty(staff, bodies, REVIEWER, on=on)):
        yield "no_reviewer"
    if not any((held := one.certificate(on)) and held.covers(on) for one in free) and not any(_has_duty(staff, bodies, CHAIR, on=on)):
        yield "no_chair"


def _has_duty(staff: Staff, bodies: Iterable[str], duty: str, *, on: date) -> Iterator[Officer]:
    """Who is set aside for the duty in one of the bodies or above it, by name or by an office held, and is there that day."""
    above = {part for body in bodies for part in upward(body)}
    for officer in staff.officers.values():
        if officer.duties or staff.office_roles:
            own = any(row.duty == duty and row.body in above and row.covers(on) for row in officer.duties)
            by_office = any(role.role == duty and role.body in above for role in staff.roles_of(officer, on=on))
            if (own or by_office) and officer.covers(on) and _there(officer, on):
                yield officer


def _there(officer: Officer, on: date) -> bool:
    return not officer.assistant and not officer.absence(on)


def _losses(lines: Iterable[Line]) -> list[Loss]:
    lost: dict[str, tuple[Officer, list[Task]]] = {}
    for line in lines:
        for officer in line.muster.able if line.fragile else ():
            lost.setdefault(officer.code, (officer, []))[1].append(line.key)
    rows = [Loss(officer=code, name=officer.name, tasks=tuple(gone)) for code, (officer, gone) in lost.items()]
    return sorted(rows, key=lambda row: (-len(row.tasks), row.officer))


def _trainings(lines: Iterable[Line]) -> list[Training]:
    """One certificate more, of one officer in service: no assistant, not on leave, not set aside.

    Ranked by tasks opened, then tasks made safe against one absence, then pairs at once, then pairs possible; equal gains share a rank
    and stand by officer and domain.
    A certificate that alone brings no pair is no advice: see NeedsTwo. It is taken to be issued for the region of the task.
    """
    gains: dict[tuple[str, str], tuple[Officer, list[Line]]] = {}
    for line in lines:
        for officer in line.muster.uncertified if line.able else ():
            gains.setdefault((officer.code, line.domain), (officer, []))[1].append(line)
    rows = [
        Training(
            rank=0,
            officer=code,
            name=officer.name,
            body=officer.body,
            domain=domain,
            opens=tuple(line.key for line in helped if line.able == 1),
            secures=tuple(line.key for line in helped if line.fragile),
            at_once=sum(at_once(line.able + 1) - line.at_once for line in helped),
            possible=sum(line.able for line in helped),
        )
        for (code, domain), (officer, helped) in gains.items()
    ]
    rows.sort(key=lambda row: (*_gain(row), row.officer, row.domain))
    return list(_ranked(rows))


def _gain(row: Training) -> tuple[int, int, int, int]:
    return -len(row.opens), -len(row.secures), -row.at_once, -row.possible


def _ranked(rows: Sequence[Training]) -> Iterator[Training]:
    rank = 0
    for number, row in enumerate(rows, start=1):
        if number == 1 or _gain(row) != _gain(rows[number - 2]):
            rank = number
        yield replace(row, rank=rank)
