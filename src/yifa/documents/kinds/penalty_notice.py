"""行政处罚事先告知书 — what is intended, why, on what basis, and the rights to be heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading
from yifa.documents.wording import sentence

#: 陈述申辩期限: five working days are granted wherever no rule of the domain grants more
STATEMENT_DAYS = "五"

TITLE = "行政处罚事先告知书"
INTERNAL = False
NUMBERED = "罚告"
RANK = 30


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    notice, you = act.payload, docket.you
    return docket.common("penalty_notice", TITLE) | {
        "opening": sentence("penalty_notice", "opening", you=you, cause=docket.cause),
        "facts": str(notice.get("facts", "")),
        "reason": str(notice.get("reason", "")),
        "evidence": docket.evidence(),
        "basis": sentence("penalty_notice", "basis", you=you, violated=docket.violated, penalty=docket.penalty) if docket.item else "",
        "penalties": docket.penalties(notice),
        "statement": sentence("penalty_notice", "statement", you=you, days=STATEMENT_DAYS),
        "hearing": sentence("penalty_notice", "hearing", you=you) if notice.get("hearing_offered") else "",
        "contact": sentence("penalty_notice", "contact", officers=docket.names(), phone=docket.body.phone),
        "address": sentence("penalty_notice", "address", address=docket.body.address),
    }
