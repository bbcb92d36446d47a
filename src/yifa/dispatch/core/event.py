"""事件 — where a reported event stands, folded from the acts of its docket alone: its state, its stamps, who was sent."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from yifa.dispatch.core.whistles import whistles_of
from yifa.docket.core.act import Act, View, instant

#: the states in their order; an event of another docket it was merged into is closed with that one
WAITING, FILED, ORDERED, TAKEN, ARRIVED, HANDLED, VERIFIED, CLOSED = (
    "待立案",
    "待派遣",
    "已派遣",
    "已接单",
    "已到场",
    "待核查",
    "待结案",
    "已结案",
)
HUNG, DECLINED, MERGED, CASE = "挂账", "不予立案", "已并案", "已立案查处"
#: nobody has to do anything about these any more
DONE: Final = frozenset({CLOSED, DECLINED, MERGED, CASE})
STATES: Final = (WAITING, FILED, ORDERED, TAKEN, ARRIVED, HANDLED, VERIFIED, HUNG, CASE, CLOSED, DECLINED, MERGED)


@dataclass(frozen=True, slots=True)
class Event:
    """One event; the members are the columns of ``dispatch_event``. Instants None: not yet."""

    number: str
    body: str
    place: str
    state: str
    source: str
    #: number the reporter was told
    report: str
    summary: str
    place_text: str
    grid: str
    longitude: Decimal | None
    latitude: Decimal | None
    event_kind: str
    kind_name: str
    recorded: bool
    #: 信息上传
    uploaded_at: datetime
    filed_at: datetime | None
    #: 指令下达: the order that stands
    ordered_at: datetime | None
    #: the first order ever given
    first_ordered_at: datetime | None
    taken_at: datetime | None
    arrived_at: datetime | None
    #: 现场处理
    handled_at: datetime | None
    verified_at: datetime | None
    #: 反馈处理完毕: the source was answered after the work on the spot, or the event was closed where nobody waits
    fed_back_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    hung_at: datetime | None
    extensions: int
    team: str
    officers: tuple[str, ...]
    assisting: tuple[str, ...]
    equipment: tuple[str, ...]
    #: how many reports tell of it
    voices: int
    merged_into: str
    escalated_at: datetime | None
    #: whistles that were blown and are not answered to the end
    whistles: int
    seq: int
    touched_at: datetime


#: acts that set until when
_LIMITING: Final = ("file_event", "extend_limit", "resume_event")
COLUMNS: Final = tuple(member.name for member in fields(Event))


def event_of(view: View) -> Event | None:
    """The event of a docket that began with a report; None of any other."""
    first = view.acts[0] if view.acts else None
    if first is None or first.kind != "register_lead":
        return None
    filed, order = view.last("file_event"), view.last("give_order")
    since = order.seq if order else 0
    # an order stands until it is given back, its work is found wanting, or the event is set aside
    dropped = _dropped(view, since)
    stands = order if order and not dropped else None
    handled = view.last("handle_event")
    verified = view.last("verify_event")
    closing = view.last("close_event")
    declined, merged = view.first("decline_filing", "refer_lead"), view.first("merge_event")
    case = view.first("approve_filing", "punish_on_spot")
    hung, resumed = view.last("hang_event"), view.last("resume_event")
    hangs = hung is not None and (resumed is None or resumed.seq < hung.seq)
    taken = _after(view, since, "take_order") if stands else None
    arrived = _after(view, since, "arrive") if stands else None
    done = handled if handled and handled.seq > since and not dropped else None
    settled = verified if verified and done and verified.seq > done.seq and verified.payload["settled"] else None
    ended = closing or declined or merged
    # a word to the source before the work on the spot (or before it must be done again) is a word in between, no end of the loop
    answered = _answer(view, done.seq if done else 0) if done or ended or case else None
    fed_back = answered or ended
    # what ends it, then what stops it, then how far it has come
    reached = {CLOSED: closing, DECLINED: declined, MERGED: merged, CASE: case, HUNG: hangs, VERIFIED: settled}
    reached |= {HANDLED: done, ARRIVED: arrived, TAKEN: taken, ORDERED: stands, FILED: filed}
    state = next((name for name, by in reached.items() if by), WAITING)
    limit = next((act for act in reversed(view.acts) if act.kind in _LIMITING and act.payload.get("due_at")), None)
    said = filed.payload if filed else {}
    sent = stands.payload if stands else {}
    return Event(
        number=view.number,
        body=view.body,
        place=view.place,
        state=state,
        source=str(first.payload["source"]),
        report=str(first.payload.get("report", "")),
        summary=str(first.payload["summary"])[:400],
        place_text=str(first.payload["place_text"]),
        grid=str(first.payload.get("grid", "")),
        longitude=_degrees(first.payload.get("longitude")),
        latitude=_degrees(first.payload.get("latitude")),
        event_kind=str(said.get("event_kind") or first.payload.get("event_kind", "")),
        kind_name=str(said.get("kind_name", "")),
        recorded=bool(said.get("recorded", False)),
        uploaded_at=instant(first.payload["reported_at"]),
        filed_at=_at(filed),
        ordered_at=_at(stands),
        first_ordered_at=_at(view.first("give_order")),
        taken_at=_at(taken),
        arrived_at=_at(arrived),
        handled_at=_at(done),
        verified_at=_at(settled),
        fed_back_at=_at(fed_back),
        closed_at=_at(ended),
        due_at=_instant(limit.payload["due_at"]) if limit else None,
        hung_at=_at(hung) if hangs else None,
        extensions=len(view.all("extend_limit")),
        team=str(sent.get("team", "")),
        officers=tuple(sent.get("officers", ())),
        assisting=tuple(sent.get("assisting", ())),
        equipment=tuple(sent.get("equipment", ())),
        voices=1 + len(view.all("join_report")),
        merged_into=str(merged.payload["into"]) if merged else "",
        escalated_at=_at(view.last("escalate_event")),
        whistles=_open_whistles(view),
        seq=view.acts[-1].seq,
        touched_at=view.acts[-1].recorded_at,
    )


def row_of(view: View) -> tuple[Any, ...] | None:
    """The event as its row holds it."""
    event = event_of(view)
    if event is None:
        return None
    return tuple(list(value) if isinstance(value := getattr(event, name), tuple) else value for name in COLUMNS)


def _dropped(view: View, since: int) -> bool:
    """Is the order given at ``since`` over without being settled?"""
    return any(
        act.kind in ("return_order", "hang_event") or (act.kind == "verify_event" and not act.payload["settled"])
        for act in view.acts
        if act.seq > since
    )


def _answer(view: View, seq: int) -> Act | None:
    """The first act after ``seq`` that answers the source; a case that came of the event answers it too."""
    return next((act for act in view.acts if act.seq > seq and act.payload.get("reply")), None)


def _open_whistles(view: View) -> int:
    return sum(called.finished_at is None for whistle in whistles_of(view) for called in whistle.called)


def _after(view: View, seq: int, kind: str) -> Act | None:
    return next((act for act in view.acts if act.seq > seq and act.kind == kind), None)


def _at(act: Act | None) -> datetime | None:
    return act.happened_at if act else None


def _instant(text: object) -> datetime | None:
    return instant(text) if isinstance(text, str) and text else None


def _degrees(text: object) -> Decimal | None:
    return Decimal(text).quantize(Decimal("0.000001")) if isinstance(text, str) and text else None
