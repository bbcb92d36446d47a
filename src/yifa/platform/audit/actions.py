"""Writing the trail: one row, in the transaction of the caller where there is one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from yifa.kernel.actor import Actor
from yifa.platform.audit.kinds import Kind
from yifa.platform.audit.models import Entry

_SECRET_WORDS = ("password", "secret", "token", "cookie")


def record(kind: Kind, *, actor: Actor | None, subject: str = "", facts: Mapping[str, object] | None = None, at: datetime) -> None:
    """记入审计 — one entry. ``actor`` is None where nobody is signed in; ``facts`` are plain JSON without secrets.

    Raises ValueError where a fact is named like a secret.
    """
    facts = dict(facts or {})
    if found := [name for name in facts if any(word in name.lower() for word in _SECRET_WORDS)]:
        raise ValueError(f"no secrets in the audit trail: {found}")
    Entry.objects.create(
        kind=Kind(kind),
        user=uuid.UUID(actor.user) if actor and actor.user else None,
        name=actor.name if actor else "",
        subject=subject[:200].replace("\0", "\N{REPLACEMENT CHARACTER}"),
        facts=facts,
        at=at,
    )
