"""./yifa capacity --place P [--on DATE] [--domain D] [--profile P] [--json] — who can handle what there today, in lawful pairs."""

from __future__ import annotations

import argparse
import json
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from yifa.server.wording import say

if TYPE_CHECKING:
    from yifa.staffing.capacity import Capacity
    from yifa.staffing.core.survey import Task

HELP = "执法能力：capacity --place 地方 [--on 日期] [--domain 领域] [--profile 配置] [--json]，今天各队伍能组成几组两人"
ROLE = "app"
#: losses, and names of one suggestion, shown as text; all are in the JSON
_SHOWN = 10


def main(argv: list[str]) -> int:
    """0 answered, 2 wrong usage."""
    from yifa.kernel.dates import legal_date
    from yifa.platform import clock
    from yifa.registry.queries import knows_place
    from yifa.server.beside import beside
    from yifa.staffing.capacity import capacity

    parser = argparse.ArgumentParser(prog="./yifa capacity", description=HELP)
    parser.add_argument("--place", required=True, metavar="地方", help=say("capacity.place"))
    parser.add_argument("--on", type=date.fromisoformat, metavar="日期", help=say("capacity.on"))
    parser.add_argument("--domain", default="", metavar="领域", help=say("capacity.domain"))
    parser.add_argument("--profile", metavar="配置", help=say("health.profile"))
    parser.add_argument("--json", action="store_true", help=say("health.json"))
    asked = parser.parse_args(argv)
    day = asked.on or legal_date(clock.now())
    with beside(asked.profile, knows=lambda: knows_place(asked.place)) as profile:
        found = capacity(place=asked.place, on=day, domain=asked.domain)
    if asked.json:
        print(json.dumps({"profile": profile, **found.as_json()}, ensure_ascii=False, indent=1))
    else:
        show(found)
    return 0


def show(found: Capacity) -> None:
    print(say("capacity.heading", place=found.place_name, on=found.on.isoformat()))
    if not found.lines:
        print(say("capacity.nothing"))
    for line in found.lines:
        facts = {name: getattr(line, name) for name in ("certificates", "absent", "set_aside", "able", "at_once", "possible")}
        told = "capacity.line" if line.known else "capacity.unknown"
        print(say(told, body=line.body_name, place=line.place_name, domain=_domain(line.domain), **facts))
        print(say("capacity.says", sentence=line.sentence))
        if line.remedy:
            print(say("capacity.remedy", remedy=line.remedy))
    for finding in found.findings:
        print(say("capacity.finding", sentence=finding.sentence, cites="、".join(cite.text for cite in finding.cites)))
        print(say("capacity.remedy", remedy=finding.remedy))
    for loss in found.losses[:_SHOWN]:
        print(say("capacity.loss", name=loss.name, tasks=_tasks(loss.tasks)))
    for need in found.needs_two[:_SHOWN]:
        print(say("capacity.needs_two", tasks=_tasks((need.task,)), count=need.trainable))
    for rank, alike in groupby(found.trainings, key=lambda one: one.rank):
        same = list(alike)
        first = same[0]
        facts = {"opens": len(first.opens), "secures": len(first.secures), "at_once": first.at_once, "possible": first.possible}
        print(say("capacity.training", rank=rank, count=len(same), **facts))
        for domain in dict.fromkeys(one.domain for one in same):
            names = [one.name for one in same if one.domain == domain]
            more = say("capacity.more", count=len(names)) if len(names) > _SHOWN else ""
            print(say("capacity.trained", domain=_domain(domain), names="、".join(names[:_SHOWN]) + more))


def _domain(domain: str) -> str:
    return domain or say("capacity.any_domain")


def _tasks(tasks: tuple[Task, ...]) -> str:
    return "、".join(f"{_domain(task.domain)}（{task.place}）" for task in tasks)
