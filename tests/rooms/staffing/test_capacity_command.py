from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from yifa.profile.schema import AbsenceRow, Profile
from yifa.registry import snapshot
from yifa.server.commands import capacity
from yifa.staffing import actions
from yifa.staffing.capacity import NoSuchDomain, NoSuchPlace

from .conftest import NOW

ON = date(2026, 3, 1)
ASKED = ["--place", "131128101", "--on", "2026-03-01", "--domain", "城市管理"]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What a test wrote is rolled back, and a copy read meanwhile with it."""
    snapshot.clear()
    yield
    snapshot.clear()


@pytest.fixture
def two_left(loaded: Profile) -> Profile:
    """Everybody but two is on leave."""
    away = tuple(
        AbsenceRow(officer=row.code, kind="培训", first=ON, last=ON) for row in loaded.officers if row.code not in ("GC-001", "GC-002")
    )
    fewer = replace(loaded, absences=(*loaded.absences, *away), digest="other")
    actions.load(fewer, now=NOW)
    return fewer


def test_capacity_as_json_tells_pairs_and_what_hangs_on_one_person(two_left: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    assert capacity.main([*ASKED, "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    bureau = next(line for line in told["lines"] if line["body"]["code"] == "fucheng.gucheng")
    assert (told["profile"], told["place"]["code"], told["on"], told["domain"]) == ("fucheng", "131128101", "2026-03-01", "城市管理")
    assert {name: bureau[name] for name in ("certificates", "able", "at_once", "possible", "missing", "fragile", "verdict")} == {
        "certificates": 28,
        "able": 2,
        "at_once": 1,
        "possible": 1,
        "missing": 0,
        "fragile": True,
        "verdict": "lawful",
    }
    assert [officer["code"] for officer in bureau["officers"]] == ["GC-001", "GC-002"]
    assert [loss["officer"] for loss in told["losses"]] == ["GC-001", "GC-002"]
    assert {finding["kind"] for finding in told["findings"]} == {"no_reviewer", "no_chair"}


def test_capacity_as_text_says_the_same_in_words(two_left: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    assert capacity.main(ASKED) == 0

    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "古城镇 2026-03-01 的执法能力"
    assert "能办，但任何一人缺席即无法办案：赵建国、钱文斌。" in lines
    assert "△ 赵建国缺席即不能办：城市管理（131128101）" in lines


def test_capacity_refuses_a_place_and_a_domain_it_does_not_know(loaded: Profile) -> None:
    with pytest.raises(NoSuchPlace) as place:
        capacity.main(["--place", "999999", "--on", "2026-03-01"])
    with pytest.raises(NoSuchDomain) as domain:
        capacity.main(["--place", "131128101", "--on", "2026-03-01", "--domain", "占星"])

    assert place.value.sentence == "名录中没有2026-03-01有效的地方“999999”。"
    assert domain.value.sentence == "名录中没有“占星”领域的事项、队伍或者执法证件。"
