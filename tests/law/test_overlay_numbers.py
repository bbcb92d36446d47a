"""Overlays are data, but law all the same: whoever changes one of their numbers or yes and no must fail a worked case."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.law import cases, test_cases
from yifa.law import layers
from yifa.law.layers import BadOverlay, Overlays

FILES = sorted(cases.CALENDARS.parent.glob("overlays/*.toml"))
#: other tests look at these lines
NOT_SET = ("#", "name", "code", "level", "title", "rule", "cites", "since")
OPPOSITE = {"true": "false", "false": "true"}


def _changed(line: str) -> Iterator[str]:
    if line.startswith(NOT_SET):
        return
    for found in re.finditer(r"\d+|true|false", line):
        others = [OPPOSITE[found[0]]] if found[0] in OPPOSITE else [str(int(found[0]) + step) for step in (1, -1)]
        yield from (line[: found.start()] + other + line[found.end() :] for other in others)


def _asked_of(name: str) -> list[dict[str, Any]]:
    found = (case for path in cases.HERE.glob("*/*.toml") for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"])
    return [case for case in found if name in case.get("layers", [])]


def _noticed(text: str, asked: list[dict[str, Any]], others: list[layers.Layer], monkeypatch: pytest.MonkeyPatch) -> bool:
    try:
        overlays = Overlays([layers.parse(tomllib.loads(text)), *others])
    except BadOverlay:
        return True
    monkeypatch.setattr(cases, "published_overlays", lambda: overlays)
    for case in asked:
        try:
            test_cases.test_case_of_the_law(case)
        except AssertionError:
            return True
    return False


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_number_of_an_overlay_is_held_by_a_case(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    asked = _asked_of(file.stem)
    others = [layers.parse(tomllib.loads(other.read_text(encoding="utf-8"))) for other in FILES if other != file]
    assert not _noticed("\n".join(lines), asked, others, monkeypatch)

    missed = [
        f"{number}: {changed}"
        for number, line in enumerate(lines, start=1)
        for changed in _changed(line)
        if not _noticed("\n".join([*lines[: number - 1], changed, *lines[number:]]), asked, others, monkeypatch)
    ]

    assert missed == []
