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
    closed = docket.held("close_case", "drop_case")
    closing = closed.payload if closed else {}
    decided = docket.held("decide", "punish_on_spot")
    return docket.common("closing_approval", TITLE) | {
        "filed_on": day_text(docket.happened_on("approve_filing")),
        "decision_number": docket.number_of("penalty_decision") or docket.number_of("spot_decision"),
        "decided_on": day_text(docket.happened_on("decide", "punish_on_spot")),
        "penalties": docket.penalties(decided.payload) if decided else [],
        "procedure": word("procedure", getattr(act, "procedure", "")),
        "outcome": str(closing.get("outcome") or closing.get("ground") or ""),
        "execution": str(closing.get("execution") or closing.get("reason") or ""),
        "other_ended": str(closing.get("other_ended", "")),
        "payments": [
            {
                "day": day_text(read_day(one.payload.get("paid_on"))),
                "amount": money_figures(int(one.payload["amount_fen"])) if one.payload.get("amount_fen") is not None else "",
                "channel": str(one.payload.get("channel", "")),
                "receipt_no": str(one.payload.get("receipt_no", "")),
            }
            for one in docket.seen.all("record_payment")
        ],
        "reply": str(closing.get("reply", "")),
        "officers": docket.officers(),
        "approved_by": str(closed.actor.get("name", "")) if closed else "",
        "approved_on": day_text(docket.happened_on("close_case", "drop_case")),
        "opinion": str(closing.get("opinion", "")),
    }
