"""核验 — the record in the database against itself and against every head that was ever given away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from yifa.docket.export import given_heads
from yifa.docket.log.examine import ActRow, DocketRow, Entry, Findings, GivenHead, HeadRow, LeafRow, Ledger, examine
from yifa.docket.log.head import LogKey, time_text
from yifa.docket.sealing import key_file

_CHUNK = 2000
_ACT = "a.id, a.docket_id, a.seq, a.kind, a.happened_at, a.recorded_at, a.body, a.digest"


def verify_database(heads: Iterable[GivenHead | str] = (), *, keys: Iterable[bytes] = ()) -> Findings:
    """核验数据库 — read everything once, at one moment, and name what does not fit; ``heads`` are those given away.

    ``keys`` are public keys of the log; without them the keys this place knows (``known_keys``). What is promised stands in
    ``yifa.docket.log.examine``.
    """
    given = [head if isinstance(head, GivenHead) else GivenHead(f"({number})", head) for number, head in enumerate(heads, 1)]
    with one_moment():
        return examine(ledger(tuple(keys) or known_keys()), given=given)


def known_keys() -> tuple[bytes, ...]:
    """The public keys of this place's log: that of the key file, and the one kept beside the heads. Makes no key."""
    keys: list[bytes] = []
    if key_file().exists():
        keys.append(LogKey.in_file(key_file()).public)
    beside = Path(settings.YIFA_DATA) / "heads" / "public-key.txt"
    if beside.exists():
        keys.append(bytes.fromhex(beside.read_text().strip()))
    return tuple(dict.fromkeys(keys))


def kept_heads() -> list[GivenHead]:
    """The heads in the folder of this place; those that others hold prove more."""
    folder = Path(settings.YIFA_DATA) / "heads"
    return given_heads(folder) if folder.is_dir() else []


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the database at one moment (repeatable read); inside an open transaction, that transaction's own view."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def ledger(keys: tuple[bytes, ...]) -> Ledger:
    """The record of the database as the verifier reads it; rows come as they are asked for."""
    return Ledger(
        keys=keys,
        dockets=(
            DocketRow(str(row[0]), row[1], row[2], row[3], time_text(row[4]))
            for row in _rows("SELECT id, number, body, place, opened_at FROM docket_docket ORDER BY id")
        ),
        heads=(HeadRow(*row) for row in _rows("SELECT size, root, text FROM docket_head ORDER BY size")),
        entries=_entries(),
        strays=(
            str(act)
            for (act,) in _rows(
                """SELECT u.act FROM docket_unsealed u LEFT JOIN docket_act a ON a.id = u.act LEFT JOIN docket_leaf l ON l.act = u.act
                WHERE a.id IS NULL OR l.act IS NOT NULL ORDER BY u.act"""
            )
        ),
    )


def _entries() -> Iterator[Entry]:
    for index, act, digest, *columns in _rows(
        f"SELECT l.index, l.act, l.digest, {_ACT} FROM docket_leaf l LEFT JOIN docket_act a ON a.id = l.act ORDER BY l.index"
    ):
        yield Entry(LeafRow(index, str(act), digest), _act(columns))
    for queued_docket, queued_seq, *columns in _rows(
        f"""SELECT u.docket, u.seq, {_ACT} FROM docket_act a LEFT JOIN docket_unsealed u ON u.act = a.id
        WHERE NOT EXISTS (SELECT 1 FROM docket_leaf l WHERE l.act = a.id) ORDER BY a.docket_id, a.seq"""
    ):
        yield Entry(None, _act(columns), None if queued_docket is None else (str(queued_docket), queued_seq))


def _act(columns: list[Any]) -> ActRow | None:
    act, docket, seq, kind, happened_at, recorded_at, body, digest = columns
    if not isinstance(act, UUID):
        return None
    return ActRow(str(act), str(docket), seq, kind, time_text(happened_at), time_text(recorded_at), body, digest)


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows
