from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.registry.core.lists import Difference, Entry, Held, ListVersion, compare

TOWN = Held("p.town", "510104001", "grant")
COUNTY = Held("p.team", "510104", "concentration")


def entry(code: str, **more: Any) -> Entry:
    said = {
        "name": f"事项{code}",
        "domain": "城管",
        "department": "住建",
        "held": (TOWN,),
        "violated": f"《某法》第{code}条",
        "penalty": "《某法》",
    }
    return Entry(**{"code": code, **said, **more})


def version(*entries: Entry, on: date = date(2026, 1, 1), **more: Any) -> ListVersion:
    return ListVersion(**{"list": "L", "name": "清单", "on": on, "entries": {one.code: one for one in entries}, **more})


def codes(found: Difference) -> dict[str, list[str]]:
    return {name: [one.code for one in getattr(found, name)] for name in ("added", "withdrawn", "moved", "changed")}


def test_the_same_list_twice_has_no_difference() -> None:
    found = compare(version(entry("1"), entry("2")), version(entry("2"), entry("1")))

    assert (found.same, found.unchanged, codes(found)) == (True, 2, {"added": [], "withdrawn": [], "moved": [], "changed": []})


def test_added_withdrawn_moved_changed_and_unchanged_are_told_apart() -> None:
    before = version(entry("1"), entry("2"), entry("3"), entry("4"))
    after = version(entry("2"), entry("3", held=(COUNTY,)), entry("4", kinds=("警告",)), entry("5"))

    found = compare(before, after)

    assert codes(found) == {"added": ["5"], "withdrawn": ["1"], "moved": ["3"], "changed": ["4"]}
    assert found.unchanged == 1
    assert found.touched() == {"1": ("withdrawn",), "3": ("moved",), "4": ("changed",)}


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"held": (COUNTY,)}, "执法主体与地方"),
        ({"held": (TOWN, COUNTY)}, "执法主体与地方"),
        ({"held": (replace(TOWN, title="statute"),)}, "执法主体与地方"),
        ({"held": (replace(TOWN, transition_body="p.team", transition_until=date(2026, 7, 1)),)}, "执法主体与地方"),
        ({"department": "城管"}, "来源部门"),
    ],
)
def test_another_holder_place_title_transition_or_department_is_a_move(more: dict[str, Any], name: str) -> None:
    (pair,) = compare(version(entry("1")), version(entry("1", **more))).moved

    assert [turn.name for turn in pair.turns] == [name]


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"name": "别的"}, "事项名称"),
        ({"domain": "水务"}, "领域"),
        ({"violated": "《新法》"}, "违反条款"),
        ({"penalty": "《新法》"}, "处罚依据"),
        ({"kinds": ("罚款",)}, "处罚种类"),
        ({"fines": ('{"high_fen": 1}',)}, "罚款幅度"),
        ({"correction_order": True}, "责令改正"),
        ({"status": "修改"}, "状态"),
    ],
)
def test_another_text_is_a_change(more: dict[str, Any], name: str) -> None:
    found = compare(version(entry("1")), version(entry("1", **more)))

    assert ([turn.name for turn in found.changed[0].turns], found.moved) == ([name], ())


def test_an_item_may_be_moved_and_changed_and_is_counted_once() -> None:
    found = compare(version(entry("1"), entry("2")), version(entry("1", held=(COUNTY,), name="别的"), entry("2")))

    assert (codes(found)["moved"], codes(found)["changed"], found.unchanged) == (["1"], ["1"], 1)
    assert found.touched() == {"1": ("moved", "changed")}


@pytest.mark.parametrize(
    ("come", "alike"),
    [
        (entry("9", violated="《某法》第1条"), [("1", "9", ("法条相同",))]),
        (entry("9", name="事项1"), [("1", "9", ("名称相同",))]),
        (entry("9", violated="《某法》第1条", name="事项1"), [("1", "9", ("法条相同", "名称相同"))]),
        (entry("9", name="事项1", domain="水务"), []),
        (entry("9", violated="《某法》第1条", penalty="《别的法》"), []),
        (entry("9"), []),
    ],
)
def test_a_code_that_went_and_one_that_came_are_offered_as_one_and_never_merged(come: Entry, alike: list[Any]) -> None:
    found = compare(version(entry("1")), version(come))

    assert [(one.before.code, one.after.code, one.alike) for one in found.perhaps_same] == alike
    assert (codes(found)["withdrawn"], codes(found)["added"]) == (["1"], ["9"])


def test_items_without_articles_are_not_alike_by_having_none() -> None:
    bare = {"violated": "", "penalty": ""}

    assert compare(version(entry("1", **bare)), version(entry("9", **bare))).perhaps_same == ()


def test_a_list_whose_items_are_not_stated_is_unknown_and_not_empty() -> None:
    assert version(stated=False).as_json()["items"] is None
    assert version().as_json()["items"] == 0


@given(st.data())
def test_every_item_stands_in_one_place_and_the_way_back_is_the_mirror(data: st.DataObject) -> None:
    def drawn() -> ListVersion:
        some = data.draw(st.sets(st.sampled_from("123456")))
        held = st.sampled_from([(TOWN,), (COUNTY,)])
        return version(*(entry(code, held=data.draw(held), name=data.draw(st.sampled_from("甲乙"))) for code in sorted(some)))

    before, after = drawn(), drawn()

    there, back = compare(before, after), compare(after, before)

    touched = {pair.code for pair in (*there.moved, *there.changed)}
    assert len(there.added) + len(touched) + there.unchanged == len(after)
    assert len(there.withdrawn) + len(touched) + there.unchanged == len(before)
    assert (there.added, there.unchanged) == (back.withdrawn, back.unchanged)
    assert [pair.code for pair in there.moved] == sorted(pair.code for pair in back.moved)
