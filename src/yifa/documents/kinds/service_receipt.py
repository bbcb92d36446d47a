"""送达回证 — which paper was served on whom, how, where and when, and who signed or refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents import kinds
from yifa.documents.reading import Facts, Reading, day_text, done_on, read_instant, time_text

TITLE = "送达回证"
INTERNAL = False
NUMBERED = None
RANK = 25


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    served = act.payload
    paper = str(served.get("paper", ""))
    return docket.common("service_receipt", TITLE) | {
        "paper": kinds.kinds()[paper].TITLE if paper in kinds.kinds() else paper,
        "paper_number": docket.number_of(paper),
        "mode": str(served.get("mode", "")),
        "done_at": time_text(read_instant(served.get("done_at"))) or time_text(act.happened_at),
        "place": str(served.get("place_text", "")),
        "receiver": str(served.get("receiver", "")),
        "relation": str(served.get("relation", "")),
        "receiver_signed": docket.yes_no(served.get("receiver_signed")),
        "witness": str(served.get("witness", "")),
        "refused_reason": str(served.get("refused_reason", "")),
        "day": day_text(done_on(act)),
        "evidence": "\n".join(act.evidence),
        "officers": docket.officers(act),
    }
