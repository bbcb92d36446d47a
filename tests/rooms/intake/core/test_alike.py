"""What the machine joins, what it only shows: pairs of tellings, and the rule that the same words of another place never join."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms.intake.conftest import NOW, PLACE
from yifa.intake.core.alike import Told, copy_of, likeness

PAIRS = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text())["pair"]


def told(said: dict[str, Any]) -> Told:
    point = {} if "metres" not in said else {"longitude": 116.311, "latitude": 37.925 + said["metres"] / 111_195}
    return Told(
        NOW + timedelta(minutes=said.get("minutes", 0)),
        said["text"],
        said.get("kind", ""),
        said.get("place", PLACE),
        said.get("spot", ""),
        voice=said.get("voice", ""),
        **point,
    )


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_a_pair_is_joined_shown_or_kept_apart(pair: dict[str, Any]) -> None:
    for one, other in permutations((told(pair["one"]), told(pair["other"]))):
        like = likeness(one, other)
        assert ("joined" if like.strong else "shown" if like.weak else "apart") == pair["done"]


_WORDS = ["有人占道经营，行人只能走到机动车道上，请来人处理", "垃圾堆了好几天没有人清运，气味很大", "路灯不亮，晚上走路看不清，老人摔倒过"]
_PLACES = [
    "解放路",
    "建设路",
    "和平街",
    "李家村",
    "王家村",
    "3号楼",
    "5号楼",
    "12号院",
    "集市东口",
    "集市西口",
    "幸福小区",
    "阳光小区",
    "二中南门",
]


@given(st.sampled_from(_WORDS), st.permutations(_PLACES), st.sampled_from(["{place}{words}", "{words}，在{place}", "反映{place}：{words}"]))
def test_the_same_words_of_another_place_never_join(words: str, places: list[str], frame: str) -> None:
    here, there = (Told(NOW, frame.format(place=place, words=words), "", PLACE) for place in places[:2])
    spots = [Told(NOW, words, "", PLACE, place) for place in places[:2]]
    one_spot = [Told(NOW, told.text, "", PLACE, "古城镇") for told in (here, there)]
    one_point = [Told(NOW, told.text, "", PLACE, "", 116.311, 37.925) for told in (here, there)]

    assert not any(likeness(*pair).strong for pair in ((here, there), spots, one_spot, one_point))
    assert likeness(here, here).strong


def test_a_number_of_a_house_is_no_number_of_a_ticket() -> None:
    assert copy_of("工单20260311000127，幸福小区3号楼") == copy_of("工单20260311000128，幸福小区3号楼")
    assert copy_of("幸福小区3号楼") != copy_of("幸福小区5号楼")
