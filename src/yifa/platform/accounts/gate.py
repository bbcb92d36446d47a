"""The gate — makes an Actor from a session, a token or a user id. Asked at every request: one statement, kept for five seconds.

What is kept is forgotten in this process as soon as it changes; another process follows within five seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.canonical import sm3
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Refusal
from yifa.platform.accounts import sessions
from yifa.platform.accounts.models import User
from yifa.platform.accounts.wording import say

KEPT_FOR = 5.0
_KEPT_AT_MOST = 10_000

_PERSON = """
    SELECT u.id, u.username, u.name, u.officer_code, u.password, g.role, g.body_code, g.place_code
    FROM accounts_user u
    LEFT JOIN accounts_rolegrant g ON g.user_id = u.id AND g.valid_from <= %(on)s AND (g.valid_until IS NULL OR g.valid_until > %(on)s)
"""
_BY_ID = _PERSON + " WHERE u.id = %(user)s AND u.is_active ORDER BY g.id"
_BY_TOKEN = (
    _PERSON
    + """ JOIN accounts_token t ON t.user_id = u.id
    WHERE t.digest = %(digest)s AND t.revoked_at IS NULL AND t.expires_at > %(now)s AND u.is_active ORDER BY g.id"""
)


class SignInNeeded(Refusal):
    """未登录 — nobody is signed in, or the session or token is no longer good. ``reason``: none, idle, ended or token."""

    kind = "denied"
    code = "accounts.sign_in_needed"

    def __init__(self, reason: str = "none") -> None:
        token = reason == "token"
        super().__init__(
            say("refused.sign_in_needed" if reason == "none" else f"refused.sign_in_needed_{reason}"),
            remedy=say("refused.sign_in_needed_token_remedy" if token else "refused.sign_in_needed_remedy"),
            reason=reason,
        )


@dataclass(frozen=True, slots=True)
class _Person:
    actor: Actor
    session_hash: str
    good_until: float


_kept: dict[tuple[str, date], _Person] = {}


def _nowhere(officer: str, on: date) -> Iterable[str]:
    return ()


@dataclass
class Joints:
    """What the rooms above tell the gate (``server.wiring``)."""

    #: the bodies an officer is posted to that day (派驻, 下沉): there he serves as he does at home
    posted_to: Callable[[str, date], Iterable[str]] = _nowhere


joints = Joints()


def actor_of(user: User | UUID | str, *, on: date) -> Actor | None:
    """The person with the posts held on that day; None for one who is unknown or no longer active."""
    person = _person(str(user.pk if isinstance(user, User) else user), on)
    return person.actor if person else None


def actor_from_request(request: HttpRequest, *, now: datetime) -> Actor | None:
    """The person behind ``Authorization: Bearer`` or the session; None where neither is given.

    Refuses: SignInNeeded for a token or session that is no longer good. A request that carries a token is judged by it alone.
    """
    on = legal_date(now)
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return actor_of_token(text.strip(), now=now)
    opened = sessions.user_of(request)
    if opened is None:
        return None
    user, session_hash = opened
    if ended := sessions.why_ended(request, now=now):
        sessions.drop(request)
        raise SignInNeeded(ended)
    person = _person(user, on)
    if person is None or not constant_time_compare(session_hash, person.session_hash):
        sessions.drop(request)
        raise SignInNeeded("ended")
    sessions.touch(request, now=now)
    return person.actor


def actor_of_token(text: str, *, now: datetime) -> Actor:
    """The person a token stands for. Refuses: SignInNeeded."""
    on, digest = legal_date(now), sm3(text.encode("utf-8", "replace"))
    person = _find((digest, on), _BY_TOKEN, digest=digest, on=on, now=now)
    if person is None:
        raise SignInNeeded("token")
    return person.actor


def forget(user: UUID | str | None = None) -> None:
    """Something about ``user`` (or anyone) changed: ask the database again, now and once more after the commit."""
    _drop(user)
    transaction.on_commit(lambda: _drop(user))


def _drop(user: UUID | str | None) -> None:
    for key, person in list(_kept.items()):
        if user is None or person.actor.user == str(user):
            _kept.pop(key, None)


def _person(user: str, on: date) -> _Person | None:
    return _find((user, on), _BY_ID, user=user, on=on)


def _find(key: tuple[str, date], statement: str, **values: Any) -> _Person | None:
    moment = time.monotonic()
    person = _kept.get(key)
    if person is not None and moment < person.good_until:
        return person
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    if not rows:
        _kept.pop(key, None)
        return None
    identity, _username, name, officer, password = rows[0][:5]
    granted = tuple(Post(Role(role), body, place) for *_, role, body, place in rows if role is not None)
    posts = (*granted, *_posted(granted, officer, key[1]))
    session_hash = User(password=password).get_session_auth_hash()
    person = _Person(Actor(str(identity), name, officer, posts), session_hash, moment + KEPT_FOR)
    if len(_kept) >= _KEPT_AT_MOST:
        _kept.clear()
    _kept[key] = person
    return person


def _posted(granted: Iterable[Post], officer: str, on: date) -> Iterable[Post]:
    """Whoever was given the role of an officer has it where the institution posts him, too, and while it does."""
    own = [post for post in granted if post.role is Role.OFFICER]
    if own and officer:
        for body in joints.posted_to(officer, on):
            if not any(post.covers(body, None) for post in own):
                yield Post(Role.OFFICER, body)
