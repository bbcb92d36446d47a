"""Cases of notice, hearing, service, publication and remedies, with other facts than those of the file they were made for."""

from __future__ import annotations

from typing import Any

import pytest

import yifa.server.vectors  # noqa: F401  declares who answers
from tests.server.vectors.asking import asked
from yifa.server.vectors.frame import BadCase


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        ("APL-64(1)", {"start": "2026-03-02"}, {"due": "2026-03-09", "calendar_status": "official"}),
        ("APL-64(1)", {"start": "2026-12-29"}, {"due": None, "calendar_status": "incomplete"}),
        ("APL-64(2)", {"hearing_on": "2026-03-18", "notice_served_on": "2026-03-06"}, {"ok": True, "workdays_between": 7}),
        ("APL-64(2)", {"hearing_on": "2026-03-18", "notice_served_on": "2026-03-09"}, {"ok": False, "workdays_between": 6}),
        ("APL-64(2)", {"hearing_on": "2026-03-18", "notice_served_on": "2026-03-20"}, {"ok": False, "workdays_between": 0}),
        ("APL-64(2)", {"hearing_on": "2026-03-18"}, {"latest_safe": "2026-03-06", "latest_nominal": "2026-03-09"}),
        ("APL-64(2)", {"hearing_on": "2027-03-18"}, {"latest_safe": None, "latest_nominal": None, "calendar_status": "incomplete"}),
        ("APL-64(2)", {"hearing_on": "2027-03-18", "notice_served_on": "2027-02-01"}, {"ok": None}),
        ("SAMRH-5", {"party": "natural_person", "fine": 9999.99}, {"hearing_notice": False, "advise": None}),
        ("SAMRH-5", {"party": "organization", "fine": 100000}, {"hearing_notice": True}),
        ("SAMRH-5", {"party": "natural_person", "fine": 8000, "province_standard": 8000}, {"hearing_notice": True}),
        ("AGRI-59", {"party": "individual", "fine": 10000.01}, {"hearing_notice": True}),
        ("AGRI-59", {"party": "individual", "fine": 10000, "province_standard": 10000}, {"hearing_notice": True}),
        ("AGRI-59", {"party": "organization", "fine": 100000, "overlay": None}, {"hearing_notice": False}),
        ("SH77-4", {"party": "citizen", "fine": 4999.99}, {"hearing_notice": False}),
        ("SH77-4", {"party": "citizen", "fine": 5000}, {"hearing_notice": True}),
        ("GD294-7", {"party": "organization", "fine": 50000, "department_lower_threshold": 50000}, {"hearing_notice": True}),
        ("GD294-7", {"party": "organization", "fine": 49999, "department_lower_threshold": 50000}, {"hearing_notice": False}),
        ("GD294-7", {"party": "citizen", "fine": 4999, "overlay": "SAMR"}, {"hearing_notice": False}),
        (
            "SAMRH-5(4)",
            {"party": "organization", "confiscated_gains": 60000, "confiscated_goods_value": 39999.99},
            {"hearing_notice": False},
        ),
        ("SAMRH-5(4)", {"party": "individual", "confiscated_gains": 9999.99, "confiscated_goods_value": 0.01}, {"hearing_notice": True}),
        ("SAMRH-5(4)", {"party": "individual", "confiscated_gains": 3000, "province_standard": 3000}, {"hearing_notice": True}),
        ("SAMRH-5", {"party": "individual", "fine": 100, "confiscated_gains": 100}, {"hearing_notice": False, "advise": None}),
        ("APL-63", {"penalty": "责令停产停业"}, {"hearing_notice": True}),
        ("APL-63", {"penalty": "吊销营业执照", "party": "organization"}, {"hearing_notice": True}),
        ("APL-63", {"penalties": ["警告", "通报批评"]}, {"hearing_notice": False, "advise": None}),
        ("APL-63", {"penalty": ["限制从业"]}, {"hearing_notice": True}),
        ("APL-58", {"hearing_held": True, "legal_review": "passed"}, {"decision_allowed": True, "legal_review_required_by_law": True}),
        ("APL-58", {"hearing_held": True, "legal_review": False}, {"decision_allowed": False}),
        ("APL-58", {"hearing_held": False, "legal_review": None}, {"decision_allowed": True}),
        ("APL-58", {"hearing_held": False, "complex": True, "legal_review": "not_passed"}, {"decision_allowed": False}),
        ("APL-58", {"hearing_held": True, "major_rights": False}, {"legal_review_required_by_law": False}),
        ("APL-58", {"hearing_requested": True}, {"legal_review_required_by_law": None, "decision_allowed": None}),
        ("APL-58", {"hearing_requested": True, "legal_review": True}, {"legal_review_required_by_law": None, "decision_allowed": True}),
        ("APL-58", {"complex": True}, {"legal_review_required_by_law": True, "decision_allowed": False}),
        ("APL-58", {"hearing_requested": False, "major_public_interest": True}, {"legal_review_required_by_law": True}),
        ("APL-57(2)", {"complex_or_major": True, "collective_discussion": True}, {"decision_allowed": True}),
        ("APL-57(2)", {"complex_or_major": False, "collective_discussion": False}, {"decision_allowed": True}),
        ("APL-57(2)", {"complex_or_major": None, "collective_discussion": False}, {"decision_allowed": None}),
        (
            "STATEMENT-PERIOD",
            {"start": "2026-03-02"},
            {"AGRI": "2026-03-05", "SAMR": "2026-03-09", "MOHURD": "2026-03-09", "due": "2026-03-09"},
        ),
        ("STATEMENT-PERIOD", {"start": "2026-03-02", "overlay": "AGRI"}, {"due": "2026-03-05"}),
        (
            "LEGAL-REVIEW-PERIOD",
            {"start": "2026-03-02"},
            {"MOHURD": "2026-03-16", "AGRI": "2026-03-09", "AGRI_ext15": "2026-03-24", "due": None},
        ),
        (
            "ONSPOT-RECORD",
            {"start": "2026-03-02"},
            {"AGRI": "2026-03-04", "MOHURD": "2026-03-05", "SAMR_archive": "2026-03-11", "TRANS": "2026-03-09"},
        ),
        ("APL-48", {"start": "2026-03-02", "act": "published_decision_changed"}, {"due": "2026-03-05"}),
        ("SC118-6", {"start": "2026-03-02", "act": "inspection_result"}, {"due": "2026-03-30"}),
        ("SC118-6", {"start": "2026-03-02"}, {"due": "2026-03-11"}),
        ("SAMR45-9", {"start": "2026-03-02", "act": "samr_penalty_decision_other_province"}, {"due": "2026-03-16"}),
        ("SAMR45-9", {"start": "2026-03-16", "act": "samr_penalty_info_received_from_other_province"}, {"due": "2026-03-30"}),
        ("ARL-20", {"start": "2026-03-03"}, {"nominal": "2026-05-02", "due": "2026-05-06", "warn_by": "2026-04-30"}),
        ("LIT-46", {"start": "2026-08-31"}, {"nominal": "2027-02-28", "calendar_status": "provisional"}),
        (
            "ARL-23(1)",
            {"decision_type": "ordinary", "remedy_text": ["reconsideration_60d", "lawsuit_6m_direct"]},
            {"ok": True, "error": None},
        ),
        (
            "ARL-23(1)",
            {"decision_type": "onspot", "remedy_text": ["reconsideration_first_60d", "lawsuit_15d_after_reconsideration"]},
            {"ok": True},
        ),
        (
            "ARL-23(1)",
            {"decision_type": "onspot", "remedy_text": ["reconsideration_60d", "lawsuit_15d_after_reconsideration"]},
            {"ok": True},
        ),
        ("ARL-23(1)", {"decision_type": "onspot", "remedy_text": []}, {"ok": False, "error": "reconsideration_first_required"}),
        (
            "ARL-23(1)",
            {"decision_type": "ordinary", "remedy_text": ["reconsideration_30d", "lawsuit_6m"]},
            {"error": "reconsideration_term_wrong"},
        ),
        ("ARL-23(1)", {"decision_type": "ordinary", "remedy_text": ["reconsideration", "lawsuit_3m"]}, {"error": "lawsuit_term_wrong"}),
        ("ARL-23(1)", {"decision_type": "ordinary", "remedy_text": ["lawsuit"]}, {"error": "reconsideration_missing"}),
        ("ARL-23(1)", {"decision_type": "不予公开政府信息", "remedy_text": ["reconsideration_60d", "lawsuit_6m"]}, {"ok": False}),
        ("ARL-22", {"served_via_internet": True, "reconsideration_internet_channel_given": True}, {"ok": True}),
        ("ARL-22", {"served_via_internet": False}, {"ok": True}),
        (
            "ARL-20(3)+JLIT-64",
            {"start": "2025-03-03", "remedy_notice_given": False},
            {"longstop_nominal": "2026-03-03", "calendar_status": "official"},
        ),
        ("ARL-20(3)+JLIT-64", {"start": "2025-03-03", "remedy_notice_given": False, "knew_remedy_on": "2025-05-06"}, {"due": "2025-07-07"}),
        ("ARL-20(3)+JLIT-64", {"start": "2026-03-02", "remedy_notice_given": True}, {"longstop_nominal": None, "due": "2026-05-06"}),
        ("LIT-45", {"start": "2026-09-16"}, {"sue_by": "2026-10-08", "court_enforcement_by": "2027-01-08", "nominal": "2026-10-01"}),
        ("CPL-95", {"posted_on": ["2026-01-20"]}, {"served_on": "2026-02-19", "pay_by": "2026-03-11", "reconsider_by": "2026-04-27"}),
        ("CPL-95", {"posted_on": ["2026-03-10"], "overlay": "TRANS"}, {"served_on": "2026-05-09"}),
        ("AGRI-72", {"posted_on": ["2026-03-11", "2026-03-01"]}, {"served_on": "2026-05-10", "served_on_safe": "2026-05-11"}),
        ("APL-61(2)", {"mode": "fax", "consent": True, "confirmation_signed": True}, {"valid": True}),
        ("APL-61(2)", {"mode": "email", "consent": False, "confirmation_signed": True}, {"valid": False}),
        ("CPL-89", {"mode": "leave_at_residence", "refused": True, "witness": "居委会王某", "video": False}, {"valid": True}),
        ("CPL-89", {"mode": "leave_at_residence", "refused": True, "witness": None, "video": False}, {"valid": False}),
        ("CPL-89", {"mode": "leave_at_residence", "refused": False, "witness": True, "video": True}, {"valid": False}),
        ("CPL-89", {"mode": "leave_elsewhere", "refused": True, "witness": False, "video": True}, {"valid": False}),
        ("APL-61", {"start": "2026-03-02"}, {"due": "2026-03-11"}),
        ("APL-51", {"party": "citizen", "fine": 200}, {"simple_procedure": True}),
        ("APL-51", {"party": "citizen", "penalty": "警告"}, {"simple_procedure": True}),
        ("APL-51", {"party": "citizen", "penalties": ["通报批评"], "fine": 50}, {"simple_procedure": False}),
        ("APL-51", {"party": "个体工商户", "fine": 200.01}, {"simple_procedure": False}),
        ("APL-51", {"party": "organization", "fine": 100, "facts_clear": False}, {"simple_procedure": False}),
        ("APL-51", {"party": "organization", "fine": 0}, {"simple_procedure": False}),
    ],
)
def test_other_facts_are_answered(rule: str, given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = asked(rule, **given)

    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("rule", "given", "sentence"),
    [
        ("APL-64(1)", {}, "缺少字段 start（日期）"),
        ("APL-64(1)", {"start": "2019-01-01"}, "2019-01-01 施行的规定未持有，不能判断"),
        ("APL-64(1)", {"start": "9999-12-31"}, "日期超出可以计算的范围"),
        ("APL-64(2)", {"hearing_on": 20260318}, "字段 hearing_on 应为日期，不能是 20260318"),
        ("SAMRH-5", {"party": "martian", "fine": 1}, None),
        ("SAMRH-5", {"fine": 1}, None),
        ("SAMRH-5", {"party": "citizen"}, "没有写明拟作出的处罚：fine、penalty 或者 confiscated_gains、confiscated_goods_value"),
        ("APL-63", {"penalty": "打手心"}, "不认识处罚种类 打手心"),
        ("APL-63", {"penalty": 7}, "字段 penalty 应为文字的列表，不能是 7"),
        ("APL-58", {"legal_review": "maybe"}, None),
        ("APL-57(2)", {"collective_discussion": False}, "缺少字段 complex_or_major（true 或 false）"),
        ("ARL-23(1)", {"decision_type": "ordinary", "remedy_text": ["reconsideration", "appeal"]}, "不认识救济告知 appeal"),
        ("CPL-95", {"posted_on": []}, "字段 posted_on 没有日期"),
        ("CPL-95", {"posted_on": "2026-03-10"}, "字段 posted_on 应为日期的列表，不能是 '2026-03-10'"),
        ("CPL-89", {"mode": "leave_at_residence"}, "缺少字段 refused（true 或 false）"),
        ("APL-51", {"party": "citizen", "fine": 200.001}, None),
        ("APL-51", {"party": "citizen"}, "没有写明拟作出的处罚：fine 或者 penalty"),
        ("SC118-6", {"start": "2026-03-02", "act": "dance"}, None),
    ],
)
def test_what_is_missing_or_mistyped_is_said(rule: str, given: dict[str, Any], sentence: str | None) -> None:
    with pytest.raises(BadCase) as refused:
        asked(rule, **given)

    assert sentence in (None, str(refused.value))
