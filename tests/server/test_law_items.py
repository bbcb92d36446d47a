"""./yifa law items — from the library and straight from a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.factories.laws import ARTICLES, HEAD, NAME, read_law
from tests.factories.people import actor
from yifa.library.core.texts import FileUnread
from yifa.library.proposals import proposals_of
from yifa.library.queries import LawUnknown
from yifa.registry import confirming
from yifa.server.law_commands.items import main, of_library, tell

NOW = datetime(2026, 3, 11, 2, tzinfo=UTC)
TODAY = date(2026, 3, 11)


def told(capsys: pytest.CaptureFixture[str], name: str = NAME, *, as_json: bool = True, on: date = TODAY) -> Any:
    tell(*of_library(name, on), as_json=as_json)
    out = capsys.readouterr().out
    return json.loads(out) if as_json else out


@pytest.mark.django_db
def test_one_member_for_each_clause_with_its_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    read_law(tmp_path)

    found = told(capsys)

    assert [(one["article"], one["paragraph"], one["sentence"], one["when"], one["party"]) for one in found] == [
        ("3", 1, 1, "", ""),
        ("3", 1, 2, "情节严重", ""),
        ("4", 1, 1, "", ""),
        ("4", 1, 2, "逾期不改正", ""),
        ("5", 1, 1, "", "个人"),
        ("5", 1, 1, "", "单位"),
    ]
    assert {(one["law"], one["version"], one["body"], one["state"]) for one in found} == {(NAME, "2020-05-08", "绿化主管部门", "待确认")}
    assert found[2]["fine"] == [{"times_low": "1", "times_high": "3", "base": "违法所得"}]
    assert (found[2]["confiscation"], found[2]["correction"], found[5]["measures"]) == (["违法所得"], ["责令限期改正"], ["查封砍伐的工具"])
    assert [part["conduct"] for part in found[2]["proposals"]] == ["擅自占用绿地", "在绿地上倾倒垃圾"]
    assert found[0]["violated"] == [{"law": NAME, "article": "2", "text": f"《{NAME}》第二条"}]
    assert len(found[0]["print"]) == 64


@pytest.mark.django_db
def test_states_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    version = read_law(tmp_path)
    proposals = proposals_of(version)
    read = confirming.suggestion(proposals[0], number=1, valid_from=version.applies_from, valid_until=None)
    confirming.confirm(actor=actor("shenhe"), proposal=proposals[0], read=read, payload={**read, "domain": "城市管理"}, now=NOW)
    confirming.reject(actor=actor("shenhe"), proposal=proposals[1], reason="不属本机关", now=NOW)

    found = told(capsys)
    lines = told(capsys, as_json=False)

    assert [one["state"] for one in found] == ["已确认", "已确认", "已驳回、待确认", "已驳回、待确认", "待确认", "待确认"]
    assert found[0]["proposals"][0]["code"] == f"{NAME}-3-1"
    assert f"{NAME}（2020-05-08）：4项事项建议，读自6个处罚句。" in lines
    assert f"《{NAME}》第三条  已确认 {NAME}-3-1  绿化主管部门" in lines


@pytest.mark.django_db
def test_version_in_force_that_day_is_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    read_law(tmp_path)
    head = HEAD.replace("2020年5月8日", "2024年5月8日").replace("2020年7月1日", "2024年7月1日")
    read_law(tmp_path, head=head, articles=ARTICLES.replace("2020年7月1日", "2024年7月1日"), name="二.md")

    days = {day: told(capsys, on=day)[0]["version"] for day in (date(2024, 6, 30), date(2024, 7, 1))}

    assert days == {date(2024, 6, 30): "2020-05-08", date(2024, 7, 1): "2024-05-08"}


@pytest.mark.django_db
def test_unknown_law_offers_names_alike(tmp_path: Path) -> None:
    read_law(tmp_path)

    with pytest.raises(LawUnknown) as alike:
        of_library("绿地管理", TODAY)
    with pytest.raises(LawUnknown) as nothing:
        of_library("税收征收", TODAY)

    assert (alike.value.sentence, alike.value.remedy) == ("法规库中没有《绿地管理》。", f"名称相近的有：{NAME}。")
    assert nothing.value.remedy == "请在法规库中按名称查找；没有的，请系统管理员读入文本。"


def test_file_needs_no_database(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "一.md"
    file.write_text(HEAD + ARTICLES, encoding="utf-8")

    assert main(["--file", str(file), "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (len(found), found[0]["law"], found[0]["state"]) == (6, NAME, "没有对照")


def test_file_without_penalties_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "一.md"
    file.write_text(HEAD, encoding="utf-8")

    assert main(["--file", str(file)]) == 0

    assert capsys.readouterr().out == f"{NAME}（2020-05-08）没有读出处罚条款。\n"


def test_file_that_is_no_law_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "一.md"
    file.write_bytes(b"\x00\xff")

    with pytest.raises(FileUnread):
        main(["--file", str(file)])
