"""起止时间 — spans and things in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from yifa.dispatch.wording import say
from yifa.kernel.dates import SHANGHAI


def span_words(begins_at: datetime, ends_at: datetime) -> str:
    """11月23日 15:00至17:00; with the day of the end where it is another."""
    begin, end = begins_at.astimezone(SHANGHAI), ends_at.astimezone(SHANGHAI)
    last = f"{end:%H:%M}" if begin.date() == end.date() else time_words(end)
    return say("shown.span", begin=time_words(begin), end=last)


def time_words(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return say("shown.time", month=local.month, day=local.day, clock=f"{local:%H:%M}")


def unit_of(kind: str) -> str:
    """架, 台, 辆; 件 of what has no word of its own."""
    try:
        return say(f"unit.{kind}")
    except KeyError:
        return say("unit.other")


def hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3600)
