"""./yifa law due: the days, their reckoning, the layer that answered; and what does not exist."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from yifa.server.law_commands.due import CannotReckon, main


def _told(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    assert main([*argv, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize(
    ("argv", "rule", "due", "layer"),
    [
        (("payment", "2026-09-10"), "deadlines.payment", "2026-09-28", "全国"),
        (("deadlines.decision", "2026-01-06"), "deadlines.decision", "2026-04-06", "全国"),
        (("deadlines.decision", "2026-01-06", "--overlay", "SAMR"), "deadlines.decision", "2026-04-07", "市场监管"),
        (("APL-60", "2026-01-06", "--overlay", "市场监管"), "deadlines.decision", "2026-04-07", "市场监管"),
        (("MOHURD-29", "2026-01-15"), "deadlines.decision", "2026-04-15", "住建"),
        (("STATEMENT-PERIOD", "2026-06-18", "--overlay", "AGRI"), "deadlines.statement", "2026-06-24", "农业"),
        (("APL-48(2)", "2026-09-30"), "deadlines.withdrawal", "2026-10-10", "全国"),
        (("APL-67", "2026-03-02", "--region", "上海"), "deadlines.payment", "2026-03-17", "全国"),
        (("APL-67", "2026-03-02", "--region", "131128101"), "deadlines.payment", "2026-03-17", "全国"),
        (("LEAD-CHECK", "2026-04-28"), "deadlines.lead_check", None, "全国"),
        (("LEAD-CHECK", "2026-04-28", "--overlay", "AGRI"), "deadlines.lead_check", "2026-05-11", "农业"),
        (("CLOSE-15", "2026-09-18", "--overlay", "SAMR"), "deadlines.closing", "2026-10-15", "市场监管"),
        (("LEGAL-REVIEW-PERIOD", "2025-12-30", "--overlay", "MOHURD"), "deadlines.legal_review", "2026-01-14", "住建"),
        (("ONSPOT-RECORD", "2026-05-08", "--overlay", "住建"), "deadlines.spot_report", "2026-05-12", "住建"),
        (("APL-48", "2026-09-30"), "deadlines.withdrawal", "2026-10-10", "全国"),
        (("SC118-6", "2026-02-12"), "deadlines.publication", "2026-02-28", "全国"),
        (("SAMR45-9", "2026-09-21"), "deadlines.publication", "2026-10-26", "市场监管"),
        (("MOHURD-10", "2026-02-12"), "deadlines.publication", "2026-02-28", "住建"),
        (("SAMR-64+80", "2026-01-06"), "deadlines.decision", "2026-04-07", "市场监管"),
        (("SAMR-64(2)", "2026-01-06"), "deadlines.decision", "2026-04-07", "市场监管"),
        (("TRANS-78", "2026-01-06"), "deadlines.decision", "2026-04-07", "交通"),
        (("EXT", "2026-01-06"), "deadlines.decision", "2026-04-06", "全国"),
        (("ARL-20", "2026-03-02"), "deadlines.reconsideration", "2026-05-06", "全国"),
        (("ARL-20(3)+JLIT-64", "2025-03-03"), "deadlines.reconsideration_not_told", "2026-03-03", "全国"),
        (("LIT-46", "2025-08-15"), "deadlines.lawsuit", "2026-02-24", "全国"),
        (("LIT-45", "2026-03-10"), "deadlines.lawsuit_after_reconsideration", "2026-03-25", "全国"),
        (("ACL-25(3)", "2026-01-22"), "deadlines.sealing", "2026-02-21", "全国"),
        (("ACL-31", "2026-04-30"), "deadlines.freezing_paper", "2026-05-08", "全国"),
        (("ACL-46", "2026-03-17"), "deadlines.self_execution", "2026-04-17", "全国"),
        (("ACL-53+JLIT-156", "2025-08-29"), "deadlines.court_window", "2026-05-28", "全国"),
        (("APL-72(2)", "2026-06-30"), "deadlines.court_application", "2026-09-30", "全国"),
        (("ACL-54", "2026-09-22"), "deadlines.demand", "2026-10-13", "全国"),
        (("APL-56", "2026-02-11"), "deadlines.evidence_preservation", "2026-02-27", "全国"),
        (("APL-61", "2026-06-17"), "deadlines.service", "2026-06-29", "全国"),
        (("APL-64(1)", "2026-09-28"), "deadlines.hearing_request", "2026-10-10", "全国"),
        (("APL-64(2)", "2026-10-15"), "notice.hearing_latest", "2026-09-29", "全国"),
        (("TR-5", "2026-03-05"), "deadlines.transfer_decision", "2026-03-08", "全国"),
        (("TR-9", "2026-04-30"), "deadlines.transfer_objection", "2026-05-03", "全国"),
        (("TR-12", "2026-03-10"), "deadlines.exhibits", "2026-03-13", "全国"),
        (("APL-71", "2026-04-03"), "deadlines.cash_handed_in", "2026-04-08", "全国"),
        (("CPL-95", "2026-03-10"), "service.public_notice", "2026-04-09", "全国"),
        (("CPL-95+85", "2026-01-20"), "service.public_notice", "2026-02-24", "全国"),
        (("JCPL-138", "2026-03-11"), "service.public_notice", "2026-04-10", "全国"),
        (("AGRI-72", "2026-03-10"), "service.public_notice", "2026-05-09", "农业"),
        (("CPL-95", "2026-03-10", "--overlay", "TRANS"), "service.public_notice", "2026-05-09", "交通"),
    ],
)
def test_due(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], rule: str, due: str | None, layer: str) -> None:
    told = _told(capsys, *argv)

    assert (told["rule"], told["due"], told["layer"]) == (rule, due, layer)
    assert told["reckoning"] and told["cites"]


@pytest.mark.parametrize(
    ("rule", "start", "due_at"),
    [
        ("ACL-19", "2026-03-06T17:30", "2026-03-07T17:30:00+08:00"),
        ("ACL-19", "2026-12-31T16:30:00Z", "2027-01-02T00:30:00+08:00"),
        ("TR-5", "2026-03-06T16:00:00+08:00", "2026-03-07T16:00:00+08:00"),
    ],
)
def test_hours_run_from_a_moment(capsys: pytest.CaptureFixture[str], rule: str, start: str, due_at: str) -> None:
    told = _told(capsys, rule, start)

    assert (told["due_at"], told["due"]) == (due_at, due_at[:10])
    assert isinstance(told["reckoning"], list) and len(told["reckoning"]) == 1 and "按小时计算" in told["reckoning"][0]


def test_day_that_may_roll_is_told_beside_the_day_that_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(capsys, "CPL-95", "2026-01-20")

    assert (told["nominal"], told["due"], told["provisional"]) == ("2026-02-19", "2026-02-24", False)
    assert told["reckoning"] == ["公告自2026-01-20起，最后一日为2026-02-19；公告期最后一日是否顺延没有定论，稳妥的送达日为2026-02-24。"]


def test_year_not_published_is_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    assert _told(capsys, "APL-60", "2026-11-20")["provisional"] is True
    assert main(["APL-60", "2026-11-20"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "处罚决定期限：2027-02-18（暂定）"


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("payment", "2026-02-30"), "2026-02-30 不是日期。"),
        (("payment", "2026-03-02", "--overlay", "WHO"), "没有名为 WHO 的层级。"),
        (("payment", "2026-03-02", "--region", "月球"), "没有名为 月球 的层级。"),
        (("payment", "1999-03-02"), "规则 deadlines.payment 没有适用于 1999-03-02 的文本。"),
        (("APL-54", "2026-03-02"), "规则 APL-54 不是唯一的一个期限规则。可用的规则：deadlines.lead_check、filing.complaint_due"),
        (("ACL-19", "2026-03-06"), "规则 ACL-19 按小时计算，2026-03-06 没有写明时刻。"),
        (("APL-67", "2026-03-06T08:00"), "规则 APL-67 按日计算，起始只写日期，不写时刻。"),
        (("APL-67", "2026-03-06T25:00"), "2026-03-06T25:00 不是日期。"),
        (("ACL-19", "0001-01-01T00:00+14:00"), "1年1月1日超出可以计算的日期范围。"),
        (("ACL-19", "9999-12-31T23:59"), "自9999年12月31日起24小时，超出可以计算的日期范围。"),
        (("payment", "9999-12-30"), "自9999年12月30日起15日，超出可以计算的日期范围。"),
    ],
)
def test_what_cannot_be_reckoned_is_refused(argv: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Exception) as raised:
        main(list(argv))

    assert getattr(raised.value, "sentence", "") == sentence


@pytest.mark.parametrize("rule", ["nothing", "XX-3", "APL-999"])
def test_unknown_rule_tells_which_there_are(rule: str) -> None:
    with pytest.raises(CannotReckon, match=r"deadlines\.payment"):
        main([rule, "2026-03-02"])


def test_reader_that_goes_away_is_no_traceback() -> None:
    program = [sys.executable, "-m", "yifa.server", "law", "vectors", os.devnull, "--help"]
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        program, stdout=writing, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "src", "PYTHONUNBUFFERED": "1"}
    )

    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")
