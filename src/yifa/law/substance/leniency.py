"""When a penalty is lighter, mitigated or not given: articles 32 and 33."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Literal

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import APL
from yifa.law.substance.capacity import Leniency

SINCE = date(2021, 7, 15)

Harm = Literal["none", "slight", "more"]


class Circumstance(StrEnum):
    """从轻减轻情形 — the five of article 32."""

    HARM_REMOVED = "主动消除或者减轻危害后果"
    COERCED = "受他人胁迫或者诱骗"
    CONFESSED = "主动供述尚未掌握的违法行为"
    MERIT = "配合查处有立功表现"
    OTHER = "法律、法规、规章规定的其他情形"


class Penalty(StrEnum):
    """处罚与否 — what article 33 makes of the case."""

    MUST_NOT = "不予处罚"
    MAY_NOT = "可以不予处罚"
    PENALISE = "应予处罚"


@rule("substance.lighter", cites=[APL("32")], since=SINCE)
def lighter(*, circumstances: Sequence[Circumstance]) -> Leniency:
    """应当从轻或者减轻 — any of the five circumstances makes the penalty lighter or mitigated; it must, not may.

    Whether one is there, a person finds and proves.
    Reads: 应当 for each of the five; lighter stays in the range, mitigated goes below it. Which of both, and how far, is
        discretion. Reviewed: no.
    """
    return Leniency.MUST if circumstances else Leniency.NONE


@rule("substance.no_penalty", cites=[APL("33", 1), APL("33", 2)], since=SINCE)
def no_penalty(
    *,
    slight: bool | None,
    corrected_timely: bool | None,
    harm: Harm | None,
    first: bool | None,
    no_fault_proven: bool = False,
    fault_irrelevant_by_law: bool = False,
) -> Penalty | Ruling:
    """不予处罚 — slight, corrected in time and without harm: shall not; first, slight harm, corrected: may not; no fault proven: shall not.

    ``slight`` (违法行为轻微) and ``first`` (初次违法) are a person's findings, None where nobody found. ``fault_irrelevant_by_law``: a law
    or administrative regulation punishes without fault.
    Reads: 及时改正 is needed in both sentences of paragraph 1. No harm at all is no more than slight harm, so a first act without harm
        that is not slight falls under the second sentence. A finding that is missing but cannot change the answer is not asked
        for. Reviewed: no.
    Leaves out: since when, and against which items, an act is the first: practice of fields and places.
    """
    if no_fault_proven and not fault_irrelevant_by_law:
        return Penalty.MUST_NOT
    shall = _all(slight, corrected_timely, None if harm is None else harm == "none")
    if shall:
        return Penalty.MUST_NOT
    may = _all(first, corrected_timely, None if harm is None else harm != "more")
    if shall is None or (may is None and shall is False):
        return _ask(corrected_timely, harm, "违法行为是否轻微？" if shall is None else "当事人是否初次违法？")
    return Penalty.MAY_NOT if may else Penalty.PENALISE


def _all(*findings: bool | None) -> bool | None:
    """False as soon as one is, None while one is missing."""
    if any(finding is False for finding in findings):
        return False
    return None if any(finding is None for finding in findings) else True


def _ask(corrected_timely: bool | None, harm: Harm | None, otherwise: str) -> Ruling:
    question = otherwise
    if corrected_timely is None:
        question = "当事人是否及时改正？"
    elif harm is None:
        question = "违法行为造成了什么危害后果：没有、轻微还是更重？"
    return for_person(question, remedy="由承办人依证据认定，并写明理由。")


@rule("substance.education", cites=[APL("33", 3)], since=SINCE)
def education(*, penalised: bool, education_record: bool) -> Ruling:
    """教育当事人 — whoever is not penalised is educated, and the file holds the record.

    Reads: 应当 in every case of no penalty by law, a missing age or mind included; the record shows it was done. Reviewed: no.
    """
    if penalised or education_record:
        return LAWFUL
    return refused("对当事人不予处罚，但没有教育当事人的记录。", remedy="对当事人进行教育，并把教育记录归入本案。")
