"""推送的速度 — from the commit of an act to its arrival at every open screen, through the place's own process of live pushes."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from benchmarks.measuring import screens
from benchmarks.measuring.cases import CLERK, NOTE, People, lead
from benchmarks.measuring.clients import Unexpected
from benchmarks.measuring.screens import Heard
from benchmarks.measuring.town import Town
from benchmarks.measuring.wording import tell
from yifa.docket.append import Request, append, open_docket
from yifa.server.drills._running import children_of, command_of
from yifa.web.tickets import Ticket, scope_of

#: not all screens are open at once while this many seconds pass: something is wrong
OPEN_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Pushed:
    """Screens, acts committed, arrivals in ms after the commit; ``missing``: an act that a screen did not hear of."""

    screens: int
    acts: int
    heard: int
    missing: int
    lost: int
    p50_ms: float
    p99_ms: float
    max_ms: float
    first_kib: int

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def address_of(town: Town) -> tuple[str, int]:
    """Where the pushes are served: the web server was told its port."""
    assert town.process is not None
    for child in children_of(town.process.pid):
        if "gunicorn" in command_of(child):
            for setting in Path(f"/proc/{child}/environ").read_bytes().split(b"\0"):
                name, _, value = setting.partition(b"=")
                if name == b"YIFA_LIVE_PORT":
                    return "127.0.0.1", int(value)
    raise Unexpected("this place has no process of live pushes")


def measure(town: Town, *, count: int, seconds: float, rate: float, now: datetime) -> Pushed:
    """``count`` screens, half of them walls; acts at a steady rate by the people of the place, each in a transaction of its own."""
    tell("step.screens", count=count)
    people = People.here()
    clerk = people.actor(CLERK, now)
    post = clerk.posts[0]
    dockets = [
        open_docket(actor=clerk, body=post.body, place=post.place, request=Request("register_lead", lead(now)), now=now).act.docket
        for _ in range(20)
    ]
    host, port = address_of(town)
    origin = f"http://127.0.0.1:{town.port}"
    tickets = [Ticket(scope_of(clerk), wall=number % 2 == 1, origin=origin).text() for number in range(count)]
    context = multiprocessing.get_context("spawn")
    receive, give = context.Pipe(duplex=False)
    ready, over = context.Event(), context.Event()
    child = context.Process(target=screens.told, args=(give, ready, over, host, port, "/", tickets))
    child.start()
    give.close()
    try:
        if not ready.wait(OPEN_WITHIN):
            raise Unexpected("the screens did not open")
        committed = _acts(dockets, clerk, seconds=seconds, rate=rate, now=now)
        time.sleep(2)
        over.set()
        heard: Heard = receive.recv()
    finally:
        over.set()
        child.join()
    return _pushed(heard, committed, count)


def _acts(dockets: Sequence[UUID], actor: Any, *, seconds: float, rate: float, now: datetime) -> dict[tuple[str, int], float]:
    """Docket and seq -> when its commit was done, on the clock that every process of the machine shares."""
    committed: dict[tuple[str, int], float] = {}
    began = time.monotonic()
    for number in range(round(seconds * rate)):
        time.sleep(max(0.0, number / rate - (time.monotonic() - began)))
        docket = dockets[number % len(dockets)]
        with transaction.atomic():
            at = now + timedelta(seconds=number)
            done = append(actor=actor, docket=docket, request=Request("add_note", NOTE), now=at)
        committed[str(docket), done.act.seq] = time.monotonic()
    return committed


def _pushed(heard: Heard, committed: dict[tuple[str, int], float], count: int) -> Pushed:
    """A screen that hears of a later state of the same docket at once has heard of the earlier one too."""
    waits = []
    missing = 0
    for (docket, seq), at in committed.items():
        arrived = heard.at.get((docket, seq)) or next(
            (times for later in range(seq + 1, seq + 4) if (times := heard.at.get((docket, later)))), []
        )
        waits += [(one - at) * 1000 for one in arrived]
        missing += max(0, count - len(arrived))
    waits.sort()
    if not waits:
        raise Unexpected("no screen heard of anything")

    def at_share(share: float) -> float:
        return round(waits[min(len(waits) - 1, int(len(waits) * share))], 1)

    first = round(heard.first_bytes / 1024)
    return Pushed(heard.screens, len(committed), len(waits), missing, heard.lost, at_share(0.5), at_share(0.99), round(waits[-1], 1), first)
