"""Cases of powers, people, posts, inspection, leads, terms and closing, with other values than any case at hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yifa.server.published import published_calendar, published_overlays
from yifa.server.vectors.frame import BadCase, Context, ask, plain

CONTEXT = Context(date(2026, 3, 2), published_calendar(), published_overlays())

TENURE = {"legal_basis": "规章", "written": True, "published": True, "term": "2026-03-02"}


@pytest.mark.parametrize(
    ("rule", "given", "expect"),
    [
        ("APL-24+38", {"actor": "street", "item_in_published_province_decision": True}, {"valid": True}),
        ("APL-24+38", {"actor": "street", "item_in_published_province_decision": False, "named_by_law": True}, {"valid": True}),
        ("APL-24+38", {"actor": "county_department"}, {"valid": True}),
        ("APL-20", {"actor": "entrusted_org", "acts_in_own_name": False}, {"valid": True}),
        ("APL-20", {"actor": "entrusted_org", "sub_entrusts_to": None}, {"valid": True}),
        ("APL-20", {"actor": "individual"}, {"valid": False}),
        ("APL-20", {"actor": "company", "acts_in_own_name": False}, {"valid": False}),
        ("APL-20", {"actor": "entrusted_org", "entrustment": TENURE}, {"valid": True}),
        ("APL-20", {"actor": "entrusted_org", "entrustment": TENURE | {"term": "2026-03-01"}}, {"valid": False}),
        ("APL-20", {"actor": "entrusted_org", "entrustment": TENURE | {"term": None}}, {"valid": False}),
        ("APL-20", {"actor": "entrusted_org", "entrustment": TENURE | {"written": False}}, {"valid": False}),
        ("APL-20", {"actor": "entrusted_org", "entrustment": TENURE | {"published": False}}, {"valid": False}),
        ("APL-20", {"actor": "entrusted_org", "entrustment": TENURE | {"legal_basis": None}}, {"valid": False}),
        ("APL-20", {"actor": "entrusted_org", "entrustment": TENURE, "acts_in_own_name": True}, {"valid": False}),
        ("APL-18(3)", {"actor": "police", "penalty": "行政拘留"}, {"valid": True}),
        ("APL-18(3)", {"actor": "township", "penalty": "行政拘留"}, {"valid": False}),
        ("APL-18(3)", {"actor": "comprehensive_bureau", "penalty": "罚款"}, {"valid": True}),
        (
            "APL-25",
            {"claims": [{"agency": "A", "filed": "2026-03-05T01:00:00+00:00"}, {"agency": "B", "filed": "2026-03-05T09:00:01+08:00"}]},
            {"jurisdiction": "A", "manual_review": False},
        ),
        (
            "APL-25",
            {"claims": [{"agency": "A", "filed": "2026-03-05T01:00:00Z"}, {"agency": "B", "filed": "2026-03-05T09:00:00+08:00"}]},
            {"jurisdiction": None, "manual_review": True},
        ),
        ("APL-25", {"claims": [{"agency": "A", "filed": None}]}, {"jurisdiction": None, "manual_review": True}),
        ("APL-42", {"officers": [{"cert": "valid"}, {"cert": "valid"}]}, {"allowed": True}),
        ("APL-42", {"officers": [{"cert": "valid"}, {"cert": "valid"}, {"cert": "expired"}]}, {"allowed": True}),
        ("APL-42", {"officers": [{"cert": "valid"}, {"cert": None}]}, {"allowed": False}),
        ("APL-42", {"officers": []}, {"allowed": False}),
        (
            "APL-43",
            {"recusal_requested": True, "recusal_decided": True, "recusal_granted": True},
            {"investigation_may_continue": True, "officer_may_continue": False},
        ),
        ("APL-58(2)", {"reviewer_first_time": False, "legal_professional_qualification": False}, {"reviewer_ok": True}),
        ("APL-58(2)", {"reviewer_first_time": True, "legal_professional_qualification": True}, {"reviewer_ok": True}),
        ("APL-58(2)", {"reviewer_first_time": None, "legal_professional_qualification": False}, {"reviewer_ok": None}),
        ("SC54-cap", {"cap_per_year": 2, "done": [{"type": "日常"}], "new": {"type": "专项"}}, {"allowed": True, "flag": None}),
        (
            "SC54-cap",
            {"cap_per_year": 1, "done": [{"type": "个案", "trigger": "投诉"}], "new": {"type": "日常"}},
            {"allowed": False, "flag": None},
        ),
        (
            "SC54-cap",
            {"cap_per_year": 0, "done": [], "new": {"type": "个案", "trigger": "企业主动申请"}},
            {"allowed": True, "flag": "supervision_if_clearly_excessive"},
        ),
        ("SC54-cap", {"cap_per_year": None, "done": [], "new": {"type": "日常"}}, {"allowed": None}),
        ("SC54-who", {"inspector": "third_party"}, {"allowed": False}),
        ("SC54-who", {"inspector": "certified_officer"}, {"allowed": True}),
        ("SC54-who", {"inspector": "entrusted_org"}, {"allowed": True}),
        ("STAFF-15", {"pool": "行政编制", "assign_to": "行政机构"}, {"allowed": True}),
        ("STAFF-15", {"pool": "周转编制", "assign_to": "事业单位"}, {"allowed": False}),
        ("STAFF-18", {"pool": "行政编制", "from_level": "county", "to_level": "county"}, {"allowed": True, "needs": None}),
        ("STAFF-18", {"pool": "事业编制", "from_level": "city", "to_level": "county"}, {"allowed": None, "needs": None}),
        ("RWD-SAMR", {"level": 3, "fine_and_confiscation": "120000.50"}, {"reward": 1200, "joint_decision_with_finance": False}),
        ("RWD-SAMR", {"level": 1, "fine_and_confiscation": 10_000_000}, {"reward": 500_000, "joint_decision_with_finance": True}),
        ("RWD-SAMR", {"level": 1, "fine_and_confiscation": 1, "reporter": "company"}, {"reward": None}),
        ("RWD-SAFE", {"fine": 100_000}, {"reward": 15_000}),
        ("RWD-SAFE", {"fine": 100_000, "first_reporter": False}, {"reward": None}),
        (
            "LEAD-CHECK",
            {"start": "2026-09-18", "overlay": "AGRI"},
            {"AGRI": "2026-09-29", "AGRI_ext7": "2026-10-14", "TRANS": None, "due": "2026-09-29"},
        ),
        ("LEAD-CHECK", {"start": "2026-12-25"}, {"SAMR": None, "calendar_status": "incomplete"}),
        ("LEAD-CHECK", {"start": "2026-03-02"}, {"due": None, "calendar_status": "official"}),
        ("CLOSE-15", {"act": "transferred", "start": "2026-04-28"}, {"SAMR": "2026-05-21", "AGRI": None}),
        ("SAMR-64", {"overlay": "SAMR", "extensions": [], "start": "2026-01-15"}, {"due": "2026-04-15", "allowed": True}),
        ("SAMR-64", {"overlay": "SAMR", "extensions": [31], "start": "2026-01-15"}, {"due": None, "allowed": False}),
        ("SAMR-64", {"overlay": "SAMR", "extensions": [30, 200], "start": "2026-01-05"}, {"allowed": True, "max_second_extension": None}),
        ("MOHURD-29", {"overlay": "MOHURD", "extensions": [30, 61]}, {"allowed": False, "max_second_extension": 60}),
        ("MOHURD-29", {"overlay": "MOHURD", "extensions": [30, 60, 1]}, {"allowed": False, "max_first_extension": 30}),
        ("MOHURD-29", {"overlay": "AGRI", "extensions": [30, 30]}, {"allowed": None}),
        ("APL-60", {"overlay": None, "extensions": [30], "start": "2026-01-15"}, {"allowed": False, "max_first_extension": None}),
        ("SAMR-64(2)", {"overlay": "TRANS", "excluded_days": 25, "start": "2026-03-02"}, {"nominal": "2026-05-31", "due": "2026-06-01"}),
        ("APL-60", {"act": "case_filed", "start": "2026-12-01"}, {"due": "2027-03-01", "calendar_status": "provisional"}),
    ],
)
def test_answers(rule: str, given: dict[str, Any], expect: dict[str, Any]) -> None:
    found = ask(rule, given, CONTEXT)

    assert {name: plain(found[name]) for name in expect} == expect


@pytest.mark.parametrize(
    ("rule", "given", "words"),
    [
        ("APL-24+38", {"actor": "township"}, "item_in_published_province_decision"),
        ("APL-24+38", {"actor": "moon", "item_in_published_province_decision": True}, "actor"),
        ("APL-20", {"actor": "entrusted_org"}, "acts_in_own_name"),
        ("APL-20", {"actor": "entrusted_org", "entrustment": {"written": True}}, "entrustment.legal_basis"),
        ("APL-20", {"actor": "entrusted_org", "entrustment": {"legal_basis": "规章", "written": True}}, "entrustment.term"),
        ("APL-20", {"actor": "entrusted_org", "entrustment": TENURE | {"term": "9999-12-31"}}, "范围"),
        ("APL-18(3)", {"actor": "police", "penalty": "流放"}, "penalty"),
        ("APL-25", {"claims": [{"agency": "A", "filed": "2026-03-05T01:00:00"}]}, "claims[0].filed"),
        ("APL-42", {"officers": [{"cert": "green"}]}, "officers[0].cert"),
        ("APL-42", {"officers": [{"cert": "valid", "role": "king"}]}, "officers[0].role"),
        ("APL-42", {"officers": [{"cert": "valid", "age": 30}]}, "officers[0].age"),
        ("APL-58(2)", {"legal_professional_qualification": False}, "reviewer_first_time"),
        ("SC54-cap", {"done": [], "new": {"type": "日常"}}, "cap_per_year"),
        ("SC54-cap", {"cap_per_year": 2, "done": [{}], "new": {"type": "日常"}}, "done[0].type"),
        ("RWD-SAMR", {"level": 4, "fine_and_confiscation": 1}, "level"),
        ("RWD-SAMR", {"level": 1, "fine_and_confiscation": -1}, "fine_and_confiscation"),
        ("LEAD-CHECK", {"act": "case_filed", "start": "2026-01-05"}, "act"),
        ("MOHURD-29", {"overlay": "MOHURD"}, "start"),
        ("APL-60", {"start": "9999-12-01"}, "范围"),
        ("SAMR-64(2)", {"overlay": "SAMR", "excluded_days": 10**9, "start": "2026-03-02"}, "范围"),
        ("SAMR-64", {"overlay": "火星", "extensions": [30], "start": "2026-03-02"}, "火星"),
    ],
)
def test_what_is_not_understood_is_told(rule: str, given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadCase) as caught:
        ask(rule, given, CONTEXT)

    assert words in str(caught.value)
