"""Writes of accounts: accounts, roles, tokens, passwords. Each tells the audit trail in its own transaction."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher
from django.db import IntegrityError, transaction

from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.canonical import sm3
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.kernel.text import clean_line
from yifa.platform.accounts import gate
from yifa.platform.accounts.core.separation import Held, role_in_the_way
from yifa.platform.accounts.models import ROLE_TITLES, OldPassword, RoleGrant, Token, User
from yifa.platform.accounts.passwords import REMEMBERED, check_new_password, readable_password
from yifa.platform.accounts.signing_in import check_credentials
from yifa.platform.accounts.wording import say
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.platform.wording import Worded

TOKEN_MARK = "yifa_"


class AccountRefusal(Worded, say=say):
    kind: ClassVar[RefusalKind] = "invalid"
    code = "accounts.refused"


class RoleSeparation(AccountRefusal):
    """三员分立 — the three administrators are three persons and handle no dockets."""

    code = "accounts.role_separation"


class NotRoleAdmin(AccountRefusal):
    """只有安全管理员可以授权 — and nobody grants to themselves."""

    kind = "denied"
    code = "accounts.not_role_admin"


class NotAccountAdmin(AccountRefusal):
    """只有系统管理员可以管理账号."""

    kind = "denied"
    code = "accounts.not_account_admin"


class AccountTaken(AccountRefusal):
    """用户名已被使用."""

    kind = "conflict"
    code = "accounts.account_taken"


class AccountUnknown(AccountRefusal):
    """没有这个账号."""

    kind = "unknown"
    code = "accounts.account_unknown"


class GrantUnknown(AccountRefusal):
    """没有这项授予."""

    kind = "unknown"
    code = "accounts.grant_unknown"


class SpanEmpty(AccountRefusal):
    """终止日不晚于起始日."""

    code = "accounts.span_empty"


class RoleHeld(AccountRefusal):
    """已有这一角色 — the same post over a span that overlaps."""

    kind = "conflict"
    code = "accounts.role_held"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account as a profile declares it: who, which officer, which posts."""

    username: str
    name: str
    officer: str = ""
    posts: Sequence[Post] = field(default=())


class _OfGenerated(Argon2PasswordHasher):
    """For a password drawn by us (fifty bits): one light pass; at the first sign-in Django writes it anew with the full one."""

    time_cost, memory_cost, parallelism = 1, 16_384, 1


@transaction.atomic
def make_account(
    *, actor: Actor | None, username: str, name: str, officer: str = "", password: str, now: datetime, generated: bool = False
) -> User:
    """建立账号 — without any role. ``actor`` None is the machine itself (a profile being loaded); ``generated``: the password was drawn.

    Refuses: NotAccountAdmin, AccountTaken, PasswordLength, PasswordWeak, and what kernel.text refuses.
    """
    _require(actor, Role.SYSTEM_ADMIN, NotAccountAdmin)
    user = User(
        username=User.normalize_username(clean_line(username, field="用户名", limit=64, required=True)),
        name=clean_line(name, field="姓名", limit=64, required=True),
        officer_code=clean_line(officer, field="执法人员编号", limit=32),
    )
    check_new_password(password, user=user)
    if generated and isinstance(get_hasher(), Argon2PasswordHasher):
        drawn = _OfGenerated()
        user.password = drawn.encode(password, drawn.salt())
    else:
        user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as fault:
        raise AccountTaken(username=user.username) from fault
    OldPassword.objects.create(user=user, password=user.password, set_at=now)
    record(Kind.ACCOUNT_MADE, actor=actor, subject=user.username, facts={"user": str(user.pk)}, at=now)
    return user


@transaction.atomic
def close_account(*, actor: Actor | None, user: UUID, now: datetime) -> None:
    """停用账号 — from the next request on; sessions and tokens stop with it. Refuses: NotAccountAdmin, AccountUnknown."""
    _require(actor, Role.SYSTEM_ADMIN, NotAccountAdmin)
    closed = User.objects.filter(pk=user).first()
    if closed is None:
        raise AccountUnknown
    User.objects.filter(pk=user).update(is_active=False)
    Token.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=now)
    gate.forget(user)
    record(Kind.ACCOUNT_CLOSED, actor=actor, subject=closed.username, facts={"user": str(user)}, at=now)


@transaction.atomic
def grant_role(
    *,
    actor: Actor | None,
    user: UUID,
    role: Role,
    body: str,
    place: str = "",
    valid_from: date,
    valid_until: date | None = None,
    now: datetime,
) -> RoleGrant:
    """授予角色 — one post for a span; ``actor`` None is the machine itself (a profile being loaded).

    All accounts of the same officer are one person and are locked together while roles are compared.
    Refuses: NotRoleAdmin, AccountUnknown, SpanEmpty, RoleSeparation, RoleHeld.
    """
    _require(actor, Role.SECURITY_ADMIN, NotRoleAdmin)
    if valid_until is not None and valid_until <= valid_from:
        raise SpanEmpty
    person = _lock_person(user)
    if actor is not None and actor.user in {str(account.pk) for account in person}:
        raise NotRoleAdmin
    wanted = Held(role, valid_from, valid_until)
    grants = list(RoleGrant.objects.filter(user__in=person))
    if held := role_in_the_way(wanted, (_held(grant) for grant in grants)):
        raise RoleSeparation(held=ROLE_TITLES[held])
    for grant in grants:
        if (grant.user_id, grant.role, grant.body_code, grant.place_code) == (user, role, body, place) and wanted.meets(_held(grant)):
            raise RoleHeld
    granted = RoleGrant.objects.create(
        user_id=user,
        role=role.value,
        body_code=body,
        place_code=place,
        valid_from=valid_from,
        valid_until=valid_until,
        granted_by_id=UUID(actor.user) if actor else None,
    )
    gate.forget(user)
    username = next(account.username for account in person if account.pk == user)
    facts = {"role": role.value, "body": body, "place": place, "from": str(valid_from), "until": str(valid_until or "")}
    record(Kind.ROLE_GRANTED, actor=actor, subject=f"{username} {ROLE_TITLES[role]}", facts=facts, at=now)
    return granted


@transaction.atomic
def end_role(*, actor: Actor | None, grant: int, on: date, now: datetime) -> None:
    """终止角色 — held no more from ``on``; a grant that had not begun is removed. Refuses: NotRoleAdmin, GrantUnknown."""
    _require(actor, Role.SECURITY_ADMIN, NotRoleAdmin)
    row = RoleGrant.objects.select_for_update().select_related("user").filter(pk=grant).first()
    if row is None or (row.valid_until is not None and row.valid_until <= on):
        raise GrantUnknown
    if on <= row.valid_from:
        row.delete()
    else:
        row.valid_until = on
        row.save(update_fields=["valid_until"])
    gate.forget(row.user_id)
    subject = f"{row.user.username} {ROLE_TITLES[Role(row.role)]}"
    record(Kind.ROLE_ENDED, actor=actor, subject=subject, facts={"role": row.role, "body": row.body_code, "on": str(on)}, at=now)


@transaction.atomic
def make_token(*, actor: Actor | None, user: UUID, days: int = 90, now: datetime) -> str:
    """建立接口令牌 — the text, told this once; only its digest is kept. Refuses: NotAccountAdmin, AccountUnknown."""
    if actor is None or actor.user != str(user):
        _require(actor, Role.SYSTEM_ADMIN, NotAccountAdmin)
    owner = User.objects.filter(pk=user, is_active=True).first()
    if owner is None:
        raise AccountUnknown
    text = TOKEN_MARK + secrets.token_urlsafe(32)
    token = Token.objects.create(user=owner, digest=sm3(text.encode()), made_at=now, expires_at=now + timedelta(days=days))
    record(Kind.TOKEN_MADE, actor=actor, subject=owner.username, facts={"id": str(token.pk), "days": days}, at=now)
    return text


@transaction.atomic
def revoke_token(*, actor: Actor | None, token: UUID, now: datetime) -> None:
    """作废接口令牌 — by its owner or a system administrator. Refuses: NotAccountAdmin, AccountUnknown."""
    row = Token.objects.select_related("user").filter(pk=token, revoked_at__isnull=True).first()
    if row is None:
        raise AccountUnknown
    if actor is None or actor.user != str(row.user_id):
        _require(actor, Role.SYSTEM_ADMIN, NotAccountAdmin)
    Token.objects.filter(pk=token).update(revoked_at=now)
    gate.forget(row.user_id)
    record(Kind.TOKEN_REVOKED, actor=actor, subject=row.user.username, facts={"id": str(token)}, at=now)


def change_password(*, actor: Actor, old: str, new: str, address: str, now: datetime) -> User:
    """修改口令 — every session of the account is over; the caller may keep this one with sessions.keep_session.

    Guesses at the old one are counted like signing in. Refuses: TooManyAttempts, WrongCredentials, PasswordLength, PasswordWeak,
    PasswordReused.
    """
    user = User.objects.get(pk=actor.user)
    check_credentials(username=user.username, password=old, address=address, now=now)
    used = list(OldPassword.objects.filter(user=user).order_by("-set_at", "-id").values_list("password", flat=True)[:REMEMBERED])
    check_new_password(new, user=user, used=[user.password, *used])
    with transaction.atomic():
        user.set_password(new)
        user.save(update_fields=["password"])
        OldPassword.objects.create(user=user, password=user.password, set_at=now)
        gate.forget(user.pk)
        record(Kind.PASSWORD_CHANGED, actor=actor, at=now)
    return user


@transaction.atomic
def make_demo_accounts(
    users: Iterable[NewAccount], *, rng: Random, now: datetime, password_file: Path, since: date | None = None
) -> list[User]:
    """演示账户 — accounts with generated passwords, which are written into ``password_file`` (0600) before anything is committed.

    Accounts that exist are left alone, with their passwords. Posts are held from ``since`` (default: today's legal day).
    Refuses what make_account and grant_role refuse.
    """
    existing = set(User.objects.values_list("username", flat=True))
    made, lines = [], []
    for new in users:
        if new.username in existing:
            continue
        password = readable_password(rng)
        told = {"username": new.username, "name": new.name, "officer": new.officer, "password": password}
        user = make_account(actor=None, now=now, generated=True, **told)
        for post in new.posts:
            since_day = since or legal_date(now)
            grant_role(actor=None, user=user.pk, role=post.role, body=post.body, place=post.place, valid_from=since_day, now=now)
        roles = "、".join(ROLE_TITLES[post.role] for post in new.posts)
        made.append(user)
        lines.append(say("demo.line", username=new.username, password=password, name=new.name, roles=roles))
    if made:
        _write_private(password_file, [say("demo.head", date=legal_date(now).isoformat()), *lines])
    return made


def _write_private(path: Path, lines: Sequence[str]) -> None:
    """Add to a file only its owner may read; the bytes are on disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _require(actor: Actor | None, role: Role, refusal: type[AccountRefusal]) -> None:
    """The machine itself (None) may; a person needs the role, over whatever body."""
    if actor is not None and not any(post.role is role for post in actor.posts):
        raise refusal


def _lock_person(user: UUID) -> list[User]:
    """Every account of the same person, locked in one order."""
    account = User.objects.filter(pk=user).first()
    if account is None:
        raise AccountUnknown
    same = User.objects.filter(officer_code=account.officer_code) if account.officer_code else User.objects.filter(pk=user)
    return list(same.order_by("pk").select_for_update())


def _held(grant: RoleGrant) -> Held:
    return Held(Role(grant.role), grant.valid_from, grant.valid_until)
