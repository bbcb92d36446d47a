"""Read a profile folder and those it extends. What is not understood is refused with file and line, never skipped.

All faults are gathered and raised at once. A row with a fault is left out, but what it is called stays known, and of a file that could not
be read to its end nothing is said to be missing: one fault brings no others with it.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from yifa.kernel.canonical import sm3
from yifa.platform.wording import wording_of
from yifa.profile.cells import SUSPECT, Column, Doubt, columns_of
from yifa.profile.checking import check
from yifa.profile.faults import MOST_TOLD, Faults, ProfileFault
from yifa.profile.gathering import TABLE_OF, TABLES, Gathering
from yifa.profile.schema import ItemRow, ListRow, Origin, Profile, Record

__all__ = ["CODE", "ProfileFault", "read"]

say = wording_of(__file__)

#: folders and files of a profile that other rooms read
ELSEWHERE = {
    "profile.toml",
    "SOURCES.md",
    "items",
    "calendars",
    "overlays",
    "benchmarks",
    "scenarios",
    "cases.toml",
    "wording.toml",
    "divisions.csv",
}
#: what the system of a desk leaves lying about
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}

MOST_BYTES = 64 * 2**20
#: read by Python itself, ten times as long
MOST_BYTES_OF_TOML = 8 * 2**20
MOST_ROWS = 300_000
#: of one cell, so that a quote that is not closed does not swallow a whole file
MOST_SIGNS = 200_000

#: the code of a profile, and the name of its folder
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_ITEM_FILE = re.compile(r"items/[^/\\:*?\"<>|\x00-\x1f]+\.(?:csv|toml)")
_HAN = re.compile("[\u3400-\u9fff]")
_TWO_BYTES = re.compile("[\u0100-\u07ff]{2}")


def read(folder: Path, *, shelf: Path | None = None) -> Profile:
    """Read the profile in ``folder`` with the chain of those it extends, which lie beside it or on ``shelf``, where the shipped ones are.

    Raises ProfileFault with every fault of all its files.
    """
    got = Gathering()
    folder = Path(os.path.abspath(folder))
    chain = list(_chain(folder, shelf, got.faults))
    for part, _ in reversed(chain):
        files = _files(part, got)
        for stem, (member, record) in TABLE_OF.items():
            found = [files[name] for name in (f"{stem}.csv", f"{stem}.toml") if name in files]
            if len(found) == 2:
                got.faults.add(label(part, found[1]), 0, say("fault.both", one=found[0].name, other=found[1].name))
                got.torn.add(member)
            for path in found[:1]:
                _read_table(part, path, record, member, got)
        _read_items(part, files, got)
    head = chain[0][1]
    check(got, [part for part, _ in chain], place=head.get("place", ""))
    if got.faults:
        raise got.faults.raised()
    return Profile(
        code=head["code"],
        name=head["name"],
        place=head.get("place", ""),
        digest=sm3("\n".join(got.digests).encode()),
        **{member: tuple(rows) for member, rows in got.rows.items()},
    )


def _chain(folder: Path, shelf: Path | None, faults: Faults) -> Iterator[tuple[Path, dict[str, str]]]:
    """The folder and those it extends, each with its head. Raises at once where the chain itself cannot be followed."""
    seen: set[str] = set()
    current = folder
    while True:
        file = f"{current.name}/profile.toml"
        if current.name in seen:
            faults.add(file, 0, say("fault.circle", name=current.name))
            raise faults.raised()
        seen.add(current.name)
        head = _head(current, faults)
        yield current, head
        parent = head.get("extends")
        if parent is None:
            return
        if not CODE.fullmatch(parent):
            faults.add(file, 0, say("fault.path_in_name", name="extends"))
            raise faults.raised()
        beside = current.parent / parent
        current = shelf / parent if shelf and not beside.exists() else beside


def _head(folder: Path, faults: Faults) -> dict[str, str]:
    """What profile.toml says, as far as it is understood; raises when there is none."""
    path = folder / "profile.toml"
    file = label(folder, path)
    if not folder.is_dir() or not path.exists():
        faults.add(file, 0, say("fault.no_file") if folder.is_dir() else say("fault.no_folder"))
        raise faults.raised()
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES_OF_TOML:
        faults.add(file, 0, say("fault.no_plain_file"))
        raise faults.raised()
    source = _open(path, file, faults)
    head = _toml(source, file, faults) if source is not None else None
    if source is None or head is None:
        raise faults.raised()
    lines = source.splitlines()
    known = {"code", "name", "extends", "place"}
    for key in [key for key in head if key not in known][:MOST_TOLD]:
        faults.add(file, _line_of(lines, key), _strange("key", key, known))
    for key in known & set(head):
        if not isinstance(head[key], str) or not head[key]:
            faults.add(file, _line_of(lines, key), say("fault.no_text", name=key))
            # said once: a missing one and one unlike the folder are no further faults
            head[key] = folder.name if key in ("code", "name") else ""
    if head.get("extends") == "":
        # what it would have brought is not missing
        raise faults.raised()
    for key in ("code", "name"):
        if key not in head:
            faults.add(file, 1, say("fault.missing", name=key))
            head[key] = folder.name
    if not CODE.fullmatch(head["code"]):
        faults.add(file, _line_of(lines, "code"), say("fault.no_code"))
    elif head["code"] != folder.name:
        faults.add(file, _line_of(lines, "code"), say("fault.unlike_folder", name=folder.name))
    return head


def _files(folder: Path, got: Gathering) -> dict[str, Path]:
    """The files of a profile by their path within it, each small enough, plain and known; also takes their digests."""
    files: dict[str, Path] = {}
    pending = [folder]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            name = path.relative_to(folder).as_posix()
            if path.name in _LITTER:
                continue
            if path.is_symlink():
                got.faults.add(label(folder, path), 0, say("fault.link"))
            elif (
                path.parent == folder and path.name not in ELSEWHERE and (path.stem not in TABLE_OF or path.suffix not in (".csv", ".toml"))
            ):
                got.faults.add(label(folder, path), 0, _stranger(path))
            elif path.is_dir() and path.parent == folder and path.name in ELSEWHERE:
                pending.append(path)
            elif not path.is_file():
                got.faults.add(label(folder, path), 0, say("fault.no_plain_file"))
            elif (size := path.stat().st_size) > (most := MOST_BYTES_OF_TOML if path.suffix == ".toml" else MOST_BYTES):
                got.faults.add(label(folder, path), 0, say("fault.too_large", found=size // 2**20, most=most // 2**20))
                _tear(name, got)
            elif path.name.startswith(("~$", ".~lock.")):
                got.faults.add(label(folder, path), 0, say("fault.lock_file"))
            else:
                files[name] = path
    for name in sorted(files):
        try:
            got.digests.append(f"{folder.name}/{name} {sm3(files[name].read_bytes())}")
        except OSError:
            got.faults.add(label(folder, files.pop(name)), 0, say("fault.unreadable"))
            _tear(name, got)
    return files


def _tear(name: str, got: Gathering) -> None:
    """Note that the table in the file ``name`` is not fully known."""
    stem = name.partition(".")[0]
    got.torn.add("items" if name.startswith("items/") else TABLE_OF[stem][0] if stem in TABLE_OF else stem)


def _stranger(path: Path) -> str:
    if path.name.startswith(("~$", ".~lock.")):
        return say("fault.lock_file")
    if path.suffix.lower() in (".xlsx", ".xls", ".et"):
        return say("fault.workbook")
    names = {name.partition(".")[0].lower(): name for name in (*TABLES, *ELSEWHERE)}
    like = get_close_matches(path.stem.lower(), names, n=1, cutoff=0.75)
    return say("fault.unknown_file_like", like=names[like[0]]) if like else say("fault.unknown_file")


def _read_items(folder: Path, files: dict[str, Path], got: Gathering) -> None:
    """Item files of ``folder/items``; each belongs to exactly one list."""
    owner: dict[str, ListRow] = {}
    for row in got.rows["lists"]:
        if row.file and (first := owner.setdefault(row.file, row)) is not row:
            got.faults.add(row.at.file, row.at.line, say("fault.two_lists", name=row.file, file=first.at.file, line=first.at.line))
    for row in owner.values():
        if not _ITEM_FILE.fullmatch(row.file):
            got.faults.add(row.at.file, row.at.line, say("fault.item_path", name=row.file))
            got.torn.add("items")
        elif row.at.file.startswith(f"{folder.name}/") and row.file not in files and not (folder / row.file).is_symlink():
            got.faults.add(row.at.file, row.at.line, say("fault.no_item_file", name=row.file))
            got.torn.add("items")
    for name in sorted(name for name in files if name.startswith("items/")):
        # a list may lie in two files, the read one and the synthetic one
        holder = owner.get(name) or owner.get(re.sub(r"\.synthetic\.(csv|toml)$", r".\1", name))
        if holder is not None:
            _read_table(folder, files[name], ItemRow, "items", got, list=holder.code)
            continue
        got.torn.add("items")
        if "lists" not in got.torn and not any(half.get("file") for half in got.halves.get("lists", ())):
            got.faults.add(label(folder, files[name]), 0, say("fault.no_list"))


def label(folder: Path, path: Path) -> str:
    """How a message names a file: from the folder of the profile on."""
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def _read_table(folder: Path, path: Path, record: type[Record], member: str, got: Gathering, **given: object) -> None:
    file = label(folder, path)
    source = _open(path, file, got.faults)
    if source is None:
        got.torn.add(member)
        return
    toml = path.suffix == ".toml"
    doubt = Doubt.NONE if not SUSPECT.search(source) else Doubt.CHANGED if toml else Doubt.FORMULA
    table = _Table(file, record, member, got, given, doubt)
    if toml:
        table.read_toml(source)
    else:
        table.read_csv(source)


class _Table:
    """One file of rows, on its way into the gathering."""

    def __init__(self, file: str, record: type[Record], member: str, got: Gathering, given: dict[str, object], doubt: Doubt) -> None:
        self.file, self.record, self.member, self.got, self.given, self.doubt = file, record, member, got, given, doubt
        self.columns = {name: column for name, column in columns_of(record).items() if name not in given}
        self.rows = got.rows[member]

    def fault(self, line: int, why: str) -> None:
        self.got.faults.add(self.file, line, why)

    def read_csv(self, source: str) -> None:
        """The first line names the fields; a row is named by the line it begins in."""
        csv.field_size_limit(MOST_SIGNS)
        reader = csv.reader(io.StringIO(source, newline=""), strict=True)
        began = 1
        try:
            header = next(reader, None) or []
            if not (columns := self._header(header)):
                self.got.torn.add(self.member)
                return
            width = len(columns)
            began = reader.line_num + 1
            for cells in reader:
                line, began = began, reader.line_num + 1
                if len(cells) > width and not any(cells[width:]):
                    del cells[width:]
                if not any(cells):
                    continue
                if len(cells) != width:
                    self.fault(line, say("fault.cells", wanted=width, found=len(cells)))
                    self._half({column.name: cell for column, cell in zip(columns, cells, strict=False) if column}, line, quiet=True)
                    continue
                self._row(columns, cells, line)
        except csv.Error as error:
            long = "field larger" in str(error)
            self.fault(began, say("fault.cell_too_long", most=MOST_SIGNS) if long else say("fault.no_csv"))
            self.got.torn.add(self.member)

    def _header(self, header: list[str]) -> list[Column | None]:
        """The columns in the order of the file, None for one that is not known; none at all where no row could be understood."""
        names = [name.strip() for name in header]
        while names and not names[-1]:
            names.pop()
        if not names:
            self.fault(1, say("fault.empty_file"))
            return []
        for sign, why in ((";", "fault.semicolons"), ("\t", "fault.tabs")):
            if len(names) == 1 and sign in names[0]:
                self.fault(1, say(why))
                return []
        for name in names:
            if name not in self.columns:
                self.fault(1, _strange("column", name, set(self.columns)))
        twice = sorted({name for name in names if names.count(name) > 1})
        for name in twice:
            self.fault(1, say("fault.column_twice", name=name))
        missing = [column.name for column in self.columns.values() if column.required and column.name not in names]
        for name in missing:
            self.fault(1, say("fault.missing_column", name=name))
        if twice or not any(name in self.columns for name in names):
            return []
        return [self.columns.get(name) for name in names]

    def _row(self, columns: list[Column | None], cells: list[str], line: int) -> None:
        """The common way, for a row in which nothing is wrong; any fault sends it the slow way, which names them all."""
        values: dict[str, Any] = {"at": Origin(self.file, line), **self.given}
        doubt = self.doubt
        try:
            for column, cell in zip(columns, cells, strict=True):
                cell = cell.strip()
                if cell:
                    values[column.name] = column.read(cell, doubt)  # type: ignore[union-attr]  # an unknown column is an AttributeError
                elif column.required:  # type: ignore[union-attr]  # the same
                    raise ValueError
            self.rows.append(self.record(**values))
        except (ValueError, AttributeError, TypeError):
            self._half({column.name: cell for column, cell in zip(columns, cells, strict=True) if column}, line)

    def read_toml(self, source: str) -> None:
        """All ``[[member]]`` entries."""
        content = _toml(source, self.file, self.got.faults)
        if content is None:
            self.got.torn.add(self.member)
            return
        lines = source.splitlines()
        for key in [key for key in content if key != self.member][:MOST_TOLD]:
            self.fault(_line_of(lines, key), _strange("key", key, {self.member}))
        entries = content.get(self.member, [])
        begin = re.compile(rf"\s*\[\[\s*{self.member}\s*\]\]\s*(?:#.*)?")
        starts = [number for number, line in enumerate(lines, 1) if begin.fullmatch(line)]
        if not isinstance(entries, list) or len(entries) != len(starts):
            self.fault(1, say("fault.no_tables", name=self.member))
            self.got.torn.add(self.member)
            return
        for start, entry in zip(starts, entries, strict=True):
            self._entry(entry, start, lines)

    def _entry(self, entry: dict[str, Any], start: int, lines: list[str]) -> None:
        strange = [name for name in entry if name not in self.columns]
        for name in strange[:MOST_TOLD]:
            self.fault(_line_of(lines, name, after=start), _strange("key", name, set(self.columns)))
        self._half({name: entry[name] for name in entry if name in self.columns}, start, lines=lines, given_up=bool(strange))

    def _half(
        self, cells: dict[str, Any], line: int, *, lines: list[str] | None = None, quiet: bool = False, given_up: bool = False
    ) -> None:
        """Read a row cell by cell and name every fault in it (none if ``quiet``); without any it is a row like others."""
        values: dict[str, Any] = {}
        good = not quiet and not given_up
        for name, column in self.columns.items():
            cell = cells.get(name, "")
            cell = cell.strip() if isinstance(cell, str) else cell
            why = ""
            if cell == "" or cell == []:
                if not column.required:
                    continue
                if lines is None and name not in cells:
                    # the line of the header says so once
                    good = False
                    continue
                why = say("fault.empty", name=name) if name in cells else say("fault.missing", name=name)
            else:
                try:
                    values[name] = column.read(cell, self.doubt)
                except ValueError as error:
                    why = say("fault.bad_value", name=name, value=_shown(cell), error=error)
            if why:
                good = False
                if not quiet:
                    self.fault(_line_of(lines, name, after=line) if lines else line, why)
        if good:
            self.rows.append(self.record(at=Origin(self.file, line), **self.given, **values))
        else:
            self.got.halves.setdefault(self.member, []).append(values | self.given)


def _shown(cell: object) -> str:
    """A cell as a message shows it: short, on one line."""
    text = repr(str(cell) if isinstance(cell, Decimal) else cell)
    return text if len(text) <= 60 else f"{text[:56]}…{text[-1]}"


def _strange(what: str, name: str, known: set[str]) -> str:
    like = get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.75)
    if like:
        return say(f"fault.unknown_{what}_like", name=name, like=like[0])
    return say(f"fault.unknown_{what}", name=_shown(name)[1:-1] or say("fault.unnamed"))


def _line_of(lines: list[str], key: str, *, after: int = 0) -> int:
    """The line on which ``key`` is set, from line ``after`` on; TOML itself keeps no lines."""
    sets = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
    for number in range(after, len(lines)):
        if sets.match(lines[number]):
            return number + 1
        if number >= after > 0 and lines[number].lstrip().startswith("[["):
            break
    return after or 1


def _open(path: Path, file: str, faults: Faults) -> str | None:
    """The text of a file; None after a fault: another encoding, no text at all, more rows than a profile can have."""
    data = path.read_bytes()
    for mark, why in ((b"PK\x03\x04", "workbook"), (b"\xd0\xcf\x11\xe0", "workbook"), (b"\xff\xfe", "utf16"), (b"\xfe\xff", "utf16")):
        if data.startswith(mark):
            faults.add(file, 0, say(f"fault.{why}"))
            return None
    if (at := data.find(b"\0")) >= 0:
        faults.add(file, data.count(b"\n", 0, at) + 1, say("fault.nul"))
        return None
    if (found := data.count(b"\n") or data.count(b"\r")) > MOST_ROWS + 1:
        faults.add(file, 0, say("fault.too_many_rows", found=found, most=MOST_ROWS))
        return None
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(file, data.count(b"\n", 0, error.start) + 1, say("fault.gbk") if _is_gbk(data) else say("fault.no_utf8"))
        return None
    # some Chinese in GBK (通知) happens to be well-formed UTF-8 of another script
    if _TWO_BYTES.search(source) and not _HAN.search(source) and _is_gbk(data):
        faults.add(file, 0, say("fault.gbk"))
        return None
    return source


def _is_gbk(data: bytes) -> bool:
    try:
        return bool(_HAN.search(data.decode("gb18030")))
    except UnicodeDecodeError:
        return False


def _no_toml(line: str) -> str:
    """What is wrong with a line no TOML can be read from, as far as it can be seen."""
    value = line.partition("=")[2].strip()
    if value[:1] in ("“", "”", "‘", "’", "＂"):
        return "toml_quotes"
    if value.partition("#")[0].strip() in ("是", "否"):
        return "toml_yes_or_no"
    return "toml_text" if _HAN.search(value.partition("#")[0]) else "no_toml"


def _toml(source: str, file: str, faults: Faults) -> dict[str, Any] | None:
    """The content of a TOML file; None after a fault."""
    try:
        return tomllib.loads(source.replace("\r\n", "\n"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        marker = str(error).rpartition("line ")[2].split(",")[0]
        line = int(marker) if marker.isdigit() else len(source.splitlines())
        lines = source.splitlines()
        faults.add(file, line, say(f"fault.{_no_toml(lines[line - 1] if 0 < line <= len(lines) else '')}"))
    except (ValueError, RecursionError):
        # a number of thousands of digits, a nest of thousands of brackets
        faults.add(file, 0, say("fault.toml_number"))
    return None
