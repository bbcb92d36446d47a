"""Reads of the library: laws, versions, articles and their history, comparison, and what rests on an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, F, Max, Q, QuerySet

import yifa.law  # noqa: F401  registers the rules
from yifa.kernel.refusal import Refusal
from yifa.law.rule import NATION, rule_versions
from yifa.library.core.compare import Pair, compare
from yifa.library.core.drift import Cited, Finding, HeldLaw, HeldVersion, judge
from yifa.library.core.texts import short_title
from yifa.library.core.words import asked
from yifa.library.joints import joints
from yifa.library.models import Article, Law, Reading, Version
from yifa.platform.wording import wording_of

say = wording_of(__file__)


class LawUnknown(Refusal):
    """法规库中没有 — no such law, version or article."""

    kind = "unknown"
    code = "library.law_unknown"


def _unknown() -> LawUnknown:
    return LawUnknown(say("refused.law_unknown"), remedy=say("refused.law_unknown_remedy"))


def in_force(on: date) -> Q:
    """Versions that apply on ``on``; a day that is not known is no bound."""
    return (Q(applies_from=None) | Q(applies_from__lte=on)) & (Q(applies_until=None) | Q(applies_until__gt=on))


def laws(*, kind: str = "", words: str = "", start: int = 0, limit: int = 50) -> list[Law]:
    """法规 — by kind and name, as many as ``limit`` and one more where the list goes on; with the number of versions."""
    rows: QuerySet[Law] = Law.objects.annotate(count=Count("versions"))
    if kind:
        rows = rows.filter(kind="" if kind == say("kind.other") else kind)
    for word in asked(words):
        rows = rows.filter(title__contains=word)
    return list(rows.order_by("rank", "-mentioned", "name")[start : start + limit + 1])


def kinds() -> list[tuple[str, int]]:
    """How many laws of each kind."""
    rows = Law.objects.values_list("kind").annotate(count=Count("id")).order_by("rank", "kind")
    counts: dict[str, int] = {}
    for kind, count in rows:
        counts[kind or say("kind.other")] = counts.get(kind or say("kind.other"), 0) + count
    return list(counts.items())


def law_named(name: str) -> Law:
    """By short or full title. Refuses: LawUnknown."""
    law = None if "\0" in name else Law.objects.filter(name=short_title(name)).first()
    if law is None:
        raise _unknown()
    return law


def versions(law: Law) -> list[Version]:
    """Newest first."""
    return list(law.versions.prefetch_related("files").order_by(F("applies_from").desc(nulls_last=True), "-id"))


def version_of(law: Law, *, on: date | None = None, enacted: date | None = None) -> Version:
    """The version enacted on a day; else the one that applies on ``on``, else the newest. Refuses: LawUnknown."""
    rows = law.versions.order_by(F("applies_from").asc(nulls_first=True), "id")
    if enacted is not None:
        found = rows.filter(enacted_on=enacted).first()
        if found is None:
            raise _unknown()
        return found
    found = (rows.filter(in_force(on)).last() if on else None) or rows.last()
    if found is None:
        raise _unknown()
    return found


def articles(version: Version) -> list[Article]:
    """The whole version, in its order; 序言 and 附件 among them."""
    return list(version.articles.order_by("position", "id"))


def article_of(law_name: str, number: str, *, on: date) -> Article | None:
    """One article as it applies on that day; None where that is not held."""
    rows = Article.objects.filter(version__law__name=short_title(law_name), number=number).select_related("version__law")
    return rows.filter(in_force_version(on)).order_by("-version__applies_from").first()


def holds_law(law_name: str) -> bool:
    return Law.objects.filter(name=short_title(law_name)).exists()


def holds_article(law_name: str, number: str) -> bool:
    """In any of its versions."""
    return Article.objects.filter(version__law__name=short_title(law_name), number=number).exists()


def in_force_version(on: date) -> Q:
    return (Q(version__applies_from=None) | Q(version__applies_from__lte=on)) & (
        Q(version__applies_until=None) | Q(version__applies_until__gt=on)
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of one law, with their articles and what became of each."""

    old: Version
    new: Version
    old_articles: Sequence[Article]
    new_articles: Sequence[Article]
    pairs: Sequence[Pair]

    def count(self, *changes: str) -> int:
        return sum(pair.change in changes for pair in self.pairs)


def compared(old: Version, new: Version) -> Compared:
    """对照 — the two versions article by article."""
    before, after = articles(old), articles(new)
    return Compared(old, new, before, after, compare(before, after))


@dataclass(frozen=True, slots=True)
class Step:
    """One version in the history of an article: its text then (None: it had none) and how it came from the version before."""

    version: Version
    article: Article | None
    pair: Pair | None


def history(law: Law, version: Version, number: str) -> list[Step]:
    """沿革 — the article of ``version`` followed through all versions of its law, newest first. Refuses: LawUnknown."""
    ordered = list(reversed(versions(law)))
    texts = {one.pk: articles(one) for one in ordered}
    at = next(place for place, one in enumerate(ordered) if one.pk == version.pk)
    here = next((place for place, one in enumerate(texts[version.pk]) if one.number == number), None)
    if here is None:
        raise _unknown()
    places: dict[int, int | None] = {at: here}
    pairs: dict[int, Pair | None] = {}
    for later in range(at, 0, -1):
        pair = _pair(texts[ordered[later - 1].pk], texts[ordered[later].pk], new=places[later])
        pairs[later], places[later - 1] = pair, pair.old if pair else None
    for later in range(at + 1, len(ordered)):
        pair = _pair(texts[ordered[later - 1].pk], texts[ordered[later].pk], old=places[later - 1])
        pairs[later], places[later] = pair, pair.new if pair else None
    steps = []
    for place, one in enumerate(ordered):
        found = places[place]
        steps.append(Step(one, None if found is None else texts[one.pk][found], pairs.get(place)))
    return list(reversed(steps))


def _pair(before: list[Article], after: list[Article], *, old: int | None = None, new: int | None = None) -> Pair | None:
    if old is None and new is None:
        return None
    return next(pair for pair in compare(before, after) if (pair.new == new if old is None else pair.old == old))


def cited_places(*, on: date | None = None) -> list[Cited]:
    """What every rule, and every setting of a layer, rests on; of those that hold on ``on`` where a day is given."""
    places = [Cited(rule.id, rule.title, NATION, cite) for rule in rule_versions() if on is None or rule.covers(on) for cite in rule.cites]
    titles = {rule.id: rule.title for rule in rule_versions()}
    for layer in joints.overlays:
        for setting in layer.settings:
            if on is None or setting.covers(on):
                places += [Cited(setting.rule, titles[setting.rule], layer.name, cite) for cite in setting.cites]
    return places


def rules_citing(law_name: str, number: str = "") -> list[Cited]:
    """规则 — those that rest on a law, or on one article of it."""
    return [cited for cited in cited_places() if cited.cite.law == short_title(law_name) and (not number or cited.cite.article == number)]


def drift(*, on: date) -> list[Finding]:
    """漂移 — every citation of the rules and settings in force that day that does not agree with the held text."""
    order = {"recheck": 0, "upcoming": 1, "unheld": 2}
    return sorted(judged(cited_places(on=on), on=on), key=lambda one: (order[one.state], one.cited.cite.law, one.cited.rule))


def judged(places: Sequence[Cited], *, on: date) -> list[Finding]:
    """What is to be said of these citations against the held text; one statement."""
    held = _held({cited.cite.law for cited in places}, {cited.cite.article for cited in places})
    return [found for cited in places if (found := judge(cited, held.get(cited.cite.law), on=on))]


def finding_words(finding: Finding) -> str:
    """Why, in one sentence."""
    by = say("drift.repealed_by", law=finding.by) if finding.by else ""
    return say(f"drift.{finding.why}", old=finding.old, new=finding.new, day=finding.new, by=by)


def state_words(finding: Finding) -> str:
    return say(f"state.{finding.state}")


def _held(names: set[str], numbers: set[str]) -> dict[str, HeldLaw]:
    """The versions of these laws with the fingerprints of these articles; one statement."""
    statement = """
        SELECT law.name, law.repealed_on, law.repealed_by, version.enacted_on, version.applies_from, version.applies_until,
               array_agg(article.number) FILTER (WHERE article.id IS NOT NULL),
               array_agg(article.print) FILTER (WHERE article.id IS NOT NULL)
        FROM library_law law JOIN library_version version ON version.law_id = law.id
        LEFT JOIN library_article article ON article.version_id = version.id AND article.number = ANY(%s) AND article.number <> ''
        WHERE law.name = ANY(%s)
        GROUP BY law.id, version.id ORDER BY version.applies_from NULLS FIRST, version.id
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [sorted(numbers), sorted(names)])
        rows = cursor.fetchall()
    found: dict[str, HeldLaw] = {}
    for name, repealed_on, repealed_by, enacted, since, until, articles, prints in rows:
        version = HeldVersion(enacted, since, until, dict(zip(articles or (), prints or (), strict=True)))
        before = found.get(name, HeldLaw())
        found[name] = HeldLaw((*before.versions, version), repealed_on, repealed_by)
    return found


def drifted(*, on: date) -> frozenset[tuple[str, str]]:
    """待复核的条文 — law and article of every rule that a person must check again; one statement unless something was read in since."""
    last = last_reading_id()
    kept = _drifted.get("kept")
    if kept is None or kept[0] != (last, on):
        laws_and_articles = {(one.cited.cite.law, one.cited.cite.article) for one in drift(on=on) if one.state == "recheck"}
        kept = _drifted["kept"] = ((last, on), frozenset(laws_and_articles))
    return kept[1]


#: the last answer of ``drifted``, per process
_drifted: dict[str, tuple[tuple[int, date], frozenset[tuple[str, str]]]] = {}


def last_reading_id() -> int:
    """0 before anything was read in."""
    return Reading.objects.aggregate(last=Max("id"))["last"] or 0


def last_reading() -> Reading | None:
    return Reading.objects.order_by("-id").first()


def repealed_laws() -> dict[str, date]:
    """已废止的法规 — short name and day of every law whose repeal the library knows."""
    return {name: day for name, day in Law.objects.values_list("name", "repealed_on") if day is not None}
