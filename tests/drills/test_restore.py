"""The restore drill, short: backups under load come back exact, changed ones are refused, and its control is caught."""

from __future__ import annotations

import pytest

from yifa.server.drills import restore

pytestmark = [pytest.mark.alone, pytest.mark.timeout(400)]


def test_backups_under_load_come_back_exact_and_the_control_does_not() -> None:
    report = restore.run(3, count=6)

    assert report.missed == [], report.text()
    assert report.control_failed, report.text()
    assert report.counts["备份的时刻"] == 6
    assert report.counts["改动一个字节后拒绝"] == "145/145"
