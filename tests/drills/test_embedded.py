"""The drill of the embedded database: strangers, settings, kills, zombies; and that each control fails."""

from __future__ import annotations

import os

import pytest

from yifa.server.drills import embedded

pytestmark = [pytest.mark.alone, pytest.mark.timeout(300)]

NOT_ROOT = "没有以 root 运行：另一账户能否登录的部分没有试"


def test_the_embedded_database_keeps_its_promises_and_the_controls_fail() -> None:
    report = embedded.run(5, count=6, back_within=30)

    assert report.missed == ([] if os.geteuid() == 0 else [NOT_ROOT]), report.text()
    assert report.control_failed is (os.geteuid() == 0), report.text()
    assert report.counts["拒绝启动"] == "4/4 项设置"
    assert report.counts["杀数据库"] == "6 次"
    assert report.counts["丢失"] == 0
