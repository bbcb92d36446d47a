"""Posts and what they cover."""

from __future__ import annotations

import pytest

from yifa.kernel.actor import DOCKET_ROLES, NARROW_ROLES, READING_ROLES, Actor, Post, Role

OFFICER = Actor("u1", "甲", "o1", (Post(Role.OFFICER, "county.town", "131128101"),))


@pytest.mark.parametrize(
    ("body", "place", "has"),
    [
        ("county.town", "131128101", True),
        ("county.town.squad1", "131128101001", True),
        ("county.township", "131128101", False),
        ("county", "131128101", False),
        ("county.town", "131128102", False),
        ("county.town", "131128", False),
    ],
)
def test_post_covers_bodies_and_places_below(body: str, place: str, has: bool) -> None:
    assert OFFICER.has(Role.OFFICER, body=body, place=place) is has
    assert OFFICER.may_read(body=body, place=place) is has


def test_post_is_one_role_only() -> None:
    assert not OFFICER.has(Role.HEAD, body="county.town", place="131128101")


def test_post_without_place_covers_all_places() -> None:
    assert Post(Role.HEAD, "county").covers("county.town", "999999")


@pytest.mark.parametrize("role", list(Role))
def test_administrators_read_no_docket(role: Role) -> None:
    actor = Actor("u1", "甲", posts=(Post(role, "county"),))

    assert actor.may_read(body="county", place="131128") is (role in DOCKET_ROLES)
    assert actor.may_read(body="county", place="131128") is (role in DOCKET_ROLES)
    assert (role in READING_ROLES) is not (role.value.endswith("_admin") or role is Role.CHANNEL)


def test_a_narrow_role_reads_where_the_procedure_names_it() -> None:
    office = Actor("u1", "甲", posts=(Post(Role.STAFFING, "county", "131128"),))

    asked = {"body": "county.town", "place": "131128101"}

    found = {readers: office.may_read(**asked, roles=DOCKET_ROLES | readers) for readers in (frozenset(), NARROW_ROLES)}

    assert found == {frozenset(): False, NARROW_ROLES: True}
    assert not office.may_read(body="county.town", place="131129", roles=DOCKET_ROLES | NARROW_ROLES)
