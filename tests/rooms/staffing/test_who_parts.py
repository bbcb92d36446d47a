"""谁来管, asked of the shipped profiles: a place whose parts others have."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yifa.profile import read
from yifa.server.beside import scratch
from yifa.staffing.who import answer

PROFILES = Path(__file__).parents[3] / "profiles"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_a_place_whose_parts_others_have_says_so() -> None:
    with scratch(read(PROFILES / "haixi"), folder=PROFILES / "national", now=NOW):
        before = answer(item="HX-CG-001", place="632821", on=date(2024, 6, 30)).as_dict(public=True)
        after = answer(item="HX-CG-001", place="632821", on=date(2024, 7, 1)).as_dict(public=True)

    parts = before["parts"]
    assert isinstance(parts, dict)
    assert [each["subject"]["name"] for each in parts["places"]] == [
        f"乌兰县{town}人民政府" for town in ("希里沟镇", "茶卡镇", "柯柯镇", "铜普镇")
    ]
    assert parts["says"] == "其中希里沟镇、茶卡镇、柯柯镇、铜普镇（共4处）由别的机关管，请选到具体的地方再问。"
    assert after["parts"] is None


@pytest.mark.django_db
def test_an_area_all_of_whose_towns_have_the_power_themselves_is_for_a_person() -> None:
    with scratch(read(PROFILES / "guanghan"), folder=PROFILES / "national", now=NOW):
        found = answer(item="GH-CG-R001", place="GH-SXD", on=date(2024, 2, 29)).as_dict(public=True)

    assert (found["verdict"], found["remedy"]) == ("for_person", "请写明是其中哪一处。")
    assert "三星堆" in str(found["sentence"]) and "由各自的机关管" in str(found["sentence"])
