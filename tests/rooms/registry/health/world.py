"""A small institution written as data: the rows of a file, with what a case adds, replaces (same code) or drops."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from yifa.registry.core import powers as core
from yifa.registry.core.health.ground import Catalogued, Claim, Dispute, Ground, Known, Score
from yifa.registry.core.powers import Powers

ON = date(2026, 3, 2)
_OF = {
    "places": core.Place,
    "bodies": core.Body,
    "items": core.Item,
    "holdings": core.Holding,
    "exercises": core.Exercise,
    "areas": core.Member,
    "relations": core.Relation,
    "routes": core.Route,
    "authorisations": core.Authorisation,
    "modes": core.Mode,
    "lists": core.Listed,
}
_BESIDE = {"catalogue": Catalogued, "scores": Score, "disputes": Dispute}


@dataclass
class Case:
    """One case of a file: its check, day, rows, and what must be found (kind, total, says)."""

    name: str
    rule: str
    source: str
    on: date
    rows: Mapping[str, list[dict[str, Any]]]
    then: list[dict[str, Any]]
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    repealed: dict[str, date] = field(default_factory=dict)

    def powers(self) -> Powers:
        made = {name: [_made(kind, row, number) for number, row in self._of(name)] for name, kind in _OF.items()}
        return Powers.of(**made)

    def known(self) -> Known:
        beside = {name: [_made(kind, row, number) for number, row in self._of(name)] for name, kind in _BESIDE.items()}
        claims = {key: Claim(Decimal(row["figure"]), row["source"], row.get("body", "")) for key, row in self.claims.items()}
        return Known(**beside, claims=claims, repealed=self.repealed)

    def ground(self) -> Ground:
        return Ground(self.powers(), on=self.on, known=self.known())

    def _of(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        return enumerate(self.rows.get(name, []), start=1)


def cases(file: Path) -> list[Case]:
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        Case(
            name=case["name"],
            rule=case["rule"],
            source=case["source"],
            on=case.get("on", ON),
            rows=_merged(read.get("base", {}), case.get("add", {}), case.get("drop", {})),
            then=case["then"],
            claims=case.get("claims", {}),
            repealed=case.get("repealed", {}),
        )
        for case in read["case"]
    ]


def _merged(base: Mapping[str, Any], add: Mapping[str, Any], drop: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """A row of a case stands in place of the row of the file with the same code; dropped rows are named by their code."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name in {*base, *add}:
        new = {row["code"] for row in add.get(name, []) if "code" in row}
        gone = new | set(drop.get(name, []))
        rows[name] = [row for row in base.get(name, []) if row.get("code") not in gone] + list(add.get(name, []))
    return rows


def _made(kind: type, row: Mapping[str, Any], number: int) -> Any:
    """A row as its value; a ``code`` that the value does not have only names the row within the file."""
    names = {one.name for one in fields(kind)}
    return kind(row=number, **{name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in names})


def told(findings: list[Any], then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a case may expect of a finding: kind, total, says, and its sources where the case names them."""
    found = [{"kind": one.kind.value, "total": one.total, "says": one.says, "sources": list(one.sources)} for one in findings]
    for one, wanted in zip(found, then, strict=False):
        if "sources" not in wanted:
            del one["sources"]
    return found
