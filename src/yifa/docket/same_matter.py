"""同一事项、同一当事人 — the other open dockets about the same item and party."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yifa.docket.core.act import View
from yifa.docket.core.procedure import readers_of, title_of
from yifa.docket.joints import joints
from yifa.docket.ports import UnknownToInstitution
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date
from yifa.law.authority.jurisdiction import OtherCase

#: so many are told, those that are furthest first
_AT_MOST: Final = 10
#: "mat" as a number
_LOCK: Final = f"SELECT pg_advisory_xact_lock({0x6D6174}, hashtext(current_schema() || ' ' || %(item)s || ' ' || %(party)s))"
#: the party is compared as forms clean it and the standing keeps it; private numbers are salted and cannot be compared
_OTHERS: Final = """
SELECT s.docket_id, s.number, s.body, s.place, s.procedure, done.kind, done.happened_at, done.kind = ANY(%(filing)s)
FROM docket_standing s CROSS JOIN LATERAL (
    SELECT a.kind, a.happened_at FROM docket_act a WHERE a.docket_id = s.docket_id AND a.kind = ANY(%(kinds)s)
    ORDER BY a.kind = ANY(%(filing)s) DESC, a.seq LIMIT 1
) done
WHERE s.item = %(item)s AND s.party = %(party)s AND s.party <> '' AND s.closed_on IS NULL AND s.docket_id <> %(docket)s
ORDER BY 8 DESC, done.happened_at, s.docket_id LIMIT %(limit)s
"""


def finder(view: View, actor: Actor | None, *, hold: bool) -> Callable[..., Sequence[OtherCase]]:
    """What ``Situation.other_cases`` asks: the others than ``view`` that did one of these kinds of act, as ``actor`` may know them.

    ``hold``: until the transaction ends nobody else asks about that item and party, so of two at once the later one finds the earlier.
    """

    def find(*, item: str, party: str, proposing: Sequence[str], filing: Sequence[str]) -> Sequence[OtherCase]:
        asked: dict[str, Any] = {
            "item": item,
            "party": party[:200],
            "docket": view.id,
            "kinds": [*proposing, *filing],
            "filing": list(filing),
        }
        with connection.cursor() as cursor:
            if hold:
                # a statement of its own: the next one then sees what the one before us wrote
                cursor.execute(_LOCK, asked)
            cursor.execute(_OTHERS, {**asked, "limit": _AT_MOST})
            return tuple(_other(row, view, actor) for row in cursor.fetchall())

    return find


def _other(row: tuple[UUID, str, str, str, str, str, datetime, bool], view: View, actor: Actor | None) -> OtherCase:
    docket, number, body, place, procedure, kind, at, filed = row
    open_to = actor is not None and actor.may_read(body=body, place=place, roles=readers_of(procedure))
    return OtherCase(
        docket=str(docket) if open_to else "",
        number=number if open_to else "",
        body=_name(body, at),
        ours=body == view.body,
        done=title_of(procedure, kind),
        at=at,
        filed=filed,
    )


def _name(body: str, at: datetime) -> str:
    try:
        return joints.institution.body(body, on=legal_date(at)).name
    except UnknownToInstitution:
        return body
