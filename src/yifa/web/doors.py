"""Doors — every view says whom it is for; one that does not is refused at start, and answered 404 should it get past.

``@door(audience=…)`` only declares. The middleware ``Doors`` asks at each request, before the view and before its form is read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Literal, TypeVar

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.http import url_has_allowed_host_and_scheme
from ninja.openapi.views import default_home
from ninja.operation import PathView

from yifa.kernel.actor import DOCKET_ROLES, READING_ROLES, Actor, Role
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.platform.accounts.core.separation import ADMIN_ROLES
from yifa.platform.accounts.gate import SignInNeeded, actor_from_request
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.web.errors import MethodNotAllowed, NotFound, PageExpired, answer

log = logging.getLogger("yifa.doors")

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

Audience = Literal["public", "signed_in"] | frozenset[Role]
View = TypeVar("View", bound=Callable[..., Any])

PUBLIC: Audience = "public"
SIGNED_IN: Audience = "signed_in"
DOCKET: Audience = DOCKET_ROLES
#: those who read dockets and those who keep the institution
READERS: Audience = READING_ROLES
ADMINS: Audience = ADMIN_ROLES


def door(*, audience: Audience) -> Callable[[View], View]:
    """Declare whom a view is for: PUBLIC, SIGNED_IN, or the roles of which one is enough.

    Works on view functions, on what ``as_view()`` returns, under ``@api.get(…)``, and as NinjaAPI's ``docs_decorator``.
    """
    if not isinstance(audience, frozenset) and audience not in ("public", "signed_in"):
        raise ValueError(f"no audience: {audience!r}")

    def declare(view: View) -> View:
        view.door = audience  # type: ignore[attr-defined]  # the mark the middleware reads
        return view

    return declare


def only(*roles: Role) -> Audience:
    """The audience of some roles."""
    return frozenset(roles)


def signed_in(request: HttpRequest) -> Actor:
    """The person behind this request. Refuses: SignInNeeded."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise SignInNeeded
    return actor


def way_back(request: HttpRequest) -> str:
    """Where to go after signing in: ``next`` when it is a path of this place, else home."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    inside = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else "/"


class Doors:
    """Middleware: sets ``request.actor`` and lets nobody past a door that is not for them. Stands after the CSRF middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        refuse_undeclared()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]  # known once the door is
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        try:
            _enter(request, _audience(view, request.method or ""))
        except Refusal as refusal:
            return answer(request, refusal)
        return None


def _enter(request: HttpRequest, audience: Audience | None) -> None:
    """Sets ``request.actor``. Refuses: SignInNeeded, NotFound, PageExpired, MethodNotAllowed."""
    if request.method not in _METHODS:
        raise MethodNotAllowed
    if "\0" in request.path_info:  # nothing stored has such a name, and the database cannot even be asked
        raise NotFound
    if audience is None:
        log.error("no audience declared for %s", request.path_info)
        raise NotFound
    now = clock.now()
    try:
        actor = actor_from_request(request, now=now)
    except SignInNeeded:
        if audience != PUBLIC:
            raise
        actor = None
    request.actor = actor  # type: ignore[attr-defined]  # what the views read
    if actor is not None:
        _check_form_token(request)
    if audience == PUBLIC:
        return
    if actor is None:
        raise SignInNeeded
    if isinstance(audience, frozenset) and not any(post.role in audience for post in actor.posts):
        record(Kind.DENIED, actor=actor, subject=f"{request.method} {request.path_info}", at=now)
        request.denial_told = True  # type: ignore[attr-defined]  # so that it is not told twice
        raise NotFound


def _check_form_token(request: HttpRequest) -> None:
    """An API view is exempt from Django's check; with a cookie instead of a token it is not exempt from ours."""
    by_token = request.headers.get("Authorization", "").lower().startswith("bearer ")
    if by_token or getattr(request, "csrf_processing_done", False):
        return
    guard = CsrfViewMiddleware(lambda _request: HttpResponse())
    guard.process_request(request)
    if guard.process_view(request, lambda _request: HttpResponse(), (), {}) is not None:
        raise PageExpired


def _audience(view: Callable[..., Any], method: str) -> Audience | None:
    """Whom this view is for with that method; None where nothing is declared."""
    declared: Audience | None = getattr(view, "door", None)
    if declared is not None:
        return declared
    if _answers_404_only(view):
        return PUBLIC
    path_view = _path_view(view)
    if path_view is None:
        return None
    for operation in path_view.operations:
        if method in operation.methods:
            return getattr(operation.view_func, "door", None)
    # A method the path does not know: it answers 405 to those who may use the path at all.
    return next((getattr(operation.view_func, "door", None) for operation in path_view.operations), None)


def _path_view(view: Callable[..., Any]) -> PathView | None:
    """The path of a NinjaAPI that stands behind this view."""
    cells = getattr(view, "__closure__", None) or ()
    return next((cell.cell_contents for cell in cells if isinstance(cell.cell_contents, PathView)), None)


def _answers_404_only(view: Callable[..., Any]) -> bool:
    return isinstance(view, partial) and view.func is default_home


def views(patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address with its view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, where)
        elif pattern.callback is not None:
            yield where, pattern.callback


def undeclared_doors() -> list[str]:
    """Addresses (with method, for the API) whose view does not say whom it is for."""
    missing = []
    for where, view in views():
        path_view = _path_view(view)
        if path_view is not None and getattr(view, "door", None) is None:
            missing += [
                f"{'/'.join(operation.methods)} {where}"
                for operation in path_view.operations
                if getattr(operation.view_func, "door", None) is None
            ]
        elif _audience(view, "GET") is None:
            missing.append(where)
    return missing


def refuse_undeclared() -> None:
    """Raises ImproperlyConfigured where a view does not say whom it is for."""
    if missing := undeclared_doors():
        raise ImproperlyConfigured(f"add @door(audience=…) to the views of: {', '.join(missing)}")


@register("urls")
def check_doors(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Django's system check of the same."""
    return [Error(f"no audience: {where}", hint="add @door(audience=…) to the view", id="yifa.E001") for where in undeclared_doors()]
