"""立案审批表 — the proposal to file and the head's opinion, on one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, day_text, read_day
from yifa.kernel.dates import legal_date

TITLE = "立案审批表"
INTERNAL = True
NUMBERED = "立"
RANK = 10


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    proposal, proposed = docket.payload("propose_filing"), docket.held("propose_filing")
    approved = docket.held("approve_filing")
    lead = docket.payload("register_lead")
    return docket.common("filing_approval", TITLE) | {
        "source": str(lead.get("source", "")),
        "found_on": day_text(read_day(lead.get("reported_at"))),
        "act_ended_on": day_text(read_day(proposal.get("act_ended_on"))),
        "facts": str(proposal.get("facts", "")),
        "reason": str(proposal.get("reason", "")),
        "officers": docket.officers(proposed) if proposed else [],
        "proposed_by": str(proposed.actor.get("name", "")) if proposed else "",
        "proposed_on": day_text(legal_date(proposed.happened_at)) if proposed else "",
        "opinion": str(approved.payload.get("opinion", "")) if approved else "",
        "approved_by": str(approved.actor.get("name", "")) if approved else "",
        "approved_on": day_text(legal_date(approved.happened_at)) if approved else "",
    }
