"""期限 in words: 还剩3个工作日, 今天到期, 已超期2日; state is a word first and a shape second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yifa.kernel.calendar import Calendar
from yifa.web.desk.words import day_words, say

#: so near that days of work say more than days
_COUNT_WORK = 14
#: 近五日
SOON = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One term as shown: what, until when, how long still, and its state (late, today, soon, later)."""

    name: str
    due: date
    day: str
    left: str
    state: str


def term(name: str, due: date, *, today: date, calendar: Calendar, starts_on: date | None = None, party: bool = False) -> Term:
    """With ``starts_on`` a term is *soon* in its last fifth, without it in its last five days.

    A term of the party's that is over is no fault of the office: it is told without red.
    """
    if party and due < today:
        return Term(name, due, day_words(due), say("term.over"), "later")
    return Term(name, due, day_words(due), left_words(due, today=today, calendar=calendar), _state(due, today, starts_on))


def left_words(due: date, *, today: date, calendar: Calendar) -> str:
    """还剩3个工作日 when it is near, 还剩62日 when it is far, 今天到期, 已超期2日."""
    left = (due - today).days
    if left < 0:
        return say("term.late", days=-left)
    if left == 0:
        return say("term.today")
    work = sum(calendar.is_working(today + timedelta(days=n)) for n in range(1, left + 1)) if left <= _COUNT_WORK else 0
    return say("term.work_left", days=work) if work else say("term.left", days=left)


def _state(due: date, today: date, starts_on: date | None) -> str:
    left = (due - today).days
    if left < 0:
        return "late"
    if left == 0:
        return "today"
    if starts_on is None:
        return "soon" if left <= SOON else "later"
    return "soon" if left * 5 <= (due - starts_on).days else "later"
