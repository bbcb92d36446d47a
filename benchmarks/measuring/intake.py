"""受理的速度 — reports at a steady pace against the real place, undisturbed and under kills; acknowledged against stored."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from random import Random

from django.db import connection

from benchmarks.measuring import reporters
from benchmarks.measuring.clients import Unexpected
from benchmarks.measuring.reporters import Asked, Sent
from benchmarks.measuring.town import Town, Used
from benchmarks.measuring.wording import tell
from yifa.server.drills._running import children_of, command_of, kill, working_in

CONNECTIONS = 32
#: the account by whose token reports are sent: that of another system
CHANNEL = "rexian"


@dataclass(frozen=True, slots=True)
class Taken:
    """One round: asked, acknowledged, stored; waiting times from the due instant in ms; what it cost."""

    name: str
    asked: int
    acknowledged: int
    #: the last answer, seconds after the first report was due
    seconds: float
    #: acknowledged a second
    pace: float
    lost: int
    #: rows of this round; more than acknowledged where an answer never came
    stored: int
    #: numbers or codes that stand twice, or are not those that were told
    doubled: int
    unanswered: int
    refused: dict[str, int]
    #: reports that were sent more than once, and those of them that had been stored the first time
    tried_again: int
    repeats: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float
    #: processor time of one report, ms: web processes, database, worker (which opens dockets meanwhile)
    app_ms: float
    database_ms: float
    worker_ms: float
    load: float

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Opened:
    """Dockets of the reports: the longest wait from receipt to docket, how many were out of order, how many never came."""

    dockets: int
    joined: int
    longest_s: float
    out_of_order: int
    waiting: int
    faults: int
    a_second: float

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def points_of(on: date, *, seed: int, count: int = 4_000) -> list[tuple[float, float]]:
    """Points within the drawn 责任网格 of the place."""
    from yifa.registry.core.grids import DUTY_TIER, area_of
    from yifa.registry.grids import grid_map
    from yifa.server.play_plan import point_in

    rng = Random(seed)
    areas = [area_of(grid.outline) for grid in grid_map(on=on).grids if grid.tier == DUTY_TIER and grid.outline]
    found = [point_in(rng.choice([area for area in areas if area is not None]), rng) for _ in range(count)]
    return [(point.x, point.y) for point in found]


def kinds_of(on: date) -> list[str]:
    """The codes of the catalogue."""
    from yifa.registry.event_kinds import event_kinds

    return [kind.code for kind in event_kinds(on=on)]


def send(town: Town, asked: Asked, *, meanwhile: Callable[[], None] | None = None) -> tuple[Sent, Used | None]:
    """Send everything from a process of its own; ``meanwhile`` runs here once half of the time is over."""
    context = multiprocessing.get_context("spawn")
    receive, give = context.Pipe(duplex=False)
    begun = context.Event()
    before = None if meanwhile else town.used()
    child = context.Process(target=reporters.told, args=(give, begun, asked))
    child.start()
    give.close()
    try:
        if meanwhile is not None:
            begun.wait(60)
            time.sleep(asked.seconds / 2)
            meanwhile()
        sent: Sent = receive.recv()
    finally:
        child.join()
    return sent, (town.used() - before if before else None)


def round_of(name: str, town: Town, asked: Asked, *, meanwhile: Callable[[], None] | None = None) -> Taken:
    """One round, and what stands afterwards."""
    tell("step.measure", what=name)
    load = os.getloadavg()[0]
    sent, used = send(town, asked, meanwhile=meanwhile)
    connection.close()
    rows = _rows(asked.mark)
    waits = sorted((one.answered - one.due) * 1000 for one in sent.acked)
    if not waits:
        raise Unexpected(f"{name}: nothing was acknowledged, {sent.refused}")
    last = max(one.answered for one in sent.acked)
    known = {one.id: one for one in sent.acked}
    lost = [id_ for id_ in known if id_ not in rows]
    numbers, codes = {one.number for one in sent.acked}, {one.code for one in sent.acked}
    wrong = sum(1 for id_, one in known.items() if id_ in rows and rows[id_] != one.number)
    again = [one for one in sent.acked if one.tries > 1]
    each = (lambda value: round(value / len(waits), 3)) if used else (lambda value: 0.0)
    return Taken(
        name=name,
        asked=round(asked.rate * asked.seconds),
        acknowledged=len(waits),
        seconds=round(last, 2),
        pace=round(len(waits) / max(last, asked.seconds), 1),
        lost=len(lost),
        stored=len(rows),
        doubled=2 * len(known) - len(numbers) - len(codes) + wrong,
        unanswered=len(sent.unanswered),
        refused=sent.refused,
        tried_again=len(again),
        repeats=sum(1 for one in again if one.repeated),
        p50_ms=_at(waits, 0.5),
        p95_ms=_at(waits, 0.95),
        p99_ms=_at(waits, 0.99),
        max_ms=round(waits[-1], 1),
        app_ms=each(used.app if used else 0),
        database_ms=each(used.database if used else 0),
        worker_ms=each(used.worker if used else 0),
        load=round(load, 2),
    )


def _at(waits: list[float], share: float) -> float:
    return round(waits[min(len(waits) - 1, int(len(waits) * share))], 1)


def _rows(mark: str) -> dict[str, str]:
    """Id and number of every stored report of that round."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number FROM intake_report WHERE source_ref LIKE %s", [f"{mark}-%"])
        return {str(id_): number for id_, number in cursor.fetchall()}


def await_dockets(*, patience: float) -> Opened:
    """Wait until no report waits; how long the longest waited, and whether each body's dockets are numbered in the order of receipt."""
    end = time.monotonic() + patience
    while (waiting := _one("SELECT count(*) FROM intake_report WHERE docket IS NULL AND fault = ''")) and time.monotonic() < end:
        time.sleep(0.5)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*), count(*) FILTER (WHERE joined), coalesce(extract(epoch FROM max(opened_at - received_at)), 0),
                coalesce(extract(epoch FROM max(opened_at) - min(opened_at)), 0)
            FROM intake_report WHERE docket IS NOT NULL"""
        )
        opened, joined, longest, span = cursor.fetchone()
        cursor.execute(
            """SELECT count(*) FROM (SELECT n, lag(n) OVER (PARTITION BY body ORDER BY seq) AS before FROM (
                SELECT r.seq, d.body, substring(d.number FROM '〕(\\d+)号')::int AS n
                FROM intake_report r JOIN docket_docket d ON d.id = r.docket WHERE NOT r.joined) x) y WHERE n < before"""
        )
        disordered = cursor.fetchone()[0]
    faults = _one("SELECT count(*) FROM intake_report WHERE fault <> ''")
    pace = round(opened / float(span), 1) if span else 0.0
    return Opened(opened - joined, joined, round(float(longest), 1), disordered, waiting, faults, pace)


def _one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def kill_web(town: Town) -> None:
    """SIGKILL to the web server and all its workers; its supervisor starts it again."""
    assert town.process is not None
    for master in children_of(town.process.pid):
        if "gunicorn" in command_of(master):
            for worker in children_of(master):
                kill(worker)
            kill(master)


def kill_all(town: Town) -> None:
    """SIGKILL to everything that works in the folder, the supervisor and the database with it; then started anew."""
    assert town.process is not None
    kill(town.process.pid)
    for number in working_in(town.place.data):
        if number != os.getpid():
            kill(number)
    town.process.wait()
    town.start()


def channel_token(now: datetime) -> str:
    """A token of the account of another system."""
    from yifa.platform.accounts.actions import make_token
    from yifa.platform.accounts.queries import user_named

    user = user_named(CHANNEL)
    if user is None:
        raise Unexpected(f"no account {CHANNEL}")
    return make_token(actor=None, user=user.pk, now=now)
