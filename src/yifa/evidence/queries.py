"""Reading the shelf; what one may not see does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from yifa.docket.core.act import View
from yifa.evidence.models import EvidenceFile
from yifa.evidence.wording import say
from yifa.kernel.actor import DOCKET_ROLES, Actor
from yifa.platform.reach import of_bodies
from yifa.platform.wording import Worded


class EvidenceUnknown(Worded, say=say):
    """未找到该证据 — absent, or not for this person: the same words."""

    kind = "unknown"
    code = "evidence.evidence_unknown"


def evidence_for(actor: Actor, digest: str) -> EvidenceFile:
    """证据 — the newest taking-in of those bytes that this person may see. Refuses: EvidenceUnknown."""
    found = EvidenceFile.objects.filter(_visible_to(actor), digest=digest).order_by("-uploaded_at", "-id").first()
    if found is None:
        raise EvidenceUnknown
    return found


def evidence_of(view: View) -> Sequence[EvidenceFile]:
    """The files that acts of a docket name, one row for each, for whoever was given the docket to read. One statement, none where
    no act names a file."""
    named = {digest for act in view.acts for digest in act.evidence}
    rows = (
        EvidenceFile.objects.filter(of_bodies([view.body], column="body_code"), digest__in=named) if named else EvidenceFile.objects.none()
    )
    return list(rows.order_by("digest", "-uploaded_at", "-id").distinct("digest"))


def evidence_in(view: View, digest: str) -> EvidenceFile:
    """证据 — one of them. Refuses: EvidenceUnknown."""
    found = next((row for row in evidence_of(view) if row.digest == digest), None)
    if found is None:
        raise EvidenceUnknown
    return found


def evidence_rows(actor: Actor, digests: Iterable[str]) -> Sequence[EvidenceFile]:
    """The rows of several digests that this person may see, one for each digest, in one statement."""
    rows = EvidenceFile.objects.filter(_visible_to(actor), digest__in=set(digests)).order_by("digest", "-uploaded_at", "-id")
    return list(rows.distinct("digest"))


def on_shelf(digests: Iterable[str], *, body: str) -> set[str]:
    """Which of these files were taken in for that body or a body below it."""
    return set(EvidenceFile.objects.filter(of_bodies([body], column="body_code"), digest__in=set(digests)).values_list("digest", flat=True))


def _visible_to(actor: Actor) -> Q:
    """What lies within a docket post, and what one brought oneself."""
    seen = Q(uploaded_by=UUID(actor.user)) if actor.user and any(post.role in DOCKET_ROLES for post in actor.posts) else Q(pk__in=[])
    for post in actor.posts:
        if post.role in DOCKET_ROLES:
            seen |= of_bodies([post.body], column="body_code") & Q(place_code__startswith=post.place)
    return seen
