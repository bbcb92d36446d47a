"""待办 — what is mine, by what is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from yifa.dispatch.queries import limits_of, orders_of
from yifa.docket import queries
from yifa.docket.core.wording import ROLE_TITLES
from yifa.docket.joints import joints
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.web.desk.frame import count_words, keeps_lists, places_of, show, takes_leads
from yifa.web.desk.terms import SOON, Term, limit_term, term
from yifa.web.desk.words import day_words, say, time_words
from yifa.web.doors import SIGNED_IN, door, signed_in

FILTERS = ("mine", "open", "closed", "all")


@dataclass(frozen=True, slots=True)
class Line:
    """One docket as one line of a list."""

    address: str
    number: str
    cause: str
    party: str
    where: str
    stage: str
    awaits: str
    term: Term | None
    since: str


@dataclass(slots=True)
class Section:
    """Dockets that are due alike; ``key`` is late, today, soon, later, none; and before these orders and called."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)


@door(audience=SIGNED_IN)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """待办 — sections by what is due, twenty at a time. An administrator is led to the own duty."""
    actor = signed_in(request)
    if not keeps_lists(actor):
        places = places_of(actor, "")
        return HttpResponseRedirect(places[0].address) if places else show(request, "desk/no_post.html")
    which = request.GET.get("which", "mine")
    which = which if which in FILTERS else "mine"
    after = request.GET.get("after", "")
    now = clock.now()
    today = legal_date(now)
    page = queries.dockets(actor=actor, which=cast(Literal["mine", "open", "closed", "all"], which), after=after)
    by_due = which in ("mine", "open")
    own = _own(actor, now) if which == "mine" and not after else []
    shown = {line.address for section in own for line in section.lines}
    limits = limits_of([row.id for row in page.rows])
    lines = [line_of(row, today=today, limit=limits.get(row.id), now=now) for row in page.rows]
    lines = [line for line in lines if line.address not in shown]
    return show(
        request,
        "desk/work_rows.html" if after and request.headers.get("HX-Request") else "desk/work.html",
        here="work",
        count=_count(page, today) if which == "mine" and not after else None,
        which=which,
        filters=[(key, say(f"work.{key}")) for key in FILTERS],
        sections=own + _sections(lines) if by_due else [Section("all", "", lines)],
        more=f"/?which={which}&after={page.next}" if page.next else "",
        empty=not page.rows and not own and not after,
        takes_leads=takes_leads(actor),
    )


def _count(page: queries.Page, today: date) -> str | None:
    """The count in the frame from this very page, where the page holds all that is due; else it is asked for."""
    due = sum(row.due_on is not None and row.due_on <= today for row in page.rows)
    return None if page.next and due == len(page.rows) else count_words(due, more=False)


def _own(actor: Actor, now: datetime) -> list[Section]:
    """派给我的, due first; then what other bodies called this one in for."""
    today = legal_date(now)
    orders = [
        Line(
            address=f"/dockets/{event.docket_id}",
            number=event.number,
            cause=event.kind_name or event.summary,
            party="",
            where=event.place_text,
            stage=event.state,
            awaits="",
            term=limit_term(event.due_at, now=now, begun_at=event.filed_at) if event.due_at else None,
            since=say("work.ordered", at=time_words(event.ordered_at)),
        )
        for event in orders_of(actor.officer)
    ]
    ordered = {line.address for line in orders}
    rows = [row for row in queries.called(actor=actor).rows if f"/dockets/{row.id}" not in ordered]
    limits = limits_of([row.id for row in rows])
    called = [line_of(row, today=today, limit=limits.get(row.id), now=now) for row in rows]
    found = [Section("orders", say("work.section_orders"), orders), Section("called", say("work.section_called"), called)]
    return [section for section in found if section.lines]


def line_of(row: queries.Row, *, today: date, limit: datetime | None = None, now: datetime | None = None) -> Line:
    """``limit``: until when the event of this docket is to be settled, where that is a moment."""
    calendar = joints.calendars.newest().at_place(row.place)
    return Line(
        address=f"/dockets/{row.id}",
        number=row.number,
        cause=row.cause,
        party=row.party,
        where=row.where,
        stage=row.stage,
        awaits=ROLE_TITLES.get(row.awaits, ""),
        term=limit_term(limit, now=now)
        if limit and now
        else term(row.due_name, row.due_on, today=today, calendar=calendar)
        if row.due_on and not row.closed_on
        else None,
        since=say("term.stands", name=row.due_name) if row.due_name and not row.due_on else day_words(row.closed_on or row.opened_on),
    )


def _sections(lines: list[Line]) -> list[Section]:
    sections = {key: Section(key, say(f"work.section_{key}", days=SOON)) for key in ("late", "today", "soon", "later", "none")}
    for line in lines:
        sections[line.term.state if line.term else "none"].lines.append(line)
    return [section for section in sections.values() if section.lines]


def first_lines(actor: Actor, words: str, now: datetime) -> list[Line]:
    """Dockets found by words, as lines."""
    return [line_of(row, today=legal_date(now)) for row in queries.search(actor=actor, words=words).rows]
