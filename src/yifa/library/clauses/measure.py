"""How right the reader is: its proposals against labels made by hand (form: ``tools/clause_sample.py``).

A sentence is right when the set of its ranges and its body are those of the label, or when neither has any. Ranges are compared as
numbers, a base by its core (其违法所得 and 违法所得 agree); a cap counts as a range of its own. Bodies are compared without 等, brackets
and by-words such as 依法.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yifa.library.clauses.article import ArticleText
from yifa.library.clauses.fine import Fine
from yifa.library.clauses.proposal import Proposal
from yifa.library.clauses.reader import propose
from yifa.library.clauses.sentences import sentences

#: kind, low, high, base, per
Key = tuple[str, Decimal | None, Decimal | None, str, str]


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence read otherwise than labelled: ``kind`` says how."""

    law: str
    article: str
    sentence: int
    kind: str
    wanted: tuple[str, ...]
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures over one label file. Precision and recall count ranges."""

    sentences: int
    right: int
    fines_right: int
    bodies_right: int
    bodies_asked: int
    ranges_read: int
    ranges_labelled: int
    ranges_agreed: int
    misses: tuple[Miss, ...]

    @property
    def share(self) -> float:
        """Of all sentences, those with ranges and body right."""
        return self.right / self.sentences

    @property
    def precision(self) -> float:
        """Of the ranges read, those labelled."""
        return self.ranges_agreed / self.ranges_read if self.ranges_read else 1.0

    @property
    def recall(self) -> float:
        """Of the ranges labelled, those read."""
        return self.ranges_agreed / self.ranges_labelled if self.ranges_labelled else 1.0

    @property
    def text(self) -> str:
        """The figures and the kinds of misses, line by line."""
        lines = [
            f"{self.sentences} sentences: {self.right} right ({self.share:.1%})",
            f"ranges right in {self.fines_right}, body right in {self.bodies_right} of {self.bodies_asked} that set a fine",
            f"ranges: precision {self.precision:.1%} ({self.ranges_agreed}/{self.ranges_read}), recall {self.recall:.1%}"
            f" ({self.ranges_agreed}/{self.ranges_labelled})",
        ]
        lines += [f"{count} x {kind}" for kind, count in Counter(miss.kind for miss in self.misses).most_common()]
        return "\n".join(lines)


def measure(labels: Iterable[Mapping[str, object]], article_of: Callable[[str, str, str], Iterable[ArticleText]]) -> Measured:
    """``labels`` are the ``sentence`` entries of a label file; ``article_of(law, version, article)`` gives the articles of that number.

    Raises KeyError where no sentence of the article has the label's print: the text is another than the one labelled.
    """
    totals = Counter[str]()
    misses: list[Miss] = []
    for label in labels:
        law, article, mark = str(label["law"]), str(label["article"]), str(label["print"])
        read = _read(article_of(law, str(label["version"]), article), mark)
        if read is None:
            raise KeyError(f"{law} {article}: {mark}")
        number, proposals = read
        wanted = _labelled(label["fine"])
        found = {key for proposal in proposals for fine in proposal.fines for key in keys(fine)}
        agreed = [key for key in wanted if any(_agree(key, other) for other in found)]
        is_fine = len(agreed) == len(wanted) and len(found) == len(wanted)
        named = next((proposal.body for proposal in proposals if proposal.fines), "")
        is_body = not wanted or _same_body(str(label["body"]), named)
        totals.update(
            sentences=1, right=is_fine and is_body, fines=is_fine, asked=bool(wanted), bodies=bool(wanted) and is_body, read=len(found),
            labelled=len(wanted), agreed=len(agreed),
        )  # fmt: skip
        if not (is_fine and is_body):
            kind = _kind(wanted, found, is_fine=is_fine, is_body=is_body, label=str(label["body"]), named=named)
            misses.append(Miss(law, article, number, kind, (*map(_shown, wanted), str(label["body"])), (*map(_shown, found), named)))
    return Measured(
        totals["sentences"], totals["right"], totals["fines"], totals["bodies"], totals["asked"], totals["read"], totals["labelled"],
        totals["agreed"], tuple(misses),
    )  # fmt: skip


def keys(fine: Fine) -> list[Key]:
    """A range as it is compared; its cap is one more."""
    if fine.is_open:
        return [("open", None, None, "", "")]
    cap: list[Key] = [("yuan", None, _decimal(fine.cap), "", "")] if fine.cap else []
    if fine.times_low is None and fine.times_high is None:
        return [("yuan", _decimal(fine.low), _decimal(fine.high), "", fine.per), *cap]
    return [("times", fine.times_low, fine.times_high, _core(fine.base), fine.per), *cap]


def _read(articles: Iterable[ArticleText], mark: str) -> tuple[int, list[Proposal]] | None:
    for article in articles:
        for sentence in sentences(article):
            if sentence.print == mark:
                return sentence.number, [one for one in propose(article) if one.sentence == sentence.number]
    return None


def _labelled(fine: object) -> set[Key]:
    found: set[Key] = set()
    assert isinstance(fine, list)
    for one in fine:
        if one.get("open"):
            found.add(("open", None, None, "", ""))
            continue
        low, high = (_end(one, side) for side in ("low", "high"))
        if any(name.startswith(("times", "percent")) for name in one):
            found.add(("times", low, high, _core(one.get("base", "")), one.get("per", "")))
        else:
            found.add(("yuan", low, high, "", one.get("per", "")))
        if one.get("cap"):
            found.add(("yuan", None, Decimal(one["cap"]), "", ""))
    return found


def _end(one: Mapping[str, str], side: str) -> Decimal | None:
    for name, scale in ((f"times_{side}", 1), (f"percent_{side}", 100), (side, 1)):
        if name in one:
            return Decimal(one[name]) / scale
    return None


def _agree(one: Key, other: Key) -> bool:
    return (
        one[:3] == other[:3]
        and _within(one[3], other[3])
        and (one[4] == other[4] or (bool(one[4] and other[4]) and _within(one[4], other[4])))
    )


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _core(base: str) -> str:
    return re.sub(r"[其该所的]|\s", "", base)


def _same_body(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(body: str) -> str:
    return re.sub(r"[（(][^）)]*[）)]|\s|^由|等$|(?:按照|依据|依照|根据).*$", "", body)


def _decimal(amount: object) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def _shown(key: Key) -> str:
    return " ".join(str(part) for part in key if part not in (None, ""))


def _kind(wanted: set[Key], found: set[Key], *, is_fine: bool, is_body: bool, label: str, named: str) -> str:
    if not is_fine:
        if not wanted:
            return "a fine read where none is set"
        if not found:
            return "no fine read"
        return "another range read" if len(wanted) == len(found) else "ranges missing" if len(found) < len(wanted) else "ranges too many"
    if not named:
        return "no body read"
    return "a body read where none is named" if not label else "another body read"
