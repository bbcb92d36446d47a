"""The force in memory: it goes with one copy of the institution (``registry.snapshot``) and is read again when that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from yifa.platform.schema import current
from yifa.registry import snapshot
from yifa.registry.core.powers import Powers
from yifa.staffing.core.staff import Absence, Certificate, Duty, Officer, OfficeRole, Posting, Recusal, Staff

#: by schema; a copy is as new as the institution it was read with
_kept: dict[str, Staff] = {}


def staff(*, newest: bool = False) -> Staff:
    """The force as it stands."""
    powers = snapshot.powers(newest=newest)
    schema = current()
    kept = _kept.get(schema)
    if kept is None or kept.powers is not powers:
        kept = _kept[schema] = read(powers)
    return kept


def posted_to(officer: str, on: date) -> tuple[str, ...]:
    """派驻单位 — the bodies that officer is posted to that day; none for one who is unknown or not of the force."""
    known = staff().officers.get(officer)
    return known.posted_to(on) if known and known.covers(on) else ()


_OFFICERS = """
SELECT valid_from, valid_until, id, code, name, body, legally_qualified, assistant, synthetic, insured_until FROM staffing_officer
ORDER BY code
"""
_CERTIFICATES = "SELECT officer_id, valid_from, valid_until, id, number, domains, region FROM staffing_certificate ORDER BY id"
_POSTINGS = "SELECT officer_id, valid_from, valid_until, id, body, title, zone FROM staffing_posting ORDER BY id"
_ABSENCES = "SELECT officer_id, first, last, kind FROM staffing_absence ORDER BY id"
_RECUSALS = "SELECT officer_id, party, reason FROM staffing_recusal ORDER BY id"
_DUTIES = "SELECT officer_id, valid_from, valid_until, id, duty, body FROM staffing_duty ORDER BY id"
_OFFICE_ROLES = """
SELECT valid_from, valid_until, id, body, role, office_body, office, document FROM staffing_office_role ORDER BY id
"""


def read(powers: Powers) -> Staff:
    """Read everyone from the database."""
    certificates: dict[int, list[Certificate]] = defaultdict(list)
    for officer, since, until, row, number, domains, region in _rows(_CERTIFICATES):
        certificates[officer].append(Certificate(since=since, until=until, row=row, number=number, domains=tuple(domains), region=region))
    postings: dict[int, list[Posting]] = defaultdict(list)
    for officer, since, until, row, body, title, zone in _rows(_POSTINGS):
        postings[officer].append(Posting(since=since, until=until, row=row, body=body, title=title, zone=zone))
    absences: dict[int, list[Absence]] = defaultdict(list)
    for officer, first, last, kind in _rows(_ABSENCES):
        absences[officer].append(Absence(first=first, last=last, kind=kind))
    recusals: dict[int, list[Recusal]] = defaultdict(list)
    for officer, party, reason in _rows(_RECUSALS):
        recusals[officer].append(Recusal(party=party, reason=reason))
    duties: dict[int, list[Duty]] = defaultdict(list)
    for officer, since, until, row, duty, body in _rows(_DUTIES):
        duties[officer].append(Duty(since=since, until=until, row=row, duty=duty, body=body))
    officers = (
        Officer(
            since=since,
            until=until,
            row=row,
            code=code,
            name=name,
            body=body,
            legally_qualified=qualified,
            assistant=assistant,
            synthetic=synthetic,
            insured_until=insured,
            certificates=tuple(certificates.get(row, ())),
            postings=tuple(postings.get(row, ())),
            absences=tuple(absences.get(row, ())),
            recusals=tuple(recusals.get(row, ())),
            duties=tuple(duties.get(row, ())),
        )
        for since, until, row, code, name, body, qualified, assistant, synthetic, insured in _rows(_OFFICERS)
    )
    office_roles = (
        OfficeRole(since=since, until=until, row=row, body=body, role=role, office_body=office_body, office=office, document=document)
        for since, until, row, body, role, office_body, office, document in _rows(_OFFICE_ROLES)
    )
    return Staff.of(powers=powers, officers=officers, office_roles=office_roles)


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        yield from cursor.fetchall()
