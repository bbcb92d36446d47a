"""清单变化的影响 — what a difference of two lists means for open cases, papers made and certificates held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from yifa.docket.by_item import ItemDocket, ItemPaper, open_dockets, papers
from yifa.docket.core.procedure import PROCEDURES
from yifa.kernel.actor import Actor
from yifa.kernel.citation import Cite
from yifa.kernel.dates import chinese_date
from yifa.law.answer import Verdict
from yifa.law.sources import APL
from yifa.reform.impact_wording import say
from yifa.registry import snapshot as institution
from yifa.registry.core.lists import Difference, ListVersion
from yifa.registry.core.who import who
from yifa.staffing import snapshot
from yifa.staffing.core.capacity import at_once, lawful, muster
from yifa.staffing.core.staff import Staff

_COMPETENCE = (APL("17"), APL("22"), APL("38", 1))
_NEWER_LAW = (APL("37"),)
_TWO_OFFICERS = (APL("42", 1),)
#: papers that carry a penalty decided
_DECISIONS = ("penalty_decision", "spot_decision")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseImpact:
    """在办案件 — an open docket of an item that is not as it was: what is to become of it."""

    docket: UUID
    number: str
    item: str
    item_name: str
    procedure: str
    stage: str
    body: str
    place: str
    #: withdrawn, moved, changed
    how: tuple[str, ...]
    #: the penalty is decided, and the paper of it made
    decided: bool
    verdict: Verdict
    sentence: str
    remedy: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateImpact:
    """证件 — a body got a domain (``new``) or has no item of it any more (``gone``); ``officers`` hold it."""

    how: str
    body: str
    domain: str
    place: str
    officers: tuple[str, ...]
    able: int
    at_once: int
    sentence: str
    remedy: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """影响 — ``papers`` are all those of the items touched; of closed cases they stand as they are."""

    cases: tuple[CaseImpact, ...]
    papers: tuple[ItemPaper, ...]
    certificates: tuple[CertificateImpact, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "cases": [
                {**asdict(case), "docket": str(case.docket), "how": list(case.how), "cites": [cite.as_json() for cite in case.cites]}
                for case in self.cases
            ],
            "papers": {
                "count": len(self.papers),
                "of_open_cases": sum(paper.open for paper in self.papers),
                "rows": [{**asdict(paper), "docket": str(paper.docket)} for paper in self.papers],
            },
            "certificates": [
                {**asdict(one), "officers": list(one.officers), "cites": [cite.as_json() for cite in one.cites]}
                for one in self.certificates
            ],
        }


def impact(difference: Difference, *, actor: Actor | None) -> Impact:
    """影响 — of going from the first version to the second, asked on the day of the second.

    Cases are those opened before the later of the two days. Cases and papers are those ``actor`` may see; None is whoever runs the machine.
    """
    touched = difference.touched()
    made = papers(touched, actor=actor)
    decided = {paper.docket for paper in made if paper.kind in _DECISIONS}
    late = max(difference.before.on, difference.after.on)
    cases = [docket for docket in open_dockets(touched, actor=actor) if docket.opened_on < late]
    return Impact(
        cases=tuple(_case(difference, docket, touched[docket.item], decided=docket.id in decided) for docket in cases),
        papers=tuple(made),
        certificates=tuple(_certificates(snapshot.staff(), difference)),
    )


def _case(difference: Difference, docket: ItemDocket, how: tuple[str, ...], *, decided: bool) -> CaseImpact:
    powers = institution.powers()
    on = difference.after.on
    answer = who(powers, item=docket.item, place=docket.place, on=on)
    own = powers.body(docket.body, on=on) or powers.body(docket.body, on=difference.before.on)
    facts = {"body": own.name if own else docket.body, "on": chinese_date(on)}
    verdict = Verdict.FOR_PERSON
    cites: tuple[Cite, ...] = _COMPETENCE
    if answer.subject is None:
        key = "unsettled" if answer.verdict is Verdict.FOR_PERSON else "nobody"
    elif answer.subject.code != docket.body:
        key, facts["new"] = "goes_decided" if decided else "goes", answer.subject.name
    elif decided:
        key, verdict = "stays_decided", Verdict.LAWFUL
    elif "changed" in how:
        key, cites = "stays_changed", _NEWER_LAW
        facts["turns"] = "、".join(turn.name for pair in difference.changed if pair.code == docket.item for turn in pair.turns)
    else:
        key, verdict = "stays", Verdict.LAWFUL
    return CaseImpact(
        docket=docket.id,
        number=docket.number,
        item=docket.item,
        item_name=difference.before.entries[docket.item].name,
        procedure=PROCEDURES[docket.procedure].title,
        stage=docket.stage,
        body=docket.body,
        place=docket.place,
        how=how,
        decided=decided,
        verdict=verdict,
        sentence=say(key, **facts),
        remedy="" if verdict is Verdict.LAWFUL else say(f"{key}_remedy", **facts),
        cites=cites,
    )


def _certificates(staff: Staff, difference: Difference) -> Iterator[CertificateImpact]:
    """Bodies that got a domain or lost one, at each place: who holds the certificate for it on the day of the second version."""
    before, after = _domains(difference.before), _domains(difference.after)
    on = difference.after.on
    for how, rows in (("new", sorted(after - before)), ("gone", sorted(before - after))):
        for body, place, domain in rows:
            found = muster(staff, body=body, domain=domain, place=place, on=on)
            able = len(found.able)
            facts = {"body": staff.name_of(body, on=on), "place": _place(staff, place, on), "domain": domain}
            if how == "gone":
                if not found.certified:
                    continue
                key, remedy = "domain_gone", say("domain_gone_remedy")
            elif not any(True for _ in staff.members(body, on=on)):
                key, remedy = "domain_new_unknown", say("domain_new_remedy")
            else:
                key, remedy = ("domain_new", "") if lawful(able) else ("domain_new_short", say("domain_new_remedy"))
            yield CertificateImpact(
                how=how,
                body=body,
                domain=domain,
                place=place,
                officers=tuple(officer.code for officer in found.certified),
                able=able,
                at_once=at_once(able),
                sentence=say(key, able=able, at_once=at_once(able), count=len(found.certified), **facts),
                remedy=remedy,
                cites=_TWO_OFFICERS if how == "new" else (),
            )


def _domains(version: ListVersion) -> set[tuple[str, str, str]]:
    """Body, place and domain of everything that is held."""
    return {(row.body, row.place, entry.domain) for entry in version.entries.values() for row in entry.held}


def _place(staff: Staff, code: str, on: date) -> str:
    row = staff.powers.place(code, on=on)
    return row.name if row else code
