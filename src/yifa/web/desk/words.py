"""The sentences of the desk, and how days, times and sizes are written."""

from __future__ import annotations

from datetime import date, datetime

from yifa.kernel.dates import SHANGHAI
from yifa.platform.wording import wording_of

say = wording_of(__file__)
_WEEKDAYS = "一二三四五六日"


def day_words(day: date | None) -> str:
    """2026-03-11 周三; empty for no day."""
    return f"{day.isoformat()} 周{_WEEKDAYS[day.weekday()]}" if day else ""


def time_words(at: datetime | None) -> str:
    """2026-03-11 周三 14:05, in Shanghai."""
    if at is None:
        return ""
    local = at.astimezone(SHANGHAI)
    return f"{day_words(local.date())} {local:%H:%M}"


def size_words(count: int) -> str:
    """12 KB, 3.4 MB."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB"
