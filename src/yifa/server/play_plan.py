"""安排 — what happens on a day of play, drawn from its scenario and a seed alone. Pure."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random
from typing import Final
from uuid import UUID

from shapely import Point
from shapely.geometry.base import BaseGeometry

from yifa.kernel.dates import SHANGHAI
from yifa.server.play_scenario import Complaint, Desk, Matter, Patrol, Scenario, Span, Whistle

#: where reports come by the system of another
CHANNELS: Final = frozenset({"12345热线", "网络理政", "微信", "微博"})
#: what anybody may send
OPEN_TO_ALL: Final = frozenset({"网页"})
#: what officers find who walk a drawn list, and what a desk sees through a camera
WALKED: Final = "巡查发现"
WATCHED: Final = "视频发现"
STAGES: Final = ("file", "order", "take", "arrive", "handle", "verify", "reply", "close")
#: what is drawn for an incident that may not go straight
TWISTS: Final = ("returned", "extended", "hung", "reworked", "slow")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
#: what is written behind every text, so that nobody takes it for a report
MARK: Final = "（演练）"


@dataclass(frozen=True, slots=True)
class Ground:
    """A grid in which reports may lie."""

    code: str
    area: BaseGeometry
    #: the desk may send a patrol there
    walkable: bool = True


@dataclass(frozen=True, slots=True)
class Incident:
    """一件事 — reported when, by which way, what and where; what it will meet, and how long each step of it takes (seconds)."""

    number: int
    at: datetime
    source: str
    desk: str
    #: the grid it lies in
    grid: str
    kind: str
    text: str
    place_text: str
    longitude: Decimal
    latitude: Decimal
    #: told in words alone, without the point
    spoken: bool
    name: str
    phone: str
    found: str
    done: str
    twist: str
    stages: Mapping[str, int]
    whistle: Whistle | None = None
    #: the body of the officer complained of
    about: str = ""
    #: found by walking a drawn list
    walked: bool = False

    @property
    def rng(self) -> Random:
        """Chance of this incident's own, so that what happens to one does not move another."""
        return Random(f"{self.number}/{self.text}/{self.at.isoformat()}")


@dataclass(frozen=True, slots=True)
class Beat:
    """一次巡查 — planned when, and which grid is walked when, with the numbers of the incidents found there."""

    number: int
    at: datetime
    patrol: Patrol
    walks: tuple[tuple[datetime, str, tuple[int, ...]], ...]


def plan(scenario: Scenario, grounds: Mapping[str, Sequence[Ground]], *, seed: int) -> list[Incident]:
    """The incidents of the day by their time. ``grounds``: the grids of each desk's place, hot ones drawn more often."""
    rng = Random(f"{seed}/{scenario.title}")
    found = [*_reports(scenario, grounds, rng), *_complaints(scenario, grounds, rng)]
    found.sort(key=lambda incident: (incident.at, incident.number))
    return _with_whistles(scenario, found, rng)


def _reports(scenario: Scenario, grounds: Mapping[str, Sequence[Ground]], rng: Random) -> Iterator[Incident]:
    heat = {desk.body: _heat(len(grounds[desk.body]), rng) for desk in scenario.desks if desk.weight}
    number = 0
    while number < scenario.reports:
        number += 1
        at = _instant(scenario, rng)
        desk = rng.choices(scenario.desks, [desk.weight for desk in scenario.desks])[0]
        ground = rng.choices(grounds[desk.body], heat[desk.body])[0]
        matter = rng.choices(scenario.matters, [matter.weight for matter in scenario.matters])[0]
        made = _incident(scenario, number, at, desk, matter, ground, rng)
        yield made
        if number < scenario.reports and rng.random() < scenario.odds.twin:
            number += 1
            yield _twin(scenario, made, number, matter, rng)


def _heat(count: int, rng: Random) -> list[float]:
    """A few grids are hot, most are not."""
    weights = [1 / rank for rank in range(1, count + 1)]
    rng.shuffle(weights)
    return weights


def _instant(scenario: Scenario, rng: Random) -> datetime:
    hour = rng.choices(range(24), scenario.hourly)[0]
    return datetime.combine(scenario.day, time(hour), SHANGHAI) + timedelta(seconds=rng.randrange(3600))


def _incident(scenario: Scenario, number: int, at: datetime, desk: Desk, matter: Matter, ground: Ground, rng: Random) -> Incident:
    source = rng.choices(list(scenario.sources), list(scenario.sources.values()))[0]
    point = point_in(ground.area, rng)
    street = rng.choice(desk.streets)
    return Incident(
        number=number,
        at=at,
        source=source,
        desk=desk.body,
        grid=ground.code,
        kind=matter.kind,
        text=f"{rng.choice(matter.texts)}{MARK}",
        place_text=f"{street}{rng.randrange(1, 300)}号附近",
        longitude=_degrees(point.x),
        latitude=_degrees(point.y),
        spoken=desk.spoken,
        name=f"{rng.choice(_SURNAMES)}先生" if rng.random() < 0.5 else f"{rng.choice(_SURNAMES)}女士",
        phone=f"1380000{rng.randrange(10_000):04d}",
        found=matter.found,
        done=matter.done,
        twist=_twist(scenario, rng),
        stages={name: drawn(getattr(scenario.stages, name), rng) for name in STAGES},
    )


def _twin(scenario: Scenario, first: Incident, number: int, matter: Matter, rng: Random) -> Incident:
    """Somebody else tells of the same some minutes later, from a little way off."""
    at = first.at + timedelta(seconds=rng.randrange(60, 900))
    last = datetime.combine(scenario.day, time(23, 59, 59), SHANGHAI)
    return Incident(
        number=number,
        at=min(at, last),
        source="网页",
        desk=first.desk,
        grid=first.grid,
        kind=first.kind,
        text=f"{rng.choice(matter.texts)}{MARK}",
        place_text=first.place_text,
        longitude=first.longitude + Decimal(rng.randrange(-4, 5)).scaleb(-4),
        latitude=first.latitude + Decimal(rng.randrange(-4, 5)).scaleb(-4),
        spoken=first.spoken,
        name=f"{rng.choice(_SURNAMES)}女士",
        phone=f"1380000{rng.randrange(10_000):04d}",
        found=first.found,
        done=first.done,
        twist="twin",
        stages={name: drawn(getattr(scenario.stages, name), rng) for name in STAGES},
    )


def _twist(scenario: Scenario, rng: Random) -> str:
    shares = [getattr(scenario.odds, name) for name in TWISTS]
    reach = list(accumulate(shares))
    found = rng.random()
    return next((name for name, bound in zip(TWISTS, reach, strict=True) if found < bound), "")


def _complaints(scenario: Scenario, grounds: Mapping[str, Sequence[Ground]], rng: Random) -> Iterator[Incident]:
    """Complaints follow the reports in number."""
    for order, complaint in enumerate(scenario.complaints, 1):
        yield _complaint(scenario, scenario.reports + order, complaint, grounds, rng)


def _complaint(scenario: Scenario, number: int, complaint: Complaint, grounds: Mapping[str, Sequence[Ground]], rng: Random) -> Incident:
    desk = next((desk for desk in scenario.desks if desk.body == complaint.about and desk.weight), scenario.desks[0])
    ground = rng.choice(grounds[desk.body])
    point = point_in(ground.area, rng)
    at = datetime.combine(scenario.day, time(), SHANGHAI) + timedelta(seconds=round(complaint.hour * 3600))
    return Incident(
        number=number,
        at=at,
        source="网页",
        desk=desk.body,
        grid=ground.code,
        kind="",
        text=f"{complaint.text}{MARK}",
        place_text=rng.choice(desk.streets),
        longitude=_degrees(point.x),
        latitude=_degrees(point.y),
        spoken=desk.spoken,
        name=f"{rng.choice(_SURNAMES)}先生",
        phone=f"1380000{rng.randrange(10_000):04d}",
        found="",
        done="",
        twist="",
        stages={},
        about=complaint.about,
    )


def _with_whistles(scenario: Scenario, found: list[Incident], rng: Random) -> list[Incident]:
    """Whistles fall on incidents that go straight otherwise, drawn among those of their desk and classes."""
    blown: dict[int, Whistle] = {}
    for whistle in scenario.whistles:
        fit = [
            incident.number
            for incident in found
            if incident.desk == whistle.desk and incident.kind in whistle.kinds and not incident.twist and incident.number not in blown
        ]
        blown |= dict.fromkeys(rng.sample(fit, min(whistle.count, len(fit))), whistle)
    return [replace(incident, whistle=blown.get(incident.number)) for incident in found]


def beats(
    scenario: Scenario, grounds: Mapping[str, Sequence[Ground]], incidents: Sequence[Incident], *, seed: int
) -> tuple[list[Beat], list[Incident]]:
    """The patrols of the day, and the incidents anew: what officers are to find is found when they walk its grid, if it lies there by then.

    What no patrol comes upon is reported as before.
    """
    found, told = [], {incident.number: incident for incident in incidents}
    for number, patrol in enumerate(scenario.patrols, 1):
        rng = Random(f"{seed}/{scenario.title}/patrol/{number}")
        begins = at = datetime.combine(scenario.day, time(), SHANGHAI) + timedelta(seconds=round(patrol.hour * 3600))
        walks = []
        for ground in sorted((one for one in grounds[patrol.desk] if one.walkable), key=lambda one: one.code):
            at += timedelta(seconds=drawn(patrol.walk, rng))
            there = [
                one
                for one in told.values()
                if (one.desk, one.grid, one.source) == (patrol.desk, ground.code, WALKED) and one.at <= at and not one.walked
            ]
            told |= {one.number: replace(one, at=at, walked=True) for one in there}
            walks.append((at, ground.code, tuple(one.number for one in there)))
        found.append(Beat(number, begins, patrol, tuple(walks)))
    return found, sorted(told.values(), key=lambda one: (one.at, one.number))


def point_in(area: BaseGeometry, rng: Random) -> Point:
    """A point within the area, all of it alike."""
    west, south, east, north = area.bounds
    while True:
        point = Point(rng.uniform(west, east), rng.uniform(south, north))
        if area.contains(point):
            return point


def _degrees(value: float) -> Decimal:
    return Decimal(f"{value:.6f}")


def drawn(span: Span, rng: Random) -> int:
    """Seconds, mostly the usual."""
    if span.least == span.most:
        return span.least
    return round(rng.triangular(span.least, span.most, span.usual))


def id_at(at: datetime, *what: object) -> UUID:
    """A UUID version 7 of that instant, the same whenever the same is meant."""
    value = (int(at.timestamp() * 1000) << 80) | Random("/".join(map(str, what))).getrandbits(80)
    return UUID(int=(value & ~(0xF << 76) & ~(0x3 << 62)) | (7 << 76) | (2 << 62))


def picture(rng: Random, *, side: int = 32) -> bytes:
    """A true picture, small, of a colour of its own."""
    colour = bytes(rng.randrange(256) for _ in range(3))
    rows = b"".join(b"\0" + colour * side for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
