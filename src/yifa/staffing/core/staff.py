"""The force as plain values with spans: officers with certificates, postings, absences, recusals, duties. Read by ``staffing.snapshot``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from yifa.docket.ports import OfficerFacts
from yifa.kernel.places import covers
from yifa.registry.core.powers import Powers, Span

#: duties that keep apart from handling (岗位分离): see the rules people.reviewer_apart, notice.hearing_chair, people.head_apart
REVIEWER: Final = "法制审核"
CHAIR: Final = "听证主持"
HEAD: Final = "负责人"
APART: Final = (REVIEWER, CHAIR, HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Span):
    number: str
    domains: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting(Span):
    body: str
    title: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """请假 — first and last day, both included."""

    first: date
    last: date
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    party: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Span):
    """岗位分离 — set aside for 法制审核, 听证主持 or 负责人 of ``body``."""

    duty: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRole(Span):
    """兼任 — whoever holds ``office`` in ``office_body`` has ``role`` in ``body``."""

    body: str
    role: str
    office_body: str
    office: str
    document: str = ""

    def follows(self, postings: Iterable[Posting]) -> bool:
        """Is one of these postings the office?"""
        return any(row.body == self.office_body and row.title == self.office for row in postings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer(Span):
    """人员 — with everything that bears on who may handle a case."""

    code: str
    name: str
    body: str
    legally_qualified: bool = False
    assistant: bool = False
    synthetic: bool = False
    insured_until: date | None = None
    certificates: tuple[Certificate, ...] = ()
    postings: tuple[Posting, ...] = ()
    absences: tuple[Absence, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    duties: tuple[Duty, ...] = ()

    def certificate(self, on: date) -> Certificate | None:
        """The one in force that day; where there is none the last one begun, so that it can be said when it ended."""
        key = lambda row: (row.covers(on), (row.since or date.min) <= on, row.since or date.min)  # noqa: E731  one line, used once
        return max(self.certificates, key=key, default=None)

    def posted_to(self, on: date) -> tuple[str, ...]:
        """派驻单位 — where he serves that day; none: at home."""
        return tuple(row.body for row in self.postings if row.covers(on))

    def absence(self, on: date) -> Absence | None:
        return next((row for row in self.absences if row.first <= on <= row.last), None)

    def facts(self, on: date) -> OfficerFacts:
        """The officer as the docket knows him on that day."""
        held = self.certificate(on)
        # at home before elsewhere; sorting is stable: of equally deep bodies the posting with the lower number
        posted = sorted((row for row in self.postings if row.covers(on)), key=lambda row: (not inside(row.body, self.body), -len(row.body)))
        elsewhere = bool(posted) and not inside(posted[0].body, self.body)
        return OfficerFacts(
            code=self.code,
            name=self.name,
            # who is posted outside his own body counts where he is posted
            body=posted[0].body if elsewhere else self.body,
            team=posted[0].body if posted else "",
            title=posted[0].title if posted else "",
            certificate=held.number if held else "",
            domains=held.domains if held else (),
            region=held.region if held else "",
            valid_from=held.since if held else None,
            valid_until=held.until if held else None,
            legally_qualified=self.legally_qualified,
            assistant=self.assistant,
            posted=elsewhere,
            insured_until=self.insured_until,
        )


@dataclass(frozen=True)
class Staff:
    """队伍 — everyone, with the places and bodies they are asked about. Build with ``Staff.of``."""

    powers: Powers
    officers: Mapping[str, Officer] = field(default_factory=dict)
    office_roles: Sequence[OfficeRole] = ()
    #: by code of a body: everyone who on some day counts there or in a body below it
    near: Mapping[str, Sequence[Officer]] = field(default_factory=dict, repr=False)
    #: answers given, by question
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, *, powers: Powers, officers: Iterable[Officer] = (), office_roles: Iterable[OfficeRole] = ()) -> Staff:
        roles = tuple(office_roles)
        everyone = sorted(officers, key=lambda officer: officer.code)
        near: dict[str, list[Officer]] = defaultdict(list)
        for officer in everyone:
            counts_in = [
                officer.body,
                *(row.body for row in officer.postings),
                *(role.body for role in roles if role.follows(officer.postings)),
            ]
            for code in dict.fromkeys(part for body in counts_in for part in upward(body)):
                near[code].append(officer)
        return cls(powers, {officer.code: officer for officer in everyone}, roles, dict(near))

    def members(self, body: str, *, on: date) -> Iterator[Officer]:
        """本单位及其下属单位的在职人员 — assistants too, by code; who is posted elsewhere counts there."""
        for officer in self.near.get(body, ()):
            if self.counts_in(officer, body, on=on):
                yield officer

    def counts_in(self, officer: Officer, body: str, *, on: date) -> bool:
        """Is this officer that day one of the body or of those below it?"""
        return officer.covers(on) and any(inside(code, body) for code in self.bodies_of(officer, on=on))

    def bodies_of(self, officer: Officer, *, on: date) -> tuple[str, ...]:
        """Where the officer counts that day: the bodies posted to, else the own body; and those where an office held brings a role."""
        return tuple(dict.fromkeys((*(officer.posted_to(on) or (officer.body,)), *(role.body for role in self.roles_of(officer, on=on)))))

    def roles_of(self, officer: Officer, *, on: date) -> Iterator[OfficeRole]:
        """兼任 — the roles that follow the offices this officer holds that day."""
        held = [row for row in officer.postings if row.covers(on)]
        return (role for role in self.office_roles if role.covers(on) and role.follows(held))

    def name_of(self, body: str, *, on: date) -> str:
        row = self.powers.body(body, on=on)
        return row.name if row else body

    def reaches(self, region: str, place: str, *, on: date) -> bool:
        """Does a certificate's region take in the place, by the codes or by the areas it lies in that day?"""
        return any(covers(region, code) for code in self.powers.lineage(place, on=on))


def upward(body: str) -> Iterator[str]:
    """The body and every body above it."""
    parts = body.split(".")
    return (".".join(parts[:length]) for length in range(len(parts), 0, -1))


def inside(code: str, body: str) -> bool:
    """Is ``code`` that body or below it?"""
    return code == body or code.startswith(f"{body}.")
