"""缺口 — are there enough recorders and other things for what a day plans, and who was told of it the day before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from yifa.dispatch.booking import bookings, things_of
from yifa.dispatch.core.shortage import RECORDER, Demand, Slot, shortages, slots
from yifa.dispatch.duty import notify, shifts_of
from yifa.dispatch.models import ShortageTold
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.platform.reach import of_bodies
from yifa.registry.models import Equipment
from yifa.registry.queries import on_day
from yifa.staffing.core.staff import inside
from yifa.staffing.snapshot import staff

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Need:
    """用量 — of one kind, half hour by half hour."""

    kind: str
    have: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """全过程记录能力 — how many recorders, for how many certified officers: as many pairs as recorders can be recorded at once."""

    recorders: int
    officers: int

    @property
    def pairs(self) -> int:
        return self.officers // 2

    @property
    def lacks(self) -> int:
        """Pairs that have none when everybody is out."""
        return max(0, self.pairs - self.recorders)


def pools(body: str | None, *, on: date) -> list[str]:
    """The uppermost bodies, of this one and those below it (None: of all), that have recorders: who is below one takes of its.

    A body in none of them has none on record, and whether there are enough is not known.
    """
    having = Equipment.objects.filter(on_day(on), of_bodies(None if body is None else (body,)), kind=RECORDER)
    codes = sorted(set(having.values_list("body", flat=True)))
    return [code for code in codes if not any(code != other and inside(code, other) for other in codes)]


def needs(body: str, day: date, *, planned: Sequence[Demand] = ()) -> tuple[Need, ...]:
    """Per kind of thing what the day plans to use and what there is: bookings, and of recorders crews on patrol and patrols ``planned``.

    A kind the body has none of on record is left out: unknown, not none.
    """
    since = datetime.combine(day, time(0), SHANGHAI)
    until = since + _DAY
    known = shifts_of((body,), since=since, until=until)
    booked: dict[str, list[Demand]] = {}
    for row in bookings(body, since=since, until=until):
        serves = frozenset({row.officer} if row.officer else ())
        booked.setdefault(row.kind, []).append(Demand(row.begins_at, row.ends_at, officers=serves))
    have: dict[str, int] = {}
    for thing in things_of(body, on=day):
        have[thing.kind] = have.get(thing.kind, 0) + 1
    found = []
    for kind, count in sorted(have.items(), key=lambda pair: (pair[0] != RECORDER, pair[0])):
        recorder = kind == RECORDER
        wanted = [*booked.get(kind, ()), *(planned if recorder else ())]
        found.append(Need(kind, count, slots(known, wanted, have=count, since=since, until=until, per_crew=1 if recorder else 0)))
    return tuple(found)


def shortage(day: date, body: str, *, planned: Sequence[Demand] = ()) -> tuple[tuple[str, Slot], ...]:
    """缺口 — kinds the body has too few of on that day, each with from when to when and why; joined over half hours."""
    return tuple((need.kind, slot) for need in needs(body, day, planned=planned) for slot in shortages(need.slots))


def recording(body: str, *, on: date) -> Recording:
    """How many of the body's people could be recorded at once."""
    recorders = sum(thing.kind == RECORDER for thing in things_of(body, on=on))
    return Recording(recorders, sum(not one.assistant for one in staff().members(body, on=on)))


def tell_shortages(*, now: datetime) -> int:
    """提前一天提示 — tomorrow's shortages of every body that has recorders are written down as told, and the screens hear of it.

    A shortage told already is not told again. Answers how many are new.
    """
    day = legal_date(now) + _DAY
    told = 0
    for body in pools(None, on=day):
        for kind, one in shortage(day, body):
            values: dict[str, Any] = {"ends_at": one.ends_at, "need": one.need, "have": one.have, "told_at": now}
            _, new = ShortageTold.objects.get_or_create(body=body, kind=kind, begins_at=one.begins_at, defaults=values)
            if new:
                told += 1
                notify(body)
    return told


def shortages_told(body: str, *, on: date) -> list[ShortageTold]:
    """What was told of that day, for the body and those below it."""
    begin = datetime.combine(on, time(0), SHANGHAI)
    return list(
        ShortageTold.objects.filter(of_bodies((body,)), begins_at__gte=begin, begins_at__lt=begin + _DAY).order_by("begins_at", "kind")
    )
