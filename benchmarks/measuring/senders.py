"""发送 — what runs in a process of its own during a round: eight HTTP clients, or bare inserts. Knows no Django."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.measuring.clients import program
from yifa.docket.core.act import digest_of
from yifa.kernel.ids import new_id

TABLE = "bench_insert"
_INSERT = (
    f"INSERT INTO {TABLE} (id, docket_id, seq, kind, happened_at, recorded_at, body, digest, request) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def told(send: Any, work: Callable[..., float], arguments: tuple[Any, ...]) -> None:
    send.send(work(*arguments))


def _together(bodies: list[Callable[[threading.Event], int]], seconds: float) -> float:
    """How many a second all of them did together, from a common start until the last has ended its last one."""
    gate, stop = threading.Barrier(len(bodies) + 1), threading.Event()
    done = [0] * len(bodies)
    faults: list[Exception] = []

    def work(index: int, body: Callable[[threading.Event], int]) -> None:
        try:
            gate.wait()
            done[index] = body(stop)
        except Exception as fault:  # a thread is an edge: told to the caller below
            faults.append(fault)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(bodies)]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return round(sum(done) / (time.perf_counter() - began), 1)


def http_acts(port: int, token: str, shares: list[list[str]], acts: list[dict[str, Any]], seconds: float) -> float:
    """Acts a second: each client adds to its own dockets, one act after the other, the kinds in turn."""

    def client(dockets: list[str]) -> Callable[[threading.Event], int]:
        connection = program(port, token)
        connection.json("GET", "/api/me")

        def work(stop: threading.Event) -> int:
            done = 0
            while not stop.is_set():
                act = {"id": str(new_id()), **acts[done % len(acts)]}
                body = json.dumps(act, ensure_ascii=False).encode()
                path = f"/api/dockets/{dockets[done % len(dockets)]}/acts"
                connection.send("POST", path, body, kind="application/json", expect=201)
                done += 1
            return done

        return work

    return _together([client(dockets) for dockets in shares], seconds)


def bare_inserts(login: dict[str, Any], connections: int, body: str, seconds: float) -> float:
    """Inserts a second, every row its own transaction, each connection in a thread of its own."""
    opened = [psycopg.connect(**login, autocommit=True) for _ in range(connections)]
    digest = digest_of(body)
    at = json.loads(body)["recorded_at"]

    def inserter(one: psycopg.Connection[Any]) -> Callable[[threading.Event], int]:
        docket: UUID = new_id()

        def work(stop: threading.Event) -> int:
            done = 0
            while not stop.is_set():
                one.execute(_INSERT, (new_id(), docket, done, "add_note", at, at, body, digest, digest))
                done += 1
            return done

        return work

    try:
        return _together([inserter(one) for one in opened], seconds)
    finally:
        for one in opened:
            one.close()
