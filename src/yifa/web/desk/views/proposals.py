"""事项建议 — what the penalty clauses of a law propose as items of power, and the place where a reviewer decides on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from yifa.docket.core.form import FormIncomplete
from yifa.kernel.actor import Role
from yifa.kernel.citation import Cite
from yifa.kernel.dates import legal_date
from yifa.kernel.money import Yuan
from yifa.kernel.refusal import Refusal
from yifa.library import queries as library
from yifa.library.core.drift import Cited
from yifa.library.core.proposals import ItemProposal
from yifa.library.models import Law, Version
from yifa.library.proposals import ProposalGone, marked_text, proposal_with, proposals_of
from yifa.platform import clock
from yifa.registry import confirming
from yifa.registry.core.item_form import ItemForm
from yifa.registry.models import ItemVersion, ProposalDecision
from yifa.registry.queries import Tier, confirmed_items, confirmed_version, decisions, domains, lost_decisions, state_words, tiers_of
from yifa.staffing.institution import clear
from yifa.web.desk.forms import Known, faults_of, fields_of, payload_of_typed, typed_of
from yifa.web.desk.frame import show
from yifa.web.desk.lawtext import article_address, law_address, proposals_address, version_day
from yifa.web.desk.words import say
from yifa.web.doors import SIGNED_IN, door, only, signed_in
from yifa.web.errors import is_fragment, status_of

REVIEWER = only(Role.REVIEWER)
_STATES = ("open", "confirmed", "corrected", "rejected")
_REASON = "_reason"
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal as listed."""

    address: str
    place: str
    conduct: str
    body: str
    kinds: str
    fines: str
    state: str
    words: str
    code: str


def _version(request: HttpRequest, name: str) -> tuple[Law, Version]:
    """The law and the version asked for, else the one in force. Refuses: LawUnknown."""
    law = library.law_named(name)
    try:
        enacted = date.fromisoformat(request.GET.get("version", ""))
    except ValueError:
        enacted = None
    return law, library.version_of(law, on=legal_date(clock.now()), enacted=enacted)


@door(audience=SIGNED_IN)
@require_safe
def listing(request: HttpRequest, name: str) -> HttpResponse:
    """事项建议 of one law, in the order of its articles, by state."""
    law, version = _version(request, name)
    found, decided = proposals_of(version), decisions(law.name)
    states = {one.key: _state(decided.get(one.key)) for one in found}
    counts = Counter(states.values())
    wanted = request.GET.get("state", "") if request.GET.get("state") in _STATES else ""
    start = _start(request)
    shown = [one for one in found if not wanted or states[one.key] == wanted]
    filters = [("", say("proposals.every"), len(found)), *((state, say(f"proposals.{state}"), counts[state]) for state in _STATES)]
    rest = {"state": wanted, "from": str(start + _PAGE)}
    return show(
        request,
        "desk/library/proposals_rows.html" if start and is_fragment(request) else "desk/library/proposals.html",
        here="laws",
        law=law,
        day=version_day(version),
        back=law_address(law.name, version=version.enacted_on),
        lines=[_line(one, decided.get(one.key), version, wanted) for one in shown[start : start + _PAGE]],
        more=proposals_address(law.name, version=version.enacted_on, **rest) if len(shown) > start + _PAGE else "",
        step=_PAGE,
        filters=[
            (proposals_address(law.name, version=version.enacted_on, state=state), title, count, state == wanted)
            for state, title, count in filters
        ],
        total=len(found),
        lost=_lost(law, version, found),
        done=_done(request, decided),
    )


def _start(request: HttpRequest) -> int:
    text = request.GET.get("from", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _state(decision: ProposalDecision | None) -> str:
    return decision.outcome if decision else "open"


def _line(proposal: ItemProposal, decision: ProposalDecision | None, version: Version, state: str) -> Line:
    return Line(
        address=proposals_address(proposal.law, version=version.enacted_on, key=proposal.key, state=state),
        place=proposal.penalty.text.partition("》")[2],
        conduct=proposal.conduct or say("proposals.no_conduct"),
        body=proposal.body or say("proposals.no_body"),
        kinds="、".join(kind.value for kind in proposal.kinds),
        fines="；".join(text for clause in proposal.own_clauses for text in _fine_texts(clause)),
        state=_state(decision),
        words=state_words(decision),
        code=decision.item.code if decision and decision.item else "",
    )


def _fine_texts(clause: Any) -> list[str]:
    """情节严重：1,000.00元以上5,000.00元以下 — each range with whom and what it is for."""
    texts = []
    for fine in clause.fines:
        about = "，".join(words for words in (fine.party, clause.when, fine.when) if words)
        texts.append(f"{about}：{fine.text}" if about else fine.text)
    return texts


def _lost(law: Law, version: Version, found: Sequence[ItemProposal]) -> list[dict[str, str]]:
    """Decisions on words of this version that are no longer read in it: the text was replaced or is read otherwise."""
    keys = {one.key for one in found}
    return [
        {
            "place": say("proposals.place", article=row.article, paragraph=row.paragraph),
            "words": state_words(row),
            "name": str(row.read.get("conduct", "")),
            "code": row.item.code if row.item else "",
        }
        for row in lost_decisions(law.name, version.enacted_on, keys)
    ]


def _done(request: HttpRequest, decided: Mapping[str, ProposalDecision]) -> str:
    """What was just decided, in one sentence."""
    decision = decided.get(request.GET.get("done", ""))
    if decision is None:
        return say("proposals.reopened") if request.GET.get("done") else ""
    code = decision.item.code if decision.item else ""
    return say(f"proposals.done_{decision.outcome}", code=code, name=str(decision.read.get("conduct", ""))[:40])


@door(audience=SIGNED_IN)
@require_safe
def page(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """One proposal: the article with what was read marked, the reading, and the form of the item it would be."""
    law, version = _version(request, name)
    return _page(request, law, version, key)


def _page(
    request: HttpRequest,
    law: Law,
    version: Version,
    key: str,
    *,
    typed: Mapping[str, Sequence[str]] | None = None,
    refusal: Refusal | None = None,
    rejecting: str | None = None,
) -> HttpResponse:
    actor = signed_in(request)
    found = proposals_of(version)
    at = next((at for at, one in enumerate(found) if one.key == key), None)
    if at is None:
        proposal_with(version, key)
    assert at is not None  # proposal_with refuses what is not there
    decided = decisions(law.name)
    proposal, decision = found[at], decided.get(key)
    number = 1 + sum(one.article == proposal.article for one in found[:at])
    read = _suggested(proposal, version, number)
    may = decision is None and confirming.may_decide(actor)
    filter_state = request.GET.get("state", "")
    filled = typed_of(ItemForm, read) | _last_domain(decided.values())
    values = typed if typed is not None else filled
    known = Known(only={"domain": domains()}, values=filled, sources={"domain": say("proposals.last_domain")})
    item = confirmed_version(decision) if decision and decision.item else None
    return show(
        request,
        "desk/library/proposal.html",
        here="laws",
        status=status_of(refusal) if refusal else 200,
        law=law,
        day=version_day(version),
        proposal=proposal,
        place=proposal.penalty.text.partition("》")[2],
        at=at + 1,
        total=len(found),
        article=article_address(law.name, proposal.article, version=version.enacted_on),
        text=marked_text(version, proposal),
        clauses=[_clause_line(clause, proposal) for clause in proposal.clauses],
        violated="；".join(cite.text for cite in proposal.violated),
        decision=decision,
        words=state_words(decision),
        state=_state(decision),
        item=item,
        reread=decision is not None and decision.read != proposal.as_json(),
        label=Cite(law.name, proposal.article).text.partition("》")[2],
        fines=fines_in_words(tiers_of(item)) if item else [],
        span=_span(item) if item else "",
        reviewer=confirming.may_decide(actor),
        rejecting=rejecting is not None,
        reject_reason=rejecting or "",
        may=may,
        fields=_fields(values, _errors(refusal), known) if may else [],
        reason=(typed or {}).get(_REASON, [""])[0],
        refusal=refusal,
        back=proposals_address(law.name, version=version.enacted_on, state=filter_state),
        done=_done(request, decided),
        before=_beside(found, at - 1, version, filter_state),
        after=_beside(found, at + 1, version, filter_state),
        addresses={
            verb: proposals_address(law.name, version=version.enacted_on, key=key, verb=verb, state=filter_state)
            for verb in ("confirm", "reject", "reopen")
        },
    )


def _errors(refusal: Refusal | None) -> Mapping[str, str]:
    found = refusal.facts.get("fields", {}) if refusal else {}
    assert isinstance(found, dict)
    return found


def _last_domain(decided: Iterable[ProposalDecision]) -> dict[str, list[str]]:
    """The domain chosen last for an item of this law: most of a law is of one domain."""
    chosen = [str(decision.said["domain"]) for decision in decided if decision.said]
    return {"domain": chosen[-1:]} if chosen else {}


def _suggested(proposal: ItemProposal, version: Version, number: int) -> dict[str, Any]:
    return confirming.suggestion(proposal, number=number, valid_from=version.applies_from, valid_until=version.applies_until)


def _fields(values: Mapping[str, Sequence[str]], errors: Mapping[str, str], known: Known) -> list[Any]:
    """The fields of the form; a list of fines always has a row to fill in."""
    if not any(name.startswith("fines.") for name in values):
        values = {**values, "fines.0.party": [""]}
    return fields_of(ItemForm, values, errors=errors, known=known)


def _clause_line(clause: Any, proposal: ItemProposal) -> dict[str, Any]:
    return {
        "when": clause.when or say("proposals.basic"),
        "party": clause.party,
        "kinds": "、".join(kind.value for kind in clause.kinds),
        "fines": "；".join(("，".join((fine.when, fine.text)) if fine.when else fine.text) for fine in clause.fines),
        "body": clause.body,
        "other_body": clause.body not in ("", proposal.body),
        "more": "；".join(
            (*clause.orders, *(say("proposals.taken", thing=one) for one in clause.confiscated), *clause.coercion, *clause.rest)
        ),
    }


def fines_in_words(tiers: Sequence[Tier]) -> list[str]:
    """One line for each range; whom it is for is said only where that makes a difference."""
    parties: dict[Tier, list[str]] = {}
    for tier in tiers:
        parties.setdefault(replace(tier, party=""), []).append(tier.party)
    return [_tier_words(tier, for_whom[0] if len(for_whom) == 1 else "any") for tier, for_whom in parties.items()]


def _tier_words(tier: Tier, party: str) -> str:
    """法人或者其他组织，情节严重：1,000.00元至5,000.00元."""
    about = "，".join(words for words in (say(f"party.{party}"), tier.condition) if words)
    each = say("fine.each", unit=tier.per) if tier.per else ""
    if tier.times_low or tier.times_high:
        low, high = (f"{end}" if end.endswith("%") or not end else f"{end}倍" for end in (tier.times_low, tier.times_high))
        words = say("fine.of_base", base=tier.base) + _between(low, high)
    else:
        low_fen, high_fen = (tier.per_low_fen, tier.per_high_fen) if tier.per else (tier.low_fen, tier.high_fen)
        words = _between(*(Yuan.of_fen(end).text if end is not None else "" for end in (low_fen, high_fen)))
    cap = say("fine.cap", cap=Yuan.of_fen(tier.cap_fen).text) if tier.cap_fen is not None else ""
    return (f"{about}：" if about else "") + f"{each}{words}{cap}"


def _between(low: str, high: str) -> str:
    if low and high:
        return low if low == high else say("fine.between", low=low, high=high)
    if high:
        return say("fine.up_to", high=high)
    return say("fine.from", low=low) if low else say("fine.unknown")


def _span(item: ItemVersion) -> str:
    since = item.valid_from.isoformat() if item.valid_from else say("proposals.since_unknown")
    until = say("proposals.until", day=item.valid_until) if item.valid_until else say("proposals.open_end")
    return say("proposals.span_words", since=since, until=until)


def _beside(found: Sequence[ItemProposal], at: int, version: Version, state: str) -> str:
    if not 0 <= at < len(found):
        return ""
    return proposals_address(found[at].law, version=version.enacted_on, key=found[at].key, state=state)


@door(audience=SIGNED_IN)
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """法规库确认的事项 — what was made of proposals, with its source, and whether the article still reads so."""
    start = _start(request)
    rows = confirmed_items(start=start, limit=_PAGE + 1)
    moved = _moved(rows[:_PAGE])
    lines = [
        {
            "code": row.item.code,
            "name": row.name,
            "domain": row.domain_id,
            "penalty": _cite_of(row).text,
            "address": proposals_address(
                str(row.source["law"]), version=_day(str(row.source["version"] or "")), key=str(row.source["key"])
            ),
            "fines": fines_in_words(tiers_of(row)) or ["、".join(row.kinds)],
            "span": _span(row),
            "status": row.status,
            "moved": moved.get(row.item.code, ""),
        }
        for row in rows[:_PAGE]
    ]
    more = f"/laws/items?from={start + _PAGE}" if len(rows) > _PAGE else ""
    return show(request, "desk/library/items.html", here="laws", lines=lines, more=more, step=_PAGE)


def _moved(rows: Sequence[ItemVersion]) -> dict[str, str]:
    """Items in force whose article is not, or will not be, what they were confirmed from: by code, why."""
    on = legal_date(clock.now())
    held = [Cited(row.item.code, row.name, "", _cite_of(row)) for row in rows if row.valid_until is None or row.valid_until > on]
    found = library.judged(held, on=on) if held else []
    return {one.cited.rule: say(f"proposals.moved_{one.state}", day=one.new) for one in found if one.state != "unheld"}


def _cite_of(row: ItemVersion) -> Cite:
    penalty = row.penalty
    return Cite(penalty["law"], penalty["article"], penalty.get("paragraph"), penalty.get("item"), penalty.get("print"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@door(audience=REVIEWER)
@require_POST
def confirm(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """确认 — as read or as corrected in the form."""
    law, version = _version(request, name)
    typed = {field: list(texts) for field, texts in request.POST.lists()}
    try:
        payload, unread = payload_of_typed(ItemForm, typed)
        if unread:
            raise FormIncomplete(next(iter(unread.values())), remedy=say("form.mend"), fields=faults_of(ItemForm, payload, unread))
        proposal = proposal_with(version, key)
        number = 1 + [one.key for one in proposals_of(version) if one.article == proposal.article].index(key)
        confirming.confirm(
            actor=signed_in(request),
            proposal=proposal,
            read=_suggested(proposal, version, number),
            payload=payload,
            reason=typed.get(_REASON, [""])[0],
            now=clock.now(),
        )
    except Refusal as refusal:
        return _refused(request, law, version, key, refusal, typed=typed)
    clear()
    return _on(request, law, version, key)


@door(audience=REVIEWER)
@require_POST
def reject(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """驳回."""
    law, version = _version(request, name)
    reason = request.POST.get(_REASON, "")
    try:
        confirming.reject(actor=signed_in(request), proposal=proposal_with(version, key), reason=reason, now=clock.now())
    except Refusal as refusal:
        return _refused(request, law, version, key, refusal, rejecting=reason)
    return _on(request, law, version, key)


@door(audience=REVIEWER)
@require_POST
def reopen(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """撤回驳回."""
    law, version = _version(request, name)
    try:
        confirming.reopen(actor=signed_in(request), proposal=proposal_with(version, key), now=clock.now())
    except Refusal as refusal:
        return _refused(request, law, version, key, refusal)
    return HttpResponseRedirect(proposals_address(law.name, version=version.enacted_on, key=key))


def _refused(
    request: HttpRequest,
    law: Law,
    version: Version,
    key: str,
    refusal: Refusal,
    *,
    typed: Mapping[str, Sequence[str]] | None = None,
    rejecting: str | None = None,
) -> HttpResponse:
    """The same page with what was typed; where the proposal itself is gone, the refusal alone."""
    if isinstance(refusal, ProposalGone):
        raise refusal
    return _page(request, law, version, key, typed=typed, refusal=refusal, rejecting=rejecting)


def _on(request: HttpRequest, law: Law, version: Version, key: str) -> HttpResponse:
    """On to the next proposal nobody has decided on, round to the first of them; to the list when there is none."""
    found, decided = proposals_of(version), decisions(law.name)
    at = [one.key for one in found].index(key)
    following = next((one.key for one in (*found[at + 1 :], *found[:at]) if one.key not in decided), "")
    state = request.GET.get("state", "") if following else ""
    return HttpResponseRedirect(proposals_address(law.name, version=version.enacted_on, key=following, state=state, done=key))
