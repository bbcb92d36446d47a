"""吹哨报到 — who was called to help, and how far each has come: answered, arrived, finished, scored; folded from a docket's acts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from yifa.docket.core.act import Act, View, instant


@dataclass(frozen=True, slots=True)
class Called:
    """报到单位 — one body one whistle called; ``seq`` is that of the whistle. Instants None: not yet."""

    body: str
    seq: int
    blown_at: datetime
    by_at: datetime
    purpose: str
    answered_at: datetime | None = None
    #: who comes, as the liaison said
    who: str = ""
    arrived_at: datetime | None = None
    finished_at: datetime | None = None
    result: str = ""
    score: int | None = None
    remark: str = ""

    def late(self, now: datetime) -> bool:
        """Was it not there when it should have been?"""
        return (self.arrived_at or now) > self.by_at

    @property
    def state(self) -> str:
        if self.score is not None:
            return "已评价"
        if self.finished_at:
            return "已办结"
        return "已报到" if self.arrived_at else "已应哨" if self.answered_at else "未应哨"


@dataclass(frozen=True, slots=True)
class Whistle:
    """吹哨 — one call, with every body it called."""

    seq: int
    purpose: str
    matter: str
    blown_at: datetime
    by_at: datetime
    called: tuple[Called, ...]


def whistles_of(view: View) -> tuple[Whistle, ...]:
    """Every whistle of the docket, in order. What a body does is counted to its earliest whistle that still waits for it."""
    found: list[Whistle] = []
    for act in view.acts:
        if act.kind == "blow_whistle":
            said = act.payload
            by_at = instant(said["by_at"])
            called = tuple(Called(body, act.seq, act.happened_at, by_at, said["purpose"]) for body in dict.fromkeys(said["bodies"]))
            found.append(Whistle(act.seq, said["purpose"], said["matter"], act.happened_at, by_at, called))
        elif act.kind in ("answer_whistle", "arrive_whistle", "finish_whistle", "score_whistle"):
            _count(found, act)
    return tuple(found)


def _count(found: list[Whistle], act: Act) -> None:
    for number, whistle in enumerate(found):
        for which, called in enumerate(whistle.called):
            changed = _grown(called, act)
            if changed is not None:
                found[number] = replace(whistle, called=(*whistle.called[:which], changed, *whistle.called[which + 1 :]))
                return


def _grown(called: Called, act: Act) -> Called | None:
    """The same after the act; None where the act is not about it."""
    said, at = act.payload, act.happened_at
    if act.kind == "score_whistle":
        mine = said["body"] == called.body and called.score is None
        return replace(called, score=said["score"], remark=said.get("remark", "")) if mine else None
    if act.in_name_of != called.body or called.finished_at is not None:
        return None
    if act.kind == "answer_whistle":
        return replace(called, answered_at=at, who=said["who"]) if called.answered_at is None and called.arrived_at is None else None
    if act.kind == "arrive_whistle":
        return replace(called, arrived_at=at) if called.arrived_at is None else None
    return replace(called, finished_at=at, result=said["result"]) if called.arrived_at is not None else None
