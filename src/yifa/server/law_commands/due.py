"""./yifa law due RULE START — the last day of a term, and how it was reckoned."""

from __future__ import annotations

import argparse
import json
import re
import typing
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from yifa.kernel.calendar import Calendar, Due
from yifa.kernel.citation import Cite
from yifa.kernel.refusal import Refusal
from yifa.law import sources
from yifa.law.layers import BadOverlay, Layer
from yifa.law.rule import LawNotHeld, Rule, apply, rule_in_force, rule_versions
from yifa.server.published import published_calendar, published_overlays
from yifa.server.wording import say

HELP = "期限计算：law due 规则 起始日 [--overlay 部门] [--region 省市]"
DATABASE = False


class CannotReckon(Refusal):
    """无法计算 — no such rule, day or layer; says which."""

    kind = "invalid"
    code = "law.cannot_reckon"


def main(argv: list[str]) -> int:
    """0 with the days; a refusal for what does not exist."""
    parser = argparse.ArgumentParser(prog="./yifa law due", description=HELP)
    parser.add_argument("rule", help=say("due.rule_help"))
    parser.add_argument("start", help="起始日，如 2026-03-02")
    parser.add_argument("--overlay", default="", metavar="D", help="部门：住建 或 MOHURD 等")
    parser.add_argument("--region", default="", metavar="R", help="省市：名称或者行政区划代码")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(argv)
    start = _day(options.start)
    rule, implied = _name(options.rule)
    layers = [*_layers(options.region, place=True), *(_layers(options.overlay, place=False) or implied)]
    try:
        version = rule_in_force(rule, on=start)
    except LawNotHeld as fault:
        raise _refused("due.not_held", rule=rule, day=start) from fault
    answer = apply(rule, on=start, layers=layers, calendar=published_calendar(), **{_start_of(version): start})
    due, ground = answer.value, answer.grounds[0]
    told: dict[str, Any] = {"rule": rule, "title": ground.title, "layer": ground.layer, "start": start.isoformat()}
    told |= due.as_json() if isinstance(due, Due) else {"due": None, "reckoning": [say("due.no_term")]}
    told["cites"] = [cite.text for cite in ground.cites]
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"{told['title']}：{told['due'] or say('due.none')}" + (say("due.provisional") if told.get("provisional") else ""))
    for sentence in told["reckoning"]:
        print(f"  {sentence}")
    print(f"  {'；'.join(told['cites'])}（{ground.layer}）")
    return 0


def _refused(key: str, **facts: object) -> CannotReckon:
    return CannotReckon(say(key, **facts), remedy=say("due.remedy"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise _refused("due.no_day", day=text) from fault


def _layers(word: str, *, place: bool) -> list[Layer]:
    if not word:
        return []
    overlays = published_overlays()
    try:
        return [overlays.named(word)]
    except BadOverlay as fault:
        if place and word.isdecimal():
            return list(overlays.chain(place=word))
        raise _refused("due.no_layer", layer=word) from fault


def terms() -> dict[str, Rule]:
    """Every rule that reckons a term from one day: its newest version by its id."""
    return {version.id: version for version in rule_versions() if _gives_term(version) and len(_days_of(version)) == 1}


#: names of rules that are no articles, as lawyers' tables have them
_NAMED = {
    "LEAD-CHECK": "deadlines.lead_check",
    "STATEMENT-PERIOD": "deadlines.statement",
    "LEGAL-REVIEW-PERIOD": "deadlines.legal_review",
    "ONSPOT-RECORD": "deadlines.spot_report",
    "CLOSE-15": "deadlines.closing",
}
_ARTICLE = re.compile(r"([A-Z]+[0-9]*?)-([0-9]+)(?:\(([0-9]+)\))?")


def _name(word: str) -> tuple[str, tuple[Layer, ...]]:
    """The rule of that id, of that id without its subject, or reckoned by that article (APL-67, MOHURD-29: then with its layer)."""
    known = terms()
    found: list[tuple[str, tuple[Layer, ...]]] = [(rule, ()) for rule in known if word in (rule, rule.partition(".")[2])]
    if word in _NAMED:
        found = [(_NAMED[word], ())]
    elif not found and (article := _ARTICLE.fullmatch(word)):
        found = list(_by_article(known, *article.groups()))
    if len(found) != 1:
        raise _refused("due.no_rule", rule=word, rules="、".join(sorted({rule for rule, _ in found} or known)))
    return found[0]


def _by_article(known: Iterable[str], prefix: str, article: str, paragraph: str | None) -> Iterator[tuple[str, tuple[Layer, ...]]]:
    law = vars(sources).get(prefix)
    if not isinstance(law, sources.Law):
        return

    def meant(cite: Cite) -> bool:
        return (cite.law, cite.article) == (law.title, article) and (paragraph is None or cite.paragraph == int(paragraph))

    for rule in known:
        if any(meant(version.cites[0]) for version in rule_versions(rule)):
            yield rule, ()
    for layer in published_overlays():
        for setting in layer.settings:
            if setting.rule in known and meant(setting.cites[0]):
                yield setting.rule, (layer,)


def _gives_term(version: Rule) -> bool:
    kind = typing.get_type_hints(version.function)["return"]
    return Due in (kind, *typing.get_args(kind))


def _days_of(version: Rule) -> list[str]:
    """The parameters without which the rule cannot answer, but the calendar: for a term, its first day."""
    hints, defaults = typing.get_type_hints(version.function), version.function.__kwdefaults__ or {}
    needed = [name for name in hints if name not in defaults and name not in ("return", "calendar")]
    return needed if all(hints[name] is date for name in needed) and Calendar in hints.values() else []


def _start_of(version: Rule) -> str:
    return _days_of(version)[0]
