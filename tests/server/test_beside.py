"""Profiles side by side: tables of their own, the same constraints, nothing of a scratch schema left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from yifa.platform.schema import within
from yifa.profile import read
from yifa.profile.schema import Profile
from yifa.registry import actions, snapshot
from yifa.registry.models import Body, Holding, Item
from yifa.server.beside import beside, load_beside, loaded, schema_of, schemas, scratch
from yifa.server.refusals import ProfileNotLoaded

PROFILES = Path(__file__).parents[2] / "profiles"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fucheng() -> Profile:
    return read(PROFILES / "fucheng")


@pytest.fixture
def other(fucheng: Profile) -> Profile:
    return replace(fucheng, code="other", name="另一处", bodies=fucheng.bodies[:1], **dict.fromkeys(EMPTY, ()), digest="other")


#: what a profile of one body has none of
EMPTY = [name for name in Profile.__slots__ if name not in {"code", "name", "place", "digest", "domains", "places", "bodies"}]


def test_two_profiles_lie_side_by_side_and_neither_sees_the_other(fucheng: Profile, other: Profile, tmp_path: Path) -> None:
    actions.load(fucheng, now=NOW)
    load_beside(other, folder=tmp_path, now=NOW)

    with beside("other"):
        there = Body.objects.count()
    assert there == 1
    assert Body.objects.count() == len(fucheng.bodies)
    assert list(loaded()) == ["fucheng", "other"]


def test_the_one_that_knows_is_asked_where_none_is_named(fucheng: Profile, other: Profile, tmp_path: Path) -> None:
    actions.load(fucheng, now=NOW)
    load_beside(replace(other, bodies=(replace(other.bodies[0], code="other", name="另一处人民政府"),)), folder=tmp_path, now=NOW)

    with beside(None, knows=lambda: Body.objects.filter(code="other").exists()) as code:
        assert code == "other"
    with beside(None, knows=lambda: Body.objects.filter(code="nowhere").exists()) as code:
        assert code == "fucheng"
    with beside(None) as code:
        assert code == "fucheng"


def test_a_profile_that_is_not_loaded_is_refused_with_those_that_are(fucheng: Profile) -> None:
    actions.load(fucheng, now=NOW)

    with pytest.raises(ProfileNotLoaded) as refusal, beside("haixi"):
        pass

    assert refusal.value.sentence == "没有载入名为 haixi 的地方配置。"
    assert "fucheng" in refusal.value.remedy


def test_a_schema_beside_has_every_constraint_of_the_place(other: Profile, tmp_path: Path) -> None:
    load_beside(other, folder=tmp_path, now=NOW)
    counted = """SELECT t.relname, c.contype, count(*) FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE c.connamespace = %s::regnamespace AND t.relname <> 'server_stamp' GROUP BY 1, 2 ORDER BY 1, 2"""
    with connection.cursor() as cursor:
        cursor.execute(counted, ["public"])
        place = cursor.fetchall()
        cursor.execute(counted, [schema_of("other")])
        there = cursor.fetchall()
        cursor.execute(
            """SELECT count(*) FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid
            WHERE c.connamespace = %s::regnamespace AND t.relnamespace <> c.connamespace""",
            [schema_of("other")],
        )
        outside = cursor.fetchone()

    assert there == place
    assert names(schema_of("other")) == names("public")
    assert {kind for _, kind, _ in there} >= {"x", "f", "p", "c"}
    assert outside == (0,)


def names(schema: str) -> list[str]:
    """The names of every index and constraint, for programs look at them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT indexname FROM pg_indexes WHERE schemaname = %s AND tablename <> 'server_stamp'
            UNION SELECT conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
            WHERE t.relnamespace = %s::regnamespace AND t.relname <> 'server_stamp' ORDER BY 1""",
            [schema, schema],
        )
        return [row[0] for row in cursor.fetchall()]


def test_a_second_holder_is_refused_beside_too(fucheng: Profile) -> None:
    with scratch(fucheng, folder=PROFILES / "national", now=NOW):
        item = Item.objects.get(code="GC-ZJ-001")
        with pytest.raises(IntegrityError, match="registry_one_holder"), transaction.atomic():
            Holding.objects.create(item=item, body="fucheng.chengguan", place="131128101", title="grant")


def test_nothing_of_a_scratch_schema_is_left(fucheng: Profile) -> None:
    before = Body.objects.count()
    with scratch(replace(fucheng, bodies=fucheng.bodies[:3], **dict.fromkeys(EMPTY, ())), folder=PROFILES / "national", now=NOW):
        inside = len(snapshot.powers().bodies)

    assert inside == 3
    assert Body.objects.count() == len(snapshot.powers().bodies) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE starts_with(nspname, 'scratch_')")
        assert cursor.fetchone() == (0,)


def test_a_fault_inside_a_scratch_schema_reaches_the_caller_and_leaves_nothing(fucheng: Profile) -> None:
    before = Holding.objects.count()
    with pytest.raises(IntegrityError), scratch(fucheng, folder=PROFILES / "national", now=NOW):
        item = Item.objects.get(code="GC-ZJ-001")
        Holding.objects.create(item=item, body="fucheng.chengguan", place="131128101", title="grant")

    assert Holding.objects.count() == before


def test_the_search_path_comes_back(other: Profile, tmp_path: Path) -> None:
    load_beside(other, folder=tmp_path, now=NOW)

    with within(schemas()[0]), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone() == (schema_of("other"),)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone() == ("public",)


def test_a_later_migration_reaches_a_schema_beside(other: Profile, tmp_path: Path) -> None:
    load_beside(other, folder=tmp_path, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        done = cursor.fetchone()
        with within(schema_of("other")):
            cursor.execute("SELECT count(*) FROM django_migrations")
            assert cursor.fetchone() == done
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('registry', 'later', now())")


def test_a_schema_is_named_after_the_profile_or_its_digest() -> None:
    assert schema_of("haixi") == "beside_haixi"
    assert schema_of("某县").startswith("beside_") and schema_of("某县").isascii()
    assert schema_of('x"; DROP') != schema_of("x")
