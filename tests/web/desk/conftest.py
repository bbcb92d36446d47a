"""People of 古城镇 before a browser, and dockets for them to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, Route

from tests.factories import acts
from tests.factories.people import actor
from tests.server.test_live import Pushing
from yifa.docket.append import Request, append, open_docket
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.platform.accounts import gate
from yifa.platform.accounts.models import User

TOWN, PLACE = "fucheng.gucheng", "131128101"
#: an item with the terms and thresholds of its department
ITEM = "GC-ZJ-001"
#: an item whose hearing threshold no rule held here sets
OPEN_ITEM = "GC-HB-003"

Signed = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _rooms(db: None) -> None:
    gate.forget()


@pytest.fixture
def signed() -> Signed:
    """A browser signed in as that user."""

    def sign(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return sign


@pytest.fixture
def pushing(fresh_town: None, settings: Any) -> Iterator[Pushing]:
    """The process of live pushes beside the server of the test."""
    named = connections["default"].get_connection_params()
    made = Pushing({key: named[key] for key in ("host", "port", "dbname", "user", "password") if named.get(key)})
    settings.LIVE_PORT = made.port
    yield made
    made.stop()


def person(username: str) -> Actor:
    """Who that user is today."""
    return actor(username, on=legal_date(timezone.now()))


@contextmanager
def held(page: Page, address: str) -> Iterator[None]:
    """A slow net: what is asked for meanwhile goes out only afterwards, the newest first."""
    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    page.route(address, wait)
    yield
    assert waiting, address
    for route in reversed(waiting):
        route.continue_()
    page.unroute(address, wait)


def lead(*, by: str = "shouli", at: datetime | None = None, **changes: Any) -> UUID:
    """A docket with its lead."""
    now = at or timezone.now()
    payload = acts.register_lead(reported_at=now.isoformat(), **changes)
    return open_docket(actor=person(by), body=TOWN, place=PLACE, request=Request("register_lead", payload), now=now).act.docket


def do(docket: UUID, kind: str, *, by: str = "zhifa1", officers: tuple[str, ...] = (), at: datetime | None = None, **changes: Any) -> int:
    """One act more; its number in the docket."""
    now = at or timezone.now()
    payload = acts.PAYLOADS[kind](**changes)
    return append(actor=person(by), docket=docket, request=Request(kind, payload, officers=officers), now=now).act.seq


def checked(*, days: int = 0, **changes: Any) -> UUID:
    """A docket whose place was looked at."""
    at = timezone.now() - timedelta(days=days)
    docket = lead(at=at, **changes)
    do(docket, "check_on_spot", officers=("GC-001", "GC-002"), at=at, from_at=at.isoformat(), until_at=at.isoformat())
    return docket


def filed(item: str = ITEM) -> UUID:
    """A docket in the ordinary procedure."""
    docket = checked()
    do(docket, "propose_filing", officers=("GC-001", "GC-002"), item=item)
    do(docket, "approve_filing", by="fuzeren")
    return docket
