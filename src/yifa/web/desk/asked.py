"""What stands in an address, read: words, numbers, ids and days; what cannot be read is a sentence or nothing, never a fault."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest

from yifa.docket.joints import joints
from yifa.docket.ports import UnknownToInstitution
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.platform import clock
from yifa.web.desk.words import say
from yifa.web.errors import NotOffered
from yifa.web.tickets import scope_of

_LONGEST = 100
#: days one may ask about
_FIRST, _LAST = date(1949, 10, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the address: what was typed, the day it is (the given one where nothing was typed), and why it cannot be read."""

    typed: str
    on: date
    fault: str = ""


def words_of(request: HttpRequest, name: str, *, longest: int = _LONGEST) -> str:
    """Words, white space single, cut where nobody would type on."""
    return _line(request.GET.get(name, ""), longest)


def _line(text: str, longest: int) -> str:
    text = text[: longest * 4].replace("\x00", "")
    return " ".join(text.encode("utf-8", "ignore").decode().split())[:longest]


def number_of(request: HttpRequest, name: str, *, most: int = 99_999) -> int:
    """A count in the address; what is none is 0."""
    text = request.GET.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def uuid_of(text: str) -> UUID | None:
    """An id as a page or an address has it; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def day_of(request: HttpRequest, name: str, *, otherwise: date) -> Day:
    """A day in the address; ``otherwise`` where there is none."""
    typed = words_of(request, name, longest=20)
    if not typed:
        return Day("", otherwise)
    try:
        on = date.fromisoformat(typed)
    except ValueError:
        return Day(typed, otherwise, say("asked.bad_day", typed=typed, shown=otherwise.isoformat()))
    if not _FIRST <= on <= _LAST:
        return Day(typed, otherwise, say("asked.far_day", shown=otherwise.isoformat(), first=_FIRST.year + 1, last=_LAST.year))
    return Day(typed, on)


def nothing_but(request: HttpRequest, *known: str) -> None:
    """Whatever else stands in the address would be taken for answered. Refuses: NotOffered."""
    name = next((name for name in request.GET if name not in known), None)
    if name is not None:
        raise NotOffered(typed=_line(name, 20), offered="、".join(known))


def choice_of(request: HttpRequest, name: str, offered: Collection[str]) -> str:
    """One of the words of a page's choice; empty where nothing was chosen. Refuses: NotOffered."""
    typed = words_of(request, name)
    if typed and typed not in offered:
        raise NotOffered(typed=f"{name}={typed[:40]}", offered="、".join(f"{name}={one}" for one in offered))
    return typed


def body_of(request: HttpRequest, name: str, *, actor: Actor, beside: Collection[str] = ()) -> str:
    """A body of which this person reads dockets, or one of those ``beside``; empty where none is named. Refuses: NotOffered."""
    typed = words_of(request, name)
    offered = {*beside, *(body for body, _ in scope_of(actor))}
    if typed and scope_of(actor, typed):
        with suppress(UnknownToInstitution):
            offered.add(joints.institution.body(typed, on=legal_date(clock.now())).code)
    return choice_of(request, name, sorted(offered))
