from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from types import ModuleType

import pytest

from yifa.docket.models import Standing
from yifa.profile import read
from yifa.registry import actions, lists, snapshot
from yifa.registry.core.lists import POWER_FIELDS
from yifa.registry.models import Authorisation, Boundary, Dispute, Holding, ItemVersion, Publication, Reform
from yifa.server.commands import diff, publish
from yifa.staffing.models import StaffPost
from yifa.staffing.power_library import power_library

from .conftest import AFTER, BEFORE, ITEM, NOW, PROFILES, TOWN, recall

pytestmark = pytest.mark.django_db


def test_a_list_is_the_rows_in_force_on_its_day() -> None:
    assert len(lists.version("gucheng", on=AFTER)) == 586

    recall(to="")

    assert [len(lists.version("gucheng", on=day)) for day in (BEFORE, AFTER)] == [586, 585]
    assert ITEM not in lists.version("gucheng", on=AFTER).entries


def test_an_item_that_went_to_another_body_is_moved_and_not_withdrawn() -> None:
    recall()

    found = lists.difference("gucheng", BEFORE, "gucheng", AFTER)

    assert [pair.code for pair in found.moved] == [ITEM]
    assert (found.added, found.withdrawn, found.changed, found.unchanged) == ((), (), (), 585)
    (turn,) = found.moved[0].turns
    assert [row.body for row in (*turn.before, *turn.after)] == ["fucheng.gucheng", "fucheng.chengguan"]


def test_what_a_body_holds_and_what_is_held_at_a_place_are_lists_too() -> None:
    recall()

    gained = lists.difference("fucheng.chengguan", BEFORE, "fucheng.chengguan", AFTER)
    lost = lists.difference(TOWN, BEFORE, TOWN, AFTER)

    assert [entry.code for entry in gained.added] == [ITEM]
    assert [entry.code for entry in lost.withdrawn] == [ITEM]


def test_another_text_of_an_item_is_a_change() -> None:
    text = ItemVersion.objects.get(item__code=ITEM)
    ItemVersion.objects.filter(pk=text.pk).update(valid_until=AFTER)
    text.pk, text.valid_from, text.fines = None, AFTER, []
    text.save()

    (pair,) = lists.difference("gucheng", BEFORE, "gucheng", AFTER).changed

    assert (pair.code, [turn.name for turn in pair.turns]) == (ITEM, ["罚款幅度"])
    assert pair.before.violated == "《城市道路管理条例》第二十七条第(一)项"


def test_two_lists_stand_side_by_side() -> None:
    found = lists.difference("chengguan", AFTER, "wenlv", AFTER)

    assert (len(found.withdrawn), len(found.added), found.unchanged) == (42, 36, 0)


def test_a_list_the_source_does_not_give_is_unknown() -> None:
    found = lists.version("huanjing", on=AFTER)

    assert (found.stated, found.as_json()["items"]) == (False, None)


def test_a_list_nobody_knows_is_refused() -> None:
    with pytest.raises(lists.NoSuchList) as refusal:
        lists.version("nirgends", on=AFTER)

    assert refusal.value.sentence == "名录中没有代码为“nirgends”的清单、机关或者地方。"


def test_the_state_of_a_list_is_its_own_or_that_of_all_lists_at_its_place() -> None:
    Authorisation.objects.create(place=TOWN, state="梳理", valid_until=AFTER)
    Authorisation.objects.create(place=TOWN, list="gucheng", state="已授权", valid_from=AFTER)

    states = {(code, day): lists.version(code, on=day).state for code in ("gucheng", TOWN, "wenlv") for day in (BEFORE, AFTER)}

    assert states == {
        ("gucheng", BEFORE): "梳理",
        ("gucheng", AFTER): "已授权",
        (TOWN, BEFORE): "梳理",
        (TOWN, AFTER): "",
        ("wenlv", BEFORE): "",
        ("wenlv", AFTER): "",
    }


def test_publish_marks_the_version_and_a_second_time_that_day_is_refused() -> None:
    lists.publish("gucheng", on=BEFORE, document="公告1号")
    done = lists.publish("gucheng", on=AFTER)

    assert (len(done), done.published_on) == (586, AFTER)
    assert [row.on for row in lists.publications("gucheng")] == [BEFORE, AFTER]
    days = (BEFORE - timedelta(1), BEFORE, AFTER + timedelta(9))
    assert [lists.version("gucheng", on=day).published_on for day in days] == [None, BEFORE, AFTER]
    with pytest.raises(lists.AlreadyPublished) as refusal:
        lists.publish("gucheng", on=AFTER)
    assert refusal.value.sentence == "“古城镇划转事项”2026-07-01的版本已经公布，没有再次记录。"
    assert Publication.objects.count() == 2


def test_publish_refuses_a_list_of_which_no_item_is_known() -> None:
    with pytest.raises(lists.NothingToPublish) as refusal:
        lists.publish("huanjing", on=AFTER)

    assert refusal.value.sentence == "“环境执法职能”在2026-07-01没有载明任何有效事项，不能公布。"
    assert Publication.objects.count() == 0


def test_publish_moves_the_institution_on() -> None:
    before, copy = snapshot.revision(), snapshot.powers(newest=True)

    lists.publish("gucheng", on=AFTER)

    assert snapshot.revision() != before
    assert snapshot.powers() is not copy


def test_a_list_published_here_stays_published_when_the_profile_is_loaded_again() -> None:
    profile = read(PROFILES / "fucheng")
    lists.publish("gucheng", on=AFTER, document="公告1号")

    actions.load(replace(profile, digest="other"), now=NOW)

    assert [(row.on, row.document) for row in lists.publications("gucheng")] == [(AFTER, "公告1号")]


def test_the_boundary_of_an_item_has_four_sides_and_its_disputes_their_term() -> None:
    Boundary.objects.create(item=ITEM, side="监管", body="fucheng.zhujian", document="三定方案")
    Boundary.objects.create(domain="城市管理", side="监管", body="fucheng.other")
    Boundary.objects.create(domain="城市管理", side="审批", body="fucheng.shenpi")
    said = {"bodies": ["fucheng.zhujian", "fucheng.gucheng"], "raised_on": date(2026, 5, 1)}
    Dispute.objects.create(code="D1", item=ITEM, due_on=BEFORE, **said)
    Dispute.objects.create(code="D2", domain="城市管理", due_on=AFTER, settled_on=AFTER, outcome="由镇办理", **said)
    Dispute.objects.create(code="D3", item="GC-ZJ-002", due_on=AFTER, **said)
    snapshot.clear()

    found = lists.boundary(ITEM, on=AFTER)

    assert [(side.side, side.bodies, side.rests_on) for side in found.sides] == [
        ("审批", ("fucheng.shenpi",), "boundary"),
        ("监管", ("fucheng.zhujian",), "boundary"),
        ("执法", ("fucheng.gucheng",), "holding"),
        ("技术支撑", (), ""),
    ]
    assert found.owners() == (("fucheng.zhujian",), ("fucheng.gucheng",))
    assert [(one.code, one.settled_on, one.outcome, one.overdue) for one in found.disputes] == [
        ("D1", None, "", True),
        ("D2", AFTER, "由镇办理", False),
    ]
    assert [one.overdue for one in lists.boundary(ITEM, on=BEFORE).disputes] == [False, False]


def test_the_power_library_has_seven_fields_and_says_what_is_not_stated(case: object) -> None:
    StaffPost.objects.all().delete()

    record = power_library(ITEM, on=AFTER)

    fields = record.fields(unknown="未载明")
    assert tuple(fields) == POWER_FIELDS
    assert {name: fields[name] for name in ("事项内容", "行使范围", "执法主体", "编制核定", "处罚频次")} == {
        "事项内容": "擅自占用或者挖掘城市道路（罚款）",
        "行使范围": "古城镇",
        "执法主体": "古城镇综合行政执法管理局（赋权）",
        "编制核定": "未载明",
        "处罚频次": "2026年1件",
    }
    assert fields["法律依据"] == "《城市道路管理条例》第二十七条第(一)项；《城市道路管理条例》第四十二条"
    assert fields["机构设置"].startswith("古城镇综合行政执法管理局（")


def test_the_power_library_counts_posts_and_has_no_frequency_where_nothing_is_on_record() -> None:
    StaffPost.objects.all().delete()
    Standing.objects.all().delete()
    for number in range(3):
        StaffPost.objects.create(code=f"P{number}", owner="fucheng", user="fucheng.gucheng.squad1", kind="基本", pool="事业编制")

    record = power_library(ITEM, on=AFTER)

    assert record.posts == "古城镇综合行政执法管理局3名（基本3名）"
    assert record.frequency is None


def test_the_power_library_refuses_an_item_without_a_text_that_day() -> None:
    with pytest.raises(lists.NoSuchItem):
        power_library("GC-NICHTS", on=AFTER)


def test_around_a_reform_is_the_day_before_and_the_day_of_it() -> None:
    Reform.objects.create(code="R1", name="收回", on=AFTER)

    found = lists.around("R1")

    assert (found.before, found.on, found.assumed) == (BEFORE, AFTER, False)
    with pytest.raises(lists.NoSuchReform) as refusal:
        lists.around("R9")
    assert refusal.value.sentence == "名录中没有代码为“R9”的改革。"


def test_diff_command_tells_the_difference_as_json_and_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    recall()
    asked = [f"gucheng@{BEFORE}", f"gucheng@{AFTER}"]

    assert diff.main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert diff.main(asked) == 0
    lines = capsys.readouterr().out.splitlines()

    assert told["counts"] == {"added": 0, "withdrawn": 0, "moved": 1, "changed": 0, "unchanged": 585, "perhaps_same": 0}
    assert [pair["code"] for pair in told["moved"]] == [ITEM]
    assert told["moves"] == [{"before": ["fucheng.gucheng"], "after": ["fucheng.chengguan"], "items": 1}]
    assert told["impact"]["cases"] == []
    assert lines[:3] == [
        "古城镇划转事项 2026-06-30：586 项",
        "古城镇划转事项 2026-07-01：586 项",
        "新增 0，收回 0，划转 1，变更 0，不变 585",
    ]


@pytest.mark.parametrize("text", ["gucheng", "gucheng@", "@2026-07-01", "gucheng@2026-13-01", "gucheng@20260701", "gucheng@heute"])
@pytest.mark.parametrize(("command", "rest"), [(diff, ["gucheng@2026-07-01"]), (publish, [])])
def test_what_is_no_version_is_wrong_usage(command: ModuleType, rest: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main([text, *rest])

    assert ended.value.code == 2
    assert f"“{text}”不是清单版本，请写成 清单代码@日期" in capsys.readouterr().err


def test_publish_command_says_what_it_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert publish.main(["gucheng@2026-07-01", "--document", "公告1号"]) == 0

    assert capsys.readouterr().out.strip() == "已公布“古城镇划转事项”2026-07-01的版本，共 586 项。"
    assert Publication.objects.get(list="gucheng").document == "公告1号"
    assert Holding.objects.filter(item__code=ITEM).count() == 1
