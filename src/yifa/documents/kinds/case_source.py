"""案件来源登记表 — a lead as it was registered; the reporter is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, read_instant, time_text

TITLE = "案件来源登记表"
INTERNAL = True
NUMBERED = None
RANK = 210


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    lead = docket.payload("register_lead")
    registered = docket.held("register_lead") or act
    return docket.common("case_source", TITLE) | {
        "source": str(lead.get("source", "")),
        "reported_at": time_text(read_instant(lead.get("reported_at"))),
        "registered_at": time_text(registered.recorded_at),
        "place": str(lead.get("place_text", "")),
        "reporter": docket.withheld(lead.get("reporter")),
        "reporter_phone": docket.withheld(lead.get("reporter_phone")),
        "summary": str(lead.get("summary", "")),
        "item": docket.item.name if docket.item else "",
        "registrar": str(registered.actor.get("name", "")),
    }
