"""待办 — what is mine, by what is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from yifa.docket import queries
from yifa.docket.core.wording import ROLE_TITLES
from yifa.docket.joints import joints
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.web.desk.frame import count_words, keeps_lists, places_of, show, takes_leads
from yifa.web.desk.terms import SOON, Term, term
from yifa.web.desk.words import day_words, say
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
    """Dockets that are due alike; ``key`` is late, today, soon, later, none."""

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
    lines = [(row.due_on, line_of(row, today=today)) for row in page.rows]
    return show(
        request,
        "desk/work_rows.html" if after and request.headers.get("HX-Request") else "desk/work.html",
        here="work",
        count=_count(page, today) if which == "mine" and not after else None,
        which=which,
        filters=[(key, say(f"work.{key}")) for key in FILTERS],
        sections=_sections(lines, today) if by_due else [Section("all", "", [line for _, line in lines])],
        more=f"/?which={which}&after={page.next}" if page.next else "",
        empty=not page.rows and not after,
        takes_leads=takes_leads(actor),
    )


def _count(page: queries.Page, today: date) -> str | None:
    """The count in the frame from this very page, where the page holds all that is due; else it is asked for."""
    due = sum(row.due_on is not None and row.due_on <= today for row in page.rows)
    return None if page.next and due == len(page.rows) else count_words(due, more=False)


def line_of(row: queries.Row, *, today: date) -> Line:
    calendar = joints.calendars.newest().at_place(row.place)
    return Line(
        address=f"/dockets/{row.id}",
        number=row.number,
        cause=row.cause,
        party=row.party,
        where=row.where,
        stage=row.stage,
        awaits=ROLE_TITLES.get(row.awaits, ""),
        term=term(row.due_name, row.due_on, today=today, calendar=calendar) if row.due_on and not row.closed_on else None,
        since=say("term.stands", name=row.due_name) if row.due_name and not row.due_on else day_words(row.closed_on or row.opened_on),
    )


def _sections(lines: list[tuple[date | None, Line]], today: date) -> list[Section]:
    sections = {key: Section(key, say(f"work.section_{key}", days=SOON)) for key in ("late", "today", "soon", "later", "none")}
    for _due, line in lines:
        sections[line.term.state if line.term else "none"].lines.append(line)
    return [section for section in sections.values() if section.lines]


def first_lines(actor: Actor, words: str, now: datetime) -> list[Line]:
    """Dockets found by words, as lines."""
    return [line_of(row, today=legal_date(now)) for row in queries.search(actor=actor, words=words).rows]
