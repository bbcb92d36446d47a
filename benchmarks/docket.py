"""卷宗的成本 — processor time and SQL statements of daily work, acts a second against bare inserts, and the same with many dockets."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import datetime
from random import Random
from typing import Any

HELP = "日常工作的处理器时间和数据库语句、每秒行为数；--dockets 1000000 再在一百万个卷宗上测一遍"

#: the same work with many dockets may cost so much more
RATIO = 1.3
#: acts a second over HTTP against single-row inserts with commit on one connection
THROUGHPUT = 0.25


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dockets", type=int, default=0, metavar="个", help="写入这么多卷宗后再测一遍（默认 0：不写）")
    parser.add_argument("--seed", type=int, default=1, metavar="种子")
    parser.add_argument("--batches", type=int, default=5, metavar="批")
    parser.add_argument("--requests", type=int, default=100, metavar="次", help="每批请求的次数")
    parser.add_argument("--rounds", type=int, default=3, metavar="轮", help="每秒行为数与单行写入对照的轮数")
    parser.add_argument("--seconds", type=float, default=4.0, metavar="秒", help="对照的每一段的时间")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Everything measured in a temporary place; ``bars`` says what is met."""
    from benchmarks.measuring.town import temporary_town

    with temporary_town() as town:
        return _measured(town, options)


def _measured(town: Any, options: argparse.Namespace) -> dict[str, Any]:
    # Django must be set up before these can be imported
    from benchmarks.measuring.cases import People
    from benchmarks.measuring.throughput import compare
    from benchmarks.measuring.works import callers

    now: datetime = options.now
    people, rng = People.here(), Random(options.seed)
    asking = callers(town, people, now=now)
    works = _works(town, people, asking, options, rng)
    bars = [bar for name, found in works.items() for bar in _bars(name, found)]
    pace = compare(town, people, asking.tokens, rounds=options.rounds, seconds=options.seconds, now=now, rng=rng)
    result: dict[str, Any] = {"machine": machine(), "seed": options.seed, "works": works, "throughput": pace.as_json()}
    bars.append(_throughput(pace.ratio))
    if options.dockets:
        many, more = _with_many(town, people, asking, options, rng, works)
        result["many"] = many
        bars += more
    return {"bars": [bar.as_json() for bar in bars], **result}


def _works(town: Any, people: Any, asking: Any, options: argparse.Namespace, rng: Random) -> dict[str, dict[str, Any]]:
    from benchmarks.measuring.processor import measure
    from benchmarks.measuring.statements import statements
    from benchmarks.measuring.wording import say, tell
    from benchmarks.measuring.works import prepare

    tell("step.prepare")
    found: dict[str, dict[str, Any]] = {}
    works = prepare(people, asking.officer, dockets=max(4, options.requests), now=options.now, rng=rng)
    for work in works:
        tell("step.measure", what=say(f"work.{work.name}"))
        cost = measure(town, asking.of(work), work, batches=options.batches, requests=options.requests)
        seen = statements(work, asking)
        bars = {"bar_ms": work.bar_ms, "bar_statements": work.bar_statements, "compared": work.compared}
        found[work.name] = {**cost.as_json(), "statements": len(seen), **bars}
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


def _with_many(
    town: Any, people: Any, asking: Any, options: argparse.Namespace, rng: Random, before: dict[str, dict[str, Any]]
) -> tuple[dict[str, Any], list[Any]]:
    """Fill, check that the rows are what append would have written, and measure the same works again."""
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.checking import check
    from benchmarks.measuring.filling import fill
    from benchmarks.measuring.wording import say, tell

    filled = fill(town.place, people, dockets=options.dockets, now=options.now, seed=options.seed)
    tell("step.check")
    checked = check(sample=max(1, options.dockets // 1000))
    works = _works(town, people, asking, options, rng)
    ratios = {name: ratio_of(works[name], before[name]) for name in works}
    bars = [
        Bar(f"many.{name}.ratio", say("bar.ratio", title=say(f"work.{name}"), count=options.dockets), ratio, RATIO)
        for name, ratio in ratios.items()
        if before[name]["compared"]
    ]
    bars.append(Bar("many.rebuilt", say("bar.rebuilt"), len(checked.differences), 0))
    bars.append(Bar("many.verified", say("bar.verified"), len(checked.faults), 0))
    return {"filled": filled.as_json(), "checked": checked.as_json(), "works": works, "ratios": ratios}, bars


def ratio_of(many: dict[str, Any], few: dict[str, Any]) -> float:
    """How much dearer a work became, each figure in units of the fixed piece of work measured beside it."""
    return round(float(many["ms"] / many["reference_ms"] / (few["ms"] / few["reference_ms"])), 2)


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
