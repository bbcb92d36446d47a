from __future__ import annotations

import itertools
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.text import TextInvisible
from yifa.platform.accounts import gate
from yifa.platform.accounts.actions import (
    AccountTaken,
    AccountUnknown,
    GrantUnknown,
    NewAccount,
    NotAccountAdmin,
    NotRoleAdmin,
    RoleHeld,
    RoleSeparation,
    SpanEmpty,
    close_account,
    end_role,
    grant_role,
    make_account,
    make_demo_accounts,
    make_token,
    revoke_token,
)
from yifa.platform.accounts.core.separation import ADMIN_ROLES, Held, role_in_the_way
from yifa.platform.accounts.gate import SignInNeeded, actor_of, actor_of_token
from yifa.platform.accounts.models import RoleGrant, Token, User
from yifa.platform.audit.models import Entry

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 11)
PASSWORD = "shan-he-ming-lu-48213"


def actor(user: User) -> Actor:
    found = actor_of(user, on=TODAY)
    assert found
    return found


def test_actor_has_the_posts_of_that_day_and_no_other(person: Any) -> None:
    user = person("li")
    grant_role(actor=None, user=user.pk, role=Role.OFFICER, body="town", place="131128101", valid_from=TODAY, now=NOW)
    grant_role(
        actor=None,
        user=user.pk,
        role=Role.INTAKE,
        body="town",
        valid_from=TODAY - timedelta(days=9),
        valid_until=TODAY,
        now=NOW,
    )

    assert actor(user) == Actor(str(user.pk), "人员li", "", (Post(Role.OFFICER, "town", "131128101"),))
    before = actor_of(user, on=TODAY - timedelta(days=1))
    assert before and before.posts == (Post(Role.INTAKE, "town", ""),)


def test_actor_costs_one_statement_then_none(person: Any, django_assert_num_queries: Any) -> None:
    user = person("li", Role.OFFICER, Role.INTAKE)
    with django_assert_num_queries(1):
        actor(user)

    with django_assert_num_queries(0):
        actor(user)


def test_kept_actor_is_asked_again_after_five_seconds(person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    user = person("li")
    actor(user)
    RoleGrant.objects.create(user=user, role="officer", body_code="town", valid_from=TODAY)
    moment = gate.time.monotonic()

    assert actor(user).posts == ()
    monkeypatch.setattr(gate.time, "monotonic", lambda: moment + gate.KEPT_FOR + 1)
    assert actor(user).posts == (Post(Role.OFFICER, "town", ""),)


def test_change_of_roles_is_seen_at_once(person: Any) -> None:
    user = person("li", Role.OFFICER)
    assert actor(user).posts

    end_role(actor=None, grant=RoleGrant.objects.get(user=user).pk, on=TODAY, now=NOW)

    assert actor(user).posts == ()


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(Role, 2)))
def test_an_administrator_holds_no_other_role_BI_AZN_08(first: Role, second: Role) -> None:
    bars = bool(ADMIN_ROLES & {first, second})

    assert role_in_the_way(Held(second, TODAY), [Held(first, TODAY)]) == (first if bars else None)


def test_roles_one_after_the_other_do_not_meet() -> None:
    before = Held(Role.SYSTEM_ADMIN, TODAY, TODAY + timedelta(days=1))

    assert role_in_the_way(Held(Role.OFFICER, TODAY + timedelta(days=1)), [before]) is None
    assert role_in_the_way(Held(Role.OFFICER, TODAY - timedelta(days=5), TODAY), [before]) is None
    assert role_in_the_way(Held(Role.OFFICER, TODAY - timedelta(days=5), TODAY + timedelta(days=1)), [before]) is Role.SYSTEM_ADMIN


def test_separation_looks_at_the_person_not_the_account(person: Any) -> None:
    person("li1", Role.SYSTEM_ADMIN, officer="A01")
    second = person("li2", officer="A01")

    with pytest.raises(RoleSeparation) as refused:
        grant_role(actor=None, user=second.pk, role=Role.AUDIT_ADMIN, body="town", valid_from=TODAY, now=NOW)

    assert refused.value.facts == {"held": "系统管理员"}
    assert not RoleGrant.objects.filter(user=second).exists()


def test_only_the_security_administrator_grants_and_not_to_himself(person: Any) -> None:
    granter, other, officer = person("an", Role.SECURITY_ADMIN), person("xi", Role.SYSTEM_ADMIN), person("li")
    for someone, user in ((other, officer), (officer, officer), (granter, granter)):
        with pytest.raises(NotRoleAdmin):
            grant_role(actor=actor(someone), user=user.pk, role=Role.OFFICER, body="town", valid_from=TODAY, now=NOW)

    granted = grant_role(actor=actor(granter), user=officer.pk, role=Role.OFFICER, body="town", valid_from=TODAY, now=NOW)

    assert granted.granted_by == granter
    told = Entry.objects.filter(kind="role_granted", user=granter.pk).values("subject", "facts")
    assert list(told) == [
        {"subject": "li 执法", "facts": {"role": "officer", "body": "town", "place": "", "from": "2026-03-11", "until": ""}}
    ]


def test_same_post_twice_over_one_day_is_refused(person: Any) -> None:
    user = person("li", Role.OFFICER)

    with pytest.raises(RoleHeld):
        grant_role(actor=None, user=user.pk, role=Role.OFFICER, body="town", valid_from=TODAY + timedelta(days=3), now=NOW)


def test_empty_span_and_unknown_people_are_refused(person: Any) -> None:
    user = person("li")

    with pytest.raises(SpanEmpty):
        grant_role(actor=None, user=user.pk, role=Role.OFFICER, body="town", valid_from=TODAY, valid_until=TODAY, now=NOW)
    with pytest.raises(AccountUnknown):
        grant_role(actor=None, user=UUID(int=7), role=Role.OFFICER, body="town", valid_from=TODAY, now=NOW)
    with pytest.raises(GrantUnknown):
        end_role(actor=None, grant=0, on=TODAY, now=NOW)


def test_database_refuses_an_unknown_role_and_a_span_that_ends_before_it_begins(person: Any) -> None:
    user = person("li")
    for wrong in ({"role": "king"}, {"valid_until": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleGrant.objects.create(**{"user": user, "role": "officer", "body_code": "town", "valid_from": TODAY, **wrong})


def test_only_the_system_administrator_makes_and_closes_accounts(person: Any) -> None:
    system, security = actor(person("xi", Role.SYSTEM_ADMIN)), actor(person("an", Role.SECURITY_ADMIN))
    with pytest.raises(NotAccountAdmin):
        make_account(actor=security, username="new", name="新", password=PASSWORD, now=NOW)

    user = make_account(actor=system, username="new", name="新", password=PASSWORD, now=NOW)
    with pytest.raises(NotAccountAdmin):
        close_account(actor=security, user=user.pk, now=NOW)
    close_account(actor=system, user=user.pk, now=NOW)

    assert not User.objects.get(pk=user.pk).is_active
    assert list(Entry.objects.filter(subject="new").order_by("id").values_list("kind", flat=True)) == ["account_made", "account_closed"]


def test_taken_name_and_unseen_characters_are_refused(person: Any) -> None:
    person("li")

    with pytest.raises(AccountTaken):
        make_account(actor=None, username="li", name="李", password=PASSWORD, now=NOW)
    with pytest.raises(TextInvisible):
        make_account(actor=None, username="wang", name="张\u200b三", password=PASSWORD, now=NOW)


def test_token_stands_for_its_owner_until_it_ends(person: Any) -> None:
    user = person("li", Role.OFFICER)
    text = make_token(actor=None, user=user.pk, days=10, now=NOW)

    assert actor_of_token(text, now=NOW) == actor(user)
    assert not Token.objects.filter(digest__contains=text).exists()
    gate._kept.clear()
    with pytest.raises(SignInNeeded):
        actor_of_token(text, now=NOW + timedelta(days=10))


def test_revoked_or_foreign_token_opens_nothing(person: Any) -> None:
    user = person("li")
    text = make_token(actor=None, user=user.pk, now=NOW)
    actor_of_token(text, now=NOW)

    with pytest.raises(NotAccountAdmin):
        revoke_token(actor=actor(person("wang")), token=Token.objects.get(user=user).pk, now=NOW)
    revoke_token(actor=actor(user), token=Token.objects.get(user=user).pk, now=NOW)

    for wrong in (text, text + "x", "", "\ud800"):
        with pytest.raises(SignInNeeded):
            actor_of_token(wrong, now=NOW)


def test_token_of_a_closed_account_opens_nothing(person: Any) -> None:
    user = person("li")
    text = make_token(actor=None, user=user.pk, now=NOW)
    actor_of_token(text, now=NOW)

    close_account(actor=None, user=user.pk, now=NOW)

    with pytest.raises(SignInNeeded):
        actor_of_token(text, now=NOW)


def test_demo_accounts_get_passwords_in_a_private_file_once(db: None, tmp_path: Path) -> None:
    people = [
        NewAccount("li", "李一", "A01", (Post(Role.OFFICER, "town", "131128101"), Post(Role.INTAKE, "town", "131128101"))),
        NewAccount("wang", "王二", posts=(Post(Role.AUDIT_ADMIN, "town"),)),
    ]
    file = tmp_path / "accounts.txt"

    made = make_demo_accounts(people, rng=Random(7), now=NOW, password_file=file)
    again = make_demo_accounts(people, rng=Random(8), now=NOW, password_file=file)

    assert [user.username for user in made] == ["li", "wang"]
    assert again == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = [line.split("\t") for line in file.read_text().splitlines() if not line.startswith("#")]
    assert [(line[0], line[2], line[3]) for line in lines] == [("li", "李一", "执法、受理"), ("wang", "王二", "审计管理员")]
    assert all(User.objects.get(username=line[0]).check_password(line[1]) for line in lines)


def test_demo_accounts_that_break_separation_leave_nothing(db: None, tmp_path: Path) -> None:
    wrong = NewAccount("li", "李一", posts=(Post(Role.AUDIT_ADMIN, "town"), Post(Role.HEAD, "town")))

    with pytest.raises(RoleSeparation):
        make_demo_accounts([wrong], rng=Random(7), now=NOW, password_file=tmp_path / "accounts.txt")

    assert not User.objects.filter(username="li").exists()
    assert not (tmp_path / "accounts.txt").exists()
