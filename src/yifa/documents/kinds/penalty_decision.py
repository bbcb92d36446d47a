"""行政处罚决定书 — the six contents the law asks for: who, facts and evidence, kind and basis, how to perform, remedies, body and day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, day_text, done_on, ended
from yifa.documents.remedies import remedies_sentence
from yifa.documents.wording import sentence, words

TITLE = "行政处罚决定书"
INTERNAL = False
NUMBERED = "罚决"
RANK = 20


#: the word of the form for a party that said something
STATED = "提出意见"


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    decision = act.payload
    return docket.common("penalty_decision", TITLE) | {
        "opening": _opening(docket),
        "facts": str(decision.get("facts", "")),
        "evidence": docket.evidence(),
        "told": _told(docket, decision),
        "basis": sentence("penalty_decision", "basis", violated=docket.violated, penalty=docket.penalty) if docket.item else "",
        "discretion": ended(decision.get("discretion")),
        "decides": words("penalty_decision")["decides"],
        "penalties": docket.penalties(decision),
        "correction": _correction(decision),
        "account": docket.account() if decision.get("fine_fen") else None,
        "pay": words("penalty_decision")["pay"] if decision.get("fine_fen") else words("penalty_decision")["other_duty"],
        "surcharge": words("penalty_decision")["surcharge"] if decision.get("fine_fen") and decision.get("surcharge_stated", True) else "",
        "remedies": remedies_sentence(docket.body, on=docket.day, on_the_spot=False),
        "not_suspended": words("penalty_decision")["not_suspended"],
    }


def _correction(decision: Mapping[str, Any]) -> str:
    if not decision.get("correction"):
        return ""
    return sentence("penalty_decision", "correction", correction=ended(decision["correction"]))


def _opening(docket: Reading) -> str:
    reported = docket.happened_on("report_investigation")
    return sentence(
        "penalty_decision",
        "opening_lead",
        filed=day_text(docket.happened_on("approve_filing")),
        cause=docket.cause,
        reported=sentence("penalty_decision", "reported", day=day_text(reported)) if reported else "",
    )


def _told(docket: Reading, decision: Mapping[str, Any]) -> list[str]:
    """告知及陈述、申辩情况 — when the notice was served, what was said, how it was answered."""
    out = []
    notice = docket.payload("give_notice")
    served = next((one for one in reversed(docket.seen.all("serve")) if one.payload.get("paper") == "penalty_notice"), None)
    if served:
        out.append(
            sentence(
                "penalty_decision",
                "notice_served",
                day=day_text(done_on(served)),
                number=docket.number_of("penalty_notice"),
                hearing=words("penalty_decision")["notice_hearing"] if notice.get("hearing_offered") else "",
            )
        )
    said = docket.payload("hear_statement")
    stated = said.get("mode") == STATED
    if said.get("mode"):
        out.append(sentence("penalty_decision", "stated" if stated else "waived", content=ended(said.get("content"))))
    elif served:
        out.append(words("penalty_decision")["none"])
    answer = decision.get("statement_answer") or said.get("review_opinion")
    if answer:
        out.append(sentence("penalty_decision", "answered", opinion=ended(answer)))
    if stated and said.get("adopted") is not None:
        out.append(words("penalty_decision")["adopted" if said["adopted"] else "not_adopted"])
    hearing = docket.held("hold_hearing")
    if hearing:
        out.append(sentence("penalty_decision", "heard", day=day_text(done_on(hearing))))
    if docket.held("discuss_collectively"):
        out.append(words("penalty_decision")["discussed"])
    return ["".join(out)] if out else []
