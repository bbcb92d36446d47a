"""实时画面 — what a page with a live map is given: a ticket, the address of the stream, what the map draws, the content policy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from yifa.devices.core.device import Device, device_answer
from yifa.devices.queries import devices
from yifa.devices.streams import StreamAddressNotAllowed, origin_of
from yifa.dispatch.core import event as core
from yifa.kernel.canonical import sm3
from yifa.kernel.dates import legal_date
from yifa.kernel.outlines import area_of
from yifa.platform import clock
from yifa.registry import snapshot
from yifa.registry.core.grids import UNIT_TIER
from yifa.registry.grids import grid_map
from yifa.registry.queries import shapes
from yifa.web.desk.mapping import rings_of
from yifa.web.desk.words import say
from yifa.web.tickets import Scope, Ticket

#: what the script of a live page says
WORDS = (
    "fresh",
    "just_now",
    "lost",
    "connecting",
    "sign_in",
    "never",
    "map_name",
    "zoom_in",
    "zoom_out",
    "no_webgl",
    "no_map",
    "no_tiles",
    "illustrative",
    "legend",
    "left",
    "over",
    "since",
    "none",
    "no_kind",
    "unplaced",
    "left_off",
    "doubtful",
    "minutes",
    "hours",
    "days",
    "seconds",
    "voices",
    "escalated",
    "whistles",
    "on_duty",
    "late",
    "beyond",
    "nobody",
    "events",
    "no_limit",
)
#: states by what has to be done next, with the sign that stands beside their word everywhere
GROUPS: Final = {
    "waiting": ("◆", (core.WAITING, core.FILED)),
    "ordered": ("▲", (core.ORDERED, core.TAKEN)),
    "on_spot": ("●", (core.ARRIVED,)),
    "checking": ("○", (core.HANDLED, core.VERIFIED)),
    "hung": ("□", (core.HUNG,)),
    "done": ("✓", tuple(sorted(core.DONE))),
}
SIGNS: Final = {state: sign for sign, states in GROUPS.values() for state in states}


def map_config(data: str) -> dict[str, Any]:
    """What the script of a page with a map needs; ``data``: the address of what it draws."""
    return {
        "data": data,
        "tiles": settings.TILES.split(),
        "signs": SIGNS,
        "words": {name: say(f"live.{name}", n="{n}", m="{m}") for name in WORDS},
    }


def live_config(request: HttpRequest, ticket: Ticket, *, tickets: str, data: str) -> dict[str, Any]:
    """What stands in the page for its script."""
    return {**map_config(data), **admission(request, ticket), "tickets": tickets}


def admission(request: HttpRequest, ticket: Ticket) -> dict[str, str]:
    """The ticket and where to show it."""
    return {"ticket": ticket.text(), "stream": stream_address(request)}


def stream_address(request: HttpRequest) -> str:
    """Where a browser that reached this page finds the stream; empty where the place has none."""
    if settings.LIVE_ADDRESS:
        return str(settings.LIVE_ADDRESS)
    if settings.LIVE_PORT is None:
        return ""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return f"{request.scheme}://{f'[{host}]' if ':' in host else host}:{settings.LIVE_PORT}/"


def origin_here(request: HttpRequest) -> str:
    """The server as this browser reached it."""
    return f"{request.scheme}://{request.get_host()}"


def with_policy(request: HttpRequest, response: HttpResponse, *, media: tuple[str, ...] = ()) -> HttpResponse:
    """The content policy of a page with a live map: its stream, its tiles, the worker of the map; ``media`` are addresses of cameras."""
    stream, tiles, cameras = (" ".join(_origins(one)) for one in ([stream_address(request)], settings.TILES.split(), media))
    response.headers["Content-Security-Policy"] = (
        f"default-src 'self'; img-src 'self' data: blob: {tiles}; connect-src 'self' {stream} {tiles} {cameras}; "
        f"media-src 'self' blob: {cameras}; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    return response


def _origins(addresses: Iterable[str]) -> list[str]:
    """The servers of these addresses, once each; a path is of our own, and what is no address is allowed nothing."""
    found = dict[str, None]()
    for address in addresses:
        with suppress(StreamAddressNotAllowed):
            found |= {origin_of(address): None}
    return list(found)


def media_of(scope: Scope, *, on: date) -> tuple[str, ...]:
    """The addresses of the cameras somebody of this scope may look at."""
    return tuple(one.stream for one in _cameras(places_of(scope), on=on) if one.stream)


def map_data(request: HttpRequest, places: Iterable[str], *, cameras: bool = True) -> HttpResponse:
    """Outlines, grids and cameras of these places as GeoJSON, with the bounds to show first; unchanged while the institution is."""
    on = legal_date(clock.now())
    text = json.dumps(_collected(tuple(places), on=on, cameras=cameras), ensure_ascii=False, separators=(",", ":"))
    etag = f'"{sm3(text.encode())[:32]}"'
    response = (
        HttpResponse(status=304) if request.headers.get("If-None-Match") == etag else HttpResponse(text, content_type="application/json")
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, max-age=60"
    patch_vary_headers(response, ["Cookie"])
    return response


def places_of(scope: Scope) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for _, place in scope))


def _collected(prefixes: tuple[str, ...], *, on: date, cameras: bool) -> dict[str, Any]:
    places = snapshot.powers()
    outlines, labels, illustrative = [], [], False
    for shape in shapes():
        place = places.place(shape.place, on=on)
        name = place.name if place else shape.place
        # neighbours are drawn too, so that one sees where one is
        kind = "place" if shape.place.startswith(prefixes) else "beside"
        outlines.append(_feature(shape.outline, kind=kind, name=name, code=shape.place))
        labels.append(_label(shape.outline, kind=kind, name=name, code=shape.place))
        illustrative |= shape.illustrative
    for grid in grid_map(on=on).grids:
        if grid.outline and grid.place.startswith(prefixes):
            tier = "unit" if grid.tier == UNIT_TIER else "duty"
            outlines.append(_feature(grid.outline, kind=tier, name=grid.name, code=grid.code))
            labels.append(_label(grid.outline, kind=tier, name=grid.name, code=grid.code))
            illustrative |= grid.illustrative
    points = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(one.longitude), float(one.latitude)]},
            "properties": {"code": one.code, "name": one.name or one.code, "usable": device_answer(one, on).lawful},
        }
        for one in (_cameras(prefixes, on=on) if cameras else ())
        if one.longitude is not None and one.latitude is not None
    ]
    found = [one for one in outlines if one]
    return {
        "outlines": {"type": "FeatureCollection", "features": found},
        "labels": {"type": "FeatureCollection", "features": [one for one in labels if one]},
        "cameras": {"type": "FeatureCollection", "features": points},
        "bounds": _bounds([one for one in found if one["properties"]["kind"] == "place"] or found),
        "illustrative": illustrative,
    }


def _cameras(prefixes: tuple[str, ...], *, on: date) -> list[Device]:
    return [one for one in devices(on=on) if one.place.startswith(prefixes)]


def _feature(outline: str, **properties: str) -> dict[str, Any] | None:
    rings = rings_of(outline)
    if not rings:
        return None
    coordinates = [[[list(point) for point in (*ring, ring[0])]] for ring in rings]
    return {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": coordinates}, "properties": properties}


def _label(outline: str, **properties: str) -> dict[str, Any] | None:
    area = area_of(outline)
    if area is None:
        return None
    point = area.representative_point()
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [point.x, point.y]}, "properties": properties}


def _bounds(features: list[dict[str, Any]]) -> list[float] | None:
    """West, south, east, north of everything drawn."""
    points = [point for feature in features for polygon in feature["geometry"]["coordinates"] for ring in polygon for point in ring]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    return [west, south, east, north]
