"""./yifa help — every command in words."""

from __future__ import annotations

import importlib

from yifa.server.commands import find
from yifa.server.wording import say

HELP = "显示本说明"
DATABASE = False
FIRST = ["run", "test", "quick", "help"]


def main(argv: list[str]) -> int:
    modules = {name: importlib.import_module(f"yifa.server.commands.{name}") for name in find()}
    shown = [name for name in modules if not getattr(modules[name], "HIDDEN", False)]
    print(say("help.title"), say("help.usage"), sep="\n")
    for title, names in ((say("help.own"), FIRST), (say("help.commands"), [name for name in shown if name not in FIRST])):
        print(f"\n{title}：")
        for name in names:
            if name in modules:
                print(f"  {name:<10}{modules[name].HELP}")
    print(f"\n{say('help.data')}\n{say('help.codes')}")
    return 0
