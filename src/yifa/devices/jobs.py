"""Nightly: what was taken from cameras, was kept its time and serves nothing is deleted."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yifa.devices.actions import delete_served
from yifa.platform import clock

_AT_ONCE = 500


@app.periodic(cron="20 19 * * *")
@app.task(queue="upkeep", pass_context=False)
def delete_served_clips(timestamp: int) -> None:
    """See delete_served."""
    now = clock.now()
    while delete_served(now=now, most=_AT_ONCE):
        continue
