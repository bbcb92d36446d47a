"""Who walks through the dockets of the town in memory: right people, wrong people, people with two hats."""

from __future__ import annotations

from uuid import UUID

from tests.doubles.institution import ELSEWHERE, OURS, PLACE, THEIRS
from yifa.kernel.actor import Actor, Post, Role


def _actor(number: int, name: str, officer: str, *posts: tuple[Role, str, str]) -> Actor:
    return Actor(str(UUID(int=number)), name, officer, tuple(Post(*post) for post in posts))


def _ours(*roles: Role) -> tuple[tuple[Role, str, str], ...]:
    return tuple((role, OURS, PLACE) for role in roles)


CLERK = _actor(1, "受理员", "", *_ours(Role.INTAKE))
OFFICER = _actor(2, "甲一", "A1", *_ours(Role.OFFICER))
OTHER_OFFICER = _actor(3, "甲三", "A3", *_ours(Role.OFFICER))
REVIEWER = _actor(4, "审核员", "V1", *_ours(Role.REVIEWER))
NEW_REVIEWER = _actor(5, "新审核员", "V2", *_ours(Role.REVIEWER))
HEAD = _actor(6, "负责人", "H1", *_ours(Role.HEAD))
SUPERVISOR = _actor(7, "督查", "", *_ours(Role.SUPERVISOR))
#: an officer with a second account that is head and reviewer
TWO_HATS = _actor(8, "甲一", "A1", *_ours(Role.HEAD, Role.REVIEWER))
EXPIRING = _actor(9, "届满员", "EXPIRING", *_ours(Role.OFFICER))
HELPER = _actor(10, "协管员", "HELPER", *_ours(Role.OFFICER))
FOREIGN_OFFICER = _actor(11, "乙一", "B1", (Role.OFFICER, THEIRS, "131128"))
FOREIGN_HEAD = _actor(12, "外局负责人", "", (Role.HEAD, THEIRS, "131128"))
NEIGHBOUR = _actor(13, "邻镇", "FAR", (Role.OFFICER, OURS, ELSEWHERE))
ADMIN = _actor(14, "系统管理员", "", (Role.SYSTEM_ADMIN, "xian", ""))
NOBODY = _actor(15, "无岗位", "")

PEOPLE = (
    CLERK,
    OFFICER,
    OTHER_OFFICER,
    REVIEWER,
    NEW_REVIEWER,
    HEAD,
    SUPERVISOR,
    TWO_HATS,
    EXPIRING,
    HELPER,
    FOREIGN_OFFICER,
    FOREIGN_HEAD,
    NEIGHBOUR,
    ADMIN,
    NOBODY,
)
BY_USER = {person.user: person for person in PEOPLE}
FIRST_OF = {Role.INTAKE: CLERK, Role.OFFICER: OFFICER, Role.REVIEWER: REVIEWER, Role.HEAD: HEAD, Role.SUPERVISOR: SUPERVISOR}
