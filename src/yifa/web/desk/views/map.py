"""地图 — who enforces what where: places coloured by the body that answers, for one domain or one matter, on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.registry import snapshot
from yifa.registry.core.powers import Place, Powers
from yifa.registry.queries import shapes
from yifa.web.desk.asked import day_of, words_of
from yifa.web.desk.beside import of_profile
from yifa.web.desk.frame import show
from yifa.web.desk.mapping import LOOKS, Holder, Outline, drawing, holders, kinds_of_items
from yifa.web.desk.views.who import domains_of, reform_days
from yifa.web.desk.words import day_words
from yifa.web.doors import PUBLIC, door

_TILES = 120
#: tiles beyond these are folded; bodies that share a look are named up to
_OPEN_TILES = 12
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the map: what it is called, who answers, the look of that body, where a press leads."""

    place: Place
    number: int
    holders: Sequence[Holder]
    look: int
    address: str
    outline: Outline | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A body and how it looks; the last look is shared by all that have none of their own."""

    number: int
    names: Sequence[str]
    more: int
    places: int


@door(audience=PUBLIC)
@require_safe
@of_profile
def page(request: HttpRequest) -> HttpResponse:
    """地图 — with ``item`` one matter, else a ``domain``; ``place`` is the one looked at."""
    powers, today = snapshot.powers(), legal_date(clock.now())
    day = day_of(request, "on", otherwise=today)
    item = words_of(request, "item")
    item = item if item in powers.items else ""
    domains = domains_of(powers, day.on)
    wanted = words_of(request, "domain")
    domain = wanted if wanted in domains else next(iter(domains), "")
    codes = (
        [item]
        if item
        else [code for code, texts in powers.items.items() if any(one.domain == domain and one.covers(day.on) for one in texts)]
    )
    chosen = words_of(request, "place")
    on = day.typed if not day.fault else ""
    query = {"item": item, "domain": "" if item else domain, "on": on}
    outlines = shapes()
    cells, hidden = _cells(powers, codes, on=day.on, query=query, chosen=chosen, drawn={shape.place for shape in outlines})
    drawn = drawing(outlines, {cell.place.code: cell.place.name for cell in cells})
    by_place = {outline.place: outline for outline in drawn.outlines}
    cells = [replace(cell, outline=by_place.get(cell.place.code)) for cell in cells]
    tiles = [cell for cell in cells if not cell.outline]
    return show(
        request,
        "desk/institution/map.html",
        here="map" if getattr(request, "actor", None) is None else "who",
        day=day,
        day_shown=day_words(day.on),
        item=powers.items[item][-1] if item else None,
        domains=[(name, name == domain and not item) for name in domains],
        domain=domain,
        drawing=drawn,
        shown=[cell for cell in cells if cell.outline],
        tiles=tiles,
        folded=bool(by_place) and len(tiles) > _OPEN_TILES and not any(cell.chosen for cell in tiles),
        hidden=hidden,
        looks=_looks(cells),
        chosen=next((cell for cell in cells if cell.chosen), None),
        reforms=reform_days(powers, place=None, on=day.on, address=lambda change: f"/map?{_said(query | {'place': chosen, 'on': change})}"),
        query=query,
        ask=f"/who?{_said({'item': item, 'place': chosen, 'on': on, 'matter': '' if item else domain})}",
    )


def _said(query: dict[str, str]) -> str:
    return urlencode({name: value for name, value in query.items() if value})


def _cells(powers: Powers, codes: list[str], *, on: date, query: dict[str, str], chosen: str, drawn: set[str]) -> tuple[list[Cell], int]:
    places = sorted((place for rows in powers.places.values() for place in rows if place.covers(on)), key=lambda place: place.code)
    hidden = max(0, len(places) - _TILES)
    places = places[:_TILES]
    kinds = kinds_of_items(powers, codes)
    answers = [(place, holders(powers, kinds=kinds, place=place.code, on=on)) for place in places]
    # who answers at a place that is drawn gets a look of its own first
    first = Counter(found[0].body.code for place, found in answers if found and place.code in drawn)
    first.update({found[0].body.code: 0 for _, found in answers if found})
    looks = {code: min(number, LOOKS - 1) for number, (code, _) in enumerate(first.most_common())}
    leads_to_answer = bool(query["item"])
    return [
        Cell(
            place,
            number,
            found,
            looks[found[0].body.code] if found else -1,
            f"/{'who' if leads_to_answer else 'map'}?{_said(query | {'place': place.code})}",
            None,
            place.code == chosen,
        )
        for number, (place, found) in enumerate(answers, 1)
    ], hidden


def _looks(cells: Sequence[Cell]) -> list[Look]:
    names: dict[int, dict[str, int]] = {}
    for cell in cells:
        if cell.holders:
            names.setdefault(cell.look, {}).setdefault(cell.holders[0].body.name, 0)
            names[cell.look][cell.holders[0].body.name] += 1
    return [Look(number, list(found)[:_NAMES], max(0, len(found) - _NAMES), sum(found.values())) for number, found in sorted(names.items())]
