"""指挥的成本 — reports a second, acknowledged and never lost, their dockets, pushes to open screens, assignment, whose a point is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

HELP = "指挥调度的速度：每秒 200 件上报一件不丢（含中途杀掉服务），推送到 200 块屏，派遣求解，落点归属"

PARTS = ("intake", "push", "assign", "grids")
#: seconds until the last report is a docket
DOCKETS_S = 300.0
PUSH_P99_MS = 1_000.0
ASSIGN_S = 2.0
ORDERS, PAIRS = 300, 400
POINTS_A_SECOND = 20_000
#: of the pace that was asked; the last report is due one step before the end
_PACE = 0.995


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=1, metavar="种子")
    parser.add_argument("--rate", type=float, default=200.0, metavar="件", help="每秒上报的件数")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="秒", help="不受干扰的一轮的时间")
    parser.add_argument("--kill-seconds", type=float, default=30.0, metavar="秒", help="中途杀掉服务的每一轮的时间")
    parser.add_argument("--screens", type=int, default=200, metavar="块", help="同时打开的屏")
    parser.add_argument("--push-seconds", type=float, default=20.0, metavar="秒")
    parser.add_argument("--push-rate", type=float, default=10.0, metavar="件", help="推送时每秒办理的行为")
    parser.add_argument("--points", type=int, default=40_000, metavar="个", help="每轮的点数")
    parser.add_argument("--rounds", type=int, default=5, metavar="轮")
    parser.add_argument("--only", choices=PARTS, metavar="部分", help=f"只测一部分：{'、'.join(PARTS)}")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Everything, part by part; ``bars`` says what is met."""
    result: dict[str, Any] = {"seed": options.seed}
    bars: list[Any] = []
    wanted = [part for part in PARTS if options.only in (None, part)]
    for part, work in {"grids": _grids, "assign": _assign}.items():
        if part in wanted:
            bars += work(result, options)
    if {"intake", "push"} & set(wanted):
        bars += _in_a_town(result, options, wanted)
    return {"bars": [bar.as_json() for bar in bars], **result}


def _grids(result: dict[str, Any], options: argparse.Namespace) -> list[Any]:
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.whose import measure
    from benchmarks.measuring.wording import say, tell
    from yifa.server.readying import DEFAULT_PROFILE

    tell("step.measure", what=say("command.points"))
    found = measure(DEFAULT_PROFILE, points=options.points, rounds=options.rounds, seed=options.seed)
    result["grids"] = found.as_json()
    return [
        Bar("points.single", say("command.points"), found.single, POINTS_A_SECOND, sense="at least"),
        Bar("points.bulk", say("command.points_bulk"), found.bulk, POINTS_A_SECOND, sense="at least"),
    ]


def _assign(result: dict[str, Any], options: argparse.Namespace) -> list[Any]:
    from benchmarks.measuring.assigning import measure
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.wording import say, tell

    title = say("command.assign", orders=ORDERS, pairs=PAIRS)
    tell("step.measure", what=title)
    found = measure(orders=ORDERS, pairs=PAIRS, rounds=options.rounds, seed=options.seed)
    result["assign"] = found.as_json()
    return [Bar("assign.seconds", title, found.middle, ASSIGN_S, "s")]


def _in_a_town(result: dict[str, Any], options: argparse.Namespace, wanted: list[str]) -> list[Any]:
    from benchmarks.measuring.town import temporary_town

    bars: list[Any] = []
    with temporary_town() as town:
        from benchmarks.docket import machine

        result["machine"] = machine()
        if "intake" in wanted:
            bars += _intake(result, town, options)
        if "push" in wanted:
            bars += _push(result, town, options)
    return bars


def _intake(result: dict[str, Any], town: Any, options: argparse.Namespace) -> list[Any]:
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.intake import CONNECTIONS, await_dockets, channel_token, kill_all, kill_web, kinds_of, points_of, round_of
    from benchmarks.measuring.reporters import Asked
    from benchmarks.measuring.wording import say, tell
    from yifa.kernel.dates import legal_date

    on = legal_date(options.now)
    asked = partial(
        Asked,
        port=town.port,
        token=channel_token(options.now),
        rate=options.rate,
        connections=CONNECTIONS,
        points=points_of(on, seed=options.seed),
        kinds=kinds_of(on),
        seed=options.seed,
    )
    disturbed: dict[str, Callable[[], None]] = {"web": lambda: kill_web(town), "all": lambda: kill_all(town)}
    rounds = {"steady": round_of("steady", town, asked(seconds=options.seconds, mark="steady"))}
    tell("step.dockets")
    opened = await_dockets(patience=2 * DOCKETS_S)
    for name, attack in disturbed.items() if options.kill_seconds else ():
        rounds[name] = round_of(name, town, asked(seconds=options.kill_seconds, mark=name), meanwhile=attack)
    afterwards = await_dockets(patience=2 * DOCKETS_S)
    result["intake"] = {name: found.as_json() for name, found in rounds.items()}
    result["dockets"], result["dockets_at_the_end"] = opened.as_json(), afterwards.as_json()
    steady = rounds["steady"]
    bars = [
        Bar("intake.pace", say("command.pace"), steady.pace, round(options.rate * _PACE, 1), sense="at least"),
        Bar("intake.acknowledged", say("command.acknowledged"), steady.acknowledged, steady.asked, sense="at least"),
    ]
    for name, found in rounds.items():
        title = say(f"command.round_{name}")
        bars.append(Bar(f"intake.{name}.lost", say("command.lost", title=title), found.lost, 0))
        bars.append(Bar(f"intake.{name}.doubled", say("command.doubled", title=title), found.doubled, 0))
        unanswered = found.asked - found.acknowledged
        bars.append(Bar(f"intake.{name}.unanswered", say("command.unanswered", title=title), unanswered, 0))
    bars += [
        Bar("dockets.seconds", say("command.dockets"), opened.longest_s, DOCKETS_S, "s"),
        Bar("dockets.waiting", say("command.waiting"), afterwards.waiting + afterwards.faults, 0),
        Bar("dockets.order", say("command.order"), opened.out_of_order + afterwards.out_of_order, 0),
    ]
    return bars


def _push(result: dict[str, Any], town: Any, options: argparse.Namespace) -> list[Any]:
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.push import measure
    from benchmarks.measuring.wording import say

    found = measure(town, count=options.screens, seconds=options.push_seconds, rate=options.push_rate, now=options.now)
    result["push"] = found.as_json()
    return [
        Bar("push.p99", say("command.push", count=options.screens), found.p99_ms, PUSH_P99_MS, "ms"),
        Bar("push.missing", say("command.missing"), found.missing + found.lost, 0),
    ]
