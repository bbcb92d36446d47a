"""Tables of devices: what people stated of a camera since its register was loaded, and what was taken from its pictures."""

from __future__ import annotations

from django.db import models

from yifa.kernel.ids import new_id


class Statement(models.Model):
    """设备补充登记 — where it plays, its basis, reviews and publication, as a person stated them; the newest of a camera holds.

    A member that is null is not stated here: then the register's row holds. Rows are only added.
    """

    camera = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=36)
    name = models.CharField(max_length=64)
    stream = models.CharField(max_length=500, null=True)
    legal_basis = models.CharField(max_length=300, null=True)
    technical_review_on = models.DateField(null=True)
    legal_review_on = models.DateField(null=True)
    reviewer = models.CharField(max_length=100, null=True)
    published_on = models.DateField(null=True)
    published_place = models.CharField(max_length=200, null=True)

    class Meta:
        db_table = "devices_statement"


class Clip(models.Model):
    """视频资料 — one picture or clip taken from a camera. Whether it is evidence is judged from camera and review, and stored nowhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    camera = models.CharField(max_length=60)
    #: 截图, 片段
    kind = models.CharField(max_length=10)
    pictured_from = models.DateTimeField()
    pictured_until = models.DateTimeField()
    #: seconds the device's clock was ahead of ours, None where the stream does not tell its time
    drift = models.IntegerField(null=True)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=36)
    taken_name = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=36, blank=True)
    reviewed_name = models.CharField(max_length=64, blank=True)
    truthful = models.BooleanField(default=False)
    clear = models.BooleanField(default=False)
    complete = models.BooleanField(default=False)
    accurate = models.BooleanField(default=False)
    remark = models.CharField(max_length=400, blank=True)
    #: an act was found to name it: it is kept as long as the record is
    named = models.BooleanField(default=False)
    #: when its bytes were deleted because no act named it
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "devices_clip"
        constraints = [models.CheckConstraint(condition=models.Q(pictured_until__gte=models.F("pictured_from")), name="devices_clip_span")]
        indexes = [
            models.Index("camera", models.F("taken_at").desc(), name="devices_clip_camera"),
            models.Index("taken_at", name="devices_clip_taken"),
        ]
