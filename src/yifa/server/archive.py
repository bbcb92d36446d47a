"""A place in one file: backup while it runs, restore into an empty folder, every byte checked.

The file is a tar: ``heads/…`` (copied before the dump, so none is newer than it), ``database.dump`` (one moment), ``evidence/…``
and ``papers/…`` (copied after it, so none is missing), with keys ``secrets/…``, then ``manifest.json`` with the SM3 of every
member and the last signed head, and ``seal`` with the SM3 of every byte before it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from yifa.kernel.canonical import canonical
from yifa.server.embedded import programs
from yifa.server.place import OWNER, Login, Place
from yifa.server.refusals import Damaged, HeadsDiffer, NotEmpty, StepFailed, TooNew
from yifa.server.roles import connect
from yifa.server.wording import say

FORMAT = 1
DUMP, MANIFEST, SEAL = "database.dump", "manifest.json", "seal"
FOLDERS = ("evidence", "papers")
#: Without these nobody can go on with the log or read sealed personal data; they leave the place only when asked for.
KEYS = ("log_key", "private")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself."""

    made_at: str
    head: str
    acts: int
    members: dict[str, dict[str, Any]]
    keys: bool
    format: int = FORMAT

    def text(self) -> str:
        names = ("format", "made_at", "head", "acts", "keys", "members")
        return canonical({name: getattr(self, name) for name in names})


@dataclass(slots=True)
class _Measured:
    """A file written to that keeps the SM3 of all its bytes."""

    file: IO[bytes]
    digest: Any = field(default_factory=lambda: hashlib.new("sm3"))
    at: int = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.at += len(data)
        return self.file.write(data)

    def tell(self) -> int:
        return self.at


def write_backup(place: Place, out: IO[bytes], *, now: datetime, with_keys: bool) -> tuple[Manifest, str]:
    """备份 — the whole place as of one moment of its database, which must be up; answers the SM3 of the file as well.

    Writes nothing into the place but a dump that is removed again.
    """
    measured = _Measured(out)
    members: dict[str, dict[str, Any]] = {}
    dump = place.data / f"backup.{os.getpid()}.dump"
    # never closed: the end of the archive is written by _tail, after the digest of all that stands before it
    tar = tarfile.open(fileobj=measured, mode="w", format=tarfile.PAX_FORMAT)  # type: ignore[call-overload]  # noqa: SIM115
    try:
        for file in _files(place.data, ["heads"]):
            _add(tar, file.relative_to(place.data).as_posix(), file, members)
        head, acts = _dump(place, dump)
        _add(tar, DUMP, dump, members)
    finally:
        dump.unlink(missing_ok=True)
    for file in _files(place.data, FOLDERS):
        _add(tar, file.relative_to(place.data).as_posix(), file, members)
    for name in KEYS if with_keys else ():
        if (place.data / "secrets" / name).exists():
            _add(tar, f"secrets/{name}", place.data / "secrets" / name, members)
    manifest = Manifest(now.isoformat(), head, acts, members, with_keys)
    _add_bytes(tar, MANIFEST, manifest.text().encode())
    measured.write(_tail(measured.digest.hexdigest()))
    return manifest, measured.digest.hexdigest()


def _dump(place: Place, target: Path) -> tuple[str, int]:
    """pg_dump of one snapshot, with the last head and the number of acts in that same snapshot."""
    login = place.login(OWNER)
    with connect(login) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        head = connection.execute("SELECT text FROM docket_head ORDER BY size DESC LIMIT 1").fetchone()
        acts = connection.execute("SELECT count(*) FROM docket_act").fetchone()
        assert acts is not None
        _run(place, "pg_dump", login, [f"--snapshot={row[0]}", "--format=custom", "--no-owner", "--no-acl", f"--file={target}"], "backup")
        return (str(head[0]) if head else ""), int(str(acts[0]))


def _run(place: Place, program: str, login: Login, arguments: list[str], log_name: str) -> None:
    parameters = login.parameters()
    known = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
    environment = {known[name]: str(value) for name, value in parameters.items() if name in known}
    version = _server_programs(login) if place.server_url else (place.cluster / "PG_VERSION").read_text().strip()
    log = place.private_folder(place.logs) / f"{log_name}.log"
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
        command = [str(programs(version) / program), *arguments]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env={**os.environ, **environment})
    if done.returncode != 0:
        raise StepFailed(step=say(f"archive.{program}"), log=log)


def _server_programs(login: Login) -> str:
    """The programs of version 17 and newer set a parameter that older servers refuse."""
    with connect(login) as connection:
        return "16" if connection.info.server_version < 170000 else ""


def _files(data: Path, folders: Iterable[str]) -> Iterator[Path]:
    """What has its place there; what is still being written (``tmp/``, names with a dot) has no row yet and may be gone in a moment."""
    for folder in folders:
        for file in sorted((data / folder).rglob("*")):
            if file.is_file() and not file.name.startswith(".") and file.relative_to(data / folder).parts[0] != "tmp":
                yield file


def _info(name: str, size: int) -> tarfile.TarInfo:
    """A member without times, owners and rights of this machine."""
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    return info


def _add(tar: tarfile.TarFile, name: str, file: Path, members: dict[str, dict[str, Any]]) -> None:
    digest = hashlib.new("sm3")
    with file.open("rb") as source:
        size = os.fstat(source.fileno()).st_size
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
        source.seek(0)
        tar.addfile(_info(name, size), source)
    members[name] = {"size": size, "sm3": digest.hexdigest()}


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    tar.addfile(_info(name, len(data)), io.BytesIO(data))


def _tail(digest: str) -> bytes:
    """The last member and the end of the archive, byte for byte as they must be."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        _add_bytes(tar, SEAL, digest.encode())
    return buffer.getvalue()


def check_backup(file: IO[bytes]) -> Manifest:
    """Read the whole file once and refuse when one byte is not as it was written."""
    try:
        file.seek(0)
        with tarfile.open(fileobj=file, mode="r:") as tar:
            infos = tar.getmembers()
            if [info.name for info in infos[-2:]] != [MANIFEST, SEAL]:
                raise Damaged(part=SEAL)
            source = tar.extractfile(infos[-2])
            assert source is not None
            text = source.read()
            start = infos[-1].offset
            manifest = _manifest(text)
            _check_members(tar, infos[:-2], manifest)
    except (tarfile.TarError, UnicodeDecodeError, EOFError, KeyError) as error:
        raise Damaged(part=type(error).__name__) from error
    file.seek(0)
    digest = hashlib.new("sm3")
    left = start
    while left:
        chunk = file.read(min(_CHUNK, left))
        if not chunk:
            raise Damaged(part=SEAL)
        digest.update(chunk)
        left -= len(chunk)
    if file.read() != _tail(digest.hexdigest()):
        raise Damaged(part=SEAL)
    return manifest


def _manifest(text: bytes) -> Manifest:
    try:
        said = json.loads(text)
        version = said["format"]
        if isinstance(version, int) and version > FORMAT:
            raise TooNew(version=version)
        return Manifest(said["made_at"], said["head"], said["acts"], said["members"], said["keys"], version)
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(part=MANIFEST) from error


def _check_members(tar: tarfile.TarFile, infos: list[tarfile.TarInfo], manifest: Manifest) -> None:
    if {info.name for info in infos} != set(manifest.members) or len(infos) != len(manifest.members):
        raise Damaged(part=MANIFEST)
    for info in infos:
        if not info.isreg() or not _allowed(info.name):
            raise Damaged(part=info.name)
        source = tar.extractfile(info)
        assert source is not None
        digest = hashlib.new("sm3")
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
        if {"size": info.size, "sm3": digest.hexdigest()} != manifest.members[info.name]:
            raise Damaged(part=info.name)


def _allowed(name: str) -> bool:
    folder, _, rest = name.partition("/")
    if name == DUMP or name in {f"secrets/{key}" for key in KEYS}:
        return True
    return folder in (*FOLDERS, "heads") and bool(rest) and all(part not in ("", ".", "..") for part in rest.split("/"))


def unpack(file: IO[bytes], place: Place) -> None:
    """Write the files of a checked backup into the place."""
    file.seek(0)
    with tarfile.open(fileobj=file, mode="r:") as tar:
        for info in tar.getmembers()[:-2]:
            target = place.data / info.name
            folder = place.data
            for part in Path(info.name).parent.parts:
                folder = place.private_folder(folder / part)
            source = tar.extractfile(info)
            assert source is not None
            with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                shutil.copyfileobj(source, out, _CHUNK)
                out.flush()
                os.fsync(out.fileno())


def fill_database(place: Place) -> None:
    """Play the dump into the empty database, in one transaction."""
    login = place.login(OWNER)
    with connect(login) as connection:
        if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone():
            raise NotEmpty(data=login.database)
    dump = place.data / DUMP
    arguments = ["--no-owner", "--no-acl", "--single-transaction", "--exit-on-error", f"--dbname={login.database}", str(dump)]
    _run(place, "pg_restore", login, arguments, "restore")
    dump.unlink()


def compare_heads(manifest: Manifest) -> None:
    """Refuse when the restored record is not the one under the head of the backup and under every head that came with it."""
    from yifa.docket.verification import kept_heads, verify_database

    heads: list[Any] = [*kept_heads(), *([manifest.head] if manifest.head else [])]
    findings = verify_database(heads)
    if not findings.good:
        raise HeadsDiffer(reason=findings.findings[0].sentence)
    if findings.acts != manifest.acts:
        raise HeadsDiffer(reason=f"{findings.acts} ≠ {manifest.acts}")
