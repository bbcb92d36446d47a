"""./yifa law PART … — the law library and the rules on the terminal; the parts stand in ``server/law_commands``."""

from __future__ import annotations

import importlib
import sys
from contextlib import AbstractContextManager, nullcontext
from types import ModuleType

from yifa.server import law_commands
from yifa.server.wording import say

HELP = "法规库和规则：law read 目录、law search 词语、law drift …；不带参数则列出"
#: each part says itself whether it needs the place
DATABASE = False


def main(argv: list[str]) -> int:
    """What the part answers; 2 for a part that does not exist."""
    name, *rest = argv or [""]
    if name in ("", "-h", "--help"):
        print(say("law.usage"))
        for each in law_commands.find():
            print(f"  {each:<10}{_part(each).HELP}")
        return 0
    if name not in law_commands.find():
        print(say("law.unknown", name=name), say("law.usage"), sep="\n", file=sys.stderr)
        return 2
    part = _part(name)
    with _place(part):
        return int(part.main(rest))


def _part(name: str) -> ModuleType:
    return importlib.import_module(f"yifa.server.law_commands.{name}")


def _place(part: ModuleType) -> AbstractContextManager[object]:
    from yifa.server.opening import opened
    from yifa.server.place import Place

    if not getattr(part, "DATABASE", True):
        return nullcontext()
    return opened(Place.here(), role=getattr(part, "ROLE", "app"))
