from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from yifa.registry.core.powers import Body, Member, Place, Powers
from yifa.staffing.core.capacity import Pairs, able_pairs, roles_on
from yifa.staffing.core.staff import (
    Absence,
    Certificate,
    Duty,
    Officer,
    OfficeRole,
    Posting,
    Recusal,
    Staff,
)

ON = date(2026, 3, 1)
SQUAD = "p.bureau.squad"
POWERS = Powers.of(
    places=[
        Place(code="510100", name="市"),
        Place(code="510104", name="区"),
        Place(code="510104001", name="街道"),
        Place(code="PQ-1", name="一片区", parent="510104"),
        Place(code="PQ-10", name="十片区"),
    ],
    bodies=[Body(code="p.bureau", name="执法局"), Body(code=SQUAD, name="一中队"), Body(code="p.town", name="镇")],
    areas=[Member(area="PQ-1", place="510104001")],
)


def officer(code: str = "1", **more: Any) -> Officer:
    held = Certificate(number=f"证{code}", domains=("城管",), region="510104", since=date(2024, 1, 1), until=date(2028, 1, 1))
    return Officer(**{"code": code, "name": f"人{code}", "body": "p.bureau", "certificates": (held,), **more})


def certified(**more: Any) -> tuple[Certificate, ...]:
    span = {"since": date(2024, 1, 1), "until": date(2028, 1, 1)}
    return (Certificate(**{"number": "证", "domains": ("城管",), "region": "510104", **span, **more}),)


def asked(*officers: Officer, roles: tuple[OfficeRole, ...] = (), **more: Any) -> Pairs:
    staff = Staff.of(powers=POWERS, officers=officers, office_roles=roles)
    return able_pairs(staff, **{"body": "p.bureau", "domain": "城管", "place": "510104", "on": ON, **more})


def codes(pairs: Pairs) -> list[str]:
    return [one.code for one in pairs.able]


@pytest.mark.parametrize(("able", "at_once", "possible"), [(0, 0, 0), (1, 0, 0), (2, 1, 1), (3, 1, 3), (4, 2, 6), (5, 2, 10)])
def test_pairs_are_counted_at_once_and_as_choices(able: int, at_once: int, possible: int) -> None:
    found = asked(*(officer(str(number)) for number in range(able)))

    assert (len(found.able), found.pairs, found.possible) == (able, at_once, possible)


def test_two_certificates_make_one_pair_and_none_while_one_is_on_leave() -> None:
    leave = Absence(first=ON, last=date(2026, 3, 3), kind="病假")
    pair = (officer("1"), officer("2", absences=(leave,)))

    found = {day: asked(*pair, on=ON + timedelta(day)) for day in (-1, 0, 2, 3)}

    assert {day: one.pairs for day, one in found.items()} == {-1: 1, 0: 0, 2: 0, 3: 1}
    assert found[0].kept_away == (("人2", "人2在2026年3月1日至2026年3月3日请假（病假）"),)


def test_an_officer_who_must_withdraw_is_kept_away_from_that_party_only() -> None:
    pair = (officer("1"), officer("2", recusals=(Recusal(party="某某公司", reason="近亲属任职"),)))

    assert [asked(*pair, party=party).pairs for party in ("", "别家公司", "某某公司")] == [1, 1, 0]
    assert asked(*pair, party="某某公司").kept_away == (("人2", "人2与当事人“某某公司”有回避事由：近亲属任职"),)


@pytest.mark.parametrize("duty", ["法制审核", "听证主持", "负责人"])
def test_an_officer_set_aside_does_not_handle(duty: str) -> None:
    found = asked(officer("1"), officer("2", duties=(Duty(duty=duty, body="p.bureau"),)))

    assert codes(found) == ["1"]
    assert found.kept_away == (("人2", f"人2已被指定担任执法局的{duty}，不承办该机关的案件"),)


@pytest.mark.parametrize(
    ("duty", "body", "able"),
    [
        (Duty(duty="法制审核", body="p.bureau"), SQUAD, False),
        (Duty(duty="法制审核", body=SQUAD), "p.bureau", False),
        (Duty(duty="法制审核", body="p.town"), "p.bureau", True),
        (Duty(duty="法制审核", body="p.bur"), "p.bureau", True),
        (Duty(duty="档案管理", body="p.bureau"), "p.bureau", True),
        (Duty(duty="法制审核", body="p.bureau", until=ON), "p.bureau", True),
        (Duty(duty="法制审核", body="p.bureau", until=ON + timedelta(1)), "p.bureau", False),
    ],
)
def test_a_duty_counts_for_its_line_of_bodies_while_it_lasts(duty: Duty, body: str, able: bool) -> None:
    found = asked(officer(postings=(Posting(body=SQUAD),), duties=(duty,)), body=body)

    assert codes(found) == (["1"] if able else [])


def test_assistants_are_neither_able_nor_kept_away() -> None:
    assert asked(officer(assistant=True)) == Pairs((), 0, ())


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ((), "人1没有行政执法证件"),
        (certified(until=ON), "人1的执法证件已于2026年3月1日失效"),
        (certified(since=ON + timedelta(1)), "人1的执法证件自2026年3月2日起才有效"),
        (certified(domains=("水务",)), "人1的执法证件不含“城管”领域"),
        (certified(region="510105"), "人1的执法证件不含本案所在区域"),
        (certified(region=""), "人1的执法证件不含本案所在区域"),
    ],
)
def test_a_certificate_must_be_in_force_for_domain_and_region(held: tuple[Certificate, ...], why: str) -> None:
    assert asked(officer(certificates=held)) == Pairs((), 0, (("人1", why),))


def test_the_certificate_in_force_counts_and_not_a_later_or_earlier_one() -> None:
    held = (
        *certified(until=date(2025, 1, 1)),
        *certified(since=date(2025, 1, 1), number="新"),
        *certified(since=date(2028, 1, 1), until=None),
    )

    assert [one.certificate for one in asked(officer(certificates=held)).able] == ["新"]


@pytest.mark.parametrize(
    ("region", "place", "able"),
    [
        ("510000", "510104", True),
        ("510100", "510104", True),
        ("510104", "510104001", True),
        ("510104", "510100", False),
        ("510104", "PQ-1", True),
        ("PQ-1", "510104001", True),
        ("PQ-1", "PQ-10", False),
        ("PQ-1", "510104", False),
    ],
)
def test_a_region_takes_in_what_lies_in_it_by_code_and_by_area(region: str, place: str, able: bool) -> None:
    assert bool(asked(officer(certificates=certified(region=region)), place=place).able) is able


def test_an_officer_counts_where_posted_and_above_it_but_not_at_home_when_posted_elsewhere() -> None:
    staff = (
        officer("1"),
        officer("2", postings=(Posting(body=SQUAD),)),
        officer("3", postings=(Posting(body="p.town", until=ON + timedelta(1)),)),
    )

    found = {body: codes(asked(*staff, body=body)) for body in ("p.bureau", SQUAD, "p.town")}
    later = {body: codes(asked(*staff, body=body, on=ON + timedelta(1))) for body in ("p.bureau", SQUAD, "p.town")}

    assert found == {"p.bureau": ["1", "2"], SQUAD: ["2"], "p.town": ["3"]}
    assert later == {"p.bureau": ["1", "2", "3"], SQUAD: ["2"], "p.town": []}


def test_an_officer_who_left_the_service_does_not_count() -> None:
    assert codes(asked(officer(until=ON))) == []
    assert codes(asked(officer(until=ON + timedelta(1)))) == ["1"]


LEADER = OfficeRole(body=SQUAD, role="队长", office_body="p.town", office="分管领导")


def test_a_role_follows_whoever_holds_the_office() -> None:
    change = date(2026, 7, 1)
    staff = Staff.of(
        powers=POWERS,
        officers=[
            officer("1", postings=(Posting(body="p.town", title="分管领导", until=change),)),
            officer("2", postings=(Posting(body="p.town", title="分管领导", since=change),)),
            officer("3", postings=(Posting(body="p.town", title="办事员"),)),
        ],
        office_roles=[LEADER],
    )

    held = {
        day: [(one.role.role, [who.code for who in one.officers]) for one in roles_on(staff, body=SQUAD, on=day)] for day in (ON, change)
    }

    assert held == {ON: [("队长", ["1"])], change: [("队长", ["2"])]}
    assert [one.code for one in able_pairs(staff, body=SQUAD, domain="城管", place="510104", on=ON).able] == ["1"]


def test_a_role_whose_office_is_vacant_has_nobody() -> None:
    staff = Staff.of(powers=POWERS, officers=[officer()], office_roles=[LEADER])

    assert [(one.role, one.officers) for one in roles_on(staff, body=SQUAD, on=ON)] == [(LEADER, ())]


def test_a_duty_that_comes_with_an_office_keeps_from_handling_too() -> None:
    head = OfficeRole(body="p.bureau", role="负责人", office_body="p.town", office="主任")
    pair = (officer("1", postings=(Posting(body=SQUAD), Posting(body="p.town", title="主任"))), officer("2"))

    found = asked(*pair, roles=(head,))

    assert codes(found) == ["2"]
    assert found.kept_away == (("人1", "人1因任主任兼任执法局的负责人，不承办该机关的案件"),)
