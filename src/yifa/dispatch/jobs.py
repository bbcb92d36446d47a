"""What dispatch does by itself at set times, which are told in UTC: 17:00 in Shanghai is 9:00."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from procrastinate.contrib.django import app

from yifa.dispatch.actions import escalate
from yifa.dispatch.positions import forget_positions
from yifa.dispatch.shortages import tell_shortages
from yifa.platform import clock


@app.periodic(cron="* * * * *")
@app.task(queue="upkeep", pass_context=False)
def escalate_events(timestamp: int) -> None:
    """See escalate."""
    escalate(now=clock.now())


@app.periodic(cron="30 18 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_old_positions(timestamp: int) -> None:
    """See forget_positions."""
    forget_positions(now=clock.now(), keep=timedelta(days=settings.POSITIONS_DAYS))


@app.periodic(cron="0 9 * * *")
@app.task(queue="upkeep", pass_context=False)
def tell_shortages_of_tomorrow(timestamp: int) -> None:
    """See tell_shortages."""
    tell_shortages(now=clock.now())
