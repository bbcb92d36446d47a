"""What the checks of the registry look at: the powers of one day, swept once.

Places are bits of a number, so that what a holding reaches is one number and a list of two thousand towns is compared at once. Items held
by the same bodies at the same places by the same titles and spans form one group: the checks go over groups, never item by place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from yifa.kernel.places import stem
from yifa.registry.core.health.finding import Checks
from yifa.registry.core.powers import Body, Exercise, Holding, Item, Place, Powers, Span

COUNTY_KINDS = ("县", "县级市", "自治县", "旗", "自治旗", "市", "行委", "林区", "特区")
TOWN_KINDS = ("镇", "乡", "民族乡", "街道", "苏木", "民族苏木")
#: 支队、大队 — bodies that count as a team of a department; their squads do not
TEAM_KINDS = ("支队", "大队")
BUREAU = "综合行政执法局"
AUTHORISED = "已授权"
#: so many days before its end a span is told to end soon
SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """所称数字 — a figure of the profile with its source, and the body it is said of."""

    figure: Decimal
    source: str
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    body: str
    on: date
    domain: str = ""
    able: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    code: str
    bodies: tuple[str, ...]
    raised_on: date
    due_on: date
    item: str = ""
    domain: str = ""
    settled_on: date | None = None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogued(Span):
    item: str
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What stands beside the powers: the provincial catalogue, scores, disputes, figures claimed, laws the library knows as repealed."""

    catalogue: Sequence[Catalogued] = ()
    scores: Sequence[Score] = ()
    disputes: Sequence[Dispute] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict)
    #: short title -> day of repeal
    repealed: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Items in force that are held alike: same list, same domain, same holdings but for the number of the row."""

    list: str
    domain: str
    items: Sequence[Item]
    #: of the first item; those of the others stand at the same position
    holdings: Sequence[Holding]


class Ground:
    """The powers on ``on``, with what can be asked of them cheaply."""

    def __init__(self, powers: Powers, *, on: date, known: Known | None = None) -> None:
        self.powers, self.on, self.known = powers, on, known or Known()

    # places

    @cached_property
    def places(self) -> dict[str, Place]:
        """Those of the day, by code."""
        return {code: row for code in self.powers.places if (row := self.powers.place(code, on=self.on))}

    @cached_property
    def codes(self) -> list[str]:
        """The place of each bit."""
        return list(self.places)

    @cached_property
    def reach(self) -> dict[str, int]:
        """What lies in each place, itself included."""
        found: dict[str, int] = defaultdict(int)
        for number, code in enumerate(self.codes):
            for outer in self.lineage(code):
                found[outer] |= 1 << number
        return dict(found)

    def lineage(self, place: str) -> tuple[str, ...]:
        return self.powers.lineage(place, on=self.on)

    def inside(self, inner: str, outer: str) -> bool:
        return outer in self.lineage(inner)

    def meet(self, one: str, other: str) -> bool:
        """Does one lie in the other, either way?"""
        return self.inside(one, other) or self.inside(other, one)

    @cached_property
    def enclosing(self) -> dict[str, set[str]]:
        """For each place what lies further out and shares places with it: what it lies in, and the county of towns of an area."""
        return self._neighbours[0]

    @cached_property
    def crossing(self) -> dict[str, set[str]]:
        """Places that share a third and are equally far out for it: two areas over one town. The resolver has no order between them."""
        return self._neighbours[1]

    @cached_property
    def _neighbours(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        enclosing: dict[str, set[str]] = defaultdict(set)
        crossing: dict[str, set[str]] = defaultdict(set)
        for code in self.codes:
            depths = self.powers.depths(code, on=self.on)
            outers = list(depths)
            enclosing[code].update(outers[1:])
            for at, one in enumerate(outers):
                for other in outers[at + 1 :]:
                    if self.meet(one, other):
                        continue
                    if depths[one] < depths[other]:
                        enclosing[one].add(other)
                    else:
                        crossing[one].add(other)
                        crossing[other].add(one)
        return dict(enclosing), dict(crossing)

    def place_name(self, code: str) -> str:
        row = self.places.get(code)
        return row.name if row else code

    def names_of(self, mask: int, *, most: int = 5) -> str:
        """The outermost places of a mask by name, and how many places it is in all."""
        names = []
        for number in bits(mask):
            if not any(mask >> self._bit[outer] & 1 for outer in self.lineage(self.codes[number])[1:] if outer in self._bit):
                names.append(self.place_name(self.codes[number]))
            if len(names) > most:
                break
        total = mask.bit_count()
        shown = "、".join(names[:most]) + ("等" if len(names) > most else "")
        return shown if total == len(names) else f"{shown}（共{total}处）"

    @cached_property
    def _bit(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.codes)}

    def is_district(self, code: str) -> bool:
        """市辖区? By its kind; where the kind does not say, by its code: 01 to 20 within a city that is no prefecture (GB/T 2260)."""
        row = self.places.get(code)
        if row is None or row.kind in COUNTY_KINDS:
            return False
        if row.kind in ("市辖区", "区"):
            return True
        digits = stem(code)
        if row.kind or not digits.isdigit() or len(digits) != 6:
            return False
        return 1 <= int(digits[4:]) <= 20 and not 21 <= int(digits[2:4]) <= 50

    @cached_property
    def districts(self) -> list[str]:
        return [code for code in self.places if self.is_district(code)]

    @cached_property
    def counties(self) -> list[str]:
        """县、县级市 and their like, no districts."""
        return [code for code, row in self.places.items() if not self.is_district(code) and _is_county(code, row)]

    @cached_property
    def towns(self) -> list[str]:
        return [code for code, row in self.places.items() if row.kind in TOWN_KINDS]

    # bodies

    @cached_property
    def bodies(self) -> dict[str, Body]:
        return {code: row for code in self.powers.bodies if (row := self.powers.body(code, on=self.on))}

    def body_name(self, code: str) -> str:
        row = self.bodies.get(code) or next(iter(self.powers.bodies.get(code, ())), None)
        return row.name if row else code

    def level(self, body: str) -> str:
        row = self.bodies.get(body)
        return row.level if row else ""

    def outer_bodies(self, code: str) -> Iterator[Body]:
        """The bodies it belongs to, innermost first."""
        while code := code.rpartition(".")[0]:
            if row := self.bodies.get(code):
                yield row

    def claim(self, key: str) -> Claim | None:
        return self.known.claims.get(key)

    def within_claim(self, claim: Claim, place: str) -> bool:
        """Is the figure said of this place too? It is said of the place of its body."""
        row = self.bodies.get(claim.body)
        return row is None or not row.place or self.inside(place, row.place)

    # items and who holds them

    @cached_property
    def groups(self) -> list[Group]:
        items: dict[object, list[Item]] = defaultdict(list)
        for code in self.powers.items:
            item = self.powers.item(code, on=self.on)
            if item is not None:
                rows = self.powers.holdings.get(code, ())
                items[(item.list, item.domain, *map(_pattern, rows))].append(item)
        return [Group(alike[0].list, alike[0].domain, alike, self.powers.holdings.get(alike[0].code, ())) for alike in items.values()]

    @cached_property
    def live(self) -> list[tuple[Group, list[tuple[int, Holding]]]]:
        """Per group the holdings in force whose holder exists, with their position."""
        return [
            (group, [(at, row) for at, row in enumerate(group.holdings) if row.covers(self.on) and row.body in self.bodies])
            for group in self.groups
        ]

    def rows_of(self, group: Group, at: int) -> Iterator[tuple[str, int, str]]:
        """The holdings at one position, of every item of the group."""
        for item in group.items:
            row = self.powers.holdings[item.code][at]
            label = f"{item.code} {item.name} · {self.body_name(row.body)} · {self.place_name(row.place)}"
            yield "registry_holding", row.row, label

    @cached_property
    def exercises(self) -> list[Exercise]:
        """Those in force."""
        return [row for rows in self.powers.exercises.values() for row in rows if row.covers(self.on)]

    def exercise_label(self, row: Exercise) -> str:
        what = row.item or row.domain or "全部事项"
        return f"{self.body_name(row.holder)} → {self.body_name(row.team)} · {self.place_name(row.place)} · {what}"


#: the checks of the registry
checks: Checks[Ground] = Checks()


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _pattern(row: Holding) -> tuple[object, ...]:
    return (row.body, row.place, row.title, row.since, row.until, row.exception, row.transition_until, row.transition_body, row.guide)


def _is_county(code: str, row: Place) -> bool:
    digits = stem(code)
    if digits.isdigit():
        return len(digits) == 6
    return row.kind in COUNTY_KINDS
