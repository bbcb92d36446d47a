"""Read a profile folder and those it extends. What is not understood is refused with file and line, never skipped."""

from __future__ import annotations

import csv
import io
import tomllib
import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from yifa.kernel.canonical import sm3
from yifa.kernel.refusal import Refusal
from yifa.platform.wording import wording_of
from yifa.profile import schema
from yifa.profile.schema import ItemRow, ListRow, Origin, Profile, Record

Row = TypeVar("Row", bound=Record)
say = wording_of(__file__)

#: file of a profile -> member of Profile and its record
TABLES: dict[str, tuple[str, type[Record]]] = {
    "domains.csv": ("domains", schema.DomainRow),
    "places.csv": ("places", schema.PlaceRow),
    "bodies.toml": ("bodies", schema.BodyRow),
    "history.csv": ("history", schema.HistoryRow),
    "lists.toml": ("lists", schema.ListRow),
    "fines.csv": ("fines", schema.FineRow),
    "holdings.csv": ("holdings", schema.HoldingRow),
    "officers.csv": ("officers", schema.OfficerRow),
    "certificates.csv": ("certificates", schema.CertificateRow),
    "postings.csv": ("postings", schema.PostingRow),
    "trainings.csv": ("trainings", schema.TrainingRow),
    "equipment.csv": ("equipment", schema.EquipmentRow),
    "cameras.csv": ("cameras", schema.CameraRow),
    "coverage.csv": ("coverage", schema.CoverageRow),
    "grids.csv": ("grids", schema.GridRow),
    "claims.csv": ("claims", schema.ClaimRow),
    "users.toml": ("users", schema.UserRow),
    "areas.csv": ("areas", schema.AreaRow),
    "relations.csv": ("relations", schema.RelationRow),
    "exercises.csv": ("exercises", schema.ExerciseRow),
    "modes.csv": ("modes", schema.ModeRow),
    "routes.csv": ("routes", schema.RouteRow),
    "catalogue.csv": ("catalogue", schema.CatalogueRow),
    "scores.csv": ("scores", schema.ScoreRow),
    "boundaries.csv": ("boundaries", schema.BoundaryRow),
    "disputes.csv": ("disputes", schema.DisputeRow),
    "authorisations.csv": ("authorisations", schema.AuthorisationRow),
    "publications.csv": ("publications", schema.PublicationRow),
    "policies.csv": ("policies", schema.PolicyRow),
    "tasks.csv": ("tasks", schema.TaskRow),
    "conflicts.csv": ("conflicts", schema.ConflictRow),
    "mechanisms.csv": ("mechanisms", schema.MechanismRow),
    "milestones.csv": ("milestones", schema.MilestoneRow),
    "flags.csv": ("flags", schema.FlagRow),
    "reforms.csv": ("reforms", schema.ReformRow),
    "shapes.csv": ("shapes", schema.ShapeRow),
    "posts.csv": ("posts", schema.PostRow),
    "pool_moves.csv": ("pool_moves", schema.PoolMoveRow),
    "absences.csv": ("absences", schema.AbsenceRow),
    "recusals.csv": ("recusals", schema.RecusalRow),
    "duties.csv": ("duties", schema.DutyRow),
    "office_roles.csv": ("office_roles", schema.OfficeRoleRow),
    "facts.toml": ("facts", schema.FactRow),
}

#: folders and files of a profile that other rooms read
ELSEWHERE = {"profile.toml", "SOURCES.md", "items", "calendars", "overlays", "benchmarks", "cases.toml", "wording.toml"}

_YES = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}


#: record -> its fields: how each is read, and whether it must be filled in
_CONVERTERS: dict[type[Record], dict[str, tuple[Any, bool]]] = {}


class ProfileFault(Refusal):
    """配置有误 — a profile says something that is not understood; names the file and the line."""

    kind = "invalid"
    code = "profile.not_understood"

    def __init__(self, why: str, *, file: str, line: int = 0) -> None:
        sentence = say("refused.in_line", file=file, line=line, why=why) if line else say("refused.in_file", file=file, why=why)
        super().__init__(sentence, remedy=say("refused.remedy"), file=file, line=line)
        self.file, self.line = file, line


def read(folder: Path, *, shelf: Path | None = None) -> Profile:
    """Read the profile in ``folder`` with the chain of those it extends, which lie beside it or on ``shelf``, where the shipped ones are."""
    from yifa.profile.checking import check  # PLC0415: checking raises ProfileFault of this module

    chain = list(_chain(folder, shelf))
    tables: dict[str, list[Record]] = {member: [] for member, _ in TABLES.values()}
    items: list[ItemRow] = []
    digests: list[str] = []
    for part in reversed(chain):
        _refuse_strangers(part)
        for name, (member, record) in TABLES.items():
            path = part / name
            if path.exists():
                rows = read_toml(path, record, table=member) if name.endswith(".toml") else read_csv(path, record)
                tables[member] += rows
        items += _read_items(part, [row for row in tables["lists"] if isinstance(row, ListRow)])
        digests += [f"{path.relative_to(part.parent)} {sm3(path.read_bytes())}" for path in sorted(part.rglob("*")) if path.is_file()]
    head = _head(chain[0])
    profile = Profile(
        code=str(head["code"]),
        name=str(head["name"]),
        place=str(head.get("place", "")),
        digest=sm3("\n".join(digests).encode()),
        items=tuple(items),
        **{member: tuple(rows) for member, rows in tables.items()},  # type: ignore[arg-type]  # members and records belong together in TABLES
    )
    check(profile)
    return profile


def _chain(folder: Path, shelf: Path | None) -> Iterator[Path]:
    seen: set[str] = set()
    current = folder
    while True:
        if current.name in seen:
            raise ProfileFault(say("fault.circle", name=current.name), file=f"{current.name}/profile.toml")
        seen.add(current.name)
        parent = _head(current).get("extends")
        yield current
        if parent is None:
            return
        beside = current.parent / str(parent)
        current = shelf / str(parent) if shelf and not beside.exists() else beside


def _head(folder: Path) -> dict[str, object]:
    path = folder / "profile.toml"
    if not path.exists():
        raise ProfileFault(say("fault.no_file"), file=label(path))
    head = _toml(path)
    for key, value in head.items():
        if key not in {"code", "name", "extends", "place"}:
            raise ProfileFault(say("fault.unknown_key", name=key), file=label(path), line=_line_of(path.read_text("utf-8"), key))
        if not isinstance(value, str) or not value:
            raise ProfileFault(say("fault.no_text", name=key), file=label(path), line=_line_of(path.read_text("utf-8"), key))
    for key in ("code", "name"):
        if key not in head:
            raise ProfileFault(say("fault.missing", name=key), file=label(path), line=1)
    if head["code"] != folder.name:
        raise ProfileFault(say("fault.unlike_folder", name=folder.name), file=label(path), line=_line_of(path.read_text("utf-8"), "code"))
    return head


def _refuse_strangers(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.name not in TABLES and path.name not in ELSEWHERE:
            raise ProfileFault(say("fault.unknown_file"), file=label(path))


def _read_items(folder: Path, lists: list[ListRow]) -> list[ItemRow]:
    """Item files of ``folder/items``; each belongs to exactly one list."""
    owner = {row.file: row for row in lists if row.file}
    for row in lists:
        if row.file and row.at.file.startswith(f"{folder.name}/") and not (folder / row.file).exists():
            raise ProfileFault(say("fault.no_item_file", name=row.file), file=row.at.file, line=row.at.line)
    found: list[ItemRow] = []
    for path in sorted((folder / "items").glob("*")) if (folder / "items").exists() else []:
        name = f"items/{path.name}"
        # a list may lie in two files, the read one and the synthetic one
        holder = owner.get(name) or owner.get(name.replace(".synthetic.csv", ".csv"))
        if holder is None:
            raise ProfileFault(say("fault.no_list"), file=label(path))
        found += read_csv(path, ItemRow, list=holder.code)
    return found


def label(path: Path) -> str:
    """How a message names a file: from the folder of the profile on."""
    parts = path.parts[-3:] if path.parent.name == "items" else path.parts[-2:]
    return "/".join(parts)


def read_csv(path: Path, record: type[Row], **given: object) -> list[Row]:
    """All rows of a CSV file as ``record``; the first line names the fields."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, None)
        if not header:
            raise ProfileFault(say("fault.empty_file"), file=label(path), line=1)
        known = _converters(record)
        for name in header:
            if name not in known or name in given:
                raise ProfileFault(say("fault.unknown_column", name=name or say("fault.unnamed")), file=label(path), line=1)
        if len(set(header)) != len(header):
            raise ProfileFault(say("fault.column_twice"), file=label(path), line=1)
        for cells in reader:
            line = reader.line_num
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise ProfileFault(say("fault.cells", wanted=len(header), found=len(cells)), file=label(path), line=line)
            rows.append(_build(record, dict(zip(header, cells, strict=True)), Origin(label(path), line), given))
    except csv.Error as error:
        raise ProfileFault(say("fault.no_csv"), file=label(path), line=reader.line_num) from error
    return rows


def read_toml(path: Path, record: type[Row], *, table: str) -> list[Row]:
    """All ``[[table]]`` entries of a TOML file as ``record``."""
    text = _text(path)
    content = _toml(path)
    for key in content:
        if key != table:
            raise ProfileFault(say("fault.unknown_key", name=key), file=label(path), line=_line_of(text, key))
    entries = content.get(table)
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{table}]]"]
    if not isinstance(entries, list) or len(entries) != len(starts):
        raise ProfileFault(say("fault.no_tables", name=table), file=label(path), line=1)
    rows = []
    for start, entry in zip(starts, entries, strict=True):
        cells: dict[str, object] = dict(entry)
        rows.append(_build(record, cells, Origin(label(path), start), {}, text=text))
    return rows


def _build(record: type[Row], cells: dict[str, Any], at: Origin, given: dict[str, object], *, text: str = "") -> Row:
    known = _converters(record)
    values: dict[str, Any] = {"at": at, **given}
    for name, cell in cells.items():
        line = _line_of(text, name, after=at.line) if text else at.line
        if name not in known or name in given:
            raise ProfileFault(say("fault.unknown_key", name=name), file=at.file, line=line)
        convert, required = known[name]
        if isinstance(cell, str):
            cell = cell.strip()
        if cell == "" or cell == []:
            if required:
                raise ProfileFault(say("fault.empty", name=name), file=at.file, line=line)
            continue
        try:
            values[name] = convert(cell)
        except (ValueError, TypeError, InvalidOperation) as error:
            raise ProfileFault(say("fault.bad_value", name=name, value=repr(cell), error=error), file=at.file, line=line) from error
    for name, (_, required) in known.items():
        if required and name not in values:
            raise ProfileFault(say("fault.missing", name=name), file=at.file, line=at.line)
    return record(**values)


def _line_of(text: str, key: str, *, after: int = 0) -> int:
    """The line on which ``key`` is set, from line ``after`` on; TOML itself keeps no lines."""
    for number, line in enumerate(text.splitlines(), 1):
        if number > after and line.lstrip().lstrip("[").startswith(key):
            return number
    return after or 1


def _converters(record: type[Record]) -> dict[str, tuple[Any, bool]]:
    if record not in _CONVERTERS:
        hints = typing.get_type_hints(record)
        _CONVERTERS[record] = {
            item.name: (_converter(hints[item.name]), item.default is MISSING and item.default_factory is MISSING)
            for item in fields(record)
            if item.name != "at"
        }
    return _CONVERTERS[record]


def _converter(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        return _words
    return {str: _word, int: _number, bool: _yes_or_no, date: _day, Decimal: _amount}[hint]


def _word(cell: object) -> str:
    if not isinstance(cell, str):
        raise TypeError(say("value.text"))
    return cell


def _words(cell: object) -> tuple[str, ...]:
    parts = cell.split(";") if isinstance(cell, str) else cell
    if not isinstance(parts, list) or not all(isinstance(part, str) and part.strip() for part in parts):
        raise TypeError(say("value.texts"))
    return tuple(part.strip() for part in parts)


def _number(cell: object) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and cell.isascii() and cell.isdigit():
        return int(cell)
    raise ValueError(say("value.number"))


def _yes_or_no(cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and cell in _YES:
        return _YES[cell]
    raise ValueError(say("value.yes_or_no"))


def _day(cell: object) -> date:
    if type(cell) is date:
        return cell
    try:
        if isinstance(cell, str) and len(cell) == 10:
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise ValueError(say("value.day"))


def _amount(cell: object) -> Decimal:
    text = str(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell
    if not isinstance(text, str) or not text.isascii() or not text.replace(".", "", 1).isdigit():
        raise ValueError(say("value.amount"))
    return Decimal(text)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ProfileFault(say("fault.no_utf8"), file=label(path), line=line) from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        marker = str(error).rpartition("line ")[2].split(",")[0]
        line = int(marker) if marker.isdigit() else len(_text(path).splitlines())
        raise ProfileFault(say("fault.no_toml"), file=label(path), line=line) from error
