from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory

from yifa.kernel.actor import Actor, Role
from yifa.platform.accounts import gate, sessions
from yifa.platform.accounts.actions import change_password, close_account, make_token
from yifa.platform.accounts.gate import SignInNeeded, actor_from_request
from yifa.platform.accounts.models import User
from yifa.platform.audit.models import Entry

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
PASSWORD = "shan-he-ming-lu-48213"


def request(key: str | None = None, **headers: Any) -> HttpRequest:
    made = RequestFactory().get("/", headers=headers)
    made.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return made


def opened(user: User) -> HttpRequest:
    made = request()
    sessions.open_session(made, user, now=NOW)
    made.session.save()
    return made


def ask(key: str | None, *, after: timedelta = timedelta()) -> Actor | str | None:
    asked = request(key)
    try:
        actor = actor_from_request(asked, now=NOW + after)
    except SignInNeeded as refused:
        return str(refused.facts["reason"])
    if asked.session.modified:
        asked.session.save()
    return actor


def test_session_stands_for_its_owner(person: Any) -> None:
    user = person("li", Role.OFFICER)

    assert ask(opened(user).session.session_key) == gate.actor_of(user, on=NOW.date())
    assert ask(None) is None


def test_request_of_a_kept_actor_costs_the_session_alone(person: Any, django_assert_num_queries: Any) -> None:
    key = opened(person("li", Role.OFFICER)).session.session_key
    ask(key)

    with django_assert_num_queries(1):
        ask(key)


@pytest.mark.parametrize(
    ("minutes", "answer"),
    [
        ([29], "actor"),
        ([30], "idle"),
        ([29, 58], "actor"),
        ([20, 51], "idle"),
        (list(range(20, 480, 20)), "actor"),
        ([*range(20, 480, 20), 480], "ended"),
    ],
)
def test_idle_and_long_sessions_end_BI_AUT_15(person: Any, minutes: list[int], answer: str) -> None:
    key = opened(person("li")).session.session_key

    answers = [ask(key, after=timedelta(minutes=minute)) for minute in minutes]

    assert [("actor" if isinstance(each, Actor) else each) for each in answers] == ["actor"] * (len(minutes) - 1) + [answer]


def test_ended_session_is_gone_on_the_server(person: Any) -> None:
    key = opened(person("li")).session.session_key

    assert ask(key, after=timedelta(minutes=31)) == "idle"
    assert ask(key) is None


def test_signing_in_takes_a_new_key(person: Any) -> None:
    made = request()
    made.session["before"] = 1
    made.session.save()
    before = made.session.session_key

    sessions.open_session(made, person("li"), now=NOW)

    assert made.session.session_key != before
    assert "before" not in made.session
    assert not made.session.exists(before)


def test_copied_cookie_opens_nothing_after_signing_out_BI_AUT_14(person: Any) -> None:
    user = person("li")
    made = opened(user)
    key = made.session.session_key

    sessions.close_session(made, gate.actor_of(user, on=NOW.date()), now=NOW)

    assert ask(key) is None
    assert Entry.objects.filter(kind="signed_out", user=user.pk).count() == 1


def test_change_of_password_ends_every_other_session(person: Any) -> None:
    user = person("li")
    here, there = opened(user), opened(user).session.session_key
    actor = gate.actor_of(user, on=NOW.date())
    assert actor

    changed = change_password(actor=actor, old=PASSWORD, new="yun-qi-song-bai-55120", address="10.0.0.1", now=NOW)
    sessions.keep_session(here, changed, now=NOW)
    here.session.save()

    assert ask(there) == "ended"
    assert ask(here.session.session_key) == actor


def test_closed_account_has_no_session_any_more(person: Any) -> None:
    user = person("li")
    key = opened(user).session.session_key
    ask(key)

    close_account(actor=None, user=user.pk, now=NOW)

    assert ask(key) == "ended"


def test_bearer_token_is_asked_before_the_session(person: Any) -> None:
    officer, other = person("li", Role.OFFICER), person("wang")
    text = make_token(actor=None, user=officer.pk, now=NOW)
    key = opened(other).session.session_key

    asked = actor_from_request(request(key, authorization=f"Bearer {text}"), now=NOW)

    assert asked and asked.user == str(officer.pk)
    with pytest.raises(SignInNeeded) as refused:
        actor_from_request(request(key, authorization="Bearer nothing"), now=NOW)
    assert refused.value.facts == {"reason": "token"}


def test_forged_session_content_opens_nothing(person: Any) -> None:
    user = person("li")
    made = opened(user)
    made.session["_auth_user_hash"] = "0" * 64
    made.session.save()

    assert ask(made.session.session_key) == "ended"


def test_address_is_the_peer_unless_a_proxy_of_ours_names_it(settings: Any) -> None:
    asked = RequestFactory().get("/", headers={"x-forwarded-for": "1.1.1.1, 203.0.113.9"}, REMOTE_ADDR="10.0.0.2")

    assert sessions.address_of(asked) == "10.0.0.2"
    settings.YIFA_TRUSTED_PROXIES = ["10.0.0.2"]
    assert sessions.address_of(asked) == "203.0.113.9"
