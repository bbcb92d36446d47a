"""Which grid a point of the shipped county lies in, and who answers for it: the owner, his cover, or nobody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from yifa.kernel.outlines import area_of, square_metres
from yifa.profile.schema import Profile
from yifa.registry import snapshot
from yifa.registry.centres import SUPERVISES, centre_for
from yifa.registry.grids import grid_map, locate
from yifa.registry.models import GridOwner
from yifa.staffing.grids import Why, answer_for, who_answers
from yifa.staffing.health import findings
from yifa.staffing.models import Absence, Officer

ON = date(2026, 3, 2)
#: the middle of the county town, and of the town's second zone
IN_TOWN, IN_ZONE = (116.144, 37.869), (116.32, 37.98)
COMMAND = {
    "grid_unowned",
    "grid_owner_away",
    "grid_own_cover",
    "grid_outline",
    "grid_overlap",
    "grid_gap",
    "grid_parent",
    "class_owner",
    "centre_missing",
    "centre_gone",
    "liaison_missing",
    "liaison_twice",
}


def test_the_shipped_county_has_no_fault_in_its_grids_and_centres(loaded: Profile) -> None:
    assert findings(on=ON, rules=COMMAND) == []


def test_a_point_of_the_county_town_lies_in_a_duty_grid_and_a_unit_grid(loaded: Profile) -> None:
    found = locate(*IN_TOWN, on=ON)

    assert found.duty is not None
    assert found.unit is not None
    assert (found.place, found.outside, found.unit.parent) == ("131128100900", False, found.duty.code)
    assert locate(117.5, 37.9, on=ON).outside


def test_the_owner_answers_then_his_cover_then_nobody(loaded: Profile) -> None:
    first, unit = who_answers(*IN_TOWN, on=ON)
    assert first.acting is not None
    assert first.owner is not None
    assert (first.why, unit.why, unit.acting, unit.of) == (Why.OWNER, Why.OWNER, first.acting, first.grid)

    _away(first.acting.code)
    covered = who_answers(*IN_TOWN, on=ON)[0]
    assert covered.acting is not None
    assert (covered.why, covered.acting.code) == (Why.COVER, first.owner.cover)

    _away(first.owner.cover)
    nobody = who_answers(*IN_TOWN, on=ON)[0]
    assert (nobody.why, nobody.acting) == (Why.NOBODY, None)
    assert {one.rule for one in findings(on=ON, rules=COMMAND)} == {"grid_owner_away"}


def test_without_an_owner_nobody_answers_and_a_body_alone_is_named(loaded: Profile) -> None:
    GridOwner.objects.filter(grid="GC-PQ-2", role="责任人").delete()
    snapshot.move_on()
    found = answer_for("GC-PQ-2", on=ON)
    assert found is not None
    assert (found.why, found.owner) == (Why.UNOWNED, None)

    GridOwner.objects.create(grid="GC-PQ-2", body="fucheng.gucheng", role="责任人")
    snapshot.move_on()
    (found,) = who_answers(*IN_ZONE, on=ON)
    assert (found.grid.code, found.why, found.acting) == ("GC-PQ-2", Why.BODY, None)
    assert answer_for("no-such", on=ON) is None


@pytest.mark.parametrize(
    ("place", "domain", "body"),
    [
        ("131128101", "市场监管", "fucheng.gucheng"),  # the town's centre takes in everything of the town
        ("131128101902", "", "fucheng.gucheng"),
        ("131128100900", "城市管理", "fucheng.chengguan"),
        ("131128102", "市场监管", "fucheng.shichang"),
        ("131128102", "公共安全", "fucheng.ju-zhujian"),  # no team of that domain
        ("131128102", "", "fucheng.ju-zhujian"),
    ],
)
def test_the_innermost_centre_of_the_domain_takes_a_report_in(loaded: Profile, place: str, domain: str, body: str) -> None:
    found = centre_for(place=place, on=ON, domain=domain)

    assert found is not None
    assert found.body == body


def test_complaints_go_to_a_body_that_is_no_team(loaded: Profile) -> None:
    found = centre_for(place="131128101", on=ON, kind=SUPERVISES)

    assert found is not None
    assert found.body == "fucheng.sifa"


def test_the_duty_grids_of_the_county_town_are_a_third_of_a_square_kilometre(loaded: Profile) -> None:
    known = grid_map(on=ON)
    areas = [square_metres(area) for grid in known.grids if grid.code.startswith("WG-") and (area := area_of(grid.outline))]
    duty = [size for size in areas if size > 100_000]
    units = [size for size in areas if size <= 100_000]

    assert (len(duty), Decimal(sum(duty) / 27 / 1e6).quantize(Decimal("0.01"))) == (27, Decimal("0.33"))
    assert (len(units), min(units) > 9_000, max(units) < 11_000) == (945, True, True)


def _away(officer: str) -> None:
    Absence.objects.create(officer=Officer.objects.get(code=officer), kind="年休假", first=ON, last=ON)
    snapshot.move_on()
