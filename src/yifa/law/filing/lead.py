"""From lead to filing: checked, prima facie, proposed."""

from __future__ import annotations

from datetime import date

from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@rule("filing.checked", cites=[APL("54", 1)], since=SINCE)
def checked(*, checked: bool) -> Ruling:
    """线索核查 — a lead is checked before a decision on filing.

    Reads: who must investigate fully and fairly looks before filing; the departments' rules give the check a term
        (``deadlines.lead_check``). Reviewed: no.
    """
    if checked:
        return LAWFUL
    return refused("线索尚未核查，不能决定是否立案。", remedy="先核查线索并记录核查情况。")


@rule("filing.should_file", cites=[APL("54", 2)], since=SINCE)
def should_file(*, prima_facie: bool, proposed: bool) -> Ruling:
    """立案条件 — filing needs a prima facie violation and the proposal of the officers.

    Reads: the statute speaks of 立案标准 and leaves them to rules; jurisdiction and limitation are rules of their own
        here (``authority.competent``, ``substance.limitation``). Reviewed: no.
    Leaves out: the duty to file promptly when all conditions are met (an alarm, no gate).
    """
    if not prima_facie:
        return refused(
            "没有初步证据表明存在依法应当给予行政处罚的违法行为，不符合立案标准。", remedy="补充核查；确无违法事实的，作不予立案处理。"
        )
    if not proposed:
        return refused("承办人尚未提出立案建议。", remedy="由两名承办人填写立案审批表。")
    return LAWFUL
