"""立案与派遣 — acts composed from what is known: the class with its limit, the pair that is proposed; and what the machine escalates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db.models import F, Q

from yifa.dispatch.booking import free
from yifa.dispatch.core.event import DONE, HANDLED, ORDERED, VERIFIED
from yifa.dispatch.core.limits import Hours, Limit, limit_of
from yifa.dispatch.core.shortage import RECORDER
from yifa.dispatch.models import Event
from yifa.dispatch.queries import Recommended, recommended
from yifa.dispatch.refusals import DispatchRefusal
from yifa.dispatch.things import ORDER_SPAN
from yifa.dispatch.wording import say
from yifa.docket.append import Recorded, append
from yifa.docket.core.act import View, stamp
from yifa.docket.core.request import Request
from yifa.docket.joints import joints
from yifa.docket.queries import view_for
from yifa.docket.rows import act_with_id
from yifa.intake.actions import machine
from yifa.kernel.actor import Actor
from yifa.kernel.canonical import sm3
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.kernel.refusal import Refusal
from yifa.law.dispatch.limits import USUAL_HOURS
from yifa.law.rule import apply

#: an order that nobody takes goes back to the duty desk after so long
TAKE_WITHIN: Final = timedelta(minutes=5)
#: so many events are escalated at once
_AT_ONCE: Final = 500
NOT_TAKEN, NEARLY_DUE, OVERDUE = "未接单", "时限将到", "超过时限"


class NoSuchClass(DispatchRefusal):
    """没有这个小类 — the catalogue has no class of that code that day."""

    kind: ClassVar[RefusalKind] = "unknown"
    code = "dispatch.no_such_class"


class LimitUnknown(DispatchRefusal):
    """时限无法计算 — the limit reaches a year whose days off are not published."""

    code = "dispatch.limit_unknown"


class NobodyProposed(DispatchRefusal):
    """没有可推荐的人员 — nobody can be sent now; the reason is the recommendation's own."""

    kind: ClassVar[RefusalKind] = "conflict"
    code = "dispatch.nobody_proposed"


def limit_at(view: View, n: int, unit: str, *, now: datetime) -> Limit:
    """处置时限 — as it is reckoned at the place of the docket, with the hours of work that hold there."""
    on = legal_date(now)
    layers = joints.institution.layers(item="", place=view.place, body=view.body, on=on)
    hours = Hours.of(apply("dispatch.working_hours", on=on, layers=layers).value or USUAL_HOURS)
    return limit_of(now, n, unit, calendar=joints.calendars.newest().at_place(view.place), hours=hours)


def filing_of(view: View, event_kind: str, *, now: datetime) -> dict[str, Any]:
    """The payload of 事件立案 as the catalogue has the class that day. Refuses: NoSuchClass, LimitUnknown."""
    known = joints.institution.event_class(event_kind, on=legal_date(now))
    if known is None:
        raise NoSuchClass(what=event_kind[:60])
    limit = limit_at(view, known.limit, known.unit, now=now)
    if limit.due_at is None:
        raise LimitUnknown(why=limit.reckoning[-1])
    grid = str(view.acts[0].payload.get("grid", "")) if view.acts else ""
    return {
        "event_kind": known.code,
        "kind_name": known.name,
        "limit": known.limit,
        "unit": known.unit,
        "due_at": stamp(limit.due_at),
        "recorded": known.recorded,
        # one that is there no more since the report is not carried on
        "grid": grid if joints.institution.grid_holds(grid, point=None, on=legal_date(now)) else "",
    }


def file(
    *, actor: Actor, docket: UUID, event_kind: str, now: datetime, reason: str = "", id: UUID | None = None, seen: int | None = None
) -> Recorded:
    """事件立案 — under that class, with its limit from now on. Refuses as ``filing_of`` and ``append``."""
    view = view_for(actor=actor, docket=docket)
    payload = filing_of(view, event_kind, now=now) | {"reason": reason}
    return append(actor=actor, docket=docket, request=Request("file_event", payload, id=id or new_id(), seen=seen), now=now)


def send(
    *,
    actor: Actor,
    docket: UUID,
    team: str,
    officers: Sequence[str],
    task: str,
    now: datetime,
    assisting: Sequence[str] = (),
    equipment: Sequence[str] = (),
    why: str = "",
    overruled: bool = False,
    reason: str = "",
    judged: Mapping[str, str] | None = None,
    id: UUID | None = None,
    seen: int | None = None,
) -> Recorded:
    """派遣 — with a free recorder where the event must be recorded and none is named. What is named is booked with the act, or neither is.

    Idempotent by ``id``: a repeat books nothing more. Refuses as ``append``, and NoSuchThing, ThingTaken.
    """
    known = act_with_id(id) if id else None
    things = tuple(known[0].payload["equipment"]) if known and known[0].docket == docket else tuple(equipment)
    event = Event.objects.filter(docket_id=docket).first()
    if known is None and event is not None and event.recorded and not _has_recorder(things, now):
        things += free_recorder(event, team, now)
    payload = {
        "team": team,
        "officers": list(officers),
        "assisting": list(assisting),
        "equipment": list(things),
        "task": task,
        "why": why,
        "overruled": overruled,
        "reason": reason,
    }
    request = Request("give_order", payload, id=id or new_id(), seen=seen, judged=judged or {})
    return append(actor=actor, docket=docket, request=request, now=now)


def _has_recorder(codes: Sequence[str], now: datetime) -> bool:
    return any(thing.kind == RECORDER for thing in joints.institution.equipment(codes, on=legal_date(now)))


def free_recorder(event: Event, team: str, now: datetime) -> tuple[str, ...]:
    """A recorder of the team, else of the body whose event it is."""
    for body in dict.fromkeys((team, event.body)):
        found = free(body, begins_at=now, ends_at=now + ORDER_SPAN, kind=RECORDER)
        if found:
            return (found[0].code,)
    return ()


def task_of(kind_name: str, place_text: str) -> str:
    """The task in the words it usually has."""
    return say("order.task", kind=kind_name, place=place_text)


def send_as_proposed(
    *,
    actor: Actor,
    one: Recommended,
    task: str,
    now: datetime,
    judged: Mapping[str, str] | None = None,
    id: UUID | None = None,
    seen: int | None = None,
) -> Recorded:
    """按推荐派遣 — the pair that was proposed, with the reason. Refuses: NobodyProposed, and as ``send``."""
    choice = one.proposal.choice
    if choice is None:
        raise NobodyProposed(why=one.proposal.why)
    return send(
        actor=actor,
        docket=one.event.docket_id,
        team=one.team,
        officers=choice.pair.officers,
        task=task,
        why=choice.reason,
        judged=judged,
        now=now,
        id=id,
        seen=seen,
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """批量派遣的一项 — the event, and what came of it: the act, or why not."""

    event: Event
    recorded: Recorded | None
    refusal: Refusal | None
    why: str


def assign_all(*, actor: Actor, now: datetime) -> list[Sent]:
    """全部按推荐派遣 — every event that waits in this desk's reach, each its own act; one that is refused holds up no other."""
    sent = []
    for one in recommended(actor=actor, now=now):
        if one.proposal.choice is None:
            sent.append(Sent(one.event, None, None, one.proposal.why))
            continue
        try:
            task = task_of(one.event.kind_name, one.event.place_text)
            sent.append(Sent(one.event, send_as_proposed(actor=actor, one=one, task=task, now=now), None, ""))
        except Refusal as refusal:
            sent.append(Sent(one.event, None, refusal, refusal.sentence))
    return sent


def escalate(*, now: datetime) -> int:
    """督办 — orders nobody takes and limits in their last fifth go to the duty desk, broken limits to the head; each once. How many."""
    done = 0
    for event, cause, since in _to_escalate(now):
        id = UUID(sm3(f"{event.docket_id}/{cause}/{stamp(since)}".encode())[:32])
        if act_with_id(id) is not None:
            continue
        to = say("escalated.head" if cause == OVERDUE else "escalated.desk")
        payload = {"to": to, "reason": say(f"escalated.{_KEYS[cause]}", minutes=int(TAKE_WITHIN.total_seconds()) // 60), "trigger": cause}
        request = Request("escalate_event", payload, id=id)
        try:
            append(actor=machine(event.body, event.place), docket=event.docket_id, request=request, now=now)
        except Refusal:
            # it was settled at this very moment
            continue
        done += 1
    return done


_KEYS: Final = {NOT_TAKEN: "not_taken", NEARLY_DUE: "nearly_due", OVERDUE: "overdue"}


def _to_escalate(now: datetime) -> list[tuple[Event, str, datetime]]:
    """Events with the cause and the moment it goes back to. Two statements; what was escalated since is left out by the first."""
    open_ = Event.objects.filter(closed_at=None, hung_at=None).exclude(state__in=DONE)
    late = Q(state=ORDERED, ordered_at__lte=now - TAKE_WITHIN) & (Q(escalated_at=None) | Q(escalated_at__lt=F("ordered_at") + TAKE_WITHIN))
    found = [(event, NOT_TAKEN, event.ordered_at) for event in open_.filter(late).order_by("ordered_at")[:_AT_ONCE]]
    working = open_.exclude(state__in=[HANDLED, VERIFIED]).filter(filed_at__isnull=False, due_at__isnull=False)
    warned = Q(due_at__gt=now, due_at__lte=now + (F("due_at") - F("filed_at")) / 5)
    again = Q(escalated_at=None) | Q(escalated_at__lt=F("due_at") - (F("due_at") - F("filed_at")) / 5)
    found += [(event, NEARLY_DUE, event.due_at) for event in working.filter(warned, again).order_by("due_at")[:_AT_ONCE]]
    broken = Q(due_at__lte=now) & (Q(escalated_at=None) | Q(escalated_at__lt=F("due_at")))
    found += [(event, OVERDUE, event.due_at) for event in working.filter(broken).order_by("due_at")[:_AT_ONCE]]
    return [(event, cause, since) for event, cause, since in found if since is not None]
