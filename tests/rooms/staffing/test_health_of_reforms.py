"""The reforms of the shipped profiles, examined before and after their day, and with one row less."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yifa.library.models import Law
from yifa.profile import read
from yifa.registry import snapshot
from yifa.registry.models import Body, Catalogue
from yifa.server.beside import scratch
from yifa.staffing.health import Kind, findings
from yifa.staffing.models import Certificate, Posting

PROFILES = Path(__file__).parents[3] / "profiles"


@contextmanager
def institution(name: str) -> Iterator[None]:
    """A shipped profile in a scratch schema."""
    with scratch(read(PROFILES / name), folder=PROFILES / name, now=datetime(2026, 1, 1, tzinfo=UTC)):
        yield


def says(rule: str, on: date) -> list[str]:
    snapshot.clear()
    return [one.says for one in findings(on=on, rules=[rule])]


@pytest.mark.django_db
def test_a_reform_that_gives_every_town_a_group_and_uses_lists_before_they_are_authorised() -> None:
    with institution("haixi"):
        assert says("town_group", date(2024, 6, 30)) == ["有43个镇街没有派驻执法组或者片区队。"]
        assert says("town_group", date(2024, 7, 1)) == []

        assert says("unauthorised", date(2024, 6, 30)) == []
        found = findings(on=date(2024, 7, 1), rules=["unauthorised"])
        assert {one.kind for one in found} == {Kind.LAW}
        assert sorted(one.says.partition("的清单")[0] for one in found) == ["乌兰县", "天峻县", "格尔木市", "茫崖市", "都兰县"]

        Body.objects.filter(code="haixi.wulan.zhifa.zu01").update(valid_until=date(2025, 1, 1))
        assert says("town_group", date(2024, 12, 31)) == []
        assert says("town_group", date(2025, 1, 1)) == ["有1个镇街没有派驻执法组或者片区队。"]
        assert says("team_gone", date(2025, 1, 1)) == ["有1条委托、派驻或者队伍的记录仍然有效，其中的队伍或者机关当日已不存在。"]


@pytest.mark.django_db
def test_one_certificate_less_is_short_in_an_area_and_an_item_less_is_outside_the_catalogue() -> None:
    on = date(2024, 1, 1)
    with institution("guanghan"):
        assert (says("sunk_certified", on), says("outside_catalogue", on)) == ([], [])

        sunk = Posting.objects.filter(body="guanghan.pqsxd", officer__body__startswith="guanghan.ny").first()
        assert sunk is not None
        Certificate.objects.filter(officer=sunk.officer).update(valid_until=on)
        Catalogue.objects.filter(item="GH-CG-R001").update(valid_until=on)

        assert [one.partition("下沉")[0] for one in says("sunk_certified", on)] == ["广汉市农业农村局在三星堆国家文物保护利用片区"]
        assert len(says("outside_catalogue", on)) == 12


@pytest.mark.django_db
def test_a_law_that_the_library_knows_as_repealed_is_no_basis() -> None:
    with institution("fucheng"):
        assert says("repealed_basis", date(2026, 1, 2)) == []

        Law.objects.create(name="城市道路管理条例", title="城市道路管理条例", repealed_on=date(2026, 1, 2))

        assert says("repealed_basis", date(2026, 1, 1)) == []
        assert [one.partition("，")[0] for one in says("repealed_basis", date(2026, 1, 2))] == ["《城市道路管理条例》已于2026年1月2日废止"]
