"""网格交接 — a grid goes from one owner to the next on a day: one row ends, another begins, nothing is overwritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Q

from yifa.kernel.actor import Actor, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.platform.wording import Worded, wording_of
from yifa.registry.core.grids import RESPONSIBLE
from yifa.registry.models import Grid, GridOwner
from yifa.registry.queries import on_day
from yifa.registry.snapshot import move_on
from yifa.staffing import snapshot

say = wording_of(__file__)


class HandOverRefusal(Worded, say=say):
    kind: ClassVar[RefusalKind] = "invalid"
    code: ClassVar[str] = "staffing.hand_over_refused"


class NoGrid(HandOverRefusal):
    """没有这个网格 — no grid of that code on that day."""

    kind = "unknown"
    code = "staffing.no_grid"


class GridOfOthers(HandOverRefusal):
    """网格归别的单位 — only a head of the body that answers for a grid hands it over."""

    kind = "denied"
    code = "staffing.grid_of_others"


class NotInBody(HandOverRefusal):
    """不是本单位人员 — owner and cover are of the body that answers for the grid."""

    code = "staffing.not_in_body"


class CoversHimself(HandOverRefusal):
    """自己顶自己 — the cover is another person."""

    code = "staffing.covers_himself"


class HandOverPast(HandOverRefusal):
    """交接日已过 — who answered in the past is not rewritten."""

    kind = "too_late"
    code = "staffing.hand_over_past"


class HandOverUnreasoned(HandOverRefusal):
    """没有理由 — why somebody else answers from now on is written down."""

    kind = "incomplete"
    code = "staffing.hand_over_unreasoned"


def may_hand_over(actor: Actor, *, body: str, place: str) -> bool:
    """Is this person a head over the body that answers for the grid?"""
    return actor.has(Role.HEAD, body=body, place=place)


def hand_over(actor: Actor, *, grid: str, officer: str, cover: str = "", since: date, reason: str, now: datetime) -> GridOwner:
    """交接 — from ``since`` on that officer answers for the grid, stood in for by ``cover``; in the audit trail. Returns the new row.

    Refuses: NoGrid, GridOfOthers, HandOverUnreasoned, HandOverPast, CoversHimself, NotInBody. A later hand-over that is already written
    stands: the new row ends where that begins.
    """
    today = legal_date(now)
    with transaction.atomic():
        move_on()
        row = Grid.objects.filter(on_day(today), code=grid).first()
        owner = GridOwner.objects.filter(on_day(since), grid=grid, role=RESPONSIBLE).first() if row else None
        if row is None or owner is None:
            raise NoGrid(grid=grid, on=today.isoformat())
        staff = snapshot.staff()
        name = staff.name_of(owner.body, on=today)
        if not may_hand_over(actor, body=owner.body, place=row.place):
            raise GridOfOthers(grid=row.name, body=name)
        if not reason.strip():
            raise HandOverUnreasoned(grid=row.name)
        if since < today:
            raise HandOverPast(on=since.isoformat())
        if officer == cover:
            raise CoversHimself(officer=officer)
        for code in (officer, *([cover] if cover else [])):
            known = staff.officers.get(code)
            if known is None or not staff.counts_in(known, owner.body, on=since):
                raise NotInBody(grid=row.name, officer=known.name if known else code, body=name, on=since.isoformat())
        later = GridOwner.objects.filter(Q(valid_from__gt=since), grid=grid, role=RESPONSIBLE).order_by("valid_from").first()
        before = owner.officer
        # marked as settled here, so that the profile does not answer for these rows any more
        deed = new_id()
        owner.valid_until, owner.act = since, deed
        owner.save(update_fields=["valid_until", "act"])
        # nothing of the old row is left on the day itself; who hands over twice on one day leaves an empty span behind
        GridOwner.objects.filter(
            grid=grid, body=owner.body, officer=officer, role=RESPONSIBLE, valid_from=since, valid_until=since
        ).delete()
        made = GridOwner.objects.create(
            grid=grid,
            body=owner.body,
            officer=officer,
            cover=cover,
            role=RESPONSIBLE,
            valid_from=since,
            valid_until=later.valid_from if later else None,
            synthetic=owner.synthetic,
            act=deed,
        )
        facts = {
            "deed": str(deed),
            "from": before,
            "to": officer,
            "cover": cover,
            "since": since.isoformat(),
            "reason": reason.strip()[:200],
        }
        record(Kind.GRID_HANDED_OVER, actor=actor, subject=f"{grid} {row.name}"[:200], facts=facts, at=now)
    return made
