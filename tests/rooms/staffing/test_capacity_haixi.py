"""茫崖 of the profile haixi: two certificates are one lawful pair, and none while one of the two is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from yifa.law.answer import Verdict
from yifa.profile import read
from yifa.profile.schema import Profile
from yifa.registry import lists, snapshot
from yifa.server.beside import scratch
from yifa.staffing.capacity import capacity

FOLDER = Path(__file__).parents[3] / "profiles" / "haixi"
MANGYA = "632803"
BUREAU = "haixi.mangya.zhifa"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def haixi() -> Profile:
    return read(FOLDER)


@pytest.fixture(autouse=True)
def there(haixi: Profile, db: None) -> Iterator[None]:
    snapshot.clear()
    with scratch(haixi, folder=FOLDER, now=datetime(2026, 1, 1, tzinfo=UTC)):
        yield
    snapshot.clear()


def test_two_certificates_are_one_pair_and_none_while_one_is_on_leave(haixi: Profile) -> None:
    certified = {row.officer for row in haixi.certificates if row.officer.startswith("MY-")}
    away = next(row for row in haixi.absences if row.officer in certified)
    days = (away.first - timedelta(1), away.first, away.last, away.last + timedelta(1))

    lines = [{one for one in capacity(place=MANGYA, on=day).lines if one.body == BUREAU} for day in days]

    assert [{(one.certificates, one.able, one.at_once, one.possible) for one in found} for found in lines] == [
        {(2, 2, 1, 1)},
        {(2, 1, 0, 0)},
        {(2, 1, 0, 0)},
        {(2, 2, 1, 1)},
    ]
    assert [{one.verdict for one in found} for found in lines] == [{Verdict.LAWFUL}, {Verdict.REFUSED}, {Verdict.REFUSED}, {Verdict.LAWFUL}]


def test_with_those_two_handling_nobody_is_left_to_review_or_to_chair() -> None:
    found = capacity(place=MANGYA, on=date(2024, 9, 1))

    assert {(one.body, one.kind) for one in found.findings} == {(BUREAU, "no_reviewer"), (BUREAU, "no_chair")}
    assert len(found.losses) == 2


def test_one_certificate_more_makes_every_domain_safe_against_one_absence() -> None:
    best = capacity(place=MANGYA, on=date(2024, 9, 1)).trainings[0]

    assert (best.rank, len(best.opens), len(best.secures), best.at_once, best.possible) == (1, 0, 1, 0, 2)


def test_at_the_reform_what_the_county_departments_held_went_to_one_bureau(haixi: Profile) -> None:
    (reform,) = haixi.reforms
    days = lists.around(reform.code)

    found = {
        code: lists.difference(code, days.before, code, days.on) for code in ("632801", "632802", "632803", "632821", "632822", "632823")
    }

    assert {code: len({after for _, after in one.moves()}) for code, one in found.items()} == dict.fromkeys(found, 1)
    assert all(len({before for before, _ in one.moves()}) > 1 for one in found.values())
    assert [one.added for one in found.values()] == [()] * len(found)
