"""Tables of dispatch: events as folded from their dockets, and what is no act: watches, bookings, positions."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.fields.ranges import DateTimeRangeField
from django.db import models
from django.db.models import Func, Q

from yifa.registry.models import text


class _Within(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def _within(first: str, last: str) -> tuple[Func, str]:
    return _Within(first, last), RangeOperators.OVERLAPS


class Event(models.Model):
    """事件 — the projection of a docket that began with a report; see ``core.event`` for its members."""

    docket_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    report = models.CharField(max_length=24, blank=True)
    summary = models.CharField(max_length=400)
    place_text = models.CharField(max_length=200)
    grid = models.CharField(max_length=200, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    event_kind = models.CharField(max_length=200, blank=True)
    kind_name = models.CharField(max_length=200, blank=True)
    recorded = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)
    first_ordered_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    fed_back_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    hung_at = models.DateTimeField(null=True)
    extensions = models.IntegerField(default=0)
    team = models.CharField(max_length=200, blank=True)
    officers = ArrayField(models.CharField(max_length=60), default=list)
    assisting = ArrayField(models.CharField(max_length=100), default=list)
    equipment = ArrayField(models.CharField(max_length=60), default=list)
    voices = models.IntegerField(default=1)
    merged_into = models.CharField(max_length=60, blank=True)
    escalated_at = models.DateTimeField(null=True)
    whistles = models.IntegerField(default=0)
    seq = models.IntegerField()
    touched_at = models.DateTimeField()

    class Meta:
        db_table = "dispatch_event"
        indexes = [
            models.Index("body", "due_at", name="event_open", condition=Q(closed_at=None)),
            models.Index("uploaded_at", "body", name="event_day"),
            models.Index("number", name="event_number"),
            models.Index("merged_into", name="event_merged", condition=~Q(merged_into="")),
        ]


class Watch(models.Model):
    """值守 — one officer's time on duty beside the standing roster: an extra one, or with ``off`` one that falls out."""

    officer = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    crew = models.CharField(max_length=40, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    off = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()

    class Meta:
        db_table = "dispatch_watch"
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("begins_at")), name="dispatch_watch_forward"),
            ExclusionConstraint(
                name="dispatch_one_watch", expressions=[text("officer"), _within("begins_at", "ends_at")], condition=Q(off=False)
            ),
        ]


class Booking(models.Model):
    """装备预约 — one thing for one span; PostgreSQL refuses a second at the same time. Ended early when it is given back."""

    equipment = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    body = models.CharField(max_length=100)
    officer = models.CharField(max_length=60, blank=True)
    docket = models.UUIDField(null=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    purpose = models.CharField(max_length=200, blank=True)
    booked_by = models.CharField(max_length=60)
    booked_at = models.DateTimeField()

    class Meta:
        db_table = "dispatch_booking"
        indexes = [models.Index("docket", name="dispatch_booking_docket")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=models.F("begins_at")), name="dispatch_booking_forward"),
            ExclusionConstraint(name="dispatch_one_booking", expressions=[text("equipment"), _within("begins_at", "ends_at")]),
        ]


class Position(models.Model):
    """位置 — where an officer on duty was; kept for a set time, and none is taken from an officer off duty."""

    officer = models.CharField(max_length=60)
    at = models.DateTimeField()
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    accuracy = models.IntegerField(null=True)
    #: a jump nobody can make, or a device that makes places up: shown as such, and no proof of presence
    doubtful = models.BooleanField(default=False)

    class Meta:
        db_table = "dispatch_position"
        indexes = [
            models.Index(fields=["officer", "-at"], name="dispatch_position_newest"),
            models.Index("at", name="dispatch_position_age"),
        ]


class ShortageTold(models.Model):
    """缺口提示 — a kind too few of which a body will have, as it was told the day before."""

    body = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    need = models.IntegerField()
    have = models.IntegerField()
    told_at = models.DateTimeField()

    class Meta:
        db_table = "dispatch_shortage_told"
        constraints = [models.UniqueConstraint(fields=["body", "kind", "begins_at"], name="dispatch_shortage_once")]


class TrackAccess(models.Model):
    """查看轨迹的申请 — for a case or a complaint, one officer's way within a span, opened only when another has approved it."""

    officer = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    since = models.DateTimeField()
    until = models.DateTimeField()
    #: number of the docket, or of the report that complains
    matter = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    approved_by = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dispatch_track_access"
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="dispatch_track_forward"),
            models.CheckConstraint(condition=~Q(approved_by=models.F("asked_by")), name="dispatch_track_two_people"),
        ]
