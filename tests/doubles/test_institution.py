"""The town in memory answers the shared questions of the port as the registry does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from tests.doubles.institution import ELSEWHERE, OURS, PLACE, THEIRS, Town
from yifa.docket.ports import Institution, UnknownToInstitution
from yifa.staffing.institution import RegistryInstitution

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 11)


@dataclass(frozen=True, slots=True)
class Known:
    """An institution and what it is known to hold."""

    institution: Institution
    body: str
    place: str
    elsewhere: str
    other_body: str
    item: str
    officer: str
    assistant: str


@pytest.fixture(params=["double", "registry"])
def known(request: pytest.FixtureRequest) -> Known:
    if request.param == "double":
        return Known(Town(), OURS, PLACE, ELSEWHERE, THEIRS, "CG-1", "A1", "HELPER")
    return Known(RegistryInstitution(), "fucheng.gucheng", "131128101", "131128102", "fucheng.chengguan", "GC-ZJ-001", "GC-001", "GC-X01")


@pytest.mark.parametrize(
    "ask",
    [
        lambda institution: institution.body("nobody", on=ON),
        lambda institution: institution.item("nothing", on=ON),
        lambda institution: institution.officer("nobody", on=ON),
    ],
    ids=["body", "item", "officer"],
)
def test_what_is_not_there_is_refused_in_chinese(known: Known, ask: Callable[[Institution], object]) -> None:
    with pytest.raises(UnknownToInstitution) as refused:
        ask(known.institution)

    assert refused.value.kind == "unknown"
    assert refused.value.sentence.endswith("。") and refused.value.remedy.endswith("。")
    assert set(refused.value.facts) == {"asked", "on"}


def test_body_item_and_officer_are_given_under_their_codes(known: Known) -> None:
    institution = known.institution

    body, item, officer = (
        institution.body(known.body, on=ON),
        institution.item(known.item, on=ON),
        institution.officer(known.officer, on=ON),
    )

    assert (body.code, item.code, officer.code, officer.body) == (known.body, known.item, known.officer, known.body)
    assert body.mark and item.domain in officer.domains and known.place.startswith(officer.region)
    assert "罚款" in item.kinds and item.layers


def test_the_holder_of_an_item_holds_it_at_its_place_alone(known: Known) -> None:
    at_home = known.institution.subject(item=known.item, place=known.place, on=ON)

    assert at_home is not None and at_home.body == known.body
    assert known.institution.subject(item=known.item, place=known.elsewhere, on=ON) is None
    assert known.institution.subject(item="nothing", place=known.place, on=ON) is None


def test_an_assistant_has_no_certificate(known: Known) -> None:
    helper = known.institution.officer(known.assistant, on=ON)

    assert (helper.assistant, helper.certificate, helper.valid_from, helper.valid_until) == (True, "", None, None)


def test_lists_hold_their_own_and_are_in_order(known: Known) -> None:
    institution = known.institution

    officers = institution.officers(body=known.body, on=ON)
    items = institution.items(body=known.body, on=ON, limit=2)
    found = institution.items(body=known.body, on=ON, words=known.item)
    places = institution.places(under=known.place, on=ON)

    assert [officer.code for officer in officers] == sorted(officer.code for officer in officers)
    assert known.officer in {officer.code for officer in officers}
    assert not {officer.code for officer in officers} & {officer.code for officer in institution.officers(body=known.other_body, on=ON)}
    assert len(items) == 2
    assert [item.code for item in found] == [known.item]
    assert places[0].code == known.place
    assert institution.items(body=known.body, on=ON, words="没有这样的事项") == ()
