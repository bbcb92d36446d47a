"""清单版本 — a list as it stands on a day, and what differs between two of them. Pure.

A version is not stored: it is the rows in force that day. An item is the same item by its code; where a code is gone and another with the
same articles has come, that is offered to a person (可能是同一事项) and never merged.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

#: 权力库的七个字段
POWER_FIELDS: Final = ("事项内容", "法律依据", "行使范围", "执法主体", "机构设置", "编制核定", "处罚频次")


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """由谁持有 — body, place, title, document, and who exercises it until when in a transition."""

    body: str
    place: str
    title: str
    document: str = ""
    transition_body: str = ""
    transition_until: date | None = None

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "transition_until": self.transition_until.isoformat() if self.transition_until else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """一行 — one item of a version. ``violated`` and ``penalty`` are articles as they are written, ``fines`` one line for each tier."""

    code: str
    name: str
    domain: str
    department: str
    held: tuple[Held, ...] = ()
    violated: str = ""
    penalty: str = ""
    kinds: tuple[str, ...] = ()
    fines: tuple[str, ...] = ()
    correction_order: bool = False
    status: str = ""
    synthetic: bool = False

    @property
    def norms(self) -> tuple[str, str]:
        return self.violated, self.penalty

    def as_json(self) -> dict[str, object]:
        return {
            **asdict(self),
            "held": [row.as_json() for row in self.held],
            "kinds": list(self.kinds),
            "fines": plain("fines", self.fines),
        }


#: what makes an item another's, and what makes it read otherwise: (member, its Chinese name)
MOVES: Final = (("held", "执法主体与地方"), ("department", "来源部门"))
CHANGES: Final = (
    ("name", "事项名称"),
    ("domain", "领域"),
    ("violated", "违反条款"),
    ("penalty", "处罚依据"),
    ("kinds", "处罚种类"),
    ("fines", "罚款幅度"),
    ("correction_order", "责令改正"),
    ("status", "状态"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """清单的一个版本 — ``stated`` False: the source names the list but not what stands in it, so an empty one is unknown, not empty."""

    list: str
    name: str
    on: date
    entries: Mapping[str, Entry]
    stated: bool = True
    #: the publication this version goes by, None before the first
    published_on: date | None = None
    #: 梳理, 明确, 理顺, 已授权; empty where no state is recorded
    state: str = ""

    def __len__(self) -> int:
        return len(self.entries)

    def as_json(self) -> dict[str, object]:
        """Which version it is and how many items it has; None where the source does not state them."""
        return {
            "list": self.list,
            "name": self.name,
            "on": self.on.isoformat(),
            "items": len(self) if self.stated or self.entries else None,
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "state": self.state or None,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """变化 — one member of an item: its Chinese name, what it was, what it is."""

    member: str
    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of both versions, and in what it differs."""

    before: Entry
    after: Entry
    turns: tuple[Turn, ...]

    @property
    def code(self) -> str:
        return self.after.code

    def as_json(self) -> dict[str, object]:
        turns = [
            {"member": one.member, "name": one.name, "before": plain(one.member, one.before), "after": plain(one.member, one.after)}
            for one in self.turns
        ]
        return {"code": self.code, "name": self.after.name, "turns": turns}


@dataclass(frozen=True, slots=True)
class Perhaps:
    """可能是同一事项 — gone under one code and come under another, alike in ``alike``; a person decides."""

    before: Entry
    after: Entry
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """清单对比 — an item may be both moved and changed; ``unchanged`` counts those that are neither."""

    before: ListVersion
    after: ListVersion
    added: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...]
    moved: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    unchanged: int
    perhaps_same: tuple[Perhaps, ...]

    @property
    def same(self) -> bool:
        return not (self.added or self.withdrawn or self.moved or self.changed)

    def moves(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], int]:
        """由谁到谁 — how many items went from which bodies to which, most first; of the same bodies another place, title or department."""
        ways = Counter(
            tuple(tuple(dict.fromkeys(row.body for row in one.held)) for one in (pair.before, pair.after)) for pair in self.moved
        )
        return {(before, after): count for (before, after), count in ways.most_common()}

    def touched(self) -> dict[str, tuple[str, ...]]:
        """Items that stood in the first version and are not as they were: withdrawn, moved, changed."""
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self.withdrawn:
            found[entry.code].append("withdrawn")
        for how, pairs in (("moved", self.moved), ("changed", self.changed)):
            for pair in pairs:
                found[pair.code].append(how)
        return {code: tuple(how) for code, how in found.items()}

    def as_json(self) -> dict[str, object]:
        return {
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "counts": {
                **{name: len(getattr(self, name)) for name in ("added", "withdrawn", "moved", "changed")},
                "unchanged": self.unchanged,
                "perhaps_same": len(self.perhaps_same),
            },
            **{name: [one.as_json() for one in getattr(self, name)] for name in ("added", "withdrawn", "moved", "changed")},
            "moves": [{"before": list(before), "after": list(after), "items": count} for (before, after), count in self.moves().items()],
            "perhaps_same": [
                {"before": one.before.code, "after": one.after.code, "name": one.after.name, "alike": list(one.alike)}
                for one in self.perhaps_same
            ],
        }


def plain(member: str, value: object) -> object:
    """A member of an entry as JSON writes it; each fine is the JSON text of its tier."""
    if not isinstance(value, tuple):
        return value
    if member == "fines":
        return [json.loads(tier) for tier in value]
    return [row.as_json() if isinstance(row, Held) else row for row in value]


def compare(before: ListVersion, after: ListVersion) -> Difference:
    """对比 — of one list on two days, or of two lists side by side (差异化)."""
    both = [(old, new) for code, old in before.entries.items() if (new := after.entries.get(code))]
    moved = tuple(Pair(old, new, turns) for old, new in both if (turns := tuple(_turns(old, new, MOVES))))
    changed = tuple(Pair(old, new, turns) for old, new in both if (turns := tuple(_turns(old, new, CHANGES))))
    withdrawn = tuple(entry for code, entry in before.entries.items() if code not in after.entries)
    added = tuple(entry for code, entry in after.entries.items() if code not in before.entries)
    return Difference(
        before=before,
        after=after,
        added=added,
        withdrawn=withdrawn,
        moved=moved,
        changed=changed,
        unchanged=len(both) - len({pair.code for pair in (*moved, *changed)}),
        perhaps_same=tuple(_perhaps(withdrawn, added)),
    )


def _turns(old: Entry, new: Entry, members: Iterable[tuple[str, str]]) -> Iterator[Turn]:
    for member, name in members:
        was, is_ = getattr(old, member), getattr(new, member)
        if was != is_:
            yield Turn(member, name, was, is_)


def _perhaps(gone: Sequence[Entry], come: Sequence[Entry]) -> Iterator[Perhaps]:
    """Alike in both articles, or word for word in name and domain. An item without articles is alike in no article."""
    by_norms: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in come:
        if any(entry.norms):
            by_norms[entry.norms].append(entry)
        by_name[entry.name, entry.domain].append(entry)
    for old in gone:
        norms = by_norms.get(old.norms, []) if any(old.norms) else []
        names = by_name.get((old.name, old.domain), [])
        for new in sorted({entry.code: entry for entry in (*norms, *names)}.values(), key=lambda entry: entry.code):
            alike = tuple(word for word, found in (("法条相同", norms), ("名称相同", names)) if new in found)
            yield Perhaps(old, new, alike)


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerRecord:
    """权力库的一条 — the seven fields of one item on one day, each text as it is shown; None is 未载明."""

    item: str
    on: date
    content: str | None
    basis: str | None
    scope: str | None
    subject: str | None
    organisation: str | None
    posts: str | None
    #: penalties of this item by year; None where no docket is on record at all
    frequency: Mapping[int, int] | None

    def fields(self, *, unknown: str) -> dict[str, str]:
        """The seven by their names, in order; ``unknown`` stands for what is not stated."""
        often = (
            None if self.frequency is None else "；".join(f"{year}年{count}件" for year, count in sorted(self.frequency.items())) or "0件"
        )
        values = (self.content, self.basis, self.scope, self.subject, self.organisation, self.posts, often)
        return {name: value or unknown for name, value in zip(POWER_FIELDS, values, strict=True)}


#: 四方: who approves, supervises, enforces, supports by technique
SIDES: Final = ("审批", "监管", "执法", "技术支撑")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """一方 — the bodies of one side; ``rests_on`` is the table that says so (boundary, holding), empty where none does (未载明)."""

    side: str
    bodies: tuple[str, ...] = ()
    document: str = ""
    rests_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDispute:
    """边界争议 — with its term; ``overdue`` where that day is past."""

    code: str
    bodies: tuple[str, ...]
    raised_on: date
    due_on: date
    settled_on: date | None
    outcome: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryTable:
    """职责边界表 — the four sides of one item on one day, and the disputes about it."""

    item: str
    on: date
    sides: tuple[Side, ...]
    disputes: tuple[OpenDispute, ...]

    def owners(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """两个主人 — the bodies that supervise and those that enforce."""
        of = {side.side: side.bodies for side in self.sides}
        return of["监管"], of["执法"]


@dataclass(frozen=True, slots=True)
class Around:
    """改革前后 — the day before a reform and the day of it; ``assumed``: the source gives no day."""

    code: str
    name: str
    before: date
    on: date
    assumed: bool
