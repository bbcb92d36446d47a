"""执法能力 — the questions of ``staffing.core.capacity`` asked of the force as it stands."""

from __future__ import annotations

from datetime import date

from yifa.staffing import snapshot
from yifa.staffing.core import capacity as core
from yifa.staffing.core.capacity import HeldRole, Pairs

__all__ = ["Pairs", "able_pairs", "roles_on"]


def able_pairs(*, body: str, domain: str, place: str, on: date, party: str = "") -> Pairs:
    """能办的人 — who of the body and those below it may handle a matter of that domain and party there on that day."""
    return core.able_pairs(snapshot.staff(), body=body, domain=domain, place=place, on=on, party=party)


def roles_on(*, body: str, on: date) -> tuple[HeldRole, ...]:
    """兼任 — the roles in ``body`` that follow an office held elsewhere, with whoever holds it that day."""
    return core.roles_on(snapshot.staff(), body=body, on=on)
