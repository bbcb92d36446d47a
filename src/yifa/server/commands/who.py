"""./yifa who --item CODE --place CODE [--on DATE] [--party KIND] [--feature F] [--profile P] [--json] — who has power here."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from yifa.server.wording import say

if TYPE_CHECKING:
    from yifa.staffing.who import Answer

HELP = "谁来管：who --item 事项 --place 地方 [--on 日期] [--feature 特征] [--profile 配置] [--json]"
ROLE = "app"
#: as many items of a name are shown
_SHOWN = 10


def main(argv: list[str]) -> int:
    """0 with an answer, also when nobody has power; 2 wrong usage."""
    from yifa.kernel.dates import legal_date
    from yifa.platform import clock
    from yifa.profile.words import FEATURES
    from yifa.registry import snapshot
    from yifa.server.beside import beside
    from yifa.staffing.who import answer, items_meant

    parser = argparse.ArgumentParser(prog="./yifa who", description=HELP)
    parser.add_argument("--item", required=True, metavar="事项", help=say("who.item"))
    parser.add_argument("--place", required=True, metavar="地方", help=say("who.place"))
    parser.add_argument("--on", type=_day, metavar="日期", help=say("who.on"))
    parser.add_argument("--party", choices=("person", "organisation"), default="", help=say("who.party"))
    parser.add_argument("--person", default="", metavar="姓名", help=say("who.person"))
    parser.add_argument("--feature", choices=FEATURES, default="", help=say("who.feature"))
    parser.add_argument("--profile", metavar="配置", help=say("who.profile"))
    parser.add_argument("--public", action="store_true", help=say("who.public"))
    parser.add_argument("--json", action="store_true", help=say("who.json"))
    asked = parser.parse_args(argv)
    on = asked.on or legal_date(clock.now())
    with beside(asked.profile, knows=lambda: bool(items_meant(asked.item, on=on)) and asked.place in snapshot.powers().places) as profile:
        meant = items_meant(asked.item, on=on)
        if len(meant) > 1:
            names = "；".join(f"{row.code} {row.name}" for row in meant[:_SHOWN]) + ("……" if len(meant) > _SHOWN else "")
            parser.error(say("who.several", words=asked.item, count=len(meant), names=names))
        item = meant[0].code if meant else asked.item
        found = answer(item=item, place=asked.place, on=on, party=asked.party, feature=asked.feature, person=asked.person)
    if asked.json:
        print(json.dumps({"profile": profile, **found.as_dict(public=asked.public)}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(found, public=asked.public)))
    return 0


def lines_of(answer: Answer, *, public: bool) -> Iterator[str]:
    """The answer in plain words: who, in whose name, by what document, what to do, before and after, why."""
    found, unknown = answer.who, say("who.not_stated")
    yield found.sentence
    if answer.parts:
        yield say("who.parts", says=answer.parts_says)
    if found.remedy:
        yield say("who.remedy", remedy=found.remedy)
    if found.subject:
        yield say("who.in_name", name=found.in_name_of, seal=found.seal or unknown)
        yield say("who.document", document=found.document or unknown)
        if found.team:
            yield say("who.team", team=found.team.name)
        if found.guide:
            yield say("who.guide", guide=found.guide.name)
        if answer.pairs and not answer.stated:
            yield say("who.pairs_unknown")
        elif answer.pairs:
            yield say("who.pairs", able=len(answer.pairs.able), pairs=answer.pairs.pairs)
        if (contest := found.reconsideration) and contest.organ:
            organ = say("who.or_else", organ=contest.organ, or_else=contest.or_else) if contest.or_else else contest.organ
            yield say("who.contest", organ=organ, court=contest.court or say("who.court"))
    if found.before:
        yield say("who.before", says=found.before.says)
    if found.after:
        yield say("who.after", says=found.after.says)
    if found.chain:
        yield say("who.why")
    for number, step in enumerate(found.chain, start=1):
        yield say("who.step", number=number, says=step.says)
    if not public:
        for finding in answer.findings:
            yield say("who.finding", says=finding)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(say("who.bad_day", day=word)) from None
