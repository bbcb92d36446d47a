"""法制审核表 — what the reviewer checked, found and concluded before a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, day_text
from yifa.documents.wording import words

TITLE = "法制审核表"
INTERNAL = True
NUMBERED = None
RANK = 230


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    review = act.payload
    reported = docket.held("report_investigation")
    return docket.common("legal_review", TITLE) | {
        "officers": docket.officers(reported) if reported else docket.officers(),
        "submitted_on": day_text(docket.happened_on("report_investigation")),
        "penalties": docket.penalties(reported.payload) if reported else [],
        "checks": [{"name": question, "answer": docket.yes_no(review.get(name))} for name, question in words("legal_checks").items()],
        "opinion": str(review.get("opinion", "")),
        "passed": words("legal_passed")["yes" if review["passed"] else "no"] if review.get("passed") is not None else "",
        "reviewer": str(act.actor.get("name", "")),
    }
