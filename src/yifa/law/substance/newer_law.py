"""Two versions of one norm over the life of an act: article 37."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yifa.law.answer import Ruling, for_person
from yifa.law.penalties import Span
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@dataclass(frozen=True, slots=True)
class Applicable:
    """适用的规定 — that of the day of the act (``old``) or of the decision (``new``); no ``span`` where the act is no longer unlawful."""

    version: Literal["old", "new"]
    span: Span | None


@rule("substance.newer_law", cites=[APL("37")], since=SINCE)
def newer_law(
    *, at_act: Span, at_decision: Span | None, still_unlawful: bool = True, only_the_fine_changed: bool = True
) -> Applicable | Ruling:
    """从旧兼从轻 — the norm of the day of the act, unless that of the day of the decision is lighter or no longer finds it unlawful.

    ``at_decision`` is None where nothing was changed. ``only_the_fine_changed``: kinds and conditions are the same in both versions.
    Reads: lighter is the lower upper limit, or the same with a lower lower one. Where the two ends point apart (a lower upper limit
        with a higher lower one), where an end is open, or where more than the fine changed, a person weighs both. The same for two
        versions of a benchmark table, by analogy. Reviewed: no.
    Leaves out: several changes in between, the mildest of them: the article speaks of two days only.
    """
    if not still_unlawful:
        return Applicable("new", None)
    if at_decision is None or at_decision == at_act:
        return Applicable("old", at_act)
    if not only_the_fine_changed or at_act.high is None or at_decision.high is None:
        return _ask(at_act, at_decision)
    if at_decision.high <= at_act.high and at_decision.low <= at_act.low:
        return Applicable("new", at_decision)
    if at_decision.high >= at_act.high and at_decision.low >= at_act.low:
        return Applicable("old", at_act)
    return _ask(at_act, at_decision)


def _ask(at_act: Span, at_decision: Span) -> Ruling:
    return for_person(
        f"行为时的规定（{at_act.text}）与决定时的规定（{at_decision.text}），哪一个处罚较轻？",
        remedy="由法制审核人员比较两个版本后提出意见，由负责人决定，并写明理由。",
    )
