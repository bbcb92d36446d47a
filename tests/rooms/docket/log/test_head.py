"""Heads: written in one way, read in one way, signed by one key."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from yifa.docket.log.head import HeadUnreadable, LogKey, read_head, read_time, time_text
from yifa.kernel.canonical import sm3_bytes

KEY = LogKey.from_seed(bytes(range(32)))
AT = datetime(2026, 3, 2, 9, 0, 0, 120, timezone(timedelta(hours=8)))
HEAD = KEY.sign_head(size=7, root=sm3_bytes(b"root"), time=AT)


def test_head_is_six_lines() -> None:
    lines = HEAD.text.split("\n")

    assert lines[:5] == [
        "yifa log v1",
        f"origin {sm3_bytes(KEY.public)[:16].hex()}",
        "size 7",
        f"root {sm3_bytes(b'root').hex()}",
        "time 2026-03-02T01:00:00.000120Z",
    ]
    assert lines[5].startswith("signature ")
    assert lines[6:] == [""]


def test_head_is_read_as_it_was_written() -> None:
    assert read_head(HEAD.text) == HEAD
    assert HEAD.is_signed_by(KEY.public)


def test_head_of_another_key_is_not_signed_by_this_one() -> None:
    other = LogKey.from_seed(bytes(32))

    assert not HEAD.is_signed_by(other.public)
    assert not other.sign_head(size=7, root=sm3_bytes(b"root"), time=AT).is_signed_by(KEY.public)


@pytest.mark.parametrize("line", [2, 3, 4])
def test_changed_line_breaks_the_signature(line: int) -> None:
    lines = HEAD.text.split("\n")
    lines[line] = {2: "size 8", 3: f"root {sm3_bytes(b'other').hex()}", 4: "time 2026-03-02T01:00:00.000121Z"}[line]

    assert not read_head("\n".join(lines)).is_signed_by(KEY.public)


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        HEAD.text + "\n",
        " " + HEAD.text,
        HEAD.text.replace("\n", "\r\n"),
        HEAD.text.rstrip("\n"),
        HEAD.text.replace("size 7", "size 07"),
        HEAD.text.replace("size 7", "size +7"),
        HEAD.text.replace("size 7", "size ７"),
        HEAD.text.replace("yifa log v1", "yifa log v2"),
        HEAD.text.replace("root ", "root A"),
        HEAD.text.replace("2026-03-02", "2026-02-30"),
        HEAD.text.replace(".000120Z", "Z"),
        HEAD.text.replace("==\n", "=\n"),
        HEAD.text + HEAD.text,
    ],
)
def test_text_of_another_form_is_no_head(spoilt: str) -> None:
    with pytest.raises(HeadUnreadable):
        read_head(spoilt)


def test_signature_is_written_in_one_way() -> None:
    last = HEAD.text[-4]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = alphabet[alphabet.index(last) + 1]

    with pytest.raises(HeadUnreadable, match="one way"):
        read_head(f"{HEAD.text[:-4]}{other}==\n")


def test_instants_keep_microseconds_and_lose_the_zone() -> None:
    assert time_text(AT) == "2026-03-02T01:00:00.000120Z"
    assert read_time(time_text(AT)) == AT
    assert read_time(time_text(AT)).tzinfo is UTC
    with pytest.raises(ValueError, match="time zone"):
        time_text(AT.replace(tzinfo=None))


def test_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "secrets" / "log_key"

    made, read = LogKey.in_file(file), LogKey.in_file(file)

    assert made.public == read.public
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["log_key"]
