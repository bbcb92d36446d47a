"""The background process of ``run``: opens dockets of reports, seals the log when due, and works off the jobs in the database."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time

from yifa.platform import clock

HELP = "后台任务"
HIDDEN = True
ROLE = "app"
SEAL_LOOK_EVERY = 2.0
#: Heads that a holder did not take are offered again after so many looks.
DELIVER_EVERY = 30
STOP_WITHIN = 6.0
#: how far this process stands back where the machine is busy: who reports and who works is answered first
STANDS_BACK = 5
NEWS_AT_ONCE = 100
REPORTS_AT_ONCE = 50
#: seconds between two looks for reports that wait; whoever plays a day waits for each
REPORT_LOOK_EVERY, REPORT_LOOK_EVERY_IN_PLAY = 0.3, 0.03

log = logging.getLogger("yifa.server.worker")


def main(argv: list[str]) -> int:
    os.nice(STANDS_BACK)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=end_for_certain, args=(stop,), daemon=True).start()
    loops = [threading.Thread(target=loop, args=(stop,), name=loop.__name__) for loop in (keep_opening, keep_sealing)]
    for loop in loops:
        loop.start()
    try:
        asyncio.run(work_jobs(stop))
    finally:
        stop.set()
        for loop in loops:
            loop.join()
    return 0


def keep_opening(stop: threading.Event) -> None:
    """Make dockets of the reports that wait, in their order; this one thread alone does it, so that they are numbered in that order."""
    from django.conf import settings
    from django.db import close_old_connections

    from yifa.intake.actions import open_next

    pause = REPORT_LOOK_EVERY if settings.CLOCK is None else REPORT_LOOK_EVERY_IN_PLAY
    while not stop.wait(pause):
        close_old_connections()
        try:
            while open_next(now=clock.now(), most=REPORTS_AT_ONCE) == REPORTS_AT_ONCE and not stop.is_set():
                continue
        except Exception:  # the edge: told in the log, and must not end the opening of dockets for ever
            log.exception("reports not opened")
            stop.wait(5)


def keep_sealing(stop: threading.Event) -> None:
    """Ask every two seconds whether a head is due: a minute has passed or a hundred acts wait; hand heads to their holders; pass news on.

    Where a calendar came in force some dockets are reckoned anew each time, and then it is asked again at once. Says when it could not,
    and goes on.
    """
    from django.db import close_old_connections

    from yifa.docket.news import pass_on
    from yifa.docket.recompute import recompute_batch
    from yifa.docket.sealing import deliver, seal_due
    from yifa.server.wiring import listeners

    asked = 0
    recomputing = False
    while not stop.wait(0 if recomputing else SEAL_LOOK_EVERY):
        close_old_connections()
        try:
            if seal_due(now=clock.now()):
                asked = 0
            if asked % DELIVER_EVERY == 0:
                for handed in deliver(now=clock.now()):
                    if handed.error:
                        log.warning("head not taken by %s: %s", handed.holder, handed.error)
            while pass_on(listeners(), most=NEWS_AT_ONCE) == NEWS_AT_ONCE and not stop.is_set():
                continue
            asked += 1
        except Exception:  # this loop is the edge: a fault is told in the log and must not end sealing for ever
            log.exception("sealing failed")
            stop.wait(30)
        try:
            recomputing = recompute_batch(now=clock.now()) is not None
        except Exception:  # the same edge: sealing goes on while this is mended
            log.exception("terms not recomputed")
            recomputing = False


async def work_jobs(stop: threading.Event) -> None:
    """Work off jobs until asked to stop; a fault of the queue itself ends the process, which is then started again."""
    work = asyncio.create_task(run_jobs())
    while not stop.is_set() and not work.done():
        await asyncio.sleep(0.2)
    if work.done():
        work.result()
    work.cancel()
    await asyncio.wait([work], timeout=STOP_WITHIN)


async def run_jobs() -> None:
    """Work off jobs as they come; in a folder of play none by the machine's minute, for whoever plays does those by its own."""
    from django.conf import settings
    from procrastinate.contrib.django import app
    from procrastinate.periodic import PeriodicRegistry

    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    if settings.CLOCK is not None:
        worker_app.periodic_registry = PeriodicRegistry()
    async with worker_app.open_async():
        await worker_app.run_worker_async(install_signal_handlers=False, concurrency=1)


def end_for_certain(stop: threading.Event) -> None:
    """Whatever still hangs after the signal (a connection to a database that is gone) must not keep us alive."""
    stop.wait()
    time.sleep(STOP_WITHIN + 2)
    os._exit(1)
