"""The verifier for outsiders: its own arithmetic against published values, and the file as a stranger runs it."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.docket.export import ExportUnreadable, given_heads, verify_export, write_ledger
from yifa.docket.log.head import LogKey
from yifa.docket.log.tree import leaf_hash, root_of
from yifa.kernel.canonical import sm3_bytes
from yifa.server.drills.tamper import Copy, body_of, made_record, outside_verifier, remake, with_body

TOOL = Path(__file__).parents[4] / "tools" / "verify_export.py"
KEY = LogKey.from_seed(b"k" * 32)
NOW = datetime(2026, 3, 3, tzinfo=UTC)
outside = outside_verifier()


def export(record: Copy, file: Path) -> Path:
    with file.open("wb") as out:
        write_ledger(out, record.ledger(), now=NOW)
    return file


def give(record: Copy, folder: Path) -> Path:
    folder.mkdir()
    (folder / "public-key.txt").write_text(f"{KEY.public.hex()}\n")
    for head in record.heads:
        (folder / f"head-{head.size:012d}.txt").write_text(head.text)
    return folder


def forged(record: Copy) -> Copy:
    """The same record after its owner changed one act and made everything anew."""
    changed = record.copy()
    entry = changed.entries[7]
    assert entry.act
    changed.entries[7] = replace(entry, act=with_body(entry.act, body_of(entry.act, place="别处")))
    remake(changed, KEY)
    return changed


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", TOOL, *arguments]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"})


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_by_hand_gives_the_values_of_the_standard(text: bytes, digest: str) -> None:
    assert outside.sm3_by_hand(text).hex() == digest


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_sm3_by_hand_agrees_with_the_library(data: bytes) -> None:
    assert outside.sm3_by_hand(data) == sm3_bytes(data)


def test_ed25519_holds_for_the_values_of_rfc_8032() -> None:
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )

    assert outside.ed25519_fits(key, signature, b"\x72")
    assert not outside.ed25519_fits(key, signature, b"\x73")


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_ed25519_agrees_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8

    assert outside.ed25519_fits(key, signature, message)
    assert not outside.ed25519_fits(key, bytes(flipped), message)


def test_ed25519_refuses_a_second_writing_of_one_signature() -> None:
    head = KEY.sign_head(size=1, root=bytes(32), time=NOW)
    scalar = int.from_bytes(head.signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493

    assert not outside.ed25519_fits(KEY.public, head.signature[:32] + scalar.to_bytes(32, "little"), head.signed_part)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=40))
def test_roots_agree_at_every_size(data: list[bytes]) -> None:
    tree = outside.Tree()
    for each in data:
        tree.add(each)

    leaves = [leaf_hash(each) for each in data]
    assert [tree.root_at(size) for size in range(len(data) + 1)] == [root_of(leaves[:size]) for size in range(len(data) + 1)]


def test_stranger_verifies_a_whole_export(tmp_path: Path) -> None:
    record = made_record(7, KEY)

    done = run(export(record, tmp_path / "record.yifa"), "--heads", give(record, tmp_path / "heads"), "--key", KEY.public.hex())

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "行为 acts 43 · 叶 leaves 40 · 卷宗 dockets 8 · 树头 heads 5 · 外存树头 given 5"
    assert done.stdout.splitlines()[-2:] == ["✓ 全部相符", "  everything fits"]


def test_stranger_finds_a_change_although_all_was_made_anew(tmp_path: Path) -> None:
    record = made_record(7, KEY)
    changed, heads = export(forged(record), tmp_path / "record.yifa"), give(record, tmp_path / "heads")

    alone, against = run(changed), run(changed, "--heads", heads, "--json")

    assert alone.returncode == 0
    assert against.returncode == 1
    spans = [finding["facts"] for finding in json.loads(against.stdout)["findings"] if finding["code"] == "root"]
    assert spans == [{"name": "head-000000000008.txt", "size": 8, "low": 0, "high": 7}]


def test_key_that_is_not_the_logs_fits_no_head(tmp_path: Path) -> None:
    record = made_record(7, KEY)

    done = run(export(record, tmp_path / "record.yifa"), "--key", LogKey.from_seed(bytes(32)).public.hex(), "--json")

    assert done.returncode == 1
    assert {finding["code"] for finding in json.loads(done.stdout)["findings"]} == {"head_signature", "headless"}


@pytest.mark.parametrize("arguments", [[], ["absent.yifa"], [str(TOOL), "--key", "12"], [str(TOOL), "--heads", "absent"]])
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2


def test_damaged_export_is_refused_by_both(tmp_path: Path) -> None:
    whole = export(made_record(7, KEY), tmp_path / "record.yifa").read_bytes()
    for at in range(100, len(whole), len(whole) // 60):
        spoilt = bytearray(whole)
        spoilt[at] ^= 0x55
        file = tmp_path / "spoilt.yifa"
        file.write_bytes(spoilt)

        findings = outside.verify(io.BytesIO(spoilt), [])[1]
        try:
            house_good = verify_export(file).good
        except ExportUnreadable:
            house_good = False

        # a byte that zip does not use (an attribute of a member) may be changed: then both read the same record
        assert house_good == (not findings)


def test_file_that_is_no_export_is_refused_by_both(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("export.json", '{"format": "another"}')

    with pytest.raises(ExportUnreadable):
        verify_export(other)
    with pytest.raises(ExportUnreadable):
        verify_export(TOOL)
    assert run(other).returncode == 1
    assert run(TOOL).returncode == 1


def test_heads_are_read_from_a_folder_or_from_one_file(tmp_path: Path) -> None:
    record = made_record(7, KEY)
    folder = give(record, tmp_path / "heads")
    together = tmp_path / "heads.txt"
    together.write_text("".join(head.text for head in record.heads))

    texts = [head.text for head in record.heads]

    assert [head.text for head in given_heads(folder)] == [head.text for head in given_heads(together)] == texts
    assert [text for _, text in outside.read_given(folder)] == [text for _, text in outside.read_given(together)] == texts


def test_record_reads_the_same_out_of_its_export(tmp_path: Path) -> None:
    record = made_record(7, KEY)
    file = export(record, tmp_path / "record.yifa")

    found = verify_export(file, heads=given_heads(give(record, tmp_path / "heads")))

    assert (found.findings, found.acts, found.leaves, found.heads_given) == ([], 43, 40, 5)
    assert hashlib.sha256(file.read_bytes()).digest() == hashlib.sha256(export(record, tmp_path / "again.yifa").read_bytes()).digest()
