"""The store of evidence: ``EVIDENCE/ab/cd/<sm3>``, written once, named by what it holds.

A file is written aside, hashed on the way, forced to disk, then renamed to its digest and the folder forced to disk; the row
comes after. So a row always has its bytes; bytes without a row (a crash in between) harm nobody and are met again by the next upload.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from yifa.evidence.core.heads import HEAD_BYTES
from yifa.evidence.wording import say
from yifa.platform.wording import Worded

_PIECE = 256 * 1024
_HEX = frozenset("0123456789abcdef")


class Readable(Protocol):
    """Anything that gives bytes, an upload or a file."""

    def read(self, size: int, /) -> bytes: ...


class TooLarge(Exception):
    """More bytes than the limit; the room above knows the kind and says it in words."""


class StorageFull(Worded, say=say):
    """存储空间不足 — nothing was acknowledged, reading goes on."""

    kind = "conflict"
    code = "evidence.storage_full"


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies in the store."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A file written aside, on disk and hashed, not yet in the store. Ends with keep or drop."""

    path: Path
    digest: str
    size: int
    head: bytes


def put(stream: Readable, *, limit: int) -> Stored:
    """Take in a stream of at most ``limit`` bytes. Raises TooLarge; refuses: StorageFull."""
    return keep(take(stream, limit=lambda _head: limit))


def take(stream: Readable, *, limit: Callable[[bytes], int]) -> Draft:
    """Write a stream aside; ``limit`` is asked once with its first bytes and may refuse. Raises TooLarge; refuses: StorageFull."""
    head = _head(stream)
    most = limit(head)
    digest, size = hashlib.new("sm3"), 0
    path = _folder("tmp") / secrets.token_hex(16)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb", buffering=0) as file:
            piece = head
            while piece:
                size += len(piece)
                if size > most:
                    raise TooLarge
                digest.update(piece)
                file.write(piece)
                piece = stream.read(_PIECE)
            os.fsync(file.fileno())
    except OSError as fault:
        path.unlink(missing_ok=True)
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull from fault
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Draft(path, digest.hexdigest(), size, head)


def keep(draft: Draft) -> Stored:
    """Give a draft its place; where those bytes already lie the draft is dropped."""
    target = path_of(draft.digest)
    if target.exists() and target.stat().st_size == draft.size:
        drop(draft)
        return Stored(draft.digest, draft.size)
    folder = _folder(draft.digest[:2], draft.digest[2:4])
    draft.path.rename(target)
    for changed in (folder, folder.parent, folder.parent.parent):
        _force(changed)
    return Stored(draft.digest, draft.size)


def drop(draft: Draft) -> None:
    """A draft that is not wanted is gone."""
    draft.path.unlink(missing_ok=True)


def path_of(digest: str) -> Path:
    """Where those bytes lie or would lie. Raises ValueError for what is no digest: no name from outside reaches the disk."""
    if len(digest) != 64 or not _HEX.issuperset(digest):
        raise ValueError("no SM3 digest")
    return Path(settings.EVIDENCE) / digest[:2] / digest[2:4] / digest


def view_path(digest: str) -> Path:
    """Where the view of that picture lies or would lie: among what is swept."""
    return _folder("tmp") / f"{path_of(digest).name}.view"


def remove(digest: str) -> None:
    """The bytes and what was shown of them are gone."""
    for path in (path_of(digest), view_path(digest)):
        path.unlink(missing_ok=True)


def open_bytes(digest: str) -> BinaryIO:
    """The bytes. Raises FileNotFoundError."""
    return path_of(digest).open("rb")


def is_whole(digest: str) -> bool:
    """Do the bytes still have their digest? Reads all of them."""
    try:
        with path_of(digest).open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.new("sm3")).hexdigest() == digest
    except FileNotFoundError:
        return False


def sweep(*, before: datetime) -> int:
    """Remove what crashes left aside and views of pictures, last written before that moment; how many."""
    old = [path for path in _folder("tmp").iterdir() if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _head(stream: Readable) -> bytes:
    head = b""
    while len(head) < HEAD_BYTES and (piece := stream.read(HEAD_BYTES - len(head))):
        head += piece
    return head


def _folder(*parts: str) -> Path:
    folder = Path(settings.EVIDENCE).joinpath(*parts)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _force(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
