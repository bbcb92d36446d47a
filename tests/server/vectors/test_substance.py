"""Cases of discretion, limitation and the substance of a decision, with other facts than those of the file they were made for."""

from __future__ import annotations

from typing import Any

import pytest

import yifa.server.vectors  # noqa: F401  declares who answers
from tests.server.vectors.asking import asked
from yifa.server.vectors.frame import BadCase


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        (
            "APL-30",
            {"birth": "2012-03-02", "act_on": "2026-03-03"},
            {"age_class": "14to18", "penalty": True, "mitigation": "mandatory", "duty": None},
        ),
        ("APL-30", {"birth": "2008-03-02", "act_on": "2026-03-03"}, {"age_class": "adult", "penalty": True, "mitigation": None}),
        ("APL-30", {"birth": "2012-02-29", "act_on": "2026-02-28"}, {"age_class": "under14"}),
        ("APL-30", {"birth": "2026-03-02", "act_on": "2026-03-01"}, {"age_class": None, "manual_review": True}),
        ("SAMRD-10", {"range": [0, 1000]}, {"light_max": 300, "heavy_min": 700}),
        ("SAMRD-10", {"range": [10000, 50000], "fine": 25000}, {"grade": "ordinary"}),
        ("AGRID-11", {"range": [10000, 50000], "fine": 25000}, {"grade": "light"}),
        ("AGRID-11", {"max": 50000}, {"light_max": 15000, "heavy_above": 30000}),
        ("AGRID-11", {"range": [2000, 20000]}, {"light_below": 11000, "heavy_above": 11000}),
        ("SAMRD-10", {"overlay": "MOHURD", "range": [1, 2]}, {"manual_review": True, "light_max": None}),
        ("SC27-5", {"upper_tier": [10000, 22000], "own_tier": [12000, 20000]}, {"own_tier_valid": True, "apply": [12000, 20000]}),
        ("SC27-5", {"upper_tier": [10000, 22000], "own_tier": [10000, 22001]}, {"own_tier_valid": False, "apply": [10000, 22000]}),
        ("SC27-12", {"deviation_from": "own_benchmark", "approval": "own_main_head"}, {"allowed": True}),
        ("SC27-12", {"deviation_from": "own_benchmark", "approval": "collective_discussion"}, {"allowed": True}),
        ("SC27-12", {"deviation_from": "own_benchmark", "approval": None}, {"allowed": False}),
        ("SC27-12", {"deviation_from": "upper_benchmark", "approval": "collective_discussion"}, {"allowed": False}),
        ("SC27-12", {"deviation_from": "upper_benchmark", "approval": "maker"}, {"allowed": True}),
        ("SC27-12", {"deviation_from": "own_benchmark", "approval": "main_head", "reason_stated": False}, {"allowed": False}),
        (
            "EEC-1060",
            {"original_fine": 5000, "order_to_correct_served": "2026-09-30", "recheck_found_continuing_on": "2026-10-01"},
            {"days": 1, "daily_total": 5000},
        ),
        (
            "EEC-1060",
            {"original_fine": 5000, "order_to_correct_served": "2026-09-30", "recheck_found_continuing_on": "2026-09-30"},
            {"days": 0, "allowed": False},
        ),
        (
            "EEC-1060",
            {"domain": "other", "original_fine": 1, "order_to_correct_served": "2026-09-01", "recheck_found_continuing_on": "2026-09-09"},
            {"allowed": False},
        ),
        ("APL-36", {"act_on": "2024-03-10", "discovered_on": "2026-03-10"}, {"time_barred": False, "manual_review": False}),
        ("APL-36", {"act_on": "2024-03-10", "discovered_on": "2026-03-11"}, {"time_barred": True}),
        ("APL-36", {"act_on": "2021-05-01", "discovered_on": "2026-05-02", "life_health_finance_harm": True}, {"time_barred": True}),
        (
            "APL-36",
            {"act_on": "2022-05-01", "discovered_on": "2026-04-20", "life_health_finance": True, "harm": True},
            {"time_barred": False},
        ),
        ("APL-36(2)", {"act_on": "2010-06-01", "still_continuing": True, "discovered_on": "2026-05-01"}, {"time_barred": False}),
        ("APL-36(2)", {"act_on": "2019-06-01", "continuing_until": "2023-12-01", "discovered_on": "2026-05-01"}, {"time_barred": True}),
        (
            "EEC-1054",
            {"domain": "eco", "act_on": "2026-09-01", "pollution_harm": False, "discovered_on": "2029-01-15"},
            {"time_barred": True},
        ),
        (
            "EEC-1054",
            {"domain": "eco", "act_on": "2026-09-01", "pollution_harm": True, "discovered_on": "2031-09-02"},
            {"time_barred": True},
        ),
        (
            "EEC-1054",
            {"domain": "eco", "act_on": "2020-09-01", "pollution_harm": True, "discovered_on": "2026-09-10"},
            {"time_barred": True},
        ),
        (
            "EEC-1054",
            {"domain": "eco", "act_on": "2026-01-01", "pollution_harm": True, "discovered_on": "2026-09-10"},
            {"time_barred": False},
        ),
        (
            "APL-37",
            {"act_law_range": [5000, 10000], "decision_law_range": [10000, 20000]},
            {"apply_range": [5000, 10000], "apply_version": "old"},
        ),
        ("APL-37", {"act_law_range": [5000, 10000], "decision_law_range": [6000, 9000]}, {"apply_range": None, "manual_review": True}),
        ("APL-37", {"act_law_range": [5000, 10000], "decision_law_range": None}, {"apply_range": [5000, 10000]}),
        (
            "APL-37",
            {"act_law_range": [5000, 10000], "decision_law_range": None, "still_unlawful": False},
            {"apply_range": None, "apply_version": "new"},
        ),
        ("APL-33", {"minor": True, "corrected_timely": False, "harm": "none", "first": True}, {"result": "penalize"}),
        ("APL-33", {"minor": False, "corrected_timely": True, "harm": "serious", "first": True}, {"result": "penalize"}),
        ("APL-33", {"minor": None, "corrected_timely": True, "harm": "none", "first": True}, {"result": None, "manual_review": True}),
        ("APL-33", {"minor": False, "corrected_timely": True, "harm": "slight", "first": None}, {"result": None, "manual_review": True}),
        ("APL-33", {"no_fault_proven": True}, {"result": "must_not_penalize"}),
        ("APL-33(3)", {"result": "not_penalized", "education_record": True}, {"ok": True}),
        ("APL-33(3)", {"result": "penalized", "education_record": False}, {"ok": True}),
        (
            "APL-29",
            {"same_act": True, "norms": [{"law": "A", "fine": [500, 5000]}, {"law": "B", "fine": [1000, 5000]}]},
            {"apply": "B", "range": [1000, 5000], "sum_allowed": False},
        ),
        ("APL-29", {"same_act": False, "norms": [{"law": "A", "fine": [500, 5000]}]}, {"apply": None, "sum_allowed": True}),
        (
            "APL-29",
            {"same_act": None, "norms": [{"law": "A", "fine": [500, 5000]}]},
            {"apply": None, "sum_allowed": None, "manual_review": True},
        ),
        ("APL-29", {"same_act": True, "already_fined": True, "proposed": ["罚款", "警告"]}, {"allowed": False}),
        ("APL-29", {"same_act": None, "already_fined": True, "proposed": ["罚款"]}, {"allowed": None}),
        ("APL-29", {"same_act": True, "already_fined": False, "proposed": ["罚款"]}, {"allowed": True}),
        ("APL-35", {"admin_fine_paid": 60000, "court_fine": 50000}, {"still_payable": 0}),
        ("APL-35", {"admin_fine_imposed": False, "court_fine": 0, "proposed_admin_fine": 5000}, {"allowed": True}),
        ("APL-35", {"admin_fine_imposed": True, "court_fine": 0, "proposed_admin_fine": 5000}, {"allowed": False}),
        ("APL-35", {"admin_fine_imposed": True, "court_fine": 100, "proposed_admin_fine": 0}, {"allowed": True}),
    ],
)
def test_other_facts_are_answered(rule: str, given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = asked(rule, **given)

    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("rule", "given", "sentence"),
    [
        ("APL-30", {"birth": "2012-03-02"}, "缺少字段 act_on（日期）"),
        ("SAMRD-10", {"range": [2, 1]}, "字段 range 应为[下限, 上限]，不能是 [2, 1]"),
        ("SC27-12", {"deviation_from": "nothing"}, None),
        ("APL-36", {"act_on": "2022-05-01", "discovered_on": "2026-04-20", "life_health_finance": True}, "缺少字段 harm（true 或 false）"),
        ("APL-36", {"act_on": "2022-05-01", "discovered_on": "2020-04-20"}, "2020-04-20 施行的规定未持有，不能判断"),
        (
            "APL-36(2)",
            {"act_on": "2022-05-01", "continuing_until": "2022-04-01", "discovered_on": "2026-04-20"},
            "字段 continuing_until 早于 act_on",
        ),
        ("EEC-1060", {"original_fine": 1, "order_to_correct_served": "2026-08-14", "recheck_found_continuing_on": "2026-08-20"}, None),
        ("APL-33", {"corrected_timely": True, "harm": "none", "first": True}, "缺少字段 minor"),
        ("APL-29", {"already_fined": True, "proposed": ["罚款"]}, "缺少字段 same_act（true 或 false）"),
        ("APL-29", {"same_act": True}, "缺少字段 norms 或者 proposed"),
        ("APL-35", {"court_fine": 1}, "缺少字段 admin_fine_paid 或者 proposed_admin_fine"),
    ],
)
def test_what_is_missing_or_mistyped_is_said(rule: str, given: dict[str, Any], sentence: str | None) -> None:
    with pytest.raises(BadCase) as refused:
        asked(rule, **given)

    assert sentence in (None, str(refused.value))
