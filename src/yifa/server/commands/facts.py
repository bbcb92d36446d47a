"""./yifa facts PROFILE [--json] [--on DATE] — the figures of a profile, each counted from rows of the database."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

from yifa.server.opening import opened
from yifa.server.place import Place
from yifa.server.wording import say

if TYPE_CHECKING:
    from yifa.reporting.measures import Figure

HELP = "逐行清点一个配置的数字：facts 名称或者文件夹 [--json] [--on 日期]；没有载入的，在临时的表里清点"
DATABASE = False


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="yifa facts", description=HELP)
    parser.add_argument("profile")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--on", type=date.fromisoformat, default=None)
    asked = parser.parse_args(argv)
    with opened(Place.here(), first=None):
        from yifa.reporting.measures import nested

        found = _facts(asked.profile, on=asked.on)
    if asked.json:
        print(json.dumps(nested({figure.key: figure.value for figure in found}), ensure_ascii=False, indent=2))
    else:
        for figure in found:
            value = say("facts.unknown") if figure.value is None else in_line(figure.value)
            print(f"{figure.sentence or figure.key}　{value}")
    return 0


def _facts(word: str, *, on: date | None) -> list[Figure]:
    """Of a loaded profile as it stands; of one that is not, or that is named by its folder, in a scratch schema."""
    from yifa.kernel.dates import legal_date
    from yifa.platform import clock
    from yifa.profile import read
    from yifa.reporting.measures import reckoned
    from yifa.server.beside import beside, loaded, profile_folder, scratch
    from yifa.server.readying import PROFILES

    now = clock.now()
    day = on or legal_date(now)
    if word in loaded():
        with beside(word):
            return reckoned(on=day)
    folder = profile_folder(word)
    with scratch(read(folder, shelf=PROFILES), folder=folder, now=now):
        return reckoned(on=day)


def in_line(value: object) -> str:
    """A list or a table in one line."""
    match value:
        case list():
            return "、".join(map(in_line, value))
        case dict():
            return "；".join(f"{name} {in_line(one)}" for name, one in value.items())
    return str(value)
