"""行为 — one act, and the view 卷宗所见 of a docket that gates, clocks, folds and papers read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.dates import legal_date

FIRST_PREV = "0" * 64


def stamp(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds and Z, the one way instants stand in acts."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant(text: str) -> datetime:
    """The instant written by ``stamp``."""
    return datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it was recorded. ``payload`` holds plain JSON; people stand in it with names and titles as they were."""

    id: UUID
    docket: UUID
    seq: int
    kind: str
    procedure: str
    actor: dict[str, Any]
    officers: tuple[dict[str, Any], ...]
    in_name_of: str
    happened_at: datetime
    recorded_at: datetime
    place: str
    payload: dict[str, Any]
    evidence: tuple[str, ...]
    papers: tuple[dict[str, Any], ...]
    grounds: tuple[dict[str, Any], ...]
    prev: str
    #: of the act that opens the docket: its number and place, so that these too stand under the digest
    opens: dict[str, Any] | None = None

    @property
    def happened_on(self) -> date:
        """The legal day (Asia/Shanghai) on which it happened."""
        return legal_date(self.happened_at)

    def body(self) -> str:
        """The canonical text: what is stored, digested and sealed."""
        opens = {"opens": self.opens} if self.opens else {}
        return canonical(
            {
                **opens,
                "act": str(self.id),
                "actor": self.actor,
                "docket": str(self.docket),
                "evidence": list(self.evidence),
                "grounds": list(self.grounds),
                "happened_at": stamp(self.happened_at),
                "in_name_of": self.in_name_of,
                "kind": self.kind,
                "officers": list(self.officers),
                "papers": list(self.papers),
                "payload": self.payload,
                "place": self.place,
                "prev": self.prev,
                "procedure": self.procedure,
                "recorded_at": stamp(self.recorded_at),
                "seq": self.seq,
            }
        )


def digest_of(body: str) -> str:
    """SM3 of an act's canonical text."""
    return sm3(body.encode())


def act_from(body: str) -> Act:
    """Read an act back from its canonical text."""
    raw = json.loads(body)
    return Act(
        id=UUID(raw["act"]),
        docket=UUID(raw["docket"]),
        seq=raw["seq"],
        kind=raw["kind"],
        procedure=raw["procedure"],
        actor=raw["actor"],
        officers=tuple(raw["officers"]),
        in_name_of=raw["in_name_of"],
        happened_at=instant(raw["happened_at"]),
        recorded_at=instant(raw["recorded_at"]),
        place=raw["place"],
        payload=raw["payload"],
        evidence=tuple(raw["evidence"]),
        papers=tuple(raw["papers"]),
        grounds=tuple(raw["grounds"]),
        prev=raw["prev"],
        opens=raw.get("opens"),
    )


@dataclass(frozen=True, slots=True)
class View:
    """卷宗所见 — a docket's identity and its acts in order."""

    id: UUID
    number: str
    body: str
    place: str
    acts: tuple[Act, ...] = ()

    @property
    def procedure(self) -> str:
        """The procedure the docket is in: that of its last act, ``lead`` before the first."""
        return self.acts[-1].procedure if self.acts else "lead"

    def first(self, *kinds: str) -> Act | None:
        """The earliest act of these kinds."""
        return next((act for act in self.acts if act.kind in kinds), None)

    def last(self, *kinds: str) -> Act | None:
        """The latest act of these kinds."""
        return next((act for act in reversed(self.acts) if act.kind in kinds), None)

    def all(self, *kinds: str) -> Sequence[Act]:
        """Every act of these kinds, in order."""
        return [act for act in self.acts if act.kind in kinds]

    def has(self, *kinds: str) -> bool:
        """Was any of these done?"""
        return self.first(*kinds) is not None

    def with_act(self, act: Act) -> View:
        """The same docket with one act more."""
        return View(self.id, self.number, self.body, self.place, (*self.acts, act))
