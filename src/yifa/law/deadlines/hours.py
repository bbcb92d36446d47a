"""Terms of hours, as a day with the minute told: a list of clocks knows days."""

from __future__ import annotations

from datetime import datetime

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days, chinese_moment, legal_date


def until_moment(since: datetime, until: datetime, *, calendar: Calendar) -> Due:
    """The legal day on which a span of hours ends; its last sentence tells the minute."""
    first, last = legal_date(since), legal_date(until)
    due = reckon(first, Days((last - first).days), calendar=calendar)
    return due.noting(f"自{chinese_moment(since)}起按小时计算，节假日不扣除，至{chinese_moment(until)}届满。")
