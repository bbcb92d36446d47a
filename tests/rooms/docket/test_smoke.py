from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.factories.people import actor
from yifa.docket.append import Request, open_docket
from yifa.docket.queries import dockets, next_for, view_for


@pytest.mark.django_db
def test_a_lead_opens_a_docket_with_number_clock_and_next_acts() -> None:
    now = datetime(2026, 3, 11, 2, tzinfo=UTC)
    clerk = actor("shouli")
    request = Request(
        "register_lead",
        {"source": "群众举报", "reported_at": "2026-03-11T09:50:00+08:00", "summary": "集市占道经营", "place_text": "古城镇集市东口", "reporter": "王某"},
    )

    recorded = open_docket(actor=clerk, body="fucheng.gucheng", place="131128101", request=request, now=now)
    view = view_for(actor=clerk, docket=recorded.act.docket)

    print(recorded)
    for offer in next_for(actor=actor("zhifa1"), view=view, now=now):
        print(offer.kind.title, offer.verdict, offer.yours, [a.sentence for a in offer.answers])
    print(dockets(actor=actor("zhifa1"), which="mine"))
