"""清单体检的成本 — a province-sized list loaded into the real tables and examined by the command itself: seconds and peak memory."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HELP = "清单体检的时间和内存：3500 个事项、2000 个地方、20 个机关（十四万条持有记录）"

SECONDS = 20.0
MEGABYTES = 1536.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--items", type=int, default=3_500, metavar="个")
    parser.add_argument("--places", type=int, default=2_000, metavar="个")
    parser.add_argument("--bodies", type=int, default=20, metavar="个")
    parser.add_argument("--seed", type=int, default=1, metavar="种子")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Everything measured in a temporary place; ``bars`` says what is met."""
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.town import temporary_town
    from benchmarks.measuring.wording import say, tell

    with temporary_town() as town:
        from benchmarks.docket import machine
        from benchmarks.measuring.province import CODE, province
        from yifa.server.beside import load_beside

        tell("step.measure", what=say("health.load"))
        profile = province(items=options.items, places=options.places, bodies=options.bodies, seed=options.seed)
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="yifa-") as folder:
            load_beside(profile, folder=Path(folder), now=options.now)
        loaded = time.perf_counter() - began
        tell("step.measure", what=say("health.examine"))
        command = _command(town, CODE, str(options.now.date()))
        core = _core(CODE, options)
        on = machine()
    counts = {"items": len(profile.items), "places": len(profile.places), "bodies": len(profile.bodies) - 1}
    bars = [
        Bar("health.seconds", say("health.examine"), command["seconds"], SECONDS, "s"),
        Bar("health.memory", say("health.memory"), command["megabytes"], MEGABYTES, "MB"),
    ]
    result = {"machine": on, "seed": options.seed, **counts, "holdings": core.pop("holdings"), "load_seconds": round(loaded, 1)}
    return {"bars": [bar.as_json() for bar in bars], **result, "command": command, "core": core}


def _command(town: Any, profile: str, on: str) -> dict[str, Any]:
    """``./yifa health`` in a process of its own on one core: wall seconds with its start, processor seconds, peak memory, what it found."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "yifa.server", "health", "--data", str(town.place.data), "--profile", profile, "--on", on, "--json"],
            stdout=said,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        found = json.loads(said.read())
    return {
        "seconds": round(seconds, 2),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 2),
        "megabytes": round(used.ru_maxrss / 1024),
        "findings": sum(found["kinds"].values()),
        "rules": found["rules"],
    }


def _core(profile: str, options: argparse.Namespace) -> dict[str, Any]:
    """Reading the tables, and the pure checks alone, in this process."""
    from yifa.registry import snapshot
    from yifa.registry.core.health import examine
    from yifa.registry.health import ground
    from yifa.server.beside import beside

    with beside(profile):
        began = time.perf_counter()
        powers = snapshot.read()
        read = time.perf_counter() - began
        began = time.perf_counter()
        found = sum(1 for _ in examine(ground(on=options.now.date(), powers=powers)))
        examined = time.perf_counter() - began
    holdings = sum(map(len, powers.holdings.values()))
    return {"holdings": holdings, "read_seconds": round(read, 2), "examine_seconds": round(examined, 2), "findings": found}
