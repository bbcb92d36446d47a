"""The made-up province loads, and the faults it was given on purpose are found, no others of their kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from benchmarks.measuring.province import province
from yifa.registry import snapshot
from yifa.server.beside import scratch
from yifa.staffing.health import findings


@pytest.mark.django_db
def test_the_faults_made_on_purpose_are_found(tmp_path: Path) -> None:
    made = province(items=200, places=60, bodies=4, seed=1)

    with scratch(made, folder=tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC)):
        powers = snapshot.powers(newest=True)
        gaps, overlaps = (findings(on=date(2026, 1, 1), rules=[rule]) for rule in ("gap", "overlap"))

    assert (len(made.items), len(made.places), len(made.bodies)) == (200, 60, 5)
    # three counties by rows, one by its list, four towns an item; two areas for every fiftieth
    assert sum(map(len, powers.holdings.values())) == 200 * (4 + 4) + 4 * 2
    assert sum(one.total for one in gaps) == 2
    assert [one.total for one in overlaps] == [4]
