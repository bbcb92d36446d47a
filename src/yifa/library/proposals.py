"""事项建议 of the versions held: read anew each time, for they follow from the text; only what people decide about them is kept."""

from __future__ import annotations

from difflib import get_close_matches

from yifa.kernel.refusal import Refusal
from yifa.library.core.proposals import ItemProposal, MarkedLine, article_text, marked_article, proposals_in
from yifa.library.core.texts import short_title
from yifa.library.models import Law, Version
from yifa.library.queries import LawUnknown, articles, say

_ALIKE = 5


class ProposalGone(Refusal):
    """没有这一建议 — the version holds no such proposal: its text or the reading of it has changed."""

    kind = "unknown"
    code = "library.proposal_gone"


def proposals_of(version: Version) -> tuple[ItemProposal, ...]:
    """事项建议 — every item of power one version of a law sets penalties for."""
    return proposals_in(version.law.name, version.enacted_on, articles(version))


def proposal_with(version: Version, key: str) -> ItemProposal:
    """Refuses: ProposalGone."""
    found = next((one for one in proposals_of(version) if one.key == key), None)
    if found is None:
        raise ProposalGone(say("refused.proposal_gone"), remedy=say("refused.proposal_gone_remedy"))
    return found


def marked_text(version: Version, proposal: ItemProposal) -> list[MarkedLine]:
    """The article of a proposal, line by line, with what it was read from marked."""
    held = next(one for one in articles(version) if one.number == proposal.article)
    return marked_article(article_text(proposal.law, held), proposal)


def law_asked(name: str) -> Law:
    """The law of that short or full title. Refuses: LawUnknown, which offers the names alike."""
    law = Law.objects.filter(name=short_title(name.strip())).first()
    if law is not None:
        return law
    alike = names_alike(name)
    remedy = say("refused.law_alike", names="、".join(alike)) if alike else say("refused.law_unknown_remedy")
    raise LawUnknown(say("refused.law_unknown_named", name=name.strip()[:60]), remedy=remedy, alike=alike)


def names_alike(name: str) -> list[str]:
    """Laws of the library that hold the name or are written much like it, for whom a name is not known."""
    wanted = short_title(name.strip())
    within = list(Law.objects.filter(name__contains=wanted).order_by("rank", "-mentioned", "name").values_list("name", flat=True)[:_ALIKE])
    names = Law.objects.values_list("name", flat=True)
    return list(dict.fromkeys([*within, *get_close_matches(wanted, names, n=_ALIKE, cutoff=0.5)]))[:_ALIKE]
