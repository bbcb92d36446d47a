"""Reads of intake: what may be the same event, how a matter stands for the one who reported it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from yifa.docket import private
from yifa.docket.core.procedure import readers_of
from yifa.intake.core.alike import NEAR_METRES, SOON, WEAK_METRES, WEAK_SOON, Likeness, Told, copy_of, likeness
from yifa.intake.models import Feedback, Report
from yifa.intake.refusals import SearchNotAllowed
from yifa.intake.wording import say
from yifa.kernel.actor import Actor, Role
from yifa.kernel.earth import METRES_OF_A_DEGREE
from yifa.platform.reach import NOTHING, within

#: so many are compared, the newest first
_COMPARED: Final = 200

_OPEN_NEAR = """
SELECT r.docket, s.number, s.body, s.place, s.procedure, r.received_at, r.text, r.event_kind, r.place, r.place_text, r.longitude, r.latitude
FROM intake_report r JOIN docket_standing s ON s.docket_id = r.docket
WHERE r.received_at BETWEEN %(since)s AND %(until)s AND NOT r.about_officers AND NOT r.joined AND r.id <> %(id)s AND {where}
  AND s.closed_on IS NULL AND s.body = %(body)s AND s.procedure = 'lead'
ORDER BY r.received_at DESC LIMIT %(limit)s"""
_AROUND = "r.latitude BETWEEN %(south)s AND %(north)s AND r.longitude BETWEEN %(west)s AND %(east)s"
_NO_POINT = "(r.longitude IS NULL OR %(no_point)s) AND r.place = %(place)s"
_SAME_SPOT = f"{_NO_POINT} AND r.spot <> '' AND r.spot = %(spot)s"
_SAME_WORDS = f"{_NO_POINT} AND r.words = %(words)s"
_PHONE = "SELECT body::jsonb #>> '{payload,reporter_phone,sealed}' FROM docket_act WHERE docket_id = %s AND seq = 1"


@dataclass(frozen=True, slots=True)
class Near:
    """可能是同一件事 — an open docket beside a report, and how alike they are."""

    docket: UUID
    number: str
    summary: str
    place_text: str
    received_at: datetime
    like: Likeness


def same_event(report: Report, *, phone: str) -> tuple[UUID, str] | None:
    """The open docket that tells of the very same event, and why; the most alike, of equals the earliest docket. ``phone`` of the one
    who tells it is only compared, where the words are the same.

    Compared with the report that opened the docket, not with the voices that joined it: else a matter would wander down the street.
    """
    mine = _told(report, voice=phone)
    best: tuple[float, UUID, Likeness] | None = None
    for docket, *_, told in _candidates(report, metres=NEAR_METRES, within=SOON, also=_SAME_WORDS):
        if phone and copy_of(told.text) == copy_of(report.text):
            told = replace(told, voice=_phone_in(docket))
        like = likeness(mine, told)
        if like.strong and (best is None or like.words > best[0] or (like.words == best[0] and docket < best[1])):
            best = (like.words, docket, like)
    return (best[1], _why(best[2])) if best else None


def near(*, actor: Actor, docket: UUID) -> Sequence[Near]:
    """Open dockets that may be about the same event as this one, and that this person may read; the most alike first."""
    report = Report.objects.filter(docket=docket, joined=False, about_officers=False).first()
    if report is None:
        return ()
    mine = _told(report)
    found: dict[UUID, Near] = {}
    for other, number, body, place, procedure, told in _candidates(report, metres=WEAK_METRES, within=WEAK_SOON, also=_NO_POINT):
        like = likeness(mine, told)
        if other == docket or not (like.weak or like.strong) or not actor.may_read(body=body, place=place, roles=readers_of(procedure)):
            continue
        if other not in found or like.words > found[other].like.words:
            found[other] = Near(other, number, told.text, told.place_text, told.at, like)
    return sorted(found.values(), key=lambda one: (-one.like.words, one.received_at))[:20]


def _phone_in(docket: UUID) -> str:
    """The number of whoever told of that docket first; empty where none was left."""
    with connection.cursor() as cursor:
        cursor.execute(_PHONE, [docket])
        (digest,) = cursor.fetchone()
    return private.reveal([digest]).get(digest, "") if digest else ""


def _candidates(report: Report, *, metres: float, within: timedelta, also: str) -> list[tuple[UUID, str, str, str, str, Told]]:
    known: dict[str, Any] = {
        "id": report.id,
        "body": report.body,
        "since": report.received_at - within,
        "until": report.received_at + within,
        "place": report.place,
        "no_point": report.longitude is None,
        "spot": report.spot,
        "words": report.words,
        "limit": _COMPARED,
    }
    wheres = [also]
    if report.longitude is not None and report.latitude is not None:
        high = metres / METRES_OF_A_DEGREE
        wide = high / max(0.01, math.cos(math.radians(float(report.latitude))))
        across, up = (Decimal(f"{one:.6f}") for one in (wide, high))
        known |= {"south": report.latitude - up, "north": report.latitude + up}
        known |= {"west": report.longitude - across, "east": report.longitude + across}
        wheres.append(_AROUND)
    if report.spot:
        wheres.append(_SAME_SPOT)
    rows: list[tuple[UUID, str, str, str, str, Told]] = []
    with connection.cursor() as cursor:
        for where in wheres:
            cursor.execute(_OPEN_NEAR.format(where=where), known)
            rows += [(*row[:5], Told(*row[5:10], *(None if one is None else float(one) for one in row[10:]))) for row in cursor.fetchall()]
    return rows


def _told(report: Report, *, voice: str = "") -> Told:
    longitude, latitude = (None if one is None else float(one) for one in (report.longitude, report.latitude))
    return Told(report.received_at, report.text, report.event_kind, report.place, report.place_text, longitude, latitude, voice)


def _why(like: Likeness) -> str:
    facts = {"minutes": int(like.apart.total_seconds() // 60), "percent": round(like.words * 100)}
    if like.metres is not None:
        return say("told.why_metres", metres=round(like.metres), **facts)
    return say("told.why_place" if like.same_place else "told.why_words", **facts)


def feedback(*, actor: Actor, after: int, source: str = "", limit: int = 100) -> Sequence[Feedback]:
    """回传 — what sources are to be told, in its order: of reports this channel sent, and of those posts of intake take in."""
    mine = Q(report__in=Report.objects.filter(taken_by=actor.user).values("id")) if actor.user else NOTHING
    found = Feedback.objects.filter(mine | within(actor, Role.INTAKE), pk__gt=after).order_by("pk")
    return list((found.filter(source=source) if source else found)[:limit])


#: a mobile number, and a land line with its area: those who reported are asked for by them, and nobody may
_NUMBER = re.compile(r"(?<!\d)(?:(?:\+?86)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")


def refuse_reporters(words: str) -> None:
    """Dockets are not searched by who reported. Refuses: SearchNotAllowed for words that are somebody's telephone."""
    if _NUMBER.search(re.sub(r"[\s-]", "", words)):
        raise SearchNotAllowed
