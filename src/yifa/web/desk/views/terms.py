"""为什么是这一天 — one clock of a docket explained day by day."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.docket import queries
from yifa.docket.core.act import View
from yifa.docket.core.fold import RunningClock, clocks_of
from yifa.docket.joints import joints
from yifa.kernel.dates import legal_date
from yifa.kernel.explanation import explain
from yifa.law.rule import NATION
from yifa.platform.clock import now
from yifa.web.desk.frame import show
from yifa.web.desk.terms import months_of, skipped_words, stretches_of, term_of, whole_words
from yifa.web.desk.views.docket import cites_of
from yifa.web.desk.words import WEEKDAYS, day_words, say
from yifa.web.doors import READERS, door, signed_in
from yifa.web.errors import NotFound


@door(audience=READERS)
@require_safe
def page(request: HttpRequest, docket: UUID, name: str) -> HttpResponse:
    """The days as a calendar and as a list; ``act`` names the act that started the clock, the last such one when it is left out."""
    view = queries.view_for(actor=signed_in(request), docket=docket)
    clock = _clock(view, name, request.GET.get("act", ""))
    today = legal_date(now())
    told = explain(clock.term)
    due = clock.term
    layer = clock.ground.layer
    return show(
        request,
        "desk/term.html",
        here="work",
        view=view,
        clock=clock,
        term=term_of(clock, today=today, calendar=joints.calendars.newest().at_place(view.place)),
        title=say("why.title_paused" if clock.paused else "why.title", name=clock.title, day=day_words(due.due)),
        stopped=day_words(clock.stopped_on),
        paused=say("why.paused", day=day_words(clock.paused.first), why=clock.paused.why) if clock.paused else "",
        whole=whole_words(due),
        start=day_words(due.start),
        skipped=skipped_words(told),
        provisional=_provisional(clock),
        weekdays=WEEKDAYS,
        months=months_of(told, today=today),
        stretches=stretches_of(told),
        layer="" if layer == NATION else layer,
        cites=cites_of(clock),
    )


def _clock(view: View, name: str, act: str) -> RunningClock:
    clocks = clocks_of(view, institution=joints.institution, calendars=joints.calendars.newest())
    found = [clock for clock in clocks if clock.name == name and act in ("", str(clock.started_by))]
    if not found:
        raise NotFound
    return found[-1]


def _provisional(clock: RunningClock) -> str:
    """Which years are not published, where the days may still move."""
    due = clock.term
    if not due.provisional:
        return ""
    years = [year for year in range(due.start.year, due.due.year + 1) if not due.calendar.known(due.start.replace(year=year, day=1))]
    return say("why.provisional", years="、".join(f"{year}年" for year in years))
