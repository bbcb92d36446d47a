"""工作 — the five pieces of work that are measured, each as requests over HTTP, and their bars."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from secrets import token_urlsafe
from typing import Any, Literal
from urllib.parse import quote

from benchmarks.measuring.cases import CLERK, FIRST, NOTE, PIECE, People, investigated, lead, long_docket
from benchmarks.measuring.clients import Client, browser, multipart, program
from benchmarks.measuring.town import Town
from yifa.kernel.actor import Role
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.platform.accounts.actions import grant_role, make_account, make_token
from yifa.platform.accounts.models import User

UPLOAD_BYTES = 15_000
PAGE_ACTS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    path: str
    body: bytes | None = None
    kind: str = ""
    expect: int = 200


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work: who asks, what, the bars (0: none), and whether it must cost the same with many dockets.

    What looks at every town of a county, or at as many hits as there are, is told but not compared: it does more, and not the same.
    """

    name: str
    who: Literal["clerk", "officer", "wide", "desk"]
    ask: Callable[[int], Asked]
    bar_ms: float
    bar_statements: int = 0
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Callers:
    """The clients that send: three programs and a browser."""

    clerk: Client
    officer: Client
    #: one who sees every town of the county
    wide: Client
    desk: Client
    tokens: dict[str, str]

    def of(self, work: Work) -> Client:
        return {"clerk": self.clerk, "officer": self.officer, "wide": self.wide, "desk": self.desk}[work.who]


def callers(town: Town, people: People, *, now: datetime) -> Callers:
    """Tokens as ``./yifa token`` makes them; the browser signs in with the password of the accounts file."""
    tokens = {name: make_token(actor=None, user=people.users[name].pk, days=2, now=now) for name in (CLERK, FIRST)}
    passwords = dict(line.split("\t")[:2] for line in town.place.accounts_file.read_text(encoding="utf-8").splitlines() if "\t" in line)
    desk = browser(town.port, FIRST, passwords[FIRST])
    county = make_token(actor=None, user=_county_supervisor(people, now).pk, days=2, now=now)
    return Callers(program(town.port, tokens[CLERK]), program(town.port, tokens[FIRST]), program(town.port, county), desk, tokens)


def _county_supervisor(people: People, now: datetime) -> User:
    """An account over the body and the place above those of the others."""
    post, since = people.actor(CLERK, now).posts[0], legal_date(now)
    user = make_account(actor=None, username="bench", name="测量", officer="", password=token_urlsafe(24), now=now)
    body = post.body.rpartition(".")[0]
    grant_role(actor=None, user=user.pk, role=Role.SUPERVISOR, body=body, place=post.place[:6], valid_from=since, now=now)
    return user


def prepare(people: People, client: Client, *, dockets: int, now: datetime, rng: Random) -> list[Work]:
    """Fresh dockets to work on, and the works that use them."""
    post = people.actor(CLERK, now).posts[0]
    where = {"body": post.body, "place": post.place}
    pair = list(people.pair(now))
    found = [str(docket) for docket in investigated(people, count=dockets, now=now, rng=rng)]
    page = long_docket(people, acts=PAGE_ACTS, now=now, rng=rng)
    picture, kind = _upload(where, rng)
    answer = json.loads(client.send("POST", "/api/evidence", picture, kind=kind, expect=201))

    def opening(number: int) -> Asked:
        return _json("/api/dockets", {**where, "act": {"id": str(new_id()), "kind": "register_lead", "payload": lead(now)}})

    def taking(number: int) -> Asked:
        act = {"kind": "take_evidence", "payload": PIECE, "officers": pair, "evidence": [answer["digest"]]}
        return _act(found[number % len(found)], act)

    def noting(number: int) -> Asked:
        return _act(found[number % len(found)], {"kind": "add_note", "payload": NOTE})

    def uploading(number: int) -> Asked:
        body, content_type = _upload(where, rng)
        return Asked("POST", "/api/evidence", body, content_type, 201)

    return [
        Work("open", "clerk", opening, 15),
        Work("list", "officer", lambda number: Asked("GET", "/api/dockets?which=open&limit=20"), 10, 6),
        Work("wide", "wide", lambda number: Asked("GET", "/api/dockets?which=all&limit=20"), 10, 6, compared=False),
        Work("search", "officer", lambda number: Asked("GET", f"/api/search?q={quote('赵德福')}&limit=20"), 0, compared=False),
        Work("page", "desk", lambda number: Asked("GET", f"/dockets/{page}"), 15, 8),
        Work("act", "officer", taking, 20),
        Work("note", "officer", noting, 20),
        Work("upload", "officer", uploading, 10),
    ]


def _act(docket: str, act: dict[str, Any]) -> Asked:
    return _json(f"/api/dockets/{docket}/acts", {"id": str(new_id()), **act})


def _json(path: str, value: dict[str, Any]) -> Asked:
    return Asked("POST", path, json.dumps(value, ensure_ascii=False).encode(), "application/json", 201)


def _upload(where: dict[str, str], rng: Random) -> tuple[bytes, str]:
    return multipart(where, name="现场照片.png", data=png(rng.randbytes(UPLOAD_BYTES - 300)))


def png(noise: bytes) -> bytes:
    """A true picture of one row of grey pixels, different for every noise, some 300 bytes larger than it."""
    header = struct.pack(">IIBBBBB", len(noise), 1, 8, 0, 0, 0, 0)
    text = b"Comment\0" + b"." * 200
    chunks = [(b"IHDR", header), (b"tEXt", text), (b"IDAT", zlib.compress(b"\0" + noise, 0)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
