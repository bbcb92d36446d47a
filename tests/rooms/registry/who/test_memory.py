"""What is kept in memory is bounded, and forgetting changes no answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import yifa.law  # noqa: F401  registers the rules
from tests.rooms.registry.who.institutions import institution
from yifa.registry.core import powers as core
from yifa.registry.core import remedy, who
from yifa.registry.core.powers import Powers
from yifa.registry.core.who import Who

DAYS = [date(2023, 6, 1) + timedelta(days=29 * number) for number in range(30)]
ITEMS, PLACES = ("CG-1", "CG-2", "CG-3", "NL-1"), ("510681", "510681102", "510681103", "510681102201", "GH-SXD")


def answers(powers: Powers) -> list[Who]:
    return [who.who(powers, item=item, place=place, on=on) for item in ITEMS for place in PLACES for on in DAYS]


def test_nothing_grows_beyond_its_bound_and_no_answer_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = answers(institution("county_city", {}))
    monkeypatch.setattr(who, "_TIMELINES_AT_MOST", 4)
    monkeypatch.setattr(remedy, "_KEEP_AT_MOST", 3)
    monkeypatch.setattr(core, "_KEEP_AT_MOST", 3)
    powers = institution("county_city", {})

    assert answers(powers) == expected
    assert [len(powers.kept[name]) <= at_most for name, at_most in (("timelines", 4), ("remedies", 3), ("depths", 3))] == [True] * 3


def test_items_held_alike_at_places_that_lie_alike_share_one_timeline() -> None:
    powers = institution("town", {"items": [{"code": f"A-{number}", "name": "甲", "domain": "城市管理"} for number in range(5)]})

    for number in range(5):
        for place in ("131128101", "131128102", "131128102001"):
            who.who(powers, item=f"A-{number}", place=place, on=date(2024, 1, 1))

    assert len(powers.kept["timelines"]) == 1
