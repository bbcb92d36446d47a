"""现状 — where a docket stands, folded from its acts alone: stage, people, clocks, what is awaited, words to find it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import ClockStart, called_in, declared_kind, item_code, party_name
from yifa.docket.core.recomputing import RECOMPUTE
from yifa.docket.ports import Institution
from yifa.kernel.calendar import Aside, Calendars, Due
from yifa.kernel.dates import legal_date
from yifa.kernel.text import search_tokens
from yifa.law.answer import Ground
from yifa.law.rule import apply


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock as reckoned, with its grounds; ``stopped_on`` None while it runs.

    ``reckoned_at`` is the moment whose calendars it was reckoned with: that of the act that started it, or of a later ``recompute_terms``.
    """

    name: str
    title: str
    started_by: int
    term: Due
    ground: Ground
    stopped_on: date | None
    party: bool
    reckoned_at: datetime

    @property
    def starts_on(self) -> date:
        return self.term.start

    @property
    def nominal(self) -> date:
        return self.term.nominal

    @property
    def due(self) -> date:
        return self.term.due

    @property
    def warn_by(self) -> date:
        return self.term.warn_by

    @property
    def provisional(self) -> bool:
        return self.term.provisional

    @property
    def paused(self) -> Aside | None:
        """The interruption that has not ended, while it runs."""
        return self.term.stopped if self.stopped_on is None else None

    @property
    def reckoning(self) -> tuple[str, ...]:
        return self.term.reckoning

    @property
    def cites(self) -> tuple[dict[str, object], ...]:
        return tuple(cite.as_json() for cite in self.ground.cites)


@dataclass(frozen=True, slots=True)
class Standing:
    """The projection of one docket: the members of the table ``docket_standing``, and its clocks."""

    procedure: str
    stage: str
    cause: str
    party: str
    where: str
    item: str
    holders: tuple[str, ...]
    #: the bodies called in to help
    called: tuple[str, ...]
    awaits: str
    seq: int
    opened_on: date
    closed_on: date | None
    due_on: date | None
    #: the clock that is due first; of a docket whose clocks stand still, one of them, and then ``due_on`` is None
    due_name: str
    warn_by: date | None
    touched_at: datetime
    words: str
    clocks: tuple[RunningClock, ...]


def fold(view: View, *, institution: Institution, calendars: Calendars) -> Standing:
    """Fold every act. The same acts and institution always give the same standing: calendars are only ever added to, and an act is
    reckoned with those that were in force when it was recorded (docs/adr/0008-calendars.md).
    """
    stage, awaits, closed_on = "", "", None
    holders: tuple[str, ...] = ()
    for act in view.acts:
        kind = declared_kind(act.procedure, act.kind)
        if kind is None:
            continue
        reached = kind.stage_after(act)
        stage = reached or stage
        if reached or kind.awaits:
            awaits = kind.awaits.value if kind.awaits else ""
        if kind.ends:
            closed_on = act.happened_on
        if act.officers:
            holders = tuple(officer["code"] for officer in act.officers)
    clocks = clocks_of(view, institution=institution, calendars=calendars)
    ours = [clock for clock in clocks if clock.stopped_on is None and not clock.party]
    nearest = min((clock for clock in ours if not clock.paused), key=lambda clock: (clock.due, clock.name), default=None)
    still = next((clock.title for clock in ours if clock.paused), "")
    if closed_on is not None:
        nearest, still = None, ""
    last = view.acts[-1]
    party = party_name(view)[:200]
    cause = _cause(view)
    where = _where(view)
    return Standing(
        procedure=view.procedure,
        stage=stage,
        cause=cause,
        party=party,
        where=where,
        item=item_code(view),
        holders=holders,
        called=called_in(view),
        awaits="" if closed_on else awaits,
        seq=last.seq,
        opened_on=legal_date(view.acts[0].recorded_at),
        closed_on=closed_on,
        due_on=nearest.due if nearest else None,
        due_name=nearest.title if nearest else still,
        warn_by=nearest.warn_by if nearest else None,
        touched_at=last.recorded_at,
        words=" ".join(sorted(search_tokens(" ".join([view.number, cause, told(view.acts[0]), party, where, *_numbers(view)])))),
        clocks=clocks,
    )


def clocks_of(view: View, *, institution: Institution, calendars: Calendars, anew: datetime | None = None) -> tuple[RunningClock, ...]:
    """Every clock ever started in the docket, running or stopped; with ``anew`` the running ones by the calendars of that moment."""
    found = []
    for act in view.acts:
        kind = declared_kind(act.procedure, act.kind)
        for start in kind.starts if kind else ():
            clock = _clock(start, act, view, institution, calendars, anew)
            if clock:
                found.append(clock)
    return tuple(found)


def _clock(
    start: ClockStart, act: Act, view: View, institution: Institution, calendars: Calendars, anew: datetime | None
) -> RunningClock | None:
    on = act.happened_on
    code = item_code(view)
    layers = institution.layers(item=code, place=view.place, body=view.body, on=on)
    facts = start.facts(view, act, layers)
    if facts is None:
        return None
    stopper = next((later for later in view.acts if later.seq > act.seq and _stops(start, view, act, later)), None)
    reckoned_at = anew if anew and stopper is None else _reckoned_at(view, act, stopper)
    calendar = calendars.at_place(view.place, at=reckoned_at)
    asides = {"aside": tuple(start.asides(view, act, layers))} if start.asides else {}
    answer = apply(start.rule, on=on, layers=layers, calendar=calendar, **facts, **asides)
    if answer.value is None:
        return None
    return RunningClock(
        name=start.name,
        title=start.title,
        started_by=act.seq,
        term=answer.value,
        ground=answer.grounds[0],
        stopped_on=stopper.happened_on if stopper else None,
        party=start.party,
        reckoned_at=reckoned_at,
    )


def _reckoned_at(view: View, act: Act, stopper: Act | None) -> datetime:
    """When it was last reckoned: no calendar that came later moves a clock without an act, and none a clock that had stopped."""
    until = stopper.seq if stopper else view.acts[-1].seq + 1
    return next((one for one in reversed(view.acts[act.seq : until - 1]) if one.kind == RECOMPUTE), act).recorded_at


def _stops(start: ClockStart, view: View, act: Act, later: Act) -> bool:
    if later.kind in start.stopped_by:
        return start.stops_when is None or start.stops_when(view, act, later)
    return False


def _cause(view: View) -> str:
    for act in reversed(view.acts):
        cause = act.payload.get("cause") or act.payload.get("summary")
        if cause and act.kind not in ("close_case",):
            return str(cause)[:200]
    return ""


def _where(view: View) -> str:
    """Where it happened: as the lead told it, wherever people were asked later."""
    return next((str(act.payload["place_text"])[:200] for act in view.acts if act.payload.get("place_text")), "")


def told(first: Act) -> str:
    """The report in its own words: a case is still found by them once it has a cause."""
    return str(first.payload.get("summary", ""))[:200]


#: acts that tell of a report, with the number its reporter was told
_REPORTS = frozenset({"register_lead", "register_complaint", "join_report"})


def _numbers(view: View) -> list[str]:
    """Of its papers, and those that reporters were told."""
    reports = [str(act.payload["report"]) for act in view.acts if act.kind in _REPORTS and act.payload.get("report")]
    return reports + [str(paper["number"]) for act in view.acts for paper in act.papers if paper.get("number")]
