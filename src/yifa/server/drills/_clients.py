"""The clients of a drill: officers' programs with tokens, that note outside the platform whatever it acknowledged.

A broken answer is an unknown outcome: the same request goes again under the same id, until it is answered. So for each act there
is one answer in the notes, and what the platform did can be compared with what it said.
"""

from __future__ import annotations

import http.client
import json
import random
import struct
import threading
import time
import uuid
import zlib
from dataclasses import dataclass, field
from typing import Any

from yifa.kernel.canonical import sm3
from yifa.kernel.ids import new_id

BODY, PLACE = "fucheng.gucheng", "131128101"
OFFICERS = ["GC-001", "GC-002"]
USERS = ("shouli", "zhifa1", "fuzeren")
#: Seconds one client asks again before it gives up: longer than the longest pause of the supervisor.
PATIENCE = 90.0


@dataclass(frozen=True, slots=True)
class Acked:
    """已确认 — what the platform said it had recorded: an act, or a file (``docket`` empty, ``id`` its digest)."""

    id: str
    docket: str
    seq: int
    digest: str
    kind: str
    marker: str
    sent: float
    at: float


@dataclass
class Notes:
    """记事 — what all clients were told; never inside the platform."""

    acts: dict[str, Acked] = field(default_factory=dict)
    files: dict[str, Acked] = field(default_factory=dict)
    #: answers that were broken, and requests whose outcome was still unknown when the client was told to stop
    broken: int = 0
    open: int = 0
    #: asked again after an unknown outcome: already done the first time, or done now
    repeats: int = 0
    redone: int = 0
    #: asked again although it was acknowledged
    again: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self) -> int:
        return len(self.acts) + len(self.files)


class GaveUp(Exception):
    """The platform stayed away for too long, or the client was told to leave at once."""


class Client(threading.Thread):
    """One client, busy until told to stop; it then ends the request it is at, unless ``leave`` is set."""

    def __init__(self, *, number: int, seed: int, port: int, tokens: dict[str, str], notes: Notes, shared: list[str]) -> None:
        super().__init__(name=f"client-{number}", daemon=True)
        self.random = random.Random(f"{seed}/client/{number}")
        self.port, self.tokens, self.notes, self.shared = port, tokens, notes, shared
        self.stopping, self.leave = threading.Event(), threading.Event()
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                self._one_docket()
        except GaveUp:
            pass
        except Exception as fault:  # a client that dies in silence would make the drill blind
            self._wrong(f"客户端中断：{fault!r}")
        finally:
            self._hang_up()

    def _one_docket(self) -> None:
        """A docket from its lead to its filing, with files and notes; now and then a note in a docket all share."""
        opened = self._open()
        if opened is None or self.stopping.is_set():
            return
        evidence = [self._upload() for _ in range(self.random.randrange(3))]
        steps: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
            ("zhifa1", "check_on_spot", _CHECK, {"officers": OFFICERS, "evidence": [digest for digest in evidence if digest]}),
            # a party of its own: another docket on the same item and party is a question to a person
            (
                "zhifa1",
                "propose_filing",
                {**_PROPOSE, "party": {**_PARTY, "name": f"赵示例{_marker()}"}},
                {"officers": OFFICERS},
            ),
            ("fuzeren", "approve_filing", {"opinion": "同意立案。"}, {}),
        ]
        for user, kind, payload, more in steps:
            if self.stopping.is_set():
                return
            if self.random.random() < 0.4 and self.shared:
                self._act("zhifa1", self.random.choice(self.shared), "add_note", {}, {})
            self._act(user, opened, kind, payload, more)

    def _open(self) -> str | None:
        marker = _marker()
        payload = {**_LEAD, "summary": f"人行道上堆放建材 {marker}"}
        act = {"id": str(new_id()), "kind": "register_lead", "payload": payload}
        acked = self._settle("shouli", "/api/dockets", {"body": BODY, "place": PLACE, "act": act}, marker)
        if acked and len(self.shared) < 3:
            self.shared.append(acked.docket)
        return acked.docket if acked else None

    def _act(self, user: str, docket: str, kind: str, payload: dict[str, Any], more: dict[str, Any]) -> None:
        marker = _marker()
        field_ = {"add_note": "text", "check_on_spot": "findings", "propose_filing": "facts", "approve_filing": "opinion"}[kind]
        payload = {**payload, field_: f"{payload.get(field_, '补充说明。')} {marker}"}
        self._settle(user, f"/api/dockets/{docket}/acts", {"id": str(new_id()), "kind": kind, "payload": payload, **more}, marker)

    def _upload(self) -> str:
        """A picture of random points, of its own digest."""
        data = picture(self.random.randbytes(self.random.randrange(2_000, 40_000)))
        boundary, digest = uuid.UUID(int=self.random.getrandbits(128)).hex, sm3(data)
        parts = "".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in _WHERE)
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="photo.png"\r\nContent-Type: image/png\r\n\r\n'
        body = parts.encode() + head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
        sent, _, status, told = self._until_answered("zhifa1", "/api/evidence", body, f"multipart/form-data; boundary={boundary}")
        if status != 201 or told.get("digest") != digest:
            self._wrong(f"上传 {digest[:12]} 得到 {status} {told.get('code') or told.get('digest')}")
            return ""
        with self.notes.lock:
            self.notes.files[digest] = Acked(digest, "", 0, digest, "file", "", sent, time.monotonic())
        return digest

    def _settle(self, user: str, path: str, value: dict[str, Any], marker: str) -> Acked | None:
        """Send an act until it is answered, note the answer, and now and then ask once more."""
        body, act = json.dumps(value).encode(), value.get("act", value)
        sent, tries, status, told = self._until_answered(user, path, body, "application/json")
        if status not in (200, 201) or (status == 200 and tries == 1):
            self._wrong(
                f"{act['kind']} {act['id']} 第 {tries} 次得到 {status} {told.get('code')} {told.get('sentence') or told.get('title')}"
            )
            return None
        said = told["act"]
        acked = Acked(said["id"], told["docket"]["id"], said["seq"], said["digest"], said["kind"], marker, sent, time.monotonic())
        if acked.id != act["id"]:
            self._wrong(f"{act['id']} 得到另一项行为 {acked.id}")
        with self.notes.lock:
            self.notes.acts[acked.id] = acked
            self.notes.repeats += tries > 1 and status == 200
            self.notes.redone += tries > 1 and status == 201
        if self.random.random() < 0.05:
            _, _, status, told = self._until_answered(user, path, body, "application/json")
            with self.notes.lock:
                self.notes.again += 1
            if status != 200 or told["act"]["digest"] != acked.digest:
                self._wrong(f"已确认的 {acked.id} 再次提交得到 {status} {told.get('code')}")
        return acked

    def _until_answered(self, user: str, path: str, body: bytes, kind: str) -> tuple[float, int, int, dict[str, Any]]:
        """When first sent, how often, and the first whole answer that is no fault of the server."""
        sent, tries = time.monotonic(), 0
        while True:
            tries += 1
            try:
                status, told = self._send(user, path, body, kind)
                if status < 500:
                    return sent, tries, status, told
            except (OSError, http.client.HTTPException, ValueError):
                self._hang_up()
            with self.notes.lock:
                self.notes.broken += 1
            if self.leave.is_set() or time.monotonic() - sent > PATIENCE:
                with self.notes.lock:
                    self.notes.open += 1
                raise GaveUp
            time.sleep(self.random.uniform(0.02, 0.2))

    def _send(self, user: str, path: str, body: bytes, kind: str) -> tuple[int, dict[str, Any]]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": f"Bearer {self.tokens[user]}", "Content-Type": kind}
        self.connection.request("POST", path, body=body, headers=headers)
        response = self.connection.getresponse()
        text = response.read()
        return response.status, json.loads(text) if "json" in response.headers.get("Content-Type", "") else {}

    def _hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _wrong(self, what: str) -> None:
        with self.notes.lock:
            self.notes.wrong.append(what)


class Clients:
    """Several clients at once."""

    def __init__(self, *, count: int, seed: int, port: int, tokens: dict[str, str]) -> None:
        self.notes = Notes()
        shared: list[str] = []
        self.all = [Client(number=n, seed=seed, port=port, tokens=tokens, notes=self.notes, shared=shared) for n in range(count)]

    def start(self) -> None:
        for client in self.all:
            client.start()

    def stop(self, *, at_once: bool = False) -> None:
        """Let each end the request it is at; ``at_once``: leave it unknown."""
        for client in self.all:
            client.stopping.set()
            if at_once:
                client.leave.set()
        for client in self.all:
            client.join(PATIENCE + 30)


def picture(noise: bytes) -> bytes:
    """A whole grey PNG whose points are ``noise``."""
    width = 64
    rows = [noise[at : at + width].ljust(width, b"\0") for at in range(0, len(noise), width)]
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 0)
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _marker() -> str:
    """A word that stands in one act alone."""
    return f"记号{uuid.uuid4().hex}"


_WHERE = (("body", BODY), ("place", PLACE))
_LEAD = {
    "source": "群众举报",
    "reported_at": "2026-03-02T09:00:00+08:00",
    "place_text": "古城大街中段",
    "reporter": "钱来电",
    "reporter_phone": "13800000000",
}
_CHECK = {
    "from_at": "2026-03-02T10:00:00+08:00",
    "until_at": "2026-03-02T10:30:00+08:00",
    "place_text": "古城大街中段",
    "certificate_shown": True,
    "recusal_told": True,
    "findings": "人行道上堆放水泥、砂石。",
    "signature": "已签名",
}
_PARTY = {"type": "person", "name": "赵示例", "address": "古城镇东街村"}
_PROPOSE = {
    "item": "GC-ZJ-001",
    "cause": "擅自占用城市道路",
    "party": _PARTY,
    "facts": "当事人在人行道上堆放建材。",
    "prima_facie": True,
    "reason": "有初步证据，建议立案。",
}
