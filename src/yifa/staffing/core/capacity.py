"""执法能力 — who may handle a matter today, and how many lawful pairs that makes. Pure.

certificates (in force, domain, region) × absence × recusal × separation of duties, on the officers where they are posted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yifa.docket.ports import Hindrances, OfficerFacts
from yifa.kernel.dates import chinese_date
from yifa.law.answer import Verdict
from yifa.law.people.officers import certificate_faults, two_officers
from yifa.staffing.core.staff import APART, Absence, Officer, OfficeRole, Staff, inside
from yifa.staffing.core.wording import say

#: so many answers are kept for one state of the institution
_KEEP_AT_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """两人一组 — who is able, and who is kept away by what; assistants are in neither."""

    able: tuple[OfficerFacts, ...]
    #: pairs that can work at the same time, nobody in two of them
    pairs: int
    #: name and reason in Chinese
    kept_away: tuple[tuple[str, str], ...]

    @property
    def possible(self) -> int:
        """How many different pairs could be named."""
        return len(self.able) * (len(self.able) - 1) // 2


@dataclass(frozen=True, slots=True)
class Muster:
    """点名 — every member of a body sorted by what keeps each from handling; an officer stands in the first that applies."""

    able: tuple[Officer, ...]
    #: certificate in force for domain and region: the able and those kept away by another reason
    certified: tuple[Officer, ...]
    absent: tuple[Officer, ...]
    recused: tuple[Officer, ...]
    set_aside: tuple[Officer, ...]
    #: no certificate for it, and nothing else in the way: what training could change
    uncertified: tuple[Officer, ...]
    assistants: tuple[Officer, ...]
    kept_away: tuple[tuple[str, str], ...]


def able_pairs(staff: Staff, *, body: str, domain: str, place: str, on: date, party: str = "") -> Pairs:
    """能办的人 — officers of the body and those below it who may handle a matter of that domain and party at that place on that day."""
    key = (body, domain, place, on, party)
    kept = staff.memo.get(key)
    if kept is None:
        found = muster(staff, body=body, domain=domain, place=place, on=on, party=party)
        able = tuple(officer.facts(on) for officer in found.able)
        kept = Pairs(able, at_once(len(able)), found.kept_away)
        if len(staff.memo) >= _KEEP_AT_MOST:
            staff.memo.clear()
        staff.memo[key] = kept
    assert isinstance(kept, Pairs)
    return kept


def muster(staff: Staff, *, body: str, domain: str, place: str, on: date, party: str = "") -> Muster:
    """点名 — see Muster. An empty ``domain`` asks for no domain, an empty ``party`` for no recusal."""
    sorted_: dict[str, list[Officer]] = {
        name: [] for name in ("able", "certified", "absent", "recused", "set_aside", "uncertified", "assistants")
    }
    kept_away: list[tuple[str, str]] = []
    for officer in staff.members(body, on=on):
        if officer.assistant:
            sorted_["assistants"].append(officer)
            continue
        found = hindrances(staff, officer, body=body, domain=domain, place=place, on=on, party=party)
        if not found.unqualified:
            sorted_["certified"].append(officer)
        where = "uncertified" if found.unqualified else "able"
        sorted_["set_aside" if found.set_aside else "absent" if found.absent else "recused" if found.recused else where].append(officer)
        if found.all:
            kept_away.append((officer.name, "；".join(found.all)))
    return Muster(**{name: tuple(found) for name, found in sorted_.items()}, kept_away=tuple(kept_away))


def hindrances(staff: Staff, officer: Officer, *, body: str, domain: str, place: str, on: date, party: str = "") -> Hindrances:
    """能否承办 — what keeps this officer from a matter of the body that day: the one decision behind gates, choices and pairs."""
    away = officer.absence(on)
    recused = next((row for row in officer.recusals if party and row.party == party), None)
    return Hindrances(
        foreign=() if staff.counts_in(officer, body, on=on) else (say("foreign", name=officer.name),),
        unqualified=faults(staff, officer, domain=domain, place=place, on=on),
        absent=(say("absent", name=officer.name, kind=away.kind, **_span(away)),) if away else (),
        recused=(say("recused", name=officer.name, party=party, reason=recused.reason),) if recused else (),
        set_aside=tuple(set_aside(staff, officer, body=body, on=on)),
    )


def faults(staff: Staff, officer: Officer, *, domain: str, place: str, on: date) -> tuple[str, ...]:
    """证件缺陷 — of the certificate that counts that day; its region is read by the places as they lie in one another that day."""
    held = officer.certificate(on)
    return certificate_faults(
        valid_from=held.since if held else None,
        valid_until=held.until if held else None,
        domains=held.domains if held else (),
        region=held.region if held else "",
        assistant=officer.assistant,
        name=officer.name,
        domain=domain,
        # the region itself stands for every place within it
        place=held.region if held and staff.reaches(held.region, place, on=on) else "",
        on=on,
    )


def set_aside(staff: Staff, officer: Officer, *, body: str, on: date) -> Iterator[str]:
    """岗位分离 — duties, own or by an office held, that keep the officer from handling matters of ``body``; one sentence each.

    A duty for a body counts for those below it; one for a body below it counts too, for whoever is asked about the whole.
    """
    for duty in officer.duties:
        if duty.covers(on) and duty.duty in APART and _one_line(duty.body, body):
            yield say("set_aside", name=officer.name, duty=duty.duty, body=staff.name_of(duty.body, on=on))
    for role in staff.roles_of(officer, on=on):
        if role.role in APART and _one_line(role.body, body):
            yield say("by_office", name=officer.name, duty=role.role, office=role.office, body=staff.name_of(role.body, on=on))


@dataclass(frozen=True, slots=True)
class HeldRole:
    """兼任 — a role and who has it that day; nobody where the office is vacant, several where the office has several holders."""

    role: OfficeRole
    officers: tuple[Officer, ...]


def roles_on(staff: Staff, *, body: str, on: date) -> tuple[HeldRole, ...]:
    """兼任一览 — the roles in ``body`` that follow an office, with whoever holds the office that day."""
    return tuple(
        HeldRole(
            role,
            tuple(
                officer for officer in staff.near.get(role.office_body, ()) if officer.covers(on) and role in staff.roles_of(officer, on=on)
            ),
        )
        for role in staff.office_roles
        if role.body == body and role.covers(on)
    )


def at_once(able: int) -> int:
    """Pairs that can work at the same time."""
    return able // 2


def lawful(able: int) -> bool:
    """能办 — do the able make the two officers the law asks for?"""
    return two_officers(named=able, able=able, faults=()).verdict is Verdict.LAWFUL


def _span(away: Absence) -> dict[str, str]:
    return {"first": chinese_date(away.first), "last": chinese_date(away.last)}


def _one_line(one: str, other: str) -> bool:
    return inside(one, other) or inside(other, one)
