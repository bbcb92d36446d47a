"""The commands as a person runs them: what they print and how they end."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from yifa.docket.export import write_ledger
from yifa.docket.log.head import LogKey
from yifa.server.__main__ import main as server
from yifa.server.commands import drill, export, verify
from yifa.server.drills.tamper import Copy, made_record

KEY = LogKey.from_seed(b"k" * 32)


def export_of(record: Copy, file: Path) -> Path:
    with file.open("wb") as out:
        write_ledger(out, record.ledger(), now=datetime(2026, 3, 3, tzinfo=UTC))
    return file


def heads_of(record: Copy, file: Path) -> Path:
    file.write_text("".join(head.text for head in record.heads))
    return file


def test_verify_reads_an_export_without_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = made_record(7, KEY)
    file, heads = export_of(record, tmp_path / "record.yifa"), heads_of(record, tmp_path / "heads.txt")

    code = verify.main(["--export", str(file), "--heads", str(heads)])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0] == "行为 43 项 · 叶 40 · 卷宗 8 · 树头 5 · 外存树头 5"
    assert lines[-1] == "✓ 全部相符"


def test_verify_names_what_was_cut_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = made_record(7, KEY)
    heads = heads_of(record, tmp_path / "heads.txt")
    record.entries, record.heads = record.entries[:24], record.heads[:3]
    file = export_of(record, tmp_path / "record.yifa")

    code = verify.main(["--export", str(file), "--heads", str(heads), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [finding["facts"] for finding in told["findings"] if finding["code"] == "head_cut"] == [
        {"name": "heads.txt:4", "size": 32, "from_index": 24, "until_index": 31, "count": 2, "held": 24}
    ]


def test_verify_refuses_a_damaged_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "record.yifa"
    file.write_bytes(export_of(made_record(7, KEY), tmp_path / "whole.yifa").read_bytes()[:-40])

    assert verify.main(["--export", str(file)]) == 1
    assert capsys.readouterr().err.startswith("导出文件读不出：")


@pytest.mark.parametrize("arguments", [["--heads", "absent"], ["--key", "xy"], ["--nothing"]])
def test_verify_ends_with_two_on_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        verify.main(arguments)

    assert caught.value.code == 2


def test_export_writes_over_nothing(tmp_path: Path) -> None:
    file = tmp_path / "record.yifa"
    file.write_text("kept")

    with pytest.raises(SystemExit) as caught:
        export.main([str(file)])

    assert caught.value.code == 2
    assert file.read_text() == "kept"


@pytest.mark.django_db
def test_export_of_a_place_is_for_its_owner_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "record.yifa"

    assert export.main([str(file)]) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert verify.main(["--export", str(file)]) == 0


def test_drill_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert drill.main([]) == 0
    assert "tamper" in capsys.readouterr().out
    with pytest.raises(SystemExit) as caught:
        drill.main(["absent"])
    assert caught.value.code == 2


@pytest.mark.parametrize("argv", [["law", "search", "\udcff"], ["law", "read", "/tmp/\udcfe"], ["verify", "--export", "a\udc80"]])
def test_bytes_that_are_no_text_are_refused_before_any_command_sees_them(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert server(argv) == 2

    out, said = capsys.readouterr()
    assert out == ""
    assert said == "命令的参数中有不是 UTF-8 的内容，没有执行。请核对输入，或者改用没有特殊字符的文件名。\n"
