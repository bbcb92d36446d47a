"""闭环数字 — a day of events as the loop and the indicators see it: read in one statement, reckoned by the pure parts, rows kept beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final, Literal
from uuid import UUID

from django.db import connection

from yifa.dispatch.core.event import DONE, MERGED
from yifa.dispatch.core.indicators import Indicator, Line, Period, indicators
from yifa.dispatch.core.loop import Class, Loop, Stamps, Summary, compared, loop_of, middle, ninetieth, summary
from yifa.kernel.actor import DOCKET_ROLES, Actor
from yifa.kernel.dates import SHANGHAI, add_months
from yifa.registry.queries import claim

#: the sourced figure that names the limit of the whole; a place that claims none has none
LIMIT: Final = "loop_seconds_max"
Span = Literal["day", "month"]


@dataclass(frozen=True, slots=True)
class Told:
    """One event with its loop; ``own``: it was uploaded in the period, else only an indicator speaks of it."""

    docket: UUID
    number: str
    body: str
    place: str
    state: str
    source: str
    summary: str
    place_text: str
    grid: str
    event_kind: str
    kind_name: str
    team: str
    longitude: float | None
    latitude: float | None
    stamps: Stamps
    loop: Loop
    line: Line
    own: bool


@dataclass(frozen=True, slots=True)
class GridDelay:
    """发现—派遣时延 — of one grid: events, how many were sent somebody, and how long that took."""

    grid: str
    events: int
    ordered: int
    median: int | None
    p90: int | None
    #: the events themselves
    rows: tuple[UUID, ...]


@dataclass(frozen=True)
class Day:
    """一天或一月的闭环 — from the day ``on``; ``period.at`` is how far one looks: its end, or the present while it runs.

    What is reckoned of its events is reckoned once: a page asks for the same figures many times over.
    """

    on: date
    period: Period
    limit: int | None
    events: tuple[Told, ...]

    @cached_property
    def own(self) -> tuple[Told, ...]:
        """The events uploaded in the period, in that order: those the loop is told of."""
        return tuple(event for event in self.events if event.own)

    @cached_property
    def summary(self) -> Summary:
        return summary([event.loop for event in self.own], limit=self.limit)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return indicators([event.line for event in self.events], period=self.period)

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        return compared(((event.kind_name, event.team, event.loop) for event in self.own), limit=self.limit)

    @cached_property
    def grids(self) -> tuple[GridDelay, ...]:
        """Every grid that had an event, the one with most first (热点网格); events of no grid stand under an empty code."""
        found: dict[str, list[Told]] = {}
        for event in self.own:
            found.setdefault(event.grid, []).append(event)
        delays = [_delay(grid, events) for grid, events in found.items()]
        return tuple(sorted(delays, key=lambda line: (-line.events, line.grid)))


def limit_of_loop() -> int | None:
    """The seconds the profile claims for the whole loop; None where it claims none."""
    said = claim(LIMIT)
    return None if said is None else int(said)


def period_of(on: date, *, now: datetime, span: Span = "day") -> Period:
    """The legal day, or the month it lies in; it is looked at from its end, or from ``now`` while it runs."""
    first = on if span == "day" else on.replace(day=1)
    after = on + timedelta(days=1) if span == "day" else add_months(first, 1)
    since, until = (datetime.combine(day, time(), SHANGHAI) for day in (first, after))
    return Period(since, until, min(now, until))


def day_of(on: date, *, now: datetime, body: str = "", team: str = "", actor: Actor | None = None, span: Span = "day") -> Day:
    """The events of one day or its month, of a body and those below it, of one team, as far as this person reads dockets.

    ``actor`` None: the place itself. Events are those uploaded, filed, sent, handled, due or closed in the period. Two statements.
    """
    period, limit = period_of(on, now=now, span=span), limit_of_loop()
    conditions, values = _within(actor=actor, body=body, team=team)
    values |= {"since": period.since, "until": period.until}
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT} WHERE ({_THAT_DAY}) AND {conditions} ORDER BY e.uploaded_at, e.docket_id", values)
        rows = cursor.fetchall()
    return Day(
        period.since.astimezone(SHANGHAI).date(), period, limit, tuple(_told(row, period=period, limit=limit, now=now) for row in rows)
    )


def of_docket(docket: UUID, *, now: datetime) -> Told | None:
    """One event with its loop; None where the docket holds none. Who asks has been let see the docket."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT} WHERE e.docket_id = %(docket)s", {"docket": docket})
        row = cursor.fetchone()
    if row is None:
        return None
    uploaded: datetime = row[_UPLOADED]
    return _told(row, period=period_of(uploaded.astimezone(SHANGHAI).date(), now=now), limit=limit_of_loop(), now=now)


@dataclass(frozen=True, slots=True)
class Moment:
    """一步 — one act of a day on the map: what, when, at which event and where; no words of anybody."""

    docket: UUID
    seq: int
    kind: str
    at: datetime
    longitude: float | None
    latitude: float | None
    #: of 核查 alone: was it found to be done with?
    settled: bool | None = None


def moments_of(on: date, *, now: datetime, body: str = "", team: str = "", actor: Actor | None = None) -> list[Moment]:
    """回放 — every act until the end of that day at the events one may read that are open or were touched since. One statement."""
    period = period_of(on, now=now)
    conditions, values = _within(actor=actor, body=body, team=team)
    values |= {"since": period.since, "until": period.until}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT a.docket_id, a.seq, a.kind, a.happened_at, e.longitude, e.latitude,
              CASE WHEN a.kind = 'verify_event' THEN (a.body::jsonb #>> '{{payload,settled}}')::boolean END
            FROM dispatch_event e JOIN docket_act a ON a.docket_id = e.docket_id
            WHERE a.happened_at < %(until)s AND e.uploaded_at < %(until)s AND (e.touched_at >= %(since)s OR e.closed_at IS NULL)
              AND {conditions} ORDER BY a.happened_at, a.docket_id, a.seq""",
            values,
        )
        rows = cursor.fetchall()
    return [Moment(docket, seq, kind, at, _degrees(east), _degrees(north), settled) for docket, seq, kind, at, east, north, settled in rows]


def of_day(day: date, body: str = "", *, now: datetime) -> dict[str, Any]:
    """数字 — the loop's figures of a day as plain data, as a command prints them. ``now``: how far one looks."""
    found = day_of(day, now=now, body=body)
    total = found.summary
    return {
        "day": day.isoformat(),
        "at": found.period.at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "body": body,
        "loop": {
            "limit_seconds": found.limit,
            "events": total.events,
            "met": total.met,
            "missed": total.missed,
            "running": total.running,
            "late": total.late,
            "outside": total.outside,
            "unknown": total.unknown,
            "no_limit": total.no_limit,
            "clock_backwards": total.backwards,
            "median_seconds": total.median,
            "p90_seconds": total.p90,
            "slowest_stage": total.slowest,
            "stages": [
                {
                    "key": stage.key,
                    "title": stage.title,
                    "count": stage.count,
                    "median_seconds": stage.median,
                    "p90_seconds": stage.p90,
                    "slowest_of": stage.slowest_of,
                }
                for stage in total.stages
            ],
        },
        "indicators": [
            {
                "key": one.key,
                "title": one.title,
                "value": one.value if isinstance(one.value, int) or one.value is None else float(one.value),
                "unit": one.unit,
                "numerator": len(one.part),
                "denominator": None if one.whole is None else len(one.whole),
            }
            for one in found.indicators
        ],
        "grids": [
            {"grid": line.grid, "events": line.events, "ordered": line.ordered, "median_seconds": line.median, "p90_seconds": line.p90}
            for line in found.grids
        ],
    }


#: what the indicators ask of an event's acts beside its row: they are read from the acts, so that nothing is counted twice
_SELECT = """SELECT e.docket_id, e.number, e.body, e.place, e.state, e.source, e.summary, e.place_text, e.grid, e.event_kind, e.kind_name,
    e.team, e.longitude, e.latitude, e.uploaded_at, e.filed_at, e.first_ordered_at, e.handled_at, e.fed_back_at, e.closed_at, e.due_at,
    e.hung_at, e.extensions, acts.handled, acts.returns, acts.reworks
FROM dispatch_event e CROSS JOIN LATERAL (
    SELECT min(a.happened_at) FILTER (WHERE a.kind = 'handle_event') AS handled,
        count(*) FILTER (WHERE a.kind = 'return_order') AS returns,
        count(*) FILTER (WHERE a.kind = 'verify_event' AND NOT (a.body::jsonb #>> '{payload,settled}')::boolean) AS reworks
    FROM docket_act a WHERE a.docket_id = e.docket_id AND a.kind IN ('handle_event', 'return_order', 'verify_event')
) acts"""
_UPLOADED = 14

_THAT_DAY = " OR ".join(
    f"(e.{column} >= %(since)s AND e.{column} < %(until)s)"
    for column in ("uploaded_at", "filed_at", "first_ordered_at", "handled_at", "due_at", "closed_at")
)


def _within(*, actor: Actor | None, body: str, team: str) -> tuple[str, dict[str, Any]]:
    conditions = ["TRUE"]
    values: dict[str, Any] = {"body": body, "team": team}
    if body:
        conditions.append("(e.body = %(body)s OR starts_with(e.body, %(body)s || '.'))")
    if team:
        conditions.append("(e.team = %(team)s OR %(team)s = ANY(e.assisting))")
    if actor is not None:
        posts = [post for post in actor.posts if post.role in DOCKET_ROLES]
        values |= {"bodies": [post.body for post in posts], "places": [post.place for post in posts]}
        conditions.append(
            """EXISTS (SELECT 1 FROM unnest(%(bodies)s::text[], %(places)s::text[]) AS p(body, place)
            WHERE (e.body = p.body OR starts_with(e.body, p.body || '.')) AND starts_with(e.place, p.place))"""
        )
    return " AND ".join(conditions), values


def _told(row: Sequence[Any], *, period: Period, limit: int | None, now: datetime) -> Told:
    docket, number, body, place, state, source, said, where, grid, kind, kind_name, team = row[:12]
    longitude, latitude, uploaded, filed, ordered, handled, fed_back, closed, due, hung, extensions, first_handled = row[12:24]
    returns, reworks = row[24:]
    stamps = Stamps(uploaded, ordered, handled, fed_back, ended=state in DONE)
    return Told(
        *(docket, number, body, place, state, source, said, where, grid, kind, kind_name, team),
        longitude=_degrees(longitude),
        latitude=_degrees(latitude),
        stamps=stamps,
        loop=loop_of(stamps, limit=limit, now=now),
        line=Line(
            *(docket, uploaded, filed, due, closed, hung, state == MERGED, ordered, first_handled),
            returns=returns,
            extensions=extensions,
            reworks=reworks,
        ),
        own=period.since <= uploaded < period.until,
    )


def _delay(grid: str, events: Sequence[Told]) -> GridDelay:
    delays = [known for event in events if (known := event.loop.stages[0].seconds) is not None]
    return GridDelay(grid, len(events), len(delays), middle(delays), ninetieth(delays), tuple(event.docket for event in events))


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value)


#: what is counted of a day's loops, by key: which events stand behind it
BEHIND: Final[Mapping[str, Callable[[Told], bool]]] = {
    "events": lambda event: True,
    "met": lambda event: event.loop.verdict == "met",
    "missed": lambda event: event.loop.verdict == "missed",
    "running": lambda event: event.loop.verdict == "running",
    "late": lambda event: event.loop.late,
    "judged": lambda event: event.loop.judged,
    "outside": lambda event: event.loop.verdict == "outside",
    "unknown": lambda event: event.loop.verdict == "unknown",
    "no_limit": lambda event: event.loop.verdict == "no_limit",
    "backwards": lambda event: event.loop.backwards,
    "answered": lambda event: event.loop.whole is not None,
}
