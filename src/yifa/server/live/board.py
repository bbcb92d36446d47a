"""看板 — what is going on now, in memory: the events open or of today and the people on duty, and what of it one screen may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from yifa.dispatch.core.loop import Loop, Tally, Verdict, loop_of, seconds_between, stamps_of
from yifa.dispatch.duty import Watcher
from yifa.dispatch.screens import Shown
from yifa.kernel.dates import legal_date
from yifa.web.tickets import Scope, Ticket, covers

#: a screen is sent no more open events than this; how many were left off is said
MOST = 2_000
#: what a reporter said, or that leads to it
WORDS = ("summary", "place_text", "report")
_LEFT_OUT = frozenset({"docket", "called", "event_kind", "grid"})
_NAMES = tuple(name for name in Shown.__slots__ if name not in _LEFT_OUT)


@dataclass(slots=True)
class Today:
    """今日闭环 of one scope, kept as events change: which of them is late is the one thing that time alone changes."""

    limit: int | None
    tally: Tally = field(default_factory=Tally)
    held: dict[UUID, Loop] = field(default_factory=dict)
    running: dict[UUID, datetime] = field(default_factory=dict)

    def put(self, event: Shown, *, seen: bool) -> None:
        """The event as it stands now; ``seen``: does this scope see it, and is it of today?"""
        if (before := self.held.pop(event.docket, None)) is not None:
            self.tally.drop(before)
            self.running.pop(event.docket, None)
        if seen:
            loop = self.held[event.docket] = loop_of(stamps_of(event), limit=self.limit, now=event.uploaded_at)
            self.tally.add(loop)
            if loop.verdict is Verdict.RUNNING:
                self.running[event.docket] = event.uploaded_at

    def late(self, now: datetime) -> int:
        return 0 if self.limit is None else sum(seconds_between(at, now) > self.limit for at in self.running.values())


@dataclass(slots=True)
class Board:
    """The state of one place. ``on`` is the day whose events are kept after they are done."""

    on: date
    events: dict[UUID, Shown] = field(default_factory=dict)
    people: dict[str, Watcher] = field(default_factory=dict)
    #: seconds the whole loop may take as this place claims; None: it claims nothing
    limit: int | None = None
    #: an event as it was written last, for walls and for desks, and today's loop of every scope that asked: what need not be made twice
    texts: dict[tuple[UUID, bool], tuple[int, orjson.Fragment]] = field(default_factory=dict)
    todays: dict[Scope, Today] = field(default_factory=dict)

    def replace(self, events: Iterable[Shown], people: Iterable[Watcher], *, on: date, limit: int | None) -> None:
        """Everything anew."""
        self.on, self.limit = on, limit
        self.texts, self.todays = {}, {}
        self.events = {event.docket: event for event in events}
        self.people = {person.officer: person for person in people}

    def take(self, events: Iterable[Shown]) -> list[Shown]:
        """What changed; an older state than the one known is no change."""
        changed = []
        for event in events:
            known = self.events.get(event.docket)
            if known is None or known.seq < event.seq:
                self.events[event.docket] = event
                changed.append(event)
        for scope, today in self.todays.items():
            for event in changed:
                today.put(event, seen=self._is_of_today(event, scope))
        return changed

    def take_people(self, people: Iterable[Watcher]) -> bool:
        """The people on duty anew; did anything change?"""
        now = {person.officer: person for person in people}
        moved = now != self.people
        self.people = now
        return moved

    def prune(self, on: date) -> None:
        """A new day: what is done and did not come in today is forgotten."""
        kept = [event for event in self.events.values() if not event.done or legal_date(event.uploaded_at) == on]
        self.replace(kept, self.people.values(), on=on, limit=self.limit)

    def state(self, ticket: Ticket, *, now: datetime) -> dict[str, Any]:
        """All that this screen may see: open events by what is due, those of today that are done, people, and today's loop."""
        seen = self.seen(ticket, self.events.values())
        opened = sorted((event for event in seen if not event.done), key=_by_due)
        done = sorted((event for event in seen if event.done), key=lambda event: event.touched_at, reverse=True)
        kept = opened[:MOST]
        return {
            "events": self.written(ticket, (*kept, *done[:MOST])),
            "left_off": len(opened) - len(kept),
            "people": self.people_of(ticket),
            "loop": self.loop(ticket, now=now),
        }

    def seen(self, ticket: Ticket, events: Iterable[Shown]) -> list[Shown]:
        """Those of these events the screen may see."""
        return [event for event in events if ticket.covers(event.body, event.place, event.called)]

    def written(self, ticket: Ticket, events: Iterable[Shown]) -> list[orjson.Fragment]:
        """These events as JSON."""
        return [self._written(event, ticket.wall) for event in events]

    def _written(self, event: Shown, wall: bool) -> orjson.Fragment:
        known = self.texts.get((event.docket, wall))
        if known is None or known[0] != event.seq:
            known = self.texts[event.docket, wall] = (event.seq, orjson.Fragment(orjson.dumps(shown(event, wall=wall))))
        return known[1]

    def _is_of_today(self, event: Shown, scope: Scope) -> bool:
        return legal_date(event.uploaded_at) == self.on and covers(scope, event.body, event.place, event.called)

    def _today(self, scope: Scope) -> Today:
        if scope not in self.todays:
            self.todays[scope] = Today(self.limit)
            for event in self.events.values():
                self.todays[scope].put(event, seen=self._is_of_today(event, scope))
        return self.todays[scope]

    def people_of(self, ticket: Ticket) -> list[dict[str, Any]]:
        """Who is on duty, with the place of this watch where one was taken."""
        return [_person(one, wall=ticket.wall) for one in self.people.values() if ticket.covers_body(one.body)]

    def loop(self, ticket: Ticket, *, now: datetime) -> dict[str, Any]:
        """今日闭环 of what this screen sees."""
        today = self._today(ticket.scope)
        found = today.tally.summary(limit=self.limit)
        stages = [{"title": stage.title, "count": stage.count, "median": stage.median} for stage in found.stages]
        return {
            "limit": found.limit,
            "events": found.events,
            "met": found.met,
            "missed": found.missed,
            "running": found.running,
            "late": today.late(now),
            "median": found.median,
            "slowest": next((stage.title for stage in found.stages if stage.key == found.slowest), ""),
            "stages": stages,
        }


def _person(one: Watcher, *, wall: bool) -> dict[str, Any]:
    """A wall shows that somebody is there, not who."""
    members: dict[str, Any] = {"officer": one.officer, "name": one.name, "body": one.body, "crew": one.crew, "kind": one.kind}
    if wall:
        members = {"kind": one.kind, "crew": one.crew}
    if one.position is not None:
        seen = one.position
        members |= {"longitude": seen.longitude, "latitude": seen.latitude, "at": seen.at.isoformat(), "doubtful": seen.doubtful}
    return members | {"until": one.until.isoformat()}


def shown(event: Shown, *, wall: bool) -> dict[str, Any]:
    """The members of one event as JSON; instants as ISO text, what is not known left out."""
    members: dict[str, Any] = {"id": str(event.docket)}
    for name in _NAMES:
        value = getattr(event, name)
        if value is None or value == "" or value == () or (wall and name in WORDS):
            continue
        members[name] = value.isoformat() if isinstance(value, datetime) else value
    if event.done:
        members["done"] = True
    return members


def _by_due(event: Shown) -> tuple[bool, datetime]:
    return (event.due_at is None, event.due_at or event.uploaded_at)
