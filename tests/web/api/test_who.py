"""谁来管 over HTTP: for everybody, with names only for those who read dockets."""

from __future__ import annotations

import pytest

from tests.factories.callers import Caller, caller

pytestmark = pytest.mark.django_db
ASKED = "/api/who?item=GC-ZJ-001&place=131128101&on=2026-03-11"


def test_everybody_is_told_who_has_power_and_nobody_by_name() -> None:
    told = Caller().get(ASKED).json()

    assert (told["verdict"], told["subject"]["name"], told["title_words"]) == ("lawful", "古城镇综合行政执法管理局", "赋权")
    assert told["reconsideration"]["organ"] == "阜城县人民政府"
    assert "officers" not in told["pairs"] and "findings" not in told
    assert all("row" not in step for step in told["chain"])


def test_who_reads_dockets_is_told_the_officers_and_the_rows() -> None:
    told = caller("zhifa1").get(ASKED).json()

    assert {"code": "GC-001", "name": "赵建国"} in told["pairs"]["officers"]
    assert any(step["table"] == "registry_holding" for step in told["chain"])


def test_an_administrator_of_the_machine_is_told_what_everybody_is() -> None:
    assert caller("xitong").get(ASKED).json() == Caller().get(ASKED).json()


def test_nobody_having_power_is_an_answer() -> None:
    answer = Caller().get("/api/who?item=GIBT-ES-NICHT&place=131128101")

    assert answer.status_code == 200
    assert (answer.json()["subject"], answer.json()["verdict"]) == (None, "refused")
    assert answer.json()["sentence"] and answer.json()["remedy"]


@pytest.mark.parametrize(
    "query",
    ["", "item=GC-ZJ-001", "place=131128101", "item=x&place=y&on=2026-02-30", "item=x&place=y&on=heute", "item=x&place=y&party=hund"],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(query: str) -> None:
    answer = Caller().get(f"/api/who?{query}")

    assert answer.status_code in (400, 422)
    assert answer.json()["code"] == "api.member_type" and "字段类型不正确" in answer.json()["title"]


@pytest.mark.parametrize("strange", ["%00", "%ff", "a" * 500, "%F0%9F%98%80", "../../etc", "1%0a2"])
def test_strange_codes_are_answered_never_a_fault(strange: str) -> None:
    for query in (f"item={strange}&place=131128101", f"item=GC-ZJ-001&place={strange}"):
        assert Caller().get(f"/api/who?{query}").status_code in (200, 400, 413, 422)
