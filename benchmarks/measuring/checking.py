"""抽查 — are the rows what append would have written? A sample is folded again and followed to its leaves; the whole log to its head."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from django.db import connection

from yifa.docket.core.act import FIRST_PREV, stamp
from yifa.docket.log.examine import read_body
from yifa.docket.log.head import read_head
from yifa.docket.log.tree import Frontier, leaf_hash
from yifa.docket.rebuild import differences
from yifa.docket.sealing import log_key
from yifa.kernel.canonical import canonical, sm3


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at and what did not fit."""

    every: int
    acts: int
    leaves: int
    differences: tuple[str, ...]
    faults: tuple[str, ...]
    seconds: float

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def check(*, sample: int) -> Checked:
    """Every ``sample``-th docket against the fold of its acts; about as many against text, chain and leaf; the root over every leaf."""
    began = time.monotonic()
    found = tuple(f"{each.docket} {each.field}: {each.stands} / {each.folded}"[:300] for each in differences(sample=sample))
    faults: list[str] = []
    acts = 0
    for docket, rows in _dockets(sample):
        acts += len(rows)
        faults += (f"{docket}: {fault}" for fault in _faults(docket, rows))
    leaves, fault = _root()
    return Checked(sample, acts, leaves, found[:50], tuple([*faults, *fault][:50]), round(time.monotonic() - began, 1))


def _dockets(sample: int) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM docket_docket) d WHERE number %% %s = 0", [sample]
        )
        chosen = [row[0] for row in cursor.fetchall()]
        for docket in chosen:
            cursor.execute(
                """SELECT a.id, a.seq, a.kind, a.happened_at, a.recorded_at, a.body, a.digest, l.digest, l.index, u.act IS NOT NULL
                FROM docket_act a LEFT JOIN docket_leaf l ON l.act = a.id LEFT JOIN docket_unsealed u ON u.act = a.id
                WHERE a.docket_id = %s ORDER BY a.seq""",
                [docket],
            )
            yield str(docket), cursor.fetchall()


def _faults(docket: str, rows: list[tuple[Any, ...]]) -> Iterator[str]:
    prev = FIRST_PREV
    for number, (act, seq, kind, happened_at, recorded_at, text, digest, leaf, _, waits) in enumerate(rows, 1):
        body = read_body(text)
        if isinstance(body, str):
            yield f"{act} {body}"
            continue
        said = tuple(body[name] for name in ("act", "docket", "seq", "kind", "happened_at", "recorded_at", "prev"))
        if said != (str(act), docket, number, kind, stamp(happened_at), stamp(recorded_at), prev) or seq != number:
            yield f"{act}: columns or chain"
        if canonical(json.loads(text)) != text:
            yield f"{act}: not canonical"
        if sm3(text.encode()) != digest or (leaf != digest and not waits):
            yield f"{act}: digest or leaf"
        prev = digest
    if any(before >= after for before, after in pairwise(row[8] for row in rows if row[8] is not None)):
        yield "leaves out of order"


def _root() -> tuple[int, list[str]]:
    """The root over every leaf in the database against the newest signed head."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM docket_head ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
    if row is None:
        return 0, ["no head"]
    head = read_head(row[0])
    frontier, gaps = Frontier(), []
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT index, digest FROM docket_leaf WHERE index < %s ORDER BY index", [head.size])
        while rows := cursor.fetchmany(5000):
            for index, digest in rows:
                if index != frontier.size:
                    gaps.append(f"leaf {frontier.size} is missing")
                frontier.append(leaf_hash(bytes.fromhex(digest)))
            if gaps:
                break
    if not head.is_signed_by(log_key().public):
        gaps.append("the head is not signed by this place")
    if (frontier.size, frontier.root().hex()) != (head.size, head.root):
        gaps.append("the root is not that of the head")
    return frontier.size, gaps
