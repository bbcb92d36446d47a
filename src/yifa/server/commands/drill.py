"""./yifa drill — attacks a promise and counts what was missed."""

from __future__ import annotations

import argparse
import importlib
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from yifa.docket.log.wording import sentences
from yifa.server import drills

HELP = "演练：./yifa drill 名称 [--seed 种子] [--budget 秒] [--count 次数]；不带名称则列出"
#: each drill says itself whether it needs the place
DATABASE = False


def find() -> list[str]:
    """The names of all drills: what stands in the folder."""
    return sorted(file.stem for file in Path(drills.__file__).parent.glob("*.py") if not file.stem.startswith("_"))


def main(argv: list[str]) -> int:
    """0 nothing missed and the control failed as it must, 1 otherwise, 2 wrong usage."""
    words = sentences("command")
    parser = argparse.ArgumentParser(prog="./yifa drill", description=HELP)
    parser.add_argument("name", nargs="?", metavar="名称")
    parser.add_argument("--seed", type=int, default=1, metavar="种子")
    parser.add_argument("--budget", type=float, metavar="秒")
    parser.add_argument("--count", type=int, metavar="次数", help="至少攻击多少次（各演练有自己的默认值）")
    options = parser.parse_args(argv)
    if options.name is None:
        print(words["drills"])
        for name in find():
            print(f"  {name:<12} {importlib.import_module(f'yifa.server.drills.{name}').HELP}")
        return 0
    if options.name not in find():
        parser.error(words["no_drill"].format(name=options.name))
    drill = importlib.import_module(f"yifa.server.drills.{options.name}")
    with _place(drill.NEEDS_DATABASE):
        report = drill.run(options.seed, options.budget, **({"count": options.count} if options.count else {}))
    print(report.text())
    return 0 if report.good else 1


def _place(needed: bool) -> AbstractContextManager[object]:
    from yifa.server.opening import opened
    from yifa.server.place import Place

    return opened(Place.here()) if needed else nullcontext()
