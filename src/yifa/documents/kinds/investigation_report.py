"""调查终结报告 — the course, facts, evidence, nature and what the investigators propose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, day_text, done_on, read_day
from yifa.documents.wording import sentence, words

TITLE = "调查终结报告"
INTERNAL = True
NUMBERED = None
RANK = 220


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    report = act.payload
    return docket.common("investigation_report", TITLE) | {
        "course": _course(docket),
        "facts": str(report.get("facts") or docket.payload("propose_filing").get("facts", "")),
        "evidence": docket.evidence(),
        "evidence_opinion": str(report.get("evidence_opinion", "")),
        "nature": str(report.get("nature", "")),
        "law": sentence("investigation_report", "law", violated=docket.violated, penalty=docket.penalty) if docket.item else "",
        "discretion": str(report.get("discretion", "")),
        "proposes": words("investigation_report")["proposes"],
        "penalties": docket.penalties(report),
        "officers": docket.officers(act),
    }


def _course(docket: Reading) -> str:
    """案件来源及调查经过 — told from the acts themselves."""
    lead = docket.payload("register_lead")
    reported = read_day(lead.get("reported_at")) or docket.happened_on("register_lead")
    found = (
        sentence("investigation_report", "found", day=day_text(reported), source=str(lead.get("source", "")))
        if lead and reported
        else words("investigation_report")["found_unknown"]
    )
    work = []
    for one in docket.seen.all("check_on_spot", "inquire"):
        day = day_text(done_on(one))
        if one.kind == "check_on_spot":
            work.append(sentence("investigation_report", "checked", day=day))
        else:
            work.append(sentence("investigation_report", "inquired", day=day, name=str(one.payload.get("person_name", ""))))
    taken = len(docket.seen.all("take_evidence"))
    if taken:
        work.append(sentence("investigation_report", "took", count=str(taken)))
    filed = day_text(docket.happened_on("approve_filing"))
    return sentence(
        "investigation_report", "course", found=found, filed=filed, work="，".join(work) or words("investigation_report")["nothing"]
    )
