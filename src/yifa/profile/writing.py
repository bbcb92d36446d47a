"""Write a profile as a folder of files, such that reading it gives the same records."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from yifa.kernel.refusal import Refusal
from yifa.platform.wording import wording_of
from yifa.profile.gathering import TABLES
from yifa.profile.reading import CODE
from yifa.profile.schema import ItemRow, Profile, Record

say = wording_of(__file__)


class FolderNotEmpty(Refusal):
    """文件夹不是空的 — a profile is written into a new or empty folder only, so that nothing is written over."""

    kind = "conflict"
    code = "profile.folder_not_empty"


class CodeUnfit(Refusal):
    """代码不能作文件夹名 — a profile lies in a folder of the name of its code."""

    kind = "invalid"
    code = "profile.code_unfit"


def write(profile: Profile, folder: Path) -> list[str]:
    """写成文件夹 — every table that has rows; returns the names of the files. Raises FolderNotEmpty."""
    files = dict(files_of(profile))
    write_files(files, folder)
    return list(files)


def write_files(files: dict[str, str], folder: Path) -> None:
    """The texts by name, into a folder that is new or empty. Raises FolderNotEmpty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(say("refused.folder_not_empty", folder=folder), remedy=say("refused.folder_not_empty_remedy"))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # the byte order mark tells a spreadsheet that this is UTF-8
        path.write_bytes(text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8"))


def check_code(code: str) -> None:
    """Raises CodeUnfit unless ``code`` may be that of a profile."""
    if not CODE.fullmatch(code):
        raise CodeUnfit(say("refused.code_unfit", code=code), remedy=say("refused.code_unfit_remedy"))


def home_of(code: str, folder: Path) -> Path:
    """Where a profile of that code is written that is to go to ``folder``: there, or below it, for it lies in a folder of its name."""
    return folder if folder.name == code else folder / code


def files_of(profile: Profile) -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    head = {"code": profile.code, "name": profile.name, "place": profile.place}
    yield "profile.toml", "".join(f"{key} = {_quoted(value)}\n" for key, value in head.items() if value)
    for name, (member, record) in TABLES.items():
        rows: Sequence[Record] = getattr(profile, member)
        if rows:
            stem, _, ending = name.partition(".")
            yield _table(stem, ending, member, record, rows)
    by_file: dict[str, list[ItemRow]] = {row.file: [] for row in profile.lists if row.file}
    file_of = {row.code: row.file for row in profile.lists}
    for item in profile.items:
        by_file[file_of[item.list]].append(item)
    for file, items in by_file.items():
        stem, _, ending = file.rpartition(".")
        yield _table(stem, ending, "items", ItemRow, items)


def skeleton(code: str, name: str) -> Iterator[tuple[str, str]]:
    """The files of a profile that has no rows yet: every column of the tables one starts with, an example in each TOML file."""
    yield "profile.toml", say("skeleton.profile", code=_quoted(code), name=_quoted(name))
    for file in ("places.csv", "holdings.csv", "officers.csv", "certificates.csv", "postings.csv", "exercises.csv", "reforms.csv"):
        record = TABLES[file][1]
        yield file, _csv([item.name for item in columns_in_order(record)], [])
    for file in ("bodies", "lists", "facts", "users"):
        yield f"{file}.toml", say(f"skeleton.{file}", code=code)
    yield "SOURCES.md", say("skeleton.sources", name=name)


def columns_in_order(record: type[Record]) -> list[Field[Any]]:
    """The columns as a person reads them: the span last."""
    columns = [item for item in fields(record) if item.name != "at"]
    return sorted(columns, key=lambda item: item.name in ("valid_from", "valid_until"))


def _table(stem: str, ending: str, member: str, record: type[Record], rows: Sequence[Record]) -> tuple[str, str]:
    columns = [item for item in columns_in_order(record) if not (record is ItemRow and item.name == "list")]
    shown = [item for item in columns if _needed(item) or any(getattr(row, item.name) != item.default for row in rows)]
    names = [item.name for item in shown]
    table = [[getattr(row, name) for name in names] for row in rows]
    if ending == "csv" and any(map(_no_cell, (cell for cells in table for cell in cells))):
        # a text that a spreadsheet would reckon goes where no spreadsheet opens it
        ending = "toml"
    return f"{stem}.{ending}", (_csv(names, table) if ending == "csv" else _toml(member, shown, table))


def _needed(item: Field[Any]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _no_cell(value: object) -> bool:
    parts = value if isinstance(value, tuple) else (value,)
    return any(
        isinstance(part, str) and (part[:1] in tuple("=+-@") or (isinstance(value, tuple) and (";" in part or "；" in part)))
        for part in parts
    )


def _csv(names: list[str], table: list[list[Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in cells] for cells in table)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return ";".join(value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _toml(member: str, columns: list[Field[Any]], table: list[list[Any]]) -> str:
    entries = []
    for cells in table:
        lines = [
            f"{item.name} = {_value(value)}"
            for item, value in zip(columns, cells, strict=True)
            if _needed(item) or (value != item.default and value not in (None, "", ()))
        ]
        entries.append("\n".join([f"[[{member}]]", *lines, ""]))
    return "\n".join(entries)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_quoted(part) for part in value) + "]"
    return _quoted(value) if isinstance(value, str) else _plain(value)


def _quoted(text: str) -> str:
    signs = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(signs.get(sign) or (sign if sign.isprintable() else f"\\U{ord(sign):08x}") for sign in text) + '"'
