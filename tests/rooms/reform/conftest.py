"""The town with an office that changes it, and the three people of a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.factories.changes import OFFICE, PLACE, payload
from tests.factories.people import actor
from yifa.docket.append import Recorded, Request, append, open_docket
from yifa.kernel.actor import Actor
from yifa.registry import snapshot
from yifa.registry.core.who import who
from yifa.staffing import institution

NOW = datetime(2026, 3, 11, 1, tzinfo=UTC)
ON = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """What an undone transaction left in memory belongs to no other test."""
    institution.clear()


class Office:
    """编办、司法局、编委 — proposes, reviews, approves."""

    def __init__(self) -> None:
        self.drafter, self.lawyer, self.head = actor("bianban"), actor("sifa"), actor("bianwei")
        self.now = NOW

    def propose(self, kind: str, *, judged: dict[str, str] | None = None, **changes: Any) -> Recorded:
        request = Request(kind, payload(kind, **changes), judged=judged or {})
        return open_docket(actor=self.drafter, body=OFFICE, place=PLACE, request=request, now=self._tick())

    def review(self, docket: UUID, *, passed: bool = True, by: Actor | None = None) -> Recorded:
        request = Request("review_change", {"passed": passed, "opinion": "内容合法。"})
        return append(actor=by or self.lawyer, docket=docket, request=request, now=self._tick())

    def approve(self, docket: UUID, *, judged: dict[str, str] | None = None, by: Actor | None = None) -> Recorded:
        request = Request("approve_change", {"opinion": "同意施行。"}, judged=judged or {})
        return append(actor=by or self.head, docket=docket, request=request, now=self._tick())

    def change(self, kind: str, *, judged: dict[str, str] | None = None, **changes: Any) -> UUID:
        """All three acts; the docket."""
        docket = self.propose(kind, judged=judged, **changes).act.docket
        self.review(docket)
        self.approve(docket, judged=judged)
        return docket

    def _tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def office(db: None) -> Office:
    return Office()


@pytest.fixture
def holder() -> Callable[..., str]:
    def ask(item: str, place: str, on: date) -> str:
        found = who(snapshot.powers(newest=True), item=item, place=place, on=on)
        return found.subject.code if found.subject else ""

    return ask
