"""The tamper drill, short: nothing missed, the control fails; and the drill sees a verifier that is blind."""

from __future__ import annotations

import pytest

from yifa.docket.log.examine import Findings
from yifa.docket.log.head import LogKey
from yifa.server.drills import Report, tamper


def test_drill_names_every_change_and_its_control_does_not() -> None:
    report = tamper.run(3, count=96, database=False)

    assert report.missed == []
    assert report.control_failed
    assert report.good
    assert (report.counts["试过的改动"], report.counts["其中全部重做"]) == (96, 48)
    assert report.counts["最后的树头之后、全部重做的改动（承诺之外）20 次，看不出"] == 20


@pytest.mark.django_db
def test_drill_names_every_change_in_real_tables_and_leaves_none_behind() -> None:
    from django.db import connection

    report = tamper.run(4, count=192)

    assert report.missed == []
    assert report.counts["其中写入数据库核验"] == 12
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM docket_act), (SELECT count(*) FROM docket_head)")
        assert cursor.fetchone() == (0, 0)


def test_mutants_are_the_same_for_the_same_seed() -> None:
    key = LogKey.from_seed(b"k" * 32)
    record = tamper.made_record(5, key)

    once, again = (list(tamper.mutants(record, key, seed=5, count=2 * len(tamper.MUTATIONS))) for _ in range(2))

    assert once == again
    assert len({mutant.name for mutant in once}) == len(tamper.MUTATIONS) + 2
    assert [mutant.remade for mutant in once[:4]] == [False, True, False, True]


def test_drill_sees_a_verifier_that_is_blind() -> None:
    key = LogKey.from_seed(b"k" * 32)

    mutants = tamper.mutants(tamper.made_record(5, key), key, seed=5, count=24)

    assert not any(tamper.is_named(mutant, tamper._pairs(Findings())) for mutant in mutants)


@pytest.mark.parametrize(
    ("missed", "failed", "good", "last"),
    [([], True, True, "✓ 没有漏过"), (["一处"], True, False, "✗ 未通过：漏过 1 处"), ([], False, False, "✗ 未通过：漏过 0 处")],
)
def test_report_is_good_only_with_nothing_missed_and_a_failed_control(missed: list[str], failed: bool, good: bool, last: str) -> None:
    report = Report("tamper", 1, missed=missed, control="对照", control_failed=failed)

    assert report.good is good
    assert report.text().splitlines()[-1] == last
