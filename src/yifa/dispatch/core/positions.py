"""位置 — whether a place a device tells of can be believed, and how often one is taken."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yifa.kernel.earth import metres_apart

#: at most one a ten seconds of each officer
EVERY: Final = timedelta(seconds=10)
#: faster than this nobody goes on duty
FASTEST_KM_H: Final = 150.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place at an instant; ``accuracy`` in metres, None where the device says nothing."""

    at: datetime
    longitude: float
    latitude: float
    accuracy: int | None = None


def readable(longitude: float, latitude: float) -> bool:
    """Finite and on the earth."""
    return math.isfinite(longitude) and math.isfinite(latitude) and -180 <= longitude <= 180 and -90 <= latitude <= 90


def is_doubtful(before: Point | None, new: Point, *, mock: bool = False) -> bool:
    """位置可疑 — the device makes places up, or nobody could have come there from the last place that was believed.

    How far both may be off is not held against the officer.
    """
    if mock:
        return True
    if before is None:
        return False
    off = (before.accuracy or 0) + (new.accuracy or 0)
    went = max(0.0, metres_apart(before.longitude, before.latitude, new.longitude, new.latitude) - off) / 1000
    took = max((new.at - before.at).total_seconds(), 1.0)
    return went / took * 3600 > FASTEST_KM_H


def wait_seconds(last: datetime | None, now: datetime) -> int:
    """How long until the next place is taken; 0: at once."""
    if last is None or now < last or now - last >= EVERY:
        return 0
    return max(1, math.ceil((EVERY - (now - last)).total_seconds()))
