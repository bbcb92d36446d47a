"""What the acts on things kept, sealed and seized say, and their terms. Pure: a view in, plain values out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yifa.casework import course
from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import ClockStart
from yifa.kernel.calendar import Aside
from yifa.kernel.dates import Days
from yifa.law.layers import Layer

#: the measures a head approves, and the acts that take them
KEEPING = "先行登记保存"
TAKEN_BY = {"preserve_evidence": (KEEPING,), "seal_property": ("查封", "扣押")}


def measure_of(act: Act) -> str:
    """Which measure an act took: kept, sealed or seized."""
    return KEEPING if act.kind == "preserve_evidence" else str(act.payload["measure"])


def _approvals(view: View, measure: str) -> tuple[bool | None, Act | None, bool | None]:
    """The approval not yet used; the taking that was not approved beforehand, and what the head said of it afterwards."""
    unused: bool | None = None
    urgent: Act | None = None
    said: bool | None = None
    for act in view.all("approve_measure", *TAKEN_BY):
        if act.kind == "approve_measure":
            if act.payload["measure"] != measure:
                continue
            approved = act.payload["approval"] == "批准"
            if urgent is not None and said is None:
                said = approved
            else:
                unused = approved
        elif measure_of(act) == measure:
            urgent, said = (act, None) if unused is None else (None, None)
            unused = None
    return unused, urgent, said


def approval(view: View, measure: str) -> bool | None:
    """What the head said to the measure that is to be taken; None where not asked."""
    return _approvals(view, measure)[0]


def urgent(view: View) -> tuple[Act, bool | None] | None:
    """What was sealed or seized in urgency and still stands: the act, and what the head said of it."""
    for measure in TAKEN_BY["seal_property"]:
        _, act, said = _approvals(view, measure)
        if act is not None and act in sealed(view):
            return act, said
    return None


def kept(view: View) -> Sequence[Act]:
    """Things kept by 先行登记保存 of which nobody decided yet."""
    return _standing(view, "preserve_evidence", "decide_preserved")


def sealed(view: View) -> Sequence[Act]:
    """Things sealed or seized of which nobody decided yet."""
    return _standing(view, "seal_property", "dispose_sealed")


def _standing(view: View, taking: str, ending: str) -> Sequence[Act]:
    """What was taken since the last decision on all of it."""
    ended = view.last(ending)
    return [act for act in view.all(taking) if ended is None or act.seq > ended.seq]


def extensions(view: View, sealing: Act) -> tuple[Days, ...]:
    """What was granted for this sealing, in order."""
    later = (act for act in view.all("extend_sealing", "dispose_sealed") if act.seq > sealing.seq)
    found = []
    for act in later:
        if act.kind == "dispose_sealed":
            break
        found.append(Days(act.payload["extended_by"]))
    return tuple(found)


def tests(view: View, sealing: Act) -> tuple[Aside, ...]:
    """Tests of things that were told in writing: these days the term does not count."""
    return tuple(one for one in course.asides(view, sealing) if one.why == course.TEST)


def _sealing(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any]:
    return {"started_on": act.happened_on, "extension": Days(sum(days.n for days in extensions(view, act)))}


def _taken_in_urgency(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    """A measure that nobody had approved when it was taken."""
    before = View(view.id, view.number, view.body, view.place, view.acts[: act.seq - 1])
    return {"taken_at": act.happened_at} if approval(before, measure_of(act)) is None else None


PRESERVATION = ClockStart(
    "preservation",
    "处理登记保存物品",
    "deadlines.evidence_preservation",
    lambda view, act, layers: {"taken_on": act.happened_on},
    stopped_by=("decide_preserved",),
)
SEALING = ClockStart(
    "sealing",
    "查封扣押期限",
    "deadlines.sealing",
    _sealing,
    stopped_by=("dispose_sealed",),
    asides=lambda view, act, layers: tests(view, act),
)
URGENT_REPORT = ClockStart(
    "urgent_report",
    "紧急措施补办批准",
    "deadlines.urgent_report",
    _taken_in_urgency,
    stopped_by=("approve_measure", "dispose_sealed"),
    stops_when=lambda view, started, act: act.kind == "dispose_sealed" or act.payload["measure"] != KEEPING,
)
