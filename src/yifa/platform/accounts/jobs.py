"""Daily: attempts to sign in that no count looks at any more are forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from yifa.platform.accounts.signing_in import forget_attempts


@app.periodic(cron="20 2 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_old_attempts(timestamp: int) -> None:
    """See forget_attempts."""
    forget_attempts(now=datetime.fromtimestamp(timestamp, UTC))
