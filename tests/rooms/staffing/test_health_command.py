"""./yifa health on the shipped county: what it prints, how it ends, and that the findings come from the rows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from yifa.profile.schema import Profile
from yifa.registry import snapshot
from yifa.registry.models import Authorisation, Holding
from yifa.server.commands.health import main
from yifa.server.refusals import ProfileNotLoaded
from yifa.staffing.health import rules

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "health.md"


def asked(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, dict[str, object]]:
    code = main([*argv, "--on", "2026-01-02", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return code, told


def test_a_list_without_gaps_ends_well_and_a_row_that_ends_opens_one(loaded: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    before = asked(capsys, "--rule", "gap")
    Holding.objects.filter(item__code="GC-ZJ-001").update(valid_until=date(2026, 1, 2))
    snapshot.clear()

    code, after = asked(capsys, "--rule", "gap")

    assert before == (
        0,
        {"profile": "fucheng", "on": "2026-01-02", "kinds": {"law": 0, "policy": 0, "look": 0}, "rules": {}, "findings": []},
    )
    assert (code, after["kinds"], after["rules"]) == (1, {"law": 1, "policy": 0, "look": 0}, {"gap": 1})
    findings = after["findings"]
    assert isinstance(findings, list)
    assert findings[0]["says"] == "清单“古城镇划转事项”有1项在古城镇（共5处）没有执法主体，看得见而管不着。"
    assert [row["label"].split()[0] for row in findings[0]["rows"]] == ["GC-ZJ-001"]
    assert [cite["text"] for cite in findings[0]["cites"]] == ["《行政处罚法》第二十二条", "《行政处罚法》第二十三条"]


def test_what_is_only_to_be_looked_at_ends_well(loaded: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = asked(capsys, "--rule", "no_basis", "--rule", "outside_catalogue")

    assert (code, told["rules"]) == (0, {"no_basis": 1, "outside_catalogue": 1})


def test_the_text_groups_by_check_with_counts(loaded: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    Authorisation.objects.create(place="131128101", state="梳理")
    snapshot.clear()

    assert main(["--on", "2026-01-02", "--rule", "unauthorised"]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "■ 未经授权的清单（unauthorised）：1 项发现"
    assert lines[1].startswith("  [违反法律] 古城镇的清单处于“梳理”阶段，还没有授权，已有586条")
    assert lines[-1] == "违反法律 1 项，不合政策 0 项，需要核实 0 项。"


def test_a_check_that_does_not_exist_is_wrong_usage(loaded: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--rule", "nothing"])

    assert ended.value.code == 2
    assert "gap" in capsys.readouterr().err


def test_a_profile_that_is_not_loaded_is_refused(loaded: Profile) -> None:
    with pytest.raises(ProfileNotLoaded):
        main(["--profile", "elsewhere"])


def test_the_guide_names_every_check_and_no_other() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("## The checks")[2].partition("\n## ")[0]
    lines = [line.split("|") for line in table.splitlines() if line.startswith("| `")]
    told = {line[1].strip(" `"): (line[2].strip(), line[3].strip()) for line in lines}

    assert told == {check.id: (check.title, check.kind.value) for check in rules().values()}
