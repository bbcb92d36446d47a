"""提交限次 — how often one address may send: counted by the minute under a keyed digest, so that no table names an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection

from yifa.intake.core.codes import digest_of
from yifa.intake.models import Throttle
from yifa.intake.refusals import TooManyRequests

KEPT: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many a minute, so many an hour; ``what`` keeps the counts of different deeds apart."""

    what: str
    a_minute: int
    an_hour: int


#: many people may share one address (a village behind one line), so it is more than one person would send
REPORTS = Limit("report", 30, 300)
PHOTOS = Limit("photo", 90, 900)
#: a code has 53 bits: guessing is hopeless at this pace
LOOKS = Limit("look", 30, 300)

_COUNT = """
WITH counted AS (INSERT INTO intake_throttle (key, minute, count) VALUES (%(key)s, %(minute)s, 1)
    ON CONFLICT (key, minute) DO UPDATE SET count = intake_throttle.count + 1 RETURNING count)
SELECT counted.count, coalesce(before.sum, 0), before.first FROM counted,
    (SELECT sum(count) AS sum, min(minute) AS first FROM intake_throttle
     WHERE key = %(key)s AND minute > %(since)s AND minute < %(minute)s) before"""


def count(limit: Limit, address: str, *, now: datetime) -> None:
    """计数 — one more from this address. Refuses: TooManyRequests, with the seconds to wait."""
    minute = now.replace(second=0, microsecond=0)
    key = digest_of(settings.PRIVATE_SECRET, f"{limit.what}/{address}")
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "minute": minute, "since": now - KEPT})
        this_minute, before, first = cursor.fetchone()
    if this_minute > limit.a_minute:
        raise TooManyRequests(wait=60 - now.second)
    if before + this_minute > limit.an_hour:
        raise TooManyRequests(wait=max(60, int((first + KEPT - now).total_seconds())))


def forget(*, now: datetime) -> int:
    """Counts older than an hour are deleted; how many."""
    return Throttle.objects.filter(minute__lt=now - KEPT).delete()[0]
