"""Places swept once: which are districts, what a mask of places is called, how many rows are named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from yifa.registry.core.health import examine
from yifa.registry.core.health.finding import NAMED, Rows
from yifa.registry.core.health.ground import Claim, Ground
from yifa.registry.core.powers import Body, Item, Place, Powers

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("code", "kind", "district"),
    [
        ("510101", "", True),
        ("510120", "", True),
        ("510121", "", False),
        ("510100", "", False),
        ("512001", "", True),
        ("512101", "", False),
        ("515001", "", False),
        ("515101", "", True),
        ("510104", "市辖区", True),
        ("632801", "县级市", False),
        ("510104", "县级市", False),
        ("PQ1", "", False),
        ("PQ1", "区", True),
    ],
)
def test_a_district_is_told_by_its_kind_and_else_by_its_code(code: str, kind: str, district: bool) -> None:
    """GB/T 2260: 01 to 20 are districts of a city; 21 to 50 in the place of the city are prefectures, without districts."""
    ground = Ground(Powers.of(places=[Place(code=code, name=code, kind=kind)]), on=ON)

    assert (ground.districts == [code]) is district


@pytest.mark.parametrize(
    ("codes", "named"),
    [
        (["510104"], "东区（共3处）"),
        (["510104001"], "甲街道"),
        (["510104001", "510104002"], "甲街道、乙街道"),
        (["510104", "510105", "510106", "510107", "510108"], "东区、区5、区6、区7、区8（共7处）"),
        (["510104", "510105", "510106", "510107", "510108", "510109"], "东区、区5、区6、区7、区8等（共8处）"),
    ],
)
def test_places_are_named_by_the_outermost_and_counted_in_all(codes: list[str], named: str) -> None:
    places = [
        Place(code="510104", name="东区", kind="市辖区"),
        Place(code="510104001", name="甲街道", kind="街道"),
        Place(code="510104002", name="乙街道", kind="街道"),
        *(Place(code=f"51010{number}", name=f"区{number}", kind="市辖区") for number in range(5, 10)),
    ]
    ground = Ground(Powers.of(places=places), on=ON)
    mask = 0
    for code in codes:
        mask |= ground.reach[code]

    assert ground.names_of(mask) == named


def test_a_figure_is_said_of_the_place_of_its_body_and_of_all_where_that_is_not_stated() -> None:
    powers = Powers.of(
        places=[Place(code="510100", name="甲"), Place(code="510104", name="东区"), Place(code="520100", name="乙")],
        bodies=[Body(code="c", name="甲市", place="510100"), Body(code="d", name="未载明")],
    )
    ground = Ground(powers, on=ON)

    of_city, of_all = Claim(Decimal(6), "来源", "c"), Claim(Decimal(6), "来源", "d")

    assert (ground.within_claim(of_city, "510104"), ground.within_claim(of_city, "520100")) == (True, False)
    assert ground.within_claim(of_all, "520100")


@pytest.mark.parametrize("count", [NAMED - 1, NAMED, NAMED + 1, NAMED + 5])
def test_twenty_rows_are_named_and_all_counted(count: int) -> None:
    one, many = Rows(), Rows()
    for number in range(count):
        one.add("t", number, str(number))
    many.add_many(3, (("t", number, str(number)) for number in range(3)))
    many.add_many(count - 3, (("t", number, str(number)) for number in range(3, count)))

    assert (len(one.named), one.total) == (min(count, NAMED), count)
    assert (many.named, many.total) == (one.named, one.total)


def test_a_hundred_items_of_one_list_are_one_finding() -> None:
    powers = Powers.of(items=[Item(code=f"S{number}", name="合成", domain="城管", list="L", synthetic=True) for number in range(100)])

    found = list(examine(Ground(powers, on=ON), rules=["no_basis"]))

    assert [(one.total, len(one.rows)) for one in found] == [(100, NAMED)]
