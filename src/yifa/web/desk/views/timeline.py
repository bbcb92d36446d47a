"""机构沿革 — the institution on a time line, as bars or as a table, with what is counted before and after each reform."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.registry import snapshot
from yifa.registry.models import History
from yifa.registry.queries import histories, reforms
from yifa.web.desk import spans
from yifa.web.desk.asked import number_of, words_of
from yifa.web.desk.beside import of_profile
from yifa.web.desk.frame import show
from yifa.web.desk.words import day_words
from yifa.web.doors import SIGNED_IN, door

_PAGE = 100
_LONG_AGO = date.min


@door(audience=SIGNED_IN)
@require_safe
@of_profile
def page(request: HttpRequest) -> HttpResponse:
    """Bodies that began, ended or took something in; with ``which=all`` every body."""
    powers, today = snapshot.powers(), legal_date(clock.now())
    changes = list(reforms())
    by_body: dict[str, list[History]] = {}
    for row in histories():
        by_body.setdefault(row.into, []).append(row)
    kind, place = words_of(request, "kind"), words_of(request, "place")
    moved = [code for code, rows in powers.bodies.items() if code in by_body or any(row.since or row.until for row in rows)]
    which = "all" if words_of(request, "which") == "all" or not moved else "changed"
    as_table = words_of(request, "as") == "table"
    codes = [
        code
        for code in (powers.bodies if which == "all" else moved)
        if (not kind or any(row.kind == kind for row in powers.bodies[code]))
        and (not place or any(row.place == place for row in powers.bodies[code]))
    ]
    codes.sort(key=lambda code: (powers.bodies[code][-1].place, str(min(row.since or _LONG_AGO for row in powers.bodies[code])), code))
    start = number_of(request, "from")
    along = spans.axis(powers, histories=[row for rows in by_body.values() for row in rows], reforms=changes, today=today)
    lines = spans.lines(powers, codes=codes[start : start + _PAGE], along=along, histories=by_body, on=today)
    query = {"which": which, "kind": kind, "place": place, "as": "table" if as_table else ""}

    def address(**other: str) -> str:
        return f"/timeline?{urlencode({name: value for name, value in (query | other).items() if value})}"

    places = {row.place for code in (powers.bodies if which == "all" else moved) for row in powers.bodies[code] if row.place}
    return show(
        request,
        "desk/institution/timeline.html",
        here="powers",
        tab="timeline",
        groups=[(name, list(rows)) for name, rows in groupby(lines, key=lambda line: line.place)],
        tally=len(codes),
        ticks=along.ticks(),
        now=f"{along.at(today):.2f}%",
        today=day_words(today),
        marks=[(f"{along.at(reform.on):.2f}%", reform.name) for reform in changes],
        counts=[
            (reform, day_words(reform.on), spans.teams_around(powers, reform), spans.kinds_around(powers, reform)) for reform in changes
        ],
        which=which,
        as_table=as_table,
        rows=[
            (row, spans.place_name(powers, row.place, today), spans.span_words(row))
            for code in codes[start : start + _PAGE]
            for row in powers.bodies[code]
        ]
        if as_table
        else [],
        other_view=address(**{"as": "" if as_table else "table"}),
        all_address=address(which="all"),
        changed_address=address(which="changed"),
        kinds=sorted({row.kind for rows in powers.bodies.values() for row in rows if row.kind}),
        kind=kind,
        places_to_choose=sorted((code, spans.place_name(powers, code, today)) for code in places),
        place=place,
        more=address(**{"from": str(start + _PAGE)}) if len(codes) > start + _PAGE else "",
        step=_PAGE,
    )
