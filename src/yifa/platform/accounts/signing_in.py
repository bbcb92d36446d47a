"""登录 — a user name and a password, heard only so often.

An attempt is written down before the password is looked at, under a lock for the account, so a hundred guesses at the same
moment are counted like a hundred in a row. Unknown and known names get the same answer after the same work.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.backends import ModelBackend
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from yifa.kernel.actor import Actor
from yifa.kernel.refusal import Refusal
from yifa.platform.accounts.core.throttle import HOUR, KNOWN_FOR, SHORT, Failures, bar_of
from yifa.platform.accounts.models import SignInAttempt, User
from yifa.platform.accounts.passwords import LONGEST, PasswordLength
from yifa.platform.accounts.wording import say
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.platform.wording import Worded

_NAME_LIMIT = 64

_COUNTS = """
    SELECT
        EXISTS (SELECT FROM accounts_signinattempt
                WHERE account = %(account)s AND address = %(address)s AND succeeded AND at > %(known)s),
        count(*) FILTER (WHERE account = %(account)s AND address = %(address)s AND at > %(short)s),
        count(*) FILTER (WHERE account = %(account)s AND address = %(address)s),
        count(*) FILTER (WHERE account = %(account)s AND NOT EXISTS (
            SELECT FROM accounts_signinattempt won
            WHERE won.account = tried.account AND won.address = tried.address AND won.succeeded AND won.at > %(known)s)),
        count(*) FILTER (WHERE address = %(address)s AND at > %(short)s)
    FROM accounts_signinattempt tried
    WHERE NOT succeeded AND at > %(hour)s AND (account = %(account)s OR (address = %(address)s AND at > %(short)s))
"""


class WrongCredentials(Worded, say=say):
    """用户名或口令不正确 — the same for an unknown name, a wrong password and a closed account."""

    kind = "denied"
    code = "accounts.wrong_credentials"


class TooManyAttempts(Refusal):
    """登录尝试过多 — not heard; ``scope`` is account or address. The right password is not looked at either."""

    kind = "too_early"
    code = "accounts.too_many_attempts"

    def __init__(self, scope: str) -> None:
        super().__init__(
            say(f"refused.too_many_attempts_{scope}"),
            remedy=say(f"refused.too_many_attempts_{scope}_remedy"),
            scope=scope,
            retry_after_seconds=int(SHORT.total_seconds()),
        )


def sign_in(*, username: str, password: str, address: str, now: datetime) -> User:
    """登录 — the user, checked; the caller opens the session.

    Refuses: PasswordLength, TooManyAttempts, WrongCredentials. Tells the audit trail of each, never with what was typed.
    """
    if len(password) > LONGEST:
        raise PasswordLength
    username = User.normalize_username(username[: _NAME_LIMIT + 1]).replace("\x00", "")
    user = check_credentials(username=username, password=password, address=address, now=now)
    record(Kind.SIGNED_IN, actor=Actor(str(user.pk), user.name), facts={"address": address}, at=now)
    return user


def check_credentials(*, username: str, password: str, address: str, now: datetime) -> User:
    """One counted guess. Refuses: TooManyAttempts, WrongCredentials."""
    account = _key(username)
    attempt = _reserve(account, username=username, address=address, now=now)
    user = ModelBackend().authenticate(None, username=username, password=password)
    if not isinstance(user, User):
        _tell(Kind.SIGN_IN_FAILED, username, address, now)
        raise WrongCredentials
    SignInAttempt.objects.filter(pk=attempt.pk).update(succeeded=True)
    return user


def forget_attempts(*, now: datetime) -> int:
    """Attempts that no count looks at any more are removed; the audit trail keeps its own."""
    return SignInAttempt.objects.filter(at__lt=now - KNOWN_FOR - timedelta(days=1)).delete()[0]


def _reserve(account: str, *, username: str, address: str, now: datetime) -> SignInAttempt:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["sign_in " + account])
            cursor.execute(
                _COUNTS, {"account": account, "address": address, "known": now - KNOWN_FOR, "short": now - SHORT, "hour": now - HOUR}
            )
            bar = bar_of(Failures(*cursor.fetchone()))
        if bar is None:
            return SignInAttempt.objects.create(account=account, address=address, at=now)
    _tell_throttled(username, address, now)
    raise TooManyAttempts(bar)


def _key(username: str) -> str:
    return salted_hmac("yifa.platform.accounts.sign_in", username, algorithm="sha256").hexdigest()


def _tell(kind: Kind, username: str, address: str, now: datetime) -> None:
    """The name is told only where it is an account's: anything else may be a password in the wrong field."""
    user = User.objects.filter(username=username).first()
    actor = Actor(str(user.pk), user.name) if user else None
    record(kind, actor=actor, facts={"address": address, "known": user is not None}, at=now)


_told: dict[tuple[str, str], datetime] = {}


def _tell_throttled(username: str, address: str, now: datetime) -> None:
    """Once a quarter of an hour for an address and account, so that a flood of guesses is no flood of entries."""
    key = (_key(username), address)
    if key in _told and now - _told[key] < SHORT:
        return
    if len(_told) > 10_000:
        _told.clear()
    _told[key] = now
    _tell(Kind.SIGN_IN_THROTTLED, username, address, now)
