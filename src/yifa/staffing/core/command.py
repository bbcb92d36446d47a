"""清单体检：网格与指挥 — what is wrong with grids and their owners, the catalogue, centres and liaisons, on a day. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from yifa.kernel.outlines import area_of
from yifa.registry.core.centres import COMMANDS, SUPERVISES, taking
from yifa.registry.core.grids import Grid, Map, beyond, overlaps, uncovered
from yifa.registry.core.health.finding import Checks, Finding, Found, Kind, Rows
from yifa.registry.core.health.ground import Ground
from yifa.registry.core.powers import Span
from yifa.staffing.core.answering import Why, answer, missing
from yifa.staffing.core.command_wording import say
from yifa.staffing.core.staff import Staff, inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Class(Span):
    """小类 — of the catalogue."""

    code: str
    name: str
    owner: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre(Span):
    """指挥中心."""

    body: str
    name: str
    place: str
    kind: str = COMMANDS
    domains: tuple[str, ...] = ()
    all_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Liaison(Span):
    """联络员."""

    body: str
    place: str
    officer: str


@dataclass(frozen=True)
class Command:
    """What these checks look at; classes, centres and liaisons are those of the day."""

    ground: Ground
    staff: Staff
    grids: Sequence[Grid] = ()
    #: place -> outline
    outlines: Mapping[str, str] = field(default_factory=dict)
    classes: Sequence[Class] = ()
    centres: Sequence[Centre] = ()
    liaisons: Sequence[Liaison] = ()

    @property
    def on(self) -> date:
        return self.ground.on

    @cached_property
    def map(self) -> Map:
        return Map(self.grids, ())

    @cached_property
    def drawn_place(self) -> dict[str, str]:
        """For each place with grids the innermost place that has an outline; those without one are left out."""
        found = {}
        for code in {grid.place for grid in self.grids}:
            drawn = next((outer for outer in self.ground.lineage(code) if outer in self.outlines), "")
            if drawn:
                found[code] = drawn
        return found

    def taking(self, place: str, *, domain: str = "", kind: str = COMMANDS) -> list[Centre]:
        return taking(self.centres, place=place, lineage=self.ground.lineage(place), domain=domain, kind=kind)

    def officer_name(self, code: str) -> str:
        known = self.staff.officers.get(code)
        return known.name if known else code


#: the checks of grids and command
checks: Checks[Command] = Checks()


def examine(command: Command, *, rules: Container[str] | None = None) -> Iterator[Finding]:
    """Every finding of these checks, or of those named."""
    for check in checks.all.values():
        if rules is None or check.id in rules:
            yield from check.findings(command, say)


def _grids(found: Sequence[Grid]) -> Rows:
    rows = Rows()
    for grid in found:
        rows.add("registry_grid", grid.row, f"{grid.code} {grid.name}")
    return rows


@checks("grid_unowned", Kind.LOOK)
def grid_unowned(command: Command) -> Iterator[Found]:
    """网格无责任人 — a grid that neither has an owner that day nor lies in one that has.

    Source: the seeds' 网格划分、责任到人.
    """
    found = [grid for grid in command.grids if command.map.answering(grid, command.on) is None]
    if found:
        yield Found(_grids(found), {"of": len(command.grids)})


@checks("grid_owner_away", Kind.LOOK)
def grid_owner_away(command: Command) -> Iterator[Found]:
    """网格当日无人 — the owner is absent, has left the body or the service, and nobody who is there stands in for him.

    Reads: each grid with an owner of its own. An owner who has left is told even where his cover is there (variant ``left``).
    """
    nobody: list[Grid] = []
    left: list[Grid] = []
    for grid in command.grids:
        owner = grid.owner(command.on)
        if owner is None or not owner.officer:
            continue
        if answer(command.staff, command.map, grid, on=command.on).why is Why.NOBODY:
            nobody.append(grid)
        elif missing(command.staff, owner.officer, owner.body, on=command.on) in ("不在册", "已离开该单位"):
            left.append(grid)
    for grids, variant in ((nobody, ""), (left, "left")):
        if grids:
            owners = dict.fromkeys(command.officer_name(owner.officer) for grid in grids if (owner := grid.owner(command.on)))
            yield Found(_grids(grids), {"owners": _some(list(owners))}, variant=variant)


@checks("grid_own_cover", Kind.LOOK)
def grid_own_cover(command: Command) -> Iterator[Found]:
    """自己顶自己 — an owner named as his own cover: who is away cannot stand in for himself."""
    found = [
        grid
        for grid in command.grids
        if any(owner.covers(command.on) and owner.officer and owner.officer == owner.cover for owner in grid.owners)
    ]
    if found:
        yield Found(_grids(found))


@checks("grid_outline", Kind.LOOK)
def grid_outline(command: Command) -> Iterator[Found]:
    """网格边界有误 — an outline that is none: too few points, numbers that are no degrees. A grid without one is told apart: not stated."""
    unreadable = [grid for grid in command.grids if grid.outline and area_of(grid.outline) is None]
    if unreadable:
        yield Found(_grids(unreadable))
    unstated = [grid for grid in command.grids if not grid.outline]
    if unstated:
        yield Found(_grids(unstated), {"of": len(command.grids)}, variant="unstated")


@checks("grid_overlap", Kind.LOOK)
def grid_overlap(command: Command) -> Iterator[Found]:
    """网格重叠 — two grids of one tier that share ground: a point there would have two owners.

    Reads: more than the rounding of drawn edges, see ``registry.core.grids.tolerance``. A point there is given to the lower code.
    """
    found = overlaps(command.grids)
    if found:
        rows, most = Rows(), max(found, key=lambda one: one.square_metres)
        for pair in found:
            label = f"{pair.one.code} {pair.one.name} · {pair.other.code} {pair.other.name}"
            rows.add("registry_grid", pair.one.row, label)
        yield Found(rows, {"one": most.one.name, "other": most.other.name, "size": round(most.square_metres)})


@checks("grid_gap", Kind.LOOK)
def grid_gap(command: Command) -> Iterator[Found]:
    """网格空白 — ground of a place that no grid of a tier covers, though the place is divided into such grids.

    Reads: the innermost place with an outline around the places the grids are of; where they are of parts of it, every such part has
    grids. Of the tiers without grids there nothing is said.
    """
    by_place: dict[tuple[str, str], list[Grid]] = defaultdict(list)
    for grid in command.grids:
        if grid.place in command.drawn_place:
            by_place[command.drawn_place[grid.place], grid.tier].append(grid)
    for (place, tier), grids in by_place.items():
        if _divided(command, place, grids) and (size := uncovered(command.outlines[place], grids)):
            yield Found(_grids(grids), {"place": command.ground.place_name(place), "tier": tier, "size": round(size)})


def _divided(command: Command, place: str, grids: Sequence[Grid]) -> bool:
    """Are these grids to cover the whole place: are all drawn, and of it, or of all its parts of one kind?"""
    if any(area_of(grid.outline) is None for grid in grids):
        return False
    of = {grid.place for grid in grids}
    if place in of:
        return True
    known = command.ground.places
    kinds = {known[code].kind for code in of if code in known}
    return all(code in of for code, row in known.items() if row.kind in kinds and place in command.ground.lineage(code)[1:])


@checks("grid_parent", Kind.LOOK)
def grid_parent(command: Command) -> Iterator[Found]:
    """单元网格出界 — a grid that reaches out of the one it belongs to, or belongs to one that is not there that day."""
    known = command.map.by_code
    gone = [grid for grid in command.grids if grid.parent and grid.parent not in known]
    if gone:
        yield Found(_grids(gone), variant="gone")
    out = [grid for grid in command.grids if grid.parent in known and beyond(grid, known[grid.parent])]
    if out:
        yield Found(_grids(out))


@checks("class_owner", Kind.LOOK)
def class_owner(command: Command) -> Iterator[Found]:
    """小类无主 — a class of the catalogue whose owner is gone, whose domain nobody holds that day, or that names neither."""
    held = {group.domain for group, live in command.ground.live if live} | {body.domain for body in command.ground.bodies.values()}
    tests: dict[str, Callable[[Class], bool]] = {
        "gone": lambda one: bool(one.owner) and one.owner not in command.ground.bodies,
        "unheld": lambda one: not one.owner and bool(one.domain) and one.domain not in held,
        "": lambda one: not one.owner and not one.domain,
    }
    for variant, wrong in tests.items():
        rows = Rows()
        for one in command.classes:
            if wrong(one):
                rows.add("registry_event_kind", one.row, f"{one.code} {one.name}")
        if rows.total:
            yield Found(rows, variant=variant)


@checks("centre_missing", Kind.LOOK)
def centre_missing(command: Command) -> Iterator[Found]:
    """无人受理 — a place of which no centre takes in reports: of a domain the catalogue names, or round the clock; nobody for complaints.

    A place whose institution names no centre at all is told once.
    """
    if not command.centres:
        if command.classes:
            yield Found(Rows(), variant="none")
        return
    domains = sorted({one.domain for one in command.classes if one.domain})
    tests: dict[str, Callable[[str], bool]] = {
        "": lambda place: any(not command.taking(place, domain=domain) for domain in (domains or [""])),
        "night": lambda place: not any(one.all_day for one in command.taking(place)),
        "complaints": lambda place: not command.taking(place, kind=SUPERVISES),
    }
    for variant, wrong in tests.items():
        rows = Rows()
        for code, place in command.ground.places.items():
            if wrong(code):
                rows.add("registry_place", place.row, place.name)
        if rows.total:
            yield Found(rows, {"of": len(command.ground.places)}, variant=variant)


@checks("centre_gone", Kind.LOOK)
def centre_gone(command: Command) -> Iterator[Found]:
    """中心所属单位不在 — a centre of a body that does not exist that day."""
    rows = Rows()
    for centre in command.centres:
        if centre.body not in command.ground.bodies:
            rows.add("registry_centre", centre.row, centre.name)
    if rows.total:
        yield Found(rows)


@checks("liaison_missing", Kind.LOOK)
def liaison_missing(command: Command) -> Iterator[Found]:
    """联络员缺位 — a department that has a liaison for one place of whistles and none for another; or one who has left.

    Source: the seeds' 联络员, one per department and area. Reads: every department times every place that any liaison is named for; who is
    posted to the area's team is still the liaison of the department at home.
    """
    named = {(one.body, one.place) for one in command.liaisons}
    lacking = Rows()
    for body in dict.fromkeys(one.body for one in command.liaisons):
        for place in dict.fromkeys(one.place for one in command.liaisons):
            if (body, place) not in named:
                lacking.add("registry_body", 0, f"{command.ground.body_name(body)} · {command.ground.place_name(place)}")
    if lacking.total:
        yield Found(lacking)
    left = Rows()
    for one in command.liaisons:
        if not _still_of(command, one):
            label = f"{command.ground.body_name(one.body)} · {command.ground.place_name(one.place)} · {command.officer_name(one.officer)}"
            left.add("registry_liaison", one.row, label)
    if left.total:
        yield Found(left, variant="left")


@checks("liaison_twice", Kind.LOOK)
def liaison_twice(command: Command) -> Iterator[Found]:
    """一人联络两家 — one person named as liaison of two bodies: called by both at once, one of them comes without."""
    bodies: dict[str, list[Liaison]] = defaultdict(list)
    for one in command.liaisons:
        bodies[one.officer].append(one)
    rows = Rows()
    for officer, found in bodies.items():
        if len({one.body for one in found}) > 1:
            names = "、".join(dict.fromkeys(command.ground.body_name(one.body) for one in found))
            rows.add("registry_liaison", found[0].row, f"{command.officer_name(officer)}：{names}")
    if rows.total:
        yield Found(rows)


def _still_of(command: Command, liaison: Liaison) -> bool:
    known = command.staff.officers.get(liaison.officer)
    if known is None or not known.covers(command.on):
        return False
    return inside(known.body, liaison.body) or command.staff.counts_in(known, liaison.body, on=command.on)


def _some(names: list[str], most: int = 5) -> str:
    return "、".join(names[:most]) + ("等" if len(names) > most else "")
