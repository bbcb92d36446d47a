"""./yifa play — a day of a profile goes through the real platform, in a folder of its own, ends with the loop's figures."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from types import FrameType
from typing import Any

from yifa.server.play_scenario import Named, find, read, scenario
from yifa.server.readying import PROFILES
from yifa.server.wording import say

HELP = "演练一天：./yifa play fucheng/day [--seed 种子] [--speed 倍数] [--data 目录] [--port 端口] [--keep] [--json]；不带名称则列出"
DATABASE = False
#: how fast it goes unless somebody says: a day in a little more than twenty minutes
USUAL_SPEED = 60.0


def main(argv: list[str]) -> int:
    """0 the day is over and nothing was refused, 1 something was, 130 stopped by a signal."""
    parser = argparse.ArgumentParser(prog="./yifa play", description=HELP)
    parser.add_argument("name", nargs="?", metavar="剧本")
    parser.add_argument("--seed", type=int, default=1, metavar="种子")
    parser.add_argument("--speed", type=_speed, default=USUAL_SPEED, metavar="倍数", help="快多少倍；max 或 0：能多快就多快")
    parser.add_argument("--port", type=int, default=0, metavar="端口")
    parser.add_argument("--keep", action="store_true", help="演完以后继续运行并保留目录，直到 Ctrl-C")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出数字")
    parser.add_argument("--hours", type=float, default=24.0, metavar="小时", help="只演到几点")
    options = parser.parse_args(argv)
    if options.name is None:
        for word in find():
            profile, _, name = word.partition("/")
            print(f"{word:<20} {read(PROFILES / profile / 'scenarios' / f'{name}.toml').title}")
        return 0
    if not 0 < options.hours <= 24:
        parser.error("--hours: 0–24")
    data = os.environ.get("YIFA_DATA")
    signal.signal(signal.SIGTERM, _stop)
    try:
        return _play(scenario(options.name), options, Path(data) if data else None)
    except KeyboardInterrupt:
        _tell(say("play.stopped"))
        return 130


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _speed(word: str) -> float:
    if word == "max":
        return 0.0
    speed = float(word)
    if not 0 <= speed <= 1_000_000:
        raise argparse.ArgumentTypeError("0–1000000")
    return speed


def _play(named: Named, options: argparse.Namespace, data: Path | None) -> int:
    from yifa.kernel.dates import SHANGHAI
    from yifa.server.drills._running import free_port
    from yifa.server.play_day import Day
    from yifa.server.play_plan import beats, plan
    from yifa.server.play_site import Site, digest_of_day, folder, serving, table

    told = named.scenario
    begins = datetime.combine(told.day, clock_time(), SHANGHAI)
    ends = begins + timedelta(hours=options.hours)
    port = options.port or free_port()
    profile = named.profile.name if named.profile.parent == PROFILES else str(named.profile)
    with folder(data, keep=options.keep) as place:
        _tell(say("play.starting", title=told.title, seed=options.seed, data=place.data))
        with serving(place, port=port, profile=profile, begins=begins):
            from yifa.dispatch.figures import of_day

            site = Site(place, port)
            grounds = site.prepare(told, begins=begins)
            patrols, incidents = beats(told, grounds, plan(told, grounds, seed=options.seed), seed=options.seed)
            _tell(
                say(
                    "play.serving",
                    url=f"http://127.0.0.1:{port}",
                    count=sum(one.at < ends for one in incidents),
                    accounts=place.accounts_file,
                )
            )
            began = time.monotonic()
            day = Day(
                scenario=told,
                incidents=incidents,
                beats=patrols,
                ground=site,
                client=site.client,
                officer_account=site.account,
                tell=_hour,
                seed=options.seed,
                speed=options.speed,
            )
            ended = day.run(begins, ends)
            result: dict[str, Any] = {
                "scenario": options.name,
                "seed": options.seed,
                "speed": options.speed,
                "day": told.day.isoformat(),
                "synthetic": True,
                "reports": ended.reports,
                "requests": site.requests,
                "ends": ended.ends,
                "nobody": dict(sorted(day.nobody.items())),
                "refused": ended.refused,
                "refusals": list(ended.sentences),
                "counts": dict(sorted(day.done.items())),
                "figures": of_day(told.day, now=ends),
                "digest": digest_of_day(begins, ends),
                "seconds": round(time.monotonic() - began, 1),
            }
            site.close()
            _report(result, options.json, table(result["figures"]))
            if options.keep:
                _tell(say("play.kept", url=f"http://127.0.0.1:{port}"))
                signal.pause()
    return 1 if result["refused"] else 0


def _report(result: dict[str, Any], as_json: bool, lines: Any) -> None:
    if as_json:
        print(json.dumps(result, ensure_ascii=False), flush=True)
        return
    print(say("play.over", seconds=result["seconds"], requests=result["requests"], reports=result["reports"]))
    print("；".join(f"{name} {count}" for name, count in result["ends"].items()))
    for why, count in result["nobody"].items():
        print(say("play.nobody", count=count, why=why))
    for line in lines:
        print(line)
    for sentence in result["refusals"]:
        print(say("play.refused", sentence=sentence))
    print(say("play.digest", digest=result["digest"]), flush=True)


def _hour(at: datetime, done: Counter[str]) -> None:
    from yifa.kernel.dates import SHANGHAI

    counts = {name: done[name] for name in ("reports", "filed", "orders", "handled", "closed")}
    _tell(say("play.hour", at=f"{at.astimezone(SHANGHAI):%H:%M}", **counts))


def _tell(sentence: str) -> None:
    """Progress goes beside the result."""
    print(sentence, file=sys.stderr, flush=True)
