"""Nightly: every file of evidence is read and compared with its digest; what crashes left aside is removed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from yifa.evidence import store
from yifa.evidence.actions import drop_unclaimed, scrub

log = logging.getLogger(__name__)
LEFT_ASIDE_FOR = timedelta(days=1)


@app.periodic(cron="40 2 * * *")
@app.task(queue="upkeep", pass_context=False)
def scrub_evidence(timestamp: int) -> None:
    """Say in the log which files are gone or changed."""
    for digest in scrub():
        log.error("evidence %s is gone or changed", digest)


@app.periodic(cron="10 2 * * *")
@app.task(queue="upkeep", pass_context=False)
def sweep_store(timestamp: int) -> None:
    """Remove half files older than a day, and what the public sent a day ago without a report."""
    before = datetime.fromtimestamp(timestamp, UTC) - LEFT_ASIDE_FOR
    store.sweep(before=before)
    drop_unclaimed(before=before)
