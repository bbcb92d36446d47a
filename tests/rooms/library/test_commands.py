"""./yifa law read, search and drift on the terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.rooms.library.texts import FIRST, OTHER, SECOND, write
from yifa.library import queries
from yifa.library.actions import FolderMissing, NothingRead
from yifa.library.models import Reading
from yifa.server.commands import law
from yifa.server.law_commands import drift, read, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    queries._drifted.clear()
    return write(tmp_path, **{"摊位法(2015-03-02)": FIRST, "摊位法(2024-09-10)": SECOND, "占道规定(1999-05-06)": OTHER})


def test_read_tells_counts_and_what_was_not_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, 坏=FIRST.encode("gbk"), 半=OTHER.replace("<!--", "某某印发\n<!--"))

    assert read.main([str(folder)]) == 0

    out, bar = capsys.readouterr()
    assert out.splitlines()[:2] == [
        "法规文件无法识别：坏.md，已跳过并列出。文件是 GBK 编码，不是 UTF-8。"
        "请用编辑器另存为 UTF-8 后再读入；本系统不猜测编码，以免错认字。",
        "没有识别 半.md 第5行：不是“日期 事件”的形式：某某印发",
    ]
    assert out.splitlines()[-1].startswith("查看了5个文件：新读入3个，更新0个，没有变化1个，没有读入1个；没有识别的行1处。用时")
    assert bar == "5/5\n"


def test_read_draws_a_bar_on_a_terminal(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    read.main([str(folder)])

    assert capsys.readouterr().err.split("\r")[-1] == f"[{'█' * 30}] 3/3\n"


def test_read_refuses_a_folder_without_a_law_but_keeps_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, 读我="没有法。")

    with pytest.raises(NothingRead, match="没有一个文件可以作为法规读入"):
        read.main([str(tmp_path)])

    assert "读我.md" in capsys.readouterr().out
    assert Reading.objects.get().failures[0]["file"] == "读我.md"
    with pytest.raises(FolderMissing):
        read.main([str(tmp_path / "没有")])


def test_search_in_words_and_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read.main([str(folder)])
    capsys.readouterr()

    assert search.main(["亂擺攤位"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "摊位法（2024-09-10）第四条",
        "    【乱摆摊位】的，处一百元以上五百元以下的罚款；情节严重的，处一千元罚款。",
    ]
    search.main(["乱摆摊位", "--all", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [(hit["law"], hit["enacted_on"], hit["article"], hit["in_force"]) for hit in told["hits"]] == [
        ("摊位法", "2024-09-10", "4", True),
        ("摊位法", "2015-03-02", "3", False),
    ]
    search.main(["乱摆摊位", "--all"])
    assert "（现在不适用）" in capsys.readouterr().out
    search.main(["无此词"])
    assert capsys.readouterr().out.startswith("没有找到含“无此词”的条文")
    search.main(["摊位", "--limit", "1"])
    assert "还有更多" in capsys.readouterr().out


@pytest.mark.parametrize("limit", ["0", "-5", "1001", "x", "１", "9" * 30])
def test_search_lists_one_to_a_thousand(folder: Path, limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        search.main(["摊位", "--limit", limit])

    assert ended.value.code == 2
    assert "最多列出的条数，1至1000" in capsys.readouterr().err
    assert search.main(["摊位", "--limit", "1000"]) == 0


def test_drift_ends_with_one_only_when_a_rule_is_to_be_checked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert drift.main(["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["recheck"], {one["state_text"] for one in told["findings"]}) == (0, {"未持有原文"})

    write(tmp_path, 行政处罚法="# 中华人民共和国行政处罚法\n\n2020年1月1日 通过\n\n<!-- INFO END -->\n\n第四十四条 另一番话。\n")
    read.main([str(tmp_path)])
    capsys.readouterr()

    assert drift.main([]) == 1
    out = capsys.readouterr().out
    assert "《行政处罚法》第四十四条" in out
    assert "条文已变更，规则待复核" in out


def test_law_lists_its_parts_and_refuses_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert law.main([]) == 0
    assert "读入法规文本" in capsys.readouterr().out
    assert law.main(["没有"]) == 2
    assert "没有 law 没有 这个部分。" in capsys.readouterr().err
