"""The people of 古城镇 as actors, by the user names of the profile."""

from __future__ import annotations

from datetime import date

from yifa.kernel.actor import Actor
from yifa.platform.accounts.gate import actor_of
from yifa.platform.accounts.models import User


def actor(username: str, *, on: date = date(2026, 3, 11)) -> Actor:
    """The actor that the gate makes of this user on that day."""
    found = actor_of(User.objects.get(username=username), on=on)
    assert found is not None
    return found
