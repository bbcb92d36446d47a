"""A gate whose article was read in with another text asks a person; nothing changes silently."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tests.doubles.institution import OURS, PLACE, Town
from yifa.docket.core.act import View
from yifa.docket.core.procedure import Gate, Situation
from yifa.law.answer import Verdict
from yifa.server.published import published_calendar

ON = date(2026, 3, 2)
GATE = Gate("steps.still_open", lambda situation: {"closed": situation.view.number == "closed"})


def _situation(number: str, *moved: tuple[str, str]) -> Situation:
    return Situation(View(UUID(int=1), number, OURS, PLACE), ON, published_calendar(), Town(), moved=frozenset(moved))


def test_lawful_answer_over_a_changed_article_is_for_a_person() -> None:
    answer = GATE.ask(_situation("open", ("行政处罚法", "47")))

    assert answer is not None and answer.verdict is Verdict.FOR_PERSON
    assert answer.sentence == "《行政处罚法》第四十七条的条文已变更，规则「结案之前」待复核，是否仍可据此办理？"
    assert answer.remedy == "请法制审核人员对照现行条文后填写意见。"
    assert answer.grounds[0].rule == "steps.still_open"


@pytest.mark.parametrize(
    ("number", "moved", "verdict"), [("open", ("行政处罚法", "48"), "lawful"), ("closed", ("行政处罚法", "47"), "refused")]
)
def test_other_articles_and_refusals_stay(number: str, moved: tuple[str, str], verdict: str) -> None:
    answer = GATE.ask(_situation(number, moved))

    assert answer is not None and answer.verdict == verdict
