"""At any place, day and item there is exactly one subject, or a finding says why not — over made-up institutions."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yifa.registry.core.health import examine
from yifa.registry.core.health.ground import Ground
from yifa.registry.core.powers import Body, Holding, Item, Listed, Member, Place, Powers
from yifa.registry.core.who import candidates, who

ON = date(2026, 3, 2)
COUNTY, TOWNS, AREAS = "500121", ("500121100", "500121101", "500121102"), ("PQ1", "PQ2")
PLACES = (COUNTY, *TOWNS, *AREAS)
BODIES = ("j.a", "j.b", "j.c")

days = st.sampled_from([None, *(ON + timedelta(days=number) for number in (-400, -1, 0, 1))])


def _unique(rows: list[Holding]) -> list[Holding]:
    """PostgreSQL refuses a second regular holder of one place, and a span that ends before it begins."""
    seen: dict[tuple[str, str], Holding] = {}
    for row in rows:
        if row.since is None or row.until is None or row.since < row.until:
            seen.setdefault((row.item, row.place) if not row.exception else (row.item, f"{row.place} {row.body}"), row)
    return list(seen.values())


holdings = st.lists(
    st.builds(
        lambda **members: Holding(reason="理由", **members),
        item=st.sampled_from(["A", "B"]),
        body=st.sampled_from([*BODIES, "j.gone"]),
        place=st.sampled_from(PLACES),
        since=days,
        until=days,
        title=st.sampled_from(["statute", "concentration", "grant", "authorised"]),
        exception=st.sampled_from([False, False, True]),
        transition_until=days,
        transition_body=st.sampled_from([*BODIES, "j.gone"]),
    ),
    max_size=8,
).map(_unique)
members = st.lists(st.tuples(st.sampled_from(AREAS), st.sampled_from(TOWNS)), unique=True, max_size=4)


def powers_of(rows: list[Holding], belongs: list[tuple[str, str]]) -> Powers:
    return Powers.of(
        places=[
            Place(code=COUNTY, name="县", kind="县"),
            *(Place(code=code, name=code, kind="镇") for code in TOWNS),
            *(Place(code=code, name=code, kind="片区", parent=COUNTY) for code in AREAS),
        ],
        areas=[Member(area=area, place=town) for area, town in belongs],
        bodies=[Body(code=code, name=code) for code in BODIES],
        lists=[Listed(code="L", name="清单", body=BODIES[0], place=COUNTY)],
        items=[Item(code=code, name=code, domain="城管", list="L") for code in ("A", "B")],
        holdings=rows,
    )


@given(holdings, members)
def test_where_nobody_answers_a_finding_says_why_not(rows: list[Holding], belongs: list[tuple[str, str]]) -> None:
    powers = powers_of(rows, belongs)

    found = list(examine(Ground(powers, on=ON), rules=["gap", "overlap", "transition_gone"]))

    without = {item for item in ("A", "B") for place in PLACES if who(powers, item=item, place=place, on=ON).subject is None}
    assert without <= {row.label.partition(" ")[0] for one in found for row in one.rows}


@given(holdings, members)
def test_a_gap_is_found_only_where_nobody_answers(rows: list[Holding], belongs: list[tuple[str, str]]) -> None:
    powers = powers_of(rows, belongs)

    found = list(examine(Ground(powers, on=ON), rules=["gap"]))

    without = {item for item in ("A", "B") for place in PLACES if who(powers, item=item, place=place, on=ON).subject is None}
    assert {row.label.partition(" ")[0] for one in found for row in one.rows} <= without


@given(holdings, members)
def test_two_who_are_equally_good_are_found_as_an_overlap(rows: list[Holding], belongs: list[tuple[str, str]]) -> None:
    powers = powers_of(rows, belongs)
    overlaps = [one.says for one in examine(Ground(powers, on=ON), rules=["overlap"])]

    for item in ("A", "B"):
        for place in PLACES:
            best = [row for row in candidates(powers, item=item, place=place, on=ON) if not row.exception][:2]
            depths = powers.depths(place, on=ON)
            if len(best) == 2 and best[0].body != best[1].body and best[0].since == best[1].since:
                first, second = best
                if depths[first.place] == depths[second.place]:
                    assert [says for says in overlaps if first.body in says and second.body in says and "不分先后" in says]


@given(holdings, members)
def test_an_overlap_needs_two_areas_with_a_town_in_common(rows: list[Holding], belongs: list[tuple[str, str]]) -> None:
    powers = powers_of(rows, belongs)

    if list(examine(Ground(powers, on=ON), rules=["overlap"])):
        assert {town for area, town in belongs if area == "PQ1"} & {town for area, town in belongs if area == "PQ2"}
