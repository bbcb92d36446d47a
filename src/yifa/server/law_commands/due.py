"""./yifa law due RULE START — the last day of a term, and how it was reckoned."""

from __future__ import annotations

import argparse
import json
import re
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from yifa.kernel.calendar import Calendar, Due
from yifa.kernel.citation import Cite
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.refusal import Refusal
from yifa.law import sources
from yifa.law.layers import BadOverlay, Layer
from yifa.law.notice.hearing import LastDay
from yifa.law.rule import LawNotHeld, Rule, apply, rule_in_force, rule_versions
from yifa.law.service.served import Posted
from yifa.server.published import published_calendar, published_overlays
from yifa.server.wording import say

HELP = "期限计算：law due 规则 起始日 [--overlay 部门] [--region 省市]"
DATABASE = False

Start = date | datetime


class CannotReckon(Refusal):
    """无法计算 — no such rule, day or layer; says which."""

    kind = "invalid"
    code = "law.cannot_reckon"


def main(argv: list[str]) -> int:
    """0 with the days; a refusal for what does not exist."""
    parser = argparse.ArgumentParser(prog="./yifa law due", description=HELP)
    parser.add_argument("rule", help=say("due.rule_help"))
    parser.add_argument("start", help=say("due.start_help"))
    parser.add_argument("--overlay", default="", metavar="D", help="部门：住建 或 MOHURD 等")
    parser.add_argument("--region", default="", metavar="R", help="省市：名称或者行政区划代码")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(argv)
    start = _start(options.start)
    rule, implied = _name(options.rule, start)
    layers = [*_layers(options.region, place=True), *(_layers(options.overlay, place=False) or implied)]
    told = {"rule": rule, **_reckoned(rule, start, layers)}
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    last = told.get("due_at") or told["due"] or say("due.none")
    print(f"{told['title']}：{last}" + (say("due.provisional") if told.get("provisional") else ""))
    for sentence in told["reckoning"]:
        print(f"  {sentence}")
    print(f"  {'；'.join(told['cites'])}（{told['layer']}）")
    return 0


#: rules that tell the day on which a span of hours ends -> the rule that tells the minute
_MINUTES = {"deadlines.urgent_report": "measure.report_by", "deadlines.transfer_handover": "transfer.hand_over_by"}


def _reckoned(rule: str, start: Start, layers: Sequence[Layer]) -> dict[str, Any]:
    on = legal_date(start) if isinstance(start, datetime) else start
    try:
        version = rule_in_force(rule, on=on)
    except LawNotHeld as fault:
        raise _refused("due.not_held", rule=rule, day=on) from fault
    given, calendar = _facts(version, start), published_calendar()
    answer = apply(rule, on=on, layers=layers, **given, **({"calendar": calendar} if "calendar" in _hints(version) else {}))
    ground = answer.grounds[0]
    told: dict[str, Any] = {"title": ground.title, "layer": ground.layer, "start": start.isoformat()}
    match answer.value:
        case Due() as due:
            told |= due.as_json()
        case Posted() | LastDay() as days:
            both = {"nominal": days.nominal.isoformat(), "due": days.safe.isoformat()}
            sentence = say("due.posted" if isinstance(days, Posted) else "due.back", start=on, **both)
            told |= {**both, "provisional": days.provisional, "reckoning": [sentence]}
        case date() as day:
            told |= {"due": day.isoformat(), "reckoning": [say("due.from_day", start=on, day=day)]}
        case _:
            told |= {"due": None, "reckoning": [say("due.no_term")]}
    if rule in _MINUTES and (minute := apply(_MINUTES[rule], on=on, layers=layers, **given).value):
        # the sentences before the last reckon the day, and would say that the first one is not counted
        told |= {"due_at": minute.astimezone(SHANGHAI).isoformat(), "reckoning": told["reckoning"][-1:]}
    return told | {"cites": [cite.text for cite in ground.cites]}


def _refused(key: str, **facts: object) -> CannotReckon:
    return CannotReckon(say(key, **facts), remedy=say("due.remedy"))


def _start(text: str) -> Start:
    """A day, or a moment; one that names no time zone is ours."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise _refused("due.no_day", day=text) from fault
    moment = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    try:
        legal_date(moment)
    except OverflowError as fault:  # no day of ours begins or ends there
        raise _refused("due.no_day", day=text) from fault
    return moment


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
    """Every rule that reckons a term, or a last day, from one day or one moment: its newest version by its id."""
    return {version.id: version for version in rule_versions() if _gives_term(version) and _first(version)}


#: names of rules in lawyers' tables that are no articles, or whose article has several terms -> the rule, and the layer they imply
_NAMED = {
    "LEAD-CHECK": ("deadlines.lead_check", ""),
    "STATEMENT-PERIOD": ("deadlines.statement", ""),
    "LEGAL-REVIEW-PERIOD": ("deadlines.legal_review", ""),
    "ONSPOT-RECORD": ("deadlines.spot_report", ""),
    "CLOSE-15": ("deadlines.closing", ""),
    "EXT": ("deadlines.decision", ""),
    "SAMR-64(2)": ("deadlines.decision", "SAMR"),
    "APL-48": ("deadlines.withdrawal", ""),
    "APL-64(1)": ("deadlines.hearing_request", ""),
    "APL-64(2)": ("notice.hearing_latest", ""),
    "ARL-20": ("deadlines.reconsideration", ""),
    "ACL-54": ("deadlines.demand", ""),
    "SC118-6": ("deadlines.publication", ""),
    "SAMR45-9": ("deadlines.publication", "SAMR"),
    "MOHURD-10": ("deadlines.publication", "MOHURD"),
    "ACL-53": ("deadlines.court_window", ""),
    "APL-72(2)": ("deadlines.court_application", ""),
    "TR-9": ("deadlines.transfer_objection", ""),
    "JCPL-138": ("service.public_notice", ""),
}
_ARTICLE = re.compile(r"([A-Z]+[0-9]*?)-([0-9]+)(?:\(([0-9]+)\))?")


def _name(word: str, start: Start) -> tuple[str, tuple[Layer, ...]]:
    """The rule of that id, of that id without its subject, or reckoned by that article (APL-67, MOHURD-29: then with its layer).

    Of two names joined (SAMR-64+80) the first is meant, and of two rules the one that is reckoned from what ``start`` is.
    """
    known, first = terms(), word.partition("+")[0]
    found: list[tuple[str, tuple[Layer, ...]]] = [(rule, ()) for rule in known if word in (rule, rule.partition(".")[2])]
    if first in _NAMED:
        rule, code = _NAMED[first]
        found = [(rule, (published_overlays().named(code),) if code else ())]
    elif not found and (article := _ARTICLE.fullmatch(first)):
        prefix, number, paragraph = article.groups()
        ways = [(paragraph, True), (None, True), (paragraph, False), (None, False)]
        found = next((rules for way in ways if (rules := [*_by_article(known, prefix, number, *way)])), [])
    fitting = [one for one in found if _from_moment(known[one[0]]) == isinstance(start, datetime)]
    if len(fitting) == 1:
        return fitting[0]
    if len(found) == 1:
        raise _refused("due.no_moment" if _from_moment(known[found[0][0]]) else "due.only_day", rule=word, start=start)
    raise _refused("due.no_rule", rule=word, rules="、".join(sorted({rule for rule, _ in fitting or found} or known)))


def _by_article(
    known: Iterable[str], prefix: str, article: str, paragraph: str | None, first: bool
) -> Iterator[tuple[str, tuple[Layer, ...]]]:
    """The rules and settings that cite the article: in the ``first`` place, or in any."""
    law = vars(sources).get(prefix)
    if not isinstance(law, sources.Law):
        return

    def meant(cites: Sequence[Cite]) -> bool:
        told = cites[:1] if first else cites
        same = [cite for cite in told if (cite.law, cite.article) == (law.title, article)]
        return any(paragraph is None or cite.paragraph == int(paragraph) for cite in same)

    for rule in known:
        if any(meant(version.cites) for version in rule_versions(rule)):
            yield rule, ()
    for layer in published_overlays():
        for setting in layer.settings:
            if setting.rule in known and meant(setting.cites):
                yield setting.rule, (layer,)


def _hints(version: Rule) -> dict[str, Any]:
    return typing.get_type_hints(version.function)


def _gives_term(version: Rule) -> bool:
    kind = _hints(version)["return"]
    kinds = {kind, *typing.get_args(kind)}
    return bool(kinds & {Due, Posted, LastDay}) or (kind is date and version.id.startswith("deadlines."))


_STARTS: tuple[Any, ...] = (date, datetime, Sequence[date])


def _first(version: Rule) -> str:
    """The parameter that is the start of the term; none where the rule cannot answer without more. What may be unknown is left so."""
    hints, defaults = _hints(version), version.function.__kwdefaults__ or {}
    needed = [name for name in hints if name not in defaults and name not in ("return", "calendar") and not _optional(hints[name])]
    return needed[0] if len(needed) == 1 and hints[needed[0]] in _STARTS and (Calendar in hints.values() or hints["return"] is date) else ""


def _optional(hint: Any) -> bool:
    return types.NoneType in typing.get_args(hint)


def _from_moment(version: Rule) -> bool:
    return bool(_hints(version)[_first(version)] is datetime)


def _facts(version: Rule, start: Start) -> dict[str, Any]:
    hints, defaults, first = _hints(version), version.function.__kwdefaults__ or {}, _first(version)
    unknown = {name: None for name in hints if name not in defaults and name != "return" and _optional(hints[name])}
    return {**unknown, first: [start] if hints[first] == Sequence[date] else start}
