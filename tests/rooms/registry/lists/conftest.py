from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.factories import acts
from tests.factories.people import actor
from yifa.docket.append import Request, append, open_docket
from yifa.registry import snapshot
from yifa.registry.models import Holding, Item
from yifa.server.wiring import join

PROFILES = Path(__file__).parents[4] / "profiles"
NOW = datetime(2026, 3, 11, 2, tzinfo=UTC)
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
TOWN = "131128101"
ITEM = "GC-ZJ-001"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What a test wrote is rolled back, and a copy read meanwhile with it."""
    snapshot.clear()
    yield
    snapshot.clear()


Deed = tuple[str, str, dict[str, Any], tuple[str, ...]]
BOTH = ("GC-001", "GC-002")


def docket_of(*deeds: Deed) -> UUID:
    """A lead of the town, checked on the spot, and what was done then: who, what, form, officers."""
    join()
    lead = Request("register_lead", acts.register_lead())
    opened = open_docket(actor=actor("shouli"), body="fucheng.gucheng", place=TOWN, request=lead, now=NOW)
    for who, kind, payload, officers in (("zhifa1", "check_on_spot", acts.check_on_spot(), BOTH), *deeds):
        append(actor=actor(who), docket=opened.act.docket, request=Request(kind, payload, officers=officers), now=NOW)
    return opened.act.docket


@pytest.fixture
def case(db: None) -> UUID:
    """An open case of 擅自占用城市道路 in the town, with its filing approval."""
    return docket_of(
        ("zhifa1", "propose_filing", acts.propose_filing(item=ITEM), BOTH),
        ("fuzeren", "approve_filing", acts.approve_filing(), ()),
    )


@pytest.fixture
def on_spot(db: None) -> UUID:
    """A penalty decided on the spot in the town, for the same item; it is not paid yet."""
    return docket_of(("zhifa1", "punish_on_spot", acts.punish_on_spot(item=ITEM), BOTH))


def recall(item: str = ITEM, *, to: str = "fucheng.chengguan") -> None:
    """From the first of July the county team holds it and the town no longer does; to nobody where ``to`` is empty."""
    Holding.objects.filter(item__code=item).update(valid_until=AFTER)
    if to:
        Holding.objects.create(item=Item.objects.get(code=item), body=to, place="131128", title="concentration", valid_from=AFTER)
    snapshot.clear()
