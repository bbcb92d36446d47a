"""Rows about files; the bytes lie in the store under their digest."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from yifa.evidence.core.kinds import medium_of
from yifa.evidence.wording import say
from yifa.kernel.ids import new_id


class EvidenceFile(models.Model):
    """证据文件 — one taking-in of one file. The same bytes taken in twice are two rows and one stored object."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    #: SM3 of the bytes, 64 hex digits.
    digest = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    mime = models.CharField(max_length=64)
    #: As the sender called it, cleaned; only shown, never used to write a file.
    name = models.CharField(max_length=255)
    body_code = models.CharField(max_length=128)
    place_code = models.CharField(max_length=32, blank=True, default="")
    #: null: sent by somebody who had not signed in; then an empty ``body_code`` says that no report has claimed it yet
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    uploaded_at = models.DateTimeField()
    #: Pixels as the header says; empty where the header does not say.
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    #: The header of the picture cannot be read: kept as it came, to be taken again.
    damaged = models.BooleanField(default=False)
    #: sent by a reporter: shown as a view, the original opened as one opens the reporter
    veiled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "uploaded_by", "body_code", "place_code"], name="evidence_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="evidence_not_empty"),
        ]

    def __str__(self) -> str:
        return self.digest

    @property
    def kind(self) -> str:
        """照片、视频、录音、PDF."""
        return say(f"kind.{medium_of(self.mime).value}")
