"""谁来管 — the resolver's answer as the institution stands, with the pairs of officers who are able that day, as plain JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from yifa.law.answer import Verdict
from yifa.law.rule import LawNotHeld, apply
from yifa.platform.wording import wording_of
from yifa.registry import snapshot
from yifa.registry.core.deciding import ENTRUSTMENT
from yifa.registry.core.powers import Body, Item, Place
from yifa.registry.core.who import Change, Who, parts_of, who
from yifa.registry.core.who_wording import title_words
from yifa.staffing.capacity import Pairs, able_pairs, officers_stated

say = wording_of(__file__)
#: so many places inside are named in a sentence
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``who`` is the resolver's answer; ``pairs`` are those of ``of``: the acting team, else the subject. None where nobody has power.

    ``stated``: officers of ``of`` are on record; where none is, how many are able is unknown, not 0.
    """

    who: Who
    item: str
    place: str
    party: str
    feature: str
    of: Body | None
    pairs: Pairs | None
    stated: bool
    #: the whole of the subject, where the team that acts has no pair: the subject may send others
    whole: Pairs | None
    #: places inside the one asked about where another body has power
    parts: Sequence[tuple[Place, Body]]
    findings: Sequence[str]

    @property
    def parts_says(self) -> str:
        """One sentence on the places inside where others have power, empty where there are none."""
        if not self.parts:
            return ""
        names = "、".join(place.name for place, _ in self.parts[:_SHOWN]) + (say("finding.and_more") if len(self.parts) > _SHOWN else "")
        return say("finding.parts", count=len(self.parts), names=names)

    def as_dict(self, *, public: bool) -> dict[str, object]:
        """The answer as JSON; ``public`` leaves out officers' names, rows, and what is to be mended inside."""
        found, contest = self.who, self.who.reconsideration
        item, place = found.item, found.place
        told: dict[str, object] = {
            "item": {"code": self.item, "name": item.name if item else "", "domain": item.domain if item else ""},
            "place": {"code": place.code if place else self.place, "asked": self.place, "name": place.name if place else ""},
            "on": found.on.isoformat(),
            "party": self.party,
            "feature": self.feature,
            "verdict": found.verdict.value,
            "sentence": found.sentence,
            "remedy": found.remedy,
            "subject": _body(found.subject),
            "in_name_of": found.in_name_of,
            "seal": found.seal,
            "title": found.title,
            "title_words": title_words(found.title),
            "document": found.document,
            "until": found.until.isoformat() if found.until else None,
            "team": _body(found.team),
            "guide": _body(found.guide),
            "level": found.level,
            "reconsideration": {"organ": contest.organ, "or_else": contest.or_else, "court": contest.court, "cites": list(contest.cites)}
            if contest
            else None,
            "pairs": self._pairs(public),
            "chain": [
                {"step": step.name, "says": step.says} | ({} if public else {"table": step.table, "row": step.row}) for step in found.chain
            ],
            "parts": {
                "says": self.parts_says,
                "places": [{"code": place.code, "name": place.name, "subject": _body(body)} for place, body in self.parts],
            }
            if self.parts
            else None,
            "before": _change(found.before),
            "after": _change(found.after),
        }
        return told if public else told | {"findings": list(self.findings)}

    def _pairs(self, public: bool) -> dict[str, object] | None:
        if self.pairs is None or self.of is None:
            return None
        able, at_once = (len(self.pairs.able), self.pairs.pairs) if self.stated else (None, None)
        told: dict[str, object] = {"of": _body(self.of), "able": able, "pairs": at_once}
        if self.whole is not None:
            told["whole"] = {"of": _body(self.who.subject), "able": len(self.whole.able), "pairs": self.whole.pairs}
        if public:
            return told
        away = [{"name": name, "why": why} for name, why in self.pairs.kept_away]
        return told | {"officers": [{"code": each.code, "name": each.name} for each in self.pairs.able], "kept_away": away}


def answer(*, item: str, place: str, on: date, party: str = "", feature: str = "", person: str = "") -> Answer:
    """谁来管 — who has power, in whose name, and which officers could act.

    ``party`` is person or organisation, ``person`` the name of the party, for officers who must stay away from it.
    """
    powers = snapshot.powers()
    found = who(powers, item=item, place=place, on=on, party=party, feature=feature)
    findings = list(found.findings)
    of = found.team or found.subject
    pairs, whole, stated = None, None, False
    parts: Sequence[tuple[Place, Body]] = ()
    if of and found.item and found.place:
        pairs = able_pairs(body=of.code, domain=found.item.domain, place=found.place.code, on=on, party=person)
        stated = officers_stated(body=of.code, on=on)
        entrusted = found.exercise is not None and found.exercise.kind == ENTRUSTMENT
        if not stated:
            findings.append(say("finding.no_officers", name=of.name))
        elif not pairs.pairs:
            findings.append(say("finding.no_pair", name=of.name, domain=found.item.domain, able=len(pairs.able)))
        if stated and entrusted and (why := _entrusted(pairs, on)):
            findings.append(say("finding.entrusted", name=of.name, why=why))
        if found.subject and found.team and not pairs.pairs and not entrusted:
            whole = able_pairs(body=found.subject.code, domain=found.item.domain, place=found.place.code, on=on, party=person)
            if whole.pairs:
                findings.append(say("finding.whole", name=found.subject.name, able=len(whole.able)))
    if found.subject and found.place:
        parts = parts_of(powers, item=item, place=found.place.code, on=on, subject=found.subject.code)
        members = powers.members(found.place.code, on=on)
        if members and members <= {part.code for part, _ in parts}:
            # every place of the area has a body of its own: the body around them serves nobody there, so the place must be named
            sentence, remedy = say("finding.all_parts", place=found.place.name), say("finding.name_part")
            found = replace(found, verdict=Verdict.FOR_PERSON, sentence=sentence, remedy=remedy)
    return Answer(
        who=found,
        item=item,
        place=place,
        party=party,
        feature=feature,
        of=of,
        pairs=pairs,
        stated=stated,
        whole=whole,
        parts=parts,
        findings=findings,
    )


def _entrusted(pairs: Pairs, on: date) -> str:
    """受委托组织的条件 — as far as rows tell: has it anybody qualified? Empty where nothing is missing or the law is not held."""
    try:
        ruling = apply("authority.entrusted_body", on=on, lawful_public_body=True, qualified_staff=bool(pairs.able), technical_means=None)
    except LawNotHeld:
        return ""
    return "" if ruling.verdict is Verdict.LAWFUL else ruling.sentence


def _body(body: Body | None) -> dict[str, str] | None:
    return {"code": body.code, "name": body.name, "kind": body.kind, "phone": body.phone} if body else None


def _change(change: Change | None) -> dict[str, object] | None:
    if change is None:
        return None
    return {
        "on": change.on.isoformat(),
        "subject": {"code": change.subject, "name": change.name} if change.subject else None,
        "title": change.title,
        "title_words": title_words(change.title),
        "says": change.says,
    }


def items_meant(words: str, *, on: date) -> list[Item]:
    """事项 — the one with that code or that very name, else every item of the day whose name has all the words."""
    powers = snapshot.powers()
    if words in powers.items:
        return [powers.item(words, on=on) or powers.items[words][-1]]
    known = [row for code in powers.items if (row := powers.item(code, on=on))]
    same = [row for row in known if row.name == words.strip()]
    return same or [row for row in known if words.split() and all(word in row.name for word in words.split())]
