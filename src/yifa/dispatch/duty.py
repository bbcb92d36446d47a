"""值守与装备 — who is on duty, watches added and taken off, things booked and given back, and whether tomorrow there are enough."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from yifa.dispatch.core import roster
from yifa.dispatch.core.roster import Away, Change, Shift, Span, Standing, clock_time
from yifa.dispatch.models import Watch
from yifa.dispatch.refusals import DispatchRefusal, SpanUnreadable
from yifa.dispatch.spans import hours, span_words
from yifa.dispatch.wording import say
from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.text import clean_line
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.platform.reach import of_bodies
from yifa.registry.models import Centre, Roster
from yifa.registry.queries import on_day
from yifa.staffing.core.staff import Officer, inside
from yifa.staffing.snapshot import staff

#: PostgreSQL's channel on which a change of who is on duty, or of what is booked, is told; with the body
CHANNEL = "yifa_duty"
#: who may set the roster of a body and lend its things
COMMANDERS = frozenset({Role.INTAKE, Role.HEAD})
LONGEST_WATCH = timedelta(hours=48)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class NotYourRoster(DispatchRefusal):
    """不是本单位的值班表 — only the duty office and the head of a body set its roster."""

    kind = "denied"
    code = "dispatch.not_your_roster"


class NotInBody(DispatchRefusal):
    """不是本单位的人 — nobody of that code counts in the body that day."""

    kind = "unknown"
    code = "dispatch.not_in_body"


class WatchKindUnknown(DispatchRefusal):
    """没有这种班次."""

    code = "dispatch.watch_kind_unknown"


class ReasonMissing(DispatchRefusal):
    """没有写理由."""

    kind = "incomplete"
    code = "dispatch.reason_missing"


class OnLeave(DispatchRefusal):
    """请假中 — the officer is absent that day."""

    kind = "conflict"
    code = "dispatch.on_leave"


class WatchTwice(DispatchRefusal):
    """一人两班 — the officer is on duty at that time already."""

    kind = "conflict"
    code = "dispatch.watch_twice"


class NothingToTakeOff(DispatchRefusal):
    """没有可以取消的班 — the officer has no watch of that body in that time."""

    kind = "unknown"
    code = "dispatch.nothing_to_take_off"


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


def shifts_of(bodies: Iterable[str] | None, *, since: datetime, until: datetime, officers: Iterable[str] = ()) -> tuple[Shift, ...]:
    """Every shift of these bodies and of those below them that meets the span, None: of all; of ``officers`` where some are named.

    Two statements.
    """
    first, last = legal_date(since) - _DAY, legal_date(until)
    named = list(officers)
    wanted = of_bodies(bodies) & (Q(officer__in=named) if named else Q())
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
    known = roster.on_duty(shifts_of(None, since=now, until=now + timedelta(microseconds=1), officers=(officer,)), now) if officer else ()
    return max(known, key=lambda shift: shift.ends_at, default=None)


def off_duty(officers: Iterable[str], at: datetime) -> Collection[str]:
    """See ``docket.ports.OffDuty``: a roster has whoever has a watch within a week of the moment."""
    asked = set(officers)
    if not asked:
        return ()
    known = shifts_of(None, since=at - _WEEK, until=at + _WEEK, officers=asked)
    return {shift.officer for shift in known} - {shift.officer for shift in roster.on_duty(known, at)}


def gaps(body: str, *, since: datetime, until: datetime) -> tuple[Span, ...]:
    """无人值守 — when nobody of the body or of those below it has the desk."""
    return gaps_in(shifts_of((body,), since=since, until=until), body, since=since, until=until)


def gaps_in(known: Iterable[Shift], body: str, *, since: datetime, until: datetime) -> tuple[Span, ...]:
    """The same, of shifts that were read already."""
    return roster.gaps((one for one in known if one.kind == roster.DESK and inside(one.body, body)), since=since, until=until)


def centres(bodies: Iterable[str], *, on: date) -> list[Centre]:
    """The centres of these bodies and of those below them that day."""
    return list(Centre.objects.filter(on_day(on), of_bodies(bodies)).order_by("id"))


# --- watches added and taken off


def may_set_roster(actor: Actor, body: str) -> bool:
    return actor.has(*COMMANDERS, body=body, place=None)


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
        already = shifts_of(None, since=begins_at, until=ends_at, officers=(officer,))
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
        found = [shift for shift in shifts_of((body,), since=begins_at, until=ends_at, officers=(officer,)) if shift.body == body]
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
        raise SpanUnreadable(longest=hours(LONGEST_WATCH))
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


# --- shared


def notify(body: str) -> None:
    """The screens hear of it when the transaction is through."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"body": body})])


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
