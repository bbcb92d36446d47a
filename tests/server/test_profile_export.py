from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from yifa.profile import read
from yifa.profile.schema import HoldingRow, ListRow, Profile
from yifa.profile.writing import FolderNotEmpty, write
from yifa.registry import actions as registry
from yifa.registry.models import Equipment, Holding, Item, ItemList, Load
from yifa.server.beside import scratch
from yifa.server.commands.profile import export
from yifa.server.refusals import NothingLoaded
from yifa.server.unloading import unload

PROFILES = Path(__file__).parents[2] / "profiles"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def rows_of(profile: Profile) -> dict[str, object]:
    """Everything a profile says, in no order; the digest is that of files, not of what they say."""
    members = {field.name: getattr(profile, field.name) for field in fields(profile) if field.name != "digest"}
    said = {(row.code, *said_of_holding(row)) for row in profile.lists}
    of_list = {item.code: item.list for item in profile.items}
    # a row for an item that says what its list says for it adds nothing, and does not come back
    members["holdings"] = tuple(row for row in profile.holdings if (of_list.get(row.item), *said_of_holding(row)) not in said)
    return {name: Counter(value) if isinstance(value, tuple) else value for name, value in members.items()}


def said_of_holding(row: ListRow | HoldingRow) -> tuple[object, ...]:
    shared = ("body", "place", "title", "document", "transition_until", "transition_body", "guide", "valid_from", "valid_until")
    return (*(getattr(row, name) for name in shared), getattr(row, "exception", False))


@pytest.mark.parametrize("name", [path.parent.name for path in sorted(PROFILES.glob("*/bodies.toml"))])
def test_profile_written_from_the_database_reads_as_it_was(name: str, tmp_path: Path) -> None:
    original = read(PROFILES / name)

    with scratch(original, folder=tmp_path, now=NOW):
        export(tmp_path / name)

    # beside, nobody signs in: there are no accounts
    assert rows_of(read(tmp_path / name)) == rows_of(replace(original, users=()))


def test_profile_the_place_runs_is_written_with_its_users(tmp_path: Path) -> None:
    export(tmp_path)

    assert rows_of(read(tmp_path / "fucheng")) == rows_of(read(PROFILES / "fucheng"))


def test_profile_written_and_loaded_again_changes_nothing(tmp_path: Path) -> None:
    write(unload(), tmp_path / "fucheng")
    before = unload()

    assert rows_of(unload()) == rows_of(before)


def test_profile_is_written_as_acts_left_it(tmp_path: Path) -> None:
    item = Item.objects.filter(list__code="gucheng").earliest("no")
    end = date(2026, 7, 1)
    Holding.objects.filter(item=item, body="fucheng.gucheng").update(valid_until=end, act=uuid4())
    Holding.objects.create(item=item, body="fucheng.chengguan", place="131128101", title="statute", valid_from=end, act=uuid4())
    Equipment.objects.filter(code="GC-E-01").update(valid_until=end, act=uuid4())

    write(unload(), tmp_path / "fucheng")

    again = read(tmp_path / "fucheng")
    held = [row for row in again.holdings if row.item == item.code]
    granted = next(row for row in again.lists if row.code == "gucheng")
    assert held == [
        HoldingRow(item=item.code, body="fucheng.gucheng", place="131128101", title="grant", document=granted.document, valid_until=end),
        HoldingRow(item=item.code, body="fucheng.chengguan", place="131128101", title="statute", valid_from=end),
    ]
    assert [row.valid_until for row in again.equipment if row.code == "GC-E-01"] == [end]


def test_rows_of_acts_loaded_anew_are_the_rows_that_were_written(tmp_path: Path) -> None:
    item = Item.objects.filter(list__code="gucheng").earliest("no")
    Holding.objects.filter(item=item).update(valid_until=date(2026, 7, 1), act=uuid4())
    write(unload(), tmp_path / "fucheng")
    stood = list(Holding.objects.order_by("pk").values_list("item__code", "body", "place", "title", "valid_from", "valid_until"))
    Holding.objects.all().delete()
    Load.objects.all().delete()

    registry.load(read(tmp_path / "fucheng"), now=NOW)

    found = Holding.objects.values_list("item__code", "body", "place", "title", "valid_from", "valid_until")
    assert sorted(map(repr, found)) == sorted(map(repr, stood))


def test_list_recalled_whole_is_written_and_read(tmp_path: Path) -> None:
    Holding.objects.filter(item__list__code="wenlv").update(valid_until=date(2026, 7, 1), act=uuid4())

    write(unload(), tmp_path / "fucheng")

    again = read(tmp_path / "fucheng")
    assert {row.valid_until for row in again.holdings if row.body == "fucheng.wenlv"} == {date(2026, 7, 1)}
    assert len(again.holdings) - len(read(PROFILES / "fucheng").holdings) == Item.objects.filter(list__code="wenlv").count()


def test_text_a_spreadsheet_would_reckon_is_written_where_none_opens_it(tmp_path: Path) -> None:
    Equipment.objects.filter(code="GC-E-01").update(name='=HYPERLINK("http://example.org")')

    write(unload(), tmp_path / "fucheng")

    assert not (tmp_path / "fucheng" / "equipment.csv").exists()
    assert [row.name for row in read(tmp_path / "fucheng").equipment if row.code == "GC-E-01"] == ['=HYPERLINK("http://example.org")']


def test_export_refuses_a_folder_that_is_not_empty_and_a_place_without_profile(tmp_path: Path) -> None:
    (tmp_path / "fucheng").mkdir()
    (tmp_path / "fucheng" / "notes.txt").write_text("x")
    with pytest.raises(FolderNotEmpty) as refusal:
        export(tmp_path / "fucheng")

    assert refusal.value.sentence == f"文件夹 {tmp_path / 'fucheng'} 不是空的，没有写入。"
    assert [path.name for path in (tmp_path / "fucheng").iterdir()] == ["notes.txt"]
    Load.objects.all().delete()
    with pytest.raises(NothingLoaded):
        unload()


def test_items_people_confirmed_from_the_law_library_are_in_no_profile(tmp_path: Path) -> None:
    confirmed = ItemList.objects.create(code="@library", name="法规库", body="fucheng", place="131128", stated=True)
    item = Item.objects.create(code="某法-1-1", list=confirmed, department="某局", synthetic=False)
    Holding.objects.create(item=item, body="fucheng", place="131128", title="statute")

    again = unload()

    assert [row.code for row in again.lists if row.code == "@library"] == []
    assert [row for row in again.holdings if row.item == "某法-1-1"] == []


def test_row_for_one_item_stands_in_place_of_what_its_list_says() -> None:
    fucheng = read(PROFILES / "fucheng")
    line = next(row for row in fucheng.lists if row.code == "wenlv")
    items = [row.code for row in fucheng.items if row.list == "wenlv"]
    ended = HoldingRow(item=items[0], body=line.body, place=line.place, title=line.title, valid_until=date(2026, 7, 1))

    registry.load(replace(fucheng, holdings=(*fucheng.holdings, ended), digest="other"), now=NOW)

    held = Holding.objects.filter(item__list__code="wenlv", body=line.body)
    assert held.count() == len(items)
    assert list(held.filter(valid_until=date(2026, 7, 1)).values_list("item__code", flat=True)) == [items[0]]
