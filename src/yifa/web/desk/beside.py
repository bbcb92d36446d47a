"""Looking at another profile that is loaded beside: those signed in choose it once, the pages of the institution then speak of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse

from yifa.platform.schema import within
from yifa.registry.queries import loaded_name
from yifa.web.desk.asked import words_of
from yifa.web.errors import NotFound

COOKIE = "yifa_profile"
View = Callable[..., HttpResponse]


@dataclass(slots=True)
class Shelf:
    """Which profiles are loaded: code to schema, the one the place runs first. Joined by ``server.wiring``."""

    loaded: Callable[[], Mapping[str, str]] = dict


shelf = Shelf()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A profile one may look at."""

    code: str
    name: str
    here: bool


def of_profile(view: View) -> View:
    """The view speaks of the profile named by ``?profile=`` or chosen before. The public sees the place's own. Refuses: NotFound."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: object, **parts: object) -> HttpResponse:
        if getattr(request, "actor", None) is None:
            return view(request, *args, **parts)
        known = shelf.loaded()
        own = next(iter(known), "")
        asked = words_of(request, "profile", longest=60)
        if asked and asked not in known:
            raise NotFound
        kept = request.COOKIES.get(COOKIE, "")
        code = asked or (kept if kept in known else own)
        if len(known) < 2:
            return view(request, *args, **parts)
        request.profiles = _named(known, code)  # type: ignore[attr-defined]  # what the page offers to choose from
        request.away = code != own  # type: ignore[attr-defined]
        with within(known[code]):
            response = view(request, *args, **parts)
        if asked:
            response.set_cookie(COOKIE, code, httponly=True, samesite="Lax")
        return response

    return speaking


def _named(known: Mapping[str, str], here: str) -> list[Loaded]:
    found = []
    for code, schema in known.items():
        with within(schema):
            found.append(Loaded(code, loaded_name() or code, code == here))
    return found
