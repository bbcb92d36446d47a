"""请求 — an act as its maker sends it, before anything is judged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from yifa.docket.core.act import stamp
from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Request:
    """请求 — an act as its maker sends it; ``id`` is the maker's, so that a repeat is known. ``seen`` is the last seq the maker saw."""

    kind: str
    payload: Mapping[str, Any]
    id: UUID = field(default_factory=new_id)
    officers: tuple[str, ...] = ()
    happened_at: datetime | None = None
    place: str = ""
    evidence: tuple[str, ...] = ()
    seen: int | None = None
    #: where a rule leaves the question to a person: rule id -> the answer of the one who does the act, in a sentence
    judged: Mapping[str, str] = field(default_factory=dict)

    def print(self) -> str:
        """SM3 of what was asked, private values included, so that a repeat with another body is noticed."""
        return sm3(
            canonical(
                {
                    "kind": self.kind,
                    "payload": _plain(self.payload),
                    "officers": list(self.officers),
                    "happened_at": stamp(self.happened_at) if self.happened_at else None,
                    "place": self.place,
                    "evidence": list(self.evidence),
                    "judged": dict(self.judged),
                }
            ).encode()
        )


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str), parse_float=str)
