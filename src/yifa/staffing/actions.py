"""Write staffing from a profile. A second load of the same profile changes nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from yifa.profile.schema import Profile
from yifa.registry.actions import begin_load, plain, reconcile
from yifa.registry.snapshot import move_on
from yifa.staffing.institution import clear
from yifa.staffing.models import (
    Absence,
    Certificate,
    Duty,
    Officer,
    OfficeRole,
    PoolMove,
    Posting,
    Recusal,
    StaffPost,
    Training,
)


def load(profile: Profile, *, now: datetime) -> bool:
    """载入队伍 — bring officers, certificates, postings and training to what the profile says; False if it already stood so.

    Load the registry first. Clears what the institution of this process keeps in memory; other processes must be started again.
    """
    with transaction.atomic():
        changed = begin_load("staffing", profile, now=now)
        if changed:
            _load_rows(profile)
    clear()
    return changed


def _load_rows(profile: Profile) -> None:
    stored = reconcile(Officer, ("code",), [Officer(**plain(row, Officer)) for row in profile.officers])
    officers = {officer.code: officer for officer in stored}
    for member, model, key in OF_OFFICERS:
        reconcile(model, key, [model(**{**plain(row, model), "officer": officers[row.officer]}) for row in getattr(profile, member)])
    for member, model, key in PLAIN:
        reconcile(model, key, [model(**plain(row, model)) for row in getattr(profile, member)])
    move_on()


#: member of the profile, table, what tells its rows apart
OF_OFFICERS: tuple[tuple[str, type[models.Model], tuple[str, ...]], ...] = (
    ("certificates", Certificate, ("number",)),
    ("postings", Posting, ("officer_id", "body", "title", "valid_from")),
    ("trainings", Training, ("officer_id", "name")),
    ("absences", Absence, ("officer_id", "first")),
    ("recusals", Recusal, ("officer_id", "party")),
    ("duties", Duty, ("officer_id", "duty", "body", "valid_from")),
)
PLAIN: tuple[tuple[str, type[models.Model], tuple[str, ...]], ...] = (
    ("posts", StaffPost, ("code", "valid_from")),
    ("pool_moves", PoolMove, ("code",)),
    ("office_roles", OfficeRole, ("body", "role", "office_body", "valid_from")),
)
