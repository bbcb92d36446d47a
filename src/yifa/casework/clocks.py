"""期限 — the clocks of casework: which act starts them, which rule reckons them, which act stops them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from yifa.casework import course, facts
from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import ClockStart
from yifa.kernel.calendar import Aside
from yifa.kernel.money import Yuan
from yifa.law.layers import Layer


def _serves(paper: str) -> Any:
    return lambda view, started, act: act.payload["paper"] == paper


def _when_served(paper: str, *, hearing: bool = False) -> Any:
    def dates(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
        if act.payload["paper"] != paper:
            return None
        if hearing:
            notice = next((one for one in reversed(view.acts) if one.kind == "give_notice" and one.seq < act.seq), None)
            if notice is None or not notice.payload.get("hearing_offered"):
                return None
        return {"served_on": facts.service_day(act, layers), "posted": facts.posted(act)}

    return dates


def _all_paid(view: View, act: Act) -> bool:
    """Was the last yuan in when ``act`` was done? Closing ends the term in any case."""
    so_far = Yuan.of_fen(sum(one.payload["amount_fen"] for one in view.all("record_payment") if one.seq <= act.seq))
    due = facts.fine_due(view)
    return act.kind == "close_case" or due is None or so_far >= due


def _when_all_paid(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    return {"ended_on": act.happened_on} if _all_paid(view, act) else None


def _cash(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    return {"collected_on": act.happened_on} if act.payload["channel"] == "当场收缴" else None


def _has_fine(act: Act) -> bool:
    return act.payload.get("fine_fen") is not None


def _set_aside(view: View, act: Act, layers: Sequence[Layer]) -> Sequence[Aside]:
    """Days that a department may leave out of the term of the decision: from the day after the request to the hearing."""
    asked, held = view.last("request_hearing"), view.last("hold_hearing")
    if asked is None or (held is not None and held.happened_on <= asked.happened_on):
        return ()
    last = held.happened_on if held else date.max
    return (Aside(asked.happened_on + timedelta(days=1), last, "听证"),)


def _of_way(way: str) -> Any:
    return lambda view, started, act: act.payload["way"] == way


def _received(way: str) -> Any:
    """Received on the day of the act; only reconsideration knows a simple procedure."""

    def dates(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
        if act.payload["way"] != way:
            return None
        return {"received_on": act.happened_on} | ({"simple": bool(act.payload["simple"])} if way == "行政复议" else {})

    return dates


def _overturned(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    """A decision that stood published when it was overturned."""
    before = replace(view, acts=view.acts[: act.seq])
    if act.payload["outcome"] not in facts.OVERTURNED or not facts.published(before):
        return None
    return {"annulled_on": act.happened_on}


def _reconsidered(view: View, act: Act, layers: Sequence[Layer]) -> dict[str, Any] | None:
    if act.payload["way"] != "行政复议" or act.payload["outcome"] in ("撤销", "撤回申请或者起诉"):
        return None
    return {"served_on": date.fromisoformat(act.payload["served_on"])}


DECISION = ClockStart(
    "decision",
    "作出处罚决定",
    "deadlines.decision",
    lambda view, act, layers: {"filed_on": act.happened_on, "extension": course.extension(view)},
    stopped_by=("decide", "decide_no_penalty", "drop_case"),
    asides=lambda view, act, layers: (*_set_aside(view, act, layers), *course.asides(view, act)),
)
RECUSAL = ClockStart(
    "recusal",
    "决定是否回避",
    "people.recusal_due",
    lambda view, act, layers: {"requested_on": act.happened_on},
    stopped_by=("decide_recusal",),
    stops_when=lambda view, started, act: course.answers_request(view, act),
)
LEGAL_REVIEW = ClockStart(
    "legal_review",
    "法制审核",
    "deadlines.legal_review",
    lambda view, act, layers: {"sent_on": act.happened_on},
    stopped_by=("review_legality", "decide_no_penalty", "drop_case"),
)
STATEMENT = ClockStart(
    "statement",
    "陈述申辩",
    "deadlines.statement",
    _when_served("penalty_notice"),
    stopped_by=("hear_statement", "decide", "decide_no_penalty", "drop_case"),
    party=True,
)
HEARING_REQUEST = ClockStart(
    "hearing_request",
    "申请听证",
    "deadlines.hearing_request",
    _when_served("penalty_notice", hearing=True),
    stopped_by=("request_hearing", "decide", "decide_no_penalty", "drop_case"),
    party=True,
)
HEARING_CALL = ClockStart(
    "hearing_call",
    "发出听证通知",
    "deadlines.hearing_call",
    lambda view, act, layers: {"requested_on": act.happened_on},
    stopped_by=("notify_hearing", "decide_no_penalty", "drop_case"),
)
SERVICE = ClockStart(
    "service",
    "送达处罚决定书",
    "deadlines.service",
    lambda view, act, layers: {"decided_on": act.happened_on},
    stopped_by=("serve",),
    stops_when=_serves("penalty_decision"),
)
PAYMENT = ClockStart(
    "payment",
    "缴纳罚款",
    "deadlines.payment",
    lambda view, act, layers: _when_served("penalty_decision")(view, act, layers) if facts.fine_due(view) else None,
    stopped_by=("record_payment", "close_case"),
    stops_when=lambda view, started, act: _all_paid(view, act),
    party=True,
)
RECONSIDERATION = ClockStart(
    "reconsideration",
    "申请行政复议",
    "deadlines.reconsideration",
    _when_served("penalty_decision"),
    stopped_by=("receive_remedy",),
    stops_when=_of_way("行政复议"),
    party=True,
)
LAWSUIT = ClockStart(
    "lawsuit",
    "提起行政诉讼",
    "deadlines.lawsuit",
    _when_served("penalty_decision"),
    stopped_by=("receive_remedy",),
    party=True,
)
SPOT_REPORT = ClockStart(
    "spot_report",
    "当场处罚备案",
    "deadlines.spot_report",
    lambda view, act, layers: {"decided_on": act.happened_on},
    stopped_by=("report_spot",),
)
SPOT_PAYMENT = ClockStart(
    "payment",
    "缴纳罚款",
    "deadlines.payment",
    lambda view, act, layers: {"served_on": act.happened_on} if _has_fine(act) else None,
    stopped_by=("record_payment", "close_case"),
    stops_when=lambda view, started, act: _all_paid(view, act),
    party=True,
)
SPOT_RECONSIDERATION = ClockStart(
    "reconsideration",
    "申请行政复议",
    "deadlines.reconsideration",
    lambda view, act, layers: {"served_on": act.happened_on},
    stopped_by=("receive_remedy",),
    party=True,
)
CLOSING = ClockStart("closing", "结案", "deadlines.closing", _when_all_paid, stopped_by=("close_case",))
CASH_HANDED_IN = ClockStart("cash_handed_in", "当场收缴的罚款交至机关", "deadlines.cash_handed_in", _cash, stopped_by=("close_case",))
NOT_PENALISED = ClockStart(
    "closing", "结案", "deadlines.closing", lambda view, act, layers: {"ended_on": act.happened_on}, stopped_by=("close_case",)
)
PUBLICATION = ClockStart(
    "publication",
    "公示处罚决定",
    "deadlines.publication",
    lambda view, act, layers: {"decided_on": act.happened_on} if act.payload.get("social_impact") else None,
    stopped_by=("publish_decision",),
)
WITHDRAWAL = ClockStart("withdrawal", "撤回公示", "deadlines.withdrawal", _overturned, stopped_by=("withdraw_publication",))
ANSWER_RECONSIDERATION = ClockStart(
    "reconsideration_answer",
    "提交复议答复",
    "deadlines.reconsideration_answer",
    _received("行政复议"),
    stopped_by=("answer_remedy", "end_remedy"),
    stops_when=_of_way("行政复议"),
)
ANSWER_LAWSUIT = ClockStart(
    "lawsuit_answer",
    "提交答辩状和证据",
    "deadlines.lawsuit_answer",
    _received("行政诉讼"),
    stopped_by=("answer_remedy", "end_remedy"),
    stops_when=_of_way("行政诉讼"),
)
LAWSUIT_AFTER = ClockStart(
    "lawsuit",
    "提起行政诉讼",
    "deadlines.lawsuit_after_reconsideration",
    _reconsidered,
    stopped_by=("receive_remedy",),
    stops_when=_of_way("行政诉讼"),
    party=True,
)
