"""案件 — dockets done by real acts, in this process, as the people of the place: what requests are made of, and models for many."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count as counting
from random import Random
from typing import Any
from uuid import UUID

from yifa.docket.append import Request, append, open_docket
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.platform.accounts.gate import actor_of
from yifa.platform.accounts.models import User
from yifa.server.cases import Case, steps_of
from yifa.server.readying import DEFAULT_PROFILE, PROFILES

#: who does what in the profile that a new place gets
CLERK, FIRST, SECOND, HEAD = "shouli", "zhifa1", "zhifa2", "fuzeren"

NOTE = {"text": "当事人电话告知已开始整改，约定后日上午复查；现场照片另行入卷。"}
PIECE = {
    "kind": "视听资料",
    "name": "现场照片四张",
    "description": "证明占道堆放的位置、面积和物品，拍摄时间与检查笔录一致",
    "from_whom": "古城大街中段路南人行道",
    "method": "现场收集",
}


def lead(now: datetime) -> dict[str, Any]:
    """线索 — one to be registered, with two private values."""
    return {
        "source": "热线电话",
        "reported_at": (now - timedelta(minutes=30)).isoformat(),
        "summary": "商户在人行道上堆放建材，行人只能走机动车道",
        "place_text": "古城大街中段路南人行道",
        "item": "GC-ZJ-001",
        "reporter": "刘先生",
        "reporter_phone": "13800138001",
    }


@dataclass(frozen=True, slots=True)
class People:
    """The people of the profile as actors on any day."""

    users: Mapping[str, User]

    @classmethod
    def here(cls) -> People:
        return cls({user.username: user for user in User.objects.all()})

    def actor(self, username: str, at: datetime) -> Actor:
        actor = actor_of(self.users[username], on=legal_date(at))
        assert actor is not None, f"no account {username} on {legal_date(at)}"
        return actor

    def pair(self, at: datetime) -> tuple[str, str]:
        """The codes of two officers."""
        return self.actor(FIRST, at).officer, self.actor(SECOND, at).officer


_NUMBERS = counting(1)


def profile_case(course: str) -> Case:
    """The first case of the profile that runs this course."""
    cases = tomllib.loads((PROFILES / DEFAULT_PROFILE / "cases.toml").read_text(encoding="utf-8"))["cases"]
    found: Case = next(case for case in cases if case["course"] == course)
    return found


def play(case: Case, people: People, *, now: datetime, rng: Random) -> tuple[UUID, datetime]:
    """Do the acts of one case until its last before ``now``; the docket, and when the last act was."""
    docket: UUID | None = None
    at = now
    # a party of its own: another open docket on the same item and party is a question to a person
    case = {**case, "party": {**case["party"], "name": f"{case['party']['name']}{next(_NUMBERS)}"}}
    for step in steps_of(case, 0, now=now, rng=rng):
        actor, at = people.actor(step.username, step.at), step.at
        officers = tuple(people.actor(name, step.at).officer for name in step.officers)
        request = Request(step.kind, step.payload, officers=officers, judged=step.judged)
        if docket is None:
            post = actor.posts[0]
            docket = open_docket(actor=actor, body=post.body, place=post.place, request=request, now=at).act.docket
        else:
            append(actor=actor, docket=docket, request=request, now=at)
    assert docket is not None
    return docket, at


def investigated(people: People, *, count: int, now: datetime, rng: Random) -> list[UUID]:
    """Dockets in which evidence is being taken: four acts each."""
    case = {**profile_case("ordinary"), "until": "approve_filing", "days_ago": 6, "pace": [0, 1, 1, 1], "assist": None}
    return [play(case, people, now=now, rng=rng)[0] for _ in range(count)]


def long_docket(people: People, *, acts: int, now: datetime, rng: Random) -> UUID:
    """One docket of so many acts: pieces of evidence and remarks."""
    (docket,) = investigated(people, count=1, now=now, rng=rng)
    pair = people.pair(now)
    for number in range(acts - 4):
        request = Request("add_note", NOTE) if number % 3 == 0 else Request("take_evidence", PIECE, officers=pair)
        append(actor=people.actor(FIRST, now), docket=docket, request=request, now=now)
    return docket
