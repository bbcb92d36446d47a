"""指标 — the measures a profile's figures are counted by. Every one counts rows; what the source does not state is None, never 0.

``facts.toml`` of a profile names a figure's key, its measure and what the measure is asked of; no figure is ever stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from yifa.docket.core.procedure import closed_procedures
from yifa.docket.models import Act, Standing
from yifa.kernel.places import covers, stem
from yifa.platform.reach import of_bodies
from yifa.registry import queries as registry
from yifa.registry.models import (
    Area,
    Body,
    Conflict,
    Exercise,
    Fact,
    Flag,
    History,
    Holding,
    ItemList,
    ItemVersion,
    Mechanism,
    Milestone,
    Mode,
    Place,
    Policy,
    Reform,
    Task,
)
from yifa.registry.queries import on_day
from yifa.staffing import queries as staffing
from yifa.staffing.models import Certificate, Officer, PoolMove, StaffPost, Training

Value = Any


@dataclass(frozen=True, slots=True)
class Ask:
    """One figure asked for: what its row says, the day, and the figures reckoned before it."""

    key: str
    of: str
    kind: str
    place: str
    by: str
    on: date
    known: Mapping[str, Value]

    @property
    def ofs(self) -> list[str]:
        return _words(self.of)

    @property
    def kinds(self) -> list[str]:
        return _words(self.kind)


@dataclass(frozen=True, slots=True)
class Figure:
    """一个数字 — its key, the sentence that says what is counted over what, the measure, the day, and the value (None: 未载明)."""

    key: str
    sentence: str
    measure: str
    on: date
    value: Value
    #: whether the profile itself names the day it is counted on
    fixed: bool


def reckoned(*, on: date) -> list[Figure]:
    """Every figure the profile tells, in the order of ``facts.toml``; one on a day of its own is counted on that day."""
    known: dict[str, Value] = {}
    found = []
    for row in Fact.objects.order_by("position"):
        day = row.on or on
        known[row.key] = plain(MEASURES[row.measure](Ask(row.key, row.of, row.kind, row.place, row.by, day, known)))
        found.append(Figure(row.key, row.sentence, row.measure, day, known[row.key], row.on is not None))
    # a key that begins with an underscore is only reckoned with (改革后的数 for a 精简比例), not told
    return [figure for figure in found if not figure.key.startswith("_")]


def figures(*, on: date) -> dict[str, Value]:
    """数字 — what ``reckoned`` tells by key; a key with dots is nested."""
    return nested({figure.key: figure.value for figure in reckoned(on=on)})


def nested(flat: Mapping[str, Value]) -> dict[str, Value]:
    """``{"a.b": 1}`` → ``{"a": {"b": 1}}``."""
    found: dict[str, Value] = {}
    for key, value in flat.items():
        *path, last = key.split(".")
        at = found
        for part in path:
            at = at.setdefault(part, {})
        at[last] = value
    return found


def plain(value: Value) -> Value:
    """As JSON writes it: a whole number as one, a day as text."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(";") if word.strip()]


def _of(column: str, body: str) -> Q:
    """Rows of the body and of those below it; of all where none is named."""
    return of_bodies([body] if body else None, column=column)


def _below(rows: QuerySet[Any], ask: Ask, column: str = "place") -> list[Any]:
    found = list(rows)
    return [row for row in found if covers(ask.place, getattr(row, column))] if ask.place else found


def bodies(ask: Ask) -> int:
    """机构数 — below ``of``, of ``kind``, at ``place``, of level ``by``."""
    rows = Body.objects.filter(on_day(ask.on))
    if ask.of:
        rows = rows.filter(code__startswith=f"{ask.of}.")
    if ask.kind:
        rows = rows.filter(kind__in=ask.kinds)
    if ask.by:
        rows = rows.filter(level=ask.by)
    return len(_below(rows, ask))


def history(ask: Ask) -> int:
    """沿革数 — by that day, of relation ``kind`` into ``of`` or what is below it; ``by`` subjects counts each subject once."""
    rows = History.objects.filter(_of("into", ask.of), Q(on=None) | Q(on__lte=ask.on), relation__in=ask.kinds)
    return rows.values("subject").distinct().count() if ask.by == "subjects" else rows.count()


def places(ask: Ask) -> int:
    rows = Place.objects.filter(on_day(ask.on))
    return len(_below(rows.filter(kind__in=ask.kinds) if ask.kind else rows, ask, "code"))


def areas(ask: Ask) -> int:
    """片区组成数 — members of the area ``place``."""
    return Area.objects.filter(on_day(ask.on), area=ask.place).count()


def items(ask: Ask) -> int | None:
    """事项数 — texts in force of the lists ``of``; None where one of them is not stated (未载明)."""
    lists = ItemList.objects.filter(code__in=ask.ofs) if ask.of else ItemList.objects.filter(stated=True)
    if not lists or any(not line.stated for line in lists):
        return None
    rows = ItemVersion.objects.filter(on_day(ask.on), item__list__in=lists)
    if ask.kind:
        rows = rows.filter(domain__in=ask.kinds)
    match ask.by:
        case "":
            return rows.count()
        case "department":
            return rows.values("item__department").distinct().count()
        case "domain":
            return rows.values("domain").distinct().count()
        case "runnable":
            return rows.filter(item__in=Holding.objects.filter(on_day(ask.on)).values("item")).count()
    raise ValueError(f"{ask.key}: items are not counted by {ask.by!r}")


def held(ask: Ask) -> int | None:
    """持有事项数 — None where the source gives no list (未载明)."""
    return registry.item_count(body=ask.of, on=ask.on)


def departments(ask: Ask) -> int:
    """来源部门数 — departments the items that ``of`` holds came from."""
    return len(registry.item_departments(body=ask.of, on=ask.on))


def total(ask: Ask) -> Value:
    """已知之和 — of the figures ``of`` that are known; ``of`` may end in .* for every figure of that branch."""
    return sum(value for value in _known(ask) if value is not None)


def _known(ask: Ask) -> list[Value]:
    found: list[Value] = []
    for key in ask.ofs:
        branch = key.removesuffix("*") if key.endswith(".*") else ""
        found += [value for name, value in ask.known.items() if (name.startswith(branch) if branch else name == key)]
    return found


def difference(ask: Ask) -> Value:
    first, second = _known(ask)
    return None if first is None or second is None else first - second


def percent(ask: Ask) -> Decimal | None:
    """百分比 — the first over the second, rounded half up to ``by`` decimals."""
    first, second = _known(ask)
    return _rounded(first, second, ask) if first is not None and second else None


def reduction(ask: Ask) -> Decimal | None:
    """精简比例 — (before − after) / before."""
    before, after = _known(ask)
    return _rounded(before - after, before, ask) if after is not None and before else None


def _rounded(part: Value, whole: Value, ask: Ask) -> Decimal:
    step = Decimal(1).scaleb(-int(ask.by or 0))
    return (Decimal(str(part)) / Decimal(str(whole)) * 100).quantize(step, ROUND_HALF_UP)


def modes(ask: Ask) -> int:
    """管理方式 — domains set up in the mode ``kind``."""
    rows = Mode.objects.filter(on_day(ask.on))
    return len(_below(rows.filter(mode__in=ask.kinds) if ask.kind else rows, ask))


def exercises(ask: Ask) -> int:
    """行使 — of kind ``kind`` for holder ``of`` and those below it."""
    return len(_below(Exercise.objects.filter(on_day(ask.on), _of("holder", ask.of), kind__in=ask.kinds), ask))


def claims(ask: Ask) -> Decimal | None:
    """所称数字 — the sourced figure ``of``."""
    return registry.claim(ask.of)


def mechanisms(ask: Ask) -> Value:
    """机制与制度 — rows of the group ``kind``; ``by`` named counts those with a title, titles lists them. None without a row."""
    rows = Mechanism.objects.filter(_of("body", ask.of), group__in=ask.kinds).order_by("id")
    found = _below(rows, ask)
    titles = [row.title for row in found if row.title]
    return {"": len(found), "named": len(titles), "titles": titles}[ask.by] if found else None


def tasks(ask: Ask) -> int:
    return Task.objects.filter(policy=ask.of).count()


def deadlines(ask: Ask) -> dict[str, str]:
    """完成时限 — of every task, as the source prints it."""
    return dict(Task.objects.filter(policy=ask.of).order_by("id").values_list("code", "deadline"))


def leads(ask: Ask) -> dict[str, list[str]]:
    """牵头单位 — of every task, read from its line: what stands before the first comma."""
    from yifa.registry.core.units import parse_units

    return {code: list(parse_units(units)[0]) for code, units in Task.objects.order_by("id").values_list("code", "units")}


def conflicts(ask: Ask) -> list[dict[str, str]]:
    """来源矛盾."""
    members = ("task", "field", "a", "b")
    return [dict(zip(members, row, strict=True)) for row in Conflict.objects.order_by("id").values_list(*members)]


def policy(ask: Ask) -> Value:
    """政策文件 — the column ``by`` of the policy ``of``; without ``of`` how many there are."""
    return Policy.objects.filter(code=ask.of).values_list(ask.by, flat=True).first() if ask.of else Policy.objects.count()


def milestone(ask: Ask) -> str | None:
    return Milestone.objects.filter(code=ask.of).values_list("when", flat=True).first()


def flag(ask: Ask) -> bool:
    return Flag.objects.filter(kind__in=ask.kinds).exists()


def reform_on(ask: Ask) -> date | None:
    return Reform.objects.filter(code=ask.of).values_list("on", flat=True).first()


def officers(ask: Ask) -> int:
    """人数 — in service that day; ``kind`` is empty (no assistants), certified, assistant or trained."""
    rows = Officer.objects.filter(_of("body", ask.of), on_day(ask.on))
    if ask.place:
        rows = rows.filter(body__in=[body.code for body in _below(Body.objects.filter(on_day(ask.on)), ask)])
    match ask.kind:
        case "":
            return rows.filter(assistant=False).count()
        case "assistant":
            return rows.filter(assistant=True).count()
        case "certified":
            return rows.filter(id__in=Certificate.objects.filter(valid_from__lte=ask.on, valid_until__gt=ask.on).values("officer")).count()
        case "trained":
            return Training.objects.filter(officer__in=rows.filter(assistant=False)).values("officer").distinct().count()
    raise ValueError(f"{ask.key}: officers are not counted as {ask.kind!r}")


def posts(ask: Ask) -> int:
    """编制数 — of owner or user ``of``; ``kind`` is empty, occupied, vacant, front_line, locked, 基本 or 动态."""
    rows = StaffPost.objects.filter(_of("owner", ask.of) | _of("user", ask.of), on_day(ask.on))
    narrower = {
        "": Q(),
        "occupied": ~Q(officer=""),
        "vacant": Q(officer=""),
        "front_line": Q(front_line=True),
        "locked": Q(locked=True),
        "基本": Q(kind="基本"),
        "动态": Q(kind="动态"),
    }
    return len(_below(rows.filter(narrower[ask.kind]), ask))


def pool(ask: Ask) -> int:
    """周转数 — posts moved by moves of ``kind``."""
    return PoolMove.objects.filter(kind__in=ask.kinds).aggregate(sum=Sum("count"))["sum"] or 0


def equipment(ask: Ask) -> int:
    return registry.equipment(body=ask.of, on=ask.on).get(ask.kind, 0)


def cameras(ask: Ask) -> int:
    return registry.cameras(register=ask.kind, on=ask.on)


def grids(ask: Ask) -> int:
    return registry.grids(under=stem(ask.place), on=ask.on)


def coverage(ask: Ask) -> int:
    return len(registry.place_types(body=ask.of))


def area_km2(ask: Ask) -> Decimal | None:
    """面积 — of the places of ``kind``, as far as stated."""
    rows = Place.objects.filter(on_day(ask.on), kind__in=ask.kinds)
    return rows.aggregate(sum=Sum("area_km2"))["sum"]


def zones(ask: Ask) -> int:
    return registry.places(under=stem(ask.place), on=ask.on, kind="片区").count()


def zone_officers(ask: Ask) -> int | list[int] | None:
    """片区力量 — one figure only where every zone has as many."""
    found = sorted(staffing.zone_officers(under=stem(ask.place), on=ask.on).values())
    return (found[0] if len(set(found)) == 1 else found) if found else None


def cases(ask: Ask) -> int:
    """案件数 — every docket of the body and those below, whatever came of it; those before their own readers alone are not counted."""
    return Standing.objects.filter(_of("body", ask.of)).exclude(procedure__in=closed_procedures()).count()


def police_assists(ask: Ask) -> int:
    return Act.objects.filter(_of("docket__body", ask.of), kind="assist_police").count()


def power_fields(ask: Ask) -> int:
    """权力库字段数."""
    from yifa.registry.lists import POWER_FIELDS

    return len(POWER_FIELDS)


MEASURES: Mapping[str, Callable[[Ask], Value]] = {
    **{
        measure.__name__: measure
        for measure in (
            *(bodies, history, places, areas, items, held, departments, difference, modes, exercises, claims, mechanisms, tasks, deadlines),
            *(leads, conflicts, policy, milestone, flag, reform_on, officers, posts, pool, equipment, cameras, grids, coverage, area_km2),
            *(zones, zone_officers, cases, police_assists, power_fields),
        )
    },
    "sum": total,
    "pct": percent,
    "reduction_pct": reduction,
}
