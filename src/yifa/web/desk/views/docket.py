"""卷宗 — the heart: what happened, what now, by when; and one act opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from yifa.casework import facts
from yifa.devices.queries import standings
from yifa.dispatch.core.arrival import arrived_where
from yifa.dispatch.core.event import DONE, Event, event_of
from yifa.dispatch.procedure import DISPOSAL
from yifa.docket import private, queries
from yifa.docket.core.act import Act, View, digest_of
from yifa.docket.core.fold import RunningClock, Standing, fold
from yifa.docket.core.form import label_of
from yifa.docket.core.next import Offer, is_ended
from yifa.docket.core.procedure import PROCEDURES, declared_kind
from yifa.docket.core.wording import ROLE_TITLES
from yifa.docket.joints import joints
from yifa.evidence.actions import may_open_originals
from yifa.evidence.queries import evidence_of
from yifa.evidence.viewing import can_be_shown
from yifa.intake.actions import code_for
from yifa.intake.refusals import UnsealReason
from yifa.intake.reporters import TELLING, has_reporter, is_of_reporter
from yifa.kernel.actor import REPORTER_ROLES, Actor, Role
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.law.answer import Answer, Verdict
from yifa.platform import clock
from yifa.platform.audit.actions import record as record_in_trail
from yifa.platform.audit.kinds import Kind
from yifa.web.desk import history
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.terms import Term, limit_term, term_of
from yifa.web.desk.words import day_words, say, time_words
from yifa.web.doors import READERS, door, signed_in
from yifa.web.errors import NotFound

#: the rule whose facts name other dockets
SAME_MATTER = "authority.same_matter"


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer that is not lawful: the sentence, its articles, what to do, and whether it is a person's to judge."""

    sentence: str
    cites: str
    remedy: str
    for_person: bool
    #: number and address of the other dockets it speaks of
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One act before the docket."""

    name: str
    title: str
    address: str
    who: str
    reasons: list[Reason]
    extra: bool
    occasional: bool


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock: what is due, how long still, why this day."""

    term: Term
    address: str
    running: bool
    stopped: str
    party: bool
    provisional: bool
    reckoning: Sequence[str]
    cites: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One file of the docket."""

    digest: str
    name: str
    #: 照片、视频…; empty where the file is not to be seen
    kind: str
    size: int
    act: str
    picture: bool
    #: 证据 or 线索 where a device filmed it, else empty
    standing: str
    address: str
    #: may this person open it as a reporter sent it, too?
    original: bool


@door(audience=READERS)
@require_safe
def page(request: HttpRequest, docket: UUID) -> HttpResponse:
    """卷宗页 — head, what now, what happened."""
    actor = signed_in(request)
    view = queries.view_for(actor=actor, docket=docket)
    return show(request, "desk/docket.html", here="work", **page_context(actor, view, done=request.GET.get("done", "")))


def page_context(actor: Actor, view: View, *, done: str = "") -> dict[str, Any]:
    now = clock.now()
    today = legal_date(now)
    offers = queries.next_for(actor=actor, view=view, now=now)
    standing = fold(view, institution=joints.institution, calendars=joints.calendars.newest())
    clocks = clock_lines(view, standing.clocks, today)
    # the limit of an event is told to the minute beside it
    nearest = next((clock.term for clock in clocks if clock.running and not clock.party and clock.term.name != DISPOSAL.title), None)
    possible = [
        offer for offer in offers if offer.verdict is not Verdict.REFUSED and (offer.kind.name != "open_reporter" or has_reporter(view))
    ]
    # what was done before stands after what was not
    mine = [offer_line(view, offer) for offer in sorted(possible, key=lambda offer: offer.again) if offer.yours]
    done_act = next((act for act in view.acts if str(act.seq) == done), None)
    return {
        "view": view,
        "head": head_of(view, standing),
        "nearest": nearest,
        "incident": _incident(view, now),
        "ended": is_ended(view.procedure, view),
        "steps": [line for line in mine if not line.extra and not line.occasional],
        "occasional": [line for line in mine if line.occasional],
        "additions": [line for line in mine if line.extra and not line.occasional],
        "others": others_of([offer_line(view, offer) for offer in possible if not offer.yours]),
        "not_yet": not_yet_of([offer_line(view, offer) for offer in offers if offer.verdict is Verdict.REFUSED]),
        "clocks": [clock for clock in clocks if clock.running],
        "stopped": [clock for clock in clocks if not clock.running],
        "events": history.events_of(view),
        "papers": [paper for act in reversed(view.acts) for paper in history.papers_of(act)],
        "evidence": evidence_lines(actor, view),
        "people": history.people_of(view),
        "done": done_act,
        "receipt": _receipt(actor, view, done_act),
        "looks_alike": view.procedure == "lead" and actor.has(Role.INTAKE, body=view.body, place=view.place),
        "done_title": history.title_of(done_act.procedure, done_act.kind) if done_act else "",
    }


@dataclass(frozen=True, slots=True)
class EventLine:
    """The event of a docket: its class, its limit while it runs, who was sent, and its four stamps on a page of their own."""

    kind: str
    term: Term | None
    team: str
    officers: str
    #: how far those sent have come, and since when
    going: str
    address: str


def _incident(view: View, now: datetime) -> EventLine | None:
    """None where there is no event, or nobody has filed it."""
    found = event_of(view)
    if found is None or found.filed_at is None:
        return None
    on = legal_date(now)
    running = found.due_at and found.state not in DONE and not found.hung_at
    return EventLine(
        kind=found.kind_name,
        term=limit_term(found.due_at, now=now, begun_at=found.filed_at) if running and found.due_at else None,
        team=body_name(found.team, on) if found.team else "",
        officers="、".join(history.code_words("officer", code, on) for code in found.officers),
        going="，".join(part for part in (_going(found, on), arrived_where(view, found)) if part),
        address=f"/loop/{view.id}",
    )


def _going(event: Event, on: date) -> str:
    """已接单 10:05，在途; empty where nobody is sent."""
    steps = {"handled": event.handled_at, "arrived": event.arrived_at, "taken": event.taken_at, "ordered": event.ordered_at}
    step, at = next(((step, at) for step, at in steps.items() if at), ("", None))
    if at is None:
        return ""
    return say(f"docket.going_{step}", at=f"{at.astimezone(SHANGHAI):%H:%M}" if legal_date(at) == on else time_words(at))


def _receipt(actor: Actor, view: View, done: Act | None) -> str:
    """What whoever took a report down has just to tell the one who gave it."""
    if done is None or done.seq != 1 or done.kind not in TELLING or done.actor["user"] != actor.user:
        return ""
    receipt = code_for(view.id)
    return say("report.tell_caller", number=receipt.number, code=receipt.code) if receipt else ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one line."""

    number: str
    cause: str
    party: str
    where: str
    body: str
    since: str
    stage: str
    procedure: str
    awaits: str


def head_of(view: View, standing: Standing) -> Head:
    """From the acts alone, as the projection folds them."""
    return Head(
        number=view.number,
        cause=standing.cause,
        party=standing.party,
        where=standing.where,
        body=body_name(view.body, standing.opened_on),
        since=day_words(standing.opened_on),
        stage=standing.stage,
        procedure=PROCEDURES[view.procedure].title,
        awaits=ROLE_TITLES.get(standing.awaits, ""),
    )


#: acts that have a page of their own
_PAGES = {"open_reporter": "reporter"}


def offer_line(view: View, offer: Offer) -> OfferLine:
    return OfferLine(
        name=offer.kind.name,
        title=offer.kind.title,
        address=f"/dockets/{view.id}/{_PAGES.get(offer.kind.name, f'acts/{offer.kind.name}')}",
        who="、".join(ROLE_TITLES[role.value] for role in offer.kind.by),
        reasons=reasons_of(offer.answers),
        extra=offer.kind.adds and not offer.kind.officers,
        occasional=offer.kind.occasional,
    )


def others_of(offers: list[OfferLine]) -> list[tuple[str, str]]:
    """Who may do what, one line for each role."""
    together: dict[str, list[str]] = {}
    for offer in offers:
        together.setdefault(offer.who, []).append(offer.title)
    return [(who, "、".join(titles)) for who, titles in together.items()]


def not_yet_of(offers: list[OfferLine]) -> list[tuple[str, list[Reason]]]:
    """Acts that may not be done for the same reasons stand together."""
    together: dict[tuple[Reason, ...], list[str]] = {}
    for offer in offers:
        together.setdefault(tuple(offer.reasons), []).append(offer.title)
    return [("、".join(titles), list(reasons)) for reasons, titles in together.items()]


def reasons_of(answers: Sequence[Answer[object]]) -> list[Reason]:
    return [
        Reason(
            answer.sentence,
            "、".join(dict.fromkeys(cite.text for ground in answer.grounds for cite in ground.cites)),
            answer.remedy,
            answer.verdict is Verdict.FOR_PERSON,
            others_told(answer),
        )
        for answer in answers
        if not answer.lawful
    ]


def others_told(answer: Answer[object]) -> tuple[tuple[str, str], ...]:
    """The other dockets an answer speaks of and the reader may open."""
    told: Any = [one for ground in answer.grounds if ground.rule == SAME_MATTER for one in ground.facts.get("others", ())]  # type: ignore[attr-defined]  # a sequence of OtherCase
    return tuple((one["number"], f"/dockets/{one['docket']}") for one in told if one["docket"])


def clock_lines(view: View, clocks: Sequence[RunningClock], today: date) -> list[ClockLine]:
    """The clocks, the running ones first, those that stand still after them."""
    ordered = sorted(clocks, key=lambda clock: (clock.stopped_on is not None, clock.paused is not None, clock.due, clock.name))
    calendar = joints.calendars.newest().at_place(view.place)
    return [
        ClockLine(
            term=term_of(clock, today=today, calendar=calendar),
            address=f"/dockets/{view.id}/terms/{clock.name}?act={clock.started_by}",
            running=clock.stopped_on is None,
            stopped=day_words(clock.stopped_on),
            party=clock.party,
            provisional=clock.provisional,
            reckoning=clock.reckoning,
            cites=cites_of(clock),
        )
        for clock in ordered
    ]


def cites_of(clock: RunningClock) -> str:
    return "、".join(cite.text for cite in clock.ground.cites)


def evidence_lines(actor: Actor, view: View) -> list[EvidenceLine]:
    """The files the acts name, in their order, those of devices with their standing. Two statements, two more where a
    device filmed one; none where there is no file.
    """
    acts: dict[str, Act] = {}
    for act in view.acts:
        for digest in act.evidence:
            acts.setdefault(digest, act)
    rows = {row.digest: row for row in evidence_of(view)}
    filmed = standings(acts) if acts else {}
    taken = {digest for act in view.all("take_evidence") for digest in act.evidence}
    sealed = may_open_originals(actor, body=view.body, place=view.place)
    lines = []
    for digest, act in acts.items():
        row = rows.get(digest)
        title = act.payload.get("name") if act.kind == "take_evidence" else history.title_of(act.procedure, act.kind)
        lines.append(
            EvidenceLine(
                digest,
                row.name if row else say("evidence.unseen"),
                row.kind if row else "",
                row.size if row else 0,
                str(title),
                bool(row and can_be_shown(row)),
                filmed[digest][1].word if digest in filmed else "",
                f"/dockets/{view.id}/evidence/{digest}",
                bool(row and row.veiled and (sealed or digest in taken)),
            )
        )
    return lines


@door(audience=READERS)
@require_safe
def record(request: HttpRequest, docket: UUID, seq: int) -> HttpResponse:
    """一项行为 — everything one act says: values with labels, papers, evidence, grounds, digests."""
    actor = signed_in(request)
    view = queries.view_for(actor=actor, docket=docket)
    act = _act(view, seq)
    small = View(view.id, view.number, view.body, view.place, (act,))
    return show(
        request,
        "desk/record.html",
        here="work",
        view=view,
        act=act,
        title=history.title_of(act.procedure, act.kind),
        who=history.who_of(act),
        body=body_name(act.in_name_of, act.happened_on),
        happened=time_words(act.happened_at),
        recorded=time_words(act.recorded_at),
        lines=history.lines_of(act),
        papers=history.papers_of(act),
        evidence=evidence_lines(actor, small),
        grounds=history.grounds_of(act),
        digest=digest_of(act.body()),
        opens=may_open(actor, view) and act.kind not in TELLING,
        reporter=act.kind in TELLING and has_reporter(view) and actor.has(*REPORTER_ROLES, body=view.body, place=view.place),
    )


def may_open(actor: Actor, view: View) -> bool:
    """查看个人信息 — the intake of the body, and officers who handle the docket (any officer while nobody does)."""
    if actor.has(Role.INTAKE, body=view.body, place=view.place):
        return True
    handlers = facts.handlers(view)
    return actor.has(Role.OFFICER, body=view.body, place=view.place) and (not handlers or (actor.officer or actor.user) in handlers)


@door(audience=READERS)
@require_POST
def open_private(request: HttpRequest, docket: UUID, seq: int) -> HttpResponse:
    """查看封存的个人信息 — one value, told once and written into the trail."""
    actor = signed_in(request)
    view = queries.view_for(actor=actor, docket=docket)
    act = _act(view, seq)
    path = tuple(request.POST.get("path", "").split("."))
    digest = _digest_at(act, path)
    if digest is None:
        raise NotFound
    if is_of_reporter(act.kind, path):
        raise UnsealReason
    if not may_open(actor, view):
        raise NotFound
    kind = declared_kind(act.procedure, act.kind)
    assert kind is not None
    label = label_of(kind.form, path)
    text = private.reveal([digest]).get(digest)
    record_in_trail(
        Kind.SEALED_OPENED, actor=actor, subject=f"{view.number} {label}", facts={"act": str(act.id), "digest": digest}, at=clock.now()
    )
    return show(request, "desk/opened.html", here="work", label=label, text=text, view=view)


def _digest_at(act: Act, path: tuple[str, ...]) -> str | None:
    value: object = act.payload
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return str(value["sealed"]) if isinstance(value, dict) and "sealed" in value else None


def _act(view: View, seq: int) -> Act:
    if not 1 <= seq <= len(view.acts):
        raise Http404
    return view.acts[seq - 1]
