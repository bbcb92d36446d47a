"""Law texts as they are set on a page: chapters, articles with their paragraphs and items, the words of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from urllib.parse import quote, urlencode

from yifa.kernel.citation import Cite
from yifa.library.core.compare import Pair, Run
from yifa.library.core.structure import Paragraph, paragraphs
from yifa.library.models import Article, Version
from yifa.library.queries import Compared, Step
from yifa.web.desk.words import say


def law_address(name: str, *, version: date | None = None, article: str = "") -> str:
    """A law's page, at a version and an article where one is asked."""
    return f"/laws/text/{quote(name, safe='')}" + (f"?version={version}" if version else "") + (f"#a{article}" if article else "")


def article_address(name: str, number: str, *, version: date | None = None) -> str:
    return f"/laws/text/{quote(name, safe='')}/articles/{number}" + (f"?version={version}" if version else "")


def proposals_address(law: str, *, version: date | None = None, key: str = "", verb: str = "", **more: str) -> str:
    """The list of a law's proposals for items, one of them, or what is done with it."""
    path = "/".join(part for part in (f"/laws/text/{quote(law, safe='')}/proposals", key, verb) if part)
    query = ({"version": version.isoformat()} if version else {}) | {name: value for name, value in more.items() if value}
    return path + (f"?{urlencode(query)}" if query else "")


def cite_address(cite: Cite) -> str:
    """Where a citation leads; an article as it applies today."""
    return article_address(cite.law, cite.article) if cite.article else law_address(cite.law)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as listed: its day, its state in words and as a mark (now, past, future, repealed)."""

    enacted: date | None
    day: str
    in_force: str
    state: str
    words: str
    address: str
    compare: str
    here: bool


def version_lines(
    name: str, versions: Sequence[Version], *, here: Version, on: date, repealed_on: date | None, by: str
) -> list[VersionLine]:
    """Newest first; each with the comparison to the one before it."""
    lines = []
    for at, version in enumerate(versions):
        before = versions[at + 1] if at + 1 < len(versions) else None
        state, words = state_of(version, on=on, repealed_on=repealed_on, by=by)
        comparison = f"{law_address(name)}/compare?old={before.enacted_on}&new={version.enacted_on}" if before else ""
        lines.append(
            VersionLine(
                enacted=version.enacted_on,
                day=version_day(version),
                in_force=say("laws.in_force_from", day=version.in_force_on) if version.in_force_on else say("laws.in_force_unknown"),
                state=state,
                words=words,
                address=law_address(name, version=version.enacted_on),
                compare=comparison,
                here=version.pk == here.pk,
            )
        )
    return lines


def version_day(version: Version) -> str:
    return say("laws.enacted", day=version.enacted_on) if version.enacted_on else say("laws.undated")


def state_of(version: Version, *, on: date, repealed_on: date | None, by: str) -> tuple[str, str]:
    """现行, 尚未施行, 已失效 or 已废止, as a mark and in words."""
    if version.applies_from and version.applies_from > on:
        return "future", say("laws.future")
    if version.applies_until is None or version.applies_until > on:
        return "now", say("laws.now")
    if version.applies_until == repealed_on:
        return "repealed", say("laws.repealed_by", law=by, day=repealed_on) if by else say("laws.repealed", day=repealed_on)
    return "past", say("laws.past", day=version.applies_until)


@dataclass(frozen=True, slots=True)
class Set:
    """An article as it is set: the label runs into its first paragraph."""

    number: str
    label: str
    anchor: str
    address: str
    paragraphs: Sequence[Paragraph]
    recheck: bool = False
    #: a piece whose label is a title of its own (附件) or is not printed (全文)
    piece: bool = False


def set_article(article: Article, name: str, version: date | None, *, recheck: bool = False) -> Set:
    return Set(
        number=article.number,
        label=article.label,
        anchor=f"a{article.number}" if article.number else f"p{article.position}",
        address=article_address(name, article.number, version=version) if article.number else "",
        paragraphs=paragraphs(article.text),
        recheck=recheck,
        piece=not article.number,
    )


@dataclass(slots=True)
class Chapter:
    """Articles under the headings that begin with them; ``titles`` with their depth, from 1."""

    anchor: str
    titles: list[tuple[int, str]]
    articles: list[Set] = field(default_factory=list)


def chapters(articles: Sequence[Article], name: str, version: date | None, recheck: frozenset[str]) -> list[Chapter]:
    """The articles in their order, cut where the headings above them change."""
    found: list[Chapter] = []
    above: list[str] = []
    for article in articles:
        if not found or article.path != above:
            both = zip(above, article.path, strict=False)
            kept = next((at for at, (one, other) in enumerate(both) if one != other), min(len(above), len(article.path)))
            titles = [(depth, title) for depth, title in enumerate(article.path, 1) if depth > kept]
            found.append(Chapter(f"c{len(found)}", titles))
            above = list(article.path)
        found[-1].articles.append(set_article(article, name, version, recheck=article.number in recheck))
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison; ``change`` may also be a run of articles that stayed (``folded``)."""

    change: str
    words: str
    old_label: str = ""
    new_label: str = ""
    old: Sequence[Sequence[Run]] = ()
    new: Sequence[Sequence[Run]] = ()
    address: str = ""
    folded: Sequence[Row] = ()


def comparison_rows(compared: Compared, name: str) -> list[Row]:
    """Changed, added and deleted articles each in a row; those whose words stayed folded into one."""
    rows: list[Row] = []
    for stays, run in groupby(compared.pairs, key=lambda pair: pair.change in ("same", "moved")):
        made = [_row(pair, compared, name) for pair in run]
        if not stays:
            rows += made
            continue
        first, last = made[0].new_label, made[-1].new_label
        words = say("laws.same_run", first=first, last=last, count=len(made)) if len(made) > 1 else say("laws.same_one", first=first)
        renumbered = sum(row.change == "moved" for row in made)
        if renumbered:
            words += "，" + say("laws.renumbered", count=renumbered)
        rows.append(Row("folded", words, folded=made))
    return rows


def _row(pair: Pair, compared: Compared, name: str) -> Row:
    old = compared.old_articles[pair.old] if pair.old is not None else None
    new = compared.new_articles[pair.new] if pair.new is not None else None
    sides = {"added": "inserted", "deleted": "deleted"}
    kind = sides.get(pair.change, "same")
    before = pair.before or ((Run(kind, old.text),) if old else ())  # type: ignore[arg-type]  # one of Run's three words
    after = pair.after or ((Run(kind, new.text),) if new else ())  # type: ignore[arg-type]  # the same
    numbered = new if new and new.number else None
    return Row(
        change=pair.change,
        words=say(f"laws.{pair.change}"),
        old_label=old.label if old else "",
        new_label=new.label if new else "",
        old=tuple(by_paragraph(before)),
        new=tuple(by_paragraph(after)),
        address=article_address(name, numbered.number, version=compared.new.enacted_on) if numbered else "",
    )


def by_paragraph(runs: Sequence[Run]) -> Iterator[Sequence[Run]]:
    """The runs of each line of the text."""
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        if first:
            line.append(Run(run.kind, first))
        for piece in rest:
            yield tuple(line)
            line = [Run(run.kind, piece)] if piece else []
    if line:
        yield tuple(line)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One version of an article in its history."""

    day: str
    state: str
    words: str
    label: str
    change: str
    change_words: str
    lines: Sequence[Sequence[Run]]
    address: str


def step_lines(steps: Sequence[Step], name: str, *, on: date, repealed_on: date | None, by: str) -> list[StepLine]:
    """Newest first, each with what changed since the version before, deleted words kept in their place."""
    lines = []
    for at, step in enumerate(steps):
        state, words = state_of(step.version, on=on, repealed_on=repealed_on, by=by)
        before = steps[at + 1].article if at + 1 < len(steps) else None
        change = step.pair.change if step.pair else ""
        if step.article is None:
            change_words = say("laws.deleted") if change == "deleted" else say("laws.no_article")
        elif change in ("moved", "changed") and before is not None and before.label != step.article.label:
            change_words = say(f"laws.{'moved_from' if change == 'moved' else 'moved_and_changed'}", label=before.label)
        else:
            change_words = say(f"laws.{change}") if change else say("laws.first") if at + 1 == len(steps) else ""
        lines.append(
            StepLine(
                day=version_day(step.version),
                state=state,
                words=words,
                label=step.article.label if step.article else "",
                change=change,
                change_words=change_words,
                lines=tuple(by_paragraph(_merged(step))),
                address=law_address(name, version=step.version.enacted_on, article=step.article.number if step.article else ""),
            )
        )
    return lines


def _merged(step: Step) -> list[Run]:
    """One text with what was deleted and inserted, in the order of reading."""
    if step.article is None:
        return []
    if step.pair is None or step.pair.change != "changed":
        return [Run("same", step.article.text)]
    merged: list[Run] = []
    before = list(step.pair.before)
    for run in step.pair.after:
        while before and before[0].kind == "deleted":
            merged.append(before.pop(0))
        if run.kind == "same" and before:
            before.pop(0)
        merged.append(run)
    return merged + before
