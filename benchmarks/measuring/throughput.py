"""每秒行为数 — acts over HTTP by eight clients, in rounds with bare single-row inserts of the same shape into the same database."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from random import Random
from statistics import median
from typing import Any

import psycopg
from django.db import connection

from benchmarks.measuring.cases import FIRST, NOTE, PIECE, People, investigated
from benchmarks.measuring.senders import TABLE, bare_inserts, http_acts, told
from benchmarks.measuring.town import Town
from benchmarks.measuring.wording import tell
from yifa.server.place import OWNER

CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Pace:
    """Acts and inserts a second in each round, and the medians of their ratios."""

    acts: tuple[float, ...]
    one_connection: tuple[float, ...]
    eight_connections: tuple[float, ...]
    ratio: float
    ratio_to_eight: float
    body_bytes: int

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def compare(town: Town, people: People, tokens: dict[str, str], *, rounds: int, seconds: float, now: datetime, rng: Random) -> Pace:
    """Rounds of: eight clients, one connection, eight connections. Each client has dockets of its own; fsync is as it always is."""
    taking = {"kind": "take_evidence", "payload": PIECE, "officers": people.pair(now)}
    acts = [{"kind": "add_note", "payload": NOTE}, taking]
    dockets = [str(docket) for docket in investigated(people, count=CLIENTS * 6, now=now, rng=rng)]
    shares = [dockets[client::CLIENTS] for client in range(CLIENTS)]
    rows: dict[str, list[float]] = {"acts": [], "one": [], "eight": []}
    login = town.place.login(OWNER).parameters()
    size = 0
    with psycopg.connect(**login, autocommit=True) as made:  # type: ignore[arg-type]
        made.execute(f"CREATE TABLE {TABLE} (LIKE docket_act INCLUDING DEFAULTS INCLUDING INDEXES)")
        try:
            for number in range(rounds):
                tell("step.rounds", round=number + 1)
                rows["acts"].append(_apart(http_acts, (town.port, tokens[FIRST], shares, acts, seconds)))
                size, body = _body_like(dockets[0])
                rows["one"].append(_apart(bare_inserts, (login, 1, body, seconds)))
                rows["eight"].append(_apart(bare_inserts, (login, CLIENTS, body, seconds)))
        finally:
            made.execute(f"DROP TABLE {TABLE}")
    return Pace(
        acts=tuple(rows["acts"]),
        one_connection=tuple(rows["one"]),
        eight_connections=tuple(rows["eight"]),
        ratio=round(median(act / one for act, one in zip(rows["acts"], rows["one"], strict=True)), 3),
        ratio_to_eight=round(median(act / eight for act, eight in zip(rows["acts"], rows["eight"], strict=True)), 3),
        body_bytes=size,
    )


def _body_like(docket: str) -> tuple[int, str]:
    """The text of the newest act, to insert texts of the same size."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM docket_act WHERE docket_id = %s ORDER BY seq DESC LIMIT 1", [docket])
        body: str = cursor.fetchone()[0]
    return len(body.encode()), body


def _apart(work: Callable[..., float], arguments: tuple[Any, ...]) -> float:
    """Run in a process of its own, with nothing of ours in it; a second what ``work`` did."""
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    child = context.Process(target=told, args=(send, work, arguments))
    child.start()
    send.close()
    try:
        return float(receive.recv())
    finally:
        child.join()
