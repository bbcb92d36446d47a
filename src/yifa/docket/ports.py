"""What the docket asks of the rooms above it, as protocols; ``server.wiring`` joins them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from yifa.kernel.actor import Actor
from yifa.kernel.citation import Cite
from yifa.kernel.refusal import Refusal
from yifa.law.layers import Layer


class UnknownToInstitution(Refusal):
    """名录中没有 — no such body, item, place or officer on that day."""

    kind = "unknown"
    code = "docket.unknown_to_institution"


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """机关 — what papers and rules need of a body on one day. Texts the sources do not give are empty."""

    code: str
    name: str
    mark: str = ""
    seal: str = ""
    kind: str = ""
    level: str = ""
    place: str = ""
    address: str = ""
    phone: str = ""
    reconsideration: str = ""
    court: str = ""
    bank: str = ""
    account_name: str = ""
    account_no: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class FineRange:
    """罚款幅度 — for a ``person`` or an ``organisation``, both ends included, in fen; None where the article sets no end."""

    party: str
    low_fen: int | None
    high_fen: int | None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """事项 — one power with its articles, on one day."""

    code: str
    name: str
    domain: str
    layers: tuple[str, ...]
    violated: Cite
    penalty: Cite
    kinds: tuple[str, ...] = ()
    fines: tuple[FineRange, ...] = ()
    hearing_threshold_fen: Mapping[str, int] = field(default_factory=dict)
    correction_order: bool = True
    department: str = ""
    synthetic: bool = False

    def fine_range(self, party: str) -> FineRange | None:
        """The range for that kind of party, None where the item sets none."""
        return next((fine for fine in self.fines if fine.party == party), None)


@dataclass(frozen=True, slots=True)
class OfficerFacts:
    """执法人员 — a person with certificate and post on one day."""

    code: str
    name: str
    body: str
    team: str = ""
    title: str = ""
    certificate: str = ""
    domains: tuple[str, ...] = ()
    region: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    legally_qualified: bool = False
    assistant: bool = False
    #: posted to a body outside his own
    posted: bool = False
    #: insured against accidents until that day, exclusive; None where the register does not say
    insured_until: date | None = None


@dataclass(frozen=True, slots=True)
class EventClass:
    """立案结案标准小类 — one class of the catalogue on one day; ``item`` is the power it stands for, ``owner`` who answers for it."""

    code: str
    name: str
    kind: str
    limit: int
    unit: str
    item: str = ""
    domain: str = ""
    owner: str = ""
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """装备 — one thing and whose it is."""

    code: str
    kind: str
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Hindrances:
    """能否承办 — what keeps an officer from handling a matter of a body on one day, in Chinese; nothing at all: able."""

    foreign: tuple[str, ...] = ()
    unqualified: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.foreign, *self.unqualified, *self.set_aside, *self.absent, *self.recused)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """地方 — code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Subject:
    """执法主体 — who holds the item at the place that day, by what title and document.

    ``list_state`` is not empty where the list the power came by is not authorised: then the body may not decide on it.
    """

    body: str
    title: str
    document: str = ""
    until: date | None = None
    list_state: str = ""
    #: code of the body that acts on the ground in the holder's name, empty where the holder acts itself
    team: str = ""


class Institution(Protocol):
    """The institution with its history; every question names the day."""

    #: the number of its newest state, as a column of any SQL statement: what reads or writes a docket asks for it and tells ``seen``
    newest: str

    def seen(self, newest: int | None) -> None:
        """Told the number of the newest state: what is kept in memory of an older one is forgotten."""
        ...

    def body(self, code: str, *, on: date) -> BodyFacts: ...

    def item(self, code: str, *, on: date) -> ItemFacts: ...

    def subject(self, *, item: str, place: str, on: date) -> Subject | None: ...

    def layers(self, *, item: str, place: str, body: str, on: date) -> Sequence[Layer]:
        """The overlays that hold for an item at a place, acted on by a body; most special first. An empty item has no department."""
        ...

    def officer(self, code: str, *, on: date) -> OfficerFacts: ...

    def officers(self, *, body: str, on: date) -> Sequence[OfficerFacts]: ...

    def hindrances(self, code: str, *, body: str, domain: str, place: str, party: str, on: date) -> Hindrances:
        """Why this officer may not handle a matter of the body; empty ``domain`` or ``party``: that is not asked."""
        ...

    def items(self, *, body: str, on: date, words: str = "", limit: int = 50) -> Sequence[ItemFacts]: ...

    def places(self, *, under: str, on: date) -> Sequence[PlaceFacts]: ...

    def event_class(self, code: str, *, on: date) -> EventClass | None:
        """The class of the catalogue, None where there is none that day."""
        ...

    def equipment(self, codes: Sequence[str], *, on: date) -> Sequence[Thing]:
        """Those of the things with these codes that are on record."""
        ...

    def grid_holds(self, code: str, *, point: tuple[float, float] | None, on: date) -> bool | None:
        """Does the grid hold the point (longitude, latitude)? None: there is no such grid that day.

        A grid that is not drawn holds every point, and any grid one that is not known.
        """
        ...

    def liaison(self, *, body: str, place: str, on: date) -> str:
        """Code of the officer by whom the body answers the whistle of that place, the innermost place first; empty where none is named."""
        ...


class EvidenceShelf(Protocol):
    """The store of evidence files."""

    def has(self, digests: Iterable[str], *, body: str) -> set[str]:
        """Which of these digests are on the shelf for that body?"""
        ...


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """监控记录 — what one file from a device answers to the rules on devices and on their records, as of the day it was filmed."""

    digest: str
    device: str
    #: the facts of ``evidence.camera_device``
    device_facts: Mapping[str, bool]
    #: the facts of ``evidence.camera_record``
    record_facts: Mapping[str, bool]


class DeviceRecords(Protocol):
    """The register of devices."""

    def __call__(self, digests: Iterable[str]) -> Mapping[str, DeviceRecord]:
        """Which of these digests were recorded by a device?"""
        ...


class Waited(Protocol):
    """Who waits elsewhere for what comes of a docket."""

    def __call__(self, number: str) -> bool:
        """Does somebody wait for an answer who told of something that was merged into the docket of that number?

        Until the transaction ends nothing more is merged into any docket.
        """
        ...


class OffDuty(Protocol):
    """Who is not on duty."""

    def __call__(self, officers: Iterable[str], at: datetime) -> Collection[str]:
        """Which of these officers a roster has, but not on duty at that moment; who stands in none is not told."""
        ...


class Errands(Protocol):
    """Who is out on what."""

    def __call__(self, officers: Iterable[str], *, besides: UUID, actor: Actor | None) -> Mapping[str, str]:
        """Which of these officers are out on another docket than ``besides``, with its number; empty where ``actor`` may not read it.

        Held until the transaction ends: of two who ask for the same officer at once the later one is told what the earlier wrote.
        """
        ...
