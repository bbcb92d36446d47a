from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from yifa.profile.schema import AbsenceRow, DutyRow, OfficeRoleRow, Profile, RecusalRow
from yifa.registry import snapshot
from yifa.staffing import actions
from yifa.staffing.capacity import able_pairs, roles_on
from yifa.staffing.institution import RegistryInstitution
from yifa.staffing.models import Absence, Officer

from .conftest import NOW

ON = date(2026, 3, 1)
TOWN = "131128101"
BUREAU = "fucheng.gucheng"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What a test wrote is rolled back, and a copy read meanwhile with it."""
    snapshot.clear()
    yield
    snapshot.clear()


def able(*, body: str = BUREAU, on: date = ON, party: str = "") -> list[str]:
    return [one.code for one in able_pairs(body=body, domain="城市管理", place=TOWN, on=on, party=party).able]


def test_what_the_tables_hold_is_what_the_docket_knows_of_each_officer(loaded: Profile) -> None:
    known = {one.code: one for one in RegistryInstitution().officers(body=BUREAU, on=ON)}

    found = able_pairs(body=BUREAU, domain="城市管理", place=TOWN, on=ON)

    assert len(found.able) == 28
    assert [known[one.code] for one in found.able] == list(found.able)
    assert (found.pairs, found.possible) == (14, 378)


def test_leave_recusal_duty_and_office_are_read_from_the_profile(loaded: Profile) -> None:
    before = able()
    rows = {
        "absences": (AbsenceRow(officer="GC-001", kind="年休假", first=ON, last=ON),),
        "recusals": (RecusalRow(officer="GC-002", party="某某公司", reason="近亲属任职"),),
        "duties": (DutyRow(officer="GC-003", duty="法制审核", body=BUREAU),),
        "office_roles": (OfficeRoleRow(body=BUREAU, role="听证主持", office_body=f"{BUREAU}.squad2", office="中队长"),),
    }

    more = {name: (*getattr(loaded, name), *added) for name, added in rows.items()}
    actions.load(replace(loaded, digest="other", **more), now=NOW)

    (held,) = [one for one in roles_on(body=BUREAU, on=ON) if one.role.role == "听证主持"]
    assert set(before) - set(able(party="某某公司")) == {"GC-001", "GC-002", "GC-003", held.officers[0].code}
    assert len(held.officers) == 1
    assert "GC-002" in able()


@pytest.mark.django_db
def test_a_row_written_directly_counts_after_the_copy_is_cleared() -> None:
    assert "GC-001" in able()
    Absence(officer=Officer.objects.get(code="GC-001"), kind="病假", first=ON, last=ON).save()

    snapshot.clear()

    assert "GC-001" not in able()
