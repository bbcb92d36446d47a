"""One table, only added to: the program's database role has no UPDATE or DELETE on it."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """审计记录 — who, what, about what, when. The person is written down, not linked: the trail outlives the account."""

    #: A value of kinds.Kind.
    kind = models.CharField(max_length=32)
    #: Id of the account; empty where nobody was signed in.
    user = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=64, blank=True, default="")
    subject = models.CharField(max_length=200, blank=True, default="")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_at"),
            models.Index(fields=["user", "-at"], name="audit_user_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
