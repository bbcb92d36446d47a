"""Overlays: settings read from data, chosen by department, place and body, and the answer that names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pytest

from yifa.kernel.citation import Cite
from yifa.kernel.dates import Days, Months, WorkingDays
from yifa.kernel.money import Yuan
from yifa.law import rule as rules
from yifa.law.layers import BadOverlay, Layer, Level, Overlays, Setting, parse
from yifa.law.notice.hearing import Standard
from yifa.law.rule import NATION, apply, rule
from yifa.law.sources import APL

ON = date(2026, 3, 2)
CITES = [Cite("某法", "1")]


@pytest.fixture
def scratch() -> Iterator[str]:
    """A rule a layer may set, forgotten after the test."""

    @rule("test.scratch", cites=CITES, since=date(2020, 1, 1), settable=("term", "amount", "by", "rolls", "kinds", "name"))
    def answer(
        *,
        day: date,
        term: WorkingDays | Months | None = None,
        amount: Yuan | None = None,
        by: Literal["", "集体讨论"] = "",
        rolls: bool = False,
        kinds: tuple[str, ...] = (),
        name: str = "",
    ) -> tuple[Any, ...]:
        """试 — what it was told."""
        return (term, amount, by, rolls, kinds, name)

    yield "test.scratch"
    rules._RULES.pop("test.scratch", None)


def _setting(**more: Any) -> dict[str, Any]:
    return {"rule": "test.scratch", "since": date(2022, 5, 1), "cites": ["某规章 2 1"], **more}


def _overlay(*settings: dict[str, Any], **head: Any) -> dict[str, Any]:
    return {"name": "住建", "level": "department", "setting": list(settings), **head}


def test_values_are_read_as_the_rule_declares_them(scratch: str) -> None:
    layer = parse(_overlay(_setting(term="15个工作日", amount="10000", by="集体讨论", rolls=True, kinds=["中止", "听证"], name="某")))

    answer = apply(scratch, on=ON, layers=[layer], day=ON)

    assert answer.value == (WorkingDays(15), Yuan("10000"), "集体讨论", True, ("中止", "听证"), "某")
    assert answer.grounds[0].layer == "住建"
    assert answer.grounds[0].cites == (*CITES, Cite("某规章", "2", 1))
    assert answer.grounds[0].facts["term"] == WorkingDays(15)


def test_setting_holds_from_its_day_until_the_day_before_its_end(scratch: str) -> None:
    layer = parse(_overlay(_setting(term="6个月", until=date(2024, 1, 1)), _setting(term="1个工作日", since=date(2024, 1, 1))))

    def term(on: date) -> Any:
        return apply(scratch, on=on, layers=[layer], day=on).value[0]

    assert [term(date(2022, 4, 30)), term(date(2022, 5, 1)), term(date(2023, 12, 31)), term(date(2024, 1, 1))] == [
        None,
        Months(6),
        Months(6),
        WorkingDays(1),
    ]


def test_most_special_layer_answers_as_a_whole(scratch: str) -> None:
    department = parse(_overlay(_setting(term="15个工作日", rolls=True)))
    city = parse(_overlay(_setting(term="3个工作日", cites=["某办法"]), name="某市", level="city", code="1311"))
    silent = Layer("某局", Level.BODY, "b")

    answer = apply(scratch, on=ON, layers=Overlays([department, city, silent]).chain(domains=["住建"], place="131128", body="b"), day=ON)

    assert answer.value[:4] == (WorkingDays(3), None, "", False)
    assert (answer.grounds[0].layer, answer.grounds[0].cites) == ("某市", (*CITES, Cite("某办法")))


def test_told_fact_stands_above_a_layer(scratch: str) -> None:
    layer = parse(_overlay(_setting(term="15个工作日", rolls=True)))

    assert apply(scratch, on=ON, layers=[layer], day=ON, term=WorkingDays(2)).value[:4] == (WorkingDays(2), None, "", True)


def test_without_layers_the_nation_answers(scratch: str) -> None:
    ground = apply(scratch, on=ON, day=ON).grounds[0]

    assert (ground.layer, ground.cites) == (NATION, tuple(CITES))


def test_gathering_rule_is_told_what_every_layer_sets() -> None:
    @dataclass(frozen=True, slots=True)
    class Limit:
        least: Yuan
        over: bool = False

    @rule("test.gathers", cites=CITES, since=date(2020, 1, 1), gathers=Limit)
    def gathers(*, standards: tuple[Limit, ...] = ()) -> tuple[Limit, ...]:
        """集 — all of them."""
        return standards

    try:
        department = parse(_overlay(_setting(rule="test.gathers", least="100", over=True)))
        province = parse(_overlay(_setting(rule="test.gathers", least="50"), name="某省", level="province", code="13"))
        answer = apply("test.gathers", on=ON, layers=[province, department])

        assert answer.value == (Limit(Yuan("50")), Limit(Yuan("100"), over=True))
        assert answer.grounds[0].layer == "某省、住建"
        assert answer.grounds[0].cites == (*CITES, Cite("某规章", "2", 1))
        assert apply("test.gathers", on=ON).value == ()
    finally:
        rules._RULES.pop("test.gathers", None)


@pytest.mark.parametrize("settable", [("nothing",), ("day",)])
def test_only_a_parameter_with_a_default_is_settable(settable: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"has no parameter (nothing|day) with a default"):

        @rule("test.unsettable", cites=CITES, since=ON, settable=settable)
        def answer(*, day: date) -> date:
            """试 — the day."""
            return day


def test_one_entry_may_set_several_rules() -> None:
    layer = parse(_overlay(_setting(rule=["deadlines.statement", "notice.statement_over"], term="3个工作日")))

    found = [layer.setting(rule, on=ON) for rule in ("deadlines.statement", "notice.statement_over")]

    assert [setting.values if setting else None for setting in found] == [{"term": WorkingDays(3)}] * 2


def test_chain_goes_from_body_to_department() -> None:
    layers = [
        Layer("住建", Level.DEPARTMENT),
        Layer("农业", Level.DEPARTMENT),
        Layer("河北", Level.PROVINCE, "13"),
        Layer("上海", Level.PROVINCE, "31"),
        Layer("衡水", Level.CITY, "1311"),
        Layer("古城", Level.BODY, "fucheng.gucheng"),
    ]
    overlays = Overlays(layers)

    def names(**where: Any) -> list[str]:
        return [layer.name for layer in overlays.chain(**where)]

    assert names(domains=["住建"], place="131128101", body="fucheng.gucheng") == ["古城", "衡水", "河北", "住建"]
    assert names(domains=[], place="", body="") == []
    assert names(domains=["农业", "住建"], place="31", body="x") == ["上海", "住建", "农业"]
    assert {layer.name for layer in overlays} == {layer.name for layer in layers}
    assert (overlays.named("上海").code, overlays.named("1311").name) == ("31", "衡水")
    for word in ("没有", ""):
        with pytest.raises(BadOverlay, match=f"no overlay is called '{word}'"):
            overlays.named(word)


def test_layer_goes_by_its_name_code_and_title() -> None:
    shanghai, plain = Layer("上海", Level.PROVINCE, code="31", title="上海市"), Layer("古城", Level.BODY)
    overlays = Overlays([shanghai, plain])

    assert [overlays.named(word) for word in ("上海", "31", "上海市", "古城")] == [shanghai, shanghai, shanghai, plain]


def test_two_overlays_of_one_name_are_refused() -> None:
    with pytest.raises(BadOverlay, match="two overlays are called 住建"):
        Overlays([Layer("住建", Level.DEPARTMENT), Layer("上海", Level.PROVINCE, "31"), Layer("住建", Level.DEPARTMENT)])


def test_article_of_a_law_held_carries_its_fingerprint(scratch: str) -> None:
    layer = parse(_overlay(_setting(cites=["行政处罚法 44", "没有读过的规章 3-1 2 1"])))

    assert layer.settings[0].cites == (APL("44"), Cite("没有读过的规章", "3-1", 2, 1))


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ({"level": "department"}, "an overlay needs a name"),
        ({"name": " ", "level": "department"}, "an overlay needs a name"),
        (_overlay(colour="red"), "住建: unknown members: colour"),
        (_overlay(level="planet"), "住建: level must be one of body, city, province, department"),
        (_overlay(level="province"), "住建: a province needs the code of its place or body"),
        (_overlay(_setting(rule="no.rule")), "住建: no rule is called 'no.rule'"),
        (_overlay(_setting(rule=7)), "住建: no rule is called 7"),
        (_overlay(_setting(since="2022-05-01")), "since must be a day, until a later one"),
        (_overlay(_setting(until="2022-05-02")), "since must be a day, until a later one"),
        (_overlay(_setting(until=date(2022, 5, 1))), "since must be a day, until a later one"),
        (_overlay(_setting(cites=[])), "nothing is set without citation"),
        (_overlay(_setting(cites="某规章 2")), "nothing is set without citation"),
        (_overlay(_setting(cites=["某 1 2 3 4"])), "not a citation: '某 1 2 3 4'"),
        (_overlay(_setting(cites=["某 1 款"])), "not a citation: '某 1 款'"),
        (_overlay(_setting(cites=[""])), "not a citation: ''"),
        (_overlay(_setting(cites=["行政处罚法 999"])), "article 999 of 行政处罚法 was not read"),
        (_overlay(_setting(day="x")), "test.scratch lets nobody set 'day'"),
        (_overlay(_setting(term="15日")), "term cannot be '15日'"),
        (_overlay(_setting(term="十五个工作日")), "term cannot be '十五个工作日'"),
        (_overlay(_setting(term=15)), "term cannot be 15"),
        (_overlay(_setting(amount="一万")), "amount cannot be '一万'"),
        (_overlay(_setting(by="局长")), "by cannot be '局长'"),
        (_overlay(_setting(rolls="true")), "rolls cannot be 'true'"),
        (_overlay(_setting(rolls=1)), "rolls cannot be 1"),
        (_overlay(_setting(kinds="中止")), "kinds cannot be '中止'"),
        (_overlay(_setting(kinds=[1])), "kinds cannot be 1"),
        (_overlay(_setting(), _setting(since=date(2023, 1, 1))), "住建: test.scratch is set twice on 2023-01-01"),
        (_overlay(_setting(since=date(2023, 1, 1)), _setting()), "住建: test.scratch is set twice on 2023-01-01"),
    ],
)
def test_overlay_that_cannot_be_is_refused(scratch: str, mapping: dict[str, Any], why: str) -> None:
    with pytest.raises(BadOverlay) as raised:
        parse(mapping)

    assert why in str(raised.value)


def test_days_and_hours_are_told_apart() -> None:
    layer = parse(_overlay(_setting(rule="service.served_on", since=date(2024, 1, 1), public_notice="60日")))

    assert layer.settings == (
        Setting("住建", "service.served_on", (Cite("某规章", "2", 1),), date(2024, 1, 1), None, {"public_notice": Days(60)}),
    )


def test_lower_amount_of_a_department_wins_only_where_the_province_says_so() -> None:
    def verdict(*, wins: bool, fine: str) -> str:
        standards = {"person": "5000", "organisation": "100000", "lower_department_wins": wins}
        province = parse(_overlay(_setting(rule="notice.hearing", **standards), name="某省", level="province", code="13"))
        department = parse(_overlay(_setting(rule="notice.hearing", person="3000", organisation="30000")))
        facts = {"kinds": ["罚款"], "fine": Yuan(fine), "party": "organisation", "threshold": None, "offered": False}
        return apply("notice.hearing", on=ON, layers=[province, department], **facts).verdict

    assert [verdict(wins=True, fine="30000"), verdict(wins=True, fine="29999.99")] == ["refused", "lawful"]
    assert [verdict(wins=False, fine="30000"), verdict(wins=False, fine="100000")] == ["lawful", "refused"]


def test_standard_is_told_in_words() -> None:
    assert str(Standard(Yuan("5000"), Yuan("50000"))) == "公民不低于5,000.00元，单位不低于50,000.00元"
    assert str(Standard(Yuan("10000"), Yuan("100000"), over=True)) == "公民超过10,000.00元，单位超过100,000.00元"
