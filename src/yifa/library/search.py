"""查找 — articles by their words, for any query in a bounded time.

The index answers which articles hold all tokens, in the order of the laws (法律 before 行政法规, the often named first). The first
hundreds of them are ranked: the words as asked before the words apart, the law they name, how often they stand there. More are not
looked at: a word that is everywhere needs no ranking over everything. Words of three signs and more are checked sign by sign, for the
index knows pairs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from yifa.kernel.text import search_tokens
from yifa.library.core.grammar import NUMBER, article_number
from yifa.library.core.texts import short_title
from yifa.library.core.words import Piece, asked, excerpt, marked, simplified
from yifa.library.models import Article, Law

_LONGEST = 100
#: up to so many matches are ranked by their words
_ENOUGH = 300
#: and so many more of laws whose name holds one of the words
_OF_NAMED = 60
_REFERENCE = re.compile(rf"《?(.{{2,60}}?)》?\s*(?:第\s*)?(?:({NUMBER})|(\d+(?:-\d+)?))\s*条?(?:之({NUMBER}))?$")


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found: its law, version, label and an excerpt with the words marked. ``near``: the words stand apart in it."""

    law: str
    title: str
    enacted_on: date | None
    number: str
    label: str
    article: int
    current: bool
    name: Sequence[Piece]
    pieces: Sequence[Piece]
    near: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """``more``: a further page. ``cut``: the words stand in more articles than were looked at. ``laws``: by name."""

    hits: Sequence[Hit]
    laws: Sequence[Law]
    more: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class _Version:
    id: int
    order: int
    law: str
    title: str
    enacted_on: date | None
    current: bool


def search(words: str, *, on: date, all_versions: bool = False, limit: int = 20, start: int = 0) -> Found:
    """Articles with all the words, best first; of the versions in force on ``on`` unless all are asked for."""
    wanted = asked(words[:_LONGEST])
    tokens = sorted(_needed(wanted))
    if not tokens:
        return Found((), (), False, False)
    known = _versions(on)
    shown = known if all_versions else {key: one for key, one in known.items() if one.current}
    exact = _referred(words, shown)
    named = [one.id for one in shown.values() if any(word in one.law for word in wanted)]
    ids, cut = _candidates(tokens, named, list(shown))
    rows = _ranked(ids, wanted, shown)
    pks = [pk for pk, _ in rows if pk != exact]
    near = dict(rows)
    pks = ([exact] if exact else []) + pks
    page = pks[start : start + limit]
    articles = {one.pk: one for one in Article.objects.filter(pk__in=page)}
    hits = [_hit(articles[pk], known[articles[pk].version_id], wanted, near=near.get(pk, False)) for pk in page if pk in articles]
    return Found(hits, _laws(wanted) if not start else (), len(pks) > start + limit, cut)


def _needed(wanted: Sequence[str]) -> set[str]:
    """The tokens that must be there: of a word with pairs the pairs, for they hold its single signs."""
    needed: set[str] = set()
    for word in wanted:
        tokens = search_tokens(word)
        pairs = {token for token in tokens if len(token) > 1 or token.isascii()}
        needed |= pairs | {sign for sign in tokens - pairs if not any(sign in pair for pair in pairs)}
    return needed


def _versions(on: date) -> dict[int, _Version]:
    """Every version in the order of importance, and whether it applies on that day."""
    statement = """
        SELECT version.id, law.name, law.title, version.enacted_on,
               (applies_from IS NULL OR applies_from <= %s) AND (applies_until IS NULL OR applies_until > %s)
        FROM library_version version JOIN library_law law ON law.id = version.law_id
        ORDER BY law.rank, law.mentioned DESC, law.name, version.applies_from DESC NULLS LAST, version.id
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [on, on])
        rows = cursor.fetchall()
    return {key: _Version(key, at, name, title, enacted, current) for at, (key, name, title, enacted, current) in enumerate(rows)}


def _candidates(tokens: Sequence[str], named: list[int], shown: list[int]) -> tuple[list[tuple[int, int]], bool]:
    """Article and version of what holds all tokens, of the ``named`` versions and then from the first laws on.

    True where there are more than were looked at. The index gives its matches in the order of the table, which ``actions`` keeps in the
    order of the laws: so it may stop early. A scan of the table itself could begin anywhere.
    """
    query = " & ".join(f"'{token}'" for token in tokens)
    statement = "SELECT article_id, version_id FROM library_entry WHERE tokens @@ %s::tsquery AND version_id = ANY(%s) LIMIT %s"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(statement, [query, named, _OF_NAMED])
        of_named = cursor.fetchall()
        cursor.execute(statement, [query, shown, _ENOUGH + 1])
        rows = cursor.fetchall()
    return list(dict.fromkeys([*of_named, *rows[:_ENOUGH]])), len(rows) > _ENOUGH


def _ranked(rows: Sequence[tuple[int, int]], wanted: Sequence[str], shown: dict[int, _Version]) -> list[tuple[int, bool]]:
    """Articles best first, and whether their words only stand apart: as asked before apart, then often, then the order of the laws.

    Where the words as asked are found at all, those that hold them only apart are left out.
    """
    texts = dict(Article.objects.filter(pk__in=[pk for pk, _ in rows]).values_list("pk", "text"))
    scored = []
    for pk, version in rows:
        text, name = simplified(texts[pk]), shown[version].law
        counts = [text.lower().count(word.lower()) for word in wanted]
        whole = all(count or word in name for count, word in zip(counts, wanted, strict=True))
        in_name = sum(word in name for word in wanted)
        density = sum(min(count, 3) for count in counts) / (200 + len(text))
        scored.append((not whole, -in_name, -round(density * 200, 1), shown[version].order, pk))
    scored.sort()
    best = [row for row in scored if not row[0]] or scored
    return [(row[-1], row[0]) for row in best]


def _referred(words: str, shown: dict[int, _Version]) -> int:
    """行政处罚法第四十四条, 行政处罚法 44 — the article itself; 0 where it is no reference or not held."""
    found = _REFERENCE.fullmatch(simplified(words).strip())
    if not found:
        return 0
    name, head, digits, tail = found.groups()
    number = digits or article_number(head, tail)
    law = short_title(name.strip())
    of_law = [one.id for one in shown.values() if one.law == law]
    return (
        Article.objects.filter(version__in=of_law, number=number).order_by("-version__applies_from").values_list("pk", flat=True).first()
        or 0
    )


def _laws(wanted: Sequence[str]) -> list[Law]:
    rows = Law.objects.all()
    for word in wanted:
        rows = rows.filter(title__contains=word)
    return list(rows.order_by("rank", "-mentioned", "name")[:6])


def _hit(article: Article, version: _Version, wanted: list[str], *, near: bool) -> Hit:
    shown = excerpt(article.text, wanted) if not near else excerpt(article.text, sorted(_needed(wanted), key=len, reverse=True))
    return Hit(
        law=version.law,
        title=version.title,
        enacted_on=version.enacted_on,
        number=article.number,
        label=article.label,
        article=article.pk,
        current=version.current,
        name=marked(version.law, wanted),
        pieces=shown,
        near=near,
    )
