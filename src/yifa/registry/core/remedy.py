"""复议机关 — where a decision of a body is contested: the organ by the rule, named where the institution knows it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from yifa.kernel.places import stem
from yifa.law.remedies.course import Issuer, Organ
from yifa.law.rule import LawNotHeld, apply, rule_versions
from yifa.registry.core.powers import Body, Powers, days_of
from yifa.registry.core.step import Step
from yifa.registry.core.who_wording import cites_words, say

_RULE = "remedies.organ"
#: levels of government from below; a state 州 stands where a city does
_TIERS = {"town": 0, "county": 1, "city": 2, "state": 2, "province": 3}
_BY_LENGTH = {12: 0, 9: 0, 6: 1, 4: 2, 2: 3}
_GENERIC = ("乡镇人民政府", "县级人民政府", "市级人民政府", "省级人民政府")
#: set up by a government and no government themselves: their own level has none, so the one above is asked
_ORGANS_OF_A_GOVERNMENT = ("行委", "管委会", "产业功能区")
_OF_A_DEPARTMENT = ("派驻组", "片区队")
_AUTHORISED = (*_ORGANS_OF_A_GOVERNMENT, "事业单位")
_KEEP_AT_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Remedy:
    """救济 — ``organ`` is a name where the institution has the government, else the word of the law; empty where nobody can tell."""

    organ: str
    or_else: str
    court: str
    cites: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    findings: tuple[str, ...] = ()


def remedy(powers: Powers, subject: Body, *, place: str, on: date) -> Remedy:
    """救济途径 — of a decision in the name of ``subject``; ``place`` is asked about where the body has no place of its own."""
    place = subject.place or place
    days = powers.kept.get("remedy_days")
    if days is None:
        days = powers.kept["remedy_days"] = _days(powers)
    kept = powers.kept.setdefault("remedies", {})
    key = (subject.code, place, bisect_right(days, on))
    found: Remedy | None = kept.get(key)
    if found is None:
        if len(kept) >= _KEEP_AT_MOST:
            kept.clear()
        found = kept[key] = _remedy(powers, subject, place, on)
    return found


def issuer_of(subject: Body) -> Issuer:
    """Which of the rule's issuers a body is, by its kind and level."""
    tier = tier_of(subject)
    street = "街道" in subject.name
    if subject.vertical:
        return "垂直领导部门"
    if subject.kind in _OF_A_DEPARTMENT:
        return "派出机构"
    if subject.kind in _AUTHORISED:
        return "授权组织"
    if tier == 0:
        return "街道办事处" if street else "乡镇人民政府"
    if subject.kind == "政府":
        return "省级人民政府" if tier == 3 else "县级以上人民政府"
    return "司法行政部门" if subject.name.endswith(("司法局", "司法厅")) else "工作部门"


def tier_of(body: Body) -> int:
    """0 town, 1 county, 2 city or state, 3 province; by the place where the row states no level."""
    return _TIERS.get(body.level, _BY_LENGTH.get(len(stem(body.place)), 1))


def _remedy(powers: Powers, subject: Body, place: str, on: date) -> Remedy:
    court = subject.court or _court(powers, subject, place, on)
    tier = tier_of(subject)
    parent = powers.body(subject.code.rpartition(".")[0], on=on)
    large = parent is not None and tier_of(parent) >= 2 and tier <= 1
    try:
        answer = apply(_RULE, on=on, issuer=issuer_of(subject), large_city=large)
    except LawNotHeld:
        steps = (Step("remedy", say("remedy.law_not_held"), "registry_body", subject.row),)
        return Remedy(subject.reconsideration, "", court, (), steps)
    assert isinstance(answer.value, Organ)
    cites = tuple(cite.text for ground in answer.grounds for cite in ground.cites)
    organ, known = _named(powers, answer.value.organ, subject, parent, place, on)
    or_else = _named(powers, answer.value.or_else, subject, parent, place, on)[0] if answer.value.or_else else ""
    findings: tuple[str, ...] = ()
    if stated := subject.reconsideration:
        if stated in (organ, or_else):
            pass
        elif not known and stated.endswith("人民政府") == organ.endswith("人民政府"):
            organ = stated
        else:
            findings = (say("remedy.contradicts", name=subject.name, stated=stated, cites=cites_words(cites), organ=organ),)
    other = say("remedy.or_else", or_else=or_else) if or_else else ""
    says = say("remedy", name=subject.name, organ=organ, or_else=other, cites=cites_words(cites))
    return Remedy(organ, or_else, court, cites, (Step("remedy", says, "registry_body", subject.row),), findings)


def _named(powers: Powers, word: str, subject: Body, parent: Body | None, place: str, on: date) -> tuple[str, bool]:
    """The government the word of the rule means here, and whether the institution knows it by name."""
    tier = tier_of(subject)
    match word:
        case "本机关":
            return subject.name, True
        case "县级人民政府" | "设立该街道办事处的人民政府" | "派出机构所在地的人民政府":
            return _government(powers, 1, place, on)
        case "上一级人民政府":
            return _government(powers, min(tier + 1, 3), place, on)
        case "本级人民政府":
            return _government(powers, max(tier, 1), place, on)
        case "设立该机构的部门的本级人民政府":
            return _government(powers, max(tier_of(parent), 1) if parent else 1, place, on)
        case _:
            return word, False


def _government(powers: Powers, tier: int, place: str, on: date) -> tuple[str, bool]:
    """The government of that level around the place; a level above where an organ of that one stands in its stead."""
    if row := _of(powers, ("政府",), tier, place, on):
        return row.name, True
    if tier < 3 and _of(powers, _ORGANS_OF_A_GOVERNMENT, tier, place, on):
        return _government(powers, tier + 1, place, on)
    return _GENERIC[tier], False


def _court(powers: Powers, subject: Body, place: str, on: date) -> str:
    """The basic court of the place; suits against a government of a county and above go to a higher one, which no row tells."""
    if subject.kind == "政府" and tier_of(subject) >= 1:
        return ""
    row = _of(powers, ("法院",), 1, place, on)
    return row.name if row else ""


def _of(powers: Powers, kinds: tuple[str, ...], tier: int, place: str, on: date) -> Body | None:
    """The body of one of these kinds and of that level whose place is this one or lies around it, the innermost first."""
    seats: dict[str, list[Body]] | None = powers.kept.get("seats")
    if seats is None:
        seats = powers.kept["seats"] = {}
        for row in chain.from_iterable(powers.bodies.values()):
            if row.kind in ("政府", "法院", *_ORGANS_OF_A_GOVERNMENT):
                seats.setdefault(row.place, []).append(row)
    for code in powers.lineage(place, on=on):
        for row in seats.get(code, ()):
            if row.kind in kinds and row.covers(on) and tier_of(row) == tier:
                return row
    return None


def _days(powers: Powers) -> tuple[date, ...]:
    rows: Iterable[Body] = chain.from_iterable(powers.bodies.values())
    rules = [day for rule in rule_versions(_RULE) for day in (rule.since, rule.until) if day]
    return tuple(sorted({*days_of(rows), *powers.place_days(), *rules}))
