"""Write staffing from a profile. A second load of the same profile changes nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yifa.profile.schema import Profile
from yifa.registry.actions import begin_load, reconcile
from yifa.staffing.institution import clear
from yifa.staffing.models import Certificate, Officer, Posting, Training


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
    stored = reconcile(
        Officer,
        ("code",),
        [
            Officer(
                code=row.code,
                name=row.name,
                body=row.body,
                legally_qualified=row.legally_qualified,
                assistant=row.assistant,
                synthetic=row.synthetic,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
            )
            for row in profile.officers
        ],
    )
    officers = {officer.code: officer for officer in stored}
    reconcile(
        Certificate,
        ("number",),
        [
            Certificate(
                number=row.number,
                officer=officers[row.officer],
                issuer=row.issuer,
                region=row.region,
                domains=list(row.domains),
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                synthetic=row.synthetic,
            )
            for row in profile.certificates
        ],
    )
    reconcile(
        Posting,
        ("officer_id", "body", "title", "valid_from"),
        [
            Posting(
                officer=officers[row.officer],
                body=row.body,
                title=row.title,
                zone=row.zone,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
            )
            for row in profile.postings
        ],
    )
    reconcile(
        Training,
        ("officer_id", "name"),
        [Training(officer=officers[row.officer], name=row.name, result=row.result, on=row.on) for row in profile.trainings],
    )
