"""What the acts of criminal transfer say, and their terms. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import ClockStart
from yifa.law.layers import Layer


def required(view: View) -> bool:
    """Does the latest report say that a transfer is due?"""
    report = view.last("report_crime")
    if report is None:
        return False
    said = report.payload
    return bool(said["threshold_met"] or (said["intellectual_property"] and said["reasonable_suspicion"]))


def _since_report(view: View, kind: str) -> Act | None:
    """The latest act of that kind after the latest report."""
    report, act = view.last("report_crime"), view.last(kind)
    return act if report and act and act.seq > report.seq else None


def approved(view: View) -> bool | None:
    """The chief's decision on the latest report, None before it."""
    decision = _since_report(view, "decide_transfer")
    return None if decision is None else decision.payload["decision"] == "批准移送"


def handed_over(view: View) -> bool:
    """Is the case with the police?"""
    return _since_report(view, "hand_to_police") is not None


def result(view: View) -> str | None:
    """What the police made of it last, None so far."""
    told = _since_report(view, "record_police_result")
    return None if told is None else str(told.payload["result"])


def _approved_at(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    return {"approved_at": act.happened_at} if act.payload["decision"] == "批准移送" else None


def _received(wanted: str, fact: str) -> Any:
    def facts(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
        return {fact: date.fromisoformat(act.payload["received_on"])} if act.payload["result"] == wanted else None

    return facts


DECISION = ClockStart(
    "transfer_decision",
    "决定是否移送",
    "deadlines.transfer_decision",
    lambda view, act, layers: {"received_on": act.happened_on},
    stopped_by=("decide_transfer",),
)
HANDOVER = ClockStart("transfer_handover", "移送公安机关", "deadlines.transfer_handover", _approved_at, stopped_by=("hand_to_police",))
EXAMINATION = ClockStart(
    "police_examination",
    "公安机关审查",
    "deadlines.police_examination",
    lambda view, act, layers: {"accepted_on": act.happened_on},
    stopped_by=("record_police_result",),
    party=True,
)
OBJECTION = ClockStart(
    "transfer_objection",
    "对不予立案提出异议",
    "deadlines.transfer_objection",
    _received("不予立案", "refusal_received_on"),
    stopped_by=("object_to_police", "record_police_result", "decide", "drop_case"),
)
EXHIBITS = ClockStart(
    "exhibits", "移交涉案物品", "deadlines.exhibits", _received("立案", "filing_received_on"), stopped_by=("hand_over_exhibits",)
)
