"""推送流 — the one GET this process answers: a stream of server-sent events for whoever shows a good ticket."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import orjson

from yifa.web import tickets
from yifa.web.tickets import Ticket, TicketRefused

log = logging.getLogger("yifa.server.live")

#: a screen that lets so much lie is dropped; it comes back by itself and begins with the whole state
BUFFER = 2_000_000
#: open streams at most
STREAMS = 2_000
HEAD_WITHIN = 10.0
_HEAD = 16_384


@dataclass(eq=False, slots=True)
class Screen:
    """One open stream."""

    writer: asyncio.StreamWriter
    ticket: Ticket

    def send(self, message: bytes) -> None:
        """Write, or drop a screen that does not read."""
        if self.writer.transport.get_write_buffer_size() > BUFFER:
            log.info("a screen that does not read is dropped")
            self.writer.transport.abort()
        else:
            self.writer.write(message)


def message(name: str, data: object) -> bytes:
    """One event of the stream."""
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"


class Streams:
    """Every open screen; ``first`` says what one begins with."""

    def __init__(self, first: Callable[[Ticket], bytes], *, ready: asyncio.Event) -> None:
        self.first, self.ready = first, ready
        self.screens: set[Screen] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection from its request to its end."""
        try:
            async with asyncio.timeout(HEAD_WITHIN):
                head = await reader.readuntil(b"\r\n\r\n")
                await self.ready.wait()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            writer.transport.abort()
            return
        try:
            await self._answer(head, reader, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        words = head.split(b"\r\n", 1)[0].split(b" ")
        if len(words) != 3 or words[0] != b"GET":
            return _refuse(writer, HTTPStatus.METHOD_NOT_ALLOWED)
        if len(self.screens) >= STREAMS:
            return _refuse(writer, HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            query = parse_qs(urlsplit(words[1].decode("ascii")).query)
            ticket = tickets.read(query.get("ticket", [""])[0])
        except (TicketRefused, ValueError):
            return _refuse(writer, HTTPStatus.FORBIDDEN)
        screen = Screen(writer, ticket)
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n"
            b"Connection: close\r\nVary: Origin\r\nX-Content-Type-Options: nosniff\r\nAccess-Control-Allow-Origin: "
            + ticket.origin.encode("latin-1", "replace")
            + b"\r\n\r\n"
        )
        writer.write(self.first(ticket))
        self.screens.add(screen)
        try:
            async with asyncio.timeout(tickets.GOOD_FOR):
                # a browser sends nothing more; what ends this is its going away
                while await reader.read(1024):
                    pass
        except TimeoutError:
            screen.send(message("over", {}))
        finally:
            self.screens.discard(screen)

    def send(self, made: Callable[[Ticket], bytes]) -> None:
        """To every screen what ``made`` says for its ticket, made once for tickets alike; empty: nothing."""
        known: dict[Ticket, bytes] = {}
        for screen in list(self.screens):
            if screen.ticket not in known:
                known[screen.ticket] = made(screen.ticket)
            if known[screen.ticket]:
                screen.send(known[screen.ticket])

    def close(self) -> None:
        """Every stream ends; the browsers come back when somebody answers again."""
        for screen in list(self.screens):
            screen.writer.close()


def _refuse(writer: asyncio.StreamWriter, status: HTTPStatus) -> None:
    writer.write(f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
