"""./yifa publish LIST@DATE [--document TEXT] [--profile P] [--json] — from that day the list stands published as it is."""

from __future__ import annotations

import argparse
import json

from yifa.server.commands.diff import version
from yifa.server.wording import say

HELP = "公布清单：publish 清单@日期 [--document 文件] [--profile 配置] [--json]，自该日起该版本为公布的版本"
ROLE = "app"


def main(argv: list[str]) -> int:
    """0 published, 2 wrong usage, 3 no such list, nothing in it, or published that day already."""
    from yifa.registry.lists import knows_list, publish
    from yifa.server.beside import beside

    parser = argparse.ArgumentParser(prog="./yifa publish", description=HELP)
    parser.add_argument("version", type=version, metavar="清单@日期", help=say("publish.version"))
    parser.add_argument("--document", default="", metavar="文件", help=say("publish.document"))
    parser.add_argument("--profile", metavar="配置", help=say("health.profile"))
    parser.add_argument("--json", action="store_true", help=say("health.json"))
    asked = parser.parse_args(argv)
    code, on = asked.version
    with beside(asked.profile, knows=lambda: knows_list(code)) as profile:
        done = publish(code, on=on, document=asked.document)
    if asked.json:
        print(json.dumps({"profile": profile, **done.as_json()}, ensure_ascii=False, indent=1))
    else:
        print(say("publish.done", name=done.name, on=on.isoformat(), count=len(done)))
    return 0
