"""执法能力 — the questions of ``staffing.core`` asked of the force as it stands."""

from __future__ import annotations

from datetime import date

from yifa.kernel.refusal import Refusal
from yifa.platform.wording import wording_of
from yifa.staffing import snapshot
from yifa.staffing.core import capacity as core
from yifa.staffing.core.capacity import HeldRole, Pairs
from yifa.staffing.core.survey import Capacity, survey

__all__ = ["Capacity", "HeldRole", "NoSuchDomain", "NoSuchPlace", "Pairs", "able_pairs", "capacity", "officers_stated", "roles_on"]

say = wording_of(__file__)


class NoSuchPlace(Refusal):
    """没有这个地方 — no place of that code on that day."""

    kind = "unknown"
    code = "staffing.no_such_place"


class NoSuchDomain(Refusal):
    """没有这个领域 — neither an item, a certificate nor a body is of it."""

    kind = "unknown"
    code = "staffing.no_such_domain"


def able_pairs(*, body: str, domain: str, place: str, on: date, party: str = "") -> Pairs:
    """能办的人 — who of the body and those below it may handle a matter of that domain and party there on that day."""
    return core.able_pairs(snapshot.staff(), body=body, domain=domain, place=place, on=on, party=party)


def officers_stated(*, body: str, on: date) -> bool:
    """人员是否载明 — is anybody of the body and those below it on record that day? Where nobody is, capacity is unknown, not none."""
    return any(True for _ in snapshot.staff().members(body, on=on))


def capacity(*, place: str, on: date, domain: str = "") -> Capacity:
    """执法能力一览 — of every body that acts at the place or below it. Raises NoSuchPlace, NoSuchDomain."""
    staff = snapshot.staff(newest=True)
    if staff.powers.place(place, on=on) is None:
        raise NoSuchPlace(say("refused.no_place", code=place, on=on.isoformat()), remedy=say("refused.unknown_remedy"), asked=place)
    if domain and domain not in _domains(staff):
        raise NoSuchDomain(say("refused.no_domain", domain=domain), remedy=say("refused.no_domain_remedy"), asked=domain)
    return survey(staff, place=place, on=on, domain=domain)


def roles_on(*, body: str, on: date) -> tuple[HeldRole, ...]:
    """兼任 — the roles in ``body`` that follow an office held elsewhere, with whoever holds it that day."""
    return core.roles_on(snapshot.staff(), body=body, on=on)


def _domains(staff: snapshot.Staff) -> set[str]:
    powers = staff.powers
    of_items = {row.domain for rows in powers.items.values() for row in rows}
    of_bodies = {row.domain for rows in powers.bodies.values() for row in rows}
    of_officers = {domain for one in staff.officers.values() for held in one.certificates for domain in held.domains}
    return of_items | of_bodies | of_officers
