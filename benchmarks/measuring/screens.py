"""大屏 — open screens that hear of what changes, in a process of their own; each notes when it heard of which act. Knows no Django."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import orjson


@dataclass(slots=True)
class Heard:
    """When each screen heard of a state of a docket, on the clock that every process of a machine shares: docket and seq -> instants."""

    screens: int = 0
    first_bytes: int = 0
    at: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    lost: int = 0


def told(send: Any, ready: Any, over: Any, host: str, port: int, path: str, tickets: list[str]) -> None:
    """Open a screen for each ticket, say when all are open, listen until told that it is over, then say what was heard."""
    send.send(asyncio.run(_all(ready, over, host, port, path, tickets)))


async def _all(ready: Any, over: Any, host: str, port: int, path: str, tickets: list[str]) -> Heard:
    heard = Heard()
    opened = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(_screen(heard, opened, host, port, path, ticket)) for ticket in tickets]
    for _ in tickets:
        await opened.acquire()
    ready.set()
    while not over.is_set():
        await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return heard


async def _screen(heard: Heard, opened: asyncio.Semaphore, host: str, port: int, path: str, ticket: str) -> None:
    reader, writer = await asyncio.open_connection(host, port, limit=64 * 2**20)
    try:
        shown = quote(ticket, safe="")
        writer.write(f"GET {path}?ticket={shown} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: text/event-stream\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode("latin-1"))
        name, first = "", True
        while line := await reader.readline():
            if line.startswith(b"event: "):
                name = line[7:].strip().decode()
            elif line.startswith(b"data: ") and name == "state" and first:
                first = False
                heard.screens += 1
                heard.first_bytes = max(heard.first_bytes, len(line))
                opened.release()
            elif line.startswith(b"data: ") and name == "event":
                at = time.monotonic()
                for event in orjson.loads(line[6:])["events"]:
                    heard.at.setdefault((event["id"], event["seq"]), []).append(at)
        heard.lost += 1
    finally:
        with suppress(OSError):
            writer.close()
