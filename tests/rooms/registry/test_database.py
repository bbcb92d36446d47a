"""What the database itself refuses, the application bypassed: plain SQL by the program's role and by the owner."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from psycopg.errors import CheckViolation, ExclusionViolation, UniqueViolation

from yifa.server.place import Login
from yifa.server.roles import connect

pytestmark = pytest.mark.django_db

_HOLDING = """INSERT INTO registry_holding (item_id, body, place, title, document, transition_body, guide, exception, reason,
    valid_from, valid_until)
    SELECT no, %s, %s, 'grant', '', '', '', %s, %s, %s, %s FROM registry_item WHERE code = 'GC-ZJ-001'"""
_CERTIFICATE = """INSERT INTO staffing_certificate (number, officer_id, issuer, region, domains, valid_from, valid_until, synthetic)
    SELECT %s, id, '省', '131128', '{}', %s, %s, true FROM staffing_officer WHERE code = 'GC-001'"""
_RELATION = """INSERT INTO registry_relation (body, relation, "to", document, valid_from, valid_until)
    VALUES ('fucheng.gucheng.squad9', %s, %s, '', %s, %s)"""
_PLACE = """INSERT INTO registry_place (code, name, kind, standard, parent, becomes, area_approximate, note, valid_from, valid_until)
    VALUES (%s, '某镇', '镇', 'GB/T 10114', '', '', false, '', %s, %s)"""
_POST = """INSERT INTO staffing_post (code, owner, "user", kind, pool, locked, front_line, officer, purpose, place, synthetic,
    valid_from, valid_until)
    VALUES (%s, 'fucheng', 'fucheng', '基本', '事业编制', false, false, %s, '', '', true, %s, %s)"""
_EXERCISE = """INSERT INTO registry_exercise (kind, holder, team, place, domain, item, document, published, note, valid_from, valid_until)
    VALUES ('entrustment', 'fucheng.chengguan', %s, '131128101', '', 'CG-S0001', '', true, '', %s, %s)"""
_BODY = """INSERT INTO registry_body (code, name, kind, short, level, place, mark, seal, address, phone, reconsideration, court, bank,
    account_name, account_no, domain, integration, plate, duty, funds, unit_class, vertical, synthetic, note, valid_from, valid_until)
    VALUES ('fucheng.x', %s, '机关', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', false, false, '', %s, %s)"""
_POSTING = """INSERT INTO staffing_posting (officer_id, body, title, zone, valid_from, valid_until)
    SELECT id, 'fucheng.x', '执法员', '', %s, %s FROM staffing_officer WHERE code = 'GC-001'"""

#: what may not be twice -> constraint, statements that stand, the one too many
NEVER_TWO: dict[str, tuple[str, list[tuple[str, list[Any]]], tuple[str, list[Any]]]] = {
    "two holders of one item at one place": (
        "registry_one_holder",
        [],
        (_HOLDING, ["fucheng.chengguan", "131128101", False, "", None, None]),
    ),
    "two holders from tomorrow on": (
        "registry_one_holder",
        [(_HOLDING, ["fucheng.chengguan", "131128102", False, "", "2026-01-01", "2027-01-01"])],
        (_HOLDING, ["fucheng.shichang", "131128102", False, "", "2026-12-31", None]),
    ),
    "two certificates of one officer": ("staffing_one_certificate", [], (_CERTIFICATE, ["X-2", "2028-12-31", "2030-01-01"])),
    "two owners of the posts of one team": (
        "registry_relation_once",
        [(_RELATION, ["编制归属", "fucheng", None, None])],
        (_RELATION, ["编制归属", "fucheng.gucheng", "2026-01-01", None]),
    ),
    "two versions of a place": ("registry_place_once", [], (_PLACE, ["131128101", "2026-01-01", None])),
    "two versions of a body": (
        "registry_body_once",
        [(_BODY, ["甲局", None, "2026-01-02"])],
        (_BODY, ["乙局", "2026-01-01", None]),
    ),
    "one post twice": ("staffing_post_once", [(_POST, ["P-1", "", None, None])], (_POST, ["P-1", "", "2026-01-01", None])),
    "one officer on two posts": (
        "staffing_one_post_an_officer",
        [(_POST, ["P-1", "GC-X", "2026-01-01", None])],
        (_POST, ["P-2", "GC-X", None, "2026-01-02"]),
    ),
    "one entrustment twice": (
        "registry_exercise_once",
        [(_EXERCISE, ["fucheng.gucheng", "2026-01-01", "2027-01-01"])],
        (_EXERCISE, ["fucheng.shichang", "2026-06-01", None]),
    ),
    "one office of one person twice": (
        "staffing_posting_once",
        [(_POSTING, [None, None])],
        (_POSTING, ["2026-01-01", None]),
    ),
}
#: each of these stands beside what is there
TWO: dict[str, list[tuple[str, list[Any]]]] = {
    "the next holder from the day the last one ends": [
        (_HOLDING, ["fucheng.chengguan", "131128102", False, "", "2026-01-01", "2027-01-01"]),
        (_HOLDING, ["fucheng.shichang", "131128102", False, "", "2027-01-01", None]),
    ],
    "a second holder that is a recorded exception": [(_HOLDING, ["fucheng.chengguan", "131128101", True, "省政府决定", None, None])],
    "a county around its town": [(_HOLDING, ["fucheng.chengguan", "131128", False, "", None, None])],
    "several that pool a team": [
        (_RELATION, ["力量来源", "fucheng", None, None]),
        (_RELATION, ["力量来源", "fucheng.gucheng", None, None]),
    ],
    "the next certificate": [(_CERTIFICATE, ["X-2", "2029-01-01", "2030-01-01"])],
    "two vacancies": [(_POST, ["P-1", "", None, None]), (_POST, ["P-2", "", None, None])],
    "a row that never held": [
        (_HOLDING, ["fucheng.chengguan", "131128101", False, "", "2026-01-01", "2026-01-01"]),
    ],
}


@pytest.fixture(params=["program", "owner"])
def sql(request: pytest.FixtureRequest, app_login: Login, owner_login: Login) -> Iterator[psycopg.Connection[Any]]:
    """A connection outside Django whose work is undone: as the program, and as whoever owns the database."""
    login = app_login if request.param == "program" else replace(owner_login, database=app_login.database)
    with connect(login) as connection, connection.transaction(force_rollback=True):
        yield connection


@pytest.mark.parametrize("what", NEVER_TWO)
def test_never_two(sql: psycopg.Connection[Any], what: str) -> None:
    constraint, standing, one_more = NEVER_TWO[what]
    for statement, values in standing:
        assert sql.execute(statement, values).rowcount == 1

    with pytest.raises(ExclusionViolation) as refused:
        sql.execute(*one_more)

    assert refused.value.diag.constraint_name == constraint


@pytest.mark.parametrize("what", TWO)
def test_two_where_they_do_not_meet(sql: psycopg.Connection[Any], what: str) -> None:
    for statement, values in TWO[what]:
        assert sql.execute(statement, values).rowcount == 1


def test_an_update_is_held_to_the_same(sql: psycopg.Connection[Any]) -> None:
    sql.execute(_HOLDING, ["fucheng.chengguan", "131128102", False, "", None, None])

    with pytest.raises(ExclusionViolation, match="registry_one_holder"):
        sql.execute("UPDATE registry_holding SET place = '131128101' WHERE place = '131128102'")


@pytest.mark.parametrize(
    ("statement", "values", "error", "constraint"),
    [
        (_HOLDING, ["fucheng.chengguan", "131128101", True, "", None, None], CheckViolation, "registry_exception_has_reason"),
        (_CERTIFICATE, ["演示-131128101-001", "2029-01-01", "2030-01-01"], UniqueViolation, "staffing_certificate_number_key"),
    ],
)
def test_rows_that_say_nothing_are_refused(
    sql: psycopg.Connection[Any], statement: str, values: list[Any], error: type[psycopg.errors.IntegrityError], constraint: str
) -> None:
    with pytest.raises(error) as refused:
        sql.execute(statement, values)

    assert refused.value.diag.constraint_name == constraint


def test_of_two_transactions_that_grant_the_same_item_one_wins_and_the_other_is_told(app_login: Login) -> None:
    """The second waits for the first, and is refused when it commits."""
    values = ["131128103", False, "", "2026-01-01", None]
    told: list[str] = []
    with connect(app_login) as first, connect(app_login) as second:
        first.execute("BEGIN")
        first.execute(_HOLDING, ["fucheng.chengguan", *values])

        def rival() -> None:
            try:
                second.execute(_HOLDING, ["fucheng.shichang", *values])
            except ExclusionViolation as refused:
                told.append(str(refused.diag.constraint_name))

        thread = threading.Thread(target=rival)
        thread.start()
        thread.join(timeout=0.3)
        waited = thread.is_alive()
        first.execute("COMMIT")
        thread.join(timeout=10)
        held = first.execute("SELECT body FROM registry_holding WHERE place = '131128103'").fetchall()
        first.execute("DELETE FROM registry_holding WHERE place = '131128103'")

    assert (waited, told, held) == (True, ["registry_one_holder"], [("fucheng.chengguan",)])
