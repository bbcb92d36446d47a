"""An ordinary client of GeoReport v2: it knows the standard's addresses and element names, and nothing of this platform."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from django.test import Client

ROOT = "/open311/v2"


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    value: Any
    headers: Any


@dataclass(frozen=True, slots=True)
class Citizen:
    """Speaks one of the two formats; asks from one address."""

    form: str = "json"
    address: str = "203.0.113.7"

    def get(self, path: str, **query: Any) -> Answered:
        return self._read(Client(REMOTE_ADDR=self.address).get(f"{ROOT}/{path}.{self.form}", query))

    def post(self, **members: Any) -> Answered:
        sent = Client(REMOTE_ADDR=self.address, raise_request_exception=False, enforce_csrf_checks=True)
        return self._read(sent.post(f"{ROOT}/requests.{self.form}", members))

    def _read(self, response: Any) -> Answered:
        if self.form == "json":
            return Answered(response.status_code, json.loads(response.content), response.headers)
        assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
        return Answered(response.status_code, plain(ElementTree.fromstring(response.content)), response.headers)


LISTS = {"services", "service_requests", "errors", "attributes", "endpoints", "formats"}


def plain(element: ElementTree.Element) -> Any:
    """An element as the value JSON would be; every leaf is text."""
    if element.tag in LISTS:
        return [plain(one) for one in element]
    return {one.tag: plain(one) for one in element} if len(element) else element.text or ""
