"""填充 — dockets by the million: two processes make rows and COPY them, then indexes, series, the head of the log, statistics."""

from __future__ import annotations

import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from benchmarks.measuring.cases import CLERK, People
from benchmarks.measuring.models import Model, models
from benchmarks.measuring.processor import pass_news_on
from benchmarks.measuring.rows import TABLES, Numbers, Town, plan, rows_of, towns
from benchmarks.measuring.wording import tell
from yifa.docket.log.head import LogKey
from yifa.docket.log.tree import Frontier, leaf_hash
from yifa.docket.sealing import log_key, seal_due
from yifa.server.opening import set_up_django
from yifa.server.place import ADMIN, DATABASE, Place

PROCESSES = 2
TOWNS = 50
_CHUNK = 1000
#: without their secondary indexes while rows come in; the others grow at their right edge, for ids rise with time
_BARE = ("docket_standing", "docket_clock", "dispatch_event")


@dataclass(frozen=True, slots=True)
class Filled:
    """How many rows, how long each part took, how large the database is."""

    dockets: int
    acts: int
    open: int
    towns: int
    models: int
    copy_seconds: float
    index_seconds: float
    seal_seconds: float
    analyze_seconds: float
    database_mib: int

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Share:
    """What one process makes: the dockets ``begin`` to ``end`` of the plan; its leaves follow ``first_leaf``."""

    data: Path
    models: Sequence[Model]
    towns: Sequence[Town]
    numbers: Numbers
    dockets: int
    seed: int
    begin: int
    end: int
    first_leaf: int
    digests: Path


def fill(place: Place, people: People, *, dockets: int, now: datetime, seed: int) -> Filled:
    """Fill the database of a temporary place. Needs the administrator of the embedded database; nobody may work in the place meanwhile."""
    tell("step.fill", count=dockets)
    known = models(people, now=now, rng=Random(seed))
    pass_news_on()
    seal_due(now=now, force=True)
    post = people.actor(CLERK, now).posts[0]
    everywhere = towns(Town(post.body, post.place, known[0].mark), TOWNS)
    login = {**place.login(ADMIN).parameters(), "dbname": DATABASE}
    with psycopg.connect(**login, autocommit=True) as admin, tempfile.TemporaryDirectory(dir=place.data) as folder:  # type: ignore[arg-type]
        leaves = _one(admin, "SELECT coalesce(max(index) + 1, 0) FROM docket_leaf")
        numbers = Numbers()
        numbers.last.update(dict(admin.execute("SELECT name, last FROM docket_series").fetchall()))
        shares = _shares(place, known, everywhere, numbers, dockets, seed, leaves, Path(folder))
        with _room_for_log(admin):
            with _without_indexes(admin) as spent:
                began = time.monotonic()
                acts = _in_processes(shares)
                copied = time.monotonic() - began
            tell("step.filled", count=dockets, acts=acts, seconds=round(copied))
            began = time.monotonic()
            _move_series(admin, known, everywhere, numbers, dockets, seed)
            _sign(leaves, [share.digests for share in shares], now)
            sealed = time.monotonic() - began
            began = time.monotonic()
            for table in TABLES:
                admin.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
            admin.execute("CHECKPOINT")
        open_ = _one(admin, "SELECT count(*) FROM docket_standing WHERE closed_on IS NULL")
        size = _one(admin, "SELECT pg_database_size(current_database()) / 1048576")
    seconds = (round(value, 1) for value in (copied, spent[0], sealed, time.monotonic() - began))
    return Filled(dockets, acts, open_, len(everywhere), len(known), *seconds, size)


def _one(admin: psycopg.Connection[Any], statement: str) -> int:
    row = admin.execute(statement).fetchone()  # type: ignore[arg-type]  # statements of this file alone
    assert row is not None
    return int(row[0])


def _shares(
    place: Place, known: Sequence[Model], everywhere: Sequence[Town], numbers: Numbers, dockets: int, seed: int, leaves: int, folder: Path
) -> list[Share]:
    """Cut the plan in as many parts as processes; leaves go on where the part before ends."""
    bounds = [dockets * part // PROCESSES for part in range(PROCESSES + 1)]
    firsts, count = [leaves], leaves
    for at, (model, _) in enumerate(plan(known, towns=len(everywhere), dockets=dockets, seed=seed), 1):
        count += len(known[model].acts)
        if at in bounds[1:]:
            firsts.append(count)
    return [
        Share(place.data, known, everywhere, numbers, dockets, seed, bounds[part], bounds[part + 1], firsts[part], folder / str(part))
        for part in range(PROCESSES)
    ]


def _in_processes(shares: Sequence[Share]) -> int:
    """Run every share in a process of its own; the number of acts."""
    with multiprocessing.get_context("spawn").Pool(len(shares), initializer=set_up_django) as pool:
        return sum(pool.map(copy_share, shares))


def copy_share(share: Share) -> int:
    """Make and COPY the dockets of one share, a thousand in a transaction; the number of acts."""
    rng = Random(f"{share.seed}/{share.begin}")
    login = {**Place(share.data).login(ADMIN).parameters(), "dbname": DATABASE}
    acts = 0
    with psycopg.connect(**login) as admin, share.digests.open("wb") as digests:  # type: ignore[arg-type]
        # foreign keys are not asked: every row of a docket comes in the same transaction
        admin.execute("SET session_replication_role = replica")
        admin.execute("SET synchronous_commit = off")
        numbers = Numbers(share.numbers.last.copy())
        steps = plan(share.models, towns=len(share.towns), dockets=share.dockets, seed=share.seed)
        for model, town in islice(steps, share.begin):
            numbers.take(share.models[model], share.towns[town])
        steps = islice(steps, share.end - share.begin)
        while chunk := list(islice(steps, _CHUNK)):
            lines: dict[str, list[str]] = {table: [] for table in TABLES}
            for model, town in chunk:
                known, where = share.models[model], share.towns[town]
                number, papers = numbers.take(known, where)
                for table, line in rows_of(known, where, number, papers, rng, share.first_leaf + acts):
                    lines[table].append(line)
                acts += len(known.acts)
            for table, columns in TABLES.items():
                with admin.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:  # type: ignore[arg-type]
                    copy.write("".join(lines[table]))
            admin.commit()
            digests.write(b"".join(bytes.fromhex(line[-65:-1]) for line in lines["docket_leaf"]))
    return acts


@contextmanager
def _room_for_log(admin: psycopg.Connection[Any]) -> Iterator[None]:
    """Few checkpoints while gigabytes come in; afterwards the settings are as they were."""
    admin.execute("ALTER SYSTEM SET max_wal_size = '12GB'")
    admin.execute("SELECT pg_reload_conf()")
    admin.execute("SET maintenance_work_mem = '1GB'")
    try:
        yield
    finally:
        admin.execute("ALTER SYSTEM RESET max_wal_size")
        admin.execute("SELECT pg_reload_conf()")


@contextmanager
def _without_indexes(admin: psycopg.Connection[Any]) -> Iterator[list[float]]:
    """Secondary indexes and unique constraints are dropped and made again as they were; the seconds this took."""
    spent: list[float] = []
    again: list[str] = []
    for table in _BARE:
        for name, definition in admin.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'", [table]
        ).fetchall():
            again.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
            admin.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')  # type: ignore[arg-type]
        for name, definition in admin.execute(
            """SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = %s::regclass AND NOT i.indisprimary""",
            [table],
        ).fetchall():
            again.append(definition)
            admin.execute(f'DROP INDEX "{name}"')  # type: ignore[arg-type]
    try:
        yield spent
    finally:
        tell("step.indexes")
        began = time.monotonic()
        for statement in again:
            admin.execute(statement)  # type: ignore[arg-type]  # as the database itself wrote them
        spent.append(time.monotonic() - began)


def _move_series(
    admin: psycopg.Connection[Any], known: Sequence[Model], everywhere: Sequence[Town], numbers: Numbers, dockets: int, seed: int
) -> None:
    """Every series stands at its last number, so that the next docket goes on from there."""
    for model, town in plan(known, towns=len(everywhere), dockets=dockets, seed=seed):
        numbers.take(known[model], everywhere[town])
    with admin.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO docket_series (name, last) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET last = excluded.last",
            list(numbers.last.items()),
        )


def _sign(size: int, files: Sequence[Path], now: datetime) -> None:
    """Sign a head over the old leaves and the new, as the sealing worker would."""
    key: LogKey = log_key()
    with connection.cursor() as cursor:
        cursor.execute("SELECT frontier FROM docket_head WHERE size = %s", [size])
        row = cursor.fetchone()
        frontier = Frontier.from_json(json.loads(row[0])) if row else Frontier()
        for file in files:
            with file.open("rb") as digests:
                while digest := digests.read(32):
                    frontier.append(leaf_hash(digest))
        head = key.sign_head(size=frontier.size, root=frontier.root(), time=now)
        cursor.execute(
            "INSERT INTO docket_head (size, root, text, made_at, frontier) VALUES (%s, %s, %s, %s, %s)",
            [head.size, head.root, head.text, now, json.dumps(frontier.as_json())],
        )
