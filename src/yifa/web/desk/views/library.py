"""法规 — the law library to read in: laws, articles, their history, two versions side by side, and where rules and texts part."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.docket.queries import open_of_items
from yifa.kernel.dates import legal_date
from yifa.library import queries
from yifa.library.core.drift import Finding
from yifa.library.search import search
from yifa.platform import clock
from yifa.registry.queries import items_citing
from yifa.web.desk.frame import show
from yifa.web.desk.lawtext import (
    chapters,
    cite_address,
    comparison_rows,
    law_address,
    proposals_address,
    set_article,
    step_lines,
    version_day,
    version_lines,
)
from yifa.web.desk.views.work import line_of
from yifa.web.desk.words import say
from yifa.web.doors import SIGNED_IN, door, signed_in

_HITS = 20
_LAWS = 50
_CASES = 20
_LONGEST = 100


def _words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:_LONGEST]


def _start(request: HttpRequest) -> int:
    text = request.GET.get("from", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _day(request: HttpRequest, name: str) -> date | None:
    """A day in the address; what is none is as if it were absent."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


@door(audience=SIGNED_IN)
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """法规库 — laws by kind; with words, the articles that hold them, best first."""
    on = legal_date(clock.now())
    words, start, kind = _words(request), _start(request), request.GET.get("kind", "").replace("\x00", "")[:20]
    everything = request.GET.get("all") == "1"
    here = {"q": words, "kind": kind} | ({"all": "1"} if everything else {})
    piece = request.headers.get("HX-Request") == "true" and start > 0
    if words:
        found = search(words, on=on, all_versions=everything, limit=_HITS, start=start)
        hits = [(hit, law_address(hit.law, version=hit.enacted_on, article=hit.number)) for hit in found.hits]
        more = f"/laws?{urlencode(here | {'from': start + _HITS})}" if found.more else ""
        named = [(one.title, law_address(one.name)) for one in found.laws]
        template = "desk/library/hits_rows.html" if piece else "desk/library/hits.html"
        return show(
            request,
            template,
            here="laws",
            words=words,
            everything=everything,
            hits=hits,
            laws=named,
            more=more,
            step=_HITS,
            cut=found.cut and not more,
        )
    rows = queries.laws(kind=kind, start=start, limit=_LAWS)
    laws = [
        (one, law_address(one.name), one.repealed_on is not None and one.repealed_on <= on, getattr(one, "count", 0))
        for one in rows[:_LAWS]
    ]
    return show(
        request,
        "desk/library/laws_rows.html" if piece else "desk/library/laws.html",
        here="laws",
        words="",
        kind=kind,
        kinds=queries.kinds(),
        laws=laws,
        more=f"/laws?{urlencode({'kind': kind, 'from': start + _LAWS})}" if len(rows) > _LAWS else "",
        step=_LAWS,
    )


@door(audience=SIGNED_IN)
@require_safe
def law(request: HttpRequest, name: str) -> HttpResponse:
    """One law: its versions, its contents, its articles in serif."""
    on = legal_date(clock.now())
    held = queries.law_named(name)
    version = queries.version_of(held, on=on, enacted=_day(request, "version"))
    recheck = frozenset(article for law_name, article in queries.drifted(on=on) if law_name == held.name)
    lines = version_lines(held.name, queries.versions(held), here=version, on=on, repealed_on=held.repealed_on, by=held.repealed_by)
    files = list(version.files.order_by("id"))
    return show(
        request,
        "desk/library/law.html",
        here="laws",
        law=held,
        version=next(line for line in lines if line.here),
        versions=lines,
        chapters=chapters(queries.articles(version), held.name, version.enacted_on, recheck),
        events=list({(event["on"] or "", event["text"]): None for file in files for event in file.events}),
        source=files[0] if files else None,
        rules=len(queries.rules_citing(held.name)),
        proposals=proposals_address(held.name, version=version.enacted_on),
    )


@door(audience=SIGNED_IN)
@require_safe
def article(request: HttpRequest, name: str, number: str) -> HttpResponse:
    """One article: its words, how it came to be, and what rests on it."""
    actor = signed_in(request)
    on = legal_date(clock.now())
    held = queries.law_named(name)
    version = queries.version_of(held, on=on, enacted=_day(request, "version"))
    steps = queries.history(held, version, number)
    text = next(step.article for step in steps if step.version.pk == version.pk)
    assert text is not None  # history refuses an article the version does not have
    items = items_citing(law=held.name, article=number, on=on)
    cases = open_of_items(actor=actor, items=[item.item.code for item in items], limit=_CASES)
    return show(
        request,
        "desk/library/article.html",
        here="laws",
        law=held,
        back=law_address(held.name, version=version.enacted_on, article=number),
        article=set_article(text, held.name, version.enacted_on, recheck=(held.name, number) in queries.drifted(on=on)),
        print=text.print,
        day=version_day(version),
        steps=step_lines(steps, held.name, on=on, repealed_on=held.repealed_on, by=held.repealed_by),
        rules=queries.rules_citing(held.name, number),
        items=items,
        cases=[line_of(row, today=on) for row in cases.rows],
    )


@door(audience=SIGNED_IN)
@require_safe
def comparison(request: HttpRequest, name: str) -> HttpResponse:
    """对照 — two versions article by article: two columns on a desk, one above the other on a phone."""
    held = queries.law_named(name)
    old = queries.version_of(held, enacted=_day(request, "old") or date.min)
    new = queries.version_of(held, enacted=_day(request, "new") or date.min)
    found = queries.compared(old, new)
    return show(
        request,
        "desk/library/comparison.html",
        here="laws",
        law=held,
        back=law_address(held.name, version=new.enacted_on),
        old=old.enacted_on,
        new=new.enacted_on,
        rows=comparison_rows(found, held.name),
        tally=say("laws.tally", **{change: found.count(change) for change in ("changed", "added", "deleted", "moved", "same")}),
    )


@door(audience=SIGNED_IN)
@require_safe
def drifting(request: HttpRequest) -> HttpResponse:
    """漂移 — rules whose article reads differently now, will read differently, or is not held."""
    found = queries.drift(on=legal_date(clock.now()))
    groups = [(state, say(f"drift.{state}"), [_drift_line(one) for one in found if one.state == state]) for state in _SHOWN_ONE_BY_ONE]
    unheld: dict[tuple[str, str], dict[str, None]] = {}
    for one in found:
        if one.state == "unheld":
            unheld.setdefault((one.cited.cite.law, queries.finding_words(one)), {})[one.cited.title] = None
    return show(
        request,
        "desk/library/drift.html",
        here="laws",
        groups=groups,
        unheld=[(name, why, list(titles)) for (name, why), titles in unheld.items()],
        unheld_count=sum(one.state == "unheld" for one in found),
    )


_SHOWN_ONE_BY_ONE = ("recheck", "upcoming")


def _drift_line(finding: Finding) -> dict[str, str]:
    cited = finding.cited
    held = finding.why not in ("not_read", "no_article", "gone", "repealed", "not_held_then")
    return {
        "title": cited.title,
        "layer": say("laws.nation") if cited.layer == "nation" else cited.layer,
        "cite": cited.cite.text,
        "address": cite_address(cited.cite) if held else "",
        "why": queries.finding_words(finding),
    }
