from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from yifa.profile.schema import HoldingRow, Profile
from yifa.registry import actions, queries, snapshot
from yifa.registry.models import Body, Camera, Grid, History, Holding, Item, ItemVersion, Load, Place

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ON = date(2026, 3, 1)


def test_load_a_second_time_changes_nothing(loaded: Profile) -> None:
    loaded_at = Load.objects.get(room="registry").loaded_at
    before = [model.objects.count() for model in (Body, Place, Item, ItemVersion, Holding, History, Camera, Grid)]

    assert actions.load(loaded, now=datetime(2026, 2, 1, tzinfo=UTC)) is False

    assert [model.objects.count() for model in (Body, Place, Item, ItemVersion, Holding, History, Camera, Grid)] == before
    assert Load.objects.get(room="registry").loaded_at == loaded_at


def test_load_of_a_changed_profile_keeps_the_item_numbers_and_corrects_the_row(loaded: Profile) -> None:
    number = Item.objects.get(code="GC-ZJ-001").no
    items = tuple(replace(row, name="占用城市道路") if row.code == "GC-ZJ-001" else row for row in loaded.items)

    changed = actions.load(replace(loaded, items=items, digest="other"), now=NOW)

    assert changed is True
    assert Item.objects.get(code="GC-ZJ-001").no == number
    assert ItemVersion.objects.get(item__code="GC-ZJ-001").name == "占用城市道路"
    assert Item.objects.count() == len({row.code for row in loaded.items})


def test_load_can_end_a_body_and_begin_its_next_span(loaded: Profile) -> None:
    old = next(row for row in loaded.bodies if row.code == "fucheng.gucheng.squad1")
    ended = replace(old, valid_until=date(2026, 7, 1))
    begun = replace(old, valid_from=date(2026, 7, 1), name="机动中队")
    bodies = (*(row for row in loaded.bodies if row is not old), ended, begun)

    actions.load(replace(loaded, bodies=bodies, digest="other"), now=NOW)

    names = [
        queries.bodies(under="fucheng.gucheng", on=day, kind="中队").get(code=old.code).name
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert names == ["执法一中队", "机动中队"]


def test_load_refuses_a_row_that_vanished(loaded: Profile) -> None:
    fewer = replace(loaded, grids=loaded.grids[1:], digest="other")

    with pytest.raises(actions.RowVanished) as refusal:
        actions.load(fewer, now=NOW)

    assert refusal.value.sentence == "已载入的网格“WG-01”在配置中不见了：名录只能结束，不能删去。"
    assert Grid.objects.count() == len(loaded.grids)


def test_load_refuses_a_second_profile_in_one_database(loaded: Profile) -> None:
    with pytest.raises(actions.OtherProfileLoaded) as refusal:
        actions.load(replace(loaded, code="elsewhere", name="别处"), now=NOW)

    assert refusal.value.sentence == "本库已载入配置“阜城县（含古城镇）”，不能再载入“别处”。"


def holding(*, item: str, body: str, place: str, **more: object) -> Holding:
    return Holding(
        item=Item.objects.get(code=item),
        body=body,
        place=place,
        title="grant",
        **more,
    )


def test_database_refuses_a_second_holder_at_the_same_place(loaded: Profile) -> None:
    with pytest.raises(IntegrityError, match="registry_one_holder"), transaction.atomic():
        holding(item="GC-ZJ-001", body="fucheng.chengguan", place="131128101").save()


@pytest.mark.parametrize("place", ["131128101902", "131128"])
def test_database_takes_a_holder_at_a_place_within_or_around_it(loaded: Profile, place: str) -> None:
    holding(item="GC-ZJ-001", body="fucheng.chengguan", place=place).save()

    assert Holding.objects.filter(item__code="GC-ZJ-001").count() == 2


def test_database_takes_a_holder_of_the_item_at_another_place(loaded: Profile) -> None:
    holding(item="GC-ZJ-001", body="fucheng.chengguan", place="131128100").save()

    assert Holding.objects.filter(item__code="GC-ZJ-001").count() == 2


def test_database_takes_holders_one_after_the_other_and_refuses_one_day_of_both(loaded: Profile) -> None:
    day = date(2026, 7, 1)
    Holding.objects.filter(item__code="GC-ZJ-001").update(valid_until=day)

    holding(item="GC-ZJ-001", body="fucheng.chengguan", place="131128101", valid_from=day).save()

    with pytest.raises(IntegrityError, match="registry_one_holder"), transaction.atomic():
        Holding.objects.filter(item__code="GC-ZJ-001", body="fucheng.gucheng").update(valid_until=date(2026, 7, 2))


def test_database_takes_a_second_holder_as_an_exception_with_a_reason_only(loaded: Profile) -> None:
    with pytest.raises(IntegrityError, match="registry_exception_has_reason"), transaction.atomic():
        holding(item="GC-ZJ-001", body="fucheng.chengguan", place="131128101", exception=True).save()

    holding(item="GC-ZJ-001", body="fucheng.chengguan", place="131128101", exception=True, reason="重大活动期间").save()

    assert Holding.objects.filter(item__code="GC-ZJ-001").count() == 2


def test_load_says_two_holders_when_a_profile_names_them(loaded: Profile) -> None:
    before = Holding.objects.count()
    second = HoldingRow(item="GC-ZJ-001", body="fucheng.chengguan", place="131128101", title="statute", valid_from=date(2024, 1, 1))

    with pytest.raises(actions.TwoHolders) as refusal:
        actions.load(replace(loaded, holdings=(second,), digest="other"), now=NOW)

    assert refusal.value.kind == "conflict"
    assert "同一事项在同一地方、同一时间已有执法主体" in refusal.value.sentence
    assert Holding.objects.count() == before


def test_database_refuses_two_versions_of_one_item_on_one_day(loaded: Profile) -> None:
    late = ItemVersion.objects.get(item__code="GC-HB-001", valid_from=date(2026, 8, 15))

    with pytest.raises(IntegrityError, match="registry_item_version_once"), transaction.atomic():
        ItemVersion.objects.filter(pk=late.pk).update(valid_from=date(2026, 8, 14))


def test_database_refuses_two_names_of_one_body_on_one_day(loaded: Profile) -> None:
    with pytest.raises(IntegrityError, match="registry_body_once"), transaction.atomic():
        Body(code="fucheng.gucheng", name="另一名称", kind="综合行政执法局", valid_from=date(2026, 1, 1)).save()


def test_history_keeps_plate_abolition_and_moving_in_apart(loaded: Profile) -> None:
    relations = [row.relation for row in queries.history_of("fucheng.jiaotong")]

    assert {relation: relations.count(relation) for relation in relations} == {"abolished": 1, "plate": 1, "established": 1, "moved_in": 3}


def test_one_department_is_the_source_of_several_teams(loaded: Profile) -> None:
    department = "住房和城乡规划建设"

    counts = {body: queries.item_departments(body=f"fucheng.{body}", on=ON).get(department) for body in ("weisheng", "chengguan", "wenlv")}

    assert counts == {"weisheng": 49, "chengguan": 7, "wenlv": None}


def test_a_change_that_is_rolled_back_leaves_no_copy_that_passes_for_a_later_one(loaded: Profile) -> None:
    before = snapshot.powers(newest=True)
    with transaction.atomic():
        Holding.objects.filter(item__code="GC-ZJ-001").delete()
        snapshot.move_on()
        undone, number = snapshot.powers(newest=True), snapshot.revision()
        transaction.set_rollback(True)

    assert "GC-ZJ-001" in before.holdings and "GC-ZJ-001" not in undone.holdings
    assert snapshot.revision() != number
    assert "GC-ZJ-001" in snapshot.powers(newest=True).holdings


def test_load_corrects_the_first_day_of_a_row_that_was_not_stated(loaded: Profile) -> None:
    known = replace(loaded.bodies[-1], valid_from=date(2017, 1, 1))
    pk = Body.objects.get(code=known.code).pk

    actions.load(replace(loaded, bodies=(*loaded.bodies[:-1], known), digest="other"), now=NOW)

    assert [(row.pk, row.valid_from) for row in Body.objects.filter(code=known.code)] == [(pk, date(2017, 1, 1))]


def test_load_refuses_a_row_that_would_have_to_be_one_of_two(loaded: Profile) -> None:
    gone, *rest = loaded.bodies
    two = tuple(
        replace(gone, valid_from=first, valid_until=last)
        for first, last in ((date(2016, 1, 1), date(2017, 1, 1)), (date(2018, 1, 1), None))
    )

    with pytest.raises(actions.RowVanished):
        actions.load(replace(loaded, bodies=(*two, *rest), digest="other"), now=NOW)
