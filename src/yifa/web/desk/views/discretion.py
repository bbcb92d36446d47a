"""裁量计算 — how much, by a table of discretion: each circumstance's part, the tier, the amount. Reads addresses only, writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.casework import facts
from yifa.casework.forms.fields import LENIENT, plain_number
from yifa.docket import queries
from yifa.docket.core.act import View
from yifa.docket.core.procedure import item_code
from yifa.docket.joints import joints
from yifa.docket.ports import ItemFacts, UnknownToInstitution
from yifa.kernel.actor import Actor
from yifa.kernel.citation import Cite
from yifa.kernel.dates import legal_date
from yifa.kernel.money import NotAnAmount, Yuan
from yifa.law.answer import Answer, Verdict
from yifa.law.discretion.applying import Approval
from yifa.law.discretion.benchmark import Benchmark, Factor, percent
from yifa.law.discretion.bounds import Bounds
from yifa.law.discretion.calculation import Calculation, line
from yifa.law.layers import Layer
from yifa.law.penalties import Span
from yifa.law.rule import apply
from yifa.law.substance.newer_law import Applicable
from yifa.platform import clock
from yifa.web.desk.frame import show
from yifa.web.desk.lawtext import cite_address
from yifa.web.desk.reckoning import bar_of, plain, ranges_line, rows_of, signed_share, span_words, tier_lines
from yifa.web.desk.views.institution import bodies_of
from yifa.web.desk.words import day_words, say
from yifa.web.doors import DOCKET, door, signed_in

_LONGEST = 200
_ALL = 5_000
_PARTIES = ("person", "organisation")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says, read; ``faults`` are sentences by the name of the field."""

    table: str
    party: str
    chosen: tuple[str, ...]
    base: Fraction | None
    lenient: str
    act_on: date | None
    fine: Yuan | None
    typed: dict[str, str]
    faults: dict[str, str]


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table as listed."""

    address: str
    name: str
    code: str
    penalty: str
    ranges: str
    maker: str
    since: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule answers, as it stands on the page."""

    sentence: str
    remedy: str
    cites: tuple[tuple[str, str], ...]
    layer: str = ""
    refused: bool = False


@door(audience=DOCKET)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """裁量计算 — the tables to choose from; with ``table`` its factors and the result. ``docket`` fills in what is known there."""
    actor = signed_in(request)
    on = legal_date(clock.now())
    view = _docket(request, actor)
    item = _item(view, on) if view else None
    code = request.GET.get("table", "").replace("\x00", "")
    table = _named(code, on)
    if table is None:
        return _list(request, actor, on=on, view=view, item=item, unknown=code[:_LONGEST])
    asked = _asked(request, table, view)
    return show(
        request, "desk/discretion.html", here="powers", on=on, view=view, **_context(actor, table, asked, on=on, view=view, item=item)
    )


def _docket(request: HttpRequest, actor: Actor) -> View | None:
    """The docket named in the address, if this person may see it. Refuses: DocketUnknown."""
    text = request.GET.get("docket", "")
    if not text:
        return None
    try:
        return queries.view_for(actor=actor, docket=UUID(text))
    except ValueError:
        return None


def _item(view: View, on: date) -> ItemFacts | None:
    code = item_code(view)
    try:
        return joints.institution.item(code, on=on) if code else None
    except UnknownToInstitution:
        return None


def _named(code: str, on: date) -> Benchmark | None:
    """The table in force, or the last version of one that no longer is: an older act may fall under it."""
    found = [table for table in joints.benchmarks if table.code == code]
    return joints.benchmarks.named(code, on=on) or (found[-1] if found else None)


def _list(request: HttpRequest, actor: Actor, *, on: date, view: View | None, item: ItemFacts | None, unknown: str) -> HttpResponse:
    """Every table in force by domain, found by words; those of the docket's item first."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    tables = [table for table in joints.benchmarks if table.covers(on) and _has(table, words) and _is_near(table, actor)]
    mine: Sequence[Benchmark] = ()
    if view is not None and item is not None:
        mine = joints.benchmarks.of_item(item=item.code, violated=item.violated, penalty=item.penalty, place=view.place, on=on)
    domains: dict[str, list[TableLine]] = {}
    for table in tables:
        domains.setdefault(table.domain, []).append(_table_line(table, view))
    return show(
        request,
        "desk/discretion_list.html",
        here="powers",
        status=404 if unknown else 200,
        unknown=unknown,
        view=view,
        item=item,
        mine=[_table_line(table, view) for table in mine],
        groups=list(domains.items()),
        tally=len(tables),
        q=words,
        on=day_words(on),
    )


def _has(table: Benchmark, words: str) -> bool:
    text = f"{table.name}{table.code}{table.domain}{table.violated.text}{table.penalty.text}{table.maker}"
    return all(word in text for word in words.split())


def _is_near(table: Benchmark, actor: Actor) -> bool:
    return not table.place or any(post.place.startswith(table.place) or table.place.startswith(post.place) for post in actor.posts)


def _table_line(table: Benchmark, view: View | None) -> TableLine:
    query = {"table": table.code} | ({"docket": str(view.id)} if view else {})
    return TableLine(
        address=f"/discretion?{urlencode(query)}",
        name=table.name,
        code=table.code,
        penalty=table.penalty.text,
        ranges=ranges_line(table),
        maker=table.maker,
        since=table.since.isoformat(),
        synthetic=table.synthetic,
    )


def _asked(request: HttpRequest, table: Benchmark, view: View | None) -> Asked:
    typed = {name: text.replace("\x00", "").strip()[:_LONGEST] for name, text in request.GET.items() if isinstance(text, str)}
    faults: dict[str, str] = {}
    party = typed.get("party") or (facts.party(view).get("type", "") if view else "")
    act_on = facts.act_ended_on(view) if view and "act_on" not in typed else None
    if typed.get("act_on"):
        try:
            act_on = date.fromisoformat(typed["act_on"])
        except ValueError:
            faults["act_on"] = say("discretion.bad_day")
    return Asked(
        table=table.code,
        party=party if party in _PARTIES else _PARTIES[0],
        chosen=tuple(line(factor.name, option) for name, factor in _names(table) if (option := typed.get(name))),
        base=_base(typed.get("base", ""), faults),
        lenient=typed["lenient"] if typed.get("lenient") in LENIENT else next(iter(LENIENT)),
        act_on=act_on,
        fine=_money(typed.get("fine", ""), faults),
        typed=typed,
        faults=faults,
    )


def _names(table: Benchmark) -> list[tuple[str, Factor]]:
    """The field of each factor."""
    return [(f"f{number}", factor) for number, factor in enumerate(table.factors)]


def _base(text: str, faults: dict[str, str]) -> Fraction | None:
    try:
        return Fraction(plain_number(text)) if text else None
    except ValueError as error:
        faults["base"] = str(error)
        return None


def _money(text: str, faults: dict[str, str]) -> Yuan | None:
    try:
        return Yuan(text) if text else None
    except NotAnAmount as error:
        faults["fine"] = error.sentence
        return None


def _context(actor: Actor, table: Benchmark, asked: Asked, *, on: date, view: View | None, item: ItemFacts | None) -> dict[str, Any]:
    layers = _layers(actor, table, on=on, view=view, item=item)
    day = on if table.covers(on) else table.since
    answer = _calculate(table, asked, day=day, on=on, layers=layers)
    result = answer.value if isinstance(answer.value, Calculation) else None
    fits = None if view is None or item is None else _fits(table, item, place=view.place)
    needed = {factor.name for factor in table.factors if not factor.adjusts}
    untouched = not asked.chosen or len(needed & {text.partition("：")[0] for text in asked.chosen}) < len(needed)
    return {
        "table": table,
        "asked": asked,
        "in_force": table.covers(on),
        "of_another": fits is False,
        "ranges": ranges_line(table),
        "factors": [_factor(name, factor, asked) for name, factor in _names(table)],
        "parties": [(party, say(f"party.{party}").rstrip("：:"), party == asked.party) for party in _PARTIES],
        "by_party": any(range_.party != "any" for range_ in table.ranges),
        "base_label": _base_label(table),
        "first_violation": say("discretion.semicolon").join(table.first_violation),
        "no_penalty": say("discretion.semicolon").join(table.no_penalty),
        "lenients": [(word, word == asked.lenient) for word in LENIENT],
        "act_on": asked.act_on.isoformat() if asked.act_on else asked.typed.get("act_on", ""),
        "result": result,
        "waiting": result is None and untouched,
        "refusal": _said(answer) if result is None else None,
        "rows": rows_of(table, result) if result else [],
        "tiers": tier_lines(table, result.span if result else None, result.tier if result else None),
        "bar": bar_of(table, result, asked.fine) if result else None,
        "amount": plain(result.amount) if result else "",
        "tier_span": span_words(result.tier_span) if result else "",
        "departure": _departure(table, asked, result, on=on, layers=layers),
        "considered": plain(asked.fine) if asked.fine else "",
        "bounds": _bounds(table, result, on=on, layers=layers),
        "versions": _versions(table, asked, on=on),
        "grounds": [(say(f"powers.{name}"), cite.text, cite_address(cite)) for name, cite in _articles(table)],
        "lines": "\n".join(asked.chosen),
        "back": _back(table, asked, result, view) if fits else "",
        "step": plain(table.rounding),
    }


def _fits(table: Benchmark, item: ItemFacts, *, place: str) -> bool:
    return table.fits(item=item.code, violated=item.violated, penalty=item.penalty, place=place)


def _articles(table: Benchmark) -> tuple[tuple[str, Cite], ...]:
    return ("violated", table.violated), ("penalty", table.penalty)


def _base_label(table: Benchmark) -> str:
    """What the range is a multiple of, with its unit; empty where the ends are fixed."""
    ranges = [range_ for range_ in table.ranges if range_.base]
    unit = next((range_.unit for range_ in ranges if range_.unit), say("discretion.yuan"))
    return say("discretion.base", base=ranges[0].base, unit=unit) if ranges else ""


def _calculate(table: Benchmark, asked: Asked, *, day: date, on: date, layers: Sequence[Layer]) -> Answer[Any]:
    return apply(
        "discretion.calculate",
        on=on,
        layers=layers,
        benchmark=table,
        party=asked.party,
        chosen=asked.chosen,
        day=day,
        base=asked.base,
        leniency=LENIENT[asked.lenient],  # type: ignore[index]  # one of its words
    )


def _layers(actor: Actor, table: Benchmark, *, on: date, view: View | None, item: ItemFacts | None) -> Sequence[Layer]:
    """Those of the docket's item, else of an item of that domain in one's own bodies; none where there is no such item."""
    if view is not None and item is not None:
        return joints.institution.layers(item=item.code, place=view.place, body=view.body, on=on)
    for body in bodies_of(actor):
        place = next(post.place for post in actor.posts if post.body == body)
        for one in joints.institution.items(body=body, on=on, limit=_ALL):
            if one.domain == table.domain:
                return joints.institution.layers(item=one.code, place=place, body=body, on=on)
    return ()


def _factor(name: str, factor: Factor, asked: Asked) -> dict[str, Any]:
    chosen = asked.typed.get(name, "")
    weight = say("discretion.adjusts") if factor.adjusts else say("discretion.weight", weight=percent(factor.weight))
    options = [
        (option.name, signed_share(option.share) if factor.adjusts else "", option.evidence, option.name == chosen)
        for option in factor.options
    ]
    return {"name": name, "title": factor.name, "adjusts": factor.adjusts, "weight": weight, "options": options, "chosen": chosen}


def _said(answer: Answer[Any]) -> Said:
    ground = answer.grounds[0]
    return Said(answer.sentence, answer.remedy, _links(ground.cites), ground.layer, answer.verdict is Verdict.REFUSED)


def _links(cites: Sequence[Cite]) -> tuple[tuple[str, str], ...]:
    return tuple((cite.text, cite_address(cite)) for cite in cites)


def _departure(table: Benchmark, asked: Asked, result: Calculation | None, *, on: date, layers: Sequence[Layer]) -> list[Said]:
    """Who must approve; for an amount that is considered, what the rules say of it."""
    who = apply(
        "discretion.departure", on=on, layers=layers, made_by=table.made_by, approval=Approval.NONE, reason=say("discretion.some_reason")
    )
    if result is None or asked.fine is None:
        return [_said(who)]
    fine, span, tier = asked.fine, result.span, result.tier_span
    assert span.high is not None and tier.high is not None  # both spans are closed
    if fine > span.high:
        return [_said(apply("decision.within_range", on=on, layers=layers, fine=fine, low=span.low, high=span.high))]
    ground = asked.lenient != next(iter(LENIENT))
    below = apply("discretion.mitigation", on=on, layers=layers, fine=fine, low=span.low, ground=ground, approval=Approval.NONE)
    if not below.lawful:
        return [_said(below)]
    within = apply(
        "discretion.within_tier", on=on, layers=layers, fine=fine, tier=result.tier.name, low=tier.low, high=tier.high, reason=""
    )
    if within.lawful:
        ground_ = within.grounds[0]
        return [Said(say("discretion.in_tier", fine=plain(fine), tier=result.tier.name), "", _links(ground_.cites), ground_.layer)]
    return [_said(within), _said(who)]


def _bounds(table: Benchmark, result: Calculation | None, *, on: date, layers: Sequence[Layer]) -> Said | None:
    """Where the department has a formula: the borders of lighter and heavier, and what the amount is by it."""
    if result is None or result.span.high is None:
        return None
    low = result.span.low if any(range_.low is not None for range_ in table.ranges) else None
    answer = apply("discretion.bounds", on=on, layers=layers, low=low, high=result.span.high)
    if not isinstance(answer.value, Bounds):
        return None
    found, ground = answer.value, answer.grounds[0]
    sentence = say(
        "discretion.bounds",
        layer=ground.layer,
        light=plain(found.light_to),
        light_word=say("discretion.at_most" if found.light_includes else "discretion.below"),
        heavy=plain(found.heavy_from),
        heavy_word=say("discretion.at_least" if found.heavy_includes else "discretion.above"),
        grade=found.grade(result.amount),
    )
    return Said(sentence, "", _links(ground.cites), ground.layer)


def _versions(table: Benchmark, asked: Asked, *, on: date) -> dict[str, Any] | None:
    """行政处罚法 37 — where another version held on the day of the act: both ranges, and which applies."""
    if asked.act_on is None:
        return None
    older = joints.benchmarks.before(table, on=asked.act_on)
    if older is None:
        return None
    spans = [_span(one, asked) for one in (older, table)]
    lines = [(older, ranges_line(older), day_words(asked.act_on)), (table, ranges_line(table), day_words(on))]
    if spans[0] is None or spans[1] is None:
        return {"lines": lines, "said": None, "applies": ""}
    answer = apply("substance.newer_law", on=on, at_act=spans[0], at_decision=spans[1])
    if not isinstance(answer.value, Applicable):
        return {"lines": lines, "said": _said(answer), "applies": ""}
    applies = table if answer.value.version == "new" else older
    said = Said(say(f"discretion.applies_{answer.value.version}", code=applies.code), "", _links(answer.grounds[0].cites))
    return {"lines": lines, "said": said, "applies": applies.code}


def _span(table: Benchmark, asked: Asked) -> Span | None:
    """The range of the article for the party and base asked about; None while the base is missing or beyond reckoning."""
    ranges = [range_ for range_ in table.ranges_for(asked.party) if range_.is_for(asked.base or Fraction(0))]  # type: ignore[arg-type]  # one of the two
    if not ranges or (ranges[0].base and asked.base is None):
        return None
    try:
        return ranges[0].span(asked.base or Fraction(0))
    except NotAnAmount:
        return None


def _back(table: Benchmark, asked: Asked, result: Calculation | None, view: View | None) -> str:
    """The report of the docket with all of this filled in; empty without docket or result."""
    if view is None or result is None:
        return ""
    reason = say(
        "discretion.reason",
        table=str(table),
        lines=say("discretion.semicolon").join(asked.chosen),
        tier=result.tier.name,
        span=span_words(result.tier_span),
        amount=plain(result.amount),
    )
    brought = {
        "benchmark": table.code,
        "discretion": reason,
        "circumstances": "\n".join(asked.chosen),
        "fine_base": asked.typed.get("base", ""),
        "lenient": asked.lenient,
        "fine_fen": str(asked.fine or result.amount),
    }
    return f"/dockets/{view.id}/acts/report_investigation?{urlencode(brought)}"
