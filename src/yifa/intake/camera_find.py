"""视频发现 — what somebody saw through a camera becomes a report and a docket at once, its picture the evidence of the first act."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yifa.devices.actions import take_snapshot
from yifa.devices.core.device import Device
from yifa.docket.append import Recorded
from yifa.docket.core.procedure import opening_kind
from yifa.evidence.store import Readable
from yifa.intake.actions import NewReport, cleaned, machine, open_one, receive, route, settle
from yifa.intake.models import Report
from yifa.kernel.actor import Actor
from yifa.kernel.dates import legal_date

SOURCE = "视频发现"


def report_find(
    *, actor: Actor, device: Device, report: UUID, picture: Readable, text: str, event_kind: str, reason: str, now: datetime
) -> tuple[Report, Recorded]:
    """截图成事件 — in one transaction: the picture kept, the report acknowledged, the docket opened as this person's act, or as the
    machine's where another body takes in what happens there. ``report`` is the page's own id: two clicks are one event.

    Refuses: as ``receive``, ``take_snapshot`` and ``open_docket``.
    """
    place_text = device.published_place or device.name or device.code
    new = cleaned(
        NewReport(
            id=report,
            source=SOURCE,
            text=text,
            place_text=place_text,
            longitude=device.longitude,
            latitude=device.latitude,
            event_kind=event_kind,
            place=device.place,
        )
    )
    body, place, _grid = route(new, on=legal_date(now))
    with transaction.atomic():
        clip = take_snapshot(actor=actor, device=device, picture=picture, reason=reason, body=body, place=place, now=now)
        receive(replace(new, photos=(clip.digest,)), now=now, taken_by=actor.user)
        row = Report.objects.select_for_update().get(id=report)
        kind = opening_kind("register_lead")
        assert kind is not None
        own = actor.has(*kind.by, body=row.body, place=row.place)
        recorded = open_one(row, actor=actor if own else machine(row.body, row.place), now=now)
        settle(row, recorded, now=now)
    return row, recorded
