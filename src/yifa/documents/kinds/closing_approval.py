"""结案审批表 — how it ended, how the decision was carried out, and the opinions to close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, day_text, money_figures, read_day
from yifa.documents.wording import word

TITLE = "结案审批表"
INTERNAL = True
NUMBERED = None
RANK = 240


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    closed = docket.seen.last("close_case")
    closing = closed.payload if closed else {}
    approved = docket.seen.last("approve_closing")
    decided = docket.seen.last("decide", "punish_on_spot")
    return docket.common("closing_approval", TITLE) | {
        "filed_on": day_text(docket.happened_on("approve_filing")),
        "decision_number": docket.number_of("penalty_decision") or docket.number_of("spot_decision"),
        "decided_on": day_text(docket.happened_on("decide", "punish_on_spot")),
        "penalties": docket.penalties(decided.payload) if decided else [],
        "procedure": word("procedure", getattr(act, "procedure", "")),
        "outcome": word("outcome", closing.get("outcome")),
        "execution": str(closing.get("execution", "")),
        "payments": [
            {
                "day": day_text(read_day(one.payload.get("paid_on"))),
                "amount": money_figures(int(one.payload["amount_fen"])) if one.payload.get("amount_fen") is not None else "",
                "channel": word("channel", one.payload.get("channel")),
                "receipt_no": str(one.payload.get("receipt_no", "")),
            }
            for one in docket.seen.all("record_payment")
        ],
        "reply": str(closing.get("reply", "")),
        "reply_to": docket.private(closing.get("reply_to")),
        "officers": docket.officers(),
        "closed_by": str(closed.actor.get("name", "")) if closed else "",
        "closed_on": day_text(docket.happened_on("close_case")),
        "opinion": str(approved.payload.get("opinion", "")) if approved else "",
        "approved_by": str(approved.actor.get("name", "")) if approved else "",
        "approved_on": day_text(docket.happened_on("approve_closing")),
    }
