"""People of one town, made by the actions themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from yifa.kernel.actor import Role
from yifa.platform.accounts import gate
from yifa.platform.accounts.actions import grant_role, make_account
from yifa.platform.accounts.models import User

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 11)
PASSWORD = "shan-he-ming-lu-48213"

MakeUser = Callable[..., User]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    gate._kept.clear()


@pytest.fixture
def person(db: None) -> MakeUser:
    """``person("li", Role.OFFICER, body="town")``."""

    def make(username: str, *roles: Role, body: str = "town", place: str = "", officer: str = "") -> User:
        user = make_account(actor=None, username=username, name=f"人员{username}", officer=officer, password=PASSWORD, now=NOW)
        for role in roles:
            grant_role(actor=None, user=user.pk, role=role, body=body, place=place, valid_from=TODAY, now=NOW)
        return user

    return make
