"""A rule asked for a case, and a term as cases write it down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from yifa.kernel.calendar import Due
from yifa.kernel.dates import WorkingDays
from yifa.law.answer import Answer
from yifa.law.layers import Layer
from yifa.law.rule import LawNotHeld, apply
from yifa.server.vectors.frame import BadCase


def put(rule: str, *, on: date, layers: Sequence[Layer] = (), **facts: Any) -> Answer[Any]:
    """The answer of the rule in force on ``on``; a BadCase for a day before the texts that are held, or beyond the days there are."""
    try:
        return apply(rule, on=on, layers=layers, **facts)
    except LawNotHeld as fault:
        raise BadCase(f"{on.isoformat()} 施行的规定未持有，不能判断") from fault
    except (ValueError, OverflowError) as fault:  # the dates of the language end in 9999
        raise BadCase("日期超出可以计算的范围") from fault


def value(rule: str, *, on: date, layers: Sequence[Layer] = (), **facts: Any) -> Any:
    """What that rule answers; None where it gives a ruling, or nothing."""
    return put(rule, on=on, layers=layers, **facts).value


def told(due: Due) -> dict[str, object]:
    """``nominal``, ``due``, ``warn_by`` and how sure they are.

    ``calendar_status`` is ``official``; where a year is touched whose calendar is not published, ``provisional`` for a count of natural
    days, and ``incomplete``, with no days at all, for one of working days.
    """
    if due.provisional and isinstance(due.term, WorkingDays):
        return {"nominal": None, "due": None, "warn_by": None, "calendar_status": "incomplete"}
    status = "provisional" if due.provisional else "official"
    return {"nominal": due.nominal, "due": due.due, "warn_by": due.warn_by, "calendar_status": status}


_SURENESS = ("no_term", "official", "provisional", "incomplete")


def least_sure(*statuses: object) -> str:
    """The status of several terms together: that of the one that is known least."""
    return max((str(status) for status in statuses), key=_SURENESS.index)


def term(answer: Answer[Due]) -> dict[str, object]:
    """The same of an answer; no day where the law sets no term."""
    return told(answer.value) if answer.value is not None else {"nominal": None, "due": None, "warn_by": None, "calendar_status": "no_term"}
