"""事项建议 — what the reader of penalty clauses found in one article, put together as items of power: one conduct, all its clauses.

The clauses of one article that punish one conduct (the fine below a value, the fine above it, 情节严重的) are one proposal. Where a
clause punishes 下列行为之一, each item of that list is a conduct, so a proposal, of its own. A proposal is known by its ``key``, made of
the place and the words it was read from: where the words change, it is another one and open again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.citation import Cite, fingerprint
from yifa.law.penalties import Kind
from yifa.library.clauses import cites
from yifa.library.clauses.article import ArticleText, ParagraphText
from yifa.library.clauses.fine import Fine
from yifa.library.clauses.proposal import Proposal as Clause
from yifa.library.clauses.reader import law_body, propose
from yifa.library.clauses.sentences import cut, sentences
from yifa.library.core.grammar import ITEM
from yifa.library.core.structure import paragraphs
from yifa.library.core.words import Piece

_LISTED = re.compile(r"(?:具?有|属于|存在)?下列")
#: 违反本法第十条规定，或者有下列行为之一: the first of the two is a conduct too
_OR_LISTED = re.compile(r"^(?:或者|或|、)")
_ENDS = "。；;，, "


class Held(Protocol):
    """An article as it is held: its number and its text, a line for each paragraph and item."""

    @property
    def number(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ItemProposal:
    """事项建议 — ``version`` is the day the text was adopted; ``item`` the item of the list that names the conduct, 0 where none does.

    ``print`` is the fingerprint of the words of all its sentences, ``clauses`` what was read in them, in their order.
    """

    law: str
    version: date | None
    article: str
    paragraph: int
    item: int
    conduct: str
    violated: tuple[Cite, ...]
    #: the place that sets the penalty; no 款 where the article has only one
    penalty: Cite
    print: str
    clauses: tuple[Clause, ...]

    @property
    def key(self) -> str:
        """The same for the same words at the same place of the same version, whatever else is read in."""
        version = self.version and self.version.isoformat()
        return sm3(canonical([self.law, version, self.article, self.paragraph, self.item, self.print]).encode())[:32]

    @property
    def body(self) -> str:
        """Who imposes it: of the first clause that names somebody."""
        return next((clause.body for clause in self.clauses if clause.body), "")

    @property
    def own_clauses(self) -> tuple[Clause, ...]:
        """Those imposed by ``body``; what another body does (吊销, 拘留) is no power of this one."""
        return tuple(clause for clause in self.clauses if clause.body in ("", self.body))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        found = {kind for clause in self.own_clauses for kind in clause.kinds}
        return tuple(kind for kind in Kind if kind in found)

    @property
    def sentences(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(clause.sentence for clause in self.clauses))

    def as_json(self) -> dict[str, object]:
        """All that was read, as it is kept beside a decision."""
        return {
            "conduct": self.conduct,
            "violated": [cite.as_json() for cite in self.violated],
            "penalty": self.penalty.as_json(),
            "body": self.body,
            "clauses": [clause_json(clause, self.penalty) for clause in self.clauses],
        }


def article_text(law: str, article: Held) -> ArticleText:
    """A held article as the reader takes it; the points under an item are words of the item."""
    found = tuple(
        ParagraphText(one.text, tuple(item.label + item.text + "".join(item.points) for item in one.items))
        for one in paragraphs(article.text)
    )
    return ArticleText(law, article.number, found)


def proposals_in(law: str, version: date | None, articles: Iterable[Held]) -> tuple[ItemProposal, ...]:
    """Every item of power that the articles of one version set penalties for, in their order."""
    texts = [article_text(law, article) for article in articles if article.number]
    body = law_body(texts)
    return tuple(found for text in texts for found in _of_article(text, version, propose(text, law_body=body)))


def _of_article(article: ArticleText, version: date | None, clauses: Sequence[Clause]) -> list[ItemProposal]:
    grouped: dict[tuple[object, ...], list[Clause]] = {}
    for clause in clauses:
        grouped.setdefault((clause.paragraph, clause.item, clause.conduct, clause.items), []).append(clause)
    with_own = {clause.paragraph for clause in clauses if clause.item}
    found: list[ItemProposal] = []
    for together in grouped.values():
        first = together[0]
        whole = ItemProposal(
            law=first.law,
            version=version,
            article=first.article,
            paragraph=first.paragraph,
            item=first.item,
            conduct=first.conduct.strip(_ENDS),
            violated=first.violated,
            penalty=Cite(first.law, first.article, first.paragraph if len(article.paragraphs) > 1 else None, first.item or None),
            print=_print(together),
            clauses=tuple(together),
        )
        listed = _listed(article, whole) if not first.item and first.paragraph not in with_own else []
        found.extend(listed or [whole])
    return _told_apart(found)


def _told_apart(found: list[ItemProposal]) -> list[ItemProposal]:
    """Two conducts of one paragraph may be punished in the very same words; the second is then marked as second."""
    seen: Counter[str] = Counter()
    apart = []
    for one in found:
        seen[one.key] += 1
        apart.append(one if seen[one.key] == 1 else replace(one, print=sm3(f"{one.print} {seen[one.key]}".encode())))
    return apart


def _listed(article: ArticleText, whole: ItemProposal) -> list[ItemProposal]:
    """下列行为之一 — one proposal for each item of the list; none where no list is meant."""
    opening = _LISTED.search(whole.conduct)
    items = article.paragraphs[whole.paragraph - 1].items
    if opening is None or not items:
        return []
    found: list[ItemProposal] = []
    if _OR_LISTED.match(whole.conduct):
        subject = ""
        if whole.violated:
            found.append(replace(whole, conduct="违反" + "、".join(cite.text for cite in whole.violated) + "规定"))
    else:
        subject = whole.conduct[: opening.start()].rstrip(_ENDS)
    for number, text in enumerate(items, 1):
        words = ITEM.sub("", text, count=1).strip(_ENDS).removesuffix("的")
        found.append(
            replace(
                whole,
                item=number,
                conduct=subject + words,
                violated=cites.violated(words, whole.law) or (() if _OR_LISTED.match(whole.conduct) else whole.violated),
                penalty=replace(whole.penalty, item=number),
                print=_print(whole.clauses, text),
            )
        )
    return found


def _print(clauses: Sequence[Clause], *more: str) -> str:
    marks = [*dict.fromkeys(clause.print for clause in clauses), *(fingerprint(text) for text in more)]
    return marks[0] if len(marks) == 1 else sm3(canonical(marks).encode())


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One paragraph (``label`` empty) or item (``label`` as printed) of an article, its sentences cut apart."""

    label: str
    pieces: tuple[Piece, ...]


def marked_article(article: ArticleText, proposal: ItemProposal) -> list[MarkedLine]:
    """The article line by line, the sentences a proposal was read from marked, and the item of the list it is about."""
    numbers = iter(sentences(article))
    lines = []
    for at, paragraph in enumerate(article.paragraphs, 1):
        for item, text in enumerate((paragraph.text, *paragraph.items)):
            whole = bool(item) and (at, item) == (proposal.paragraph, proposal.item)
            pieces = [Piece(piece, next(numbers).number in proposal.sentences or whole) for piece in cut(text)]
            label = ITEM.match(text) if item else None
            if label:
                pieces[0] = Piece(pieces[0].text.removeprefix(label.group()), pieces[0].hit)
            if pieces:
                lines.append(MarkedLine(label.group() if label else "", tuple(pieces)))
    return lines


def clause_json(clause: Clause, penalty: Cite) -> dict[str, object]:
    """One clause as programs read it; ``penalty`` is where it stands."""
    return {
        "law": clause.law,
        "article": clause.article,
        "paragraph": clause.paragraph,
        "item": clause.item,
        "sentence": clause.sentence,
        "print": clause.print,
        "conduct": clause.conduct,
        "items": list(clause.items),
        "violated": [cite.as_json() for cite in clause.violated],
        "penalty": penalty.as_json(),
        "body": clause.body,
        "body_from": clause.body_from,
        "tier": clause.tier.value,
        "when": clause.when,
        "party": clause.party,
        "kinds": [kind.value for kind in clause.kinds],
        "fine": [fine_json(fine) for fine in clause.fines],
        "confiscation": list(clause.confiscated),
        "measures": list(clause.coercion),
        "correction": list(clause.orders),
        "other": list(clause.rest),
    }


def fine_json(fine: Fine) -> dict[str, object]:
    """A range as the labels write it: yuan, times or percent as text, an open end left out; ``open`` where no range is set."""
    found: dict[str, object] = {}
    if fine.is_open:
        found["open"] = True
    elif fine.times_low is None and fine.times_high is None:
        found |= {name: _number(end.fen, 100) for name, end in (("low", fine.low), ("high", fine.high)) if end is not None}
    else:
        ends = [end for end in (fine.times_low, fine.times_high) if end is not None]
        name, scale = ("percent", 100) if min(ends) < 1 else ("times", 1)
        for side, end in (("low", fine.times_low), ("high", fine.times_high)):
            if end is not None:
                found[f"{name}_{side}"] = f"{(end * scale).normalize():f}"
        found["base"] = fine.base
    found |= {name: value for name, value in (("per", fine.per), ("when", fine.when), ("party", fine.party)) if value}
    if fine.cap is not None:
        found["cap"] = _number(fine.cap.fen, 100)
    if fine.may:
        found["may"] = True
    return found


def _number(whole: int, parts: int) -> str:
    """50000 and 0.5: no zeros behind, for labels compare numbers."""
    yuan, fen = divmod(whole, parts)
    return f"{yuan}.{fen:02d}".rstrip("0") if fen else str(yuan)
