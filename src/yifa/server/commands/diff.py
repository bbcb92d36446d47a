"""yifa diff LIST@DATE LIST@DATE [--profile P] [--json] — what differs between two versions of a list, or two lists, and whom it touches."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from yifa.server.wording import say

if TYPE_CHECKING:
    from yifa.reform.impact import Impact
    from yifa.registry.core.lists import Difference, Pair

HELP = "清单对比：diff 清单@日期 清单@日期 [--profile 配置] [--json]，新增、收回、划转、变更和对在办案件、文书、证件的影响"
ROLE = "app"
#: lines of one kind shown as text; all are in the JSON
_SHOWN = 20


def main(argv: list[str]) -> int:
    """0 compared, 2 wrong usage, 3 no such list or day."""
    from yifa.reform.impact import impact
    from yifa.registry.lists import difference, knows_list
    from yifa.server.beside import beside

    parser = argparse.ArgumentParser(prog="./yifa diff", description=HELP)
    parser.add_argument("before", type=version, metavar="清单@日期", help=say("diff.before"))
    parser.add_argument("after", type=version, metavar="清单@日期", help=say("diff.after"))
    parser.add_argument("--profile", metavar="配置", help=say("health.profile"))
    parser.add_argument("--json", action="store_true", help=say("health.json"))
    asked = parser.parse_args(argv)
    before, after = asked.before, asked.after
    with beside(asked.profile, knows=lambda: knows_list(before[0]) and knows_list(after[0])) as profile:
        found = difference(*before, *after)
        touches = impact(found, actor=None)
        if asked.json:
            print(json.dumps({"profile": profile, **found.as_json(), "impact": touches.as_json()}, ensure_ascii=False, indent=1))
        else:
            show(found, touches)
    return 0


def version(text: str) -> tuple[str, date]:
    """``LIST@YYYY-MM-DD``, as a type of an argument."""
    code, _, day = text.rpartition("@")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = None
    if not code or on is None or on.isoformat() != day:
        raise argparse.ArgumentTypeError(say("diff.unreadable", text=text))
    return code, on


def show(found: Difference, touches: Impact) -> None:
    for version in (found.before, found.after):
        count = say("diff.items", count=len(version)) if version.stated or version.entries else say("facts.unknown")
        print(say("diff.version", name=version.name, on=version.on.isoformat(), count=count))
    counts = {name: len(getattr(found, name)) for name in ("added", "withdrawn", "moved", "changed")}
    print(say("diff.counts", unchanged=found.unchanged, **counts))
    _rows(say("diff.added"), [f"{entry.code} {entry.name}" for entry in found.added])
    _rows(say("diff.withdrawn"), [f"{entry.code} {entry.name}" for entry in found.withdrawn])
    _rows(say("diff.moves"), _moves(found))
    _rows(say("diff.moved"), [_pair(pair) for pair in found.moved])
    _rows(say("diff.changed"), [_pair(pair) for pair in found.changed])
    perhaps = [f"{one.before.code} → {one.after.code} {one.after.name}（{'、'.join(one.alike)}）" for one in found.perhaps_same]
    _rows(say("diff.perhaps_same"), perhaps)
    _rows(say("diff.cases"), [f"{case.number}（{case.procedure}，{case.stage}）{case.sentence}{case.remedy}" for case in touches.cases])
    if touches.papers:
        print(say("diff.papers", count=len(touches.papers), open=sum(paper.open for paper in touches.papers)))
    _rows(say("diff.certificates"), [f"{one.sentence}{one.remedy}" for one in touches.certificates])


def _pair(pair: Pair) -> str:
    return f"{pair.code} {pair.after.name}：{'、'.join(turn.name for turn in pair.turns)}"


def _moves(found: Difference) -> list[str]:
    from yifa.registry.snapshot import powers

    def names(bodies: Sequence[str], on: date) -> str:
        return "、".join(body.name if (body := powers().body(code, on=on)) else code for code in bodies) or say("diff.nobody")

    return [
        say("diff.move", before=names(before, found.before.on), after=names(after, found.after.on), count=count)
        for (before, after), count in found.moves().items()
    ]


def _rows(heading: str, rows: Sequence[str]) -> None:
    if rows:
        print(say("diff.heading", heading=heading, count=len(rows)))
    for row in rows[:_SHOWN]:
        print(f"  {row}")
    if len(rows) > _SHOWN:
        print(say("diff.more", count=len(rows) - _SHOWN))
