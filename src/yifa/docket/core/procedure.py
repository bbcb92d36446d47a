"""程序 — a procedure declares its acts: form, who, what must hold, clocks, papers; it reads from top to bottom as the law does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from yifa.docket.core.act import Act, View
from yifa.docket.core.form import Form
from yifa.docket.core.wording import told
from yifa.docket.ports import DeviceRecord, Institution, ItemFacts, OfficerFacts
from yifa.kernel.actor import DOCKET_ROLES, Actor, Role
from yifa.kernel.calendar import Aside, Calendar
from yifa.law.answer import Answer, Ground, Verdict
from yifa.law.authority.jurisdiction import OtherCase
from yifa.law.discretion.benchmark import Benchmarks
from yifa.law.layers import Layer
from yifa.law.rule import LawNotHeld, apply

NO_BENCHMARKS = Benchmarks()


def no_other_cases(*, item: str, party: str, proposing: Sequence[str], filing: Sequence[str]) -> Sequence[OtherCase]:
    """Of a docket that stands alone."""
    return ()


Found = TypeVar("Found")


def no_errands(officers: Iterable[str]) -> Mapping[str, str]:
    """Of a docket that stands alone."""
    return {}


def nobody_off_duty(officers: Iterable[str], at: datetime) -> Collection[str]:
    """Where nobody keeps a roster."""
    return ()


def nobody_waits(number: str) -> bool:
    """Of a docket that stands alone."""
    return False


def no_device_records(digests: Iterable[str]) -> Mapping[str, DeviceRecord]:
    """Where no device recorded anything."""
    return {}


@dataclass(frozen=True, slots=True)
class Situation:
    """What a gate may look at: the docket, the day, who asks and, when an act is being done, its form, officers and evidence."""

    view: View
    today: date
    calendar: Calendar
    institution: Institution
    actor: Actor | None = None
    form: Form | None = None
    officers: tuple[OfficerFacts, ...] = ()
    evidence: tuple[str, ...] = ()
    benchmarks: Benchmarks = NO_BENCHMARKS
    #: law and article where the text that was read in is no longer the one its rule was written from
    moved: frozenset[tuple[str, str]] = frozenset()
    #: the other open dockets about an item and a party in which an act of these kinds was done, as the one who asks may know them
    other_cases: Callable[..., Sequence[OtherCase]] = no_other_cases
    #: which of some digests a device recorded, and what that makes of them
    device_records: Callable[[Iterable[str]], Mapping[str, DeviceRecord]] = no_device_records
    #: of these officers those who are out on another docket, with its number as the one who asks may know it. Of two who ask at once the
    #: later one is told of the earlier
    errands: Callable[[Iterable[str]], Mapping[str, str]] = no_errands
    #: of these officers those whom a roster has, but not on duty at that moment; who stands in none is unknown, and is not told
    off_duty: Callable[[Iterable[str], datetime], Collection[str]] = nobody_off_duty
    #: does somebody wait for an answer who told of what was merged into the docket of that number?
    waited: Callable[[str], bool] = nobody_waits
    #: when the act happens; None while it is only asked what may be done
    moment: datetime | None = None
    #: what several gates ask for is looked up once
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def item(self) -> ItemFacts | None:
        """The item the docket (or the form) is about, as it stands today; None when none was named."""
        code = getattr(self.form, "item", "") or item_code(self.view)
        return self.institution.item(code, on=self.today) if code else None

    def party_name(self) -> str:
        """The party the form names, else the one last named in the docket; empty before anybody was."""
        named = getattr(getattr(self.form, "party", None), "name", "")
        return named or party_name(self.view)

    def layers(self) -> Sequence[Layer]:
        """The overlays that hold here, most special first: of the body, the place, and of the item's domain where one was named."""
        return self.once("layers", self._layers)

    def _layers(self) -> Sequence[Layer]:
        item = getattr(self.form, "item", "") or item_code(self.view)
        return self.institution.layers(item=item, place=self.view.place, body=self.view.body, on=self.today)

    def once(self, name: str, look: Callable[[], Found]) -> Found:
        """What ``look`` finds, looked up by the first gate that asks for it under that name."""
        if name not in self._kept:
            self._kept[name] = look()
        found: Found = self._kept[name]
        return found


def item_code(view: View) -> str:
    """The code of the item last named in the docket, or empty."""
    for act in reversed(view.acts):
        code = act.payload.get("item")
        if code:
            return str(code)
    return ""


def party_name(view: View) -> str:
    """The party last named in the docket, or empty."""
    for act in reversed(view.acts):
        party = act.payload.get("party")
        if isinstance(party, dict) and isinstance(name := party.get("name"), str) and name:
            return name
    return ""


@dataclass(frozen=True, slots=True)
class Gate:
    """要件 — one question to one rule. ``facts`` reads them from the situation; None means the question does not arise.

    ``asks_form`` gates wait for the form; all others are also answered on the page before anything is typed.
    """

    rule: str
    facts: Callable[[Situation], Mapping[str, Any] | None]
    asks_form: bool = False

    def ask(self, situation: Situation) -> Answer[Any] | None:
        """The rule's answer, None where the question does not arise; many acts ask the same, so it is answered once a situation."""
        return situation.once(f"gate {id(self)}", lambda: self._answer(situation))

    def _answer(self, situation: Situation) -> Answer[Any] | None:
        facts = self.facts(situation)
        if facts is None:
            return None
        try:
            answer = apply(self.rule, on=situation.today, layers=situation.layers(), **facts)
        except LawNotHeld:
            ground = Ground(self.rule, self.rule, (), "", facts)
            sentence, remedy = told("law_not_held", day=situation.today.isoformat())
            return Answer(Verdict.FOR_PERSON, None, (ground,), sentence, remedy)
        moved = [cite.text for cite in answer.grounds[0].cites if (cite.law, cite.article) in situation.moved]
        if not moved or not answer.lawful:
            return answer
        sentence, remedy = told("law_moved", title=answer.grounds[0].title, articles="、".join(moved))
        return Answer(Verdict.FOR_PERSON, None, answer.grounds, sentence, remedy)


@dataclass(frozen=True, slots=True)
class ClockStart:
    """期限 — started by an act, reckoned by a rule, stopped by later acts.

    ``facts`` is told the overlays that hold; None from it, or None as the rule's value: no clock.
    """

    name: str
    title: str
    rule: str
    facts: Callable[[View, Act, Sequence[Layer]], Mapping[str, Any] | None]
    stopped_by: tuple[str, ...] = ()
    #: does this later act, one of ``stopped_by``, stop the clock that the act before it started?
    stops_when: Callable[[View, Act, Act], bool] | None = None
    #: a clock of the party (to pay, to sue) is shown, but is no term of the office's and sorts no list
    party: bool = False
    #: spans of suspension, testing or hearing, read from the docket and given to the rule as ``aside``; the rule says which it counts out
    asides: Callable[[View, Act, Sequence[Layer]], Sequence[Aside]] | None = None


@dataclass(frozen=True, slots=True)
class ActKind:
    """行为种类 — one kind of act in one procedure."""

    name: str
    title: str
    form: type[Form]
    by: tuple[Role, ...]
    procedure: str
    #: the stage the docket is in afterwards; empty leaves it as it was
    stage: str | Callable[[Act], str] = ""
    officers: int = 0
    enters: bool = False
    once: bool = True
    #: done once after each of these acts: an order is taken once, the next order again
    once_since: tuple[str, ...] = ()
    #: key of the sentence for whoever comes second, instead of the usual one
    taken: str = ""
    #: may have happened before it is recorded (on the street); all others happen when they are recorded
    field: bool = False
    #: only adds facts: two writers do not disturb each other
    adds: bool = False
    #: may still be done once the docket has ended; it adds something and changes nothing of how it ended
    after_end: bool = False
    #: not on the way of every case: shown after the acts that are
    occasional: bool = False
    needs: tuple[Gate, ...] = ()
    starts: tuple[ClockStart, ...] = ()
    papers: tuple[str, ...] = ()
    awaits: Role | None = None
    ends: bool = False
    #: a docket may begin with it, and with nothing else; it is added to no docket that has begun
    opens: bool = False
    #: what the act changes outside the dockets, done in the transaction of the act, once it is written; what it raises undoes both.
    #: It must follow from the docket alone, so that it can be done again on an institution loaded anew
    effect: Callable[[Act, Form], None] | None = None
    #: what a room keeps beside the act of that person, in its transaction; what it raises undoes both. Not done again by a rebuild
    binds: Callable[[Act, Actor], None] | None = None
    #: what was done, as one sentence for the time line, from the payload
    says: Callable[[Act], str] | None = None
    #: the bodies the act calls in: from then on their people read the docket, and do the acts that are open to bodies called in
    calls: Callable[[Act], Sequence[str]] | None = None
    #: a body that was called in may do it too, in its own name
    called_may: bool = False
    #: nobody but a body that was called in may do it
    called_only: bool = False
    #: papers that depend on the payload, instead of ``papers``
    papers_of: Callable[[Form], tuple[str, ...]] | None = None

    def stage_after(self, act: Act) -> str:
        """The stage the docket is in once ``act`` is done, empty where it does not change."""
        return self.stage if isinstance(self.stage, str) else self.stage(act)

    def done_before(self, view: View) -> Act | None:
        """The act that keeps it from being done again, None where it may be done."""
        done = view.last(self.name) if self.once or self.once_since else None
        since = view.last(*self.once_since) if done and self.once_since else None
        return done if done and (since is None or since.seq < done.seq) else None

    def papers_for(self, form: Form) -> tuple[str, ...]:
        return self.papers_of(form) if self.papers_of else self.papers


@dataclass(frozen=True, slots=True)
class Projection:
    """投影 — what a room keeps beside the standing: one row a docket, folded from its acts, written in the transaction of each act.

    ``row`` gives the values of ``columns`` in their order, or None: no row. The table's key is ``docket_id``. Whoever listens to
    ``channel`` is told the docket and the seq once the act is committed.
    """

    table: str
    columns: tuple[str, ...]
    row: Callable[[View], Sequence[Any] | None]
    channel: str = ""


@dataclass(slots=True)
class Procedure:
    """程序 — its acts in the order of the law. ``after`` names the procedure a docket comes from; ``entrance`` says why not yet."""

    name: str
    title: str
    after: str = ""
    entrance: Gate | None = None
    #: gates that every act of the procedure asks first
    always: tuple[Gate, ...] = ()
    #: roles that read its dockets beside those that read every docket
    readers: frozenset[Role] = frozenset()
    #: its dockets are read by ``readers`` alone
    closed: bool = False
    #: the word of its number series: 古综执案〔2026〕1号
    mark: str = "案"
    kinds: dict[str, ActKind] = field(default_factory=dict)
    #: what rooms keep of the dockets that began in it
    projections: list[Projection] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.name in PROCEDURES:
            raise ValueError(f"two procedures are called {self.name}")
        PROCEDURES[self.name] = self

    def act(self, name: str, title: str, *, form: type[Form], by: Role | Sequence[Role], **how: Any) -> ActKind:
        """Declare one kind of act. See ActKind for what may be said of it."""
        if name in self.kinds:
            raise ValueError(f"two acts of {self.name} are called {name}")
        roles = (by,) if isinstance(by, Role) else tuple(by)
        for plural in ("needs", "starts", "papers"):
            how[plural] = tuple(how.get(plural, ()))
        kind = ActKind(name, title, form, roles, self.name, **how)
        if kind.after_end and (not kind.adds or kind.ends or kind.enters or kind.stage or kind.awaits or kind.starts or kind.calls):
            raise ValueError(f"{name} of {self.name} would change how a docket ended")
        self.kinds[name] = kind
        return kind


PROCEDURES: dict[str, Procedure] = {}
#: acts of the machine itself, in every procedure; they are offered to nobody
COMMON: dict[str, ActKind] = {}


def kinds_on_offer(procedure: str) -> Iterator[tuple[ActKind, bool]]:
    """Every kind of act a docket in ``procedure`` has before it, and whether the procedure admits it now.

    The acts of its own procedure, the entering acts of those that come after it, and, not yet admitted, the rest of those.
    """
    own = PROCEDURES[procedure]
    for kind in own.kinds.values():
        yield kind, True
    offered = set(own.kinds)
    for follower in PROCEDURES.values():
        if follower.after == procedure:
            for kind in follower.kinds.values():
                if kind.name not in offered:
                    offered.add(kind.name)
                    yield kind, kind.enters


def opening_kind(name: str) -> ActKind | None:
    """The kind of that name with which a docket may begin."""
    found = (procedure.kinds.get(name) for procedure in PROCEDURES.values())
    return next((kind for kind in found if kind and kind.opens), None)


def changes_institution(name: str) -> bool:
    """Is there a kind of act of that name that takes effect outside the dockets?"""
    return any(kind.effect is not None for procedure in PROCEDURES.values() if (kind := procedure.kinds.get(name)))


def called_in(view: View) -> tuple[str, ...]:
    """The bodies that acts of the docket called in, in their order."""
    found: dict[str, None] = {}
    for act in view.acts:
        kind = declared_kind(act.procedure, act.kind)
        if kind is not None and kind.calls is not None:
            found |= dict.fromkeys(kind.calls(act))
    found.pop(view.body, None)
    return tuple(found)


def acts_for(kind: ActKind, actor: Actor, view: View) -> str | None:
    """In the name of which body this person may do the act: the docket's own, else one that was called in; None: of none."""
    bodies = called_in(view) if kind.called_only else (view.body, *called_in(view)) if kind.called_may else (view.body,)
    return next((body for body in bodies if role_for(kind.by, actor, body, view)), None)


def role_for(roles: Iterable[Role], actor: Actor, body: str, view: View) -> Role | None:
    """The first of these roles this person holds for that body in the docket; a body that was called in comes from wherever it is."""
    place = view.place if body == view.body else None
    return next((role for role in roles if actor.has(role, body=body, place=place)), None)


def readers_of(procedure: str) -> frozenset[Role]:
    """The roles that read dockets in that procedure."""
    found = PROCEDURES.get(procedure)
    if found is None:
        return DOCKET_ROLES
    return found.readers if found.closed else DOCKET_ROLES | found.readers


def closed_procedures() -> list[str]:
    """The procedures whose dockets are read by their own readers alone."""
    return [procedure.name for procedure in PROCEDURES.values() if procedure.closed]


def kind_of(procedure: str, name: str) -> tuple[ActKind, bool] | None:
    """The kind called ``name`` that is before a docket in ``procedure``; where two procedures know it, the one admitted."""
    found = [(kind, admitted) for kind, admitted in kinds_on_offer(procedure) if kind.name == name]
    return next((pair for pair in found if pair[1]), found[0] if found else None)


def declared_kind(procedure: str, name: str) -> ActKind | None:
    """The kind as declared for an act that stands in a docket: its own procedure's, the one it entered from, or the machine's."""
    if name in COMMON:
        return COMMON[name]
    found = PROCEDURES.get(procedure)
    if found is None:
        return None
    if name in found.kinds:
        return found.kinds[name]
    return PROCEDURES[found.after].kinds.get(name) if found.after else None


def title_of(procedure: str, kind: str) -> str:
    """The Chinese title of an act that stands in a docket."""
    declared = declared_kind(procedure, kind)
    return declared.title if declared else kind
