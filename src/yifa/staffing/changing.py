"""变动 — posts and people changed by an act of a docket: spans end and begin, as in ``registry.changing``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from yifa.registry.changing import Cut, heir_of, inside, reaching, shift
from yifa.staffing.models import Officer, OfficeRole, PoolMove, Posting, StaffPost

#: what a person is called in a body where no posting says it
_MEMBER = "工作人员"


def posts_of(bodies: Collection[str], *, on: date) -> list[StaffPost]:
    """编制 — the posts these bodies and those below them use on that day or later."""
    return list(StaffPost.objects.filter(inside("user", bodies) | inside("owner", bodies), reaching(on)).order_by("code", "id"))


def posts(codes: Collection[str], *, on: date) -> list[StaffPost]:
    """These posts as they stand on that day."""
    here = (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_until=None) | Q(valid_until__gt=on))
    return list(StaffPost.objects.filter(here, code__in=list(codes)).order_by("code"))


def people_of(bodies: Collection[str], *, on: date) -> list[str]:
    """人员 — who counts in these bodies or below on that day: posted there, or of there and posted nowhere else."""
    posted = Posting.objects.filter(reaching(on), Q(valid_from=None) | Q(valid_from__lte=on))
    there = posted.filter(inside("body", bodies)).values("officer")
    of_there = Officer.objects.filter(inside("body", bodies)).exclude(pk__in=posted.values("officer"))
    found = Officer.objects.filter(Q(pk__in=there) | Q(pk__in=of_there.values("pk")), reaching(on))
    return sorted(found.values_list("code", flat=True))


def move_posts(cut: Cut, codes: Collection[str], *, of: Sequence[str], to: str) -> int:
    """编制划转 — what of these posts was owned or used by ``of`` is owned or used by ``to``; how many."""
    ours = lambda body: any(body == one or body.startswith(f"{one}.") for one in of)  # noqa: E731  one line, used twice
    rows = StaffPost.objects.filter(code__in=list(codes))
    return len(shift(rows, cut, lambda row: {"owner": to if ours(row.owner) else row.owner, "user": to if ours(row.user) else row.user}))


def turn_posts(cut: Cut, codes: Collection[str], **becomes: Any) -> int:
    """编制周转 — these posts go on with other members (owner, user, kind, purpose …); how many."""
    return len(shift(StaffPost.objects.filter(code__in=list(codes)), cut, lambda row: becomes))


def move_people(cut: Cut, codes: Collection[str], *, of: Collection[str], to: str, titles: Mapping[str, str] | None = None) -> int:
    """人员划转 — these officers are posted in ``to`` and no longer in the bodies they come from, under the same title; how many."""
    officers = {row.code: row for row in Officer.objects.filter(code__in=list(codes))}
    here = Posting.objects.filter(inside("body", of), officer__in=officers.values()).select_related("officer")
    moved: set[int] = set()

    def becomes(row: Posting) -> Mapping[str, Any] | None:
        if row.officer_id in moved:
            return None
        moved.add(row.officer_id)
        return {"body": to, "zone": ""}

    shift(here, cut, becomes)
    Posting.objects.bulk_create(
        Posting(officer=officer, body=to, title=_MEMBER, valid_from=cut.on, act=cut.act)
        for code, officer in sorted(officers.items())
        if officer.pk not in moved
    )
    return len(officers)


def pool_balance(owner: str, *, on: date) -> int:
    """周转池余额 — dynamic posts of ``owner`` that nobody uses that day."""
    here = (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_until=None) | Q(valid_until__gt=on))
    return StaffPost.objects.filter(here, owner=owner, user=owner, kind="动态").count()


def note_pool_move(cut: Cut, *, code: str, kind: str, of: str, to: str, count: int, until: date | None, document: str) -> None:
    """周转台账 — one move of the ledger."""
    PoolMove.objects.create(code=code, kind=kind, of=of, to=to, count=count, on=cut.on, until=until, document=document, act=cut.act)


def end_bodies(cut: Cut, heirs: Mapping[str, str]) -> None:
    """撤销 — roles that follow an office go on with the heir of the body, or end where it has none."""
    fields: Sequence[str] = ("body", "office_body")
    for field in fields:
        shift(OfficeRole.objects.filter(inside(field, heirs)), cut, _to_heir(field, heirs))


def _to_heir(field: str, heirs: Mapping[str, str]) -> Callable[[OfficeRole], Mapping[str, Any] | None]:
    return lambda row: {field: heir} if (heir := heir_of(getattr(row, field), heirs)) else None
