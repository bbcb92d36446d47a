from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from yifa.docket.ports import UnknownToInstitution
from yifa.profile.schema import Profile
from yifa.registry import snapshot
from yifa.registry.models import Area, Body, Holding, Liaison
from yifa.staffing import queries
from yifa.staffing.institution import RegistryInstitution, UnknownBody, UnknownItem, UnknownOfficer, clear
from yifa.staffing.models import Certificate, Posting
from yifa.staffing.snapshot import staff

TOWN, BUREAU = "131128101", "fucheng.gucheng"
ON = date(2026, 3, 1)


@pytest.fixture
def institution(loaded: Profile) -> RegistryInstitution:
    clear()
    return RegistryInstitution()


@pytest.fixture(autouse=True)
def forgotten() -> None:
    clear()


def test_body_has_what_papers_need(institution: RegistryInstitution) -> None:
    body = institution.body(BUREAU, on=ON)

    assert (body.name, body.mark, body.level, body.place, body.reconsideration, body.court, body.synthetic) == (
        "古城镇综合行政执法管理局",
        "古综执",
        "town",
        TOWN,
        "阜城县人民政府",
        "阜城县人民法院",
        True,
    )


def test_body_before_and_from_the_day_it_ends(institution: RegistryInstitution) -> None:
    Body.objects.filter(code=BUREAU).update(valid_until=date(2026, 7, 1))

    assert institution.body(BUREAU, on=date(2026, 6, 30)).code == BUREAU
    assert institution.subject(item="GC-ZJ-001", place=TOWN, on=date(2026, 6, 30)) is not None
    assert institution.subject(item="GC-ZJ-001", place=TOWN, on=date(2026, 7, 1)) is None
    with pytest.raises(UnknownBody) as refusal:
        institution.body(BUREAU, on=date(2026, 7, 1))
    assert refusal.value.sentence == "名录中没有2026-07-01有效的机关“fucheng.gucheng”。"


@pytest.mark.parametrize(
    ("question", "refusal"),
    [("body", UnknownBody), ("item", UnknownItem), ("officer", UnknownOfficer)],
)
def test_unknown_codes_are_refused_each_with_its_own_name(
    institution: RegistryInstitution, question: str, refusal: type[UnknownToInstitution]
) -> None:
    with pytest.raises(refusal) as caught:
        getattr(institution, question)("nobody", on=ON)

    assert (caught.value.kind, caught.value.facts["asked"]) == ("unknown", "nobody")


@pytest.mark.parametrize(
    ("place", "holder"),
    [
        (TOWN, BUREAU),
        ("131128101903", BUREAU),
        ("131128100", None),  # another town
        ("131128", None),  # the whole county is more than the town
        ("", None),
        ("古城镇", None),
        ("1311281019999", None),  # longer than a place code
    ],
)
def test_subject_holds_the_item_in_its_place_and_below_only(institution: RegistryInstitution, place: str, holder: str | None) -> None:
    subject = institution.subject(item="GC-ZJ-001", place=place, on=ON)

    assert (subject and subject.body) == holder


def test_subject_names_title_document_and_the_day_it_ends(institution: RegistryInstitution) -> None:
    Holding.objects.filter(item__code="GC-ZJ-001").update(valid_until=date(2027, 1, 1))
    clear()

    subject = institution.subject(item="GC-ZJ-001", place=TOWN, on=ON)

    assert subject is not None
    assert (subject.title, subject.document, subject.until) == ("grant", "省级赋权决定文号未载明", date(2027, 1, 1))
    assert institution.subject(item="GC-ZJ-001", place=TOWN, on=date(2027, 1, 1)) is None


def test_subject_is_the_regular_holder_though_an_exception_stands_beside_it(institution: RegistryInstitution) -> None:
    regular = Holding.objects.get(item__code="GC-ZJ-001")
    Holding.objects.create(
        item=regular.item,
        body="fucheng.chengguan",
        place=regular.place,
        title="entrustment",
        exception=True,
        reason="试点",
    )
    clear()

    subject = institution.subject(item="GC-ZJ-001", place=TOWN, on=ON)

    assert (subject and subject.body) == BUREAU


def test_item_of_a_synthetic_row_says_that_no_article_is_stated(institution: RegistryInstitution) -> None:
    item = institution.item("GC-S0001", on=ON)

    assert (item.synthetic, item.kinds, item.fines, item.penalty.text) == (True, (), (), "《未载明》")


def test_item_carries_the_overlay_of_its_domain(institution: RegistryInstitution) -> None:
    layers = {code: institution.item(code, on=ON).layers for code in ("GC-ZJ-001", "GC-SJ-001", "GC-NL-001", "GC-JT-001", "GC-AJ-001")}

    assert layers == {
        "GC-ZJ-001": ("住建",),
        "GC-SJ-001": ("市场监管",),
        "GC-NL-001": ("农业",),
        "GC-JT-001": ("交通",),
        "GC-AJ-001": (),
    }


def test_items_are_found_by_every_word_and_real_ones_come_first(institution: RegistryInstitution) -> None:
    found = [item.code for item in institution.items(body=BUREAU, on=ON, words="住建局 道路")]
    first = institution.items(body=BUREAU, on=ON, limit=30)

    assert found == ["GC-ZJ-001", "GC-ZJ-002", "GC-ZJ-006"]
    assert [item.synthetic for item in first] == [False] * 27 + [True] * 3
    assert institution.items(body=BUREAU, on=ON, words="100%_") == ()


@pytest.mark.parametrize("text", ["\0", "道路\0", "\ud800"])
def test_text_that_no_row_can_hold_finds_nothing(institution: RegistryInstitution, text: str) -> None:
    assert institution.items(body=BUREAU, on=ON, words=text) == ()
    assert institution.subject(item=text, place=TOWN, on=ON) is None
    with pytest.raises(UnknownOfficer):
        institution.officer(text, on=ON)


def test_items_of_a_county_team_are_its_own(institution: RegistryInstitution) -> None:
    assert len(institution.items(body="fucheng.chengguan", on=ON, limit=1000)) == 42
    assert institution.items(body="fucheng.huanjing", on=ON) == ()


def test_officer_has_team_title_and_certificate(institution: RegistryInstitution) -> None:
    officer = institution.officer("GC-001", on=ON)

    assert (officer.body, officer.team, officer.title, officer.certificate, officer.region) == (
        BUREAU,
        "fucheng.gucheng.squad1",
        "中队长",
        "演示-131128101-001",
        TOWN,
    )


def _able(institution: RegistryInstitution, officer: str, domain: str, place: str, on: date) -> bool:
    body = institution.officer(officer, on=on).body
    return not institution.hindrances(officer, body=body, domain=domain, place=place, party="", on=on).all


@pytest.mark.parametrize(
    ("day", "able"),
    [(date(2022, 12, 31), False), (date(2023, 1, 1), True), (date(2028, 12, 31), True), (date(2029, 1, 1), False)],
)
def test_officer_is_able_from_the_first_to_the_last_day_of_the_certificate(institution: RegistryInstitution, day: date, able: bool) -> None:
    assert _able(institution, "GC-001", "农业", "131128101902", day) is able


@pytest.mark.parametrize(
    ("officer", "domain", "place", "able"),
    [
        ("GC-016", "城市管理", TOWN, True),
        ("GC-016", "农业", TOWN, False),  # the narrower certificate
        ("GC-001", "城市管理", "131128100", False),  # another town
        ("CG-001", "城市管理", "131128100", True),  # the county's team
        ("CG-001", "农业", "131128100", False),
        ("GC-X01", "城市管理", TOWN, False),  # an assistant
    ],
)
def test_officer_is_able_only_in_domain_and_region(
    institution: RegistryInstitution, officer: str, domain: str, place: str, able: bool
) -> None:
    assert _able(institution, officer, domain, place, ON) is able


def test_officer_with_a_renewed_certificate_has_the_one_of_the_day_and_after_both_the_last(institution: RegistryInstitution) -> None:
    first = Certificate.objects.get(officer__code="GC-001")
    Certificate.objects.filter(pk=first.pk).update(valid_until=date(2026, 6, 1))
    Certificate.objects.create(
        number="新证",
        officer=first.officer,
        issuer=first.issuer,
        region=first.region,
        domains=["农业"],
        valid_from=date(2026, 6, 1),
        valid_until=date(2027, 6, 1),
    )

    numbers = [institution.officer("GC-001", on=day).certificate for day in (date(2026, 5, 31), date(2026, 6, 1), date(2027, 6, 1))]

    assert numbers == [first.number, "新证", "新证"]
    assert _able(institution, "GC-001", "农业", TOWN, date(2027, 6, 1)) is False


def test_officers_of_the_bureau_are_everyone_of_it_and_of_no_other_body(institution: RegistryInstitution) -> None:
    officers = institution.officers(body=BUREAU, on=ON)

    assert [officer.code for officer in officers if not officer.assistant] == [f"GC-{number:03d}" for number in range(1, 29)]
    assert sum(officer.assistant for officer in officers) == 6
    assert [officer.code for officer in officers if officer.legally_qualified] == ["GC-019"]


def test_sixteen_answer_for_zones_and_twelve_for_none(institution: RegistryInstitution) -> None:
    assert list(queries.zone_officers(under=TOWN, on=ON).values()) == [4, 4, 4, 4]
    assert Posting.objects.filter(officer__in=Certificate.objects.filter(region=TOWN).values("officer"), zone="").count() == 12


def test_places_below_the_town(institution: RegistryInstitution) -> None:
    assert [place.code for place in institution.places(under=TOWN, on=ON)] == [TOWN, *(f"13112810190{zone}" for zone in range(1, 5))]


def test_each_question_is_one_statement_and_none_when_asked_again(
    institution: RegistryInstitution, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def ask() -> None:
        institution.body(BUREAU, on=ON)
        institution.item("GC-ZJ-001", on=ON)
        institution.subject(item="GC-ZJ-001", place=TOWN, on=ON)
        institution.officer("GC-001", on=ON)
        institution.officers(body=BUREAU, on=ON)
        institution.items(body=BUREAU, on=ON)
        institution.places(under=TOWN, on=ON)

    # who holds an item and who may act are asked of the copies in memory, which are read once
    staff()
    with django_assert_num_queries(4):
        ask()
    with django_assert_num_queries(0):
        ask()
    clear()
    staff()
    with django_assert_num_queries(4):
        ask()


def test_the_liaison_of_an_area_answers_for_the_places_in_it(institution: RegistryInstitution) -> None:
    Area.objects.create(area="FC-PQ", place=TOWN)
    Liaison.objects.filter(body="fucheng.shichang").delete()
    Liaison.objects.create(body="fucheng.shichang", place="FC-PQ", officer="SC-003")

    snapshot.clear()
    clear()

    assert institution.liaison(body="fucheng.shichang", place=TOWN, on=ON) == "SC-003"
    assert institution.liaison(body="fucheng.shichang", place="131128102", on=ON) == ""
