"""The store of papers: ``PAPERS/ab/<sm3>.pdf``, written once, named by what it holds, checked whenever it is read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from yifa.kernel.canonical import sm3


class PaperDamaged(RuntimeError):
    """A fault: a stored paper is not what its name says."""


class PaperMissing(PaperDamaged):
    """A fault: a stored paper is not there."""


def _path(digest: str) -> Path:
    return Path(settings.PAPERS) / digest[:2] / f"{digest}.pdf"


def put(data: bytes) -> str:
    """Write ``data`` aside, force it to disk, rename it to its digest; the digest. A file that is there already stays."""
    digest = sm3(data)
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.parent / f".{secrets.token_hex(8)}"
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return digest


def get(digest: str) -> bytes:
    """The paper of that digest. Raises PaperMissing; PaperDamaged when it was changed."""
    try:
        data = _path(digest).read_bytes()
    except FileNotFoundError as fault:
        raise PaperMissing(digest) from fault
    if sm3(data) != digest:
        raise PaperDamaged(digest)
    return data


def drop(digest: str) -> None:
    """Remove the paper of that digest; that it is gone already is no fault."""
    _path(digest).unlink(missing_ok=True)
