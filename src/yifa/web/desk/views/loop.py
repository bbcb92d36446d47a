"""闭环 — a day of events from upload to answer: its figures, the waterfall of each, who did what when, and the day played again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.dispatch import figures, patrols
from yifa.dispatch.core.loop import STAGES, STAMPS, Loop, Summary, Verdict, seconds_between
from yifa.dispatch.figures import Day, Told
from yifa.docket import queries
from yifa.docket.core.act import Act, View
from yifa.docket.core.procedure import COMMON, PROCEDURES
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.platform import clock
from yifa.reporting import command
from yifa.web.desk.asked import Day as AskedDay
from yifa.web.desk.asked import body_of, choice_of, day_of, nothing_but, number_of, words_of
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.history import who_of
from yifa.web.desk.waterfall import WIDE, Bar, axis_of, bars_of, scale_of, stage_words
from yifa.web.desk.words import day_words, duration_words, say, time_words
from yifa.web.doors import DOCKET, door, signed_in
from yifa.web.errors import BadDay, NotFound

_PAGE = 20
#: an act counts as recorded later than it happened from this on: a phone that had no net
_LATER = timedelta(seconds=30)
#: what an address of these pages may say
_KNOWN = ("on", "span", "team", "body", "show", "from", "view", "figure", "track", "officer")
#: which events of a day the list may be narrowed to, in the order of the words above it
_NARROWER = ("events", "missed", "late", "running", "met", "backwards", "outside")


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of one event in words."""

    title: str
    words: str
    slowest: bool
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the list."""

    told: Told
    address: str
    title: str
    uploaded: str
    whole: str
    verdict: str
    look: str
    stages: Sequence[StageLine]
    bars: Sequence[Bar]
    stamps: Sequence[tuple[str, str]]
    team: str
    label: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure in words; it opens its events."""

    title: str
    sentence: str
    value: str
    over: str
    address: str
    look: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: the day, the team and body, and the day with its events."""

    on: AskedDay
    team: str
    body: str
    day: Day
    everything: Day
    month: bool

    @property
    def before(self) -> date:
        """A day of the period before."""
        return self.day.on - timedelta(days=1)

    @property
    def after(self) -> date | None:
        """The first day of the period after; None where that has not begun."""
        following = legal_date(self.day.period.until)
        return following if following <= legal_date(clock.now()) else None

    def refused(self) -> Asked:
        """The same for a program, which would read the sentence of a page nowhere. Refuses: BadDay."""
        if self.on.fault:
            raise BadDay(why=self.on.fault)
        return self

    def address(self, path: str, **more: object) -> str:
        said: dict[str, object] = {"on": self.on.typed if not self.on.fault else "", "span": "month" if self.month else ""}
        said |= {"team": self.team, "body": self.body, **more}
        query = urlencode({name: value for name, value in said.items() if value not in ("", 0)})
        return f"{path}?{query}" if query else path


def asked_of(request: HttpRequest, *, monthly: bool = True) -> Asked:
    """What the address asks; where not ``monthly``, of one day only. Refuses: NotOffered."""
    nothing_but(request, *_KNOWN)
    now = clock.now()
    on = day_of(request, "on", otherwise=legal_date(now))
    actor = signed_in(request)
    month = choice_of(request, "span", ("month",)) != "" and monthly
    span: figures.Span = "month" if month else "day"
    everything = figures.day_of(on.on, now=now, actor=actor, span=span)
    team = body_of(request, "team", actor=actor, beside=_teams(everything.own))
    body = body_of(request, "body", actor=actor, beside=_bodies(everything.own))
    day = figures.day_of(on.on, now=now, actor=actor, team=team, body=body, span=span) if team or body else everything
    return Asked(on, team, body, day, everything, month)


@door(audience=DOCKET)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """闭环 — the figures of a day, each event's waterfall, stages, grids, classes and the indicators of the standard."""
    asked = asked_of(request)
    day, total = asked.day, asked.day.summary
    shown = choice_of(request, "show", _NARROWER) or "events"
    start, table = number_of(request, "from"), choice_of(request, "view", ("table",)) != ""
    events = [event for event in reversed(day.own) if figures.BEHIND[shown](event)]
    part = events[start : start + _PAGE]
    scale = scale_of([event.loop for event in part], limit=day.limit)
    measured = command.measures(day)
    return show(
        request,
        "desk/loop/day.html",
        here="command",
        tab="loop",
        day=asked.on,
        heading=heading_of(day),
        teams=[(code, body_name(code, day.on), code == asked.team) for code in _teams(asked.everything.own, asked.team)],
        bodies=[(code, body_name(code, day.on), code == asked.body) for code in _bodies(asked.everything.own, asked.body)],
        month=asked.month,
        before=asked.address("/loop", on=asked.before.isoformat()),
        after=asked.address("/loop", on=asked.after.isoformat()) if asked.after else "",
        limit=duration_words(day.limit) if day.limit is not None else "",
        tallies=[
            _figure(asked, one)
            for one in measured
            if one.key in ("events", "met", "missed", "running", "late", "loop_rate", "median", "p90")
        ],
        asides=[_figure(asked, one) for one in measured if one.key in ("outside", "no_limit", "unknown", "backwards") and one.value],
        slowest=_slowest_words(total),
        stages=_stage_rows(asked, total, measured),
        narrower=[
            (say(f"loop.show_{key}"), asked.address("/loop", show=key if key != "events" else ""), key == shown, count)
            for key in _NARROWER
            if (count := sum(figures.BEHIND[key](event) for event in day.own)) or key == "events"
        ],
        lines=[event_line(event, scale=scale, on=day.on) for event in part],
        axis=axis_of(scale, limit=day.limit),
        stamps=STAMPS,
        as_table=table,
        other_view=asked.address("/loop", show=shown if shown != "events" else "", view="" if table else "table", **{"from": start}),
        more=asked.address("/loop", show=shown, view="table" if table else "", **{"from": start + _PAGE})
        if len(events) > start + _PAGE
        else "",
        grids=_grid_rows(asked, measured),
        classes=[
            (
                one.kind,
                one.comparable,
                [
                    (
                        body_name(team.team, day.on),
                        team.summary.events,
                        team.summary.met,
                        team.summary.judged,
                        _words(team.summary.median),
                        team.few,
                    )
                    for team in one.teams
                ],
            )
            for one in day.classes
        ],
        standard=[_figure(asked, one) for one in measured if one.group == command.STANDARD],
        replay=asked.address("/loop/replay"),
        export=asked.address("/loop/table.csv"),
    )


@door(audience=DOCKET)
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """数字背后的事件 — a measure's sentence, its numerator and denominator, and the events of both. Refuses: NotFound."""
    asked = asked_of(request)
    key = words_of(request, "figure")
    measure = command.measure(asked.day, key)
    if measure is None:
        raise NotFound
    start = number_of(request, "from")
    by_docket = {event.docket: event for event in asked.day.events}
    part = set(measure.part)
    behind = [by_docket[docket] for docket in (*measure.part, *(one for one in measure.whole or () if one not in part))]
    shown = behind[start : start + _PAGE]
    scale = scale_of([event.loop for event in shown], limit=asked.day.limit)
    return show(
        request,
        "desk/loop/rows.html",
        here="command",
        tab="loop",
        measure=measure,
        title=_measure_title(asked, measure),
        heading=heading_of(asked.day),
        value=_value_words(measure),
        part=len(measure.part),
        whole=None if measure.whole is None else len(measure.whole),
        has_whole=measure.whole is not None,
        axis=axis_of(scale, limit=asked.day.limit),
        standard=measure.group == command.STANDARD,
        lines=[(event_line(event, scale=scale, on=asked.day.on), event.docket in part) for event in shown],
        more=asked.address("/loop/rows", figure=key, **{"from": start + _PAGE}) if len(behind) > start + _PAGE else "",
        back=asked.address("/loop"),
    )


@door(audience=DOCKET)
@require_safe
def event(request: HttpRequest, docket: UUID) -> HttpResponse:
    """一件事件的闭环 — its waterfall, and every stamp with who set it. Refuses: DocketUnknown, NotFound."""
    view = queries.view_for(actor=signed_in(request), docket=docket)
    told = figures.of_docket(docket, now=clock.now())
    if told is None:
        raise NotFound
    on = legal_date(told.stamps.uploaded_at)
    scale = scale_of([told.loop], limit=told.loop.limit)
    return show(
        request,
        "desk/loop/event.html",
        here="command",
        tab="event",
        told=told,
        line=event_line(told, scale=scale, on=on),
        team=body_name(told.team, on) if told.team else "",
        sentence=_sentence(told.loop),
        axis=axis_of(scale, limit=told.loop.limit),
        stamps=_stamps(told, view),
        acts=[_act_line(act, told) for act in view.acts],
        back=f"/loop?{urlencode({'on': on.isoformat()})}",
    )


@door(audience=DOCKET)
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """导出 — the events of the day with their stamps and lengths, as a table other programs read. Refuses: BadDay."""
    asked = asked_of(request).refused()
    text = io.StringIO()
    writer = csv.writer(text)
    head = ("number", "place", "kind", "source", "state", "team", *(f"stamp_{place}" for place in range(4)))
    writer.writerow([say(f"loop.csv_{name}") for name in head] + [*STAGES.values(), say("loop.csv_whole"), say("loop.csv_verdict")])
    for told in asked.day.own:
        said = (told.number, told.place_text, told.kind_name, told.source, told.state)
        stamps = ["" if at is None else f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" for at in told.stamps.all]
        seconds = ["" if stage.seconds is None else str(stage.seconds) for stage in told.loop.stages]
        whole = "" if told.loop.whole is None else str(told.loop.whole)
        team = body_name(told.team, asked.day.on) if told.team else ""
        writer.writerow([*map(_harmless, (*said, team)), *stamps, *seconds, whole, _verdict_words(told.loop)])
    response = HttpResponse("﻿" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="loop-{asked.day.on.isoformat()[: 7 if asked.month else 10]}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


# --- one event in words


def event_line(told: Told, *, scale: int, on: date) -> EventLine:
    """One event in words and bars."""
    loop = told.loop
    stages = [
        StageLine(stage.title, stage_words(stage), loop.slowest == stage.key, bars_of(loop, scale=scale, key=stage.key))
        for stage in loop.stages
    ]
    verdict = _verdict_words(loop)
    whole = duration_words(loop.whole) if loop.whole is not None else duration_words(loop.elapsed) if loop.elapsed is not None else ""
    title = told.kind_name or told.summary[:40]
    return EventLine(
        told,
        f"/loop/{told.docket}",
        title,
        clock_words(told.stamps.uploaded_at, on=on),
        whole,
        verdict,
        "bad" if loop.verdict is Verdict.MISSED or loop.late else "",
        stages,
        bars_of(loop, scale=scale),
        [(title, clock_words(at, on=on) if at else "") for title, at in zip(STAMPS, told.stamps.all, strict=True)],
        body_name(told.team, on) if told.team else "",
        say("loop.bar", title=title, whole=whole or say("loop.unknown"), verdict=verdict)
        + "".join(f"；{stage.title}{stage.words}" for stage in stages),
    )


def _verdict_words(loop: Loop) -> str:
    return say("loop.verdict_late") if loop.late else say(f"loop.verdict_{loop.verdict.value}")


def _sentence(loop: Loop) -> str:
    """What became of it, in one sentence."""
    if loop.whole is not None and loop.limit is not None:
        over = loop.whole - loop.limit
        told = {"whole": duration_words(loop.whole), "limit": duration_words(loop.limit), "over": duration_words(max(0, over))}
        return say("loop.sentence_missed" if over > 0 else "loop.sentence_met", **told)
    if loop.whole is not None:
        return say("loop.sentence_no_limit", whole=duration_words(loop.whole))
    if loop.elapsed is not None:
        return say("loop.sentence_late" if loop.late else "loop.sentence_running", time=duration_words(loop.elapsed))
    return say(f"loop.sentence_{loop.verdict.value}")


# --- figures in words


def heading_of(day: Day) -> str:
    period = day.period
    month = period.until - period.since > timedelta(days=1)
    named = say("loop.month", year=day.on.year, month=day.on.month) if month else day_words(day.on)
    if period.at == period.until:
        return named
    at = period.at.astimezone(SHANGHAI)
    return say("loop.as_of", day=named, time=f"{at:%m-%d %H:%M}" if month else f"{at:%H:%M}")


def _words(seconds: int | None) -> str:
    return say("loop.none") if seconds is None else duration_words(seconds)


def _value_words(measure: command.Measure) -> str:
    if measure.value is None:
        return say("loop.none")
    if measure.unit == "秒":
        return duration_words(int(measure.value))
    return f"{measure.value}%" if measure.unit == "%" else str(measure.value)


def _figure(asked: Asked, measure: command.Measure) -> FigureLine:
    over = f"{len(measure.part)}/{len(measure.whole)}" if measure.whole is not None else ""
    look = "bad" if measure.key in ("missed", "late") and measure.value else ""
    address = asked.address("/loop/rows", figure=measure.key)
    return FigureLine(measure.title, measure.sentence, _value_words(measure), over, address, look)


def _measure_title(asked: Asked, measure: command.Measure) -> str:
    if measure.group != command.GRID:
        return measure.title
    return say("loop.grid_delay", grid=grid_name(measure.title, asked.day.on))


def grid_name(code: str, on: date) -> str:
    return patrols.grid_name(code, on=on) if code else say("loop.no_grid")


def _slowest_words(total: Summary) -> str:
    stage = next((stage for stage in total.stages if stage.key == total.slowest), None)
    if stage is None:
        return ""
    return say("loop.slowest", stage=stage.title, median=_words(stage.median), count=stage.slowest_of)


def _stage_rows(asked: Asked, total: Summary, measured: Sequence[command.Measure]) -> list[tuple[str, bool, list[FigureLine], str]]:
    by_key = {one.key: one for one in measured}
    most = max((stage.median or 0 for stage in total.stages), default=0)
    return [
        (
            stage.title,
            stage.key == total.slowest,
            [_figure(asked, by_key[f"{stage.key}_{what}"]) for what in ("median", "p90", "slowest")],
            f"{(stage.median or 0) * WIDE / most:.1f}" if most else "0",
        )
        for stage in total.stages
    ]


def _grid_rows(asked: Asked, measured: Sequence[command.Measure]) -> list[tuple[str, int, int, FigureLine, str]]:
    by_key = {one.key: one for one in measured}
    return [
        (grid_name(line.grid, asked.day.on), line.events, line.ordered, _figure(asked, by_key[f"grid:{line.grid}"]), _words(line.p90))
        for line in asked.day.grids
    ]


def _teams(events: Iterable[Told], *more: str) -> list[str]:
    return sorted({*more, *(event.team for event in events)} - {""})


def _bodies(events: Iterable[Told], *more: str) -> list[str]:
    return sorted({*more, *(event.body for event in events)} - {""})


# --- stamps and acts of one event


def clock_words(at: datetime, *, on: date | None = None) -> str:
    local = at.astimezone(SHANGHAI)
    return f"{local:%H:%M:%S}" if on is None or local.date() == on else f"{local:%m-%d %H:%M:%S}"


def _stamps(told: Told, view: View) -> list[dict[str, Any]]:
    """The four stamps: when, how long after the upload, by whose act."""
    found = []
    for place, (title, at) in enumerate(zip(STAMPS, told.stamps.all, strict=True)):
        act = _act_of_stamp(view, place, at)
        found.append(
            {
                "title": title,
                "at": f"{time_words(at)}:{at.astimezone(SHANGHAI):%S}" if at else say("loop.not_yet"),
                "after": _after(told, at),
                "who": who_of(act) if act else "",
                "act": act_title(act.kind) if act else "",
                "record": f"/dockets/{view.id}/record/{act.seq}" if act else "",
            }
        )
    return found


def _act_of_stamp(view: View, place: int, at: datetime | None) -> Act | None:
    """The act that set the stamp; the upload may be older than the act that took it in."""
    if at is None:
        return None
    if place == 0:
        return view.acts[0]
    kinds = ("give_order",) if place == 1 else ("handle_event",) if place == 2 else ()
    return next((act for act in view.acts if act.happened_at == at and (not kinds or act.kind in kinds)), None)


def _after(told: Told, at: datetime | None) -> str:
    if at is None or at == told.stamps.uploaded_at:
        return ""
    gap = seconds_between(told.stamps.uploaded_at, at)
    return say("loop.after", time=duration_words(gap)) if gap >= 0 else say("loop.before", time=duration_words(-gap))


def _act_line(act: Act, told: Told) -> dict[str, Any]:
    late = act.recorded_at - act.happened_at
    return {
        "at": clock_words(act.happened_at, on=legal_date(told.stamps.uploaded_at)),
        "after": _after(told, act.happened_at),
        "title": act_title(act.kind),
        "who": who_of(act),
        "body": body_name(act.in_name_of, act.happened_on),
        "late": say("loop.recorded_later", time=duration_words(round(late.total_seconds()))) if late > _LATER else "",
        "record": f"/dockets/{act.docket}/record/{act.seq}",
    }


def act_title(kind: str) -> str:
    declared = next((procedure.kinds[kind] for procedure in PROCEDURES.values() if kind in procedure.kinds), COMMON.get(kind))
    return declared.title if declared else kind


def _harmless(text: str) -> str:
    """A cell that a table program does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
