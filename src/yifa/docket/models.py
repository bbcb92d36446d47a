"""Tables of the docket. Acts and the log are only ever added to; the rest is folded from them (docs/architecture.md)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from yifa.kernel.ids import new_id


class Docket(models.Model):
    """卷宗 — its identity, which never changes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=60, unique=True)
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=12)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "docket_docket"


class Act(models.Model):
    """行为 — one act: the canonical text, its digest, and the columns lists need."""

    id = models.UUIDField(primary_key=True)
    #: no index of its own: that of (docket, seq) serves
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="acts", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    #: canonical JSON, exactly the bytes that were digested
    body = models.TextField()
    digest = models.CharField(max_length=64)
    #: SM3 of the request as the client sent it: a repeat of the id with another body is refused
    request = models.CharField(max_length=64)

    class Meta:
        db_table = "docket_act"
        constraints = [models.UniqueConstraint(fields=["docket", "seq"], name="docket_act_once")]


class Standing(models.Model):
    """现状 — where the docket stands: folded from its acts, written in the same transaction, rebuilt at any time."""

    docket = models.OneToOneField(Docket, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    number = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=12)
    procedure = models.CharField(max_length=60)
    stage = models.CharField(max_length=40)
    cause = models.CharField(max_length=200, blank=True)
    party = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    item = models.CharField(max_length=60, blank=True)
    #: codes of the officers who handle it
    holders = ArrayField(models.CharField(max_length=60), default=list)
    #: codes of the bodies called in to help
    called = ArrayField(models.CharField(max_length=100), default=list)
    #: the role whose act is awaited, empty when nothing is
    awaits = models.CharField(max_length=30, blank=True)
    seq = models.PositiveIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    #: ``due_on``, or the last day there is: lists sort by it
    sort_on = models.DateField()
    due_name = models.CharField(max_length=60, blank=True)
    warn_by = models.DateField(null=True)
    touched_at = models.DateTimeField()
    words = SearchVectorField()

    class Meta:
        db_table = "docket_standing"
        indexes = [
            models.Index("body", "sort_on", "docket", name="standing_open", condition=models.Q(closed_on=None)),
            models.Index("body", "awaits", "sort_on", "docket", name="standing_awaited", condition=models.Q(closed_on=None)),
            models.Index("body", "docket", name="standing_newest"),
            GinIndex("words", name="standing_words"),
            GinIndex("called", name="standing_called"),
            models.Index("item", "party", name="standing_same_matter", condition=models.Q(closed_on=None) & ~models.Q(party="")),
        ]


class Clock(models.Model):
    """期限 — one clock of a docket with its reckoning."""

    docket = models.ForeignKey(Docket, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    name = models.CharField(max_length=60)
    started_by = models.PositiveIntegerField()
    starts_on = models.DateField()
    nominal = models.DateField()
    due = models.DateField()
    warn_by = models.DateField()
    provisional = models.BooleanField()
    stopped_on = models.DateField(null=True)
    reckoning = models.JSONField()
    cites = models.JSONField()
    #: since when and why it stands still, and the days (working days where the term is in them) left to it
    paused_on = models.DateField(null=True)
    paused_why = models.CharField(max_length=60, blank=True)
    days_left = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "docket_clock"
        constraints = [models.UniqueConstraint(fields=["docket", "name", "started_by"], name="docket_clock_once")]


class CalendarYear(models.Model):
    """放假安排 — one year of one region from the moment it was brought in; rows are only added, the newest of a year and region holds."""

    year = models.PositiveIntegerField()
    region = models.CharField(max_length=12, blank=True)
    origin = models.CharField(max_length=8)
    brought_by = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    #: canonical JSON: year, region, source, off, makeup
    text = models.TextField()

    class Meta:
        db_table = "docket_calendar"


class Recomputing(models.Model):
    """期限重算 — how far the open dockets were reckoned anew after a calendar came in force."""

    calendar = models.BigIntegerField(primary_key=True)
    #: the last docket looked at
    after = models.UUIDField(null=True)
    changed = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "docket_recomputing"


class Series(models.Model):
    """编号 — the last number of one series; it moves in the act's own transaction, so no number is skipped or given twice."""

    name = models.CharField(max_length=120, primary_key=True)
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "docket_series"


class Sealed(models.Model):
    """封存值 — personal data that may be erased: SM4-GCM text under its salted digest, the only thing the act holds."""

    digest = models.CharField(max_length=64, primary_key=True)
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=60)
    nonce = models.BinaryField()
    text = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "docket_sealed"


class Unsealed(models.Model):
    """待封存 — acts that wait for their leaf in the log."""

    act = models.UUIDField(primary_key=True)
    docket = models.UUIDField()
    seq = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "docket_unsealed"
        indexes = [models.Index("recorded_at", name="unsealed_oldest")]


class Leaf(models.Model):
    """叶 — the place of an act in the one log."""

    index = models.BigIntegerField(primary_key=True)
    act = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "docket_leaf"


class Head(models.Model):
    """树头 — a signed head of the log, as it was handed to the holders outside."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    text = models.TextField()
    made_at = models.DateTimeField()
    frontier = models.JSONField()

    class Meta:
        db_table = "docket_head"


class Delivery(models.Model):
    """送交 — which head each outside holder has."""

    holder = models.CharField(max_length=300, primary_key=True)
    size = models.BigIntegerField()
    delivered_at = models.DateTimeField()

    class Meta:
        db_table = "docket_delivery"


class News(models.Model):
    """消息 — what happened, for the rooms above; written with the act, deleted by the worker once all have heard."""

    id = models.BigAutoField(primary_key=True)
    act = models.UUIDField()
    docket = models.UUIDField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "docket_news"
