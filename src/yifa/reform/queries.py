"""What a change means on the institution as it stands: its rows looked up, 全部 written out, and everything it names that is not there.

Asked by the gates of the proposal and again by those of the approval, on the newest institution.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from yifa.docket.by_item import open_dockets, open_dockets_of
from yifa.platform.wording import Worded, wording_of
from yifa.reform.core.forms import (
    ALL,
    Abolish,
    Change,
    Entrust,
    Establish,
    Grant,
    HandOver,
    Merge,
    MovePool,
    MovePosts,
    NewBody,
    Plate,
    PostTeam,
    Recall,
    Split,
)
from yifa.reform.core.legs import Leg, ending, legs_of
from yifa.registry import snapshot
from yifa.registry.core.powers import Holding, Item, Powers
from yifa.staffing import changing as staffing
from yifa.staffing.models import StaffPost

say = wording_of(__file__)


class ChangeRefusal(Worded, say=say):
    code = "reform.refused"


class RowsUnknown(ChangeRefusal):
    """名录中没有 — bodies, places, items, posts or people the change names are not there, or not where it takes them from; all at once."""

    kind = "invalid"
    code = "reform.rows_unknown"


class CodeTaken(ChangeRefusal):
    """编码已用 — the code of the new body belongs to one that is there."""

    kind = "conflict"
    code = "reform.code_taken"


class GoesInCircle(ChangeRefusal):
    """循环 — a body would be its own heir, part or superior."""

    kind = "invalid"
    code = "reform.goes_in_circle"


class Collides(ChangeRefusal):
    """与名录相撞 — the database refused a row: somebody was faster, or the rows of the change meet each other."""

    kind = "conflict"
    code = "reform.collides"


class AlreadyHeld(ChangeRefusal):
    """已有实施主体 — another body holds the item at that very place then: it must be recalled first."""

    kind = "conflict"
    code = "reform.already_held"


@dataclass(frozen=True)
class Asked:
    """变动与现状 — a change, and what it finds; every figure is looked up when first asked for."""

    change: Change
    powers: Powers

    @property
    def on(self) -> date:
        return self.change.effective_on

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """What moves, with 全部 written out."""
        found = []
        for leg in legs_of(self.change):
            items = sorted({row.item for row in self.held(leg.of, place=leg.place)}) if leg.items == (ALL,) else ()
            posts = [row.code for row in self.posts_of(leg.of)] if leg.posts == (ALL,) else ()
            people = staffing.people_of(leg.of, on=self.on) if leg.people == (ALL,) else ()
            found.append(leg.with_all(items=items, posts=list(dict.fromkeys(posts)), people=people))
        return tuple(found)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Every item the change moves, grants, entrusts or takes back."""
        match self.change:
            case Grant() | Entrust():
                return self.change.items
            case Recall():
                return tuple(sorted({row.item for row in self.recalled})) if self.change.what == "赋权" else _listed(self.change.items)
            case _:
                return tuple(dict.fromkeys(code for leg in self.legs for code in leg.items))

    @cached_property
    def recalled(self) -> list[Holding]:
        """The grants a recall ends."""
        assert isinstance(self.change, Recall)
        wanted = set(self.change.items)
        rows = self.held((self.change.of,), place=self.change.place)
        return [row for row in rows if row.title == "grant" and (ALL in wanted or row.item in wanted)]

    @cached_property
    def without(self) -> list[str]:
        """Items nobody would hold any more at a place where the recall ends a holding."""
        ended = {row.row for row in self.recalled}
        return sorted({row.item for row in self.recalled if not self._others(row, ended)})

    def _others(self, row: Holding, ended: set[int]) -> bool:
        around = set(self.powers.lineage(row.place, on=self.on))
        return any(one.row not in ended and one.place in around and one.covers(self.on) for one in self.powers.holdings.get(row.item, ()))

    def item(self, code: str) -> Item | None:
        """The item as it reads then, or last read."""
        return self.powers.item(code, on=self.on) or next(iter(reversed(self.powers.items.get(code, ()))), None)

    def held(self, bodies: Sequence[str], *, place: str = "") -> list[Holding]:
        """What these bodies and those below them hold on that day or later."""
        return [
            row
            for rows in self.powers.holdings.values()
            for row in rows
            if _inside(row.body, bodies) and (not place or row.place == place) and _reaches(row, self.on)
        ]

    def posts_of(self, bodies: Sequence[str]) -> list[StaffPost]:
        return staffing.posts_of(bodies, on=self.on)

    @cached_property
    def posts(self) -> list[StaffPost]:
        """The posts the change moves, as they stand on that day."""
        listed = self.change.posts if isinstance(self.change, MovePool) else tuple(code for leg in self.legs for code in leg.posts)
        return staffing.posts(listed, on=self.on)

    @property
    def own_power(self) -> bool:
        """Do the powers stay those of one department, so that nothing is concentrated? A hand-over always takes them from theirs."""
        departments = {item.department for leg in self.legs for code in leg.items if (item := self.item(code))}
        return not isinstance(self.change, HandOver) and len(departments) == 1

    @property
    def pool_balance(self) -> int:
        """How many posts lie in the pool the change draws on."""
        return staffing.pool_balance(self.change.owner, on=self.on) if isinstance(self.change, MovePool) else 0

    def kind_of(self, body: str) -> str:
        """The kind of a body then, one that begins with the change included."""
        new = next((one for one in new_bodies(self.change) if one.code == body and one.name), None)
        row = self.powers.body(body, on=self.on)
        return new.kind if new else row.kind if row else ""

    def level_of(self, body: str) -> str:
        new = next((one for one in new_bodies(self.change) if one.code == body and one.name), None)
        row = self.powers.body(body, on=self.on)
        return new.level if new else row.level if row else ""

    def name_of(self, body: str) -> str:
        new = next((one for one in new_bodies(self.change) if one.code == body and one.name), None)
        row = self.powers.body(body, on=self.on)
        return new.name if new else row.name if row else body

    @cached_property
    def left(self) -> dict[str, list[str]]:
        """Items, posts and people of the bodies that end which no leg takes."""
        gone = ending(self.change)
        if not gone:
            return {"items": [], "posts": [], "people": []}
        moved = {name: {code for leg in self.legs for code in getattr(leg, name)} for name in ("items", "posts", "people")}
        there = {
            "items": {row.item for row in self.held(gone)},
            "posts": {row.code for row in self.posts_of(gone)},
            "people": set(staffing.people_of(gone, on=self.on)),
        }
        return {name: sorted(codes - moved[name]) for name, codes in there.items()}

    @cached_property
    def cases(self) -> list[tuple[str, str]]:
        """在办卷宗 — open dockets the change takes the ground from: id and number."""
        match self.change:
            case Recall(what="赋权"):
                losing: tuple[str, ...] = (self.change.of,)
            case HandOver():
                losing = (self.change.of,)
            case _:
                losing = ()
        gone = ending(self.change)
        found = open_dockets_of(gone) if gone else []
        if losing:
            found = [one for one in open_dockets(self.items, actor=None) if _inside(one.body, losing) and self._there(one.place)]
        return [(str(one.id), one.number) for one in found]

    def _there(self, place: str) -> bool:
        wanted = getattr(self.change, "place", "")
        return not wanted or wanted in self.powers.lineage(place, on=self.on)

    def check(self) -> None:
        """Raises RowsUnknown, CodeTaken, GoesInCircle or AlreadyHeld, each with everything that is wrong of its kind."""
        for body in new_bodies(self.change):
            if body.name and self._stands(body.code):
                raise CodeTaken(code=body.code, name=self.name_of_standing(body.code))
        if unknown := [*self._unknown()]:
            raise RowsUnknown(rows="、".join(unknown[:20]) + (say("shown.more", count=len(unknown)) if len(unknown) > 20 else ""))
        if circle := self._circle():
            raise GoesInCircle(body=self.name_of(circle))
        if taken := self._taken():
            names = "、".join(f"{code}（{self.name_of(holder)}）" for code, holder in taken[:5])
            raise AlreadyHeld(items=names, count=len(taken))

    def name_of_standing(self, code: str) -> str:
        return next((row.name for row in reversed(self.powers.bodies.get(code, ()))), code)

    def _stands(self, body: str) -> bool:
        return any(_reaches(row, self.on) for row in self.powers.bodies.get(body, ()))

    def _unknown(self) -> Iterable[str]:
        new = {one.code for one in new_bodies(self.change) if one.name}
        yield from (say("shown.body", code=code) for code in named_bodies(self.change) if code not in new and not self._there_is(code))
        for one in new_bodies(self.change):
            above = one.code.rpartition(".")[0]
            if one.name and above and not self._there_is(above):
                yield say("shown.body", code=above)
        places = [place for place in (getattr(self.change, "place", ""), *(one.place for one in new_bodies(self.change))) if place]
        yield from (say("shown.place", code=code) for code in places if self.powers.place(code, on=self.on) is None)
        yield from self._unknown_rows()

    def _there_is(self, body: str) -> bool:
        return self.powers.body(body, on=self.on) is not None

    def _unknown_rows(self) -> Iterable[str]:
        for leg in self.legs:
            held = {row.item for row in self.held(leg.of, place=leg.place)}
            yield from (say("shown.item", code=code) for code in leg.items if code not in held)
            posts = {row.code for row in self.posts_of(leg.of)}
            yield from (say("shown.post", code=code) for code in leg.posts if code not in posts)
            people = set(staffing.people_of(leg.of, on=self.on))
            yield from (say("shown.person", code=code) for code in leg.people if code not in people)
        match self.change:
            case Grant() | Entrust():
                held = {row.item for row in self.held((self.change.of,))}
                yield from (say("shown.item", code=code) for code in self.change.items if code not in held)
            case Recall(what="赋权"):
                held = {row.item for row in self.recalled}
                yield from (say("shown.item", code=code) for code in _listed(self.change.items) if code not in held)
                if not held and ALL in self.change.items:
                    yield say("shown.nothing_held", body=self.name_of(self.change.of))
            case Recall():
                rows = [row for rows in self.powers.exercises.values() for row in rows if row.team == self.change.of]
                standing = [row for row in rows if _reaches(row, self.on) and row.kind == EXERCISES[self.change.what]]
                items = {row.item for row in standing}
                yield from (say("shown.item", code=code) for code in _listed(self.change.items) if code not in items)
                if not standing:
                    yield say("shown.nothing_exercised", body=self.name_of(self.change.of))
            case MovePool():
                known = {row.code for row in self.posts}
                yield from (say("shown.post", code=code) for code in self.change.posts if code not in known)

    def _circle(self) -> str:
        """A body that would take itself over, lie in one that ends, or be run by itself; empty for none."""
        gone = ending(self.change)
        for leg in self.legs:
            if leg.to and (_inside(leg.to, leg.of) or _inside(leg.to, gone)):
                return leg.to
        for body, relation, to in relations_of(self.change):
            if body == to or body in self._above(to, relation):
                return body
        if isinstance(self.change, Grant | Entrust) and self.change.of == self.change.to:
            return self.change.of
        return ""

    def _above(self, body: str, relation: str) -> list[str]:
        """Everything that stands above a body in one relation."""
        found: list[str] = []
        while body and body not in found:
            found.append(body)
            rows = self.powers.relations.get(body, ())
            body = next((row.to for row in rows if row.relation == relation and row.covers(self.on)), "")
        return found

    def _taken(self) -> list[tuple[str, str]]:
        """Items another body holds at the very place of the grant; the database would refuse a second holder there."""
        if not isinstance(self.change, Grant):
            return []
        rows = (row for code in self.change.items for row in self.powers.holdings.get(code, ()))
        return [(row.item, row.body) for row in rows if row.place == self.change.place and not row.exception and _reaches(row, self.on)]


#: how a recall is called -> the kind of the rows it ends
EXERCISES: Mapping[str, str] = {"委托": "entrustment", "派驻": "posting"}


def asked(change: Change) -> Asked:
    """The change on the newest institution, checked. Raises what ``Asked.check`` raises."""
    found = Asked(change, snapshot.powers())
    found.check()
    return found


def new_bodies(change: Change) -> tuple[NewBody, ...]:
    """The bodies a change may begin; one without a name is there already."""
    match change:
        case Merge():
            return (change.into,)
        case Split():
            return (change.first, change.second)
        case Establish():
            return (change.body,)
        case _:
            return ()


def named_bodies(change: Change) -> tuple[str, ...]:
    """Every body a change names."""
    match change:
        case Merge():
            found: tuple[str, ...] = (*change.bodies, change.into.code)
        case Split():
            found = (change.body, change.first.code, change.second.code)
        case Abolish():
            found = (change.body, change.to)
        case Establish():
            found = (change.owner,)
        case Plate():
            found = (change.body,)
        case PostTeam():
            found = (change.of, change.team, change.managed_by, change.paid_by)
        case MovePool():
            found = (change.owner, change.body)
        case HandOver() | Grant() | Entrust() | Recall() | MovePosts():
            found = (change.of, change.to)
        case _:
            found = ()
    return tuple(code for code in dict.fromkeys(found) if code)


def relations_of(change: Change) -> tuple[tuple[str, str, str], ...]:
    """属、管、用 — body, relation, to: the relations a change sets."""
    found: tuple[tuple[str, str, str], ...]
    match change:
        case PostTeam():
            found = (
                (change.team, "编制归属", change.of),
                (change.team, "日常管理", change.managed_by),
                (change.team, "经费保障", change.paid_by),
            )
        case Establish():
            found = ((change.body.code, "编制归属", change.owner),)
        case _:
            found = ()
    return tuple(row for row in found if row[2])


def _listed(codes: tuple[str, ...]) -> tuple[str, ...]:
    return () if ALL in codes else codes


def _inside(code: str, bodies: Iterable[str]) -> bool:
    return any(code == body or code.startswith(f"{body}.") for body in bodies)


def _reaches(row: object, on: date) -> bool:
    since, until = row.since, row.until  # type: ignore[attr-defined]  # any row with a span
    return (until is None or until > on) and (until is None or since is None or since < until)
