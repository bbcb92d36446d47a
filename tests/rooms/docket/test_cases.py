from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.factories.people import actor
from yifa.docket.queries import dockets
from yifa.docket.rebuild import differences
from yifa.server.cases import play_cases

CASES = Path(__file__).parents[3] / "profiles" / "fucheng" / "cases.toml"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "now", [datetime(2026, 7, 1, 9, 0, tzinfo=UTC), datetime(2026, 11, 22, 9, 30, tzinfo=UTC), datetime(2027, 1, 20, 2, 0, tzinfo=UTC)]
)
def test_fifteen_cases_stand_at_fifteen_places(now: datetime) -> None:
    count = play_cases(CASES, now=now)

    page = dockets(actor=actor("ducha", on=now.date()), which="all", limit=50)
    stages = {row.stage for row in page.rows}
    assert count == 15
    assert len(page.rows) == 15
    assert {"待核查", "待批准立案", "调查取证", "待法制审核", "已法制审核", "待决定", "待送达决定书", "执行", "已结案", "已归档"} <= stages
    assert list(differences()) == []
