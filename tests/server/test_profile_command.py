"""./yifa profile check and new: what the terminal shows, and how it ends. The export has a file of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from yifa.profile import read
from yifa.profile.writing import CodeUnfit, FolderNotEmpty
from yifa.server.commands import load, profile
from yifa.server.readying import PROFILES

COUNTY = Path(__file__).parents[2] / "docs" / "guides" / "shili"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A profile with two faults."""
    folder = tmp_path / "xian"
    folder.mkdir()
    (folder / "profile.toml").write_text('code = "xian"\nname = "某县"\nextends = "national"\n', encoding="utf-8")
    (folder / "places.csv").write_text("code,name,kind,standard\n5.13E+05,某县,县,GB/T 2260\n131128,阜城,县,GB/T 2260\n", encoding="utf-8")
    return folder


def test_check_counts_the_rows_of_a_good_profile(capsys: pytest.CaptureFixture[str]) -> None:
    ended = profile.main(["check", str(COUNTY)])

    told = capsys.readouterr().out.splitlines()
    assert ended == 0
    assert told[0] == "示例县（shili）没有发现错误："
    assert "  bodies.toml           机关、队伍、科室  8 行" in told


def test_check_as_json_counts_the_same_rows(capsys: pytest.CaptureFixture[str]) -> None:
    ended = profile.main(["check", "fucheng", "--json"])

    told = json.loads(capsys.readouterr().out)
    county = read(PROFILES / "fucheng")
    assert (ended, told["good"], told["faults"], told["profile"]) == (0, True, [], "fucheng")
    assert (told["counts"]["items"], told["counts"]["bodies.toml"]) == (len(county.items), len(county.bodies))


def test_check_tells_every_fault_on_a_line_of_its_own_and_ends_with_one(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = profile.main(["check", str(broken)])

    shown = capsys.readouterr()
    assert (ended, shown.out) == (1, "")
    assert shown.err.splitlines() == [
        "xian/places.csv 第 2 行：code 的值 '5.13E+05' 不对（被电子表格改成了科学计数法，后面的位数已丢失；"
        "请把这一列设为文本格式后重新填写）。",
        "xian/places.csv 第 3 行：代码 131128 在 GB/T 2260 中是 阜城县，不是 阜城。",
        "共 2 处有误，全部未载入。",
        "请改正以上各处后重新载入。",
    ]


def test_check_as_json_tells_file_line_and_reason(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = profile.main(["check", str(broken), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (ended, told["good"], told["count"], told["more"]) == (1, False, 2, {})
    assert told["faults"][1] == {"file": "xian/places.csv", "line": 3, "why": "代码 131128 在 GB/T 2260 中是 阜城县，不是 阜城"}


def test_load_tells_every_fault_and_loads_nothing(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = load.main([str(broken)])

    assert ended == 1
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_new_profile_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = profile.main(["new", str(tmp_path), "--code", "xin-xian", "--name", '新"县'])

    folder = tmp_path / "xin-xian"
    assert (begun, profile.main(["check", str(folder)])) == (0, 0)
    assert read(folder, shelf=PROFILES).name == '新"县'
    assert (folder / "places.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,name,kind,standard,")
    assert f"已建立 {folder}。" in capsys.readouterr().out


def test_new_profile_takes_its_code_from_the_folder(tmp_path: Path) -> None:
    assert profile.main(["new", str(tmp_path / "xian"), "--name", "某县"]) == 0

    assert read(tmp_path / "xian", shelf=PROFILES).code == "xian"


def test_new_profile_writes_nothing_over_and_takes_no_code_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "xian").mkdir()
    (tmp_path / "xian" / "places.csv").write_text("x")

    with pytest.raises(FolderNotEmpty):
        profile.main(["new", str(tmp_path / "xian"), "--name", "某县"])
    with pytest.raises(CodeUnfit) as refusal:
        profile.main(["new", str(tmp_path), "--code", "../Xian", "--name", "某县"])

    assert refusal.value.sentence == "代码 ../Xian 不能作配置的代码，没有写入。"
    assert (tmp_path / "xian" / "places.csv").read_text() == "x"


def test_examples_of_a_new_profile_are_right_once_the_signs_before_them_are_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "xian"
    profile.main(["new", str(folder), "--name", "某县"])
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^# (\[\[|\w+ = )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    with (folder / "places.csv").open("a", encoding="utf-8") as places:
        places.write("110101,东城区,区,GB/T 2260,,,,,,,,\r\n")
    (folder / "items").mkdir()
    (folder / "items" / "zhifaju.csv").write_text("code,name,domain,department,synthetic\nS-1,事项,城市管理,某局,是\n", encoding="utf-8")

    found = read(folder, shelf=PROFILES)

    assert [row.code for row in found.bodies] == ["xian", "xian.zhifaju"]
    assert (found.place, len(found.lists), len(found.facts), len(found.users)) == ("110101", 1, 1, 1)
