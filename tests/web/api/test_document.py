"""The OpenAPI document: open to all, whole, and true to what the API does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.factories.callers import Caller, caller

pytestmark = pytest.mark.django_db
MANUAL = Path(__file__).parents[3] / "docs" / "api.md"


@pytest.fixture
def document() -> Any:
    return Caller().get("/api/openapi.json").json()


def test_the_document_is_public_and_3_1(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["security"] == [{"token": []}, {"session": []}]


def test_every_reference_in_the_document_is_there(document: Any) -> None:
    def references(value: Any) -> set[str]:
        if isinstance(value, dict):
            return {value["$ref"]} if "$ref" in value else set().union(*map(references, value.values()), set())
        return set().union(*map(references, value), set()) if isinstance(value, list) else set()

    assert {name.rsplit("/", 1)[-1] for name in references(document)} <= set(document["components"]["schemas"])


def test_refusals_are_problems_and_every_operation_is_named_in_chinese(document: Any) -> None:
    for operations in document["paths"].values():
        for operation in operations.values():
            assert re.search("[\u4e00-\u9fff]", operation["summary"])
            assert list(operation["responses"]["404"]["content"]) == ["application/problem+json"]


def test_the_manual_names_every_resource_and_no_other(document: Any) -> None:
    written = set(re.findall(r"^\| `(?:GET|POST) (/api/[^`?]*)", MANUAL.read_text(encoding="utf-8"), re.M))

    assert written == {*document["paths"], "/api/openapi.json"}


def test_there_is_no_page_that_loads_from_elsewhere() -> None:
    assert Caller().get("/api/docs").status_code == 404


@pytest.mark.parametrize(
    ("path", "schema"), [("/api/me", "MeOut"), ("/api/dockets", "PageOut"), ("/api/officers", "OfficersOut"), ("/api/items", "ItemsOut")]
)
def test_answers_have_the_members_the_document_says(document: Any, path: str, schema: str) -> None:
    answer = caller("zhifa1").get(path).json()

    declared = document["components"]["schemas"][schema]
    assert set(answer) == set(declared["properties"])
    for name, member in declared["properties"].items():
        if member.get("type") == "array" and answer[name] and "$ref" in member["items"]:
            inner = document["components"]["schemas"][member["items"]["$ref"].rsplit("/", 1)[-1]]
            assert set(answer[name][0]) == set(inner["properties"])


def test_the_newest_head_is_public_text() -> None:
    from yifa.docket.models import Head

    before = Caller().get("/api/log/head")
    Head.objects.create(size=10**9, root="0" * 64, text="yifa log v1\n", made_at="2026-03-01T00:00:00Z", frontier={})

    after = Caller().get("/api/log/head")

    assert before.status_code in (200, 404)
    assert (after.status_code, after.headers["Content-Type"], after.content) == (200, "text/plain; charset=utf-8", b"yifa log v1\n")
