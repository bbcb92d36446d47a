"""./yifa health [--profile P] [--on DATE] [--rule R] [--json] — what is wrong with the list of powers on a day."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from yifa.server.wording import say

if TYPE_CHECKING:
    from yifa.staffing.health import Finding

HELP = "清单体检：health [--profile 配置] [--on 日期] [--rule 项目] [--json]；违反法律或者政策的，退出码为 1"
ROLE = "app"
#: findings of one check shown as text; all are in the JSON
_SHOWN = 10


def main(argv: list[str]) -> int:
    """0 nothing broken, 1 law or policy broken, 2 wrong usage."""
    from yifa.kernel.dates import legal_date
    from yifa.platform import clock
    from yifa.server.beside import beside
    from yifa.staffing.health import Kind, findings, rules

    parser = argparse.ArgumentParser(prog="./yifa health", description=HELP)
    parser.add_argument("--profile", metavar="配置", help=say("health.profile"))
    parser.add_argument("--on", type=date.fromisoformat, metavar="日期", help=say("health.on"))
    parser.add_argument("--rule", action="append", choices=[*rules()], metavar="项目", help=say("health.rule", rules="、".join(rules())))
    parser.add_argument("--json", action="store_true", help=say("health.json"))
    asked = parser.parse_args(argv)
    day = asked.on or legal_date(clock.now())
    with beside(asked.profile) as profile:
        found = findings(on=day, rules=asked.rule)
    broken = sum(one.kind is not Kind.LOOK for one in found)
    if asked.json:
        print(json.dumps(as_json(profile, day, found), ensure_ascii=False, indent=1))
    else:
        show(found)
    return 1 if broken else 0


def as_json(profile: str, day: date, found: Sequence[Finding]) -> dict[str, object]:
    """Profile, day, how many findings of each kind and of each rule, and the findings."""
    kinds = [one.kind.value for one in found]
    names = [one.rule for one in found]
    return {
        "profile": profile,
        "on": day.isoformat(),
        "kinds": {kind: kinds.count(kind) for kind in ("law", "policy", "look")},
        "rules": {name: names.count(name) for name in dict.fromkeys(names)},
        "findings": [one.as_json() for one in found],
    }


def show(found: Sequence[Finding]) -> None:
    """Grouped by kind and check, with counts."""
    for _, alike in groupby(found, key=lambda one: (one.kind, one.rule)):
        group = list(alike)
        print(say("health.heading", title=group[0].title, rule=group[0].rule, count=len(group)))
        for one in group[:_SHOWN]:
            basis = "、".join([cite.text for cite in one.cites] + list(one.sources))
            print(
                say("health.line", kind=say(f"health.{one.kind.value}"), says=one.says)
                + (say("health.basis", basis=basis) if basis else "")
            )
            print(say("health.remedy", remedy=one.remedy))
            if one.rows:
                named = "；".join(row.label for row in one.rows[:3])
                print(say("health.rows", rows=named, more=say("health.more_rows", count=one.total) if one.total > 3 else ""))
        if len(group) > _SHOWN:
            print(say("health.more", count=len(group) - _SHOWN))
    kinds = [one.kind.value for one in found]
    print(say("health.sum", law=kinds.count("law"), policy=kinds.count("policy"), look=kinds.count("look")))
