from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, MD5PasswordHasher
from django.db import connection

from yifa.platform.accounts.actions import change_password, close_account
from yifa.platform.accounts.core.throttle import Failures, bar_of
from yifa.platform.accounts.gate import actor_of
from yifa.platform.accounts.models import SignInAttempt, User
from yifa.platform.accounts.passwords import PasswordLength, PasswordReused, PasswordWeak
from yifa.platform.accounts.signing_in import TooManyAttempts, WrongCredentials, forget_attempts, sign_in
from yifa.platform.audit.models import Entry

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
PASSWORD = "shan-he-ming-lu-48213"
OFFICE, ELSEWHERE = "10.0.0.1", "203.0.113.7"


def enter(username: str = "li", password: str = PASSWORD, *, address: str = OFFICE, minutes: int = 0) -> User:
    return sign_in(username=username, password=password, address=address, now=NOW + timedelta(minutes=minutes))


def guess(times: int, *, address: str = ELSEWHERE, minutes: int = 0, username: str = "li") -> list[str]:
    answers = []
    for _ in range(times):
        with pytest.raises((WrongCredentials, TooManyAttempts)) as refused:
            enter(username, "wrong-wrong-wrong", address=address, minutes=minutes)
        answers.append(refused.value.code.partition(".")[2])
    return answers


def test_right_password_signs_in_and_is_told(person: Any) -> None:
    user = person("li")

    assert enter() == user

    assert list(Entry.objects.filter(user=user.pk).values_list("kind", "facts")) == [("signed_in", {"address": OFFICE})]


def test_unknown_name_and_wrong_password_get_the_same_words_BI_AUT_01_02(person: Any) -> None:
    person("li")

    with pytest.raises(WrongCredentials) as known:
        enter("li", "wrong-wrong-wrong")
    with pytest.raises(WrongCredentials) as unknown:
        enter("nobody", "wrong-wrong-wrong")

    assert known.value.as_json() == unknown.value.as_json()
    assert known.value.sentence == "用户名或口令不正确。"


def test_unknown_name_costs_the_same_work_as_a_wrong_password_BI_AUT_02(
    person: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    person("li")
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(password) or encode(self, password, salt))
    guess(1)

    for username in ("li", "nobody"):
        hashed.clear()
        with django_assert_num_queries(8):
            guess(1, username=username)
        assert hashed == ["wrong-wrong-wrong"], username


def test_guesses_at_the_same_moment_are_counted_like_guesses_in_a_row(django_db_setup: None, django_db_blocker: Any) -> None:
    account = f"parallel{time.monotonic_ns()}"

    def one(_number: int) -> str:
        try:
            enter(account, "wrong-wrong-wrong", address=ELSEWHERE)
        except (WrongCredentials, TooManyAttempts) as refused:
            return refused.code
        finally:
            connection.close()
        return "signed in"

    with django_db_blocker.unblock():
        try:
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(one, range(24)))
        finally:
            SignInAttempt.objects.filter(address=ELSEWHERE).delete()
            Entry.objects.filter(facts__address=ELSEWHERE).delete()

    assert sorted(answers) == ["accounts.too_many_attempts"] * 19 + ["accounts.wrong_credentials"] * 5


def test_failed_attempt_is_told_without_what_was_typed(person: Any) -> None:
    person("li")

    guess(1)
    guess(1, username="my-secret-password")

    told = list(Entry.objects.filter(kind="sign_in_failed").order_by("id").values("name", "subject", "facts"))
    assert told == [
        {"name": "人员li", "subject": "", "facts": {"address": ELSEWHERE, "known": True}},
        {"name": "", "subject": "", "facts": {"address": ELSEWHERE, "known": False}},
    ]
    assert not SignInAttempt.objects.filter(account__contains="secret").exists()


def test_closed_account_does_not_sign_in(person: Any) -> None:
    user = person("li")
    close_account(actor=None, user=user.pk, now=NOW)

    with pytest.raises(WrongCredentials):
        enter()

    assert actor_of(user, on=NOW.date()) is None


def test_endless_password_is_refused_before_hashing_BI_AUT_06(person: Any) -> None:
    person("li")

    with pytest.raises(PasswordLength):
        enter("li", "x" * 1_000_000)

    assert SignInAttempt.objects.count() == 0


@pytest.mark.parametrize("username", ["", "\x00", "li\x00", "x" * 10_000, "' OR 1=1 --", "李\u202e"])
def test_odd_user_names_are_plainly_wrong(person: Any, username: str) -> None:
    person("wang")

    with pytest.raises(WrongCredentials):
        enter(username)


def test_sixth_guess_within_a_quarter_is_not_heard_BI_AUT_03(person: Any) -> None:
    person("li")

    assert guess(6) == ["wrong_credentials"] * 5 + ["too_many_attempts"]
    assert guess(1, minutes=15) == ["wrong_credentials"]


def test_right_password_after_too_many_guesses_is_not_looked_at_either(person: Any) -> None:
    person("li")
    guess(5)

    with pytest.raises(TooManyAttempts) as refused:
        enter(address=ELSEWHERE)

    assert refused.value.sentence == "登录尝试过多，请15分钟后再试。"
    assert refused.value.facts == {"scope": "account", "retry_after_seconds": 900}


def test_strangers_together_are_heard_ten_times_an_hour(person: Any) -> None:
    person("li")

    heard = [answer for number in range(60) for answer in guess(2, address=f"198.51.100.{number}")]

    assert heard.count("wrong_credentials") == 10
    assert guess(1, address="198.51.100.99", minutes=61) == ["wrong_credentials"]


def test_guesses_elsewhere_do_not_keep_the_real_person_out(person: Any) -> None:
    user = person("li")
    enter(minutes=-60 * 24 * 29)
    for number in range(12):
        guess(1, address=f"198.51.100.{number}")

    assert enter() == user
    with pytest.raises(TooManyAttempts):
        enter(address=ELSEWHERE)


def test_known_address_is_slowed_at_twenty_an_hour(person: Any) -> None:
    person("li")
    enter()

    assert guess(21, address=OFFICE, minutes=1) == ["wrong_credentials"] * 20 + ["too_many_attempts"]


def test_spraying_address_is_slowed_and_no_account_with_it_BI_AUT_04(person: Any) -> None:
    user = person("li")
    for number in range(50):
        guess(1, username=f"someone{number}")

    with pytest.raises(TooManyAttempts) as refused:
        enter(address=ELSEWHERE)

    assert refused.value.facts["scope"] == "address"
    assert enter() == user


def test_flood_of_guesses_is_no_flood_of_entries(person: Any) -> None:
    person("zhao")

    guess(40, username="zhao", address="192.0.2.77")

    assert Entry.objects.filter(kind="sign_in_throttled").count() == 1


@pytest.mark.parametrize(
    ("failures", "bar"),
    [
        (Failures(False, 4, 4, 9, 49), None),
        (Failures(False, 5, 5, 5, 5), "account"),
        (Failures(False, 0, 0, 10, 0), "account"),
        (Failures(False, 0, 0, 0, 50), "address"),
        (Failures(True, 19, 19, 500, 500), None),
        (Failures(True, 0, 20, 0, 0), "account"),
    ],
)
def test_bar_stands_at_its_number(failures: Failures, bar: str | None) -> None:
    assert bar_of(failures) == bar


def test_attempts_no_count_looks_at_are_removed(person: Any) -> None:
    person("li")
    enter(minutes=-60 * 24 * 32)
    enter()

    assert forget_attempts(now=NOW) == 1


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        ("Abc12345", PasswordLength),
        ("x" * 129, PasswordLength),
        ("123456789012", PasswordWeak),
        ("li-zhangsan-2026", PasswordWeak),
        (PASSWORD, PasswordReused),
    ],
)
def test_weak_or_old_password_is_refused_BI_AUT_07_08(person: Any, new: str, refusal: type[Exception]) -> None:
    user = person("li-zhangsan")
    actor = actor_of(user, on=NOW.date())
    assert actor

    with pytest.raises(refusal):
        change_password(actor=actor, old=PASSWORD, new=new, address=OFFICE, now=NOW)

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_changed_password_replaces_the_old_one(person: Any) -> None:
    user = person("li")
    actor = actor_of(user, on=NOW.date())
    assert actor

    change_password(actor=actor, old=PASSWORD, new="yun-qi-song-bai-55120", address=OFFICE, now=NOW)

    assert enter("li", "yun-qi-song-bai-55120") == user
    with pytest.raises(WrongCredentials):
        enter()
    assert Entry.objects.filter(kind="password_changed").count() == 1


def test_wrong_old_password_counts_as_a_guess(person: Any) -> None:
    actor = actor_of(person("li"), on=NOW.date())
    assert actor

    with pytest.raises(WrongCredentials):
        change_password(actor=actor, old="wrong-wrong-wrong", new="yun-qi-song-bai-55120", address=OFFICE, now=NOW)

    assert SignInAttempt.objects.filter(succeeded=False).count() == 1


def test_real_hasher_takes_and_checks_a_password() -> None:
    hasher = Argon2PasswordHasher()
    encoded = hasher.encode(PASSWORD, "somesalt12345678")

    assert hasher.verify(PASSWORD, encoded)
    assert not hasher.verify("wrong-wrong-wrong", encoded)
