"""当场行政处罚决定书 — the summary procedure's decision, handed over on the spot, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.documents.reading import Facts, Reading, ended
from yifa.documents.remedies import BLANK, remedies_sentence
from yifa.documents.wording import sentence, words

TITLE = "当场行政处罚决定书"
INTERNAL = False
NUMBERED = "当罚"
RANK = 20


#: the way of payment that puts no account into the paper
CASH = "当场收缴"


def facts(view: Any, act: Any, institution: Any, *, secrets: Mapping[str, str] | None = None) -> Facts:
    """Members of the paper, from the docket as it stood at ``act``."""
    docket = Reading(view, act, institution, secrets)
    decision = act.payload
    return docket.common("spot_decision", TITLE) | {
        "place": str(decision.get("place_text") or act.place or ""),
        "at": docket.act_time(),
        "officers": docket.officers(act),
        "facts": str(decision.get("facts", "")),
        "basis": sentence("spot_decision", "basis", violated=docket.violated, penalty=docket.penalty) if docket.item else "",
        "penalties": docket.penalties(decision),
        "told": words("spot_decision")["told"] if decision.get("told_rights") and decision.get("certificate_shown") else "",
        "heard": _heard(decision),
        "correction": _correction(decision),
        "note": docket.signatures(decision),
        "pay": _pay(docket, decision),
        "remedies": remedies_sentence(docket.body, on=docket.day, on_the_spot=True),
    }


def _heard(decision: Mapping[str, Any]) -> str:
    if decision.get("party_view"):
        return sentence("spot_decision", "heard", view=ended(decision["party_view"]))
    return words("spot_decision")["not_heard"] if decision.get("heard") else ""


def _correction(decision: Mapping[str, Any]) -> str:
    if not decision.get("correction"):
        return ""
    return sentence("spot_decision", "correction", correction=ended(decision["correction"]))


def _pay(docket: Reading, decision: Mapping[str, Any]) -> str:
    if not decision.get("fine_fen"):
        return ""
    if decision.get("payment") == CASH:
        return words("spot_decision")["pay_cash"]
    account = sentence("spot_decision", "account", **{name: text or BLANK for name, text in docket.account().items()})
    return sentence("spot_decision", "pay_bank", account=account)
