"""./yifa law due: the days, their reckoning, the layer that answered; and what does not exist."""

from __future__ import annotations

import json

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
    ],
)
def test_due(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], rule: str, due: str | None, layer: str) -> None:
    told = _told(capsys, *argv)

    assert (told["rule"], told["due"], told["layer"]) == (rule, due, layer)
    assert told["reckoning"] and told["cites"]


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
        (("APL-48", "2026-03-02"), "规则 APL-48 不是唯一的一个期限规则。可用的规则：deadlines.publication、deadlines.withdrawal"),
        (("payment", "9999-12-30"), "自9999年12月30日起15日，超出可以计算的日期范围。"),
    ],
)
def test_what_cannot_be_reckoned_is_refused(argv: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Exception) as raised:
        main(list(argv))

    assert getattr(raised.value, "sentence", "") == sentence


@pytest.mark.parametrize("rule", ["nothing", "XX-3", "APL-999"])
def test_unknown_rule_tells_which_there_are(rule: str) -> None:
    with pytest.raises(CannotReckon, match="deadlines.payment"):
        main([rule, "2026-03-02"])
