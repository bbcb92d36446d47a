"""组卷 — which papers a docket holds, and in what order they stand in the file: main volume 正卷, then side volume 副卷."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yifa.documents.kinds import kinds
from yifa.documents.reading import SIDE, day_text, done_on

#: made for the file itself, they open it and are not entries of it
WRAPPERS = ("file_cover", "file_index")


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of the file."""

    act: Any
    kind: str
    number: str
    title: str
    day: str
    side: bool
    rank: int


def entries_of(view: Any) -> list[Entry]:
    """Every paper of the docket in the order of the file; a receipt stands behind the paper it proves the service of."""
    found = []
    for act in view.acts:
        for made in act.papers:
            kind = kinds().get(str(made.get("kind", "")))
            if kind is None or made["kind"] in WRAPPERS:
                continue
            place = _place(act, made["kind"])
            entry = Entry(act, made["kind"], str(made.get("number") or ""), kind.TITLE, day_text(done_on(act)), kind.RANK >= SIDE, place[0])
            found.append((place, act.seq, entry))
    return [entry for _, _, entry in sorted(found, key=lambda one: one[:2])]


def _place(act: Any, kind: str) -> tuple[int, int]:
    if kind == "service_receipt":
        served = kinds().get(str(act.payload.get("paper", "")))
        if served is not None:
            return (served.RANK, 1)
    return (kinds()[kind].RANK, 0)
