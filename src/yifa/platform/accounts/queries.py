"""Reading accounts."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yifa.kernel.actor import Actor
from yifa.platform.accounts.core.separation import ADMIN_ROLES
from yifa.platform.accounts.models import RoleGrant, User


def user_named(username: str) -> User | None:
    """The account of that name, active or not."""
    return User.objects.filter(username=username).first()


def grants_of(actor: Actor, username: str = "") -> Sequence[RoleGrant]:
    """角色授予 — all of them (of one account) for the three administrators, one's own for anyone else."""
    grants = RoleGrant.objects.select_related("user", "granted_by").order_by("user__username", "valid_from", "id")
    if not any(post.role in ADMIN_ROLES for post in actor.posts):
        grants = grants.filter(user_id=UUID(actor.user))
    return list(grants.filter(user__username=username) if username else grants)
