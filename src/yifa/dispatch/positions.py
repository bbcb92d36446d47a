"""位置 — taken from officers on duty alone, seen while they are, kept for a set time; a track needs a matter and an approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from django.db import connection, transaction

from yifa.dispatch.core.positions import Point, is_doubtful, readable, wait_seconds
from yifa.dispatch.duty import COMMANDERS, Watcher, on_duty, watch_of
from yifa.dispatch.models import Position, TrackAccess
from yifa.dispatch.refusals import DispatchRefusal
from yifa.dispatch.spans import span_words
from yifa.dispatch.wording import say
from yifa.docket.models import Standing
from yifa.intake.models import Report
from yifa.kernel.actor import DOCKET_ROLES, Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.kernel.text import clean_line
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.staffing.snapshot import staff

#: PostgreSQL's channel on which a new place is told; with the officer
CHANNEL = "yifa_position"
APPROVERS = frozenset({Role.HEAD, Role.SUPERVISOR})
LONGEST_TRACK, APPROVAL_HOLDS = timedelta(days=7), timedelta(days=7)


class OffDuty(DispatchRefusal):
    """未在岗 — off duty no place is taken and none is shown."""

    kind: ClassVar[RefusalKind] = "denied"
    code = "dispatch.off_duty"


class PlaceUnreadable(DispatchRefusal):
    """位置不正确 — not a number, or not on the earth."""

    code = "dispatch.place_unreadable"


class TooOften(DispatchRefusal):
    """上报过密 — the last place came less than ten seconds ago."""

    kind = "conflict"
    code = "dispatch.too_often"


class NoSuchOfficer(DispatchRefusal):
    """没有这个人员 — nobody of that code, or nobody whose place one may see."""

    kind = "unknown"
    code = "dispatch.no_such_officer"


class TrackPurpose(DispatchRefusal):
    """查看轨迹须有事由并经批准 — a track of the past is for a case or a complaint, and another person approves it."""

    kind = "denied"
    code = "dispatch.track_purpose"


class NotYourApproval(DispatchRefusal):
    """不能批准 — the head or a supervisor of the body approves, and neither the one who asks nor the one whose way it is."""

    kind = "denied"
    code = "dispatch.not_your_approval"


@dataclass(frozen=True, slots=True)
class Step:
    """轨迹的一点."""

    at: datetime
    longitude: float
    latitude: float
    accuracy: int | None
    doubtful: bool


def take_position(
    *, actor: Actor, longitude: float, latitude: float, now: datetime, accuracy: int | None = None, mock: bool = False
) -> Position:
    """记录位置 — where the asking officer is, at the time of this machine. Nothing is written where it refuses.

    Refuses: PlaceUnreadable, TooOften (with how long to wait), OffDuty. A place nobody could have come to is kept as doubtful.
    """
    if not readable(longitude, latitude) or (accuracy is not None and not 0 <= accuracy <= 1_000_000):
        raise PlaceUnreadable()
    _not_too_often(_last(actor.officer), now)
    watch = watch_of(actor.officer, now)
    if watch is None:
        raise OffDuty()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"dispatch_position {actor.officer}"])
        _not_too_often(_last(actor.officer), now)
        believed = Position.objects.filter(officer=actor.officer, doubtful=False, at__lte=now).order_by("-at").first()
        before = Point(believed.at, float(believed.longitude), float(believed.latitude), believed.accuracy) if believed else None
        row = Position.objects.create(
            officer=actor.officer,
            at=now,
            longitude=_degrees(longitude),
            latitude=_degrees(latitude),
            accuracy=accuracy,
            doubtful=is_doubtful(before, Point(now, longitude, latitude, accuracy), mock=mock),
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, actor.officer])
    return row


def may_see_positions(actor: Actor, body: str) -> bool:
    """The duty office and the head of a body see where its people on duty are."""
    return actor.has(*COMMANDERS, body=body, place=None)


def positions(*, actor: Actor, now: datetime) -> list[Watcher]:
    """在岗人员的位置 — of those on duty whom this person commands."""
    bodies = {post.body for post in actor.posts if post.role in COMMANDERS}
    return on_duty(sorted(bodies), now) if bodies else []


def position_of(*, actor: Actor, officer: str, now: datetime) -> Watcher:
    """一人的位置 — while on duty, for whom commands that officer, or the officer. Refuses: NoSuchOfficer, OffDuty."""
    on = legal_date(now)
    person = staff().officers.get(officer)
    if person is None or not (officer == actor.officer or any(may_see_positions(actor, body) for body in staff().bodies_of(person, on=on))):
        raise NoSuchOfficer()
    watch = watch_of(officer, now)
    found = next((one for one in on_duty((watch.body,), now) if one.officer == officer), None) if watch else None
    if found is None:
        raise OffDuty()
    return found


# --- tracks of the past


def ask_track(*, actor: Actor, officer: str, since: datetime, until: datetime, matter: str, reason: str, now: datetime) -> TrackAccess:
    """申请查看轨迹 — for a case (number of its docket) or a complaint about officers (number it was taken in under); audited.

    Refuses: NoSuchOfficer, TrackPurpose where no such matter is named or the span is none or longer than a week.
    """
    body = _body_watched(actor, officer, legal_date(now))
    matter = clean_line(matter, field=say("field.matter"), limit=60)
    reason = clean_line(reason, field=say("field.reason"), limit=200)
    if not reason or not _is_matter(actor, matter) or not since < until <= since + LONGEST_TRACK or since > now:
        raise TrackPurpose()
    with transaction.atomic():
        row = TrackAccess.objects.create(
            officer=officer,
            body=body,
            since=since,
            until=until,
            matter=matter,
            reason=reason,
            asked_by=actor.officer or actor.name,
            asked_at=now,
        )
        _told(Kind.TRACK_ASKED, actor, row, now)
    return row


def approve_track(*, actor: Actor, access: int, now: datetime) -> TrackAccess:
    """批准查看轨迹. Refuses: TrackPurpose where there is no such request, NotYourApproval."""
    with transaction.atomic():
        row = TrackAccess.objects.select_for_update().filter(pk=access).first()
        if row is None or not may_read_requests(actor, row.body):
            raise TrackPurpose()
        own = actor.officer or actor.name
        if not may_approve(actor, row.body) or own in (row.asked_by, row.officer):
            raise NotYourApproval()
        if not row.approved_by:
            row.approved_by, row.approved_at = own, now
            row.save(update_fields=["approved_by", "approved_at"])
            _told(Kind.TRACK_APPROVED, actor, row, now)
    return row


def open_track(*, actor: Actor, officer: str, access: int | None, now: datetime) -> tuple[TrackAccess, Sequence[Step]]:
    """查看轨迹 — by the one who asked or who approved, within a week of the approval; each opening is audited.

    Refuses: TrackPurpose where nothing of the kind was approved for this person.
    """
    row = TrackAccess.objects.filter(pk=access, officer=officer).first() if access is not None else None
    own = actor.officer or actor.name
    if row is None or not holds(row, now) or own not in (row.asked_by, row.approved_by):
        raise TrackPurpose()
    found = Position.objects.filter(officer=officer, at__gte=row.since, at__lt=row.until).order_by("at")
    steps = [Step(one.at, float(one.longitude), float(one.latitude), one.accuracy, one.doubtful) for one in found]
    _told(Kind.TRACK_OPENED, actor, row, now)
    return row, steps


def track_requests(*, actor: Actor, limit: int = 50) -> list[TrackAccess]:
    """Requests this person made or may approve, newest first."""
    own = actor.officer or actor.name
    rows = TrackAccess.objects.order_by("-pk")[: limit * 4]
    return [row for row in rows if row.asked_by == own or may_approve(actor, row.body)][:limit]


def holds(row: TrackAccess, now: datetime) -> bool:
    """Is it approved, and not longer ago than an approval holds?"""
    return row.approved_at is not None and now <= row.approved_at + APPROVAL_HOLDS


def may_approve(actor: Actor, body: str) -> bool:
    return actor.has(*APPROVERS, body=body, place=None)


def may_read_requests(actor: Actor, body: str) -> bool:
    return actor.has(*DOCKET_ROLES, body=body, place=None)


def forget_positions(*, now: datetime, keep: timedelta) -> int:
    """保存期满删除 — places older than that are gone. Answers how many."""
    gone, _ = Position.objects.filter(at__lt=now - keep).delete()
    return gone


def _not_too_often(last: Position | None, now: datetime) -> None:
    if seconds := wait_seconds(last.at if last else None, now):
        raise TooOften(retry_after_seconds=seconds)


def _last(officer: str) -> Position | None:
    return Position.objects.filter(officer=officer).order_by("-at").first() if officer else None


def _degrees(value: float) -> Decimal:
    return Decimal(f"{value:.6f}")


def _body_watched(actor: Actor, officer: str, on: date) -> str:
    """The body of that officer over which this person has a docket role. Refuses: NoSuchOfficer."""
    person = staff().officers.get(officer)
    bodies = staff().bodies_of(person, on=on) if person else ()
    body = next((body for body in bodies if may_read_requests(actor, body)), None)
    if body is None:
        raise NoSuchOfficer()
    return body


def _is_matter(actor: Actor, number: str) -> bool:
    """Is it the number of a docket, or of a complaint about officers, that this person may read?"""
    if not number:
        return False
    dockets = Standing.objects.filter(number=number).values_list("body", "place", "called")
    complaints = Report.objects.filter(number=number, about_officers=True).values_list("body", "place")
    return any(actor.may_read(body=body, place=place, called=called) for body, place, called in dockets) or any(
        actor.may_read(body=body, place=place) for body, place in complaints
    )


def _told(kind: Kind, actor: Actor, row: TrackAccess, now: datetime) -> None:
    facts = {"id": row.pk, "matter": row.matter, "reason": row.reason, "span": span_words(row.since, row.until)}
    record(kind, actor=actor, subject=row.officer, facts=facts, at=now)
