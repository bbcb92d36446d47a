"""受理 — a report is written with its number and code in one statement, and acknowledged; dockets are opened from the rows in order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction

from yifa.docket import private
from yifa.docket.append import Recorded, append, open_docket
from yifa.docket.core.act import stamp
from yifa.docket.core.form import read_form
from yifa.docket.core.protected import MORE, hidden_in
from yifa.docket.core.request import Request
from yifa.docket.joints import joints
from yifa.evidence.actions import accept_public, claim
from yifa.evidence.store import Readable
from yifa.intake import throttle
from yifa.intake.core.alike import copy_of, squeezed
from yifa.intake.core.codes import code_of, digest_of
from yifa.intake.forms import SOURCES, RegisterLead
from yifa.intake.models import Report
from yifa.intake.queries import same_event
from yifa.intake.refusals import (
    EventKindUnknown,
    NobodySupervises,
    NobodyTakesIn,
    OutsideCounty,
    PhotoNotSent,
    PhotosOverQuota,
    PlaceNotHere,
    PointSwapped,
    PointUnclear,
    RepeatDiffers,
    SourceUnknown,
    TextShort,
)
from yifa.intake.wording import say
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.dates import legal_date
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import clean_line, clean_text
from yifa.registry.centres import SUPERVISES, centre_for, centres_for, widest_place
from yifa.registry.event_kinds import event_kind
from yifa.registry.grids import locate
from yifa.registry.models import Centre
from yifa.staffing.core.staff import inside

#: the most files of one report; more may follow as further reports
MOST_PHOTOS = 9
LONGEST_TEXT, SHORTEST_TEXT = 2_000, 2
#: who may name any source and is not counted by address: whoever takes in, and the account of a channel, which reads no docket
SENDERS = frozenset({Role.INTAKE, Role.CHANNEL})
#: the kind of a body that stands over departments
GOVERNMENT = "政府"
_DEGREE = Decimal("0.000001")


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


@dataclass(frozen=True, slots=True)
class Photo:
    """照片 — a file as it is being sent."""

    name: str
    stream: Readable


def submit(new: NewReport, *, now: datetime, address: str = "", photos: Sequence[Photo] = (), taken_by: str = "") -> Receipt:
    """提交 — the one way in for pages and programs: counted, cleaned, photos kept, received. An empty ``address`` is a channel's own
    and is not counted. ``new.photos`` are digests of files sent before (``take_photo``); ``photos`` come with it.

    Refuses: TooManyRequests, what ``cleaned`` refuses, PhotosOverQuota, PhotoNotSent, what the evidence room refuses, and as ``receive``.
    """
    if address:
        throttle.count(throttle.REPORTS, address, now=now)
    if len(photos) + len(set(new.photos)) > MOST_PHOTOS:
        raise PhotosOverQuota
    new = cleaned(new)
    if photos:
        new = replace(new, photos=(*new.photos, *(accept_public(stream=photo.stream, name=photo.name, now=now).digest for photo in photos)))
    return receive(new, now=now, taken_by=taken_by)


def take_photo(photo: Photo, *, now: datetime, address: str = "") -> str:
    """先传照片 — its digest, to be named in the report. Refuses: TooManyRequests and what the evidence room refuses."""
    if address:
        throttle.count(throttle.PHOTOS, address, now=now)
    return accept_public(stream=photo.stream, name=photo.name, now=now).digest


def cleaned(new: NewReport) -> NewReport:
    """The same with every text in one shape, the reporter's own name and number taken out of what will stand in clear.

    Refuses: TextShort, SourceUnknown, PointUnclear, PointSwapped and what kernel.text refuses.
    """
    if new.source not in SOURCES:
        raise SourceUnknown(source=new.source[:20], sources="、".join(SOURCES))
    text = clean_text(new.text, field=say("field.text"), limit=LONGEST_TEXT)
    if len(text) < SHORTEST_TEXT:
        raise TextShort
    lines = {name: clean_line(getattr(new, name), field=say(f"field.{name}"), limit=limit) for name, limit in _LINES.items()}
    lines["place_text"] = lines["place_text"] if len(lines["place_text"]) > 1 else ""
    who = {"name": lines["name"], "phone": lines["phone"], "told": say("told.reporter")}
    text, lines["place_text"], lines["about"] = (hidden_in(one, **who) for one in (text, lines["place_text"], lines["about"]))
    more = {name: clean_line(value, field=say("field.more")) for name, value in new.more.items()}
    point = dict(zip(("longitude", "latitude"), _point_of(new), strict=True))
    return replace(new, text=text, photos=tuple(dict.fromkeys(new.photos)), more=more, **lines, **point)  # type: ignore[arg-type]  # two kinds of members


_LINES = {"place_text": 200, "event_kind": 60, "source_ref": 100, "place": 20, "about": 200, "name": 50, "phone": 30}


def _point_of(new: NewReport) -> tuple[Decimal | None, Decimal | None]:
    if new.longitude is None and new.latitude is None:
        return None, None
    if new.longitude is None or new.latitude is None or not (new.longitude.is_finite() and new.latitude.is_finite()):
        raise PointUnclear
    if max(abs(new.longitude), abs(new.latitude)) > 180 or min(abs(new.longitude), abs(new.latitude)) > 90:
        raise PointUnclear
    longitude, latitude = new.longitude.quantize(_DEGREE), new.latitude.quantize(_DEGREE)
    if abs(latitude) > 90:
        raise PointSwapped(longitude=str(longitude), latitude=str(latitude))
    return longitude, latitude


@cache
def _secret() -> str:
    return str(settings.PRIVATE_SECRET)


#: held, shared, by everybody who writes a report until it is committed. Nobody waits for another's commit, so a later number may be
#: seen before an earlier one; whoever goes by the order waits for those who write (``_await_writers``)
_WRITING = 0x7969_6661_0001
_INSERT = """
WITH known AS (SELECT id, number, print, received_at FROM intake_report
        WHERE id = %(id)s OR (source = %(source)s AND source_ref = %(source_ref)s AND source_ref <> '') LIMIT 1),
writing AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(%(writing)s)),
n AS (SELECT nextval('intake_report_order') AS seq FROM writing WHERE NOT EXISTS (SELECT 1 FROM known)),
new AS (INSERT INTO intake_report (id, seq, number, code_digest, print, received_at, source, source_ref, text, place_text, spot, words,
        longitude, latitude, event_kind, about_officers, about, body, place, grid, photos, contact, taken_by, joined, fault)
    SELECT %(id)s, n.seq, %(day)s || lpad(n.seq::text, greatest(6, length(n.seq::text)), '0'), %(code)s,
        %(print)s, %(now)s, %(source)s, %(source_ref)s, %(text)s, %(place_text)s, %(spot)s, %(words)s,
        %(longitude)s, %(latitude)s, %(event_kind)s,
        %(about_officers)s, %(about)s,
        %(body)s, %(place)s, %(grid)s, %(photos)s, %(contact)s, %(taken_by)s, false, ''
    FROM n RETURNING id, number, print, received_at)
SELECT id, number, print, received_at, true FROM known UNION ALL SELECT id, number, print, received_at, false FROM new"""


def receive(new: NewReport, *, now: datetime, taken_by: str = "") -> Receipt:
    """受理 — where it goes is found, the row is written with its number and code, and that is acknowledged. Idempotent by id and by
    source number. Refuses: OutsideCounty, NobodyTakesIn, RepeatDiffers, PhotoNotSent.
    """
    body, place, grid = route(new, on=legal_date(now))
    store = partial(_store, new, body=body, place=place, grid=grid, now=now, taken_by=taken_by)
    try:
        if not new.photos:
            return store()
        with transaction.atomic():
            receipt = store()
            if not receipt.repeated and (missing := claim(new.photos, body=body, place=place)):
                raise PhotoNotSent(digests=sorted(missing))
            return receipt
    except IntegrityError:
        # the same report came twice at this very moment, and the other one was written
        return store()


def take_down(*, actor: Actor, body: str, place: str, request: Request, now: datetime) -> tuple[Recorded, Receipt]:
    """登记 — what a person was told or found: the row with its number and code, and at once the docket, as that person's own act.

    Two clicks are one. Refuses as ``submit``, ``route`` of a point, and ``docket.open_docket``; then there is no row either.
    """
    form = read_form(RegisterLead, request.payload)
    assert isinstance(form, RegisterLead)
    new = cleaned(
        NewReport(
            id=_derived(request.id, 1),
            source=form.source,
            text=form.summary,
            place_text=form.place_text,
            longitude=Decimal(form.longitude) if form.longitude else None,
            latitude=Decimal(form.latitude) if form.latitude else None,
            event_kind=form.event_kind,
            place=place,
            name=form.reporter,
            phone=form.reporter_phone,
            photos=request.evidence,
        )
    )
    with transaction.atomic():
        grid = form.grid or _place_of(new, on=legal_date(now))[1]
        receipt = _store(new, body=body, place=place, grid=grid, now=now, taken_by=actor.user)
        row = Report.objects.get(id=receipt.report)
        payload = {**request.payload, "summary": row.text, "place_text": new.place_text or form.place_text}
        payload |= {"report": row.number, "grid": row.grid}
        recorded = open_docket(
            actor=actor, body=body, place=place, request=replace(request, payload=payload), now=now, docket=_derived(row.id, 2)
        )
        settle(row, recorded, now=now)
    return recorded, receipt


def code_for(docket: UUID) -> Receipt | None:
    """受理号与查询码 — of the report that opened that docket, to tell whoever gave it; None where it began without one."""
    row = Report.objects.filter(docket=docket, joined=False).order_by("seq").first()
    return Receipt(row.id, row.number, code_of(_secret(), row.id), row.received_at, repeated=True) if row else None


def _store(new: NewReport, *, body: str, place: str, grid: str, now: datetime, taken_by: str) -> Receipt:
    """The row, in one statement, and in autocommit one way to the database and back; or the one that is there already.

    Refuses: RepeatDiffers. Raises IntegrityError where another one writes it at this moment.
    """
    on = legal_date(now)
    contact = {"name": new.name, "phone": new.phone, **new.more}
    sealed = private.seal(json.dumps(contact, ensure_ascii=False), bound_to=str(new.id)) if any(contact.values()) else None
    code = code_of(_secret(), new.id)
    values: dict[str, Any] = {
        "writing": _WRITING,
        "day": f"{on:%Y%m%d}",
        "id": new.id,
        "code": digest_of(_secret(), code),
        "print": _print(new),
        "spot": squeezed(new.place_text)[:200],
        "words": sm3(copy_of(new.text).encode()),
        "now": now,
        "body": body,
        "place": place,
        "grid": grid,
        "photos": list(new.photos),
        "contact": sealed,
        "taken_by": taken_by,
    }
    same = ("source", "source_ref", "text", "place_text", "longitude", "latitude", "event_kind", "about_officers", "about")
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values | {name: getattr(new, name) for name in same})
        id_, number, print_, received_at, known = cursor.fetchone()
    if known and print_ != values["print"]:
        raise RepeatDiffers(number=number)
    return Receipt(id_, number, code_of(_secret(), id_) if known else code, received_at, repeated=known)


def _print(new: NewReport) -> str:
    """Of the content, name and number included, and therefore keyed: without the secret nobody finds a number by trying them all."""
    return digest_of(_secret(), new.print())


def route(new: NewReport, *, on: date) -> tuple[str, str, str]:
    """The body that takes it in, the place and the duty grid. A complaint about officers goes to who supervises.

    Where neither point nor place was given, whoever commands the widest place takes it in. Refuses as ``receive``.
    """
    place, grid = _place_of(new, on=on)
    if new.about_officers:
        return _supervisor(place, new.about, on=on), place, grid
    kind = event_kind(new.event_kind, on=on)
    if new.event_kind and kind is None:
        raise EventKindUnknown(code=new.event_kind)
    centre = centre_for(place=place, on=on, domain=kind.domain if kind else "")
    if centre is None:
        raise NobodyTakesIn(place=_place_name(place, on=on))
    return centre.body, place, grid


def _place_of(new: NewReport, *, on: date) -> tuple[str, str]:
    """The place and the duty grid of a report, by its point where it has one."""
    if new.longitude is not None and new.latitude is not None:
        found = locate(float(new.longitude), float(new.latitude), on=on)
        if found.outside:
            raise OutsideCounty(longitude=str(new.longitude), latitude=str(new.latitude))
        place = (found.duty.place if found.duty else "") or found.place or new.place
        return place or widest_place(on=on), found.duty.code if found.duty else ""
    if new.place and not any(one.code == new.place for one in joints.institution.places(under=new.place, on=on)):
        raise PlaceNotHere(place=new.place)
    return new.place or widest_place(on=on), ""


def _supervisor(place: str, about: str, *, on: date) -> str:
    """The body complaints go to: none of a unit that commands there, none that is named in the complaint. Refuses: NobodySupervises."""
    commanding = {centre.body for centre in centres_for(place=place, on=on)}
    for centre in centres_for(place=place, on=on, kind=SUPERVISES):
        if not any(_one_unit(centre.body, body, on=on) for body in commanding) and not _named(centre, about, on=on):
            return centre.body
    raise NobodySupervises(place=_place_name(place, on=on))


def _place_name(place: str, *, on: date) -> str:
    return next((one.name for one in joints.institution.places(under=place, on=on) if one.code == place), say("told.no_place"))


def _one_unit(supervising: str, commanding: str, *, on: date) -> bool:
    """Are they the same body, or one a part of the other? A government stands over its departments and is none of them."""
    if inside(supervising, commanding):
        return True
    return inside(commanding, supervising) and joints.institution.body(supervising, on=on).kind != GOVERNMENT


def _named(centre: Centre, about: str, *, on: date) -> bool:
    """Does the complaint name that centre, its body or one of its people?"""
    people = [officer.name for officer in joints.institution.officers(body=centre.body, on=on)]
    return any(name and name in about for name in (centre.name, joints.institution.body(centre.body, on=on).name, *people))


def machine(body: str, place: str, role: Role = Role.INTAKE) -> Actor:
    """自动受理 — the machine itself, where it opens a docket of a report nobody has taken down."""
    return Actor("", say("told.machine"), posts=(Post(role, body, place),))


def open_next(*, now: datetime, most: int = 50) -> int:
    """Make dockets of the reports that wait, in their order; how many. A report that is refused is marked and holds up no other."""
    opened = 0
    while opened < most:
        with connection.cursor() as cursor:
            cursor.execute(_FIRST)
            first = cursor.fetchone()
        # a number is missing before it: still being written, or never used; once they are done who write now it is known which
        if first is None or (not first[0] and not _await_writers()):
            return opened
        with transaction.atomic():
            report = Report.objects.select_for_update(skip_locked=True).filter(docket=None, fault="").order_by("seq").first()
            if report is None:
                return opened
            # taken in since the clock was read: no docket is older than its report
            now = max(now, report.received_at)
            try:
                with transaction.atomic():
                    joined = None if report.about_officers else _join(report, now=now)
                    role = Role.SUPERVISOR if report.about_officers else Role.INTAKE
                    recorded = joined or open_one(report, actor=machine(report.body, report.place, role), now=now)
                    settle(report, recorded, now=now, joined=joined is not None)
            except Refusal as refusal:
                Report.objects.filter(id=report.id).update(fault=refusal.sentence[:400])
        opened += 1
    return opened


_FIRST = """
SELECT EXISTS (SELECT 1 FROM intake_report WHERE seq = waiting.seq - 1) FROM
    (SELECT seq FROM intake_report WHERE docket IS NULL AND fault = '' ORDER BY seq LIMIT 1) waiting"""


def _await_writers() -> bool:
    """Wait until every report is committed, or given up, whose number was drawn before now; False where that takes long."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITING])
            return True
    except OperationalError:
        return False


def _join(report: Report, *, now: datetime) -> Recorded | None:
    """并入 — where an open docket tells of the very same event, this is one voice more of it; None where there is none, or it says no."""
    reporter = _reporter(report)
    found = same_event(report, phone=reporter["reporter_phone"])
    if found is None:
        return None
    docket, why = found
    payload = {
        "report": report.number,
        "source": report.source,
        "reported_at": stamp(report.received_at),
        "summary": report.text,
        "why": why,
        **reporter,
    }
    request = Request("join_report", payload, id=_derived(report.id, 1), place=report.place_text, evidence=tuple(report.photos))
    try:
        with transaction.atomic():
            return append(actor=machine(report.body, report.place), docket=docket, request=request, now=now)
    except Refusal:
        return None


def open_one(report: Report, *, actor: Actor, now: datetime) -> Recorded:
    """The docket of one report; its ids follow from the report's, so that it is opened once however often it is tried."""
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
        **_reporter(report),
    }
    kind = "register_lead"
    if report.about_officers:
        kind, payload["about"] = "register_complaint", report.about
    request = Request(kind, payload, id=_derived(report.id, 1), place=report.place_text, evidence=tuple(report.photos))
    return open_docket(actor=actor, body=report.body, place=report.place, request=request, now=now, docket=_derived(report.id, 2))


def _reporter(report: Report) -> dict[str, str]:
    contact = json.loads(private.unseal(bytes(report.contact), bound_to=str(report.id))) if report.contact else {}
    name, phone = contact.pop("name", ""), contact.pop("phone", "")
    return {"reporter": name, "reporter_phone": phone, "reporter_more": MORE.join(filter(None, contact.values()))[:200]}


def settle(report: Report, recorded: Recorded, *, now: datetime, joined: bool = False) -> None:
    """The report is a docket now, or a voice in one; what was sealed with the row is sealed with the docket, and gone from the row."""
    Report.objects.filter(id=report.id).update(docket=recorded.act.docket, opened_at=now, contact=None, joined=joined)


def _derived(report: UUID, which: int) -> UUID:
    """Another id that follows from a report's: of its docket, of its first act."""
    return UUID(int=report.int ^ which)
