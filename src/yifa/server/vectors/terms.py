"""A term as cases write it down."""

from __future__ import annotations

from yifa.kernel.calendar import Due
from yifa.kernel.dates import WorkingDays
from yifa.law.answer import Answer


def told(due: Due) -> dict[str, object]:
    """``nominal``, ``due``, ``warn_by`` and how sure they are.

    ``calendar_status`` is ``official``; where a year is touched whose calendar is not published, ``provisional`` for a count of natural
    days, and ``incomplete``, with no days at all, for one of working days.
    """
    if due.provisional and isinstance(due.term, WorkingDays):
        return {"nominal": None, "due": None, "warn_by": None, "calendar_status": "incomplete"}
    status = "provisional" if due.provisional else "official"
    return {"nominal": due.nominal, "due": due.due, "warn_by": due.warn_by, "calendar_status": status}


def term(answer: Answer[Due]) -> dict[str, object]:
    """The same of an answer; no day where the law sets no term."""
    return told(answer.value) if answer.value is not None else {"nominal": None, "due": None, "warn_by": None, "calendar_status": "no_term"}
