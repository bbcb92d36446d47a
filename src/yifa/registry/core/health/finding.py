"""What list health finds, and how a check is declared: id, kind and citations beside the function, its Chinese title in the docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from yifa.kernel.citation import Cite

#: so many rows of a finding are named; all are counted
NAMED = 20

Ground = TypeVar("Ground")


class Kind(StrEnum):
    """违反法律 · 不合政策 · 需要核实."""

    LAW = "law"
    POLICY = "policy"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the database: its table, number and what it is called."""

    table: str
    number: int
    label: str


@dataclass(slots=True)
class Rows:
    """Rows as they are found: every one counted, the first named."""

    named: list[Row] = field(default_factory=list)
    total: int = 0

    def add(self, table: str, number: int, label: str) -> None:
        if self.total < NAMED:
            self.named.append(Row(table, number, label))
        self.total += 1

    def add_many(self, count: int, rows: Iterable[tuple[str, int, str]]) -> None:
        """``count`` rows; of ``rows`` only as many are looked at as are still to be named."""
        for row in rows:
            if len(self.named) >= NAMED:
                break
            self.named.append(Row(*row))
        self.total += count


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """一项发现 — ``says`` is a whole sentence; ``rows`` are the first of ``total``; ``sources`` name the policy where it is no law."""

    rule: str
    title: str
    kind: Kind
    says: str
    remedy: str
    rows: Sequence[Row] = ()
    total: int = 0
    cites: Sequence[Cite] = ()
    sources: Sequence[str] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "title": self.title,
            "kind": self.kind.value,
            "says": self.says,
            "remedy": self.remedy,
            "total": self.total,
            "rows": [{"table": row.table, "number": row.number, "label": row.label} for row in self.rows],
            "cites": [cite.as_json() for cite in self.cites],
            "sources": list(self.sources),
        }


@dataclass(frozen=True, slots=True)
class Found:
    """What a check yields: which sentence with which facts, the rows, and the source where it is policy.

    ``variant`` picks one of several sentences of the check; ``kind`` and ``cites`` stand before those of the check.
    """

    rows: Rows
    facts: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""
    kind: Kind | None = None
    cites: Sequence[Cite] | None = None
    sources: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Check(Generic[Ground]):
    """体检项目 — one rule of list health; ``title`` is the Chinese term that opens its docstring."""

    id: str
    title: str
    kind: Kind
    cites: tuple[Cite, ...]
    ask: Callable[[Ground], Iterable[Found]]

    def findings(self, ground: Ground, say: Callable[..., str]) -> Iterator[Finding]:
        for found in self.ask(ground):
            kind = found.kind or self.kind
            key = f"{self.id}.{found.variant}" if found.variant else self.id
            yield Finding(
                rule=self.id,
                title=self.title,
                kind=kind,
                says=say(key, total=found.rows.total, **found.facts),
                remedy=say(f"{key}_remedy", total=found.rows.total, **found.facts),
                rows=tuple(found.rows.named),
                total=found.rows.total,
                # a limit that a policy sets is never shown as the law's
                cites=() if kind is Kind.POLICY else tuple(self.cites if found.cites is None else found.cites),
                sources=tuple(source for source in found.sources if source),
            )


class Checks(Generic[Ground]):
    """The checks of one room, in the order they stand in its files."""

    def __init__(self) -> None:
        self.all: dict[str, Check[Ground]] = {}

    def __call__(
        self, check_id: str, kind: Kind, *cites: Cite
    ) -> Callable[[Callable[[Ground], Iterable[Found]]], Callable[[Ground], Iterable[Found]]]:
        """Declare one; a breach of law cites."""
        if kind is Kind.LAW and not cites:
            raise ValueError(f"no breach of law without citation: {check_id}")

        def declare(function: Callable[[Ground], Iterable[Found]]) -> Callable[[Ground], Iterable[Found]]:
            title, dash, _ = (function.__doc__ or "").partition(" — ")
            if not dash or check_id in self.all:
                raise ValueError(f"{check_id}: the docstring opens with the Chinese term and a dash, and an id stands once")
            self.all[check_id] = Check(check_id, title.strip(), kind, cites, function)
            return function

        return declare
