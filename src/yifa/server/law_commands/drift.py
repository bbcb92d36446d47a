"""./yifa law drift — where the rules and the texts that were read in part ways."""

from __future__ import annotations

import argparse
import json
from datetime import date

from yifa.server.wording import say

HELP = "规则与条文对照：law drift [--json]；有待复核的规则时退出码为1，未持有原文不算"


def main(argv: list[str]) -> int:
    """0 nothing to check again; 1 a rule is 待复核. What is not held is listed and no fault."""
    from yifa.kernel.dates import legal_date
    from yifa.library.queries import drift, finding_words, state_words
    from yifa.platform import clock

    parser = argparse.ArgumentParser(prog="./yifa law drift", description=HELP)
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="日期")
    options = parser.parse_args(argv)
    on = options.on or legal_date(clock.now())
    found = drift(on=on)
    recheck = sum(one.state == "recheck" for one in found)
    if options.json:
        lines = [
            {
                "state": one.state,
                "state_text": state_words(one),
                "why": one.why,
                "why_text": finding_words(one),
                "rule": one.cited.rule,
                "title": one.cited.title,
                "layer": one.cited.layer,
                "law": one.cited.cite.law,
                "article": one.cited.cite.article,
                "cite": one.cited.cite.text,
            }
            for one in found
        ]
        print(json.dumps({"on": on.isoformat(), "recheck": recheck, "findings": lines}, ensure_ascii=False, indent=2))
    else:
        for one in found:
            layer = "" if one.cited.layer == "nation" else f"（{one.cited.layer}）"
            print(f"{state_words(one)}  {one.cited.rule} {one.cited.title}{layer}  {one.cited.cite.text}")
            print(f"    {finding_words(one)}")
        print(say("law.drift", on=on, recheck=recheck, unheld=sum(one.state == "unheld" for one in found)))
    return 1 if recheck else 0
