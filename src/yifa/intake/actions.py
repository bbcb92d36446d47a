"""受理 — a report is written with its number and code in one statement, and acknowledged; dockets are opened from the rows in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from yifa.docket import private
from yifa.docket.append import Recorded, open_docket
from yifa.docket.core.act import stamp
from yifa.docket.core.request import Request
from yifa.intake.core.codes import code_of, digest_of, number_of
from yifa.intake.models import Report
from yifa.intake.wording import say
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.kernel.refusal import Refusal
from yifa.registry.centres import SUPERVISES, centre_for
from yifa.registry.event_kinds import event_kind
from yifa.registry.grids import locate


class IntakeRefusal(Refusal):
    """A refusal whose sentence is ``refused.<name>`` of wording.toml, the name being the end of its code."""

    kind: ClassVar[RefusalKind] = "invalid"
    code: ClassVar[str] = "intake.refused"

    def __init__(self, **facts: object) -> None:
        name = self.code.partition(".")[2]
        super().__init__(say(f"refused.{name}", **facts), remedy=say(f"refused.{name}_remedy", **facts))
        self.facts = facts


class OutsideCounty(IntakeRefusal):
    """不在辖区 — the point lies in none of the places of this platform."""

    code = "intake.outside_county"


class NobodyTakesIn(IntakeRefusal):
    """没有受理单位 — no centre takes in matters of that place."""

    kind = "unknown"
    code = "intake.nobody_takes_in"


class RepeatDiffers(IntakeRefusal):
    """重复提交内容不同 — the same id or source number came with another content."""

    kind = "conflict"
    code = "intake.repeat_differs"


@dataclass(frozen=True, slots=True)
class NewReport:
    """上报 — what a reporter or another system sends, already cleaned; ``id`` is the sender's, so that a repeat is known."""

    id: UUID
    source: str
    text: str
    place_text: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    event_kind: str = ""
    source_ref: str = ""
    #: where nothing is drawn or no point was given: the place somebody chose
    place: str = ""
    about_officers: bool = False
    about: str = ""
    name: str = ""
    phone: str = ""
    photos: tuple[str, ...] = ()
    #: private things of a source, kept encrypted with name and phone
    more: Mapping[str, str] = field(default_factory=dict)

    def print(self) -> str:
        """SM3 of the whole content."""
        told = [
            self.source,
            self.source_ref,
            self.text,
            self.place_text,
            str(self.longitude),
            str(self.latitude),
            self.event_kind,
            self.place,
        ]
        return sm3(canonical([*told, self.about_officers, self.about, self.name, self.phone, list(self.photos)]).encode())


@dataclass(frozen=True, slots=True)
class Receipt:
    """回执 — the number, the code to follow it by, when it came, and whether it had come before."""

    report: UUID
    number: str
    code: str
    received_at: datetime
    repeated: bool


@cache
def _secret() -> str:
    return str(settings.PRIVATE_SECRET)


_INSERT = """
WITH n AS (INSERT INTO docket_series (name, last) VALUES (%(series)s, 1)
    ON CONFLICT (name) DO UPDATE SET last = docket_series.last + 1 RETURNING last)
INSERT INTO intake_report (id, seq, number, code_digest, print, received_at, source, source_ref, text, place_text, longitude, latitude,
    event_kind, about_officers, about, body, place, grid, photos, contact, taken_by, joined, fault)
SELECT %(id)s, nextval('intake_report_order'), %(day)s || lpad(n.last::text, greatest(6, length(n.last::text)), '0'), %(code)s, %(print)s,
    %(now)s, %(source)s, %(source_ref)s, %(text)s, %(place_text)s, %(longitude)s, %(latitude)s, %(event_kind)s,
    %(about_officers)s, %(about)s,
    %(body)s, %(place)s, %(grid)s, %(photos)s, %(contact)s, %(taken_by)s, false, ''
FROM n RETURNING number"""


def receive(new: NewReport, *, now: datetime, taken_by: str = "") -> Receipt:
    """受理 — where it goes is found, the row is written with its number and code, and that is acknowledged. Idempotent by id and by
    source number. Refuses: OutsideCounty, NobodyTakesIn, RepeatDiffers.
    """
    known = _known(new)
    if known:
        return known
    on = legal_date(now)
    body, place, grid = route(new, on=on)
    contact = {"name": new.name, "phone": new.phone, **new.more}
    sealed = private.seal(json.dumps(contact, ensure_ascii=False), bound_to=str(new.id)) if any(contact.values()) else None
    code = code_of(_secret(), new.id)
    values: dict[str, Any] = {
        "series": f"受理/{on.isoformat()}",
        "day": number_of(on, 0)[:8],
        "id": new.id,
        "code": digest_of(_secret(), code),
        "print": new.print(),
        "now": now,
        "body": body,
        "place": place,
        "grid": grid,
        "photos": list(new.photos),
        "contact": sealed,
        "taken_by": taken_by,
    }
    same = ("source", "source_ref", "text", "place_text", "longitude", "latitude", "event_kind", "about_officers", "about")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_INSERT, values | {name: getattr(new, name) for name in same})
            number = cursor.fetchone()[0]
    except IntegrityError:
        known = _known(new)
        if known is None:
            raise
        return known
    return Receipt(new.id, number, code, now, repeated=False)


def _known(new: NewReport) -> Receipt | None:
    columns = ("id", "number", "print", "received_at")
    found = Report.objects.filter(id=new.id).values_list(*columns).first()
    if found is None and new.source_ref:
        found = Report.objects.filter(source=new.source, source_ref=new.source_ref).values_list(*columns).first()
    if found is None:
        return None
    id_, number, print_, received_at = found
    if print_ != new.print():
        raise RepeatDiffers(number=number)
    return Receipt(id_, number, code_of(_secret(), id_), received_at, repeated=True)


def route(new: NewReport, *, on: Any) -> tuple[str, str, str]:
    """The body that takes it in, the place and the duty grid. A complaint about officers goes to who supervises. Refuses as ``receive``."""
    place, grid = new.place, ""
    if new.longitude is not None and new.latitude is not None:
        found = locate(float(new.longitude), float(new.latitude), on=on)
        if found.outside:
            raise OutsideCounty(longitude=str(new.longitude), latitude=str(new.latitude))
        place = (found.duty.place if found.duty else "") or found.place or place
        grid = found.duty.code if found.duty else ""
    kind = event_kind(new.event_kind, on=on)
    if new.about_officers:
        centre = centre_for(place=place, on=on, kind=SUPERVISES)
    else:
        centre = centre_for(place=place, on=on, domain=kind.domain if kind else "")
    if centre is None:
        raise NobodyTakesIn(place=place)
    return centre.body, place or centre.place, grid


def machine(body: str, place: str, role: Role = Role.INTAKE) -> Actor:
    """自动受理 — the machine itself, where it opens a docket of a report nobody has taken down."""
    return Actor("", say("told.machine"), posts=(Post(role, body, place),))


def open_next(*, now: datetime, most: int = 50) -> int:
    """Make dockets of the reports that wait, in their order; how many. A report that is refused is marked and holds up no other."""
    opened = 0
    while opened < most:
        with transaction.atomic():
            report = Report.objects.select_for_update(skip_locked=True).filter(docket=None, fault="").order_by("seq").first()
            if report is None:
                return opened
            try:
                with transaction.atomic():
                    recorded = open_one(report, actor=machine(report.body, report.place), now=now)
                    settle(report, recorded, now=now)
            except Refusal as refusal:
                Report.objects.filter(id=report.id).update(fault=refusal.sentence[:400])
        opened += 1
    return opened


def open_one(report: Report, *, actor: Actor, now: datetime) -> Recorded:
    """The docket of one report; its ids follow from the report's, so that it is opened once however often it is tried."""
    contact = json.loads(private.unseal(bytes(report.contact), bound_to=str(report.id))) if report.contact else {}
    payload: dict[str, Any] = {
        "source": report.source,
        "reported_at": stamp(report.received_at),
        "summary": report.text,
        "place_text": report.place_text or say("told.no_place_text"),
        "report": report.number,
        "event_kind": report.event_kind,
        "grid": report.grid,
        "longitude": "" if report.longitude is None else f"{report.longitude.normalize():f}",
        "latitude": "" if report.latitude is None else f"{report.latitude.normalize():f}",
        "reporter": contact.get("name", ""),
        "reporter_phone": contact.get("phone", ""),
    }
    request = Request("register_lead", payload, id=_derived(report.id, 1), place=report.place_text, evidence=tuple(report.photos))
    return open_docket(actor=actor, body=report.body, place=report.place, request=request, now=now, docket=_derived(report.id, 2))


def settle(report: Report, recorded: Recorded, *, now: datetime) -> None:
    """The report is a docket now; what was sealed with the row stands sealed with the docket, and is gone from the row."""
    Report.objects.filter(id=report.id).update(docket=recorded.act.docket, opened_at=now, contact=None)


def _derived(report: UUID, which: int) -> UUID:
    """Another id that follows from a report's: of its docket, of its first act."""
    return UUID(int=report.int ^ which)
