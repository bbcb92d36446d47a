"""How long an act may be punished: article 36, and the ecological code beside it."""

from __future__ import annotations

from datetime import date

from yifa.kernel.dates import add_months, chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import APL, EEC

SINCE = date(2021, 7, 15)
#: the ecological code takes effect
CODE = date(2026, 8, 15)


@rule("substance.limitation", cites=[APL("36")], since=SINCE, until=CODE)
def limitation(
    *,
    act_ended_on: date | None,
    discovered_on: date,
    life_health_finance: bool,
    harm: bool,
    ecological: bool = False,
    pollution_harm: bool = False,
) -> Ruling:
    """追责时效 — no penalty for what was not discovered within two years, five where life, health or money was harmed.

    ``act_ended_on`` is the day of the act, of its end where it continued or was repeated, None where it still went on when discovered.
    Five years need both: citizens' life and health or financial safety concerned, *and* harm.
    Reads: the corresponding day is the last in time (民法典 202). What counts as discovered, the caller decides and records: the start
        of inquiry, of taking evidence, the filing, or a report that proved true, whichever came first. Reviewed: no.
    Leaves out: other periods set by laws (治安、税收). Before the ecological code took effect its facts change nothing.
    """
    if act_ended_on is None:
        return LAWFUL
    return _within(act_ended_on, discovered_on, 5 if life_health_finance and harm else 2)


@rule("substance.limitation", cites=[APL("36"), EEC("1054", 1)], since=CODE)
def limitation_beside_the_code(
    *,
    act_ended_on: date | None,
    discovered_on: date,
    life_health_finance: bool,
    harm: bool,
    ecological: bool = False,
    pollution_harm: bool = False,
) -> Ruling:
    """追责时效 — as before; in ecological matters five years as soon as pollution or ecological harm was caused.

    ``ecological``: the item is one of the ecological code; ``pollution_harm``: 造成环境污染、生态破坏等危害后果.
    Reads: no link to life or health is needed there. For an act that ended before the code took effect and was discovered after, within
        its five years but past the two that held then, whether the longer period reaches back is a question of law: a person
        decides. Reviewed: no.
    Leaves out: as before.
    """
    if act_ended_on is None:
        return LAWFUL
    years = 5 if life_health_finance and harm else 2
    if years == 5 or not (ecological and pollution_harm) or discovered_on < CODE:
        return _within(act_ended_on, discovered_on, years)
    if act_ended_on >= CODE or discovered_on <= _last(act_ended_on, 2) or discovered_on > _last(act_ended_on, 5):
        return _within(act_ended_on, discovered_on, 5)
    return for_person(
        f"违法行为终了于{chinese_date(act_ended_on)}，在生态环境法典施行之前，发现时已超过二年；法典的五年时效能否溯及本案？",
        remedy="送法制审核人员提出意见，由负责人决定，并写明理由。",
    )


def _last(ended_on: date, years: int) -> date:
    return add_months(ended_on, 12 * years)


def _within(ended_on: date, discovered_on: date, years: int) -> Ruling:
    if discovered_on <= _last(ended_on, years):
        return LAWFUL
    number = "五" if years == 5 else "二"
    return refused(
        f"违法行为终了于{chinese_date(ended_on)}，至{chinese_date(discovered_on)}发现时已超过{number}年，不再给予行政处罚。",
        remedy="不予立案，并记录理由；行为有连续或者继续状态的，核对行为终了之日。",
    )
