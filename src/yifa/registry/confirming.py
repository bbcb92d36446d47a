"""确认事项建议 — a person confirms, corrects or rejects what was read from a law; what was confirmed becomes an item with its source.

A decision and the item it makes are one transaction. At most one decision stands for a proposal: of two people at once one is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from yifa.docket.core.form import FormIncomplete, read_form
from yifa.docket.core.wording import told
from yifa.kernel.actor import Actor, Role
from yifa.kernel.citation import Cite
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import clean_line
from yifa.library import queries as library
from yifa.library.core.proposals import ItemProposal
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind as AuditKind
from yifa.platform.wording import wording_of
from yifa.registry.core.item_form import (
    ItemForm,
    differs,
    faults,
    listed_words,
    penalty_cite,
    prefilled,
    stored_fines,
    violated_cites,
)
from yifa.registry.core.wording import fault
from yifa.registry.models import Domain, Item, ItemList, ItemVersion, ProposalDecision
from yifa.registry.queries import CONFIRMED_LIST, free_code

say = wording_of(__file__)
Outcome = ProposalDecision.Outcome
_REASON_LIMIT = 500


class ReviewersOnly(Refusal):
    """只有法制审核人员可以决定 — others may read the proposals."""

    kind = "denied"
    code = "registry.reviewers_only"


class AlreadyDecided(Refusal):
    """这一建议已有决定 — somebody was faster."""

    kind = "conflict"
    code = "registry.already_decided"


class CodeTaken(Refusal):
    """事项代码已被使用 — by an item of a profile, or by a confirmed one that this text was not said to succeed."""

    kind = "conflict"
    code = "registry.code_taken"


class SpanConflict(Refusal):
    """同一代码的两个文本时间重叠 — the earlier one has not ended when the new one begins."""

    kind = "conflict"
    code = "registry.span_conflict"


class NothingToReopen(Refusal):
    """没有可以撤回的驳回 — only a rejection is taken back here; an item that was made is ended, never unmade."""

    kind = "conflict"
    code = "registry.nothing_to_reopen"


def suggestion(proposal: ItemProposal, *, number: int, valid_from: date | None, valid_until: date | None) -> dict[str, Any]:
    """The form as the reader fills it in, with a code that is free; ``number`` is the place of the proposal in its article."""
    code = free_code(proposal.law, proposal.article, number)
    return prefilled(proposal, code=code, valid_from=valid_from, valid_until=valid_until)


def may_decide(actor: Actor) -> bool:
    return any(post.role is Role.REVIEWER for post in actor.posts)


def confirm(
    *, actor: Actor, proposal: ItemProposal, read: Mapping[str, Any], payload: Mapping[str, Any], reason: str = "", now: datetime
) -> ProposalDecision:
    """确认或者更正 — the item as the person states it; corrected where that differs from ``read``, what the reader filled in.

    Refuses: ReviewersOnly, FormIncomplete, CodeTaken, SpanConflict, AlreadyDecided.
    """
    _reviewer(actor)
    form = read_form(ItemForm, payload)
    assert isinstance(form, ItemForm)
    _refuse_faults(form)
    reason = clean_line(reason, field=say("field.reason"), limit=_REASON_LIMIT)
    is_corrected = differs(form, dict(read))
    outcome = Outcome.CORRECTED if is_corrected else Outcome.CONFIRMED
    with transaction.atomic():
        decision = _decide(proposal, outcome, actor=actor, reason=reason, said=form.model_dump(mode="json"), now=now)
        version = _write_item(form, proposal, decision)
        decision.item = version.item
        decision.save(update_fields=["item"])
        record(
            AuditKind.PROPOSAL_CORRECTED if is_corrected else AuditKind.PROPOSAL_CONFIRMED,
            actor=actor,
            subject=say("shown.subject", cite=proposal.penalty.text, code=form.code),
            facts={"item": form.code, "name": form.name, "version": proposal.version and proposal.version.isoformat(), "reason": reason},
            at=now,
        )
    return decision


def reject(*, actor: Actor, proposal: ItemProposal, reason: str, now: datetime) -> ProposalDecision:
    """驳回 — this is no item of power, and why. Refuses: ReviewersOnly, TextMissing, AlreadyDecided."""
    _reviewer(actor)
    reason = clean_line(reason, field=say("field.reject_reason"), limit=_REASON_LIMIT, required=True)
    with transaction.atomic():
        decision = _decide(proposal, Outcome.REJECTED, actor=actor, reason=reason, said={}, now=now)
        record(AuditKind.PROPOSAL_REJECTED, actor=actor, subject=proposal.penalty.text, facts={"reason": reason}, at=now)
    return decision


def reopen(*, actor: Actor, proposal: ItemProposal, now: datetime) -> None:
    """撤回驳回 — the proposal is open again; the rejection stays in the records. Refuses: ReviewersOnly, NothingToReopen."""
    _reviewer(actor)
    with transaction.atomic():
        standing = ProposalDecision.objects.filter(key=proposal.key, withdrawn_at=None, outcome=Outcome.REJECTED)
        if not standing.update(withdrawn_at=now, withdrawn_by=actor.name):
            raise NothingToReopen(say("refused.nothing_to_reopen"), remedy=say("refused.nothing_to_reopen_remedy"))
        record(AuditKind.PROPOSAL_REOPENED, actor=actor, subject=proposal.penalty.text, at=now)


def _reviewer(actor: Actor) -> None:
    if not may_decide(actor):
        raise ReviewersOnly(say("refused.reviewers_only"), remedy=say("refused.reviewers_only_remedy"))


def _refuse_faults(form: ItemForm) -> None:
    found = faults(form)
    if not Domain.objects.filter(name=form.domain).exists():
        found["domain"] = fault("no_domain")
    for name, stated in (("violated", violated_cites(form)), ("penalty", () if "penalty" in found else (penalty_cite(form),))):
        if missing := next((cite for cite in stated if _is_missing(cite)), None):
            found[name] = fault("no_article", law=missing.law, cite=missing.text)
    if found:
        first, *rest = found.values()
        sentence, remedy = told("form_more", first=first.rstrip("。"), more=len(rest)) if rest else told("form", first=first)
        raise FormIncomplete(sentence, remedy=remedy, fields=found)


def _is_missing(cite: Cite) -> bool:
    """Does the library hold that law, and no such article in any of its versions? What is not held nobody here can check."""
    return library.holds_law(cite.law) and not library.holds_article(cite.law, cite.article)


def _decide(
    proposal: ItemProposal, outcome: Outcome, *, actor: Actor, reason: str, said: dict[str, Any], now: datetime
) -> ProposalDecision:
    """The decision, first of all: whoever comes second waits here until the first is through, and is told. Refuses: AlreadyDecided."""
    try:
        with transaction.atomic():
            return ProposalDecision.objects.create(
                key=proposal.key,
                law=proposal.law,
                version=proposal.version,
                article=proposal.article,
                paragraph=proposal.paragraph,
                number=proposal.item,
                print=proposal.print,
                outcome=outcome,
                reason=reason,
                read=proposal.as_json(),
                said=said,
                user=actor.user,
                name=actor.name,
                at=now,
            )
    except IntegrityError as error:
        if "registry_decision_once" not in str(error):
            raise
        before = ProposalDecision.objects.filter(key=proposal.key, withdrawn_at=None).get()
        raise AlreadyDecided(
            say("refused.already_decided", name=before.name, outcome=say(f"outcome.{before.outcome}")),
            remedy=say("refused.already_decided_remedy"),
        ) from error


def _write_item(form: ItemForm, proposal: ItemProposal, decision: ProposalDecision) -> ItemVersion:
    """The item and its text. Refuses: CodeTaken, SpanConflict."""
    held = Item.objects.select_related("list").filter(code=form.code).first()
    if held is not None and (held.list.code != CONFIRMED_LIST or not form.succeeds):
        raise _code_taken(form.code)
    try:
        with transaction.atomic():
            item = held or _new_item(form)
            if form.succeeds:
                _end_before(item, form.valid_from)
            version = _version(form, item, proposal, decision)
            version.save()
            return version
    except IntegrityError as error:
        if "registry_item_version_once" in str(error):
            sentence = say("refused.span_conflict", code=form.code)
            raise SpanConflict(sentence, remedy=say("refused.span_conflict_remedy"), fields={"code": sentence}) from error
        if "registry_item_code" in str(error):
            raise _code_taken(form.code) from error
        raise


def _code_taken(code: str) -> CodeTaken:
    sentence = say("refused.code_taken", code=code)
    return CodeTaken(sentence, remedy=say("refused.code_taken_remedy"), fields={"code": sentence})


def _new_item(form: ItemForm) -> Item:
    kept, _ = ItemList.objects.get_or_create(
        code=CONFIRMED_LIST, defaults={"name": say("shown.list"), "body": "", "place": "", "stated": True, "note": say("shown.list_note")}
    )
    return Item.objects.create(code=form.code, list=kept, department=form.department, synthetic=False)


def _end_before(item: Item, day: date | None) -> None:
    """The text that was open until now ends where the new one begins."""
    if day is not None:
        ItemVersion.objects.filter(item=item, valid_until=None, valid_from__lt=day).update(valid_until=day)


def _version(form: ItemForm, item: Item, proposal: ItemProposal, decision: ProposalDecision) -> ItemVersion:
    first, *more = [_cite(cite, form.valid_from) for cite in violated_cites(form)] or [{}]
    source = {
        "law": proposal.law,
        "version": proposal.version and proposal.version.isoformat(),
        "article": proposal.article,
        "paragraph": proposal.paragraph,
        "item": proposal.item,
        "print": proposal.print,
        "key": proposal.key,
        "by": decision.name,
        "at": decision.at.isoformat(),
        "outcome": str(decision.outcome),
    }
    words = {name: listed_words(getattr(form, name)) for name in ("orders", "confiscated", "coercion", "rest")}
    return ItemVersion(
        item=item,
        name=form.name,
        domain_id=form.domain,
        violated=first | ({"also": more} if more else {}),
        penalty=_cite(penalty_cite(form), form.valid_from),
        kinds=[kind.value for kind in form.kinds],
        fines=stored_fines(form),
        correction_order=form.correction_order,
        status=say("shown.status", outcome=say(f"outcome.{decision.outcome}"), name=decision.name)[:100],
        source=source,
        consequences={name: found for name, found in words.items() if found},
        valid_from=form.valid_from,
        valid_until=form.valid_until,
    )


def _cite(cite: Cite, on: date | None) -> dict[str, object]:
    """As an item keeps a citation: with the version and the fingerprint of the article as it applied on ``on``, where that is held."""
    members: dict[str, object] = {"law": cite.law, "article": cite.article, "paragraph": cite.paragraph, "item": cite.item}
    article = library.article_of(cite.law, cite.article, on=on) if on else None
    if article is not None:
        day = article.version.enacted_on
        members |= {"text": day.isoformat() if day else "", "print": article.print}
    return {name: value for name, value in members.items() if value}
