"""Terms with their unit, and legal days: a day in Asia/Shanghai, made from an instant in one place only."""

from __future__ import annotations

import calendar as _months
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from yifa.kernel.refusal import Kind, Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")
_WEEKDAYS = "一二三四五六日"


class DayOutOfReach(Refusal, ValueError):
    """日期超出范围 — the term ends on no day there is. Also a ValueError, as the dates of the language raise it."""

    kind: ClassVar[Kind] = "invalid"
    code: ClassVar[str] = "kernel.day_out_of_reach"


@dataclass(frozen=True, slots=True, order=True)
class _Term:
    """A length of time with its unit. Units never mix: seven working days are no seven days."""

    n: int

    def __post_init__(self) -> None:
        if type(self.n) is not int or self.n < 0:
            raise ValueError(f"a term is a whole number, zero or more: {self.n!r}")

    def __add__(self, other: Self) -> Self:
        if type(other) is not type(self):
            raise TypeError(f"terms of different units are not added: {self!r} and {other!r}")
        return type(self)(self.n + other.n)


@dataclass(frozen=True, slots=True, order=True)
class Days(_Term):
    """日 — natural days, rest days included."""

    def __str__(self) -> str:
        return f"{self.n}日"


@dataclass(frozen=True, slots=True, order=True)
class WorkingDays(_Term):
    """工作日 — days the published calendar makes days of work."""

    def __str__(self) -> str:
        return f"{self.n}个工作日"


@dataclass(frozen=True, slots=True, order=True)
class Months(_Term):
    """月 — calendar months, to the corresponding day."""

    def __str__(self) -> str:
        return f"{self.n}个月"


@dataclass(frozen=True, slots=True, order=True)
class Hours(_Term):
    """小时 — clock hours from the moment itself (民法典 201)."""

    def __str__(self) -> str:
        return f"{self.n}小时"


def legal_date(instant: datetime) -> date:
    """法律上的日 — the day in Asia/Shanghai on which ``instant`` falls; an instant without time zone is refused."""
    return _local(instant).date()


def hours_after(instant: datetime, term: Hours) -> datetime:
    """``term`` after ``instant``, in the time zone of ``instant``; an instant without time zone is refused.

    Raises DayOutOfReach where the end lies beyond the last day there is.
    """
    _refuse_naive(instant)
    try:
        return (instant.astimezone(ZoneInfo("UTC")) + timedelta(hours=term.n)).astimezone(instant.tzinfo)
    except OverflowError as error:
        start = chinese_date(instant.date())
        raise DayOutOfReach(f"自{start}起{term}，超出可以计算的日期范围。", remedy="请核对起始日期和期限。") from error


def _local(instant: datetime) -> datetime:
    """In Shanghai. Raises DayOutOfReach where that is no day there is: the last hours of 9999 are the year 10000 there."""
    _refuse_naive(instant)
    try:
        return instant.astimezone(SHANGHAI)
    except OverflowError as error:
        raise DayOutOfReach(f"{chinese_date(instant.date())}超出可以计算的日期范围。", remedy="请核对日期。") from error


def _refuse_naive(instant: datetime) -> None:
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError(f"an instant without time zone has no legal day: {instant!r}")


def add_months(day: date, months: int) -> date:
    """The corresponding day ``months`` later, the last of the month where there is none (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _months.monthrange(year, month + 1)[1]))


def chinese_date(day: date) -> str:
    """2026年3月17日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(at: datetime) -> str:
    """2026年3月11日9时05分 in Shanghai; an instant without time zone is refused."""
    local = _local(at)
    return f"{chinese_date(local.date())}{local.hour}时{local.minute:02d}分"


def weekday_name(day: date) -> str:
    """星期一 … 星期日."""
    return f"星期{_WEEKDAYS[day.weekday()]}"
