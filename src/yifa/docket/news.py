"""消息 — passes what happened in dockets on to the rooms above, each piece until every listener has heard it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from yifa.kernel.refusal import Refusal

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """One act that was recorded."""

    act: UUID
    docket: UUID
    kind: str
    at: datetime


Listener = Callable[[Heard], None]


def pass_on(listeners: Sequence[Listener], *, most: int = 100) -> int:
    """Tell each listener each piece of news, oldest first; how many were heard.

    A piece is removed in the transaction in which its listeners worked. One that a listener could not take stays for the next time,
    is said in the log, and holds up no other. Two processes never take the same piece.
    """
    heard, after = 0, 0
    for _ in range(most):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, act, docket, kind, at FROM docket_news WHERE id > %s ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED", [after]
            )
            row = cursor.fetchone()
            if row is None:
                return heard
            after = row[0]
            try:
                with transaction.atomic():
                    for listener in listeners:
                        listener(Heard(*row[1:]))
            except Refusal as refusal:
                log.warning("news of act %s not taken: %s", row[1], refusal)
                continue
            cursor.execute("DELETE FROM docket_news WHERE id = %s", [after])
            heard += 1
    return heard
