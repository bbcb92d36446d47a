"""Who asks: the one shape in which a person (or the machine itself) reaches the rooms, made only by the gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """受理 · 执法 · 法制审核 · 负责人 · 督查 · 机构编制 · 司法行政 · 渠道 · 系统管理员 · 安全管理员 · 审计管理员."""

    INTAKE = "intake"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    STAFFING = "staffing"
    JUSTICE = "justice"
    CHANNEL = "channel"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


#: The roles that may read every docket of their body and place; the three administrators may read none.
DOCKET_ROLES = frozenset({Role.INTAKE, Role.OFFICER, Role.REVIEWER, Role.HEAD, Role.SUPERVISOR})
#: The roles that may read the dockets of some procedures only: those that name them as readers.
NARROW_ROLES = frozenset({Role.STAFFING, Role.JUSTICE})
#: The roles that have dockets before them at all.
READING_ROLES = DOCKET_ROLES | NARROW_ROLES

#: The roles that may open who reported a matter, each opening with its reason; nobody who handles it on the street is among them.
REPORTER_ROLES = (Role.INTAKE, Role.HEAD, Role.SUPERVISOR, Role.JUSTICE)


@dataclass(frozen=True, slots=True)
class Post:
    """One role, in one body (dotted code, its sub-bodies included) and one place (code, places below included; "" is all)."""

    role: Role
    body: str
    place: str = ""

    def covers(self, body: str | None, place: str | None) -> bool:
        """Is it a post over that body and place? None: whichever, wherever."""
        over = body is None or body == self.body or body.startswith(self.body + ".")
        return over and (place is None or place.startswith(self.place))


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person with the posts held today. ``officer`` is the officer code, empty for one who is no officer."""

    user: str
    name: str
    officer: str = ""
    posts: tuple[Post, ...] = field(default=())

    def has(self, *roles: Role, body: str | None, place: str | None) -> bool:
        """Does this person hold one of ``roles`` over that body and place, or whichever, wherever?"""
        return self.post(*roles, body=body, place=place) is not None

    def post(self, *roles: Role, body: str | None, place: str | None) -> Post | None:
        """The first post by which this person does."""
        return next((post for post in self.posts if post.role in roles and post.covers(body, place)), None)

    def may_read(self, *, body: str, place: str, roles: frozenset[Role] = DOCKET_ROLES, called: Iterable[str] = ()) -> bool:
        """May this person read a docket of that body and place, which is read by these ``roles``?

        ``called``: the bodies called in to help, from wherever they are; those who read every docket of theirs read this one.
        """
        return self.has(*roles, body=body, place=place) or any(self.has(*roles & DOCKET_ROLES, body=one, place=None) for one in called)
