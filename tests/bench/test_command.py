"""The parts of the command benchmark on small sizes; only the last starts a place, and kills it in the middle."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from benchmarks.measuring import reporters, screens
from benchmarks.measuring.push import _pushed
from benchmarks.measuring.reporters import Asked
from benchmarks.measuring.screens import Heard
from benchmarks.measuring.whose import map_of, measure
from yifa.server.place import ROOT

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def asked(port: int, **changes: Any) -> Asked:
    told: dict[str, Any] = {"rate": 100.0, "seconds": 0.3, "connections": 4, "points": [(116.1, 37.9)], "kinds": ["J"], "seed": 1}
    return Asked(port=port, token="t", mark="m", patience=10.0, **told | changes)


def sent_to(serve: Serve, **changes: Any) -> reporters.Sent:
    """What the clients were told by a server of the test's own."""

    async def both() -> reporters.Sent:
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            return await reporters._all(asked(server.sockets[0].getsockname()[1], **changes))

    return asyncio.run(both())


class Place:
    """Takes reports in; ``breaks``: the first answers go nowhere after the report was stored."""

    def __init__(self, *, breaks: int = 0, refuses: bool = False) -> None:
        self.stored: dict[str, int] = {}
        self.breaks, self.refuses = breaks, refuses

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(head.lower().split("content-length:")[1].split("\r\n")[0])
                report = json.loads(await reader.readexactly(length))
                known = report["id"] in self.stored
                number = self.stored.setdefault(report["id"], len(self.stored) + 1)
                if self.breaks:
                    self.breaks -= 1
                    return
                body = json.dumps({"number": f"{number:06d}", "code": f"c{number}"}).encode()
                status = b"429 Too Many Requests" if self.refuses else b"200 OK" if known else b"201 Created"
                writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()


def test_every_report_is_sent_once_at_its_instant() -> None:
    place = Place()

    sent = sent_to(place.serve)

    assert len(sent.acked) == len(place.stored) == 30
    assert {one.tries for one in sent.acked} == {1}
    assert not any(one.repeated for one in sent.acked)
    assert [one.due for one in sorted(sent.acked, key=lambda one: one.due)] == [number / 100 for number in range(30)]
    assert all(one.answered >= one.due for one in sent.acked)


def test_an_answer_that_broke_off_is_asked_for_again_under_the_same_id() -> None:
    place = Place(breaks=3)

    sent = sent_to(place.serve)

    assert len(sent.acked) == len(place.stored) == 30
    assert {one.id for one in sent.acked} == set(place.stored)
    assert sum(one.repeated for one in sent.acked) == 3
    assert sum(one.tries for one in sent.acked) == 33


def test_a_refusal_is_told_and_not_tried_again() -> None:
    sent = sent_to(Place(refuses=True).serve)

    assert sent.acked == [] and sent.unanswered == []
    assert sum(sent.refused.values()) == 30
    assert all(reason.startswith("429") for reason in sent.refused)


def test_screens_note_when_they_heard_of_which_act() -> None:
    async def stream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"GET /?ticket=a%2Fb HTTP/1.1" in head
        events = b"".join(b'event: event\ndata: {"events":[{"id":"d","seq":%d}]}\n\n' % seq for seq in (2, 3))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nevent: state\ndata: {}\n\nevent: tick\ndata: {}\n\n" + events)
        await reader.read()
        writer.close()

    async def both() -> Heard:
        async with await asyncio.start_server(stream, "127.0.0.1", 0) as server:
            ready, over = threading.Event(), threading.Event()
            asyncio.get_running_loop().call_later(0.5, over.set)
            return await screens._all(ready, over, "127.0.0.1", server.sockets[0].getsockname()[1], "/", ["a/b", "a/b"])

    heard = asyncio.run(both())

    assert heard.screens == 2 and heard.lost == 0
    assert {key: len(times) for key, times in heard.at.items()} == {("d", 2): 2, ("d", 3): 2}


def test_who_heard_of_a_later_state_has_heard_and_who_heard_nothing_is_missing() -> None:
    heard = Heard(screens=2, at={("a", 2): [1.01, 1.03], ("b", 3): [2.5, 2.6], ("c", 2): [3.1]})

    found = _pushed(heard, {("a", 2): 1.0, ("b", 2): 2.0, ("c", 2): 3.0}, 2)

    assert (found.acts, found.heard, found.missing) == (3, 5, 1)
    assert (found.p50_ms, found.max_ms) == (100.0, 600.0)


def test_the_map_measured_is_that_of_the_profile_and_points_have_owners() -> None:
    found = measure("fucheng", points=500, rounds=1, seed=1)

    assert found.grids == len(map_of("fucheng").grids) > 900
    assert found.owned > 0.9
    assert found.single > 0 and found.bulk > 0


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_where_the_server_is_killed_in_the_middle() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "DJANGO_"))}
    words = ["bench", "command", "--json", "--only", "intake", "--rate", "40", "--seconds", "3", "--kill-seconds", "5"]
    command = [sys.executable, "-m", "yifa.server", *words]
    done = subprocess.run(command, env={**kept, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, cwd="/")

    told = json.loads(done.stdout)
    rounds = told["intake"]
    assert {name: (found["lost"], found["doubled"], found["unanswered"]) for name, found in rounds.items()} == {
        "steady": (0, 0, 0),
        "web": (0, 0, 0),
        "all": (0, 0, 0),
    }
    assert rounds["web"]["acknowledged"] == rounds["all"]["acknowledged"] == 200
    assert rounds["all"]["tried_again"] > 0
    assert all(found["stored"] == found["acknowledged"] for found in rounds.values())
    end = told["dockets_at_the_end"]
    assert (end["waiting"], end["faults"], end["out_of_order"]) == (0, 0, 0)
    assert end["dockets"] + end["joined"] == 520
