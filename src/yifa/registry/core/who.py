"""谁来管 — which one body has power over an item at a place on a day, by what title, in whose name, and who exercises it. Pure.

The order of the question: the holdings of the item at the place and everything it lies in; of those in force the latest grant, and of
equally late ones the innermost place; a transition hands it to the former body until it ends; then who exercises it for the holder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yifa.law.answer import Verdict
from yifa.registry.core.powers import Body, Exercise, Holding, Item, Place, Powers
from yifa.registry.core.who_wording import say


@dataclass(frozen=True, slots=True)
class Step:
    """一步 — one step of the chain: its name, what it says in Chinese, and the row it rests on (table, number)."""

    name: str
    says: str
    table: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """变更 — the nearest day before or after on which the answer is another: who it is then, by what title."""

    on: date
    subject: str
    name: str
    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """谁来管的答案 — ``subject`` None where nobody has power; then ``sentence`` and ``remedy`` say why and what to do.

    ``in_name_of`` and ``seal`` are what a decision carries; ``team`` acts on the ground; ``guide`` supervises the trade.
    """

    item: Item | None
    place: Place | None
    on: date
    verdict: Verdict
    sentence: str
    remedy: str = ""
    subject: Body | None = None
    title: str = ""
    document: str = ""
    until: date | None = None
    holding: Holding | None = None
    in_name_of: str = ""
    seal: str = ""
    team: Body | None = None
    exercise: Exercise | None = None
    guide: Body | None = None
    level: str = ""
    chain: Sequence[Step] = ()
    before: Change | None = None
    after: Change | None = None


def candidates(powers: Powers, *, item: str, place: str, on: date) -> list[Holding]:
    """Every holding of the item that reaches the place that day, best first; exceptions last."""
    lineage = powers.lineage(place, on=on)
    depth = {code: number for number, code in enumerate(lineage)}
    reaching = [row for row in powers.holdings.get(item, ()) if row.place in depth and row.covers(on) and powers.body(row.body, on=on)]
    return sorted(reaching, key=lambda row: (row.exception, -(row.since or date.min).toordinal(), depth[row.place], row.row))


def who(powers: Powers, *, item: str, place: str, on: date, party: str = "", feature: str = "") -> Who:
    """谁来管 — see Who. ``party`` is person or organisation; ``feature`` 重大, 跨区域, 疑难 or empty routes between levels."""
    known, where = powers.item(item, on=on), powers.place(place, on=on)
    found = candidates(powers, item=item, place=place, on=on)
    if known is None or not found:
        return Who(item=known, place=where, on=on, verdict=Verdict.REFUSED, sentence=say("nobody"), remedy=say("nobody_remedy"))
    holding = found[0]
    subject = powers.body(holding.body, on=on)
    assert subject is not None  # candidates leaves out bodies that have ended
    return Who(
        item=known,
        place=where,
        on=on,
        verdict=Verdict.LAWFUL,
        sentence=say("subject", name=subject.name),
        subject=subject,
        title=holding.title,
        document=holding.document,
        until=holding.until,
        holding=holding,
        in_name_of=subject.name,
        seal=subject.seal,
        level=subject.level,
    )
