"""立案与派遣 — the two forms of the duty officer: the class with its limit and why, then who is proposed, why, and who else could go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yifa.dispatch import actions
from yifa.dispatch.booking import free
from yifa.dispatch.core.assign import Choice
from yifa.dispatch.core.coordination import tasks_of
from yifa.dispatch.core.event import event_of
from yifa.dispatch.core.owners import Asked
from yifa.dispatch.queries import SENDING, Recommended, WhistleLine, meetings, recommended, team_of
from yifa.dispatch.queries import whistles as whistle_lines
from yifa.dispatch.things import ORDER_SPAN
from yifa.docket import append as engine
from yifa.docket import queries
from yifa.docket.core.act import View
from yifa.docket.core.procedure import kind_of, opening_kind
from yifa.docket.joints import joints
from yifa.kernel.actor import Actor
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.registry.event_kinds import event_kind, event_kinds
from yifa.registry.queries import bodies
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.history import code_words
from yifa.web.desk.views.acts import changes_of, first, given_of, gone, may_try, questions_of
from yifa.web.desk.views.docket import offer_line, reasons_of
from yifa.web.desk.views.lead import opening
from yifa.web.desk.words import day_words, say, time_words
from yifa.web.doors import READERS, door, only, signed_in
from yifa.web.errors import NotFound, status_of

FILE, SEND = "file_event", "give_order"
#: the choice of somebody who was not proposed
OTHER = "other"
_DUTY = only(*SENDING)


@door(audience=_DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def next_step(request: HttpRequest, docket: UUID) -> HttpResponse:
    """下一步 — what a waiting event needs: a class, else somebody who goes there."""
    view = queries.view_for(actor=signed_in(request), docket=docket)
    kind = request.POST.get("kind", "")
    step = kind if kind in (FILE, SEND) else SEND if view.has(FILE) else FILE
    return _page(request, view, step)


@door(audience=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def filing(request: HttpRequest, docket: UUID) -> HttpResponse:
    """事件立案 — the class of the catalogue; the limit is the catalogue's."""
    return _page(request, queries.view_for(actor=signed_in(request), docket=docket), FILE)


@door(audience=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: HttpRequest, docket: UUID) -> HttpResponse:
    """派遣 — who is proposed and why, the next best, or others with a word."""
    return _page(request, queries.view_for(actor=signed_in(request), docket=docket), SEND)


@door(audience=READERS)
@require_safe
def limit(request: HttpRequest, docket: UUID) -> HttpResponse:
    """时限 — until when, and why this moment, for a class; a fragment."""
    view = queries.view_for(actor=signed_in(request), docket=docket)
    return show(request, "desk/orders/limit.html", here="work", **_limit(view, request.GET.get("event_kind", "")[:200]))


@door(audience=_DUTY)
@require_POST
def all_at_once(request: HttpRequest) -> HttpResponse:
    """全部按推荐派遣 — every event that waits at this desk; each is an act of its own, and what was refused says why."""
    sent = actions.assign_all(actor=signed_in(request), now=clock.now())
    rows = [(one.event, _names(one) if one.recorded else "", one.why) for one in sent]
    return show(request, "desk/orders/all.html", here="command", rows=rows, sent=sum(one.recorded is not None for one in sent))


def _names(one: actions.Sent) -> str:
    assert one.recorded is not None
    act = one.recorded.act
    return "、".join(code_words("officer", code, legal_date(act.happened_at)) for code in act.payload["officers"])


def _page(request: HttpRequest, view: View, step: str) -> HttpResponse:
    actor, now = signed_in(request), clock.now()
    if event_of(view) is None or kind_of(view.procedure, step) is None:
        raise NotFound
    if request.method != "POST":
        return _form(request, view, step, actor=actor, now=now)
    typed = {name: list(texts) for name, texts in request.POST.lists()}
    try:
        recorded = (_file if step == FILE else _send)(view, typed, actor=actor, now=now)
    except engine.DocketUnknown:
        raise
    except Refusal as refusal:
        return _form(request, queries.view_for(actor=actor, docket=view.id), step, actor=actor, now=now, typed=typed, refusal=refusal)
    return gone(request, f"/dockets/{view.id}?done={recorded.act.seq}")


def _file(view: View, typed: dict[str, list[str]], *, actor: Actor, now: datetime) -> engine.Recorded:
    payload = actions.filing_of(view, first(typed, "event_kind"), now=now) | {"reason": first(typed, "reason")}
    return engine.append(actor=actor, docket=view.id, request=engine.Request(FILE, payload, **given_of(typed)), now=now)


def _send(view: View, typed: dict[str, list[str]], *, actor: Actor, now: datetime) -> engine.Recorded:
    """The radio button names team and officers; what it said when it was shown is the reason that is kept."""
    chosen = first(typed, "choice")
    if chosen == OTHER:
        team, officers = first(typed, "team"), [code for code in typed.get("officers", ()) if code]
        why = ""
    else:
        team, _, codes = chosen.partition("|")
        officers = [code for code in codes.split("+") if code]
        why = first(typed, f"why.{chosen}")
    return actions.send(
        actor=actor,
        docket=view.id,
        team=team,
        officers=officers,
        assisting=[code for code in typed.get("assisting", ()) if code and code != team],
        equipment=[code for code in typed.get("equipment", ()) if code],
        task=first(typed, "task"),
        why=why,
        overruled=bool(first(typed, "proposed")) and chosen != first(typed, "proposed"),
        reason=first(typed, "reason"),
        now=now,
        **given_of(typed),
    )


def _form(
    request: HttpRequest,
    view: View,
    step: str,
    *,
    actor: Actor,
    now: datetime,
    typed: dict[str, list[str]] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    kind = next(kind for kind in [kind_of(view.procedure, step)] if kind)[0]
    offer = next((offer for offer in queries.next_for(actor=actor, view=view, now=now) if offer.kind is kind), None)
    answers = refusal.answers if isinstance(refusal, engine.NotLawful) else offer.answers if offer else ()
    more = _choosing_class(view, typed or {}, now) if step == FILE else _choosing_people(view, typed or {}, actor, now)
    return show(
        request,
        "desk/orders/form.html",
        here="work",
        status=status_of(refusal) if refusal else 200,
        view=view,
        kind=kind,
        step=step,
        address=f"/dockets/{view.id}/acts/{step}",
        offer=offer_line(view, offer) if offer else None,
        may=may_try(offer) or typed is not None,
        yours=bool(offer and offer.yours),
        questions=questions_of(answers, typed or {}),
        seen=view.acts[-1].seq,
        act_id=first(typed or {}, "_id") if not isinstance(refusal, engine.IdTaken) and first(typed or {}, "_id") else new_id(),
        refusal=refusal,
        reasons=reasons_of(refusal.answers) if isinstance(refusal, engine.NotLawful) else [],
        changes=changes_of(refusal),
        reason=first(typed or {}, "reason"),
        **more,
    )


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """One class of the catalogue to choose."""

    code: str
    words: str
    chosen: bool


def _choosing_class(view: View, typed: dict[str, list[str]], now: datetime) -> dict[str, Any]:
    """The catalogue by category; chosen to begin with what the report, or an earlier filing, says."""
    before = view.last(FILE)
    chosen = first(typed, "event_kind") or str((before or view.acts[0]).payload.get("event_kind", ""))
    groups: dict[str, list[ClassChoice]] = {}
    for row in event_kinds(on=legal_date(now)):
        words = say("orders.class", name=row.name, limit=row.limit, unit=row.unit)
        groups.setdefault(f"{row.kind} · {row.category}", []).append(ClassChoice(row.code, words, row.code == chosen))
    return {"groups": list(groups.items()), "chosen": chosen, **_limit(view, chosen)}


def _limit(view: View, code: str) -> dict[str, Any]:
    """Until when, why, and what the class asks for."""
    now = clock.now()
    row = event_kind(code, on=legal_date(now))
    if row is None:
        return {"row": None}
    found = actions.limit_at(view, row.limit, row.unit, now=now)
    return {"row": row, "due": time_words(found.due_at) if found.due_at else "", "reckoning": found.reckoning}


@dataclass(frozen=True, slots=True)
class PairChoice:
    """One pair to choose: the value of its button, who, whose, and why."""

    value: str
    names: str
    team: str
    reason: str
    proposed: bool
    chosen: bool


def _choosing_people(view: View, typed: dict[str, list[str]], actor: Actor, now: datetime) -> dict[str, Any]:
    on = legal_date(now)
    event = event_of(view)
    assert event is not None
    one = next(iter(recommended(actor=actor, now=now, docket=view.id)), None)
    chosen = first(typed, "choice")
    pairs = _pairs(one, chosen, on) if one else []
    asked = one.asked if one else ()
    teams = _teams(asked, view.body, on)
    task = first(typed, "task") or actions.task_of(event.kind_name, event.place_text)
    return {
        "event": event,
        "due": time_words(event.due_at) if event.due_at else "",
        "pairs": pairs,
        "proposed": next((pair.value for pair in pairs if pair.proposed), ""),
        "nobody": one.proposal.why if one else "",
        "left_out": [say("orders.left_out", why=why, count=count) for why, count in one.proposal.left_out.items()] if one else [],
        "asked": [(body_name(each.body, on), each.reason) for each in asked],
        "other": chosen == OTHER or not pairs,
        "teams": [(code, name, code == (first(typed, "team") or view.body)) for code, name in teams],
        "people": _people(first(typed, "team") or view.body, typed.get("officers", []), on),
        "assisting": [(code, name, code in typed.get("assisting", ())) for code, name in teams],
        "things": _things(view.body, typed.get("equipment", []), now),
        "recorded": event.recorded,
        "recorders": one.recorders if one else 0,
        "task": task,
    }


def _pairs(one: Recommended, chosen: str, on: date) -> list[PairChoice]:
    best: list[tuple[Choice, bool]] = [(one.proposal.choice, True)] if one.proposal.choice else []
    best += [(other, False) for other in one.proposal.others]
    found = []
    for choice, proposed in best:
        team = team_of(choice.pair, one.asked)
        value = f"{team}|{'+'.join(choice.pair.officers)}"
        named = "、".join(choice.pair.names)
        found.append(PairChoice(value, named, body_name(team, on), choice.reason, proposed, value == chosen or (not chosen and proposed)))
    return found


def _teams(asked: Sequence[Asked], own: str, on: date) -> list[tuple[str, str]]:
    """Bodies that may be sent or help: those asked first, then every body on the same level as one's own."""
    above = own.rpartition(".")[0]
    known = dict(bodies(under=above, on=on).values_list("code", "name")) if above else {}
    beside = [code for code in known if code.rpartition(".")[0] == above]
    return [(code, known.get(code) or body_name(code, on)) for code in dict.fromkeys([*(each.body for each in asked), own, *beside])]


def _people(team: str, chosen: Sequence[str], on: date) -> list[list[tuple[str, str, bool]]]:
    people = [officer for officer in joints.institution.officers(body=team, on=on) if not officer.assistant]
    return [
        [(officer.code, officer.name, number < len(chosen) and chosen[number] == officer.code) for officer in people] for number in range(2)
    ]


def _things(body: str, chosen: Sequence[str], now: datetime) -> list[tuple[str, str, bool]]:
    """What is free now, by kind."""
    return [(thing.code, thing.name, thing.code in chosen) for thing in free(body, begins_at=now, ends_at=now + ORDER_SPAN)]


@door(audience=READERS)
@require_safe
def people(request: HttpRequest, docket: UUID) -> HttpResponse:
    """人员 — of a team, to choose from; a fragment."""
    queries.view_for(actor=signed_in(request), docket=docket)
    team = request.GET.get("team", "")[:200]
    return show(request, "desk/orders/people.html", here="work", people=_people(team, (), legal_date(clock.now())))


@door(audience=_DUTY)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest) -> HttpResponse:
    """召开协调会 — the form that opens its docket."""
    kind = opening_kind("hold_meeting")
    assert kind is not None
    return opening(request, kind, address="/meetings/new", here="meeting", takers=_DUTY)


@dataclass(frozen=True, slots=True)
class WhistleRow:
    """One body one whistle called, in words."""

    docket: UUID
    number: str
    purpose: str
    matter: str
    body: str
    liaison: str
    state: str
    late: bool
    by: str
    #: step → when, the day told only where it is another than that of the whistle
    times: list[tuple[str, str]]
    score: str


def _whistle_times(line: WhistleLine) -> list[tuple[str, str]]:
    day = legal_date(line.whistle.blown_at)
    steps = [("blown", line.whistle.blown_at), ("answered", line.called.answered_at)]
    steps += [("arrived", line.called.arrived_at), ("finished", line.called.finished_at)]
    said = [(name, at) for name, at in steps if at]
    return [
        (say(f"orders.w_{name}"), f"{at.astimezone(SHANGHAI):%H:%M}" if legal_date(at) == day and name != "blown" else time_words(at))
        for name, at in said
    ]


@door(audience=READERS)
@require_safe
def whistles(request: HttpRequest) -> HttpResponse:
    """吹哨报到 — every whistle one may see, body by body: who answered, came, finished, who is late, how it was scored."""
    now = clock.now()
    found = whistle_lines(actor=signed_in(request), now=now)
    rows = [
        WhistleRow(
            docket=line.docket,
            number=line.number,
            purpose=line.whistle.purpose,
            matter=line.whistle.matter,
            body=line.body_name,
            liaison=line.liaison,
            state=line.called.state,
            late=line.late,
            by=time_words(line.called.by_at),
            times=_whistle_times(line),
            score=say("orders.score", score=line.called.score) if line.called.score is not None else "",
        )
        for line in found
    ]
    return show(
        request,
        "desk/orders/whistles.html",
        here="command",
        lines=rows,
        open=sum(line.called.finished_at is None for line in found),
        late=sum(line.late for line in found),
        tasks=_tasks(request, now),
        may_call=_may_call(request),
    )


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of a meeting, in words."""

    docket: UUID
    number: str
    nth: int
    body: str
    what: str
    due: str
    done: str
    late: bool


def _tasks(request: HttpRequest, now: datetime) -> list[TaskRow]:
    """协调任务 — of meetings one may see, open ones first, by the day they are due."""
    on = legal_date(now)
    found = [(view, task) for view in meetings(actor=signed_in(request)) for task in tasks_of(view)]
    found.sort(key=lambda one: (one[1].finished_on is not None, one[1].due_on, one[0].number))
    return [
        TaskRow(
            view.id,
            view.number,
            task.number,
            body_name(task.body, on),
            task.what,
            day_words(task.due_on),
            day_words(task.finished_on) if task.finished_on else "",
            task.late(on),
        )
        for view, task in found
    ]


def _may_call(request: HttpRequest) -> bool:
    return any(post.role in SENDING for post in signed_in(request).posts)
