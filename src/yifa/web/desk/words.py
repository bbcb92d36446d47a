"""The sentences of the desk, and how days, times and sizes are written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from yifa.docket.ports import FineRange
from yifa.kernel.dates import SHANGHAI
from yifa.kernel.money import Yuan
from yifa.platform.wording import wording_of

say = wording_of(__file__)
WEEKDAYS = "一二三四五六日"


def day_words(day: date | None) -> str:
    """2026-03-11 周三; empty for no day."""
    return f"{day.isoformat()} 周{WEEKDAYS[day.weekday()]}" if day else ""


def time_words(at: datetime | None) -> str:
    """2026-03-11 周三 14:05, in Shanghai."""
    if at is None:
        return ""
    local = at.astimezone(SHANGHAI)
    return f"{day_words(local.date())} {local:%H:%M}"


def range_words(ranges: Iterable[FineRange]) -> str:
    """罚款幅度 — 公民200.00元以下；法人或者其他组织500.00元至1,000.00元; one sentence where no difference is made between parties."""
    words = {fine.party: _span(fine.low_fen, fine.high_fen) for fine in ranges}
    if len(set(words.values())) == 1 and len(words) > 1:
        return next(iter(words.values()))
    return "；".join(say(f"party.{party}") + span for party, span in words.items())


def _span(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return say("fine.between", low=Yuan.of_fen(low).text, high=Yuan.of_fen(high).text)
    if high is not None:
        return say("fine.up_to", high=Yuan.of_fen(high).text)
    return say("fine.from", low=Yuan.of_fen(low).text) if low is not None else say("fine.unknown")


def size_words(count: int) -> str:
    """12 KB, 3.4 MB."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def duration_words(seconds: int) -> str:
    """45秒, 8分20秒, 10分钟, 1小时5分, 2天3小时; what is too small beside the rest is left out."""
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, left = divmod(rest, 60)
    if days:
        return f"{days}天{hours}小时" if hours else f"{days}天"
    if hours:
        return f"{hours}小时{minutes}分" if minutes else f"{hours}小时"
    if minutes:
        return f"{minutes}分{left}秒" if left else f"{minutes}分钟"
    return f"{left}秒"
