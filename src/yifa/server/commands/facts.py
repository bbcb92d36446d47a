"""./yifa facts PROFILE [--json] [--on DATE] — the figures of a profile, each counted from rows of the database."""

from __future__ import annotations

import argparse
import json
from datetime import date

from yifa.server.opening import opened
from yifa.server.place import Place
from yifa.server.wording import say

HELP = "逐行清点一个配置的数字：facts 名称或者文件夹 [--json] [--on 日期]；没有载入的，在临时的表里清点"
DATABASE = False


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="yifa facts", description=HELP)
    parser.add_argument("profile")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--on", type=date.fromisoformat, default=None)
    asked = parser.parse_args(argv)
    with opened(Place.here(), first=None):
        facts = _facts(asked.profile, on=asked.on)
    if asked.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        _show(facts)
    return 0


def _facts(word: str, *, on: date | None) -> dict[str, object]:
    """Of a loaded profile as it stands; of one that is not, or that is named by its folder, in a scratch schema."""
    from django.utils import timezone

    from yifa.kernel.dates import legal_date
    from yifa.profile import read
    from yifa.reporting.measures import figures
    from yifa.server.beside import beside, loaded, profile_folder, scratch
    from yifa.server.readying import PROFILES

    now = timezone.now()
    day = on or legal_date(now)
    if word in loaded():
        with beside(word):
            return figures(on=day)
    folder = profile_folder(word)
    with scratch(read(folder, shelf=PROFILES), folder=folder, now=now):
        return figures(on=day)


def _show(facts: dict[str, object], indent: str = "") -> None:
    for key, value in facts.items():
        if isinstance(value, dict):
            print(f"{indent}{key}")
            _show(value, indent + "  ")
        else:
            print(f"{indent}{key}  {say('facts.unknown') if value is None else value}")
