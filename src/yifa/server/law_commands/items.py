"""./yifa law items --law NAME — the items of power that the penalty clauses of a law propose, and what was decided about them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yifa.server.wording import say

if TYPE_CHECKING:
    from yifa.library.core.proposals import ItemProposal

HELP = "处罚条款识别为事项建议：law items --law 法规名称 [--json]；或者 --file 文件（不用数据库）"
#: with --file it needs none, so it opens the place itself
DATABASE = False


def main(argv: list[str]) -> int:
    """0 also where a law sets no penalty. Refuses: LawUnknown, which offers names alike; FileUnread."""
    parser = argparse.ArgumentParser(prog="./yifa law items", description=HELP)
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--law", metavar="名称", help="法规库中的法规，全称或者去掉“中华人民共和国”的简称")
    asked.add_argument("--file", metavar="文件", type=Path, help="一个法规文件（.md 或者 .docx）")
    parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="日期", help="哪一天适用的版本，默认今天")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(argv)
    if options.file:
        tell(*of_file(options.file), as_json=options.json)
        return 0
    from yifa.server.opening import opened
    from yifa.server.place import Place

    with opened(Place.here(), role="app"):
        tell(*of_library(options.law, options.on), as_json=options.json)
    return 0


def of_file(file: Path) -> tuple[str, date | None, Sequence[ItemProposal], Callable[[ItemProposal], tuple[str, str]]]:
    """Name, version, proposals and their states, straight from a file. Refuses: FileUnread."""
    from yifa.library.core.proposals import proposals_in
    from yifa.library.folder import bytes_of, text_of

    text = text_of(bytes_of(file, file=file.name), file=file.name)
    found = proposals_in(text.name, text.enacted_on, text.articles)
    return text.name, text.enacted_on, found, lambda proposal: (say("law.items_unknown_state"), "")


def of_library(name: str, on: date | None) -> tuple[str, date | None, Sequence[ItemProposal], Callable[[ItemProposal], tuple[str, str]]]:
    """The same of a law as the library holds it, in the version of that day. Refuses: LawUnknown."""
    from yifa.kernel.dates import legal_date
    from yifa.library.proposals import law_asked, proposals_of
    from yifa.library.queries import version_of
    from yifa.platform import clock
    from yifa.registry.queries import decisions, state_words

    law = law_asked(name)
    version = version_of(law, on=on or legal_date(clock.now()))
    decided = decisions(law.name)

    def state(proposal: ItemProposal) -> tuple[str, str]:
        decision = decided.get(proposal.key)
        return state_words(decision), decision.item.code if decision and decision.item else ""

    return law.name, version.enacted_on, proposals_of(version), state


def tell(
    law: str,
    version: date | None,
    found: Sequence[ItemProposal],
    state: Callable[[ItemProposal], tuple[str, str]],
    *,
    as_json: bool,
) -> None:
    """Print it."""
    lines = list(_lines(found, state))
    if as_json:
        print(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    day = version.isoformat() if version else say("law.no_day")
    if not found:
        print(say("law.items_none", law=law, version=day))
        return
    print(say("law.items", law=law, version=day, proposals=len(found), clauses=len(lines)))
    for proposal in found:
        words, code = state(proposal)
        print(f"{proposal.penalty.text}  {words}{f' {code}' if code else ''}  {proposal.body}")
        print(f"    {proposal.conduct}")
        for clause in proposal.clauses:
            amounts = "；".join("，".join(part for part in (fine.party, fine.when, fine.text) if part) for fine in clause.fines)
            kinds = "、".join(kind.value for kind in clause.kinds)
            print("    " + "  ".join(part for part in (clause.when, clause.party, kinds, amounts) if part))


def _lines(found: Sequence[ItemProposal], state: Callable[[ItemProposal], tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """One member for each clause, as it was read in its sentence; the proposals it is part of (one for each item of a list) stand in it."""
    from yifa.library.core.proposals import clause_json

    members: dict[tuple[object, ...], dict[str, Any]] = {}
    for proposal in found:
        words, code = state(proposal)
        part = {"key": proposal.key, "item": proposal.item, "conduct": proposal.conduct, "state": words, "code": code}
        for clause in proposal.clauses:
            place = (clause.article, clause.paragraph, clause.item, clause.sentence, clause.when, clause.party)
            if place not in members:
                version = proposal.version and proposal.version.isoformat()
                members[place] = {
                    **clause_json(clause, replace(proposal.penalty, item=clause.item or None)),
                    "version": version,
                    "proposals": [],
                }
            members[place]["proposals"].append(part)
    for member in members.values():
        states = list(dict.fromkeys(part["state"] for part in member["proposals"]))
        yield member | {"state": states[0] if len(states) == 1 else "、".join(states)}
