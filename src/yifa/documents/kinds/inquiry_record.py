"""询问笔录 — questions and answers, rights told first, signed at the foot of every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, read_instant, time_text
from yifa.documents.wording import sentence

TITLE = "询问笔录"
INTERNAL = False
NUMBERED = None
RANK = 41


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    inquiry = act.payload
    common = docket.common("inquiry_record", TITLE)
    told = (
        [sentence("sentences", "told", body=common["body"]["name"], officers=docket.officers_text(act))]
        if inquiry.get("certificate_shown")
        else []
    )
    if inquiry.get("recusal_told"):
        told.append(sentence("sentences", "recusal"))
        told.append(sentence("sentences", "truth"))
    return common | {
        "from_at": time_text(read_instant(inquiry.get("from_at"))),
        "until_at": time_text(read_instant(inquiry.get("until_at"))),
        "place": str(inquiry.get("place_text", "")),
        "officers": docket.officers(act),
        "person_name": str(inquiry.get("person_name", "")),
        "person_relation": str(inquiry.get("person_relation", "")),
        "person_id_no": docket.private(inquiry.get("person_id_no")),
        "person_phone": docket.private(inquiry.get("person_phone")),
        "person_address": str(inquiry.get("person_address", "")),
        "told": told,
        "questions": [{"q": str(one.get("q", "")), "a": str(one.get("a", ""))} for one in inquiry.get("questions") or []],
        "note": docket.signatures(inquiry),
    }
