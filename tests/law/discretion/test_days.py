"""The days from which these rules answer: the text of an earlier day is not held."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yifa.law.rule import LawNotHeld, rule_in_force, rule_versions

#: 行政处罚法 as revised
STATUTE = date(2021, 7, 15)
#: 国办发〔2022〕27号
OPINION = date(2022, 7, 29)
#: 生态环境法典
CODE = date(2026, 8, 15)

FROM = {
    "discretion.applied": OPINION,
    "discretion.bounds": STATUTE,
    "discretion.calculate": STATUTE,
    "discretion.departure": OPINION,
    "discretion.mitigation": OPINION,
    "discretion.refines": OPINION,
    "discretion.tier_kept": OPINION,
    "discretion.within_tier": OPINION,
    "substance.age": STATUTE,
    "substance.daily_fine": CODE,
    "substance.education": STATUTE,
    "substance.higher_norm": STATUTE,
    "substance.lighter": STATUTE,
    "substance.limitation": STATUTE,
    "substance.mind": STATUTE,
    "substance.newer_law": STATUTE,
    "substance.no_fine_after_court": STATUTE,
    "substance.no_penalty": STATUTE,
    "substance.one_fine": STATUTE,
    "substance.punishable": STATUTE,
    "substance.set_off": STATUTE,
    "substance.version_applied": STATUTE,
}


@pytest.mark.parametrize(("rule", "day"), FROM.items())
def test_rule_answers_from_its_day_on(rule: str, day: date) -> None:
    assert rule_in_force(rule, on=day).since == day
    with pytest.raises(LawNotHeld):
        rule_in_force(rule, on=day - timedelta(days=1))


def test_every_rule_of_both_subjects_has_its_day() -> None:
    declared = {version.id for version in rule_versions() if version.id.partition(".")[0] in ("discretion", "substance")}

    assert declared == set(FROM)


def test_limitation_changes_hands_on_the_day_of_the_code() -> None:
    assert [(version.since, version.until) for version in rule_versions("substance.limitation")] == [(STATUTE, CODE), (CODE, None)]
