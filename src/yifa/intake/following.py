"""查进度 — how a matter stands, in plain words, for the one who holds its code; nobody's name, nothing of what goes on inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from yifa.docket.core.act import View
from yifa.docket.models import Docket
from yifa.docket.queries import view_for
from yifa.intake.core.codes import digest_of, plain_code
from yifa.intake.models import Report
from yifa.intake.reporters import openings
from yifa.intake.wording import say
from yifa.kernel.actor import Actor, Post, Role

#: the acts a reporter hears of, each once, by what he is told
STEPS = (
    *("register_lead", "register_complaint", "file_event", "give_order", "arrive", "handle_event", "hang_event", "resume_event"),
    *("approve_filing", "punish_on_spot", "decide_no_penalty", "reply_source", "close_event", "decline_filing", "refer_lead"),
    *("merge_event", "close_case", "drop_case", "examine_complaint", "answer_complaint"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, in plain words."""

    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """进度 — where it stands, the answer where there is one, and how often the reporter's name and number were looked at."""

    number: str
    state: str
    steps: Sequence[Step]
    reply: str
    opened: int


def followed(code: str) -> Followed | None:
    """The matter behind that code; None for a code nobody was given."""
    digits = plain_code(code)
    report = Report.objects.filter(code_digest=digest_of(settings.PRIVATE_SECRET, digits)).first() if digits else None
    if report is None:
        return None
    steps, reply, opened = [Step(say("step.received"), report.received_at)], "", 0
    own = _view(report.docket)
    if own is not None:
        opened = openings(own)
        steps += _steps(own, since=report.received_at)
        reply = reply_in(own)
    main = _view(report.main)
    if main is not None and own is not None:
        merged = own.last("merge_event")
        steps += _steps(main, since=merged.happened_at if merged else report.received_at)
        reply = reply_in(main) or reply
    return Followed(report.number, steps[-1].title, steps, reply, opened)


def reply_in(view: View) -> str:
    """The newest answer to whoever reported it; empty where none was given."""
    return next((str(text) for act in reversed(view.acts) if (text := act.payload.get("reply"))), "")


def state_after(kind: str) -> str:
    """What an act of that kind means to a reporter; empty where he is told nothing of it."""
    return say(f"step.{kind}") if kind in STEPS else ""


def _steps(view: View, *, since: datetime) -> list[Step]:
    """What happened from then on, the last of each kind; one who joined later is not told what was before him but where it stands."""
    found: dict[str, datetime] = {}
    before = [act for act in view.acts if act.kind in STEPS and act.recorded_at < since]
    for act in [*before[-1:], *(act for act in view.acts if act.kind in STEPS and act.recorded_at >= since)]:
        found.pop(act.kind, None)
        found[act.kind] = max(act.happened_at, since)
    return [Step(say(f"step.{kind}"), at) for kind, at in found.items()]


def _view(docket: UUID | None) -> View | None:
    row = Docket.objects.filter(id=docket).first() if docket else None
    if row is None:
        return None
    reader = Actor("", "", posts=tuple(Post(role, row.body, row.place) for role in (Role.INTAKE, Role.SUPERVISOR)))
    return view_for(actor=reader, docket=row.id)
