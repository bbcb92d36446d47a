"""Who answers for an act: minors, and people who cannot know or govern what they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from yifa.kernel.dates import add_months, chinese_date
from yifa.law.answer import Ruling, for_person
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)

AgeClass = Literal["under14", "14to18", "adult"]
#: "" is somebody of sound mind; the words are the article's
Mind = Literal["", "不能辨认或者不能控制", "间歇性，精神正常时", "尚未完全丧失辨认或者控制能力"]


class Leniency(StrEnum):
    """从宽 — must or may the penalty be lighter or mitigated?"""

    NONE = ""
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Capacity:
    """责任能力 — is there a penalty, must or may it be lighter or mitigated, and what is owed in its stead."""

    penalty: bool
    leniency: Leniency
    duty: str = ""
    age_class: AgeClass = "adult"


@rule("substance.age", cites=[APL("30")], since=SINCE)
def age(*, born_on: date, act_on: date) -> Capacity | Ruling:
    """责任年龄 — no penalty under fourteen; from fourteen to eighteen it must be lighter or mitigated.

    Reads: the age on the day of the act; a year of age is full from the day after the birthday, as the criminal interpretation
        of 2006 counts, by analogy. One born on 29 February is a year older from 1 March of any year. Reviewed: no.
    Leaves out: an act that went on over a birthday: its last day is the day of the act, and a person looks.
    """
    if act_on < born_on:
        return for_person(
            f"违法行为之日{chinese_date(act_on)}早于出生日期{chinese_date(born_on)}，哪一个有误？",
            remedy="核对身份证件和违法行为发生的日期。",
        )
    if _not_full(born_on, 14, act_on):
        return Capacity(False, Leniency.NONE, "责令监护人加以管教", "under14")
    if _not_full(born_on, 18, act_on):
        return Capacity(True, Leniency.MUST, "", "14to18")
    return Capacity(True, Leniency.NONE)


def _not_full(born_on: date, years: int, day: date) -> bool:
    return day <= add_months(born_on, 12 * years)


@rule("substance.mind", cites=[APL("31")], since=SINCE)
def mind(*, state: Mind) -> Capacity:
    """精神状态 — no penalty for who could not know or govern the act; a lucid interval is punished; partly able: may be lighter.

    ``state`` is what an expert opinion says of the time of the act.
    Reads: the three sentences of the article. Reviewed: no.
    Leaves out: who must be heard on it, and how it is proven.
    """
    if state == "不能辨认或者不能控制":
        return Capacity(False, Leniency.NONE, "责令监护人严加看管和治疗")
    if state == "尚未完全丧失辨认或者控制能力":
        return Capacity(True, Leniency.MAY)
    return Capacity(True, Leniency.NONE)
