"""清单体检 — every finding on the powers and the force of the institution as it stands, on a day."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any

from yifa.registry import health as registry
from yifa.registry.core import health as registry_core
from yifa.registry.core.health.finding import Check, Finding, Kind
from yifa.registry.core.health.ground import Ground
from yifa.registry.core.health.ground import checks as registry_checks
from yifa.registry.grids import grids
from yifa.registry.models import Centre, EventKind, Liaison, Shape
from yifa.registry.queries import on_day
from yifa.staffing import snapshot
from yifa.staffing.core import command
from yifa.staffing.core import health as core
from yifa.staffing.core.health import Force, Move, Post
from yifa.staffing.core.staff import Staff
from yifa.staffing.models import Officer, PoolMove, StaffPost

__all__ = ["Finding", "Kind", "findings", "rules"]


def rules() -> dict[str, Check[Any]]:
    """体检项目 — every check by its id: those of the registry, then those of staffing, of grids and command."""
    return {**registry_checks.all, **core.checks.all, **command.checks.all}


def findings(*, on: date, rules: Container[str] | None = None) -> list[Finding]:
    """清单体检 — what is wrong with the list of powers and with who exercises them that day; with ``rules`` only of those checks."""
    staff = snapshot.staff(newest=True)
    ground = registry.ground(on=on, powers=staff.powers)
    found = list(registry_core.examine(ground, rules=rules))
    posts = [
        Post(
            since=row["valid_from"],
            until=row["valid_until"],
            row=row["id"],
            acted=row["act"] is not None,
            **{name: row[name] for name in _POST},
        )
        for row in StaffPost.objects.values("id", "valid_from", "valid_until", "act", *_POST)
    ]
    force = Force(
        ground,
        staff,
        posts=posts,
        moves=[Move(row=row["id"], **{name: row[name] for name in _MOVE}) for row in PoolMove.objects.values("id", *_MOVE)],
        insured_until={code: until for code, until in Officer.objects.values_list("code", "insured_until") if until},
        reforms=registry.reforms(),
    )
    found += [*core.examine(force, rules=rules), *command.examine(_command(ground, staff), rules=rules)]
    return sorted(found, key=lambda one: _ORDER.index(one.kind))


def _command(ground: Ground, staff: Staff) -> command.Command:
    on = ground.on
    kinds = EventKind.objects.filter(on_day(on)).order_by("id").values_list("id", "code", "name", "owner", "domain")
    centres = Centre.objects.filter(on_day(on)).order_by("id")
    liaisons = Liaison.objects.filter(on_day(on)).order_by("id").values_list("id", "body", "place", "officer")
    return command.Command(
        ground,
        staff,
        grids=grids(on=on),
        outlines=dict(Shape.objects.order_by("id").values_list("place", "outline")),
        classes=[command.Class(row=row, code=code, name=name, owner=owner, domain=domain) for row, code, name, owner, domain in kinds],
        centres=[
            command.Centre(
                row=row.pk,
                body=row.body,
                name=row.name,
                place=row.place,
                kind=row.kind,
                domains=tuple(row.domains),
                all_day=row.all_day,
            )
            for row in centres
        ],
        liaisons=[command.Liaison(row=row, body=body, place=place, officer=officer) for row, body, place, officer in liaisons],
    )


#: what is broken comes first
_ORDER = (Kind.LAW, Kind.POLICY, Kind.LOOK)
_POST = ("code", "owner", "user", "kind", "pool", "locked", "front_line", "officer", "review_on")
_MOVE = ("code", "kind", "of", "to", "count", "on", "until")
