"""Tables of intake: what was reported, before and after it became a docket."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Report(models.Model):
    """受理 — one report as it came, with its number; the durable row that is acknowledged, made a docket of in the order of ``seq``.

    Contact and name stand encrypted in ``contact`` until the docket is opened, and are then kept with the docket alone.
    """

    id = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField(unique=True)
    number = models.CharField(max_length=24, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    #: of what was sent, so that a repeat with another content is noticed
    print = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    source = models.CharField(max_length=20)
    #: the number the matter has where it comes from (12345, 网络理政), unique within that source
    source_ref = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    place_text = models.CharField(max_length=200, blank=True)
    #: by what reports of one place are found again: the place as told, squeezed, and a digest of the words (``core.alike``)
    spot = models.CharField(max_length=200, blank=True, default="")
    words = models.CharField(max_length=64, blank=True, default="")
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    #: code of the class in the catalogue, empty where nobody said
    event_kind = models.CharField(max_length=60, blank=True)
    about_officers = models.BooleanField(default=False)
    #: whom the complaint is about, as the reporter put it
    about = models.CharField(max_length=200, blank=True)
    #: where it goes: the body that takes it in, the place and the duty grid, as found when it came
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    grid = models.CharField(max_length=60, blank=True)
    photos = ArrayField(models.CharField(max_length=64), default=list)
    contact = models.BinaryField(null=True)
    #: user id of the one who took it down, empty where the reporter wrote it
    taken_by = models.CharField(max_length=36, blank=True)
    docket = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    #: joined to a docket that was there already
    joined = models.BooleanField(default=False)
    #: the docket that one was merged into
    main = models.UUIDField(null=True)
    #: why it could not become a docket by itself; somebody must look at it
    fault = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "intake_report"
        constraints = [models.UniqueConstraint(fields=["source", "source_ref"], condition=~Q(source_ref=""), name="intake_once_a_source")]
        indexes = [
            models.Index("seq", name="intake_waiting", condition=Q(docket=None, fault="")),
            models.Index("docket", name="intake_docket"),
            models.Index("main", name="intake_main", condition=~Q(main=None)),
            models.Index("body", "received_at", name="intake_body"),
            models.Index("latitude", "received_at", name="intake_latitude", condition=~Q(latitude=None)),
            models.Index("place", "spot", "received_at", name="intake_spot", condition=~Q(spot="")),
            models.Index("words", "received_at", name="intake_words"),
        ]


class Throttle(models.Model):
    """提交计数 — how many reports came from one address in one minute; the address is a keyed digest, kept for an hour."""

    key = models.CharField(max_length=64)
    minute = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        db_table = "intake_throttle"
        constraints = [models.UniqueConstraint(fields=["key", "minute"], name="intake_throttle_once")]


class Feedback(models.Model):
    """回传 — what a source that gave a number of its own is told about it, once for each act that says something to it."""

    act = models.UUIDField()
    report = models.UUIDField()
    source = models.CharField(max_length=20)
    source_ref = models.CharField(max_length=100)
    #: of the report, for whom may fetch it
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    number = models.CharField(max_length=24)
    state = models.CharField(max_length=20)
    reply = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "intake_feedback"
        constraints = [models.UniqueConstraint(fields=["act", "report"], name="intake_feedback_once")]
