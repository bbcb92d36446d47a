"""管辖范围 — which rows with a ``body`` and a ``place`` are of these bodies, or within reach of somebody's posts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from yifa.kernel.actor import Actor, Role

NOTHING = Q(pk__in=())


def of_bodies(bodies: Iterable[str] | None, *, column: str = "body") -> Q:
    """Rows that name in ``column`` one of these bodies or one below it; None: all."""
    if bodies is None:
        return Q()
    wanted = NOTHING
    for body in bodies:
        wanted |= Q(**{column: body}) | Q(**{f"{column}__startswith": f"{body}."})
    return wanted


def within(actor: Actor, *roles: Role) -> Q:
    """Rows of the bodies and places over which this person holds one of the roles (``Post.covers``)."""
    found = NOTHING
    for post in actor.posts:
        if post.role in roles:
            found |= of_bodies([post.body]) & Q(place__startswith=post.place)
    return found
