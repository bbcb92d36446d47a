from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from yifa.profile.schema import Profile
from yifa.registry import snapshot
from yifa.registry.models import Authorisation, Body, Exercise, Holding, ItemVersion
from yifa.staffing.institution import RegistryInstitution, clear
from yifa.staffing.models import Absence, Officer, Recusal
from yifa.staffing.who import answer, items_meant

ON = date(2026, 3, 1)
TOWN, BUREAU, ITEM = "131128101", "fucheng.gucheng", "GC-ZJ-001"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What a test wrote is rolled back, and a copy read meanwhile with it."""
    clear()
    yield
    clear()


def told(*, public: bool = False, person: str = "") -> dict[str, object]:
    snapshot.clear()
    return answer(item=ITEM, place=TOWN, on=ON, person=person).as_dict(public=public)


def test_answer_has_what_a_decision_and_a_citizen_need(loaded: Profile) -> None:
    found = told()

    assert list(found) == [
        *("item", "place", "on", "party", "feature", "verdict", "sentence", "remedy", "subject", "in_name_of", "seal", "title"),
        *(
            "title_words",
            "document",
            "until",
            "team",
            "guide",
            "level",
            "reconsideration",
            "pairs",
            "chain",
            "parts",
            "before",
            "after",
            "findings",
        ),
    ]
    assert found["subject"] == {
        "code": BUREAU,
        "name": "古城镇综合行政执法管理局",
        "kind": "综合行政执法局",
        "phone": "0318-0000000（合成）",
    }
    assert (found["verdict"], found["title"], found["title_words"], found["level"]) == ("lawful", "grant", "赋权", "town")
    assert found["in_name_of"] == found["seal"] == "古城镇综合行政执法管理局"
    assert found["reconsideration"] == {
        "organ": "阜城县人民政府",
        "or_else": "",
        "court": "阜城县人民法院",
        "cites": ["《行政复议法》第二十四条", "《行政复议法》第二十七条", "《行政复议法》第二十八条"],
    }


def test_what_is_public_has_no_officer_no_row_and_nothing_to_mend(loaded: Profile) -> None:
    inside, outside = told(), told(public=True)

    officers = inside["pairs"]["officers"]  # type: ignore[index]  # a plain dict of JSON
    assert len(officers) == 28
    assert outside["pairs"] == {"of": inside["subject"], "able": 28, "pairs": 14}
    assert [step["says"] for step in outside["chain"]] == [step["says"] for step in inside["chain"]]  # type: ignore[attr-defined]  # as above
    assert {name for step in outside["chain"] for name in step} == {"step", "says"}  # type: ignore[attr-defined]  # as above
    assert not any(officer["name"] in str(outside) for officer in officers)
    assert "findings" in inside and "findings" not in outside


def test_an_officer_who_must_stay_away_from_the_party_is_no_longer_able(loaded: Profile) -> None:
    Recusal.objects.create(officer=Officer.objects.get(code="GC-002"), party="某某公司", reason="近亲属任职")

    assert told(person="某某公司")["pairs"]["able"] == 27  # type: ignore[index]  # a plain dict of JSON
    assert told(person="另一公司")["pairs"]["able"] == 28  # type: ignore[index]  # as above


def test_too_few_officers_for_a_pair_is_a_finding(loaded: Profile) -> None:
    for officer in Officer.objects.filter(body__startswith=BUREAU, assistant=False).exclude(code="GC-001"):
        Absence.objects.create(officer=officer, kind="年休假", first=ON, last=ON)

    found = told()

    assert (found["verdict"], found["pairs"]["able"], found["pairs"]["pairs"]) == ("lawful", 1, 0)  # type: ignore[index]  # as above
    assert found["findings"] == [
        "古城镇综合行政执法管理局在此地能办城市管理案件的执法人员只有1名，凑不成两人；行政处罚由具有执法资格的两名以上执法人员实施。"
    ]


def test_pairs_are_those_of_the_acting_team_and_an_entrusted_one_must_have_somebody(loaded: Profile) -> None:
    Body.objects.create(code="fucheng.other", name="某事业单位", kind="事业单位")
    Officer.objects.create(code="OTHER-1", name="甲", body="fucheng.other", assistant=True)
    Exercise.objects.create(kind="entrustment", holder=BUREAU, team="fucheng.other", place=TOWN, published=True, document="委托书")

    found = told()

    assert found["in_name_of"] == "古城镇综合行政执法管理局"
    assert (found["team"]["code"], found["pairs"]["of"]["code"]) == ("fucheng.other", "fucheng.other")  # type: ignore[index]  # as above
    assert found["pairs"]["able"] == found["pairs"]["pairs"] == 0  # type: ignore[index]  # as above
    assert found["findings"] == [
        "某事业单位在此地能办城市管理案件的执法人员只有0名，凑不成两人；行政处罚由具有执法资格的两名以上执法人员实施。",
        "某事业单位受委托行使，但受委托组织不符合条件，缺少：有取得行政执法资格的工作人员。",
    ]


def test_a_body_without_officers_on_record_has_an_unknown_number_of_pairs_not_none(loaded: Profile) -> None:
    Body.objects.create(code="fucheng.other", name="某事业单位", kind="事业单位")
    Exercise.objects.create(kind="entrustment", holder=BUREAU, team="fucheng.other", place=TOWN, published=True, document="委托书")

    found = told()

    assert found["pairs"] == {"of": found["team"], "able": None, "pairs": None, "officers": [], "kept_away": []}
    assert found["findings"] == ["名录没有载明某事业单位的人员，当日能否办案无法判断；请补记它的人员和执法证件。"]


def test_nobody_has_no_pairs(loaded: Profile) -> None:
    found = answer(item=ITEM, place="131128", on=ON).as_dict(public=False)

    assert (found["subject"], found["pairs"], found["reconsideration"], found["findings"]) == (None, None, None, [])
    assert found["sentence"] == "没有一个机关对阜城县全境有权；有权的机关只管其中的古城镇，请选到具体的地方。"


def test_the_docket_is_told_that_the_list_is_not_authorised(loaded: Profile) -> None:
    before = RegistryInstitution().subject(item=ITEM, place=TOWN, on=ON)
    Authorisation.objects.create(place=TOWN, state="梳理")
    clear()

    found, after = told(), RegistryInstitution().subject(item=ITEM, place=TOWN, on=ON)

    assert (found["verdict"], found["subject"]["code"]) == ("refused", BUREAU)  # type: ignore[index]  # as above
    assert before and after and (before.list_state, after.list_state) == ("", "梳理")
    assert (after.body, after.title) == (before.body, before.title)


def test_every_row_of_the_chain_is_a_row_of_its_table(loaded: Profile) -> None:
    tables = {"registry_holding": Holding, "registry_item_version": ItemVersion, "registry_body": Body}

    rows = [(step["table"], step["row"]) for step in told()["chain"] if step["table"] in tables]  # type: ignore[attr-defined]  # as above

    assert rows
    assert all(tables[table].objects.filter(pk=row).exists() for table, row in rows)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (ITEM, [ITEM]),
        ("擅自占用或者挖掘城市道路", [ITEM]),
        ("占用 挖掘 城市道路 擅自", [ITEM]),
        ("没有这样的事", []),
        ("", []),
        ("   ", []),
    ],
)
def test_items_are_found_by_code_and_by_words(loaded: Profile, words: str, codes: list[str]) -> None:
    assert [row.code for row in items_meant(words, on=ON)] == codes


def test_words_that_mean_several_items_find_them_all(loaded: Profile) -> None:
    assert len(items_meant("城市", on=ON)) > 1
