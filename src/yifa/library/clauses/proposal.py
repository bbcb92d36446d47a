"""What the reader hands over: proposals for items of power, and notes where 罚款 is named but none is set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from yifa.kernel.citation import Cite
from yifa.law.penalties import Kind
from yifa.library.clauses.fine import Fine

#: Where the body was found: in the sentence, earlier in the article, told for the whole law, or nowhere.
BodyFrom = Literal["sentence", "article", "law", ""]


class Tier(StrEnum):
    """档次 — how grave the conduct must be for this sentence, by the words of the law."""

    BASE = "一般"
    LIGHT = "情节较轻"
    REFUSAL = "拒不改正"
    GRAVE = "情节严重"
    HARM = "造成后果"
    REPEAT = "再次违法"
    OTHER = "其他情形"


@dataclass(frozen=True, slots=True)
class Proposal:
    """处罚条款建议 — one clause that sets a penalty: one tier, one kind of party. A person confirms, corrects or rejects it.

    ``conduct`` is the deed in the words of the law; a tier (情节严重的) carries the conduct of the clause it belongs to, and ``when``
    its own condition. ``items`` are the items of the paragraph it is for, () where it is for all. ``paragraph`` and ``item`` count
    from 1, item 0 is the lead; ``sentence`` is the number within the article, ``print`` the sentence's fingerprint.
    """

    law: str
    article: str
    paragraph: int
    item: int
    sentence: int
    print: str
    conduct: str
    items: tuple[int, ...]
    violated: tuple[Cite, ...]
    body: str
    body_from: BodyFrom
    tier: Tier
    when: str
    party: str
    kinds: tuple[Kind, ...]
    fines: tuple[Fine, ...]
    confiscated: tuple[str, ...]
    orders: tuple[str, ...]
    coercion: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def penalty(self) -> Cite:
        """The place that sets the penalty."""
        return Cite(self.law, self.article, self.paragraph, self.item or None)


@dataclass(frozen=True, slots=True)
class Note:
    """说明 — a sentence that names 罚款 and sets none: ``refers`` where it sends to another clause (依照前款规定处罚)."""

    sentence: int
    print: str
    refers: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article gives."""

    proposals: tuple[Proposal, ...]
    notes: tuple[Note, ...]
