"""案卷封面 — the cover of the file: which case, whose, from when to when, how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, day_text
from yifa.documents.wording import word, words

TITLE = "案卷封面"
INTERNAL = True
NUMBERED = None
RANK = 0


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    closing, archived = docket.payload("close_case", "drop_case"), docket.payload("archive_case")
    decided = docket.held("decide", "punish_on_spot")
    return docket.common("file_cover", TITLE) | {
        "file_title": words("file")["lead" if getattr(act, "procedure", "") == "lead" else "penalty"],
        "procedure": word("procedure", getattr(act, "procedure", "")),
        "filed_on": day_text(docket.happened_on("approve_filing")),
        "decided_on": day_text(docket.happened_on("decide", "punish_on_spot")),
        "closed_on": day_text(docket.happened_on("close_case", "drop_case")),
        "archived_on": day_text(docket.happened_on("archive_case")),
        "outcome": "；".join(docket.penalties(decided.payload)) if decided else str(closing.get("outcome") or closing.get("ground") or ""),
        "decision_number": docket.number_of("penalty_decision") or docket.number_of("spot_decision"),
        "keeper": str(archived.get("keeper", "")),
        "retention": str(archived.get("retention", "")),
    }
