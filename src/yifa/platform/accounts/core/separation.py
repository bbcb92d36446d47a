"""三权分立 — the three administrators are three persons, and none of them handles dockets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yifa.kernel.actor import Role

ADMIN_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


@dataclass(frozen=True, slots=True)
class Held:
    """A role held for a span; ``valid_until`` is exclusive, None is open."""

    role: Role
    valid_from: date
    valid_until: date | None = None

    def meets(self, other: Held) -> bool:
        """Do the two spans share a day?"""
        starts_before = other.valid_until is None or self.valid_from < other.valid_until
        return starts_before and (self.valid_until is None or other.valid_from < self.valid_until)


def role_in_the_way(wanted: Held, held: Iterable[Held]) -> Role | None:
    """The role of the same person that bars ``wanted``: an administrator holds one kind of role and no other."""
    for other in held:
        if other.role is not wanted.role and wanted.meets(other) and ADMIN_ROLES & {wanted.role, other.role}:
            return other.role
    return None
