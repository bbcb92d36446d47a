"""Rows about papers; the bytes lie in the store under their digest."""

from __future__ import annotations

from django.db import models

from yifa.kernel.ids import new_id


class Paper(models.Model):
    """文书 — one paper of one act as it was first made: what was handed out, found again by act and kind."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.ForeignKey("docket.Act", on_delete=models.PROTECT, related_name="+")
    docket = models.ForeignKey("docket.Docket", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=60, blank=True)
    #: SM3 of the PDF, 64 hex digits
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "documents_paper"
        constraints = [models.UniqueConstraint(fields=["act", "kind"], name="documents_paper_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()
