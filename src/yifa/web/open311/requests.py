"""What may be told of reports through the public interface, one statement a question.

Who reports, and how a report is being handled, reach nobody who has no part in it (市场监督管理投诉举报处理暂行办法 33). So classes the
catalogue calls public (a broken lamp, a full bin) are told, in the catalogue's words and roughly where; of every other class, and of
complaints, nothing, unless the one who asks knows the code or sent it in. One merged into another stands as that one does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import connection

from yifa.docket.joints import joints
from yifa.docket.ports import UnknownToInstitution
from yifa.kernel.dates import legal_date
from yifa.registry.event_kinds import event_kinds
from yifa.web.open311.wording import say

#: a hundred metres: near enough to know which lamp, too rough to know whose door
_ROUGH: Final = Decimal("0.001")
_ZONE: Final = ZoneInfo("Asia/Shanghai")
OTHER: Final = "other"

_ENDED = "coalesce(e.closed_at, e.fed_back_at)"
_SELECT = f"""
SELECT r.number, r.received_at, coalesce(nullif(e.event_kind, ''), r.event_kind) AS kind, r.place, r.latitude, r.longitude, r.place_text,
    r.body, coalesce(e.state, ''), {_ENDED}, e.due_at, coalesce(e.touched_at, r.received_at),
    (SELECT coalesce(nullif(a.body::jsonb #>> '{{payload,reply}}', ''), '') FROM docket_act a WHERE a.docket_id = e.docket_id
        AND a.kind IN ('reply_source', 'close_event', 'decline_filing', 'refer_lead') AND a.body::jsonb #>> '{{payload,reply}}' <> ''
        ORDER BY a.seq DESC LIMIT 1)
FROM intake_report r LEFT JOIN dispatch_event e ON e.docket_id = coalesce(r.main, r.docket)
WHERE """
_PUBLIC = "NOT r.about_officers AND coalesce(nullif(e.event_kind, ''), r.event_kind) = ANY(%(kinds)s)"
_MINE = "(r.code_digest = %(code)s OR (%(user)s <> '' AND r.taken_by = %(user)s))"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks for; empty members do not narrow."""

    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    #: keyed digest of a code, and the user of a channel: theirs are told whatever the class
    code: str = ""
    user: str = ""
    page: int = 1
    size: int = 50


def found(asked: Asked, *, now: datetime) -> list[dict[str, Any]]:
    """The requests a client may see, newest first, as the standard writes them."""
    names = {one.code: one for one in event_kinds(on=legal_date(now))}
    public = [code for code, one in names.items() if one.public]
    where = [f"({_PUBLIC} OR {_MINE})"]
    if asked.numbers:
        # the standard: numbers override everything else
        where.append("r.number = ANY(%(numbers)s)")
    else:
        where.append("r.received_at BETWEEN %(since)s AND %(until)s")
        if asked.kinds:
            where.append("coalesce(nullif(e.event_kind, ''), r.event_kind) = ANY(%(wanted)s)")
        if asked.status:
            where.append(f"CASE WHEN {_ENDED} IS NULL THEN 'open' ELSE 'closed' END = ANY(%(status)s)")
    parameters = {
        "kinds": public,
        "wanted": ["" if one == OTHER else one for one in asked.kinds],
        "numbers": list(asked.numbers),
        "status": list(asked.status),
        "since": asked.since,
        "until": asked.until,
        "code": asked.code,
        "user": asked.user,
        "limit": asked.size,
        "offset": (asked.page - 1) * asked.size,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT}{' AND '.join(where)} ORDER BY r.seq DESC LIMIT %(limit)s OFFSET %(offset)s", parameters)
        return [_told(row, names, exact=bool(asked.code or asked.user), now=now) for row in cursor.fetchall()]


def _told(row: Sequence[Any], names: Mapping[str, Any], *, exact: bool, now: datetime) -> dict[str, Any]:
    number, received, kind, place, latitude, longitude, place_text, body, state, ended, due, touched, reply = row
    on, known = legal_date(now), names.get(kind)
    name = known.name if known else say("service.other")
    return {
        "service_request_id": number,
        "status": "closed" if ended is not None else "open",
        "status_notes": reply or say("notice.status", state=state or "已受理"),
        "service_name": name,
        "service_code": kind or OTHER,
        "description": f"{name}（{say('notice.hidden')}）",
        "agency_responsible": _name(lambda: joints.institution.body(body, on=on).name),
        "service_notice": "",
        "requested_datetime": _stamp(received),
        "updated_datetime": _stamp(touched),
        "expected_datetime": _stamp(due),
        "address": place_text if exact else _name(lambda: next(one.name for one in joints.institution.places(under=place, on=on))),
        "address_id": "",
        "zipcode": "",
        "lat": _point(latitude, exact=exact),
        "long": _point(longitude, exact=exact),
        "media_url": "",
    }


def _name(look: Any) -> str:
    try:
        return str(look())
    except (UnknownToInstitution, StopIteration):
        return ""


def _stamp(at: datetime | None) -> str:
    return at.astimezone(_ZONE).isoformat(timespec="seconds") if at else ""


def _point(degrees: Decimal | None, *, exact: bool) -> float | None:
    return None if degrees is None else float(degrees if exact else degrees.quantize(_ROUGH))
