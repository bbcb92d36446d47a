"""登录限速 — how many guesses are heard. Nothing is ever locked: the counts only look back, and pass with time.

Counted are failed and unfinished attempts. An address from which the account signed in within thirty days is known: guesses
made elsewhere do not count against it. So strangers together are heard ten times in an hour for one account, each known
address twenty times, and nobody who guesses elsewhere can keep the real person out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

KNOWN_FOR = timedelta(days=30)
SHORT = timedelta(minutes=15)
HOUR = timedelta(hours=1)

STRANGER_SHORT = 5
STRANGERS_HOUR = 10
ADDRESS_SHORT = 50
KNOWN_HOUR = 20


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed attempts: of this account from this address, from all unknown addresses, and of this address at all accounts."""

    known: bool
    here_short: int
    here_hour: int
    strangers_hour: int
    address_short: int


def bar_of(failures: Failures) -> str | None:
    """What stops the next attempt: ``account``, ``address`` or nothing."""
    if failures.known:
        return "account" if failures.here_hour >= KNOWN_HOUR else None
    if failures.address_short >= ADDRESS_SHORT:
        return "address"
    if failures.here_short >= STRANGER_SHORT or failures.strangers_hour >= STRANGERS_HOUR:
        return "account"
    return None
