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
    parser.add_argument("--institution", action="store_true", help="在临时的名录上重放已批准的机构与权力变动，与现状比对，不改动")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="只比对每第 N 个卷宗")
    options = parser.parse_args(argv)
    if options.institution:
        return _institution()
    if not options.check:
        print(say("rebuild.done", count=rebuild()))
        return 0
    count = 0
    for count, found in enumerate(differences(sample=options.sample), start=1):
        if count <= _SHOWN:
            print(say("rebuild.differs", docket=found.docket, field=found.field, stands=found.stands, folded=found.folded))
    print(say("rebuild.found", count=count) if count else say("rebuild.same"))
    return 1 if count else 0


def _institution() -> int:
    """The profile as loaded and every approved change done again in a schema that is thrown away: are these the rows that stand?"""
    from yifa.platform import clock
    from yifa.profile.reading import read
    from yifa.reform.actions import approved_changes, replay
    from yifa.reform.rebuilding import differences, rows
    from yifa.server.beside import home, profile_folder, scratch
    from yifa.server.readying import PROFILES

    folder = profile_folder(home())
    effects, stand = approved_changes(), rows()
    with scratch(read(folder, shelf=PROFILES), folder=folder, now=clock.now()):
        replay(effects)
        follow = rows()
    found = differences(stand, follow)
    for one in found[:_SHOWN]:
        print(say("rebuild.row_stands" if one.stands else "rebuild.row_missing", table=one.table, row=one.row))
    print(say("rebuild.rows_found", count=len(found), changes=len(effects)) if found else say("rebuild.rows_same", changes=len(effects)))
    return 1 if found else 0
