"""How a client of play tells at what instant its request happens; a middleware of folders of play alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from yifa.platform.clock import told

HEADER = "X-Play-At"


class TimeTold:
    """A request may name the instant at which it happens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            at = datetime.fromisoformat(request.headers.get(HEADER, ""))
        except ValueError:
            return self.get_response(request)
        with told(at.astimezone(UTC)):
            return self.get_response(request)
