"""装备够不够 — what a day plans to use of a kind, half hour by half hour, against how many things there are; and when one comes free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yifa.dispatch.core.roster import PATROL, Shift, Span, crews

#: the thing without which what must be recorded cannot be done
RECORDER: Final = "执法记录仪"
SLOT: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Demand:
    """需求 — ``count`` things of a kind for a span: a booking, a patrol that is planned; ``officers`` are those it serves."""

    begins_at: datetime
    ends_at: datetime
    count: int = 1
    officers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """半小时 — how many are needed, by crews and by what is booked, and how many there are."""

    begins_at: datetime
    ends_at: datetime
    crews: int
    booked: int
    have: int

    @property
    def need(self) -> int:
        return self.crews + self.booked

    @property
    def short(self) -> int:
        return max(0, self.need - self.have)


def slots(
    known: Sequence[Shift], booked: Sequence[Demand], *, have: int, since: datetime, until: datetime, per_crew: int = 1
) -> tuple[Slot, ...]:
    """Each half hour of the span: a crew on patrol needs ``per_crew`` things, but none more where one of it has booked one.

    ``per_crew`` is 0 for kinds a patrol can do without: then only what is booked counts.
    """
    found, begin = [], since
    while begin < until:
        end = min(begin + SLOT, until)
        meets = [row for row in booked if row.begins_at < end and begin < row.ends_at]
        served = frozenset().union(*(row.officers for row in meets)) if meets else frozenset()
        out = crews(shift for shift in known if shift.kind == PATROL and shift.meets(begin, end)) if per_crew else {}
        wanting = sum(1 for members in out.values() if not any(shift.officer in served for shift in members))
        found.append(Slot(begin, end, wanting * per_crew, sum(row.count for row in meets), have))
        begin = end
    return tuple(found)


def shortages(found: Iterable[Slot]) -> tuple[Slot, ...]:
    """缺口 — the half hours in which there are too few, joined where they follow each other; each with its worst half hour."""
    joined: list[Slot] = []
    for slot in found:
        if not slot.short:
            continue
        if joined and joined[-1].ends_at == slot.begins_at:
            before = joined[-1]
            worst = max(before, slot, key=lambda one: one.short)
            joined[-1] = Slot(before.begins_at, slot.ends_at, worst.crews, worst.booked, worst.have)
        else:
            joined.append(slot)
    return tuple(joined)


def earliest_free(taken: Mapping[str, Sequence[Span]], *, begins_at: datetime, length: timedelta) -> datetime | None:
    """The first instant from ``begins_at`` on from which one of the things is free for that long; None where there is no thing."""
    return min((_free_from(sorted(spans), begins_at, length) for spans in taken.values()), default=None)


def _free_from(spans: Sequence[Span], at: datetime, length: timedelta) -> datetime:
    for begin, end in spans:
        if begin < at + length and at < end:
            at = end
    return at
