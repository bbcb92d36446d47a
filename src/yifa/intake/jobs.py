"""Every hour: counts of addresses are forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from yifa.intake import throttle


@app.periodic(cron="20 * * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_counts(timestamp: int) -> None:
    """Counts older than an hour are deleted."""
    throttle.forget(now=datetime.fromtimestamp(timestamp, UTC))
