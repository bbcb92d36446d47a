"""上报 — reports at a steady pace over kept connections, whatever the place does meanwhile. Runs in a process of its own, knows no Django.

The pace is that of the world: a report is due at its instant whether those before it were answered or not, and its waiting time counts from
then. An answer that breaks off is an unknown outcome: the same report goes again under the same id until it is answered.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from yifa.kernel.ids import new_id

_TEXTS = (
    "几个摊贩把菜摊摆到了非机动车道上",
    "路边一堆生活垃圾没人清，已经有味了",
    "有人在人行道上堆沙子和砖，走路要绕到车道上",
    "盲道上停了一排车",
    "公交站牌被小广告盖住了看不清站名",
    "拉土的车洒了一路，电动车打滑",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be sent: how many a second for how long, over how many connections, to whom."""

    port: int
    token: str
    rate: float
    seconds: float
    connections: int
    #: longitude, latitude
    points: Sequence[tuple[float, float]]
    kinds: Sequence[str]
    seed: int
    mark: str
    #: seconds one report is tried again
    patience: float = 90.0


@dataclass(slots=True)
class Acked:
    """已确认 — what the place said, when it was due and when it was answered, in seconds from the start."""

    id: str
    number: str
    code: str
    due: float
    answered: float
    #: how often it was sent before it was answered
    tries: int
    #: answered as a repeat
    repeated: bool


@dataclass(slots=True)
class Sent:
    """What came of it."""

    acked: list[Acked] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)


def told(send: Any, begun: Any, asked: Asked) -> None:
    """In a process of its own: say when it begins, then what came of it."""
    begun.set()
    send.send(asyncio.run(_all(asked)))


async def _all(asked: Asked) -> Sent:
    sent = Sent()
    count = round(asked.rate * asked.seconds)
    rng = Random(f"{asked.seed}/{asked.mark}")
    reports = [_report(asked, number, rng) for number in range(count)]
    started = time.monotonic()
    queue = iter(range(count))

    async def client() -> None:
        line = _Line(asked)
        for number in queue:
            due = number / asked.rate
            await asyncio.sleep(max(0.0, due - (time.monotonic() - started)))
            await _one(line, reports[number], due, started, asked, sent)
        line.close()

    await asyncio.gather(*(client() for _ in range(asked.connections)))
    return sent


def _report(asked: Asked, number: int, rng: Random) -> dict[str, Any]:
    longitude, latitude = rng.choice(asked.points)
    return {
        "id": str(new_id()),
        "source": "12345热线",
        "source_ref": f"{asked.mark}-{number:06d}",
        "text": f"{rng.choice(_TEXTS)}，第{number}件，编号{asked.mark}",
        "place_text": f"合成路{rng.randrange(1, 900)}号附近",
        "longitude": f"{longitude:.6f}",
        "latitude": f"{latitude:.6f}",
        "event_kind": rng.choice(asked.kinds),
        "name": f"合成反映人{number}",
        "phone": f"1380000{rng.randrange(10_000):04d}",
    }


async def _one(line: _Line, report: dict[str, Any], due: float, started: float, asked: Asked, sent: Sent) -> None:
    body = json.dumps(report, ensure_ascii=False).encode()
    tries = 0
    while time.monotonic() - started - due < asked.patience:
        tries += 1
        try:
            status, text = await asyncio.wait_for(line.post("/api/intake", body), 30)
        except (OSError, asyncio.IncompleteReadError, ValueError, TimeoutError):
            line.close()
            await asyncio.sleep(0.1)
            continue
        if status in (200, 201):
            told = json.loads(text)
            at = time.monotonic() - started
            sent.acked.append(Acked(report["id"], str(told["number"]), str(told["code"]), due, at, tries, status == 200))
            return
        if status < 500:
            reason = f"{status} {text[:200].decode(errors='replace')}"
            sent.refused[reason] = sent.refused.get(reason, 0) + 1
            return
        await asyncio.sleep(0.2)
    sent.unanswered.append(report["id"])


class _Line:
    """One kept connection; opened when first used and after it broke."""

    def __init__(self, asked: Asked) -> None:
        self.port = asked.port
        self.head = (
            f"POST {{path}} HTTP/1.1\r\nHost: 127.0.0.1:{asked.port}\r\nAuthorization: Bearer {asked.token}\r\n"
            "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        )
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        self.writer.write(self.head.format(path=path, length=len(body)).encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        named = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        text = await self.reader.readexactly(int(named.get("content-length", "0")))
        if named.get("connection", "").lower() == "close":
            self.close()
        return int(head[0].split(" ")[1]), text

    def close(self) -> None:
        if self.writer is not None:
            with suppress(OSError):
                self.writer.close()
        self.reader = self.writer = None
