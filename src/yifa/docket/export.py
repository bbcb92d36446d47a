"""导出 — the whole record in one file that a reader in ten years needs nothing else for but the heads it was given.

A zip file. ``export.json``: format, instant, public keys (hex), counts. ``dockets.jsonl``, ``heads.jsonl``, ``strays.jsonl``: rows as
stored. ``acts.jsonl``: one line for each leaf in order, with its act, then the acts without leaf: ``leaf`` [index, act, digest] or null,
``act`` [id, docket, seq, kind, happened_at, recorded_at, body, digest] or null, ``queued`` [docket, seq] or null.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from yifa.docket.log.examine import ActRow, DocketRow, Entry, Findings, GivenHead, HeadRow, LeafRow, Ledger, examine
from yifa.docket.log.head import time_text

FORMAT = "yifa export v1"
#: zip needs an instant for each member; a fixed one keeps equal records equal byte for byte
_NO_TIME = (1980, 1, 1, 0, 0, 0)


#: what zipfile and the decoders say of a damaged file
_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, UnicodeDecodeError, NotImplementedError, RuntimeError)


class ExportUnreadable(ValueError):
    """The file is no export, or it was damaged."""


def write_export(path: Path, *, now: datetime) -> None:
    """导出全部记录 — write the record of the database, as of one moment, to a file that is whole or absent."""
    from yifa.docket.verification import known_keys, ledger, one_moment

    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # it holds whole case files: for its owner's eyes only
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with one_moment():
                write_ledger(file, ledger(known_keys()), now=now)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_ledger(file: IO[bytes], record: Ledger, *, now: datetime) -> None:
    """Write any record in the form of an export; rows are written as they come."""
    with zipfile.ZipFile(file, "w") as archive:
        counts = {
            "dockets": _write(archive, "dockets.jsonl", (list(astuple(docket)) for docket in record.dockets)),
            "heads": _write(archive, "heads.jsonl", (list(astuple(head)) for head in record.heads)),
            "acts": _write(archive, "acts.jsonl", (_entry_json(entry) for entry in record.entries)),
            "strays": _write(archive, "strays.jsonl", record.strays),
        }
        told = {"format": FORMAT, "made_at": time_text(now), "keys": [key.hex() for key in record.keys], "counts": counts}
        archive.writestr(_member("export.json"), json.dumps(told, indent=1) + "\n")


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _NO_TIME)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _write(archive: zipfile.ZipFile, name: str, rows: Iterable[object]) -> int:
    count = 0
    with archive.open(_member(name), "w", force_zip64=True) as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
            count += 1
    return count


def _entry_json(entry: Entry) -> dict[str, object]:
    return {
        "leaf": list(astuple(entry.leaf)) if entry.leaf else None,
        "act": list(astuple(entry.act)) if entry.act else None,
        "queued": list(entry.queued) if entry.queued else None,
    }


def verify_export(path: Path, *, heads: Iterable[GivenHead] = (), keys: Iterable[bytes] = ()) -> Findings:
    """核验导出文件 — the same examination as of the database, without one. Raises ExportUnreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            return examine(read_ledger(archive, keys=tuple(keys)), given=heads)
    except _DAMAGE as error:
        raise ExportUnreadable(str(error)) from error


def read_ledger(archive: zipfile.ZipFile, *, keys: tuple[bytes, ...] = ()) -> Ledger:
    """The record in an export; ``keys`` instead of the public keys it names. Raises ExportUnreadable, also while it is read."""
    try:
        told = json.loads(archive.read("export.json"))
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise ExportUnreadable("不是执法记录的导出文件")
        named = tuple(bytes.fromhex(key) for key in told["keys"])
        counts = {name: told["counts"][name] for name in ("dockets", "heads", "acts", "strays")}
    except (LookupError, ValueError, TypeError) as error:
        raise ExportUnreadable(str(error)) from error
    return Ledger(
        keys=keys or named,
        dockets=(DocketRow(*_typed(row, "sssss")) for row in _lines(archive, "dockets", counts)),
        heads=(HeadRow(*_typed(row, "iss")) for row in _lines(archive, "heads", counts)),
        entries=(_entry(row) for row in _lines(archive, "acts", counts)),
        strays=(_typed([row], "s")[0] for row in _lines(archive, "strays", counts)),
    )


def _lines(archive: zipfile.ZipFile, name: str, counts: dict[str, Any]) -> Iterator[Any]:
    """The rows of one member, as many as the export states."""
    count = 0
    with archive.open(f"{name}.jsonl") as raw:
        for line in io.TextIOWrapper(raw, "utf-8", newline="\n"):
            count += 1
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ExportUnreadable(f"{name}: {error}") from error
    if type(counts[name]) is not int or counts[name] != count:
        raise ExportUnreadable(f"{name}：所载行数 {counts[name]!r:.40} 与实有 {count} 行不符")


def _entry(row: Any) -> Entry:
    if not isinstance(row, dict) or row.keys() != {"leaf", "act", "queued"} or row["leaf"] is row["act"] is None:
        raise ExportUnreadable(f"acts.jsonl: {row!r:.80}")
    leaf = None if row["leaf"] is None else LeafRow(*_typed(row["leaf"], "iss"))
    act = None if row["act"] is None else ActRow(*_typed(row["act"], "ssisssss"))
    if row["queued"] is None:
        return Entry(leaf, act)
    docket, seq = _typed(row["queued"], "si")
    return Entry(leaf, act, (docket, seq))


_TYPES = {"s": str, "i": int}


def _typed(row: Any, kinds: str) -> list[Any]:
    """The members of a row, if they are as many and of the kinds that are asked for."""
    fits = isinstance(row, list) and len(row) == len(kinds)
    if not fits or any(type(part) is not _TYPES[kind] for part, kind in zip(row, kinds, strict=True)):
        raise ExportUnreadable(f"{row!r:.80}")
    return list(row)


def given_heads(path: Path) -> list[GivenHead]:
    """The heads in a folder (every ``*.txt`` that is not the public key) or in one file (one after the other)."""
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    found = []
    for file in files:
        if file.name == "public-key.txt":
            continue
        text = file.read_text(errors="replace")
        parts = [f"yifa log v1\n{part}" for part in text.split("yifa log v1\n")[1:]] or [text]
        found += [GivenHead(file.name if len(parts) == 1 else f"{file.name}:{number}", part) for number, part in enumerate(parts, 1)]
    return found
