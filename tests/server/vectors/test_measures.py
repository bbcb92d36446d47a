"""Cases of measures, evidence kept, payment, execution and transfer, with other facts than those of the file they were made for."""

from __future__ import annotations

from typing import Any

import pytest

import yifa.server.vectors  # noqa: F401  declares who answers
from tests.server.vectors.asking import asked
from yifa.server.vectors.frame import BadCase

OFFICIAL = {"calendar_status": "official"}
INCOMPLETE = {"due": None, "nominal": None, "warn_by": None, "calendar_status": "incomplete"}
LATE = {"fine": 10000, "due": "2026-03-17"}
APPLIED = {"reconsideration_applied_on": "2026-03-22"}
SERVED = {**APPLIED, "reconsideration_decision_served_on": "2026-05-20"}
TESTED = {"start": "2026-03-02", "testing": {"from": "2026-03-10", "to": "2026-03-24", "written_notice": True}}
SUBSTITUTE = {"planned_on": "2026-10-12", "demand_served_on": "2026-09-30"}
DEMOLITION = {"public_notice": True, "reconsideration_expired": True, "lawsuit_expired": True}
REMOTE = {"procedure": "ordinary", "fine": 5000, "remote_area": True, "payment_difficult": True, "party_asked": True}


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        ("ACL-25", {"act": "seized", "start": "2026-03-03"}, {"due": "2026-04-02", "warn_by": "2026-04-02", **OFFICIAL}),
        ("ACL-25", {"start": "2026-03-02", "extension_days": 15}, {"due": "2026-04-16", "allowed": True}),
        ("ACL-25", {"start": "2026-03-02", "extension_days": 45}, {"due": "2026-05-01", "allowed": False}),
        ("ACL-25", {"start": "2026-03-02", "extensions": [10, 20]}, {"due": "2026-05-01", "allowed": True}),
        ("ACL-25", {"extensions": [15, 15]}, {"allowed": True}),
        ("ACL-25", {"extensions": [30, 1]}, {"allowed": False}),
        ("ACL-25", {"extensions": [31]}, {"allowed": False}),
        ("ACL-25(3)", TESTED, {"due": "2026-04-16"}),
        ("ACL-25(3)", {**TESTED, "testing": {"from": "2026-03-10", "to": "2026-03-24"}}, {"due": "2026-04-01"}),
        ("ACL-25(3)", {**TESTED, "testing": None}, {"due": "2026-04-01"}),
        ("ACL-25(3)", {**TESTED, "extension_days": 30}, {"due": "2026-05-16", "warn_by": "2026-05-15"}),
        ("ACL-19", {"start_at": "2026-12-31T23:59:00+08:00"}, {"due_at": "2027-01-01T23:59:00+08:00"}),
        ("ACL-31", {"start": "2026-03-02"}, {"due": "2026-03-05"}),
        ("ACL-31", {"start": "2026-12-30"}, INCOMPLETE),
        ("ACL-17", {"act": "freeze", "actor": "entrusted_org"}, {"allowed": False}),
        ("ACL-17", {"act": "fine", "actor": "entrusted_org"}, {"allowed": True}),
        ("ACL-17", {"act": "seal", "actor": "agency"}, {"allowed": True}),
        ("ACL-17", {"act": "seal", "actor": "authorized_org"}, {"allowed": True}),
        ("ACL-17", {"act": "seize", "actor": "auxiliary"}, {"allowed": False}),
        ("ACL-17", {"act": "seize", "actor": "company"}, {"allowed": False}),
        ("ACL-23", {"act": "seal", "target_already_sealed_by": None}, {"allowed": True}),
        ("ACL-23", {"act": "seal", "target_already_sealed_by": "none"}, {"allowed": True}),
        ("ACL-23", {"act": "seal", "target_already_sealed_by": "police"}, {"allowed": False}),
        ("ACL-23", {"act": "seize", "living_necessities": True}, {"allowed": False}),
        ("ACL-23", {"act": "seize", "related_to_case": False}, {"allowed": False}),
        ("APL-56", {"start": "2026-09-24"}, {"due": "2026-10-12", **OFFICIAL}),
        ("APL-56", {"start": "2026-12-22"}, {"due": "2026-12-31", **OFFICIAL}),
        ("APL-56", {"start": "2026-12-23"}, INCOMPLETE),
        ("APL-56", {"approved_by_head": True}, {"allowed": True, "missing": []}),
        ("APL-56", {"approved_by_head": False, "urgent_on_site": True}, {"allowed": False, "missing": ["head_approval"]}),
        ("APL-56", {"approved_by_head": False, "urgent_on_site": True, "overlay": "SAMR"}, {"allowed": True, "missing": []}),
        ("APL-56", {"approved_by_head": False, "overlay": "SAMR"}, {"allowed": False, "missing": ["head_approval"]}),
        ("APL-56", {"approved_by_head": True, "start": "2026-03-02"}, {"allowed": True, "due": "2026-03-11"}),
        ("APL-67", {"start": "2026-03-03"}, {"due": "2026-03-18", "nominal": "2026-03-18", "surcharge_from": "2026-03-19"}),
        (
            "APL-67",
            {"start": "2026-03-06", "overlay": "MOHURD"},
            {"due": "2026-03-23", "nominal": "2026-03-21", "wrong_if_workdays": "2026-03-27"},
        ),
        ("APL-67", {"start": "2026-12-28"}, {"due": "2027-01-12", "calendar_status": "provisional", "wrong_if_workdays": None}),
        ("APL-68", {"procedure": "simple", "fine": 100.01}, {"cash_on_spot": False}),
        ("APL-68", {"procedure": "simple", "fine": 3000, "hard_to_collect_later": True}, {"cash_on_spot": True}),
        ("APL-68", {"procedure": "ordinary", "fine": 50, "hard_to_collect_later": True}, {"cash_on_spot": False}),
        ("APL-69", REMOTE, {"cash_on_spot": True}),
        ("APL-69", {**REMOTE, "procedure": "simple"}, {"cash_on_spot": True}),
        ("APL-69", {**REMOTE, "remote_area": False}, {"cash_on_spot": False}),
        ("APL-69", {**REMOTE, "payment_difficult": None}, {"cash_on_spot": False}),
        ("APL-69", {**REMOTE, "party_asked": False}, {"cash_on_spot": False}),
        ("APL-70", {"cash_on_spot": True, "finance_receipt": True}, {"party_may_refuse": False}),
        ("APL-70", {"cash_on_spot": False, "finance_receipt": False}, {"party_may_refuse": False}),
        ("APL-70", {"finance_receipt": False}, {"party_may_refuse": True}),
        ("APL-71", {"act": "cash_collected", "start": "2026-09-30"}, {"due": "2026-10-09"}),
        ("APL-71", {"start": "2026-12-31"}, INCOMPLETE),
        ("APL-72(1)+ACL-45", {**LATE, "paid": "2026-03-17"}, {"days_late": 0, "surcharge": 0, "total": 10000}),
        ("APL-72(1)+ACL-45", {**LATE, "paid": "2026-03-01"}, {"days_late": 0, "surcharge": 0}),
        ("APL-72(1)+ACL-45", {**LATE, "paid": "2026-03-18"}, {"days_late": 1, "surcharge": 300}),
        ("APL-72(1)+ACL-45", {**LATE, "paid": "2027-03-17"}, {"days_late": 365, "surcharge": 10000}),
        ("APL-73(3)", {**LATE, **SERVED, "paid": "2026-05-25"}, {"days_late": 9, "surcharge": 2700, "total": 12700}),
        ("APL-73(3)", {**LATE, **SERVED, "paid": "2026-05-20"}, {"days_late": 4, "surcharge": 1200}),
        ("APL-73(3)", {**LATE, **APPLIED, "paid": "2026-05-25"}, {"days_late": 4, "surcharge": 1200}),
        ("APL-73(3)", {**LATE, **APPLIED, "paid": "2026-03-20"}, {"days_late": 3, "surcharge": 900}),
        ("APL-73(3)", {**LATE, **SERVED, "paid": "2026-05-25", "outcome": "撤销"}, {"days_late": 0, "surcharge": 0, "total": 0}),
        ("APL-73(3)", {**LATE, **SERVED, "paid": "2026-05-25", "outcome": "确认违法"}, {"days_late": 9}),
        ("FSR-7+ACL-45", {"decision_states_surcharge": True, "surcharge_standard_told": True}, {"surcharge_allowed": True}),
        ("FSR-7+ACL-45", {"decision_states_surcharge": False, "surcharge_standard_told": True}, {"surcharge_allowed": False}),
        ("FSR-7+ACL-45", {"decision_states_surcharge": True, "surcharge_standard_told": False}, {"surcharge_allowed": False}),
        (
            "ACL-46",
            {"due": "2026-03-18", "has_own_enforcement_power": True, "demanded": True},
            {"self_enforcement_from": "2026-04-18", "allowed": True},
        ),
        ("ACL-46", {"due": "2026-03-18", "has_own_enforcement_power": False, "demanded": True}, {"self_enforcement_from": None}),
        ("ACL-46", {"due": "2026-03-18", "has_own_enforcement_power": True, "demanded": False}, {"self_enforcement_from": None}),
        ("ACL-43", {"act": "compulsory_execution", "at": "2026-10-20T21:59:59+08:00"}, {"allowed": True, "reason": None}),
        ("ACL-43", {"at": "2026-10-20T22:00:00+08:00"}, {"allowed": False, "reason": "night"}),
        ("ACL-43", {"at": "2026-10-20T05:59:00+08:00"}, {"allowed": False, "reason": "night"}),
        ("ACL-43", {"at": "2026-10-20T06:00:00+08:00"}, {"allowed": True}),
        ("ACL-43", {"at": "2026-10-20T23:00:00+08:00", "urgent": True}, {"allowed": True}),
        ("ACL-43", {"at": "2026-10-01T10:00:00+08:00", "urgent": True}, {"allowed": True}),
        ("ACL-43", {"at": "2026-10-24T10:00:00+08:00"}, {"allowed": True, "reason": None, "warning": "weekend"}),
        ("ACL-43", {"at": "2026-10-24T23:00:00+08:00"}, {"allowed": False, "reason": "night"}),
        ("ACL-43", {"at": "2026-10-09T16:30:00Z"}, {"allowed": False, "reason": "night"}),
        ("ACL-43", {"at": "2027-02-10T10:00:00+08:00"}, {"allowed": None, "calendar_status": "incomplete"}),
        ("ACL-43", {"at": "2027-02-10T23:00:00+08:00"}, {"allowed": False, "reason": "night"}),
        ("ACL-43", {"act": "seal", "at": "2026-10-06T10:00:00+08:00"}, {"allowed": True}),
        ("ACL-43(2)", {"act": "cut_gas_to_residence", "purpose": "force_compliance", "urgent": False}, {"allowed": False}),
        ("ACL-43(2)", {"act": "cut_power_to_factory", "purpose": "force_compliance"}, {"allowed": True}),
        ("ACL-43(2)", {"act": "cut_water_to_residence", "purpose": "safety"}, {"allowed": True}),
        ("ACL-43(2)", {"act": "auction"}, {"allowed": True}),
        ("ACL-44", {**DEMOLITION, "sued": False}, {"allowed": True}),
        ("ACL-44", {**DEMOLITION, "sued": True}, {"allowed": False}),
        ("ACL-44", {**DEMOLITION, "public_notice": False}, {"allowed": False}),
        ("ACL-44", {**DEMOLITION, "reconsideration_expired": False}, {"allowed": False}),
        ("ACL-51", SUBSTITUTE, {"allowed": True, **OFFICIAL}),
        ("ACL-51", {**SUBSTITUTE, "demand_served_on": "2026-10-08"}, {"allowed": False}),
        ("ACL-51", {**SUBSTITUTE, "demand_served_on": None}, {"allowed": False}),
        ("ACL-51", {**SUBSTITUTE, "harm": None}, {"allowed": False}),
        ("ACL-51", {**SUBSTITUTE, "harm": "pollution"}, {"allowed": True}),
        ("ACL-51", {**SUBSTITUTE, "decision_served": False}, {"allowed": False}),
        ("ACL-51", {**SUBSTITUTE, "still_unperformed": False}, {"allowed": False}),
        ("ACL-54", {"start": "2026-03-02"}, {"due": "2026-03-16", "apply_from": "2026-03-17"}),
        ("ACL-54", {"start": "2026-12-25"}, {**INCOMPLETE, "apply_from": None}),
        ("ACL-53+JLIT-156", {"start": "2025-03-31"}, {"lawsuit_expires": "2025-09-30", "court_application_by": "2025-12-30"}),
        ("ACL-53+JLIT-156", {"start": "2025-04-01"}, {"lawsuit_expires": "2025-10-09", "court_application_by": "2026-01-09"}),
        ("ACL-53+JLIT-156", {"start": "2025-04-01", "remedy_used": True}, {"lawsuit_expires": None, "court_application_by": None}),
        ("ACL-53+JLIT-156", {"start": "2026-09-01"}, {"court_application_by": "2027-06-01", "calendar_status": "provisional"}),
        (
            "APL-72(2)",
            {"instalments_approved_until": "2025-11-30", "decision_received": "2025-06-03"},
            {"court_application_by": "2026-02-28"},
        ),
        ("APL-72(2)", {"instalments_approved_until": "2026-06-30"}, {"court_application_by": "2026-09-30"}),
        ("TR-5", {"act": "transfer_report_received_by_chief", "start": "2026-03-02"}, {"due": "2026-03-05", "warn_by": "2026-03-05"}),
        ("TR-5", {"act": "transfer_approved", "start_at": "2026-04-30T09:00:00+08:00"}, {"due_at": "2026-05-01T09:00:00+08:00"}),
        ("TR-9", {"start": "2026-03-02"}, {"due": "2026-03-05"}),
        ("TR-12", {"start": "2026-03-05"}, {"due": "2026-03-08", "warn_by": "2026-03-06"}),
        ("TR-11", {"act": "close_case_with_penalty_instead_of_transfer", "criminal_threshold_met": False}, {"allowed": True}),
        ("TR-11", {"criminal_threshold_met": None}, {"allowed": None}),
        ("TR-11", {"act": "transfer_to_police", "criminal_threshold_met": True}, {"allowed": True}),
    ],
)
def test_other_facts_are_answered(rule: str, given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = asked(rule, **given)

    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("rule", "given", "says"),
    [
        ("ACL-25", {"act": "sealed"}, "缺少字段 start"),
        ("ACL-25", {"start": "2026-02-30"}, "字段 start 应为日期"),
        ("ACL-25", {"start": "2026-03-02", "extension_days": -1}, "字段 extension_days 应为不小于零的整数"),
        ("ACL-25(3)", {**TESTED, "testing": {"from": "2026-03-24", "to": "2026-03-10"}}, "testing.to 早于 testing.from"),
        ("ACL-25(3)", {**TESTED, "testing": {"from": "2026-03-24"}}, "缺少字段 testing.to"),
        ("ACL-19", {"start_at": "2026-03-06T17:30:00"}, "字段 start_at 应为带时区的时刻"),
        ("ACL-17", {"act": "seal", "actor": "nobody"}, "字段 actor 应为"),
        ("APL-56", {"act": "evidence_preservation"}, "approved_by_head"),
        ("APL-56", {"approved_by_head": "no"}, "字段 approved_by_head 应为true 或 false"),
        ("APL-67", {"start": "9999-12-16"}, "日期超出"),
        ("APL-68", {"procedure": "simple"}, "缺少字段 fine"),
        ("APL-68", {"procedure": "simple", "fine": 1.005}, "字段 fine 应为"),
        ("APL-72(1)+ACL-45", LATE, "缺少字段 paid"),
        ("APL-73(3)", {**LATE, "paid": "2026-05-25", "outcome": "不知道"}, "字段 outcome 应为"),
        (
            "APL-73(3)",
            {**LATE, **APPLIED, "paid": "2026-05-25", "reconsideration_decision_served_on": "2026-03-01"},
            "早于 reconsideration_applied_on",
        ),
        ("ACL-46", {"due": "9999-12-31", "has_own_enforcement_power": True, "demanded": True}, "日期超出"),
        ("ACL-43", {"at": "2026-10-20"}, "字段 at 应为带时区的时刻"),
        ("ACL-51", {**SUBSTITUTE, "harm": "noise"}, "字段 harm 应为"),
        ("ACL-54", {"start": "2011-03-02"}, "未持有"),
        ("TR-5", {"act": "transfer_approved"}, "缺少字段 start_at"),
        ("TR-5", {"act": "transfer_approved", "start": "2026-03-06"}, "缺少字段 start_at"),
        ("TR-5", {}, "缺少字段 start（日期）"),
        ("TR-5", {"act": "transfer_refused", "start": "2026-03-06"}, "字段 act 应为"),
        ("ACL-17", {"act": "dance", "actor": "entrusted_org"}, "字段 act 应为"),
        ("ACL-25", {"start": "2026-03-02", "testing": {"from": "2026-03-10", "to": "2026-03-24", "told": True}}, "testing.told"),
        ("TR-11", {"criminal_threshold_met": 1}, "字段 criminal_threshold_met 应为true 或 false"),
    ],
)
def test_what_is_missing_or_mistyped_is_said(rule: str, given: dict[str, Any], says: str) -> None:
    with pytest.raises(BadCase, match=says):
        asked(rule, **given)
