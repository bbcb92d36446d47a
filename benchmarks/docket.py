"""卷宗的成本 — processor time and SQL statements of daily work, acts a second against bare inserts, and the same with many dockets."""

from __future__ import annotations

import argparse
import os
import platform
from typing import Any

HELP = "日常工作的处理器时间和数据库语句、每秒行为数；--dockets 1000000 再在一百万个卷宗上测一遍"

#: the same work with many dockets may cost so much more
RATIO = 1.3
#: dockets in the town it is compared with, over as many bodies
FEW = 600
#: acts a second over HTTP against single-row inserts with commit on one connection
THROUGHPUT = 0.25


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dockets", type=int, default=0, metavar="个", help="写入这么多卷宗后再测一遍（默认 0：不写）")
    parser.add_argument("--seed", type=int, default=1, metavar="种子")
    parser.add_argument("--batches", type=int, default=7, metavar="批")
    parser.add_argument("--requests", type=int, default=100, metavar="次", help="每批请求的次数")
    parser.add_argument("--rounds", type=int, default=3, metavar="轮", help="每秒行为数与单行写入对照的轮数")
    parser.add_argument("--seconds", type=float, default=4.0, metavar="秒", help="对照的每一段的时间")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Everything measured in a temporary place; ``bars`` says what is met."""
    from benchmarks.measuring.town import temporary_town

    with temporary_town() as town:
        return _measured(town, options)


def _measured(town: Any, options: argparse.Namespace) -> dict[str, Any]:
    # what needs Django can be imported only now that there is a town
    from benchmarks.measuring.site import Site
    from benchmarks.measuring.throughput import compare

    site = Site(town, options)
    result: dict[str, Any] = {"machine": machine(), "seed": options.seed}
    result["works"] = works = _works(site, options)
    bars = [bar for name, found in works.items() for bar in _bars(name, found)]
    tokens, rounds = site.callers.tokens, options.rounds
    pace = compare(town, site.people, tokens, rounds=rounds, seconds=options.seconds, now=options.now, rng=site.rng)
    result["throughput"] = pace.as_json()
    bars.append(_throughput(pace.ratio))
    if options.dockets:
        result["many"], more = _with_many(site, options)
        bars += more
    return {"bars": [bar.as_json() for bar in bars], **result}


def _works(site: Any, options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    from benchmarks.measuring.processor import cost_of
    from benchmarks.measuring.wording import say, tell

    found: dict[str, dict[str, Any]] = {}
    for name in site.prepare():
        tell("step.measure", what=say(f"work.{name}"))
        site.warm(name)
        cost = cost_of([site.batch(name) for _ in range(options.batches)])
        work = site.works[name]
        bars = {"bar_ms": work.bar_ms, "bar_statements": work.bar_statements}
        found[name] = {**cost.as_json(), "statements": site.statements(name), **bars}
    return found


def _bars(name: str, found: dict[str, Any]) -> list[Any]:
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.wording import say

    title = say(f"work.{name}")
    bars = []
    if found["bar_ms"]:
        bars.append(Bar(f"{name}.ms", say("bar.cpu", title=title), found["ms"], found["bar_ms"], "ms"))
    if found["bar_statements"]:
        bars.append(Bar(f"{name}.statements", say("bar.statements", title=title), found["statements"], found["bar_statements"]))
    return bars


def _throughput(ratio: float) -> Any:
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.wording import say

    return Bar("throughput.ratio", say("bar.throughput"), ratio, THROUGHPUT, sense="at least")


def _with_many(few: Any, options: argparse.Namespace) -> tuple[dict[str, Any], list[Any]]:
    """A second town with many dockets beside the first, which gets a few over as many bodies: the same works in turn, batch by batch."""
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.processor import cost_of, ratio_of
    from benchmarks.measuring.site import elsewhere
    from benchmarks.measuring.wording import say, tell

    found: dict[str, Any] = {}
    bars = []
    with elsewhere(options) as many:
        found["filled"] = many.fill(options.dockets).as_json()
        checked = many.check(max(1, options.dockets // 1000))
        found |= {"few": few.fill(FEW).as_json(), "checked": checked.as_json(), "works": {}}
        many.prepare()
        for name in few.prepare():
            title = say(f"work.{name}")
            tell("step.measure", what=title)
            few.warm(name)
            many.warm(name)
            pairs = [(few.batch(name), many.batch(name)) for _ in range(options.batches)]
            ratio = ratio_of([pair[1] for pair in pairs], [pair[0] for pair in pairs])
            costs = {"few": cost_of([pair[0] for pair in pairs]).as_json(), "many": cost_of([pair[1] for pair in pairs]).as_json()}
            found["works"][name] = {**costs, "statements": many.statements(name), "ratio": ratio}
            if few.works[name].compared:
                bars.append(Bar(f"many.{name}.ratio", say("bar.ratio", title=title, count=options.dockets), ratio, RATIO))
    bars.append(Bar("many.rebuilt", say("bar.rebuilt"), len(checked.differences), 0))
    bars.append(Bar("many.verified", say("bar.verified"), len(checked.faults), 0))
    return found, bars


def machine() -> dict[str, object]:
    """What it ran on: cores, processor, memory, versions, and the load of others at the start."""
    from django.db import connection

    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), platform.machine())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')")
        version, fsync, commit = cursor.fetchone()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return {
        "cores": os.cpu_count(),
        "processor": model,
        "memory_mib": memory,
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "postgresql": version,
        "fsync": fsync,
        "synchronous_commit": commit,
    }
