"""Live pushes: who is let in, what a screen begins with, what it is told, and that it goes on when the database comes back."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.core import signing
from django.db import connection, connections
from django.utils import timezone

from tests.factories import acts
from tests.factories.people import actor
from yifa.dispatch.core.loop import loop_of, stamps_of, summary
from yifa.dispatch.screens import Shown
from yifa.docket.append import Request, append, open_docket
from yifa.server.live import stream
from yifa.server.live.board import Board
from yifa.server.live.listening import Live
from yifa.server.live.stream import Streams, message
from yifa.web import tickets
from yifa.web.tickets import Ticket, TicketRefused

TOWN, PLACE = "fucheng.gucheng", "131128101"
PAGE = "http://127.0.0.1:8000"
DESK, WALL = Ticket(((TOWN, PLACE),), False, PAGE), Ticket(((TOWN, PLACE),), True, PAGE)
ELSEWHERE = Ticket((("fucheng.weisheng", "131128"),), False, PAGE)
NOON = datetime(2026, 3, 11, 4, tzinfo=UTC)


class Pushing:
    """The process of live pushes on a thread of its own, with a port that can be opened again."""

    def __init__(self, login: dict[str, Any]) -> None:
        self.login, self.port = login, 0
        self.start()

    def start(self) -> None:
        opened = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve(opened)))
        self.thread.start()
        assert opened.wait(10)

    async def _serve(self, opened: threading.Event) -> None:
        self.loop = asyncio.get_running_loop()
        self.live = Live(self.login)
        server = await asyncio.start_server(self.live.streams.serve, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        self.running = asyncio.create_task(self.live.run(server))
        opened.set()
        with suppress(asyncio.CancelledError):
            await self.running

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.running.cancel)
        self.thread.join(10)
        assert not self.thread.is_alive()


class Listener:
    """One screen as a plain socket."""

    def __init__(self, port: int, ticket: str, *, method: str = "GET") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.socket.sendall(f"{method} /?ticket={ticket} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        self.lines = self.socket.makefile("r", encoding="utf-8")
        self.status = int(self.lines.readline().split(" ")[1])
        self.headers = {}
        while line := self.lines.readline().strip():
            name, _, value = line.partition(": ")
            self.headers[name] = value

    def next(self, *names: str) -> dict[str, Any] | list[Any]:
        """The data of the next event of one of these names."""
        name = ""
        for line in self.lines:
            if line.startswith("event: "):
                name = line[7:].strip()
            elif line.startswith("data: ") and name in names:
                found: dict[str, Any] | list[Any] = json.loads(line[6:])
                return found
        raise AssertionError("the stream ended")

    def close(self) -> None:
        self.lines.close()
        self.socket.close()


@pytest.fixture
def login(fresh_town: None) -> dict[str, Any]:
    """How libpq reaches the test database."""
    named = connections["default"].get_connection_params()
    return {key: named[key] for key in ("host", "port", "dbname", "user", "password") if named.get(key)}


@pytest.fixture
def pushing(login: dict[str, Any]) -> Iterator[Pushing]:
    made = Pushing(login)
    yield made
    made.stop()


@pytest.fixture
def listen(pushing: Pushing) -> Iterator[Callable[[Ticket], Listener]]:
    opened: list[Listener] = []

    def one(ticket: Ticket) -> Listener:
        opened.append(Listener(pushing.port, ticket.text()))
        return opened[-1]

    yield one
    for each in opened:
        each.close()


def lead(**changes: Any) -> UUID:
    now = timezone.now()
    payload = acts.register_lead(reported_at=now.isoformat(), **changes)
    by = actor("shouli", on=now.date())
    return open_docket(actor=by, body=TOWN, place=PLACE, request=Request("register_lead", payload), now=now).act.docket


def known(pushing: Pushing, docket: UUID) -> UUID:
    """The docket, as soon as the process knows of it."""
    end = time.monotonic() + 10
    while docket not in pushing.live.board.events:
        assert time.monotonic() < end
        time.sleep(0.02)
    return docket


def note(docket: UUID) -> None:
    now = timezone.now()
    append(actor=actor("shouli", on=now.date()), docket=docket, request=Request("add_note", acts.PAYLOADS["add_note"]()), now=now)


# --- tickets


def test_ticket_is_read_as_it_was_given_out() -> None:
    assert tickets.read(DESK.text()) == DESK


@pytest.mark.parametrize("text", ["", "x", "eyJzIjpbXX0:1:2", DESK.text()[:-1]])
def test_ticket_nobody_gave_out_is_refused(text: str) -> None:
    with pytest.raises(TicketRefused):
        tickets.read(text)


def test_ticket_of_eleven_minutes_ago_is_refused() -> None:
    class Then(signing.TimestampSigner):
        def timestamp(self) -> str:
            return signing.b62_encode(int(time.time()) - 660)

    text = Then(salt=tickets.SALT).sign_object({"s": DESK.scope, "w": False, "o": PAGE}, compress=True)

    with pytest.raises(TicketRefused):
        tickets.read(text)


@pytest.mark.parametrize(
    ("body", "place", "called", "covered"),
    [
        (TOWN, PLACE, (), True),
        (f"{TOWN}.zhongdui1", f"{PLACE}001", (), True),
        (f"{TOWN}2", PLACE, (), False),
        (TOWN, "131128102", (), False),
        ("fucheng.chengguan", PLACE, (), False),
        ("fucheng.chengguan", PLACE, (TOWN,), True),
        ("fucheng.chengguan", "131128102", (TOWN,), False),
    ],
)
def test_ticket_covers_what_its_holder_may_read(body: str, place: str, called: tuple[str, ...], covered: bool) -> None:
    assert DESK.covers(body, place, called) is covered


# --- the board


def event(number: int, **changes: Any) -> Shown:
    nothing = dict.fromkeys(Shown.__dataclass_fields__)
    known = {"docket": UUID(int=number), "seq": 1, "number": str(number), "body": TOWN, "place": PLACE, "called": (), "state": "待派遣"}
    said = {"source": "热线电话", "summary": "原话", "place_text": "某人家门口", "report": "20260311000001", "officers": (), "team": ""}
    return Shown(**nothing | known | said | {"uploaded_at": NOON, "touched_at": NOON, "voices": 1, "whistles": 0} | changes)


def board(*events: Shown) -> Board:
    made = Board(date(2026, 3, 11))
    made.replace(events, [], on=date(2026, 3, 11), limit=600)
    return made


def state(made: Board, ticket: Ticket) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(message("state", made.state(ticket, now=NOON)).split(b"data: ")[1])
    return told


def test_a_wall_is_told_no_word_of_a_reporter() -> None:
    made = board(event(1))

    [on_desk], [on_wall] = state(made, DESK)["events"], state(made, WALL)["events"]

    assert {name: on_desk[name] for name in ("summary", "place_text", "report")} == {
        "summary": "原话",
        "place_text": "某人家门口",
        "report": "20260311000001",
    }
    assert on_desk.keys() - on_wall.keys() == {"summary", "place_text", "report"}


def test_a_screen_of_another_body_sees_nothing() -> None:
    assert state(board(event(1)), ELSEWHERE)["events"] == []


def test_events_stand_by_what_is_due_and_those_without_a_limit_last() -> None:
    later, sooner = event(1, due_at=NOON.replace(hour=9)), event(2, due_at=NOON.replace(hour=5))

    told = state(board(event(3), later, sooner), DESK)["events"]

    assert [one["number"] for one in told] == ["2", "1", "3"]


def test_an_older_state_that_comes_late_changes_nothing() -> None:
    made = board(event(1, seq=3, state="已派遣"))

    assert made.take([event(1, seq=2)]) == []
    assert made.events[UUID(int=1)].state == "已派遣"


def test_the_loop_counts_600_seconds_as_met_and_601_as_missed() -> None:
    ends = [NOON.replace(minute=10), NOON.replace(minute=10, second=1)]
    done = [event(n, state="已结案", first_ordered_at=NOON, handled_at=NOON, fed_back_at=at) for n, at in enumerate(ends)]

    told = board(*done).loop(DESK, now=NOON.replace(hour=6))

    assert (told["limit"], told["met"], told["missed"]) == (600, 1, 1)


def test_a_loop_kept_through_many_changes_is_the_loop_reckoned_anew() -> None:
    chance, kept, now = Random(5), board(), NOON.replace(hour=6)
    stamps = [None, *(NOON.replace(minute=minute) for minute in (0, 3, 9, 10, 40))]
    for seq in range(1, 300):
        members: dict[str, Any] = {name: chance.choice(stamps) for name in ("first_ordered_at", "handled_at", "fed_back_at")}
        members |= {"state": chance.choice(["待派遣", "已派遣", "已结案", "已立案查处"]), "body": chance.choice([TOWN, "fucheng.weisheng"])}
        members |= {"called": chance.choice([(), (TOWN,)]), "uploaded_at": chance.choice([NOON, NOON.replace(hour=5, minute=55)])}
        kept.take([event(chance.randrange(20), seq=seq, **members)])
        if seq % 10 == 0:
            anew = board(*kept.events.values())
            assert [kept.loop(ticket, now=now) for ticket in (DESK, WALL, ELSEWHERE)] == [
                anew.loop(ticket, now=now) for ticket in (DESK, WALL, ELSEWHERE)
            ]
            loops = [loop_of(stamps_of(one), limit=600, now=now) for one in kept.seen(DESK, kept.events.values())]
            whole = summary(loops, limit=600)
            told = kept.loop(DESK, now=now)
            assert {name: told[name] for name in ("events", "met", "missed", "running", "late", "median")} == {
                name: getattr(whole, name) for name in ("events", "met", "missed", "running", "late", "median")
            }


def test_a_new_day_forgets_what_is_done_and_keeps_what_is_open() -> None:
    made = board(event(1), event(2, state="已结案"))

    made.prune(date(2026, 3, 12))

    assert list(made.events) == [UUID(int=1)]


# --- the streams


def test_whoever_has_no_ticket_is_turned_away() -> None:
    async def asked(request: bytes) -> bytes:
        ready = asyncio.Event()
        ready.set()
        streams = Streams(lambda ticket: message("state", {}), ready=ready)
        server = await asyncio.start_server(streams.serve, "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(request)
            answer = await reader.readline()
            writer.close()
            await writer.wait_closed()
            return answer.strip()

    assert asyncio.run(asked(b"GET /?ticket=x HTTP/1.1\r\n\r\n")) == b"HTTP/1.1 403 Forbidden"
    assert asyncio.run(asked(b"GET / HTTP/1.1\r\n\r\n")) == b"HTTP/1.1 403 Forbidden"
    assert asyncio.run(asked(b"POST / HTTP/1.1\r\n\r\n")) == b"HTTP/1.1 405 Method Not Allowed"
    assert asyncio.run(asked(b"GET /?ticket=\xff HTTP/1.1\r\n\r\n")) == b"HTTP/1.1 403 Forbidden"


def test_a_screen_that_does_not_read_is_dropped_and_the_others_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BUFFER", 100_000)

    async def run() -> tuple[int, bytes]:
        ready = asyncio.Event()
        ready.set()
        streams = Streams(lambda ticket: message("state", {}), ready=ready)
        server = await asyncio.start_server(streams.serve, "127.0.0.1", 0)
        async with server:
            where = server.sockets[0].getsockname()
            slow_reader, slow = await asyncio.open_connection(*where, limit=1_000)
            reader, writer = await asyncio.open_connection(*where)
            for one in (slow, writer):
                one.write(f"GET /?ticket={DESK.text()} HTTP/1.1\r\n\r\n".encode())
            while len(streams.screens) < 2:
                await asyncio.sleep(0.01)
            slow_reader._transport.pause_reading()  # type: ignore[attr-defined]  # as a machine that sleeps
            for _ in range(400):
                streams.send(lambda ticket: message("event", "x" * 50_000))
                while len(await reader.readline()) < 50_000:
                    pass
                if len(streams.screens) == 1:
                    break
            streams.send(lambda ticket: message("tick", "last"))
            while b"last" not in (line := await reader.readline()):
                pass
            left = len(streams.screens)
            for one in (slow, writer):
                one.transport.abort()
            return left, line

    assert asyncio.run(run()) == (1, b'data: "last"\n')


# --- the whole


def test_a_stream_begins_with_everything_and_tells_what_changes(pushing: Pushing, listen: Callable[[Ticket], Listener]) -> None:
    first = known(pushing, lead(summary="占道摆摊"))
    desk, elsewhere = listen(DESK), listen(ELSEWHERE)
    begun, nothing = desk.next("state"), elsewhere.next("state")

    second = lead(summary="夜间施工")
    told = desk.next("event")
    tick = desk.next("tick")

    assert (desk.status, desk.headers["Access-Control-Allow-Origin"]) == (200, PAGE)
    assert isinstance(begun, dict) and [one["id"] for one in begun["events"]] == [str(first)]
    assert isinstance(nothing, dict) and nothing["events"] == []
    assert isinstance(told, dict) and [(one["id"], one["summary"], one["state"]) for one in told["events"]] == [
        (str(second), "夜间施工", "待立案")
    ]
    assert isinstance(tick, dict) and abs((datetime.fromisoformat(tick["now"]) - timezone.now()).total_seconds()) < 5


def test_it_goes_on_when_the_database_or_the_process_comes_back_and_nothing_is_missed(
    pushing: Pushing, listen: Callable[[Ticket], Listener]
) -> None:
    docket = known(pushing, lead())
    desk = listen(DESK)
    desk.next("state")

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'")
    note(docket)

    again = desk.next("state", "event")
    assert isinstance(again, dict) and [(one["id"], one["seq"]) for one in again["events"]] == [(str(docket), 2)]
    pushing.stop()
    with pytest.raises(AssertionError, match="the stream ended"):
        desk.next("state")
    note(docket)
    pushing.start()
    told = listen(DESK).next("state")
    assert isinstance(told, dict) and [(one["id"], one["seq"]) for one in told["events"]] == [(str(docket), 3)]
