"""闭环 — the four stages of an event from its stamps, which of them took longest, and whether the whole kept the time that is claimed.

The claim speaks of the whole, so only the whole is judged; a stage has no limit of its own. Stamps come from phones and from the server:
a stage that would end before it began is shown as such and never counted as a negative time.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from statistics import median
from typing import Final, Protocol

from yifa.dispatch.core.event import DONE


class Verdict(StrEnum):
    """Where the loop of one event stands against the limit of the whole."""

    MET = "met"
    MISSED = "missed"
    #: not answered yet; ``Loop.late`` where the limit is already behind it
    RUNNING = "running"
    #: answered, but the profile claims no limit
    NO_LIMIT = "no_limit"
    #: answered, but the stamps contradict each other: the whole cannot be told
    UNKNOWN = "unknown"
    #: nobody was sent and nothing was handled (merged, declined, referred), or it went on as a case
    OUTSIDE = "outside"


#: key and title of each stage, in order; each ends with the stamp of the same place in ``Stamps``
STAGES: Final[Mapping[str, str]] = {
    "ordering": "信息上传→指令下达",
    "handling": "指令下达→现场处理",
    "answering": "现场处理→反馈处理完毕",
}
STAMPS: Final = ("信息上传", "指令下达", "现场处理", "反馈处理完毕")
#: fewer events than these say nothing about a team
FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Stamps:
    """四个时间 — 信息上传, 指令下达 (the first order), 现场处理, 反馈处理完毕. None: not yet, or not on the record."""

    uploaded_at: datetime
    ordered_at: datetime | None = None
    handled_at: datetime | None = None
    fed_back_at: datetime | None = None
    #: nobody has to do anything about it any more, or it goes on as a case of its own
    ended: bool = False

    @property
    def all(self) -> tuple[datetime | None, ...]:
        return self.uploaded_at, self.ordered_at, self.handled_at, self.fed_back_at


class Stamped(Protocol):
    """What has the stamps of an event: the event as folded from its acts, or its row."""

    @property
    def uploaded_at(self) -> datetime: ...
    @property
    def first_ordered_at(self) -> datetime | None: ...
    @property
    def handled_at(self) -> datetime | None: ...
    @property
    def fed_back_at(self) -> datetime | None: ...
    @property
    def state(self) -> str: ...


def stamps_of(event: Stamped) -> Stamps:
    """The stamps of an event."""
    return Stamps(event.uploaded_at, event.first_ordered_at, event.handled_at, event.fed_back_at, ended=event.state in DONE)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. ``seconds`` is None while it is unknown, has not begun or runs; ``elapsed`` is what it took so far while it runs."""

    key: str
    from_at: datetime | None
    until_at: datetime | None
    seconds: int | None
    elapsed: int | None = None
    #: by how many seconds the end stands before the beginning
    backwards: int = 0

    @property
    def title(self) -> str:
        return STAGES[self.key]


@dataclass(frozen=True, slots=True)
class Segment:
    """A bar of the waterfall: seconds from the upload, known or running; one over two stages where the stamp between them is missing."""

    keys: tuple[str, ...]
    start: int
    length: int
    running: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """One event's loop. ``whole`` in seconds once it is answered; ``elapsed`` what it took until now while it runs."""

    verdict: Verdict
    stages: tuple[Stage, ...]
    segments: tuple[Segment, ...]
    whole: int | None
    elapsed: int | None
    #: it runs and the limit is already behind it: it cannot be met any more
    late: bool
    limit: int | None

    @property
    def slowest(self) -> str:
        """The stage that took longest, one that runs with what it took so far, the earlier of equals; empty where none is known."""
        taken = {stage.key: stage.elapsed if stage.seconds is None else stage.seconds for stage in self.stages}
        return _longest({key: seconds for key, seconds in taken.items() if seconds is not None})

    @property
    def backwards(self) -> bool:
        return any(stage.backwards for stage in self.stages)

    @property
    def judged(self) -> bool:
        """Does it count when one asks how many kept the limit? Those that run and are late do: to leave them out would flatter."""
        return self.verdict in (Verdict.MET, Verdict.MISSED) or self.late


def loop_of(stamps: Stamps, *, limit: int | None, now: datetime) -> Loop:
    """The loop of one event as it stands at ``now``.

    Seconds are counted from the upload and a second begun is a second used, so that the stages add up to the whole and no fraction
    beyond ``limit`` is forgiven: exactly ``limit`` seconds are met.
    """
    offsets = [None if at is None else seconds_between(stamps.uploaded_at, at) for at in stamps.all]
    outside = stamps.ended and (stamps.handled_at is None or stamps.fed_back_at is None)
    answered = offsets[3]
    running = answered is None and not stamps.ended
    sofar = max(0, seconds_between(stamps.uploaded_at, now)) if running else None
    stages = tuple(
        _stage(key, stamps.all[at], stamps.all[at + 1], offsets[at], offsets[at + 1], sofar if running and _waits(offsets, at) else None)
        for at, key in enumerate(STAGES)
    )
    late = running and limit is not None and sofar is not None and sofar > limit
    # answered before it was uploaded or handled: a clock is wrong, and so is every length reckoned with it
    contradictory = answered is not None and (answered < 0 or any(one is not None and one > answered for one in offsets))
    whole = None if contradictory or outside else answered
    if outside:
        verdict = Verdict.OUTSIDE
    elif running:
        verdict = Verdict.RUNNING
    elif whole is None:
        verdict = Verdict.UNKNOWN
    elif limit is None:
        verdict = Verdict.NO_LIMIT
    else:
        verdict = Verdict.MET if whole <= limit else Verdict.MISSED
    return Loop(verdict, stages, _segments(offsets, sofar), whole, sofar, late, limit)


def seconds_between(since: datetime, until: datetime) -> int:
    """Whole seconds, one begun counted; negative where ``until`` is the earlier."""
    return math.ceil((until - since).total_seconds())


def _waits(offsets: Sequence[int | None], at: int) -> bool:
    """Is it this stage whose end is awaited: the first after the latest stamp there is?"""
    return offsets[at] is not None and all(one is None for one in offsets[at + 1 :])


def _stage(key: str, from_at: datetime | None, until_at: datetime | None, start: int | None, end: int | None, sofar: int | None) -> Stage:
    if start is None or end is None:
        elapsed = None if start is None or sofar is None else max(0, sofar - start)
        return Stage(key, from_at, until_at, None, elapsed)
    if end < start:
        return Stage(key, from_at, until_at, None, backwards=start - end)
    return Stage(key, from_at, until_at, end - start)


def _segments(offsets: Sequence[int | None], sofar: int | None) -> tuple[Segment, ...]:
    """The bars in order; where the clock runs backwards there is none, and the next begins at the latest instant reached."""
    found: list[Segment] = []
    keys = tuple(STAGES)
    last, reached = 0, 0
    for at in (1, 2, 3):
        end = offsets[at]
        if end is None:
            continue
        if end >= reached:
            found.append(Segment(keys[last:at], reached, end - reached))
            reached = end
        last = at
    if sofar is not None and last < 3:
        found.append(Segment(keys[last : last + 1], reached, max(0, sofar - reached), running=True))
    return tuple(found)


def _longest(seconds: Mapping[str, float]) -> str:
    return max(seconds, key=lambda key: seconds[key]) if seconds else ""


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage over a set of events: how many have it, the middle and the ninetieth per cent, and how often it was the slowest."""

    key: str
    count: int
    median: int | None
    p90: int | None
    slowest_of: int

    @property
    def title(self) -> str:
        return STAGES[self.key]


@dataclass(frozen=True, slots=True)
class Summary:
    """A set of loops. ``late`` are among ``running``; ``rate`` is met over those that are met, missed or late already, None over none."""

    events: int
    met: int
    missed: int
    running: int
    late: int
    no_limit: int
    unknown: int
    outside: int
    backwards: int
    median: int | None
    p90: int | None
    stages: tuple[StageFigures, ...]
    limit: int | None

    @property
    def judged(self) -> int:
        return self.met + self.missed + self.late

    @property
    def slowest(self) -> str:
        """The stage with the longest median, the earlier of equals; empty where no stage is known."""
        return _longest({stage.key: stage.median for stage in self.stages if stage.median is not None})


def summary(loops: Iterable[Loop], *, limit: int | None) -> Summary:
    """What a set of loops comes to."""
    tally = Tally()
    for loop in loops:
        tally.add(loop)
    return tally.summary(limit=limit)


@dataclass(slots=True)
class Tally:
    """A summary that grows: a loop is counted in or taken out again, and no other is looked at for it."""

    counts: Counter[str] = field(default_factory=Counter)
    #: in order, of the whole under an empty key
    seconds: dict[str, list[int]] = field(default_factory=lambda: {key: [] for key in ("", *STAGES)})

    def add(self, loop: Loop) -> None:
        self.counts.update(_counted(loop))
        for key, length in _lengths(loop):
            insort(self.seconds[key], length)

    def drop(self, loop: Loop) -> None:
        """Take out what was added."""
        self.counts.subtract(_counted(loop))
        for key, length in _lengths(loop):
            del self.seconds[key][bisect_left(self.seconds[key], length)]

    def summary(self, *, limit: int | None) -> Summary:
        counts, whole = self.counts, self.seconds[""]
        return Summary(
            **{name: counts[name] for name in ("events", *Verdict, "late", "backwards")},
            median=middle(whole),
            p90=ninetieth(whole),
            stages=tuple(
                StageFigures(key, len(found), middle(found), ninetieth(found), counts[f"slowest {key}"])
                for key in STAGES
                for found in [self.seconds[key]]
            ),
            limit=limit,
        )


def _counted(loop: Loop) -> list[str]:
    marks = {"late": loop.late, "backwards": loop.backwards, f"slowest {loop.slowest}": True}
    return ["events", loop.verdict.value, *(name for name, so in marks.items() if so)]


def _lengths(loop: Loop) -> list[tuple[str, int]]:
    found = [(stage.key, stage.seconds) for stage in loop.stages] + [("", loop.whole)]
    return [(key, length) for key, length in found if length is not None]


def middle(seconds: Sequence[int]) -> int | None:
    """中位数 — the mean of the two in the middle where there is no one, a second begun counted; None of none."""
    return math.ceil(median(seconds)) if seconds else None


def ninetieth(seconds: Sequence[int]) -> int | None:
    """第90百分位 — the smallest that nine in ten do not exceed (nearest rank); None of none."""
    return sorted(seconds)[math.ceil(len(seconds) * 0.9) - 1] if seconds else None


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """One team within one class. ``few``: too few events to say anything, shown and not compared."""

    team: str
    summary: Summary

    @property
    def few(self) -> bool:
        return self.summary.events < FEW


@dataclass(frozen=True, slots=True)
class Class:
    """Teams that had events of one class of the catalogue, in the order of their codes: there is no first and last."""

    kind: str
    teams: tuple[TeamFigures, ...]

    @property
    def comparable(self) -> bool:
        """Two teams at least that had enough of it."""
        return sum(not team.few for team in self.teams) > 1


def compared(loops: Iterable[tuple[str, str, Loop]], *, limit: int | None) -> tuple[Class, ...]:
    """同类比较 — (class, team, loop) told apart by class, then by team: like is set beside like.

    Nothing here counts fines or ranks by the number of cases: 行政处罚法 74 forbids to tie appraisal to what was fined, and a
    team that is sent to the hard classes would lose a ranking over all of them. Events of no class or no team are left out.
    """
    sets: dict[str, dict[str, list[Loop]]] = {}
    for kind, team, loop in loops:
        if kind and team:
            sets.setdefault(kind, {}).setdefault(team, []).append(loop)
    return tuple(
        Class(kind, tuple(TeamFigures(team, summary(found, limit=limit)) for team, found in sorted(teams.items())))
        for kind, teams in sorted(sets.items())
    )
