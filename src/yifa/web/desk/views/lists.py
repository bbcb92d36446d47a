"""清单版本 — every list as it stands on a day, and two of them side by side with what the difference touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.reform.impact import Impact, impact
from yifa.registry import snapshot
from yifa.registry.core.lists import Difference, Entry, Held, ListVersion, Pair
from yifa.registry.core.powers import Powers
from yifa.registry.core.who_wording import title_words
from yifa.registry.lists import difference, knows_list, publications
from yifa.registry.queries import reforms
from yifa.web.desk.asked import day_of, words_of
from yifa.web.desk.beside import of_profile
from yifa.web.desk.frame import reads_dockets, show
from yifa.web.desk.lawtext import cite_address
from yifa.web.desk.spans import place_name
from yifa.web.desk.words import day_words, say
from yifa.web.doors import READERS, door, signed_in

_FIRST = 10


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list as it is listed; ``items`` empty where the source states none."""

    code: str
    name: str
    holder: str
    place: str
    items: str
    state: str
    published: Sequence[tuple[str, str]]
    compare: str


@dataclass(frozen=True, slots=True)
class Part:
    """The items that differ in one way; ``more`` leads to all of them."""

    key: str
    title: str
    count: int
    rows: Sequence[dict[str, Any]]
    more: str


@door(audience=READERS)
@require_safe
@of_profile
def page(request: HttpRequest) -> HttpResponse:
    """清单版本 — every list with its holder, how many items it has today and the days it was published."""
    powers, today = snapshot.powers(), legal_date(clock.now())
    return show(request, "desk/institution/lists.html", here="powers", tab="lists", lines=_lines(powers, today), today=day_words(today))


def _lines(powers: Powers, today: date) -> list[ListLine]:
    counts: dict[str, int] = {}
    for texts in powers.items.values():
        for text in texts:
            if text.covers(today):
                counts[text.list] = counts.get(text.list, 0) + 1
    states = {(row.place, row.list): row.state for row in powers.authorisations if row.covers(today)}
    first = min((reform.on for reform in reforms()), default=today)
    found = []
    for line in powers.lists.values():
        rows = powers.bodies.get(line.body, ())
        days = [publication.on for publication in publications(line.code)]
        other = days[-1] - timedelta(days=1) if days else min(first, today) - timedelta(days=1)
        found.append(
            ListLine(
                line.code,
                line.name,
                rows[-1].name if rows else "",
                place_name(powers, line.place, today),
                say("lists.count", count=counts.get(line.code, 0)) if line.stated else say("lists.unstated"),
                states.get((line.place, line.code)) or states.get((line.place, ""), ""),
                [(day_words(on), _address(line.code, on - timedelta(days=1), line.code, on)) for on in days],
                _address(line.code, other, line.code, today),
            )
        )
    return found


def _address(left: str, left_on: date, right: str, right_on: date) -> str:
    query = {"left": left, "left_on": left_on.isoformat(), "right": right, "right_on": right_on.isoformat()}
    return f"/lists/compare?{urlencode(query)}"


@door(audience=READERS)
@require_safe
@of_profile
def comparison(request: HttpRequest) -> HttpResponse:
    """清单对比 — two lists, each on its day: what was added, withdrawn, moved, changed, and what that touches."""
    actor = signed_in(request)
    powers, today = snapshot.powers(), legal_date(clock.now())
    left, right = words_of(request, "left"), words_of(request, "right")
    days = [day_of(request, name, otherwise=today) for name in ("left_on", "right_on")]
    faults = {"left": _unknown(left), "right": _unknown(right)}
    ready = left and right and not any(faults.values()) and not any(day.fault for day in days)
    found = difference(left, days[0].on, right, days[1].on) if ready else None
    whole = words_of(request, "whole")
    query = {"left": left, "left_on": days[0].typed, "right": right, "right_on": days[1].typed}
    return show(
        request,
        "desk/institution/compare.html",
        here="powers",
        tab="lists",
        choices=[(line.code, line.name) for line in powers.lists.values()],
        left=left,
        right=right,
        other_choices=_others(powers, (left, right), today),
        days=days,
        faults=faults,
        around=_around(left or right, right or left),
        found=found,
        versions=[_version(one) for one in (found.before, found.after)] if found else [],
        parts=_parts(powers, found, whole=whole, query=query) if found else [],
        ways=_ways(powers, found) if found else [],
        perhaps=found.perhaps_same if found else (),
        touched=_touched(impact(found, actor=actor), reads=reads_dockets(actor)) if found and not found.same else None,
        today=day_words(today),
    )


def _others(powers: Powers, asked: Iterable[str], on: date) -> list[tuple[str, str]]:
    """Places that hold items, to compare what is held there, and bodies that were asked for."""
    held = {row.place for rows in powers.holdings.values() for row in rows}
    bodies = [(code, _body(powers, code, on)) for code in dict.fromkeys(asked) if code in powers.bodies and code not in powers.lists]
    return bodies + [(code, say("lists.of_place", name=place_name(powers, code, on) or code)) for code in sorted(held)]


def _unknown(code: str) -> str:
    return say("lists.no_list", code=code) if code and not knows_list(code) else ""


def _around(left: str, right: str) -> list[tuple[str, str]]:
    """The two days around each reform, as a comparison."""
    if not left or not knows_list(left) or not knows_list(right):
        return []
    return [
        (say("lists.around", name=reform.name), _address(left, reform.on - timedelta(days=1), right, reform.on)) for reform in reforms()
    ]


def _version(one: ListVersion) -> dict[str, str]:
    known = one.stated or len(one)
    return {
        "title": say("lists.version", name=one.name, day=day_words(one.on)),
        "items": say("lists.version_items", count=len(one)) if known else say("lists.version_unstated"),
        "published": say("lists.published", day=day_words(one.published_on)) if one.published_on else say("lists.not_published"),
        "state": one.state,
    }


def _parts(powers: Powers, found: Difference, *, whole: str, query: dict[str, str]) -> list[Part]:
    parts = []
    for key, rows in (
        ("added", [_entry(powers, one, found.after.on) for one in _cut(found.added, whole == "added")]),
        ("withdrawn", [_entry(powers, one, found.before.on) for one in _cut(found.withdrawn, whole == "withdrawn")]),
        ("moved", [_pair(powers, one, found) for one in _cut(found.moved, whole == "moved")]),
        ("changed", [_pair(powers, one, found) for one in _cut(found.changed, whole == "changed")]),
    ):
        count = len(getattr(found, key))
        more = f"/lists/compare?{urlencode(query | {'whole': key})}#{key}" if count > len(rows) else ""
        parts.append(Part(key, say(f"lists.{key}"), count, rows, more))
    return parts


def _cut(rows: Sequence[Any], whole: bool) -> Sequence[Any]:
    return rows if whole else rows[:_FIRST]


def _entry(powers: Powers, one: Entry, on: date) -> dict[str, Any]:
    holders = "；".join(_held(powers, row, on) for row in one.held[:3])
    return {"code": one.code, "name": one.name, "synthetic": one.synthetic, "lines": [("", one.domain, holders)]}


def _pair(powers: Powers, one: Pair, found: Difference) -> dict[str, Any]:
    lines = [(turn.name, _plain(powers, turn.before, found.before.on), _plain(powers, turn.after, found.after.on)) for turn in one.turns]
    return {"code": one.code, "name": one.after.name, "synthetic": one.after.synthetic, "lines": lines}


def _plain(powers: Powers, value: object, on: date) -> str:
    if isinstance(value, tuple):
        return "；".join(_held(powers, row, on) if isinstance(row, Held) else str(row) for row in value) or say("lists.unstated")
    if isinstance(value, bool):
        return say("fact.yes") if value else say("fact.no")
    return str(value) or say("lists.unstated")


def _held(powers: Powers, row: Held, on: date) -> str:
    return f"{_body(powers, row.body, on)}（{place_name(powers, row.place, on)}，{title_words(row.title)}）"


def _body(powers: Powers, code: str, on: date) -> str:
    rows = powers.bodies.get(code, ())
    body = powers.body(code, on=on) or (rows[-1] if rows else None)
    return body.name if body else code


def _ways(powers: Powers, found: Difference) -> list[str]:
    def names(codes: Iterable[str], on: date) -> str:
        return "、".join(_body(powers, code, on) for code in codes) or say("lists.way_nobody")

    return [
        say("lists.way", before=names(before, found.before.on), after=names(after, found.after.on), count=count)
        for (before, after), count in list(found.moves().items())[:_FIRST]
    ]


def _touched(found: Impact, *, reads: bool) -> dict[str, Any]:
    return {
        "cases": [
            {
                "address": f"/dockets/{case.docket}",
                "number": case.number,
                "item": case.item_name,
                "stage": f"{case.procedure} {case.stage}",
                "sentence": case.sentence,
                "remedy": case.remedy,
                "cites": [(cite.text, cite_address(cite)) for cite in case.cites],
            }
            for case in found.cases[:50]
        ]
        if reads
        else [],
        "case_count": len(found.cases),
        "papers": say("lists.papers_words", count=len(found.papers), open=sum(paper.open for paper in found.papers)),
        "certificates": [{"sentence": one.sentence, "remedy": one.remedy} for one in found.certificates[:50]],
    }
