"""值守 — one's own watch, the roster of a day and of a week, the desks that are kept day and night, things and what tomorrow lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from yifa.dispatch import booking, duty, shortages
from yifa.dispatch.core.roster import DESK, KINDS, PATROL, STANDBY, Shift, Span, doubles
from yifa.dispatch.core.shortage import RECORDER
from yifa.dispatch.models import Booking
from yifa.dispatch.spans import span_words, time_words, unit_of
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.registry.models import Equipment
from yifa.staffing.core.staff import inside
from yifa.staffing.snapshot import staff
from yifa.web.desk.asked import choice_of, day_of, nothing_but, words_of
from yifa.web.desk.frame import body_name, show
from yifa.web.desk.views.institution import bodies_of
from yifa.web.desk.words import WEEKDAYS, day_words, say
from yifa.web.doors import DOCKET, door, only, signed_in
from yifa.web.errors import BadRequest, NotFound, status_of

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
#: a watch of each kind has a fill of its own
_FILLS = {DESK: "desk", PATROL: "patrol", STANDBY: "standby"}
#: how long a thing is booked for where nobody says
_USUAL = timedelta(hours=2)
TAKES_THINGS = only(Role.INTAKE, Role.OFFICER, Role.HEAD)
SETS_ROSTER = only(Role.INTAKE, Role.HEAD)


class TimeUnreadable(Refusal):
    """时间看不懂 — a beginning or an end that is none."""

    kind = "incomplete"
    code = "desk.time_unreadable"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the day: minutes from midnight, how many, how it is filled."""

    x: int
    width: int
    fill: str
    words: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One officer's day on one line."""

    code: str
    name: str
    team: str
    crew: str
    words: str
    segments: list[Segment]
    now: bool


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One officer's week on one line: per day what it says, empty for none."""

    name: str
    crew: str
    days: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CentreLine:
    """One centre's day: who has the desk, and when nobody has."""

    name: str
    all_day: bool
    segments: list[Segment]
    gaps: str


@dataclass(frozen=True, slots=True)
class ThingLine:
    """One thing's day."""

    code: str
    name: str
    kind: str
    segments: list[Segment]
    bookings: list[BookingLine]
    now: bool


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One booking; ``mine``: this person may give it back."""

    id: int
    thing: str
    span: str
    who: str
    purpose: str
    mine: bool


@dataclass(frozen=True, slots=True)
class NeedBar:
    """One half hour's need in hundredths of the drawing: up to what there is, and above it."""

    x: int
    base: int
    over: int
    words: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """What a day needs of a kind, half hour by half hour, drawn against what there is."""

    kind: str
    #: whose, where the page shows those of several bodies
    whose: str
    have: int
    #: how high what there is stands, of a hundred
    line: int
    bars: list[NeedBar]
    short: list[str]


@door(audience=DOCKET)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """值守 — of one body and those below it, one day or one week."""
    return _page(request)


def _page(request: HttpRequest, refusal: Refusal | None = None, *, which: str = "") -> HttpResponse:
    actor, now = signed_in(request), clock.now()
    today = legal_date(now)
    nothing_but(request, "on", "body", "view", "done")
    day = day_of(request, "on", otherwise=today)
    bodies = bodies_of(actor)
    body = _body(request, bodies)
    week = choice_of(request, "view", ("week",)) != ""
    begin = _midnight(day.on)
    known = duty.shifts_of((body,), since=begin, until=begin + (7 * _DAY if week else _DAY))
    of_day = [shift for shift in known if shift.meets(begin, begin + _DAY)]
    things = booking.things_of(body, on=day.on)
    booked = booking.bookings(body, since=begin, until=begin + _DAY)
    may_set = duty.may_set_roster(actor, body)
    tomorrow = today + _DAY
    pools = shortages.pools(body, on=tomorrow)
    return show(
        request,
        "desk/duty.html",
        here="roster",
        status=status_of(refusal) if refusal else 200,
        refusal=refusal,
        which=which,
        typed=request.POST,
        done=words_of(request, "done", longest=20),
        body=body,
        body_shown=body_name(body, day.on),
        bodies=[(code, body_name(code, day.on)) for code in bodies],
        day=day,
        day_shown=day_words(day.on),
        today=today.isoformat(),
        before=(day.on - (7 if week else 1) * _DAY).isoformat(),
        after=(day.on + (7 if week else 1) * _DAY).isoformat(),
        week=week,
        now_x=_minute(now, day.on) if day.on == today else None,
        marks=range(180, 1440, 180),
        hours=range(0, 24, 3),
        mine=_mine(actor, now),
        people=_people(of_day, day.on, now),
        idle=_idle(body, day.on, of_day),
        week_days=[_week_day(one) for one in _week(day.on)],
        week_lines=_week_lines(known, day.on) if week else [],
        centres=_centres(body, of_day, day.on),
        things=_things(actor, things, booked, day.on, now),
        findings=_findings(of_day),
        recorder=RECORDER,
        tomorrow=day_words(tomorrow),
        recordings=_recordings(pools, body, tomorrow),
        unregistered=not pools and any(shift.kind == PATROL for shift in of_day),
        needs=_needs(pools, body, tomorrow),
        told=next((time_words(one.told_at) for one in shortages.shortages_told(body, on=tomorrow)), ""),
        may_set=may_set,
        may_book=may_set or booking.may_book(actor, body, actor.officer),
        officers=[(one.code, one.name) for one in staff().members(body, on=day.on)] if may_set else [],
        kinds=KINDS,
        thing_kinds=_kinds(things),
        from_at=_typed_time(_next_half_hour(now)),
        until_at=_typed_time(_next_half_hour(now) + _USUAL),
    )


def _body(request: HttpRequest, bodies: Sequence[str]) -> str:
    """The body asked for, where this person reads it, else the first. Raises NotFound where it is another's."""
    wanted = request.POST.get("body", "")[:100] or words_of(request, "body")
    if not wanted:
        return bodies[0]
    if not any(inside(wanted, body) for body in bodies):
        raise NotFound
    return wanted


# --- what is done


@door(audience=SETS_ROSTER)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """增加或者取消班次."""
    return _done(request, "watch", _change)


def _change(actor: Actor, body: str, request: HttpRequest, now: datetime) -> str:
    typed = request.POST
    begins_at, ends_at = typed_span(request)
    officer, reason = typed.get("officer", "")[:60], typed.get("reason", "")[:400]
    if typed.get("do") == "off":
        of = next((shift.body for shift in duty.shifts_of((body,), since=begins_at, until=ends_at, officers=(officer,))), body)
        duty.take_off(actor=actor, officer=officer, body=of, begins_at=begins_at, ends_at=ends_at, reason=reason, now=now)
        return "taken_off"
    if typed.get("do") != "add":
        raise BadRequest
    duty.add_watch(
        actor=actor,
        officer=officer,
        body=body,
        kind=typed.get("kind", ""),
        crew=typed.get("crew", "")[:80],
        begins_at=begins_at,
        ends_at=ends_at,
        reason=reason,
        now=now,
    )
    return "added"


@door(audience=TAKES_THINGS)
@require_POST
def book(request: HttpRequest) -> HttpResponse:
    """预约装备 — an officer for himself, the office for everybody."""
    return _done(request, "booking", _book)


def _book(actor: Actor, body: str, request: HttpRequest, now: datetime) -> str:
    typed = request.POST
    begins_at, ends_at = typed_span(request)
    officer = typed.get("officer", "")[:60] if duty.may_set_roster(actor, body) else actor.officer
    booking.book(
        actor=actor,
        body=body,
        kind=typed.get("kind", "")[:40],
        officer=officer,
        begins_at=begins_at,
        ends_at=ends_at,
        purpose=typed.get("purpose", "")[:400],
        now=now,
    )
    return "booked"


@door(audience=TAKES_THINGS)
@require_POST
def give_back(request: HttpRequest) -> HttpResponse:
    """归还装备."""
    return _done(request, "booking", _give_back)


def _give_back(actor: Actor, body: str, request: HttpRequest, now: datetime) -> str:
    number = request.POST.get("booking", "")
    booking.give_back(actor=actor, booking=int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0, now=now)
    return "back"


def _done(request: HttpRequest, which: str, deed: Callable[[Actor, str, HttpRequest, datetime], str]) -> HttpResponse:
    """Do it and show the day again, or say why not with everything typed still there."""
    actor = signed_in(request)
    body = _body(request, bodies_of(actor))
    try:
        done = deed(actor, body, request, clock.now())
    except Refusal as refusal:
        return _page(request, refusal, which=which)
    on = words_of(request, "on")
    return HttpResponseRedirect(f"/duty?{urlencode({'body': body, 'done': done, **({'on': on} if on else {})})}")


def typed_span(request: HttpRequest) -> Span:
    try:
        begins_at, ends_at = (
            datetime.fromisoformat(request.POST.get(name, "")[:32]).replace(tzinfo=SHANGHAI) for name in ("begins_at", "ends_at")
        )
    except ValueError as fault:
        raise TimeUnreadable(say("roster.time_unreadable"), remedy=say("roster.time_unreadable_remedy")) from fault
    return begins_at, ends_at


# --- what is shown


def _mine(actor: Actor, now: datetime) -> dict[str, object] | None:
    """One's own watches from now to tomorrow night, and what one has booked; None for who is no officer."""
    if not actor.officer:
        return None
    until = _midnight(legal_date(now)) + 2 * _DAY
    ahead = duty.shifts_of(None, since=now, until=until, officers=(actor.officer,))
    return {
        "on": next((_shift_words(shift) for shift in ahead if shift.at(now)), ""),
        "ahead": [_shift_words(shift) for shift in ahead if not shift.at(now)],
        "bookings": [_booking_line(actor, row) for row in booking.bookings_for(actor.officer, since=now, until=until + 5 * _DAY)],
    }


def _people(known: Iterable[Shift], on: date, now: datetime) -> list[PersonLine]:
    people = staff().officers
    of: dict[str, list[Shift]] = {}
    for shift in known:
        of.setdefault(shift.officer, []).append(shift)
    lines = [
        PersonLine(
            code=code,
            name=people[code].name,
            team=body_name(own[0].body, on),
            crew=own[0].crew,
            words="；".join(f"{shift.kind}{_clock_span(shift, on)}" for shift in own),
            segments=[_segment(shift.begins_at, shift.ends_at, on, _FILLS.get(shift.kind, "desk"), _shift_words(shift)) for shift in own],
            now=any(shift.at(now) for shift in own),
        )
        for code, own in of.items()
    ]
    order = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(lines, key=lambda line: (line.team, min(order.get(shift.kind, 9) for shift in of[line.code]), line.crew, line.code))


def _idle(body: str, on: date, known: Iterable[Shift]) -> list[str]:
    """Who has no watch that day, with why where it is leave."""
    there = {shift.officer for shift in known}
    found = []
    for one in staff().members(body, on=on):
        if one.code not in there:
            absence = one.absence(on)
            found.append(say("roster.away", name=one.name, kind=absence.kind) if absence else one.name)
    return found


def _week_lines(known: Iterable[Shift], first: date) -> list[WeekLine]:
    people = staff().officers
    of: dict[str, list[Shift]] = {}
    for shift in known:
        of.setdefault(shift.officer, []).append(shift)
    lines = []
    for code, own in sorted(of.items(), key=lambda pair: (pair[1][0].body, pair[1][0].crew, pair[0])):
        days = [
            (_week_day(day), "；".join(f"{one.kind}{_clock_span(one, day)}" for one in own if legal_date(one.begins_at) == day))
            for day in _week(first)
        ]
        lines.append(WeekLine(people[code].name, own[0].crew, days))
    return lines


def _centres(body: str, known: Sequence[Shift], on: date) -> list[CentreLine]:
    begin = _midnight(on)
    lines = []
    for centre in duty.centres((body,), on=on):
        desk = [shift for shift in known if shift.kind == DESK and inside(shift.body, centre.body)]
        empty = duty.gaps_in(desk, centre.body, since=begin, until=begin + _DAY)
        segments = [_segment(shift.begins_at, shift.ends_at, on, "desk", _shift_words(shift)) for shift in desk]
        if centre.all_day:
            segments += [_segment(first, last, on, "gap", say("roster.nobody")) for first, last in empty]
        gaps = "、".join(f"{_clock(first, on)}至{_clock(last, on)}" for first, last in empty) if centre.all_day else ""
        lines.append(CentreLine(centre.name, centre.all_day, segments, gaps))
    return lines


def _things(actor: Actor, things: Iterable[Equipment], booked: Sequence[Booking], on: date, now: datetime) -> list[ThingLine]:
    lines = []
    for thing in sorted(things, key=lambda thing: (thing.kind != RECORDER, thing.kind, thing.code)):
        own = [row for row in booked if row.equipment == thing.code]
        segments = [_segment(row.begins_at, row.ends_at, on, "booked", _booked_by(row)) for row in own]
        held = any(row.begins_at <= now < row.ends_at for row in own)
        lines.append(ThingLine(thing.code, thing.name, thing.kind, segments, [_booking_line(actor, row) for row in own], held))
    return lines


def _booking_line(actor: Actor, row: Booking) -> BookingLine:
    mine = row.ends_at > clock.now() and (booking.may_book(actor, row.body, row.officer) or row.booked_by == (actor.officer or actor.name))
    return BookingLine(row.pk, f"{row.kind} {row.equipment}", span_words(row.begins_at, row.ends_at), _booked_by(row), row.purpose, mine)


def _booked_by(row: Booking) -> str:
    person = staff().officers.get(row.officer)
    return person.name if person else row.purpose or say("roster.for_docket") if row.docket else say("roster.for_nobody")


def _recordings(pools: Sequence[str], body: str, on: date) -> list[tuple[str, shortages.Recording]]:
    """Bodies whose recorders are too few for all their pairs at once; the name is empty for the body of the page."""
    found = [(_whose(pool, body, on), shortages.recording(pool, on=on)) for pool in pools]
    return [(whose, recording) for whose, recording in found if recording.lacks]


def _whose(pool: str, body: str, on: date) -> str:
    return "" if pool == body else body_name(pool, on)


def _needs(pools: Sequence[str], body: str, on: date) -> list[NeedLine]:
    """Per kind that is wanted at all that day: recorders by the body that has them, other things of all together."""
    wanted = [(_whose(pool, body, on), need) for pool in pools for need in shortages.needs(pool, on) if need.kind == RECORDER]
    wanted += [("", need) for need in shortages.needs(body, on) if need.kind != RECORDER]
    lines = []
    for whose, need in wanted:
        most = max((slot.need for slot in need.slots), default=0)
        if not most:
            continue
        high = max(most, need.have, 1)
        line = round(100 * need.have / high)
        bars = [
            NeedBar(
                _minute(slot.begins_at, on),
                min(round(100 * slot.need / high), line),
                round(100 * slot.short / high),
                say("roster.need_at", clock=_clock(slot.begins_at, on), need=slot.need, have=slot.have),
            )
            for slot in need.slots
            if slot.need
        ]
        short = [
            say(
                "roster.short",
                begin=_clock(one.begins_at, on),
                end=_clock(one.ends_at, on),
                crews=one.crews,
                booked=one.booked,
                need=one.need,
                have=one.have,
                lacks=one.short,
                unit=unit_of(need.kind),
                thing=need.kind,
            )
            for one in shortages.shortages(need.slots)
        ]
        lines.append(NeedLine(need.kind, whose, need.have, line, bars, short))
    return lines


def _findings(known: Iterable[Shift]) -> list[str]:
    people = staff().officers
    return [
        say("roster.double", name=people[one.officer].name, first=_shift_words(one), second=_shift_words(other))
        for one, other in doubles(known)
    ]


def _kinds(things: Iterable[Equipment]) -> list[str]:
    """Recorders first: they are what is wanted."""
    return sorted({thing.kind for thing in things}, key=lambda kind: (kind != RECORDER, kind))


def _shift_words(shift: Shift) -> str:
    crew = say("roster.crew_of", crew=shift.crew) if shift.crew else ""
    return f"{shift.kind} {span_words(shift.begins_at, shift.ends_at)}{crew}"


def _clock_span(shift: Shift, on: date) -> str:
    return f" {_clock(shift.begins_at, on)}–{_clock(shift.ends_at, on)}"


def _clock(at: datetime, on: date) -> str:
    """08:00; with 次日 or 前日 where it is another day's, 24:00 for the midnight that ends it."""
    local = at.astimezone(SHANGHAI)
    if local == _midnight(on + _DAY):
        return "24:00"
    if local.date() > on:
        return say("roster.next_day", clock=f"{local:%H:%M}")
    return say("roster.day_before", clock=f"{local:%H:%M}") if local.date() < on else f"{local:%H:%M}"


def _segment(begins_at: datetime, ends_at: datetime, on: date, fill: str, words: str) -> Segment:
    first, last = _minute(begins_at, on), _minute(ends_at, on)
    return Segment(first, max(last - first, 4), fill, words)


def _minute(at: datetime, on: date) -> int:
    """Minutes from that day's midnight, within the day."""
    return int(min(max((at - _midnight(on)) / _MINUTE, 0), 1440))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(0), SHANGHAI)


def _week(first: date) -> list[date]:
    return [first + number * _DAY for number in range(7)]


def _week_day(on: date) -> str:
    return say("roster.week_day", weekday=WEEKDAYS[on.weekday()], month=on.month, day=on.day)


def _next_half_hour(now: datetime) -> datetime:
    local = now.astimezone(SHANGHAI).replace(second=0, microsecond=0)
    return local + timedelta(minutes=30 - local.minute % 30)


def _typed_time(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"
