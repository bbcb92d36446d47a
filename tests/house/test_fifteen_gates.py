"""The fifteen automatic refusals of a penalty case: each is asked of the act it guards, by a rule with its article."""

from __future__ import annotations

import pytest

from yifa.docket.core.procedure import PROCEDURES
from yifa.law.rule import rule_versions
from yifa.server.procedures import declare_procedures

declare_procedures()

#: gate -> (procedure, act, rule)
GATES = {
    "1 power on that day and place": [
        ("penalty_ordinary", act, "authority.competent") for act in ("approve_filing", "decide", "seal_property")
    ],
    "2 two certified handlers, none recused": [("penalty_ordinary", "report_investigation", "people.recusal")],
    "3 handler, reviewer, chair and head are different people": [
        ("penalty_ordinary", "review_legality", "people.reviewer_apart"),
        ("penalty_ordinary", "hold_hearing", "notice.hearing_chair"),
        ("penalty_ordinary", "decide", "people.head_apart"),
    ],
    "4 evidence of devices": [("penalty_ordinary", "take_evidence", "evidence.camera_reviewed")],
    "5 notice, statement, never heavier": [
        ("penalty_ordinary", "decide", rule)
        for rule in ("notice.served", "notice.statement_over", "notice.statement_reviewed", "notice.not_heavier", "notice.unchanged")
    ],
    "6 hearing": [("penalty_ordinary", "give_notice", "notice.hearing"), ("penalty_ordinary", "decide", "notice.hearing_done")],
    "7 legal review, first reviewers qualified": [
        ("penalty_ordinary", "decide", "decision.review_passed"),
        ("penalty_ordinary", "review_legality", "people.first_reviewer_qualified"),
    ],
    "8 collective discussion": [("penalty_ordinary", "decide", "decision.collective")],
    "9 one fine for one act": [("penalty_ordinary", "decide", "substance.one_fine")],
    "10 the older law, or the newer lighter one": [("penalty_ordinary", "decide", "substance.version_applied")],
    "11 minors, capacity, no penalty with education": [
        ("penalty_ordinary", "decide", "substance.punishable"),
        ("penalty_ordinary", "decide_no_penalty", "substance.education"),
    ],
    "12 crime is transferred, not fined": [
        ("penalty_ordinary", "decide", "transfer.not_replaced"),
        ("penalty_ordinary", "close_case", "transfer.not_replaced"),
    ],
    "13 seizure within scope and time": [
        ("penalty_ordinary", "seal_property", rule) for rule in ("measure.basis", "measure.approved", "measure.steps", "measure.scope")
    ]
    + [("penalty_ordinary", "extend_sealing", "measure.sealing_extension"), ("penalty_ordinary", "close_case", "measure.none_left")],
    "14 contents of the decision": [("penalty_ordinary", "decide", "decision.contents")],
    "15 officers collect no money": [
        (procedure, "record_payment", "payment.not_collected_by_officers") for procedure in ("penalty_ordinary", "penalty_summary")
    ],
}


@pytest.mark.parametrize("gate", list(GATES))
def test_gate_is_asked(gate: str) -> None:
    for procedure, act, rule in GATES[gate]:
        kind = PROCEDURES[procedure].kinds[act]
        asked = [one.rule for one in (*PROCEDURES[procedure].always, *kind.needs)]
        assert rule in asked, f"{act} does not ask {rule}"
        assert all(version.cites for version in rule_versions(rule)) and list(rule_versions(rule))


def test_acts_of_the_inquiry_take_two_officers() -> None:
    acts = ("take_evidence", "inquire", "report_investigation", "give_notice", "serve", "seal_property", "preserve_evidence", "demand")

    assert {PROCEDURES["penalty_ordinary"].kinds[act].officers for act in acts} == {2}
