"""现场笔录 — what was seen on the spot, by whom, from when to when, signed at the foot of every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, read_instant, time_text
from yifa.documents.wording import sentence

TITLE = "现场笔录"
INTERNAL = False
NUMBERED = None
RANK = 40


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    check = act.payload
    common = docket.common("onsite_record", TITLE)
    told = (
        [sentence("sentences", "told", body=common["body"]["name"], officers=docket.officers_text(act))]
        if check.get("certificate_shown")
        else []
    )
    if check.get("recusal_told"):
        told.append(sentence("sentences", "recusal"))
    return common | {
        "from_at": time_text(read_instant(check.get("from_at"))),
        "until_at": time_text(read_instant(check.get("until_at"))),
        "place": str(check.get("place_text", "")),
        "officers": docket.officers(act),
        "party_present": str(check.get("party_present") or ""),
        "certificate_shown": docket.yes_no(check.get("certificate_shown")),
        "recusal_told": docket.yes_no(check.get("recusal_told")),
        "told": told,
        "findings": str(check.get("findings", "")),
        "correction_ordered": str(check.get("correction_ordered") or ""),
        "party_view": str(check.get("party_view", "")),
        "note": docket.signatures(check),
    }
