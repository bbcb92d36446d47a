"""./yifa law search WORDS — articles by their words."""

from __future__ import annotations

import argparse
import json
from typing import Any

from yifa.server.wording import say

HELP = "查找条文：law search 词语 [--json] [--all 含已失效版本]"


def main(argv: list[str]) -> int:
    """0 whether or not something is found."""
    from yifa.kernel.dates import legal_date
    from yifa.library.search import search
    from yifa.platform import clock

    parser = argparse.ArgumentParser(prog="./yifa law search", description=HELP)
    parser.add_argument("words", nargs="+", metavar="词语")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--all", action="store_true", help="也找已失效和尚未施行的版本")
    parser.add_argument("--limit", type=_limit, default=20, metavar="N", help=say("law.limit_help"))
    options = parser.parse_args(argv)
    words = " ".join(options.words)
    found = search(words, on=legal_date(clock.now()), all_versions=options.all, limit=options.limit)
    hits: list[dict[str, Any]] = [
        {
            "law": hit.law,
            "enacted_on": hit.enacted_on and hit.enacted_on.isoformat(),
            "article": hit.number,
            "label": hit.label,
            "in_force": hit.current,
            "excerpt": "".join(piece.text for piece in hit.pieces),
        }
        for hit in found.hits
    ]
    if options.json:
        print(json.dumps({"words": words, "hits": hits, "more": found.more or found.cut}, ensure_ascii=False, indent=2))
        return 0
    for hit in found.hits:
        state = "" if hit.current else say("law.not_in_force")
        print(f"{hit.law}（{hit.enacted_on or say('law.no_day')}）{hit.label}{state}")
        print("    " + "".join(f"【{piece.text}】" if piece.hit else piece.text for piece in hit.pieces))
    print(say("law.found", count=len(hits)) if hits else say("law.none_found", words=words))
    if found.more or found.cut:
        print(say("law.more"))
    return 0


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= 1000):
        raise argparse.ArgumentTypeError(say("law.limit_help"))
    return int(text)
