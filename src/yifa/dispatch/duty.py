"""值守与装备 — who is on duty, watches added and taken off, things booked and given back, and whether tomorrow there are enough."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yifa.dispatch.core import roster
from yifa.dispatch.core.roster import Away, Change, Shift, Span, Standing, clock_time
from yifa.dispatch.core.shortage import RECORDER, Demand, Slot, earliest_free, shortages, slots
from yifa.dispatch.models import Booking, ShortageTold, Watch
from yifa.dispatch.wording import say
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.kernel.text import clean_line
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.platform.wording import Worded
from yifa.registry.models import Centre, Equipment, Roster
from yifa.registry.queries import on_day
from yifa.staffing.core.staff import Officer, inside
from yifa.staffing.snapshot import staff

#: PostgreSQL's channel on which a change of who is on duty, or of what is booked, is told; with the body
CHANNEL = "yifa_duty"
#: who may set the roster of a body and lend its things
COMMANDERS = frozenset({Role.INTAKE, Role.HEAD})
LONGEST_WATCH, LONGEST_BOOKING = timedelta(hours=48), timedelta(days=7)
_DAY = timedelta(days=1)


class DutyRefusal(Worded, say=say):
    kind: ClassVar[RefusalKind] = "invalid"
    code: ClassVar[str] = "dispatch.duty_refused"


class NotYourRoster(DutyRefusal):
    """不是本单位的值班表 — only the duty office and the head of a body set its roster."""

    kind = "denied"
    code = "dispatch.not_your_roster"


class NotInBody(DutyRefusal):
    """不是本单位的人 — nobody of that code counts in the body that day."""

    kind = "unknown"
    code = "dispatch.not_in_body"


class SpanUnreadable(DutyRefusal):
    """起止时间不对 — it ends before it begins, lies in the past, or is longer than anybody plans."""

    code = "dispatch.span_unreadable"


class WatchKindUnknown(DutyRefusal):
    """没有这种班次."""

    code = "dispatch.watch_kind_unknown"


class ReasonMissing(DutyRefusal):
    """没有写理由."""

    kind = "incomplete"
    code = "dispatch.reason_missing"


class OnLeave(DutyRefusal):
    """请假中 — the officer is absent that day."""

    kind = "conflict"
    code = "dispatch.on_leave"


class WatchTwice(DutyRefusal):
    """一人两班 — the officer is on duty at that time already."""

    kind = "conflict"
    code = "dispatch.watch_twice"


class NothingToTakeOff(DutyRefusal):
    """没有可以取消的班 — the officer has no watch of that body in that time."""

    kind = "unknown"
    code = "dispatch.nothing_to_take_off"


class NoSuchThing(DutyRefusal):
    """没有这件装备 — the body has nothing of that kind or code."""

    kind = "unknown"
    code = "dispatch.no_such_thing"


class NotYourThing(DutyRefusal):
    """不是本单位的装备 — a thing is lent by the duty office or the head of the body it belongs to."""

    kind = "denied"
    code = "dispatch.not_your_thing"


class NoneFree(DutyRefusal):
    """都已预约 — every thing of that kind is booked at some time of the span."""

    kind = "conflict"
    code = "dispatch.none_free"


class ThingTaken(DutyRefusal):
    """这件装备已经借出 — the thing that was named is booked by others in that time."""

    kind = "conflict"
    code = "dispatch.thing_taken"


class NoSuchBooking(DutyRefusal):
    """没有这个预约 — there is none of that number, or it is not one's own."""

    kind = "unknown"
    code = "dispatch.no_such_booking"


class BookingOver(DutyRefusal):
    """已经归还."""

    kind = "conflict"
    code = "dispatch.booking_over"


@dataclass(frozen=True, slots=True)
class Seen:
    """最近位置."""

    longitude: float
    latitude: float
    at: datetime
    accuracy: int | None
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Watcher:
    """在岗人员 — one officer on duty now, until when, and where last seen in this watch; None: no place was taken."""

    officer: str
    name: str
    body: str
    crew: str
    kind: str
    until: datetime
    position: Seen | None = None


# --- who is on duty


def shifts_of(bodies: Iterable[str] | None, *, since: datetime, until: datetime, officer: str = "") -> tuple[Shift, ...]:
    """Every shift of these bodies and of those below them that meets the span; None: of all. Two statements."""
    first, last = legal_date(since) - _DAY, legal_date(until)
    wanted = _of(bodies) & (Q(officer=officer) if officer else Q())
    spans = (Q(valid_from=None) | Q(valid_from__lte=last)) & (Q(valid_until=None) | Q(valid_until__gt=first))
    standing = [
        Standing(row.officer, row.body, row.kind, row.crew, row.days, clock_time(row.begins), clock_time(row.ends), *_span(row))
        for row in Roster.objects.filter(wanted, spans)
    ]
    changes = [
        Change(row.officer, row.body, row.kind, row.crew, row.begins_at, row.ends_at, row.off)
        for row in Watch.objects.filter(wanted, begins_at__lt=until + _DAY, ends_at__gt=since - _DAY)
    ]
    away = _away({*(line.officer for line in standing), *(row.officer for row in changes)})
    return roster.shifts(standing, changes, away, since=since, until=until)


def on_duty(bodies: Iterable[str] | None, now: datetime) -> list[Watcher]:
    """在岗 — who of these bodies, and of those below them, is on duty now, by code, with the newest place of this watch; None: of all.

    Three statements, however many they are. An officer in two watches at once stands here once, with the one that ends last.
    """
    longest: dict[str, Shift] = {}
    for shift in roster.on_duty(shifts_of(bodies, since=now, until=now + timedelta(microseconds=1)), now):
        known = longest.get(shift.officer)
        if known is None or shift.ends_at > known.ends_at:
            longest[shift.officer] = shift
    seen = _seen({code: shift.begins_at for code, shift in longest.items()}, now)
    people = staff().officers
    return [
        Watcher(code, people[code].name, shift.body, shift.crew, shift.kind, shift.ends_at, seen.get(code))
        for code, shift in sorted(longest.items())
    ]


def watch_of(officer: str, now: datetime) -> Shift | None:
    """The watch this officer is on now, in whatever body; None off duty."""
    known = roster.on_duty(shifts_of(None, since=now, until=now + timedelta(microseconds=1), officer=officer), now) if officer else ()
    return max(known, key=lambda shift: shift.ends_at, default=None)


def gaps(body: str, *, since: datetime, until: datetime) -> tuple[Span, ...]:
    """无人值守 — when nobody of the body or of those below it has the desk."""
    return gaps_in(shifts_of((body,), since=since, until=until), body, since=since, until=until)


def gaps_in(known: Iterable[Shift], body: str, *, since: datetime, until: datetime) -> tuple[Span, ...]:
    """The same, of shifts that were read already."""
    return roster.gaps((one for one in known if one.kind == roster.DESK and inside(one.body, body)), since=since, until=until)


def centres(bodies: Iterable[str], *, on: date) -> list[Centre]:
    """The centres of these bodies and of those below them that day."""
    return list(Centre.objects.filter(on_day(on), _of(bodies)).order_by("id"))


# --- watches added and taken off


def may_set_roster(actor: Actor, body: str) -> bool:
    return any(post.role in COMMANDERS and inside(body, post.body) for post in actor.posts)


def add_watch(
    *,
    actor: Actor,
    officer: str,
    body: str,
    kind: str,
    begins_at: datetime,
    ends_at: datetime,
    reason: str,
    now: datetime,
    crew: str = "",
) -> Watch:
    """加班次 — one more watch of an officer of the body or of those below it; audited and told.

    Refuses: NotYourRoster, SpanUnreadable, ReasonMissing, NotInBody, WatchKindUnknown, OnLeave, WatchTwice.
    """
    person, reason = _to_change(actor, officer, body, begins_at, ends_at, reason, now)
    if kind not in roster.KINDS:
        raise WatchKindUnknown(kind=kind[:20])
    on, last = legal_date(begins_at), legal_date(ends_at - timedelta(microseconds=1))
    while on <= last:
        if absence := person.absence(on):
            raise OnLeave(name=person.name, day=on.isoformat(), kind=absence.kind)
        on += _DAY
    with transaction.atomic():
        _lock(officer)
        already = shifts_of(None, since=begins_at, until=ends_at, officer=officer)
        if already:
            raise WatchTwice(name=person.name, span=span_words(already[0].begins_at, already[0].ends_at), kind=already[0].kind)
        crew = clean_line(crew, field=say("field.crew"), limit=40)
        row = Watch.objects.create(
            officer=officer,
            body=body,
            kind=kind,
            crew=crew,
            begins_at=begins_at,
            ends_at=ends_at,
            reason=reason,
            set_by=actor.officer or actor.name,
            set_at=now,
        )
        _told(Kind.WATCH_ADDED, actor, person, row, now)
    return row


def take_off(*, actor: Actor, officer: str, body: str, begins_at: datetime, ends_at: datetime, reason: str, now: datetime) -> Watch:
    """取消班次 — within the span the officer has no watch of that body: the standing one does not hold, an extra one is cut.

    Refuses: NotYourRoster, SpanUnreadable, ReasonMissing, NotInBody, NothingToTakeOff.
    """
    person, reason = _to_change(actor, officer, body, begins_at, ends_at, reason, now)
    with transaction.atomic():
        _lock(officer)
        found = [shift for shift in shifts_of((body,), since=begins_at, until=ends_at, officer=officer) if shift.body == body]
        if not found:
            raise NothingToTakeOff(name=person.name, span=span_words(begins_at, ends_at))
        _cut_extra(officer, body, begins_at, ends_at)
        row = Watch.objects.create(
            officer=officer,
            body=body,
            kind=found[0].kind,
            crew=found[0].crew,
            begins_at=begins_at,
            ends_at=ends_at,
            off=True,
            reason=reason,
            set_by=actor.officer or actor.name,
            set_at=now,
        )
        _told(Kind.WATCH_TAKEN_OFF, actor, person, row, now)
    return row


def _cut_extra(officer: str, body: str, begins_at: datetime, ends_at: datetime) -> None:
    for extra in Watch.objects.filter(officer=officer, body=body, off=False, begins_at__lt=ends_at, ends_at__gt=begins_at):
        before, after = (extra.begins_at, begins_at), (ends_at, extra.ends_at)
        extra.delete()
        for begin, end in (before, after):
            if begin < end:
                extra.pk = None
                extra.begins_at, extra.ends_at = begin, end
                extra.save(force_insert=True)


def _to_change(
    actor: Actor, officer: str, body: str, begins_at: datetime, ends_at: datetime, reason: str, now: datetime
) -> tuple[Officer, str]:
    if not may_set_roster(actor, body):
        raise NotYourRoster(body=staff().name_of(body, on=legal_date(now)))
    if not begins_at < ends_at <= begins_at + LONGEST_WATCH or ends_at <= now:
        raise SpanUnreadable(longest=_hours(LONGEST_WATCH))
    reason = clean_line(reason, field=say("field.reason"), limit=200)
    if not reason:
        raise ReasonMissing()
    person = staff().officers.get(officer)
    if person is None or not staff().counts_in(person, body, on=legal_date(begins_at)):
        raise NotInBody(officer=officer[:60], body=staff().name_of(body, on=legal_date(now)))
    return person, reason


def _told(kind: Kind, actor: Actor, person: Officer, row: Watch, now: datetime) -> None:
    facts = {"body": row.body, "watch": row.kind, "span": span_words(row.begins_at, row.ends_at), "reason": row.reason}
    record(kind, actor=actor, subject=f"{person.name} {person.code}", facts=facts, at=now)
    notify(row.body)


# --- things booked and given back


def things_of(body: str, *, on: date) -> list[Equipment]:
    """装备 — what the body, and those below it, have that day, by kind and code."""
    return list(Equipment.objects.filter(on_day(on), _of((body,))).order_by("kind", "code"))


def free(body: str, *, begins_at: datetime, ends_at: datetime, kind: str = "") -> list[Equipment]:
    """空闲的装备 — of the body and those below it, booked at no time of the span. One statement."""
    return list(_free(body, begins_at, ends_at, kind=kind))


def book(
    *,
    actor: Actor,
    body: str,
    begins_at: datetime,
    ends_at: datetime,
    now: datetime,
    kind: str = "",
    code: str = "",
    officer: str = "",
    docket: UUID | None = None,
    purpose: str = "",
) -> Booking:
    """预约装备 — a free thing of that kind, or the one of that code, of the body or those below it; for an officer, a docket or both.

    The duty office and the head of the body lend to whom they will; an officer of it books for himself.
    Refuses: NotYourThing, SpanUnreadable, NoSuchThing, NoneFree (with when one comes free).
    """
    if not may_book(actor, body, officer):
        raise NotYourThing(body=staff().name_of(body, on=legal_date(now)))
    if not begins_at < ends_at <= begins_at + LONGEST_BOOKING or ends_at <= now:
        raise SpanUnreadable(longest=_hours(LONGEST_BOOKING))
    purpose = clean_line(purpose, field=say("field.purpose"), limit=200)
    mine = [
        thing for thing in things_of(body, on=legal_date(begins_at)) if (thing.code == code if code else thing.kind == kind and bool(kind))
    ]
    if not mine:
        raise NoSuchThing(what=code or kind, body=staff().name_of(body, on=legal_date(now)))
    with transaction.atomic():
        while True:
            # what somebody else is just booking is passed over; waited for only where there is nothing else
            offered = _free(body, begins_at, ends_at, kind=kind, code=code)
            thing = offered.select_for_update(skip_locked=True, no_key=True).first() or offered.select_for_update(no_key=True).first()
            if thing is None:
                raise _none_free(mine, begins_at, ends_at)
            try:
                with transaction.atomic():
                    row = Booking.objects.create(
                        equipment=thing.code,
                        kind=thing.kind,
                        body=thing.body,
                        officer=officer,
                        docket=docket,
                        begins_at=begins_at,
                        ends_at=ends_at,
                        purpose=purpose,
                        booked_by=actor.officer or actor.name,
                        booked_at=now,
                    )
            except IntegrityError:  # booked while we waited: the database has the last word, and we look again
                continue
            notify(thing.body)
            return row


def may_book(actor: Actor, body: str, officer: str) -> bool:
    """May this person book a thing of that body for that officer (empty: for nobody in particular)?"""
    own = bool(actor.officer) and officer == actor.officer
    return any(
        (post.role in COMMANDERS and inside(body, post.body)) or (own and post.role is Role.OFFICER and post.body == body)
        for post in actor.posts
    )


def give_back(*, actor: Actor, booking: int, now: datetime) -> Booking:
    """归还 — the booking ends now; one that has not begun falls away. Refuses: NoSuchBooking, BookingOver."""
    with transaction.atomic():
        row = Booking.objects.select_for_update(no_key=True).filter(pk=booking).first()
        if row is None or not (may_book(actor, row.body, row.officer) or row.booked_by == (actor.officer or actor.name)):
            raise NoSuchBooking()
        if row.ends_at <= now or row.ends_at == row.begins_at:
            raise BookingOver(thing=row.equipment)
        row.ends_at = max(row.begins_at, now)
        row.save(update_fields=["ends_at"])
        notify(row.body)
    return row


def release(docket: UUID, *, now: datetime) -> int:
    """What is booked for a docket comes back: bookings that run end now, those to come fall away. Answers how many."""
    open_ = Booking.objects.filter(docket=docket, ends_at__gt=now).exclude(ends_at=F("begins_at"))
    bodies = set(open_.values_list("body", flat=True))
    ended = open_.filter(begins_at__lte=now).update(ends_at=now) + open_.filter(begins_at__gt=now).update(ends_at=F("begins_at"))
    for body in sorted(bodies):
        notify(body)
    return ended


def bookings(body: str, *, since: datetime, until: datetime) -> list[Booking]:
    """预约 — of things of the body and those below it that meet the span, earliest first."""
    return list(_bookings(_of((body,)), since, until))


def bookings_for(officer: str, *, since: datetime, until: datetime) -> list[Booking]:
    """One's own, whosever the thing is."""
    return list(_bookings(Q(officer=officer), since, until)) if officer else []


def _bookings(which: Q, since: datetime, until: datetime) -> QuerySet[Booking]:
    meets = Booking.objects.filter(which, begins_at__lt=until, ends_at__gt=since)
    return meets.exclude(ends_at=F("begins_at")).order_by("begins_at", "equipment")


def _free(body: str, begins_at: datetime, ends_at: datetime, *, kind: str = "", code: str = "") -> QuerySet[Equipment]:
    taken = Booking.objects.filter(equipment=OuterRef("code"), begins_at__lt=ends_at, ends_at__gt=begins_at).exclude(ends_at=F("begins_at"))
    which = Q(code=code) if code else Q(kind=kind) if kind else Q()
    return Equipment.objects.filter(on_day(legal_date(begins_at)), _of((body,)), which).exclude(Exists(taken)).order_by("code")


def _none_free(things: Sequence[Equipment], begins_at: datetime, ends_at: datetime) -> NoneFree:
    taken: dict[str, list[Span]] = {thing.code: [] for thing in things}
    for row in Booking.objects.filter(equipment__in=taken, ends_at__gt=begins_at).exclude(ends_at=F("begins_at")):
        taken[row.equipment].append((row.begins_at, row.ends_at))
    at = earliest_free(taken, begins_at=begins_at, length=ends_at - begins_at)
    local = at.astimezone(SHANGHAI) if at else begins_at
    same = local.date() == legal_date(begins_at)
    return NoneFree(
        count=len(things),
        unit=unit_of(things[0].kind),
        thing=things[0].kind,
        span=span_words(begins_at, ends_at),
        at=f"{local:%H:%M}" if same else time_words(local),
        free_at=local.isoformat() if at else "",
    )


# --- are there enough


@dataclass(frozen=True, slots=True)
class Shortage:
    """缺口 — a kind a body has too few of on a day, from when to when, and why."""

    body: str
    kind: str
    begins_at: datetime
    ends_at: datetime
    crews: int
    booked: int
    have: int

    @property
    def need(self) -> int:
        return self.crews + self.booked


@dataclass(frozen=True, slots=True)
class Need:
    """用量 — of one kind, half hour by half hour."""

    kind: str
    have: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """全过程记录能力 — how many recorders, for how many certified officers: as many pairs as recorders can be recorded at once."""

    recorders: int
    officers: int

    @property
    def pairs(self) -> int:
        return self.officers // 2

    @property
    def lacks(self) -> int:
        """Pairs that have none when everybody is out."""
        return max(0, self.pairs - self.recorders)


def pools(body: str | None, *, on: date) -> list[str]:
    """The uppermost bodies, of this one and those below it (None: of all), that have recorders: who is below one takes of its.

    A body in none of them has none on record, and whether there are enough is not known.
    """
    having = Equipment.objects.filter(on_day(on), _of(None if body is None else (body,)), kind=RECORDER)
    codes = sorted(set(having.values_list("body", flat=True)))
    return [code for code in codes if not any(code != other and inside(code, other) for other in codes)]


def needs(body: str, day: date, *, planned: Sequence[Demand] = ()) -> tuple[Need, ...]:
    """Per kind of thing what the day plans to use and what there is: bookings, and of recorders crews on patrol and patrols ``planned``.

    A kind the body has none of on record is left out: unknown, not none.
    """
    since = datetime.combine(day, time(0), SHANGHAI)
    until = since + _DAY
    known = shifts_of((body,), since=since, until=until)
    booked: dict[str, list[Demand]] = {}
    for row in bookings(body, since=since, until=until):
        serves = frozenset({row.officer} if row.officer else ())
        booked.setdefault(row.kind, []).append(Demand(row.begins_at, row.ends_at, officers=serves))
    have: dict[str, int] = {}
    for thing in things_of(body, on=day):
        have[thing.kind] = have.get(thing.kind, 0) + 1
    found = []
    for kind, count in sorted(have.items(), key=lambda pair: (pair[0] != RECORDER, pair[0])):
        recorder = kind == RECORDER
        wanted = [*booked.get(kind, ()), *(planned if recorder else ())]
        found.append(Need(kind, count, slots(known, wanted, have=count, since=since, until=until, per_crew=1 if recorder else 0)))
    return tuple(found)


def shortage(day: date, body: str, *, planned: Sequence[Demand] = ()) -> tuple[Shortage, ...]:
    """缺口 — when on that day a kind is too few, joined over half hours."""
    return tuple(
        Shortage(body, need.kind, slot.begins_at, slot.ends_at, slot.crews, slot.booked, slot.have)
        for need in needs(body, day, planned=planned)
        for slot in shortages(need.slots)
    )


def recording(body: str, *, on: date) -> Recording:
    """How many of the body's people could be recorded at once."""
    recorders = sum(thing.kind == RECORDER for thing in things_of(body, on=on))
    return Recording(recorders, sum(not one.assistant for one in staff().members(body, on=on)))


def tell_shortages(*, now: datetime) -> int:
    """提前一天提示 — tomorrow's shortages of every body that has recorders are written down as told, and the screens hear of it.

    A shortage told already is not told again. Answers how many are new.
    """
    day = legal_date(now) + _DAY
    told = 0
    for body in pools(None, on=day):
        for one in shortage(day, body):
            values: dict[str, Any] = {"ends_at": one.ends_at, "need": one.need, "have": one.have, "told_at": now}
            _, new = ShortageTold.objects.get_or_create(body=body, kind=one.kind, begins_at=one.begins_at, defaults=values)
            if new:
                told += 1
                notify(body)
    return told


def shortages_told(body: str, *, on: date) -> list[ShortageTold]:
    """What was told of that day, for the body and those below it."""
    begin = datetime.combine(on, time(0), SHANGHAI)
    return list(ShortageTold.objects.filter(_of((body,)), begins_at__gte=begin, begins_at__lt=begin + _DAY).order_by("begins_at", "kind"))


# --- shared


def notify(body: str) -> None:
    """The screens hear of it when the transaction is through."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"body": body})])


def span_words(begins_at: datetime, ends_at: datetime) -> str:
    """11月23日 15:00至17:00; with the day of the end where it is another."""
    begin, end = begins_at.astimezone(SHANGHAI), ends_at.astimezone(SHANGHAI)
    last = f"{end:%H:%M}" if begin.date() == end.date() else time_words(end)
    return say("shown.span", begin=time_words(begin), end=last)


def time_words(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return say("shown.time", month=local.month, day=local.day, clock=f"{local:%H:%M}")


def unit_of(kind: str) -> str:
    """架, 台, 辆; 件 of what has no word of its own."""
    try:
        return say(f"unit.{kind}")
    except KeyError:
        return say("unit.other")


def _hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3600)


def _of(bodies: Iterable[str] | None) -> Q:
    """Rows of these bodies and of those below; None: of all."""
    if bodies is None:
        return Q()
    wanted = Q(pk__in=())
    for body in bodies:
        wanted |= Q(body=body) | Q(body__startswith=f"{body}.")
    return wanted


def _span(row: Roster) -> tuple[date | None, date | None]:
    return row.valid_from, row.valid_until


def _away(officers: Iterable[str]) -> list[Away]:
    """When these officers are absent or not of the force; who is on no record is on duty never."""
    found = []
    people = staff().officers
    for code in set(officers):
        person = people.get(code)
        if person is None:
            found.append(Away(code, None, None))
            continue
        found += [Away(code, row.first, row.last) for row in person.absences]
        if person.since:
            found.append(Away(code, None, person.since - _DAY))
        if person.until:
            found.append(Away(code, person.until, None))
    return found


_NEWEST = """
SELECT DISTINCT ON (officer) officer, longitude, latitude, at, accuracy, doubtful FROM dispatch_position
WHERE officer = ANY(%s) AND at >= %s AND at <= %s ORDER BY officer, at DESC
"""


def _seen(since: dict[str, datetime], now: datetime) -> dict[str, Seen]:
    """The newest place of each officer; one from before the watch began is none."""
    if not since:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [list(since), min(since.values()), now])
        rows = cursor.fetchall()
    return {
        code: Seen(float(longitude), float(latitude), at, accuracy, doubtful)
        for code, longitude, latitude, at, accuracy, doubtful in rows
        if at >= since[code]
    }


def _lock(officer: str) -> None:
    """One change of an officer's watches at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"dispatch_watch {officer}"])
