"""谁来管的成本 — answers a second over a province-sized institution; and the parts of it that have modules of their own: health, merge."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from typing import Any

HELP = "谁来管的速度：每秒答案数（3500 个事项、2000 个地方、20 个机关），清单体检，载入，八个机关的合并"

ANSWERS_A_SECOND = 20_000
LOAD_S = 30.0
#: the other figures of the institution: each measures in a process of its own, for each starts a place of its own
PARTS = ("who_health", "who_merge")
_FIRST, _DAYS = date(2014, 6, 1), 4_800


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=1, metavar="种子")
    parser.add_argument("--questions", type=int, default=20_000, metavar="个", help="每轮的问题数")
    parser.add_argument("--warm", type=int, default=240_000, metavar="个", help="计时以前先回答的问题数")
    parser.add_argument("--rounds", type=int, default=5, metavar="轮")
    parser.add_argument("--only", choices=("answers", *PARTS), metavar="部分", help="只测这一部分")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Everything, part by part; ``bars`` says what is met."""
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.wording import say, tell

    result: dict[str, Any] = {"seed": options.seed}
    bars: list[dict[str, Any]] = []
    if options.only in (None, "answers"):
        tell("step.measure", what=say("who.answers"))
        bars += _answers(result, options)
    for part in PARTS:
        if options.only in (None, part):
            tell("step.measure", what=part)
            found = _part(part)
            bars += found.pop("bars")
            if "load_seconds" in found:
                bars.append(Bar("load.seconds", say("who.load"), found["load_seconds"], LOAD_S, "s").as_json())
            result[part] = found
    return {"bars": bars, **result}


def _answers(result: dict[str, Any], options: argparse.Namespace) -> list[dict[str, Any]]:
    """Whole answers, chain, remedy, before and after with them: every round asks new questions, on days over thirteen years."""
    import yifa.law  # noqa: F401  registers the rules
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.institution import institution
    from benchmarks.measuring.wording import say
    from yifa.registry.core.who import who

    powers = institution(items=3_500, places=2_000, bodies=20, seed=options.seed)
    items, places, rng = list(powers.items), list(powers.places), random.Random(options.seed)

    def asked(count: int) -> list[tuple[str, str, date]]:
        return [(rng.choice(items), rng.choice(places), _FIRST + timedelta(days=rng.randrange(_DAYS))) for _ in range(count)]

    def pace(questions: list[tuple[str, str, date]]) -> float:
        """Answers a second of processor time, for others share the cores."""
        began = time.process_time()
        for item, place, on in questions:
            who(powers, item=item, place=place, on=on)
        return round(len(questions) / (time.process_time() - began))

    first = pace(asked(options.questions))
    pace(asked(options.warm))
    rounds = [pace(asked(options.questions)) for _ in range(options.rounds)]
    sample = [who(powers, item=item, place=place, on=on) for item, place, on in asked(2_000)]
    result["answers"] = {
        "items": len(items),
        "places": len(places),
        "holdings": sum(map(len, powers.holdings.values())),
        "first_a_second": first,
        "warm_a_second": rounds,
        "named": sum(found.subject is not None for found in sample) / len(sample),
        "steps": sum(len(found.chain) for found in sample) / len(sample),
        "kept_timelines": len(powers.kept["timelines"]),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    return [Bar("who.answers", say("who.answers"), sorted(rounds)[len(rounds) // 2], ANSWERS_A_SECOND, sense="at least").as_json()]


def _part(name: str) -> dict[str, Any]:
    """The figures of another module of this folder, measured by the command itself; a bar that falls short where there is none."""
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.wording import say

    command = [sys.executable, "-m", "yifa.server", "bench", name, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False)
    if done.returncode not in (0, 1):
        return {"bars": [Bar(name, say("who.missing", name=name), 0, 1, sense="at least").as_json()]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found
