from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yifa.law.answer import Verdict
from yifa.registry.core.powers import Body, Exercise, Holding, Item, Place, Powers
from yifa.staffing.core.staff import Absence, Certificate, Duty, Officer, Recusal, Staff
from yifa.staffing.core.survey import Capacity, Line, Task, survey

ON = date(2026, 3, 1)
COUNTY = "632803"
TEAM = "p.team"
LEAVE = Absence(first=ON, last=ON, kind="病假")


def officer(code: str, *domains: str, **more: Any) -> Officer:
    held = Certificate(number=f"证{code}", domains=domains, region=COUNTY, since=date(2024, 1, 1), until=date(2028, 1, 1))
    return Officer(**{"code": code, "name": f"人{code}", "body": TEAM, "certificates": (held,) if domains else (), **more})


def item(code: str, domain: str) -> Item:
    return Item(code=code, name=code, domain=domain)


def county(*officers: Officer, **more: Any) -> Staff:
    """One county with one team that holds one matter in each of two domains."""
    rows: dict[str, Any] = {
        "places": [Place(code=COUNTY, name="某市"), Place(code=f"{COUNTY}100", name="某镇")],
        "bodies": [Body(code=TEAM, name="综合行政执法大队", kind="大队", place=COUNTY)],
        "items": [item("草-1", "草原"), item("水-1", "水利")],
        "holdings": [Holding(item=code, body=TEAM, place=COUNTY, title="concentration") for code in ("草-1", "水-1")],
    }
    return Staff.of(powers=Powers.of(**{**rows, **more}), officers=officers)


def asked(staff: Staff, *, place: str = COUNTY, domain: str = "草原") -> Capacity:
    return survey(staff, place=place, on=ON, domain=domain)


def only(found: Capacity) -> Line:
    (line,) = found.lines
    return line


def test_two_certificates_are_one_pair_that_any_absence_undoes() -> None:
    found = asked(county(officer("1", "草原"), officer("2", "草原")))

    line = only(found)
    assert (line.certificates, line.able, line.at_once, line.possible, line.missing) == (2, 2, 1, 1, 0)
    assert (line.verdict, line.fragile) == (Verdict.LAWFUL, True)
    assert line.sentence == "能办，但任何一人缺席即无法办案：人1、人2。"
    assert [(loss.officer, loss.tasks) for loss in found.losses] == [("1", (line.key,)), ("2", (line.key,))]


def test_two_certificates_are_no_pair_when_one_is_on_leave() -> None:
    line = only(asked(county(officer("1", "草原"), officer("2", "草原", absences=(LEAVE,)))))

    assert (line.certificates, line.absent, line.able, line.at_once, line.possible, line.missing) == (2, 1, 1, 0, 0, 1)
    assert line.verdict is Verdict.REFUSED
    assert line.sentence == "不能办：只有人1能办，还差一人。"
    assert line.remedy == "请依程序调配或者派驻有证人员，或者由上级机关指定办理。"


def test_with_the_only_two_handling_nobody_is_left_to_review_or_to_chair() -> None:
    found = asked(county(officer("1", "草原", legally_qualified=True), officer("2", "草原"), officer("3")))

    assert [(one.kind, one.domains, one.sentence) for one in found.findings] == [
        (
            "no_reviewer",
            ("草原",),
            "人1、人2承办后，综合行政执法大队没有专设的或者具有法律职业资格的人员可以进行法制审核。"
            "另有1名在职人员没有相应证件或者未被指定，能否担任由负责人决定。",
        ),
        (
            "no_chair",
            ("草原",),
            "人1、人2承办后，综合行政执法大队没有非本案调查的持证人员可以主持听证。"
            "另有1名在职人员没有相应证件或者未被指定，能否担任由负责人决定。",
        ),
    ]
    assert [[cite.text for cite in one.cites] for one in found.findings] == [
        ["《行政处罚法》第五十八条第一款"],
        ["《行政处罚法》第六十四条第一款第(四)项"],
    ]


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ((), ["no_reviewer", "no_chair"]),
        ((officer("3", "草原"),), ["no_reviewer"]),
        ((officer("3", "草原", legally_qualified=True),), []),
        ((officer("3", legally_qualified=True),), ["no_chair"]),
        ((officer("3", legally_qualified=True, absences=(LEAVE,)),), ["no_reviewer", "no_chair"]),
        ((officer("3", legally_qualified=True, assistant=True),), ["no_reviewer", "no_chair"]),
        ((officer("3", duties=(Duty(duty="法制审核", body=TEAM),)),), ["no_chair"]),
        ((officer("3", duties=(Duty(duty="法制审核", body="p"),), body="p.law"),), ["no_chair"]),
        ((officer("3", duties=(Duty(duty="法制审核", body="q"),), body="p.law"),), ["no_reviewer", "no_chair"]),
        ((officer("3", duties=(Duty(duty="法制审核", body=TEAM),), absences=(LEAVE,)),), ["no_reviewer", "no_chair"]),
        ((officer("3", duties=(Duty(duty="听证主持", body=TEAM),)),), ["no_reviewer"]),
        ((officer("3", "草原", duties=(Duty(duty="法制审核", body=TEAM),)),), []),
    ],
)
def test_somebody_else_to_review_and_to_chair(more: tuple[Officer, ...], kinds: list[str]) -> None:
    found = asked(county(officer("1", "草原"), officer("2", "草原"), *more))

    assert [one.kind for one in found.findings] == kinds


def test_a_team_that_cannot_handle_has_no_finding_of_its_reviewers() -> None:
    assert asked(county(officer("1", "草原"))).findings == ()


def test_domains_that_say_the_same_are_told_in_one_finding() -> None:
    found = asked(county(officer("1", "草原", "水利"), officer("2", "草原", "水利")), domain="")

    assert [(one.kind, one.domains) for one in found.findings] == [("no_reviewer", ("水利", "草原")), ("no_chair", ("水利", "草原"))]


def test_a_team_whose_people_are_not_stated_is_unknown_and_not_unable() -> None:
    line = only(asked(county()))

    assert (line.verdict, line.sentence) == (Verdict.FOR_PERSON, "名录没有载明这支队伍的人员，能否办案无法判断。")
    assert line.missing == 0


def test_a_team_of_assistants_is_unable() -> None:
    line = only(asked(county(officer("1", assistant=True))))

    assert (line.verdict, line.assistants, line.sentence) == (Verdict.REFUSED, 1, "不能办：没有一名执法人员能办，至少还差两人。")


def test_officers_with_a_recusal_on_record_and_those_set_aside_are_shown() -> None:
    line = only(
        asked(
            county(
                officer("1", "草原", recusals=(Recusal(party="某公司", reason="近亲属"),)),
                officer("2", "草原"),
                officer("3", "草原", duties=(Duty(duty="负责人", body=TEAM),)),
            )
        )
    )

    assert (line.certificates, line.recusals, line.set_aside, line.able) == (3, 1, 1, 2)


def test_one_line_for_each_body_domain_and_place_that_acts() -> None:
    town = f"{COUNTY}100"
    staff = county(
        officer("1", "草原"),
        holdings=[
            Holding(item="草-1", body=TEAM, place=COUNTY, title="concentration"),
            Holding(item="水-1", body="p.town", place=town, title="grant"),
        ],
        bodies=[Body(code=TEAM, name="大队", kind="大队", place=COUNTY), Body(code="p.town", name="某镇政府", kind="政府", place=town)],
    )

    assert [line.key for line in asked(staff, domain="").lines] == [Task(TEAM, "草原", COUNTY), Task("p.town", "水利", town)]
    assert [line.key for line in asked(staff, domain="", place=town).lines] == [Task(TEAM, "草原", town), Task("p.town", "水利", town)]


def test_a_force_without_known_items_is_asked_in_its_own_domain() -> None:
    staff = county(
        officer("1", "草原", body="p.team.squad"),
        holdings=[],
        bodies=[
            Body(code=TEAM, name="大队", kind="大队", place=COUNTY, domain="草原"),
            Body(code="p.team.squad", name="中队", kind="中队", place=COUNTY),
            Body(code="p.office", name="办公室", kind="科室", place=COUNTY),
            Body(code="q.team", name="别处的大队", kind="大队", place="632801"),
        ],
    )

    line = only(asked(staff, domain=""))
    assert (line.key, line.able) == (Task(TEAM, "草原", COUNTY), 1)
    assert asked(staff, domain="水利").lines == ()


def test_training_that_opens_most_comes_first_and_equal_gains_share_a_rank() -> None:
    staff = county(officer("1", "草原", "水利"), officer("2", "水利"), officer("3"), officer("4"))

    found = asked(staff, domain="").trainings

    assert [(one.rank, one.officer, one.domain, len(one.opens), len(one.secures), one.at_once, one.possible) for one in found] == [
        (1, "2", "草原", 1, 0, 1, 1),
        (1, "3", "草原", 1, 0, 1, 1),
        (1, "4", "草原", 1, 0, 1, 1),
        (4, "3", "水利", 0, 1, 0, 2),
        (4, "4", "水利", 0, 1, 0, 2),
    ]


def test_training_that_makes_two_safe_comes_before_training_that_makes_four_of_three() -> None:
    staff = county(*(officer(code, "草原", "水利") for code in "12"), officer("3", "水利"), officer("4"))

    found = asked(staff, domain="").trainings

    assert [(one.rank, one.officer, one.domain, len(one.secures), one.at_once) for one in found] == [
        (1, "3", "草原", 1, 0),
        (1, "4", "草原", 1, 0),
        (3, "4", "水利", 0, 1),
    ]


def test_training_is_for_officers_in_service_that_nothing_else_keeps_away() -> None:
    staff = county(
        officer("1", "草原"),
        officer("2", assistant=True),
        officer("3", until=ON),
        officer("4", absences=(LEAVE,)),
        officer("5", duties=(Duty(duty="负责人", body=TEAM),)),
        officer("6", "水利"),
    )

    assert [one.officer for one in asked(staff).trainings] == ["6"]


def test_where_nobody_is_able_one_certificate_does_not_help_and_that_is_said() -> None:
    found = asked(county(officer("1"), officer("2"), officer("3", assistant=True)))

    assert found.trainings == ()
    assert [(one.task, one.trainable) for one in found.needs_two] == [(Task(TEAM, "草原", COUNTY), 2)]


def test_what_training_promises_comes_true() -> None:
    """Give the officer the certificate that is advised first: as many tasks open as were promised, no fewer pairs."""
    people = [officer("1", "草原", "水利"), officer("2", "水利"), officer("3")]
    before = asked(county(*people), domain="")
    best = before.trainings[0]
    held = next(one for one in people if one.code == best.officer)
    trained = officer(held.code, *(held.certificates[0].domains if held.certificates else ()), best.domain)

    after = asked(county(*(trained if one is held else one for one in people)), domain="")

    lawful = [{line.key for line in found.lines if line.verdict is Verdict.LAWFUL} for found in (before, after)]
    assert lawful[1] - lawful[0] == set(best.opens)
    assert sum(line.at_once for line in after.lines) - sum(line.at_once for line in before.lines) == best.at_once
    assert sum(line.possible for line in after.lines) - sum(line.possible for line in before.lines) == best.possible


def exercised(*officers: Officer) -> Staff:
    """A bureau holds, a team elsewhere in the tree exercises in its name."""
    return county(
        *officers,
        bodies=[Body(code="p.bureau", name="局", kind="机关", place=COUNTY), Body(code=TEAM, name="大队", kind="大队", place=COUNTY)],
        holdings=[Holding(item="草-1", body="p.bureau", place=COUNTY, title="statute")],
        exercises=[Exercise(kind="team", holder="p.bureau", team=TEAM, place=COUNTY)],
    )


def test_a_team_that_exercises_for_the_holder_is_the_one_asked() -> None:
    line = only(asked(exercised(officer("1", "草原"))))

    assert (line.body, line.in_name_of, line.able) == (TEAM, "p.bureau", 1)


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        (officer("3", body="p.bureau"), ["no_reviewer", "no_chair"]),
        (officer("3", body="p.bureau", legally_qualified=True), ["no_chair"]),
        (officer("3", "水利", body="p.bureau"), ["no_reviewer"]),
        (officer("3", "水利", body="p.bureau", duties=(Duty(duty="法制审核", body="p.bureau"),)), []),
        (officer("3", "水利", body="p.bureau", legally_qualified=True, assistant=True), ["no_reviewer", "no_chair"]),
    ],
)
def test_the_body_in_whose_name_a_team_acts_reviews_and_chairs_for_it(more: Officer, kinds: list[str]) -> None:
    found = asked(exercised(officer("1", "草原"), officer("2", "草原"), more))

    assert [one.kind for one in found.findings] == kinds
