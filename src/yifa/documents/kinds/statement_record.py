"""陈述申辩笔录 — what the party said to the notice, or that it was waived, and the opinion after re-checking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, read_instant, time_text

TITLE = "陈述申辩笔录"
INTERNAL = False
NUMBERED = None
RANK = 32


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    said = act.payload
    return docket.common("statement_record", TITLE) | {
        "at": time_text(read_instant(said.get("from_at")) or act.happened_at),
        "place": str(said.get("place_text") or act.place or ""),
        "officers": docket.officers(act),
        "notice_number": docket.number_of("penalty_notice"),
        "mode": str(said.get("mode", "")),
        "content": str(said.get("content", "")),
        "review_opinion": str(said.get("review_opinion", "")),
        "adopted": docket.yes_no(said.get("adopted")) if said.get("review_opinion") else "",
        "note": docket.signatures(said),
    }
