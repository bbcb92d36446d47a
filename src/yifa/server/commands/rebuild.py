"""./yifa rebuild — the projection folded anew from the acts, or only compared with it."""

from __future__ import annotations

import argparse

from yifa.server.wording import say

HELP = "重建：由执法记录重新推算卷宗现状和期限；--check 只比对，不改动"
_SHOWN = 50


def main(argv: list[str]) -> int:
    """0 rebuilt, or nothing differs; 1 the projection differs from the acts (with --check); 2 wrong usage."""
    from yifa.docket.rebuild import differences, rebuild

    parser = argparse.ArgumentParser(prog="./yifa rebuild", description=HELP)
    parser.add_argument("--check", action="store_true", help="只比对，不改动")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="只比对每第 N 个卷宗")
    options = parser.parse_args(argv)
    if not options.check:
        print(say("rebuild.done", count=rebuild()))
        return 0
    count = 0
    for count, found in enumerate(differences(sample=options.sample), start=1):
        if count <= _SHOWN:
            print(say("rebuild.differs", docket=found.docket, field=found.field, stands=found.stands, folded=found.folded))
    print(say("rebuild.found", count=count) if count else say("rebuild.same"))
    return 1 if count else 0
