"""清单体检 — what is wrong with the list of powers and who exercises them, what to do, and the rows behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.profile.reference import what_is, what_says
from yifa.registry.core.who_wording import title_words
from yifa.staffing.health import Finding, Kind, findings, rules
from yifa.staffing.queries import ROWS, row_of
from yifa.web.desk.asked import day_of, number_of, words_of
from yifa.web.desk.beside import of_profile
from yifa.web.desk.frame import show
from yifa.web.desk.lawtext import cite_address
from yifa.web.desk.words import day_words, say
from yifa.web.doors import READERS, door
from yifa.web.errors import NotFound

_PAGE = 20


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one check; ``shown`` are the first, ``more`` leads to all."""

    rule: str
    title: str
    kind: str
    count: int
    shown: Sequence[dict[str, Any]]
    more: str


@door(audience=READERS)
@require_safe
@of_profile
def page(request: HttpRequest) -> HttpResponse:
    """清单体检 — by kind and check, what is broken first; with ``rule`` one check, twenty at a time."""
    today = legal_date(clock.now())
    day = day_of(request, "on", otherwise=today)
    wanted = words_of(request, "rule")
    rule = wanted if wanted in rules() else ""
    start = number_of(request, "from")
    found = findings(on=day.on, rules={rule} if rule else None)
    on = day.typed if not day.fault else ""
    kinds = [
        (kind.value, say(f"health.{kind.value}"), [_group(rows, rule=rule, on=on, start=start) for rows in _by_rule(found, kind)])
        for kind in Kind
    ]
    return show(
        request,
        "desk/institution/health.html",
        here="powers",
        tab="health",
        day=day,
        day_shown=day_words(day.on),
        kinds=[line for line in kinds if line[2]],
        tallies=[(say(f"health.{kind.value}"), sum(one.kind is kind for one in found)) for kind in Kind],
        checks=len(rules()),
        rule=rule,
        rule_title=rules()[rule].title if rule else "",
        unknown=wanted if wanted and not rule else "",
        back=f"/health?{urlencode({'on': on})}" if on else "/health",
    )


def _by_rule(found: Sequence[Finding], kind: Kind) -> list[list[Finding]]:
    rows = sorted((one for one in found if one.kind is kind), key=lambda one: list(rules()).index(one.rule))
    return [list(group) for _, group in groupby(rows, key=lambda one: one.rule)]


def _group(rows: list[Finding], *, rule: str, on: str, start: int) -> Group:
    size = _PAGE if rule else 3
    first = start if rule else 0
    more = ""
    if len(rows) > first + size:
        more = f"/health?{urlencode({'rule': rows[0].rule} | ({'on': on} if on else {}) | ({'from': first + size} if rule else {}))}"
    return Group(rows[0].rule, rows[0].title, rows[0].kind.value, len(rows), [_line(one) for one in rows[first : first + size]], more)


def _line(one: Finding) -> dict[str, Any]:
    return {
        "says": one.says,
        "remedy": one.remedy,
        "cites": [(cite.text, cite_address(cite)) for cite in one.cites],
        "sources": one.sources,
        "rows": [(row.label, f"/rows/{row.table}/{row.number}" if row.table in ROWS else "") for row in one.rows],
        "total": one.total,
        "unnamed": max(0, one.total - len(one.rows)),
    }


@door(audience=READERS)
@require_safe
@of_profile
def row(request: HttpRequest, table: str, number: int) -> HttpResponse:
    """名录的一行 — every column of a row that an answer or a finding rests on. Refuses: NotFound."""
    found = row_of(table, number) if number < 2**31 else None
    if found is None:
        raise NotFound
    act = found.pop("act", None)
    member = ROWS[table]
    return show(
        request,
        "desk/institution/row.html",
        here="powers",
        tab="",
        what=_short(what_is(member)),
        number=number,
        lines=[
            (_label(member, name), title_words(value) if name == "title" and table == "registry_holding" else _value(value))
            for name, value in found.items()
        ],
        act=act,
    )


def _label(member: str, column: str) -> str:
    """What the guide of the profile calls the column, up to its first stop."""
    try:
        return _short(what_says(member, column))
    except KeyError:
        return column


def _short(text: str) -> str:
    return re.split("[：；，。（]", text)[0]


def _value(value: Any) -> str:
    match value:
        case None | "":
            return say("health.unstated")
        case bool():
            return say("fact.yes") if value else say("fact.no")
        case date():
            return day_words(value)
        case list():
            return "、".join(_value(one) for one in value) or say("health.unstated")
        case dict():
            return "；".join(f"{name} {_value(one)}" for name, one in value.items()) or say("health.unstated")
    return str(value)
