"""时钟 — the one place that says what time it is. In a folder of play whoever plays moves it on, and may tell the time of a request."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS = struct.Struct("<q")


class Moved:
    """演练的时钟 — the instant that stands in a file: whoever plays moves it on, at its pace, and every process of the place reads it."""

    def __init__(self, file: Path) -> None:
        """``file`` holds eight bytes, microseconds since 1970."""
        self.file = file
        with file.open("rb") as kept:
            self._kept = mmap.mmap(kept.fileno(), _MICROSECONDS.size, access=mmap.ACCESS_READ)

    def now(self) -> datetime:
        return _EPOCH + timedelta(microseconds=_MICROSECONDS.unpack_from(self._kept)[0])

    @staticmethod
    def write(file: Path, at: datetime) -> None:
        """Move the clock to ``at``; the file is made where it is not there."""
        with open(file, "r+b" if file.exists() else "wb", buffering=0) as kept:
            kept.write(_MICROSECONDS.pack((at - _EPOCH) // timedelta(microseconds=1)))


_told: ContextVar[datetime | None] = ContextVar("yifa_time_told", default=None)


def now() -> datetime:
    """The time, with its zone: that of the machine, except in a folder of play."""
    told = _told.get()
    if told is not None:
        return told
    moved: Moved | None = getattr(settings, "CLOCK", None)
    return timezone.now() if moved is None else moved.now()


@contextmanager
def told(at: datetime) -> Iterator[None]:
    """Within, it is ``at``; only the middleware of a folder of play and tests say so."""
    mark = _told.set(at)
    try:
        yield
    finally:
        _told.reset(mark)
