from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from yifa.kernel.actor import Actor, Post, Role
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.platform.audit.models import Entry
from yifa.platform.audit.queries import AuditAdminsOnly, trail
from yifa.platform.wording import sentences

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
OFFICER = Actor(str(UUID(int=1)), "李一", "A01", (Post(Role.OFFICER, "town"),))
AUDITOR = Actor(str(UUID(int=2)), "钱三", "", (Post(Role.AUDIT_ADMIN, "town"),))


@pytest.fixture(autouse=True)
def empty_trail(db: None) -> None:
    Entry.objects.all().delete()


def test_every_kind_has_a_sentence_and_no_sentence_is_left_over() -> None:
    from pathlib import Path

    import yifa.platform.audit

    folder = Path(yifa.platform.audit.__file__ or "").parent
    assert set(sentences(folder)["entry"]) == {kind.value for kind in Kind}


def test_trail_tells_who_what_when_newest_first(db: None) -> None:
    record(Kind.SIGN_IN_FAILED, actor=None, facts={"address": "10.0.0.1"}, at=NOW)
    record(Kind.EXPORTED, actor=OFFICER, subject="案件清单", facts={"rows": 3}, at=NOW + timedelta(minutes=1))

    shown = [(entry.sentence, entry.facts, entry.at) for entry in trail(actor=AUDITOR)]

    assert shown == [
        ("李一导出案件清单。", {"rows": 3}, NOW + timedelta(minutes=1)),
        ("未登录者登录失败。", {"address": "10.0.0.1"}, NOW),
    ]


def test_trail_is_filtered_and_paged(db: None) -> None:
    for minute in range(5):
        record(Kind.SIGNED_IN if minute % 2 else Kind.DENIED, actor=OFFICER, subject=str(minute), at=NOW + timedelta(minutes=minute))

    first = trail(actor=AUDITOR, limit=2)
    rest = trail(actor=AUDITOR, after=first[-1].id)

    assert [entry.subject for entry in [*first, *rest]] == ["4", "3", "2", "1", "0"]
    assert [entry.subject for entry in trail(actor=AUDITOR, kind=Kind.SIGNED_IN)] == ["3", "1"]
    since, until = NOW + timedelta(minutes=1), NOW + timedelta(minutes=3)
    assert [entry.subject for entry in trail(actor=AUDITOR, since=since, until=until)] == ["2", "1"]
    assert trail(actor=AUDITOR, user=AUDITOR.user) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDIT_ADMIN])
def test_nobody_else_reads_the_trail(db: None, role: Role) -> None:
    record(Kind.SIGNED_IN, actor=OFFICER, at=NOW)

    with pytest.raises(AuditAdminsOnly):
        trail(actor=Actor(OFFICER.user, "李一", "", (Post(role, "town"),)))


@pytest.mark.parametrize("name", ["password", "new_password", "Token", "cookie"])
def test_secrets_are_not_written(db: None, name: str) -> None:
    with pytest.raises(ValueError, match="no secrets"):
        record(Kind.SIGNED_IN, actor=OFFICER, facts={name: "x"}, at=NOW)

    assert not Entry.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET name = ''", "DELETE FROM audit_entry", "TRUNCATE audit_entry"])
def test_programs_role_can_only_add_BI_AZN_10(app_login: Any, statement: str, db: None) -> None:
    from yifa.server.roles import connect

    with connect(app_login) as connection:
        assert connection.execute("SELECT count(*) FROM audit_entry").fetchone() is not None
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
