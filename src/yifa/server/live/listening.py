"""监听 — hears on PostgreSQL's channels what changed, reads it in one statement for all that changed together, and tells the screens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import close_old_connections, connections

from yifa.dispatch import duty
from yifa.dispatch.figures import limit_of_loop
from yifa.dispatch.procedure import CHANNEL
from yifa.dispatch.screens import Shown, shown, shown_today
from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.server.live.board import Board
from yifa.server.live.stream import Streams, message
from yifa.web.tickets import Ticket

log = logging.getLogger("yifa.server.live")

POSITIONS = "yifa_position"
#: changes within so many seconds are read together
TOGETHER = 0.06
#: positions move all the time, and today's loop is summed over many events: people are read, and the loop is told, no oftener
PEOPLE_EVERY, LOOP_EVERY = 1.0, 2.0
#: two hundred screens that come back at once share what they begin with, and are told what changed since
SHARED_FOR = 1.0
TICK, TICK_OF_PLAY = 5.0, 1.0
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)

Result = TypeVar("Result")


class Live:
    """The process: the board, the streams, and what feeds them. ``login`` is how libpq reaches the database."""

    def __init__(self, login: dict[str, Any]) -> None:
        self.login = login
        self.ready = asyncio.Event()
        self.board = Board(legal_date(clock.now()))
        self.streams = Streams(self._first, ready=self.ready)
        self.changed: set[UUID] = set()
        self.people_moved = self.loop_moved = False
        #: what screens of a ticket began with last, and when; and the events that changed since
        self.begun: dict[Ticket, tuple[float, bytes, dict[UUID, Shown]]] = {}
        self.wake = asyncio.Event()
        #: one thread, so that what is read first is told first
        self.reader = ThreadPoolExecutor(1, "reading")

    async def run(self, server: asyncio.Server) -> None:
        """Serve until cancelled."""
        try:
            async with server, asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen())
                tasks.create_task(self._tell())
                tasks.create_task(self._people())
                tasks.create_task(self._loops())
        finally:
            self.streams.close()
            self.reader.submit(connections.close_all)
            self.reader.shutdown()

    async def _listen(self) -> None:
        """Hear; where the database goes away, come back and begin with everything anew."""
        failed = 0
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(**self.login, autocommit=True)
                async with connection:
                    for channel in (CHANNEL, POSITIONS, duty.CHANNEL):
                        await connection.execute(f"LISTEN {channel}")
                    await self._begin()
                    failed = 0
                    while True:
                        async for heard in connection.notifies(timeout=TICK if settings.CLOCK is None else TICK_OF_PLAY):
                            self._heard(heard.channel, heard.payload)
                        # said only where the database answers: screens show how old what they show is
                        await connection.execute("SELECT 1")
                        await self._tick()
            except (psycopg.OperationalError, DatabaseFault) as fault:
                if not failed:
                    log.warning("the database is gone: %s", fault)
                await asyncio.sleep(PAUSES[min(failed, len(PAUSES) - 1)])
                failed += 1

    async def _begin(self) -> None:
        on = legal_date(clock.now())
        events = await self._read(lambda: shown_today(on=on))
        people = await self._read(lambda: duty.on_duty(None, clock.now()))
        self.board.replace(events, people, on=on, limit=await self._read(limit_of_loop))
        self.begun.clear()
        self.ready.set()
        self.streams.send(self._first)

    def _heard(self, channel: str, payload: str) -> None:
        if channel == CHANNEL:
            try:
                self.changed.add(UUID(payload.split(" ")[0]))
            except ValueError:
                log.warning("not understood on %s: %r", channel, payload)
            self.wake.set()
        else:
            self.people_moved = True

    async def _tell(self) -> None:
        """What changed, read together and told to whoever may see it."""
        while True:
            await self.wake.wait()
            await asyncio.sleep(TOGETHER)
            self.wake.clear()
            dockets, self.changed = self.changed, set()
            try:
                found = await self._read(lambda dockets=dockets: shown(list(dockets), on=legal_date(clock.now())))  # type: ignore[misc]
            except DatabaseFault:
                # the listener finds out too, and begins anew with everything
                log.warning("what changed could not be read", exc_info=True)
                continue
            if changed := self.board.take(found):
                self.loop_moved = True
                for _at, _text, since in self.begun.values():
                    since.update((event.docket, event) for event in changed)
                self.streams.send(lambda ticket, changed=changed: self._changes(ticket, changed))  # type: ignore[misc]

    def _changes(self, ticket: Ticket, changed: Iterable[Shown]) -> bytes:
        seen = self.board.seen(ticket, changed)
        return message("event", {"events": self.board.written(ticket, seen)}) if seen else b""

    async def _loops(self) -> None:
        while True:
            await asyncio.sleep(LOOP_EVERY)
            if self.loop_moved:
                self.loop_moved = False
                self._tell_loop()

    def _tell_loop(self) -> None:
        now = clock.now()
        self.streams.send(lambda ticket: message("loop", self.board.loop(ticket, now=now)))

    async def _people(self) -> None:
        while True:
            await asyncio.sleep(PEOPLE_EVERY)
            if self.people_moved and self.ready.is_set():
                self.people_moved = False
                await self._look_at_people()

    async def _look_at_people(self) -> None:
        try:
            moved = self.board.take_people(await self._read(lambda: duty.on_duty(None, clock.now())))
        except DatabaseFault:
            log.warning("who is on duty could not be read", exc_info=True)
            return
        if moved:
            self.streams.send(lambda ticket: message("people", self.board.people_of(ticket)))

    async def _tick(self) -> None:
        now = clock.now()
        if legal_date(now) != self.board.on:
            self.board.prune(legal_date(now))
            self.begun.clear()
            self.streams.send(self._first)
        # a shift ends without anybody telling
        await self._look_at_people()
        # and an event is late without anybody doing anything
        self.loop_moved = True
        tick = message("tick", times(now))
        self.streams.send(lambda ticket: tick)

    def _first(self, ticket: Ticket) -> bytes:
        known = self.begun.get(ticket)
        if known is not None and monotonic() - known[0] < SHARED_FOR:
            return known[1] + self._changes(ticket, known[2].values())
        text = message("state", {**times(clock.now()), **self.board.state(ticket, now=clock.now())})
        self.begun = {one: kept for one, kept in self.begun.items() if monotonic() - kept[0] < SHARED_FOR}
        self.begun[ticket] = (monotonic(), text, {})
        return text

    async def _read(self, read: Callable[[], Result]) -> Result:
        def within() -> Result:
            close_old_connections()
            return read()

        return await asyncio.get_running_loop().run_in_executor(self.reader, within)


def times(now: datetime) -> dict[str, Any]:
    """The time here. In a folder of play it is moved by whoever plays, and a screen does not reckon on by itself."""
    return {"now": now.isoformat(), "play": settings.CLOCK is not None}
