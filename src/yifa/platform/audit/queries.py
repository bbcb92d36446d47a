"""Reading the trail: for audit administrators only."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yifa.kernel.actor import Actor, Role
from yifa.platform.audit.kinds import Kind
from yifa.platform.audit.models import Entry
from yifa.platform.audit.wording import say
from yifa.platform.wording import Worded


class AuditAdminsOnly(Worded, say=say):
    """审计记录仅审计管理员可见 — everyone else is turned away, other administrators too."""

    kind = "denied"
    code = "audit.audit_admins_only"


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry as it is shown."""

    id: int
    kind: Kind
    user: str
    sentence: str
    subject: str
    facts: dict[str, object]
    at: datetime


def trail(
    *,
    actor: Actor,
    kind: Kind | None = None,
    user: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    after: int | None = None,
    limit: int = 50,
) -> Sequence[TrailEntry]:
    """审计记录 — newest first; ``after`` is the id of the last one seen. Refuses: AuditAdminsOnly."""
    if not any(post.role is Role.AUDIT_ADMIN for post in actor.posts):
        raise AuditAdminsOnly
    entries = Entry.objects.order_by("-id")
    if kind is not None:
        entries = entries.filter(kind=kind)
    if user:
        entries = entries.filter(user=uuid.UUID(user))
    if since is not None:
        entries = entries.filter(at__gte=since)
    if until is not None:
        entries = entries.filter(at__lt=until)
    if after is not None:
        entries = entries.filter(id__lt=after)
    return [_shown(entry) for entry in entries[: min(limit, 500)]]


def _shown(entry: Entry) -> TrailEntry:
    kind = Kind(entry.kind)
    name = entry.name or say("name.nobody")
    return TrailEntry(
        id=entry.pk,
        kind=kind,
        user=str(entry.user) if entry.user else "",
        sentence=say(f"entry.{kind.value}", name=name, subject=entry.subject),
        subject=entry.subject,
        facts=entry.facts,
        at=entry.at,
    )
