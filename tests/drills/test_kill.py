"""The kill drill on the real platform: nothing acknowledged is lost, half or doubled, and its control loses."""

from __future__ import annotations

import pytest

from yifa.server.drills import kill

pytestmark = [pytest.mark.alone, pytest.mark.timeout(400)]


def test_sixty_kills_lose_nothing_and_the_control_loses() -> None:
    report = kill.run(7, count=60)

    assert report.missed == [], report.text()
    assert report.control_failed, report.text()
    assert str(report.counts["杀进程"]).startswith("60 次")
    assert (report.counts["丢失"], report.counts["残缺"], report.counts["重复"]) == (0, 0, 0)
    assert int(report.counts["已确认的行为"]) >= 100
