"""Two verifiers, written apart, say the same of every export, however it was bent; and neither takes a bent record for whole."""

from __future__ import annotations

import io
import json
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from yifa.docket.export import ExportUnreadable, verify_export, write_ledger
from yifa.docket.log.examine import GivenHead
from yifa.docket.log.head import LogKey
from yifa.server.drills.tamper import made_record, outside_verifier

KEY = LogKey.from_seed(b"k" * 32)
STRANGE: list[Any] = [None, 0, -1, 1, True, 1.5, "", "x", [], {}, "é\u0000", "\ud800", 10**30, "0" * 64, [1, 2], {"a": 1}, float("nan")]
outside = outside_verifier()


def bent(value: Any, random_: random.Random) -> Any:
    """The value with one thing changed, somewhere inside."""
    if isinstance(value, dict) and value and random_.random() < 0.85:
        name = random_.choice(list(value))
        if random_.random() < 0.1:
            return {other: each for other, each in value.items() if other != name}
        return {**value, name: bent(value[name], random_)}
    if isinstance(value, list) and value and random_.random() < 0.85:
        at = random_.randrange(len(value))
        how = random_.random()
        if how < 0.1:
            return value[:at] + value[at + 1 :]
        return [*value[:at], random_.choice(STRANGE) if how < 0.2 else bent(value[at], random_), *value[at + (how >= 0.2) :]]
    if isinstance(value, str) and value and random_.random() < 0.6:
        at = random_.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1 << random_.randrange(7)) + value[at + 1 :]
    return random_.choice(STRANGE)


def bend(lines: list[bytes], random_: random.Random) -> list[bytes]:
    """The rows with one lost, doubled, moved or bent."""
    at, how = random_.randrange(len(lines)), random_.random()
    if how < 0.05:
        return lines[:at] + lines[at + 1 :]
    if how < 0.1:
        return [*lines[:at], lines[at], *lines[at:]]
    if how < 0.15:
        return lines[1:] + lines[:1]
    return [*lines[:at], json.dumps(bent(json.loads(lines[at]), random_)).encode() + b"\n", *lines[at + 1 :]]


@pytest.mark.parametrize("seed", range(4))
def test_verifiers_agree_on_every_bent_export(seed: int, tmp_path: Path) -> None:
    record = made_record(3, KEY, acts=8, every=4, waiting=1, dockets=2)
    given = [GivenHead(str(head.size), head.text) for head in record.heads]
    whole = io.BytesIO()
    write_ledger(whole, record.ledger(), now=datetime(2026, 3, 3, tzinfo=UTC))
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    apart, taken = [], []
    for number in range(200):
        random_ = random.Random(f"{seed}/{number}")
        name = random_.choice(["acts.jsonl", "acts.jsonl", "heads.jsonl", "dockets.jsonl", "export.json"])
        lines = [parts[name]] if name == "export.json" else parts[name].splitlines(keepends=True)
        changed = bend(lines, random_)
        file = tmp_path / "bent.yifa"
        with zipfile.ZipFile(file, "w") as archive:
            for each, raw in parts.items():
                archive.writestr(each, b"".join(changed) if each == name else raw)

        try:
            house = verify_export(file, heads=given).good
        except ExportUnreadable:
            house = False
        stranger = not outside.verify(file, [(head.name, head.text) for head in given])[1]

        if house != stranger:
            apart.append((number, name))
        if name == "acts.jsonl" and house and list(map(json.loads, changed)) != list(map(json.loads, lines)):
            taken.append(number)
    assert apart == []
    assert taken == []
